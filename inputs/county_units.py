"""County-level units of China (census of 2020), found by code or by name: never guessed, several if it could be several."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.text import Text
from inputs.embedded import rows_of

CODE = re.compile(
    r"(\d{6})(?:0{6})?(?:\.0)?", re.ASCII
)  # as tables write it, and with twelve digits
HAN = re.compile(r"[\u4e00-\u9fff]")
LETTERS = re.compile(r"[^a-z]")
LONGEST = 12  # letters of a name of a province or prefecture


@dataclass(frozen=True)
class CountyUnit:
    """A county, district, county-level city or banner; (lon, lat) of its seat in degrees where it is known."""

    code: str
    name: Text
    province: Text
    prefecture: Text
    seat: tuple[float, float] | None


@dataclass(frozen=True)
class Found:
    """The one unit that a code or name can mean, or those that it may; the year since when another name is used."""

    unit: CountyUnit | None = None
    perhaps: tuple[CountyUnit, ...] = ()
    since: int | None = None


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("inputs").joinpath("county_units.toml").read_text("utf-8"))


@cache
def county_units() -> Mapping[str, CountyUnit]:
    """All units by code."""
    provinces = _words()["provinces"]
    return {
        row["adcode"]: CountyUnit(
            row["adcode"],
            Text(row["name_pinyin"], row["name_zh"]),
            Text(provinces[row["province_zh"]][1], row["province_zh"]),
            Text.same(row["prefecture_zh"]),
            (float(row["lon"]), float(row["lat"])) if row["lon"] else None,
        )
        for row in rows_of("county_units")
    }


def unit_of_code(text: str) -> CountyUnit | None:
    """The unit with a code of six digits, or of twelve that end in zeros."""
    found = CODE.fullmatch(text.strip())
    return county_units().get(found[1]) if found else None


def found_by(text: str, province: str = "", prefecture: str = "") -> Found:
    """The unit that is meant by a code or a name, within the province and prefecture that stand beside it.

    Full and short names, Chinese and pinyin, with province or prefecture in front (English: behind, after a comma).
    A name that several units have, that is also a prefecture's, or that only a unit of another kind has is not settled.
    """
    text = text.strip()
    if CODE.fullmatch(text):
        return Found(unit_of_code(text))
    names = _names()
    wanted = names.province_of(province)
    near = names.prefectures_of(prefecture)
    readings = list(_readings_zh(text, names) if HAN.search(text) else _readings_en(text, names))

    def fits(unit: CountyUnit, within: str, among: frozenset[str]) -> bool:
        return (
            (not within or unit.province.zh == within)
            and (not wanted or unit.province.zh == wanted)
            and (not among or unit.prefecture.zh in among)
            and (not near or unit.prefecture.zh in near)
        )

    short: dict[str, CountyUnit] = {}
    alike: dict[str, CountyUnit] = {}
    whole: dict[str, CountyUnit] = {}
    former: dict[str, tuple[CountyUnit, int]] = {}
    unsettled = False
    for name, within, among in readings:
        for form, into in (("full", whole), ("short", short), ("other", alike)):
            units = names.forms[form].get(name, ())
            into.update({u.code: u for u in units if fits(u, within, among)})
        former.update(
            {u.code: (u, year) for u, year in names.former.get(name, ()) if fits(u, within, among)}
        )
        unsettled |= not among and name in names.prefecture_names
    bare = not HAN.search(text) and not any(within for _, within, _ in readings) and not wanted
    if whole or (not former and short):
        units = tuple((whole or short).values())
        # letters alone are those of many a name
        settled = len(units) == 1 and (bool(whole) or not (unsettled or bare))
        return Found(units[0]) if settled else Found(perhaps=units)
    if len(former) == 1:
        unit, year = next(iter(former.values()))
        return Found(unit, since=year)
    return Found(perhaps=tuple(u for u, _ in former.values()) or tuple(alike.values()))


Reading = tuple[str, str, frozenset[str]]  # name, province in front, prefectures in front


@dataclass(frozen=True)
class _Names:
    """Names → units: full ones, short ones, and those with the ending of another kind."""

    forms: Mapping[str, Mapping[str, tuple[CountyUnit, ...]]]
    former: Mapping[str, tuple[tuple[CountyUnit, int], ...]]
    provinces: Mapping[str, str]
    prefectures: Mapping[str, frozenset[str]]
    prefecture_names: frozenset[str]  # short ones, and their units' pinyin

    def province_of(self, text: str) -> str:
        """The province that is written, "" if none is known."""
        return self.provinces.get(text.strip()) or self.provinces.get(_letters(text), "")

    def prefectures_of(self, text: str) -> frozenset[str]:
        return self.prefectures.get(text.strip(), frozenset())


@cache
def _names() -> _Names:
    forms: dict[str, dict[str, list[CountyUnit]]] = {"full": {}, "short": {}, "other": {}}

    def add(form: str, name: str, unit: CountyUnit) -> None:
        units = forms[form].setdefault(name, [])
        if name and unit not in units:
            units.append(unit)

    kinds: dict[str, list[str]] = _words()["kinds"]
    prefectures: dict[str, set[str]] = {}
    for unit in county_units().values():
        prefectures.setdefault(unit.prefecture.zh, set()).add(unit.prefecture.zh)
        prefectures.setdefault(_short_prefecture(unit.prefecture.zh), set()).add(unit.prefecture.zh)
        name, kind = unit.name.zh, unit.name.zh[-1]
        base = _without_people(name[:-1])
        add("full", name, unit)
        add("full", base + kind, unit)
        if len(base) > 1:
            add("short", base, unit)
            for other in kinds:
                if other != kind:
                    add("other", base + other, unit)
        for letters in _pinyin(unit, kinds.get(kind, [])):
            add("short", letters, unit)
            for each, endings in kinds.items():
                for ending in endings:
                    add("full" if each == kind else "other", letters + ending, unit)
    short_ones = {_short_prefecture(u.prefecture.zh) for u in county_units().values()}
    also = {
        LETTERS.sub("", u.name.en.lower())
        for u in county_units().values()
        if _base(u) in short_ones
    }
    return _Names(
        {form: {name: tuple(units) for name, units in of.items()} for form, of in forms.items()},
        _former(),
        {
            name: full
            for full, (short, english) in _words()["provinces"].items()
            for name in (full, short, _letters(english))
        },
        {name: frozenset(found) for name, found in prefectures.items()},
        frozenset(short_ones | also),
    )


def _former() -> dict[str, tuple[tuple[CountyUnit, int], ...]]:
    """Former name → the units that bear another one now, with the year since when."""
    by_name = {(unit.province.zh, unit.name.zh): unit for unit in county_units().values()}
    found: dict[str, tuple[tuple[CountyUnit, int], ...]] = {}
    for province, name, now, year in _words()["former"]["names"]:
        found[name] = (*found.get(name, ()), (by_name[province, now], year))
    return found


def _base(unit: CountyUnit) -> str:
    return _without_people(unit.name.zh[:-1])


def _pinyin(unit: CountyUnit, endings: Iterable[str]) -> Iterator[str]:
    """The pinyin of a unit's name, of names of two characters also without the ending that stands in it."""
    letters = LETTERS.sub("", unit.name.en.lower())
    yield letters
    for ending in endings:
        if len(unit.name.zh) == 2 and letters.endswith(ending):
            yield letters.removesuffix(ending)


def _without_people(name: str) -> str:
    """The name of an autonomous unit without its peoples: what stands before the first of them."""
    bare = name.removesuffix(_words()["behind"]["autonomous"])
    if bare == name:
        return name
    ends = [at for people in _words()["peoples"]["names"] if (at := bare.find(people)) > 1]
    return bare[: min(ends)] if ends else bare


def _short_prefecture(name: str) -> str:
    for ending in _words()["behind"]["prefecture"]:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            bare = name.removesuffix(ending)
            return (
                _without_people(bare + _words()["behind"]["autonomous"])
                if len(ending) == 3
                else bare
            )
    return name


def _letters(text: str) -> str:
    """Letters of an English name, without what says that it is a province or autonomous."""
    words = re.split(r"[\s'’-]+", text.lower())
    return LETTERS.sub(
        "", "".join(word for word in words if word not in _words()["behind"]["words"])
    )


def _readings_zh(text: str, names: _Names) -> Iterator[Reading]:
    """The name itself, and what is left behind a province and a prefecture that stand in front."""
    text = re.sub(r"[\s,\uff0c·]+", "", text)
    for rest, province in ((text, ""), *_behind(text, names.provinces)):
        yield rest, str(province), frozenset()
        for name, prefectures in _behind(rest, names.prefectures):
            yield name, str(province), frozenset(prefectures)


def _behind(text: str, known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for length in range(2, min(LONGEST, len(text) - 1) + 1):
        if text[:length] in known:
            yield text[length:], known[text[:length]]


def _readings_en(text: str, names: _Names) -> Iterator[Reading]:
    """What stands before the first comma, within the province that stands behind one."""
    first, *behind = text.split(",")
    province = next((found for part in behind if (found := names.province_of(part))), "")
    words = [word for word in re.split(r"[\s'’-]+", first.lower()) if word != "autonomous"]
    yield LETTERS.sub("", "".join(words)), province, frozenset()
