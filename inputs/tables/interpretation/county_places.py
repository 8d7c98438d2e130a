"""County-level units of China among the rows of a table, by a column of codes or by the names; doubt is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inputs.county_units import CountyUnit, Found, found_by, unit_of_code
from inputs.files.sheet import Sheet
from inputs.tables.cells.vocabulary import PREFECTURE, PROVINCE, normalise_label
from inputs.tables.interpretation.column_roles import Column
from inputs.tables.interpretation.names import Named, name_in
from inputs.tables.structure.layout import Layout

NO_PLACE = "-"


@dataclass(frozen=True)
class CountyPlaces:
    """Row → unit, and row → what else it may be, by the column (its letter) that says it; empty where rows are no counties."""

    letter: str = ""
    units: Mapping[int, CountyUnit] = field(default_factory=dict)
    asked: Mapping[int, Found] = field(default_factory=dict)
    since: Mapping[int, int] = field(
        default_factory=dict
    )  # rows with a former name → year of the new one


def county_places(
    sheet: Sheet, layout: Layout, columns: Sequence[Column], answers: Mapping[str, str]
) -> CountyPlaces:
    """The units of the rows, if at least half of the rows and two have one and the table gives no positions itself.

    Corrected by answers: county/7=610722, county/7=-.
    """
    if {"lon", "lat"} <= {column.use for column in columns}:
        return CountyPlaces()
    named = {i: _by_name(sheet, layout, columns, i) for i in layout.rows}
    coded = _codes(sheet, layout, columns)
    found = {i: _settled(i, coded[1], named[i]) for i in layout.rows} if coded else named
    if 2 * sum(each.unit is not None for each in found.values()) < max(len(found), 4):
        return CountyPlaces()
    for i in layout.rows:
        answer = answers.get(f"county/{sheet.line(i)}", "").strip()
        if answer == NO_PLACE:
            del found[i]
        elif answer and (unit := found_by(answer).unit):
            found[i] = Found(unit)
    return CountyPlaces(
        coded[0] if coded else sheet.letter(layout.name),
        {i: each.unit for i, each in found.items() if each.unit},
        {i: each for i, each in found.items() if not each.unit},
        {i: each.since for i, each in found.items() if each.since},
    )


def _codes(
    sheet: Sheet, layout: Layout, columns: Sequence[Column]
) -> tuple[str, dict[int, str]] | None:
    """The letter of the first column that holds codes of units in half of its rows, and what stands in it."""
    for column in columns:
        if column.use == "criterion":
            continue
        cells = {i: name_in(sheet, i, column.index) for i in layout.rows}
        known = sum(unit_of_code(cell) is not None for cell in cells.values())
        if 2 * known >= max(len(cells), 4):
            return column.letter, cells
    return None


def _settled(row: int, codes: Mapping[int, str], named: Found) -> Found:
    """By the code, unless the name says another unit; a code of none is asked."""
    unit = unit_of_code(codes[row])
    if unit is None:
        return named if not codes[row] else Found(perhaps=(named.unit,) if named.unit else ())
    other = named.unit is not None and named.unit != unit
    return Found(perhaps=(unit, named.unit)) if other and named.unit else Found(unit)


def _by_name(sheet: Sheet, layout: Layout, columns: Sequence[Column], row: int) -> Found:
    within = {"province": layout.groups.get(row, ""), "prefecture": ""}
    for column in columns:
        if column.use == "attribute" and column.index != layout.name:
            label = normalise_label(column.heading.name)
            if label in PROVINCE:
                within["province"] = name_in(sheet, row, column.index)
            elif label in PREFECTURE:
                within["prefecture"] = name_in(sheet, row, column.index)
    return found_by(name_in(sheet, row, layout.name), **within)


def with_county_places(named: Named, places: CountyPlaces) -> Named:
    """The alternatives with the positions, provinces and prefectures of their units, where the table has none."""
    alternatives = dict(named.alternatives)
    for i, unit in places.units.items():
        if i in alternatives:
            known = alternatives[i]
            lon, lat = unit.seat or (None, None)
            alternatives[i] = replace(
                known,
                province=known.province or unit.province,
                prefecture=known.prefecture or unit.prefecture,
                lon=lon,
                lat=lat,
            )
    return replace(named, alternatives=alternatives)
