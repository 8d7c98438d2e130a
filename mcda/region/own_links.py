"""A user's own table of links over years: read row by row, what cannot be read told."""

from collections.abc import Iterable, Mapping
from math import isfinite

from criteria.errors import Finding
from inputs.embedded import short_city
from mcda.region.link_years import Observation, central_cities, link_cities

NEEDED = ("city_a", "city_b", "year", "measure", "value")


def read_observations(
    rows: Iterable[Mapping[str, str]], file: str
) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """A user's own long table (city_a, city_b, year, measure, value; unit, source, period, note if given).

    Cities go by code, English or Chinese name. What cannot be read is left out and told, row by row.
    """
    table = list(rows)
    missing = [column for column in NEEDED if not table or column not in table[0]]
    if missing:
        return (), (Finding.of("links.column", file=file, columns=missing),)
    found: list[Observation] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(table, start=2):
        observation, wrong = _observation(row, f"{file}:{number}")
        findings += wrong
        if observation is not None:
            same = (observation.link, observation.period, observation.measure)
            if same in seen:
                findings.append(
                    Finding.of("links.twice", place=f"{file}:{number}", earlier=seen[same])
                )
            else:
                seen[same] = number
                found.append(observation)
    return tuple(found), tuple(findings)


def _observation(row: Mapping[str, str], place: str) -> tuple[Observation | None, list[Finding]]:
    cells = {key: (value or "").strip() for key, value in row.items() if key}
    findings = []
    ends = [_city(cells[column]) for column in ("city_a", "city_b")]
    findings += [
        Finding.of(
            "links.city",
            place=place,
            found=cells[column],
            known=list(central_cities().values()),
        )
        for column, end in zip(("city_a", "city_b"), ends, strict=True)
        if end is None
    ]
    if ends[0] is not None and ends[0] == ends[1]:
        findings.append(Finding.of("links.itself", place=place, city=central_cities()[ends[0]]))
    year = _year(cells["year"])
    if year is None:
        findings.append(Finding.of("links.year", place=place, found=cells["year"]))
    value = _number(cells["value"])
    if value is None:
        findings.append(Finding.of("links.value", place=place, found=cells["value"]))
    if not cells["measure"]:
        findings.append(Finding.of("links.measure", place=place))
    if findings or value is None or year is None:
        return None, findings
    link = next(key for key, pair in link_cities().items() if set(pair) == set(ends))
    return Observation(
        link,
        cells.get("period") or str(year),
        year,
        cells["measure"],
        value,
        cells.get("unit", ""),
        cells.get("source", ""),
        cells.get("note", ""),
    ), []


def _city(name: str) -> str | None:
    plain = _plain(name)
    for key, text in central_cities().items():
        if plain in (key, _plain(text.en)) or short_city(plain) == text.zh:
            return key
    return None


def _plain(name: str) -> str:
    return name.lower().replace("'", "").replace("’", "").replace(" ", "")


def _year(text: str) -> int | None:
    plain = text.removesuffix("年").removesuffix(".0")
    return (
        int(plain) if plain.isascii() and plain.isdigit() and 1900 <= int(plain) <= 2100 else None
    )


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None
