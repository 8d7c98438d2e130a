"""The bytes of a workbook, finished: one date everywhere, and beside each formula what it comes to."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from mcda.report.tables.formatting import ILLEGAL

MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
# what openpyxl writes for a formula: a cell without a type, the formula, an empty value
FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(><f>[^<]*</f>)<v ?/?>(?:</v>)?')
DESCRIBED = re.compile(rb'descr="Picture"')  # what openpyxl says of every picture
NAME = 1_000  # characters of a name; programs that draw it in a chart take minutes over longer ones
ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")  # what a workbook would read as one character

Known = Mapping[str, Mapping[str, float | str]]  # part of the archive → cell → value


def finished(raw: bytes, stamp: datetime, known: Known, pictures: Sequence[str] = ()) -> bytes:
    """The same archive with one date on every member and in its core properties, and formulas with their values.

    `pictures` says in words what each picture shows, in their order, for readers who cannot see it.

    Programs that show a workbook without computing it (previews, phones, Excel's protected view) need the values;
    others compute on opening.
    """
    result = BytesIO()
    words = (escape(legible(said), {'"': "&quot;"}).encode() for said in pictures)
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in _members(raw):
            if name == "docProps/core.xml":
                data = MODIFIED.sub(rb"\g<1>" + moment, data)  # noqa: PLW2901 - the same member, dated
            if name.startswith("xl/drawings/drawing"):
                data = DESCRIBED.sub(lambda _: b'descr="' + next(words) + b'"', data)  # noqa: PLW2901
            if name in known:
                data = _with_values(data, known[name])  # noqa: PLW2901
            member = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            target.writestr(member, data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _with_values(data: bytes, values: Mapping[str, float | str]) -> bytes:
    def filled(match: re.Match[bytes]) -> bytes:
        cell, style, formula = match.groups()
        value = values[cell.decode()]
        if isinstance(value, str):
            kind, shown = b' t="str"', escape(legible(value)).encode()
        else:
            kind, shown = b"", repr(value).encode()
        return b'<c r="' + cell + b'"' + style + kind + formula + b"<v>" + shown + b"</v>"

    return FORMULA.sub(filled, data)


def legible(text: str, most: int | None = None) -> str:
    """Text as a workbook holds it: without control characters, at most so long, no sign that stands for another."""
    return ESCAPED.sub(r"_x005F_\1", ILLEGAL.sub("", text)[:most])


def _members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(raw)) as source:
        for name in source.namelist():
            yield name, source.read(name)
