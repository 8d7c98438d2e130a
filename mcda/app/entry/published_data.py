"""The data of a published study beside its page: /published/ID.json, .csv, .xlsx, .zip and the layers of a map."""

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from criteria.errors import AppError
from criteria.text import LANGS, Lang
from mcda.app.state import resources, session
from mcda.app.widgets.dates import utc_date
from mcda.app.widgets.downloads import XLSX
from mcda.group.store.publications import Published
from mcda.report.html.print import ranking_csv
from mcda.report.open_data.data_package import data_package
from mcda.report.open_data.layers import GEOJSON, GEOPACKAGE, geojson, geopackage
from mcda.study.study import Study
from mcda.words import Translator


@dataclass(frozen=True)
class Kind:
    """What a browser is told that a file is, and how it is made of a study; without `make` it is the study as stored."""

    mime: str
    make: Callable[[Study, Translator], bytes] | None = None


KINDS = {
    "json": Kind("application/json"),
    "csv": Kind("text/csv; charset=utf-8", ranking_csv),
    "xlsx": Kind(XLSX, lambda study, t: session.workbook_of(study, t.lang)()),
    "zip": Kind("application/zip", data_package),
    "gpkg": Kind(GEOPACKAGE, geopackage),
    "geojson": Kind(GEOJSON, geojson),
}
# A link may be withdrawn at any moment: whoever keeps a copy asks each time whether it still holds. The link is a
# secret, so that nothing between browser and server keeps one.
CACHED = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language"}
UNKNOWN = "shelf.link"  # the finding of a link under which nothing ever stood
_MAKING = asyncio.Lock()  # one file at a time: a room's phones are answered by the same process


def is_file(name: str) -> bool:
    """Whether the last part of an address asks for one of these files."""
    return name.rpartition(".")[2] in KINDS and "." in name


async def answer(request: Request) -> Response:
    """The file, 304 where the browser has it already, 410 of a withdrawn study, 404 where nothing is."""
    link, kind = request.path_params["link"], request.path_params["kind"]
    t = Translator(_language(request))
    try:
        published = await run_in_threadpool(lambda: resources.store().open_published(link))
        if published.status == "withdrawn":
            return _told(t, published)
        async with nullcontext() if _is_at_hand(link, kind, t) else _MAKING:
            data = await run_in_threadpool(_file, published, kind, t)
    except AppError as error:
        words = "\n".join(t.line(finding) for finding in error.findings)
        is_unknown = any(finding.code == UNKNOWN for finding in error.findings)
        return PlainTextResponse(words, 404 if is_unknown else 503, {"Cache-Control": "no-store"})
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**CACHED, "ETag": tag, "Content-Language": t.lang}
    if KINDS[kind].make is not None:  # some browsers would show a table as text
        headers["Content-Disposition"] = f'attachment; filename="{published.link}.{kind}"'
    if published.replaced_by:
        headers["Link"] = f'<{published.replaced_by}.{kind}>; rel="successor-version"'
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in [
        each.strip().removeprefix("W/") for each in known.split(",")
    ]:
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=KINDS[kind].mime)


def _language(request: Request) -> Lang:
    """As the address asks, else as the browser prefers."""
    asked = request.query_params.get("lang")
    if asked in LANGS:
        return asked
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def _told(t: Translator, published: Published) -> Response:
    date = utc_date(t, published.date)
    words = t("publications.withdrawn_on", title=published.title, date=date)
    return PlainTextResponse(words, 410, {"Cache-Control": "no-store"})


def _file(published: Published, kind: str, t: Translator) -> bytes:
    make = KINDS[kind].make
    if make is None:
        return published.study.encode()
    return resources.published_file(
        published.link,
        kind,
        t.lang,
        lambda: make(resources.published_study(published), t),
    )


def _is_at_hand(link: str, kind: str, t: Translator) -> bool:
    return KINDS[kind].make is None or resources.has_published_file(link, kind, t.lang)


class _OneOf(Convertor[str]):
    """Of an address: the end that says which file is asked for."""

    regex = "|".join(KINDS)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("kind", _OneOf())
_BASE = str(st.get_option("server.baseUrlPath")).strip("/")
_BEFORE = f"/{_BASE}" if _BASE else ""
PUBLISHED_DATA = Route(f"{_BEFORE}/published/{{link}}.{{kind:kind}}", answer, methods=["GET"])
