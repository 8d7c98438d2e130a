"""Links over the years: the long table read, the level and growth of each link, and each city's total."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from criteria.errors import StudyError
from criteria.text import Text
from inputs.embedded import rows_of, short_city
from mcda.words import phrase


@dataclass(frozen=True)
class Measure:
    """What a column of the long table says about a link; `more_is_closer` is false for minutes and hours.

    `comparable` is false where the years rest on files of unequal completeness. `kind`: rail, air, enterprise, own.
    """

    key: str
    kind: str
    name: Text
    unit: Text
    more_is_closer: bool
    comparable: bool
    doubt: Text


@dataclass(frozen=True)
class Observation:
    """One figure about one link at one time; `period` orders the observations of a measure."""

    link: str
    period: str
    year: int
    measure: str
    value: float
    unit: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Growth:
    """How much closer a link became between two periods, in % of the earlier closeness.

    For a measure where less is closer (minutes), closeness is its reciprocal: half the time is 100%.
    None where the earlier figure is zero.
    """

    link: str
    measure: str
    since: str
    until: str
    earlier: float
    later: float
    percent: float | None


@cache
def measures() -> dict[str, Measure]:
    entries = tomllib.loads(files("mcda").joinpath("region", "measures.toml").read_text("utf-8"))
    return {
        key: Measure(
            key,
            entry["kind"],
            Text(**entry["name"]),
            Text(**entry["unit"]),
            entry["more_is_closer"],
            entry["comparable"],
            Text(**entry["doubt"]),
        )
        for key, entry in entries.items()
    }


def measure_named(key: str) -> Measure:
    """The measure; one that only the user's own table has is taken at its word, more being closer."""
    own = Measure(
        key,
        "own",
        Text.same(key),
        phrase("network.own_unit"),
        True,
        True,
        phrase("network.own_doubt"),
    )
    return measures().get(key, own)


@cache
def embedded_observations() -> tuple[Observation, ...]:
    return tuple(
        Observation(
            row["link"],
            row["period"],
            int(row["year"]),
            row["measure"],
            float(row["value"]),
            row["unit"],
            row["source"],
            row["note"],
        )
        for row in rows_of("links_by_year")
    )


@cache
def central_cities() -> dict[str, Text]:
    """The six central cities in the order of the links' table."""
    cities = {row["key"]: row for row in rows_of("cities") if row["is_central_city"] == "1"}
    order = dict.fromkeys(key for row in rows_of("links") for key in (row["city_a"], row["city_b"]))
    return {key: Text(cities[key]["name_en"], short_city(cities[key]["name_zh"])) for key in order}


@cache
def link_cities() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["city_a"], row["city_b"]) for row in rows_of("links")}


def periods(observations: Iterable[Observation], measure: str) -> tuple[str, ...]:
    """When the measure was observed, oldest first."""
    return tuple(sorted({o.period for o in observations if o.measure == measure}))


def strengths(observations: Iterable[Observation], measure: str, period: str) -> dict[str, float]:
    """The figure of each link that was observed, in the order of the links' table."""
    found = {o.link: o.value for o in observations if (o.measure, o.period) == (measure, period)}
    return {link: found[link] for link in link_cities() if link in found}


def growth(
    observations: Sequence[Observation],
    measure: str,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Growth, ...]:
    """How each link changed between two periods (first and last if none are given), fastest first.

    Raises StudyError if the measure was not observed then.
    """
    known = periods(observations, measure)
    asked = {since or (known[0] if known else ""), until or (known[-1] if known else "")}
    if not asked <= set(known):
        raise StudyError.of(
            "links.period", measure=measure, found=sorted(asked - set(known)), known=list(known)
        )
    first, last = since or known[0], until or known[-1]
    earlier, later = (strengths(observations, measure, period) for period in (first, last))
    closer = measure_named(measure).more_is_closer
    changes = [
        Growth(
            link,
            measure,
            first,
            last,
            earlier[link],
            later[link],
            percent(earlier[link], later[link], closer),
        )
        for link in earlier
        if link in later
    ]
    return tuple(sorted(changes, key=lambda g: (g.percent is None, -(g.percent or 0.0))))


def percent(earlier: float, later: float, more_is_closer: bool = True) -> float | None:
    """Growth of closeness in %: of the figure, or of its reciprocal where less is closer; None from zero."""
    before, after = (earlier, later) if more_is_closer else (later, earlier)
    return 100 * (after / before - 1) if before else None


def city_totals(observations: Iterable[Observation], measure: str, period: str) -> dict[str, float]:
    """Each city over its links: the sum, or the mean where less is closer (minutes do not add up).

    Cities whose links were not all observed are there too; `links_observed` says how many were.
    """
    found = strengths(observations, measure, period)
    totals: dict[str, float] = {}
    for city in central_cities():
        own = [value for link, value in found.items() if city in link_cities()[link]]
        if own:
            share = 1 if measure_named(measure).more_is_closer else 1 / len(own)
            totals[city] = sum(own) * share
    return totals


def links_observed(
    observations: Iterable[Observation], measure: str, period: str
) -> dict[str, int]:
    """How many of its five links stand behind each city's total."""
    found = strengths(observations, measure, period)
    return {city: sum(city in link_cities()[link] for link in found) for city in central_cities()}
