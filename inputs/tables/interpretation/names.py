"""The alternatives of a table: their names, told apart where two are alike, and what else is known of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from criteria.text import Text
from inputs.evidence import Alternative
from inputs.files.sheet import Sheet
from inputs.tables.cells.number import SUPERSCRIPTS, normalise_text, read
from inputs.tables.cells.vocabulary import NAMES, PREFECTURE, PROVINCE, normalise_label
from inputs.tables.interpretation.column_roles import Column
from inputs.tables.structure.layout import Layout
from inputs.words import phrase

GROUP_TITLE = "group"  # attribute under which the title above a row is kept
MARKS = f"*†‡{SUPERSCRIPTS}"  # of a footnote behind a name
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Named:
    """Row → alternative; the columns by which doubles were told apart; rows whose double remains."""

    alternatives: dict[int, Alternative]
    told_apart_by: tuple[str, ...] = ()
    doubles: tuple[tuple[int, str], ...] = ()


def name_alternatives(sheet: Sheet, layout: Layout, columns: Sequence[Column]) -> Named:
    """One alternative a row. Two of the same name are told apart by the first column that differs between them."""
    words = [column for column in columns if column.use == "attribute"]
    plain = {i: name_in(sheet, i, layout.name) for i in layout.rows}
    names, by = _told_apart(sheet, layout, plain, [*words, *_serials(columns, layout)])
    counts = Counter(names.values())
    seen: set[str] = set()
    alternatives: dict[int, Alternative] = {}
    doubles = []
    other = _other_language(sheet, layout, words)
    for i, name in names.items():
        if name in seen:
            doubles.append((i, name))
            continue
        seen.add(name)
        alternatives[i] = _alternative(sheet, layout, columns, i, name, other)
    assert len(alternatives) == len(counts)
    return Named(alternatives, by, tuple(doubles))


def name_in(sheet: Sheet, row: int, column: int) -> str:
    """A cell as a name: without outer blanks and marks of footnotes."""
    cell = sheet.rows[row][column]
    text = normalise_text(f"{cell:.15g}" if isinstance(cell, float) else cell)
    plain = text.rstrip(MARKS)
    return (text if plain == text else plain.rstrip()) or text


def _serials(columns: Sequence[Column], layout: Layout) -> list[Column]:
    return [column for column in columns if column.why == "serial" and column.index != layout.name]


def _told_apart(
    sheet: Sheet, layout: Layout, names: dict[int, str], by: Sequence[Column]
) -> tuple[dict[int, str], tuple[str, ...]]:
    found, used = dict(names), []
    alike: dict[str, list[int]] = {}
    for i, name in names.items():
        alike.setdefault(name, []).append(i)
    for name, rows in alike.items():
        if len(rows) < 2:
            continue
        titles = {i: layout.groups.get(i, "") for i in rows}
        choices = [
            (column.name, {i: name_in(sheet, i, column.index) for i in rows}) for column in by
        ]
        for heading, marks in [*choices, (GROUP_TITLE, titles)]:
            if len(set(marks.values())) == len(rows) and all(marks.values()):
                found.update({i: _joined(name, mark) for i, mark in marks.items()})
                used.append(heading)
                break
    return found, tuple(dict.fromkeys(used))


def _joined(name: str, mark: str) -> str:
    return phrase("name_and_mark", name=name, mark=mark).in_("zh" if HAN.search(name) else "en")


def _other_language(sheet: Sheet, layout: Layout, words: Sequence[Column]) -> Column | None:
    """A column that names the same alternatives in the other language."""
    own = [bool(HAN.search(name_in(sheet, i, layout.name))) for i in layout.rows]
    if not own or len(set(own)) > 1:
        return None
    for column in words:
        texts = [name_in(sheet, i, column.index) for i in layout.rows]
        labelled = normalise_label(column.heading.written) in NAMES or "name" in normalise_label(
            column.heading.written
        )
        other = all(bool(HAN.search(text)) != own[0] and text for text in texts)
        if labelled and other and len(set(texts)) == len(texts):
            return column
    return None


def _alternative(
    sheet: Sheet,
    layout: Layout,
    columns: Sequence[Column],
    row: int,
    name: str,
    other: Column | None,
) -> Alternative:
    second = name if other is None else name_in(sheet, row, other.index)
    pair = (second, name) if HAN.search(name) else (name, second)
    attributes: dict[str, float | str] = {}
    places: dict[str, Text] = {}
    where: dict[str, float] = {}
    for column in columns:
        text = name_in(sheet, row, column.index)
        if column.use == "attribute" and text and column is not other:
            attributes[column.key] = text
            label = normalise_label(column.heading.name)
            if label in PROVINCE:
                places["province"] = Text.same(text)
            elif label in PREFECTURE:
                places["prefecture"] = Text.same(text)
        elif column.use in ("lon", "lat"):
            figure = read(text)
            if figure.kind == "number" and figure.value is not None:
                where[column.use] = figure.value
    if row in layout.groups:
        attributes[GROUP_TITLE] = layout.groups[row]
    lon, lat = where.get("lon"), where.get("lat")
    known = lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90
    return Alternative(
        name,
        Text(*pair),
        "own",
        places.get("province"),
        places.get("prefecture"),
        lon if known else None,
        lat if known else None,
        attributes,
    )
