"""A study as a Frictionless data package: tables with every column described, sources, the study, a script to recompute.

https://specs.frictionlessdata.io/tabular-data-package/
"""

import json
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np

from inputs.evidence import Source
from inputs.files.written_csv import csv_bytes
from mcda.methods.engine import Call, call_of
from mcda.model.ranking import TIE, Ranking
from mcda.report import published_page
from mcda.report.open_data.record import (
    Field,
    Record,
    criteria_record,
    ranking_record,
    values_record,
)
from mcda.report.tables import formatting
from mcda.report.tables.ranking import headline
from mcda.study.io import digest, to_json, versions
from mcda.study.study import Study
from mcda.words import Translator

Document = dict[str, Any]


def data_package(study: Study, t: Translator) -> bytes:
    """The package as a zip; the same bytes for the same study, language and versions."""
    records = {
        "ranking": ranking_record(study, t),
        "criteria": criteria_record(study, t),
        "values": values_record(study, t),
    }
    found = recomputed(study.ranking)
    held: dict[str, bytes] = {}
    if found is not None:
        call, sign = found
        records["method_input"] = _input_record(study.ranking, call, t)
        held["method.json"] = _json(_question(call, sign))
        held["recompute.py"] = _script().encode()
    held |= {f"{name}.csv": _csv(record) for name, record in records.items()}
    held["study.json"] = to_json(study).encode()
    resources = [_table(name, record, t) for name, record in records.items()]
    resources += [_file(name, t) for name in held if not name.endswith(".csv")]
    description = {**about(study, t), "resources": resources}
    return _zipped({"datapackage.json": _json(description), **held}, study.date)


def about(study: Study, t: Translator) -> Document:
    """What a file says of the study it was made from: finding, what it rests on, sources with licence and doubt."""
    told = [headline(study, t), *published_page.rests_on(study, t)]
    assumed = published_page.assumed_evidence(study, t)
    told += [assumed] if assumed else []
    told += [t("app.unknown", text=study.stage.unknown), t("open_data.boundaries")]
    if recomputed(study.ranking) is None:
        told.append(t("open_data.not_recomputed", method=study.ranking.method.name))
    used = {c for key in study.filled.matrix.criteria for c in study.catalogue[key].sources}
    sources = [s for column, s in study.evidence.sources.items() if column in used]
    return {
        "profile": "data-package",
        "name": f"green-heart-{digest(study)[:12]}",
        "title": t.text(study.title),
        "description": t.sentences(told),
        "created": datetime.fromisoformat(study.date).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "checksum": digest(study),
        "versions": versions(),
        "licenses": [{"name": "notspecified", "title": t("open_data.licence")}],
        "sources": [_source(source, t) for source in sources],
    }


def recomputed(found: Ranking) -> tuple[Call, int] | None:
    """What pymcdm alone has to be asked for the same ranks, and 1 or -1: whether more is better in what it answers.

    None where it was not asked, or where its answer alone does not give them: of COPRAS, and of tables that it refuses.
    """
    call = call_of(found)
    if call is None:
        return None
    try:
        with np.errstate(all="ignore"):
            scores = call.scores()
    except (ValueError, ZeroDivisionError):
        return None
    for sign in (1, -1):
        merit = sign * scores
        worse = merit[None, :] > merit[:, None] + TIE * np.ptp(merit)
        if (1 + worse.sum(axis=1) == found.ranks).all():
            return call, sign
    return None


def _source(source: Source, t: Translator) -> Document:
    return {
        "title": t("data.titled", title=source.title, year=source.year),
        "column": source.column,
        "licence": formatting.licence(t, source),
        "doubt": t.text(source.doubt),
    }


def _input_record(found: Ranking, call: Call, t: Translator) -> Record:
    """The table as pymcdm takes it: clipped, transformed or normalised as the method asks."""
    criteria: Sequence[str] = found.matrix.criteria
    if call.table.shape[1] != len(
        criteria
    ):  # some do not differ, and a method that refuses them is not given them
        differs = found.matrix.lowest < found.matrix.highest
        criteria = [key for key, kept in zip(criteria, differs, strict=True) if kept]
    fields = [Field("code", "string", t("open_data.column_code"))]
    fields += [Field(key, "number", t("open_data.method_value", criterion=key)) for key in criteria]
    rows = zip(found.alternatives, call.table.tolist(), strict=True)
    return Record(tuple(fields), tuple((key, *values) for key, values in rows))


def _question(call: Call, sign: int) -> Document:
    settings = {
        key: value.tolist() if isinstance(value, np.ndarray) else value
        for key, value in call.settings.items()
    }
    return {
        "class": call.name,
        "settings": settings,
        "weights": call.weights.tolist(),
        "types": call.directions.tolist(),
        "sign": sign,
    }


def _script() -> str:
    words = files(__package__).joinpath("package.toml").read_text("utf-8")
    script: str = tomllib.loads(words)["recompute"]
    return script


def _table(name: str, record: Record, t: Translator) -> Document:
    fields = [
        {"name": field.name, "type": field.kind, "description": field.meaning}
        for field in record.fields
    ]
    keys = ["code", "criterion"] if name == "values" else [record.fields[0].name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "description": t(f"open_data.table_{name}"),
        "schema": {"fields": fields, "primaryKey": keys, "missingValues": [""]},
    }


def _file(name: str, t: Translator) -> Document:
    stem, _, form = name.partition(".")
    told = t(f"open_data.file_{stem}")
    return {"name": f"{stem}-{form}", "path": name, "format": form, "description": told}


def _csv(record: Record) -> bytes:
    def cell(value: object) -> Any:
        return str(value).lower() if isinstance(value, bool) else value

    heads = [field.name for field in record.fields]
    return csv_bytes([heads, *([cell(value) for value in row] for row in record.rows)])


def _json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _zipped(held: Mapping[str, bytes], date: str) -> bytes:
    """One date on every file, so that the same study gives the same bytes."""
    result, stamp = BytesIO(), datetime.fromisoformat(date).timetuple()[:6]
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in held.items():
            target.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
