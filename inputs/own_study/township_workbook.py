"""A study workbook of the towns of some counties: names, codes, positions and distances; a bureau's columns are empty."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.catalogue import read_catalogue
from criteria.errors import EvidenceError, Finding, raise_errors
from criteria.text import Text
from inputs.embedded import county_rows, sources_in
from inputs.own_study.files import VALUES_SHEETS
from inputs.own_study.template import SHEETS, Rows, both, study_workbook
from inputs.stations import LATEST, DataYear
from inputs.townships import Township, townships_of
from inputs.words import phrase

# Columns of the sheet of criteria that the empty template does not have.
IN_BOTH = ("group_en", "group_zh", "unit_en", "unit_zh")


def township_workbook(counties: Sequence[str], data_year: DataYear = LATEST) -> bytes:
    """The bytes of the workbook for embedded counties by key, in their order.

    Positions and distances stand beside the names and do not count. Raises EvidenceError if no county is given.
    """
    raise_errors([] if counties else [Finding.of("townships.none")], EvidenceError)
    known = {row["key"]: Text(row["name_en"], row["name_zh"]) for row in county_rows()}
    chosen = {key: known[key] for key in dict.fromkeys(counties)}
    towns = [town for key in chosen for town in townships_of(key, data_year)]
    words = _words()
    criteria = words["criterion"]
    sheets: dict[str, tuple[dict[str, str], Rows]] = {
        VALUES_SHEETS[0]: (
            {"key": "", "name_zh": "", "county": "", **{each["key"]: "" for each in criteria}},
            [(town.code, town.name, chosen[town.county].zh) for town in towns],
        ),
        "alternatives": (
            {key: both(note) for key, note in words["towns"].items()},
            [_described(town, chosen) for town in towns],
        ),
        "criteria": (
            {**SHEETS["criteria"][0], **dict.fromkeys(IN_BOTH, "")},
            [_criterion(each) for each in criteria],
        ),
        "study": (SHEETS["study"][0], [_study(list(chosen.values()), len(towns))]),
        "sources": (SHEETS["sources"][0], _sources()),
    }
    return study_workbook(sheets, {VALUES_SHEETS[0]: _above(criteria)})


@cache
def _words() -> dict[str, Any]:
    text = files("inputs").joinpath("township_workbook.toml").read_text("utf-8")
    return tomllib.loads(text)


def _named(town: Township, chosen: dict[str, Text]) -> Text:
    """Its name; with that of its county where there are several."""
    name = Text.same(town.name)
    return (
        name if len(chosen) == 1 else phrase("name_and_mark", name=name, mark=chosen[town.county])
    )


def _described(town: Township, chosen: dict[str, Text]) -> tuple[float | str | None, ...]:
    county = next(row for row in county_rows() if row["key"] == town.county)
    name, around = _named(town, chosen), town.around
    lon, lat = town.seat or (None, None)
    round_it = (
        (None,) * 5
        if around is None
        else (around.seat_km, around.station.zh, around.station_km, around.city.zh, around.city_km)
    )
    where = (chosen[town.county].zh, county["province_zh"], county["prefecture_zh"])
    return (town.code, name.en, name.zh, *where, lon, lat, *round_it)


def _criterion(each: dict[str, Any]) -> tuple[float | str | None, ...]:
    """A row of the sheet of criteria; all count alike until somebody weighs them."""
    group = next(g.name for g in read_catalogue()[0].groups if g.key == each["group"])
    row = {
        "key": each["key"],
        "direction": each["direction"],
        "weight": 1,
        "name_en": each["name"]["en"],
        "name_zh": each["name"]["zh"],
        "group": each["group"],
        "kind": each["kind"],
        "reason_en": each["reason"]["en"],
        "reason_zh": each["reason"]["zh"],
        "group_en": group.en,
        "group_zh": group.zh,
        "unit_en": each["unit"]["en"],
        "unit_zh": each["unit"]["zh"],
    }
    return tuple(row.get(heading) for heading in (*SHEETS["criteria"][0], *IN_BOTH))


def _unit(each: dict[str, Any]) -> str:
    en, zh = each["unit"]["en"], each["unit"]["zh"]
    return en if en == zh else f"{en} {zh}"


def _study(counties: Sequence[Text], count: int) -> tuple[float | str | None, ...]:
    words = _words()
    shown = (
        counties
        if len(counties) <= 3
        else [*counties[:2], phrase("others", count=len(counties) - 2)]
    )
    row: dict[str, str] = {}
    for name in ("title", "question", "competitors", "unknown"):
        text = Text(**words[name]).filled(counties=list(shown), count=count)
        row |= {f"{name}_en": text.en, f"{name}_zh": text.zh}
    return tuple(row.get(heading) for heading in SHEETS["study"][0])


def _sources() -> Rows:
    """Where names and positions come from; each figure's own source is the bureau's to add."""
    return [
        (s.column, s.title.en, s.title.zh, s.year, s.licence, s.doubt.en, s.doubt.zh)
        for s in sources_in("townships").values()
    ]


def _above(criteria: Sequence[dict[str, Any]]) -> Rows:
    """What people read above the keys of the sheet of values: how to fill it in, the groups, names with units."""
    words, blank = _words()["values"], [None] * 2
    groups = {group.key: f"{group.name.en} {group.name.zh}" for group in read_catalogue()[0].groups}
    return [
        (both(words["note"]).replace("\n", " "),),
        (None, *blank, *(groups[each["group"]] for each in criteria)),
        (
            *(f"{words[name]['en']} {words[name]['zh']}" for name in ("key", "name", "county")),
            *(f"{each['name']['en']} {each['name']['zh']} ({_unit(each)})" for each in criteria),
        ),
    ]
