"""The paper's claims about links (4.3.2), each judged on its own measure, or told what a proxy shows."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

from criteria.text import Text
from inputs.embedded import rows_of
from mcda.region.link_years import (
    Observation,
    central_cities,
    city_totals,
    embedded_observations,
    growth,
    link_cities,
    measure_named,
    percent,
    strengths,
)
from mcda.words import phrase

Answer = Literal["holds", "does_not_hold", "proxy", "cannot_be_told"]
Values = dict[str, object]


@dataclass(frozen=True)
class Claim:
    """What the paper says, the measure and years that it rests on, and what may stand in for them."""

    key: str
    text: Text
    measure: str
    years: tuple[int, ...]
    silent: Text
    test: str | None = None
    proxy: str | None = None
    proxy_years: tuple[int, ...] = ()
    about: tuple[str, ...] = ()  # the cities or links that the claim names
    judged: Text | None = (
        None  # of what the claim says, what a verdict on its own measure leaves open
    )


@dataclass(frozen=True)
class Verdict:
    """The answer; what the figures show, and what they cannot say (None where that is nothing)."""

    claim: Claim
    answer: Answer
    shows: Text | None
    silent: Text | None

    @property
    def sentence(self) -> Text:
        """What to print beneath the claim: whose figures show what, and what they are silent about."""
        if self.shows is None:
            return self.claim.silent
        kind = measure_named(self.claim.proxy or "").kind if self.answer == "proxy" else "own"
        source = _words()["kinds"][kind]
        values = {"source": Text(**source), "shows": self.shows}
        if self.silent is None:
            return phrase("network.claim_shown", **values)
        return phrase("network.claim_shown_in_part", **values, silent=self.silent)


@dataclass(frozen=True)
class Outcome:
    """Whether a test is passed, and the numbers for its sentence."""

    passed: bool
    values: Values


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "claims.toml").read_text("utf-8"))


@cache
def claims() -> tuple[Claim, ...]:
    return tuple(
        Claim(
            key=entry["key"],
            text=Text(**entry["text"]),
            measure=entry["measure"],
            years=tuple(entry["years"]),
            silent=Text(**entry["silent"]),
            test=entry.get("test"),
            proxy=entry.get("proxy"),
            proxy_years=tuple(entry.get("proxy_years", ())),
            judged=Text(**entry["judged"]) if "judged" in entry else None,
            about=tuple(
                entry.get("links", entry.get("cities", [entry["city"]] if "city" in entry else []))
            ),
        )
        for entry in _words()["claim"]
    )


def verdicts(own: Sequence[Observation] = ()) -> tuple[Verdict, ...]:
    """A verdict on each claim, from a user's own observations and the embedded ones.

    Holds or does not hold only on the claim's own measure in every one of its years, with all fifteen links.
    """
    figures = (*embedded_observations(), *own)
    return tuple(verdict(claim, figures) for claim in claims())


def verdict(claim: Claim, figures: Sequence[Observation]) -> Verdict:
    if claim.test == "people":
        outcome = _people(claim)
        return _judged(claim, outcome, claim.silent)
    if claim.test and _covers(figures, claim.measure, claim.years):
        outcome = TESTS[claim.test](claim, figures, claim.measure, claim.years)
        return _judged(claim, outcome, claim.judged)
    if claim.test and claim.proxy:
        outcome = TESTS[claim.test](claim, figures, claim.proxy, claim.proxy_years)
        return Verdict(claim, "proxy", _shows(claim, outcome), claim.silent)
    return Verdict(claim, "cannot_be_told", None, claim.silent)


def _judged(claim: Claim, outcome: Outcome, silent: Text | None) -> Verdict:
    answer: Answer = "holds" if outcome.passed else "does_not_hold"
    return Verdict(claim, answer, _shows(claim, outcome), silent)


def _covers(figures: Sequence[Observation], measure: str, years: Sequence[int]) -> bool:
    return all(len(_links(figures, measure, year)) == len(link_cities()) for year in years)


def _shows(claim: Claim, outcome: Outcome) -> Text:
    template = _words()["shows"][claim.test]
    return Text(**template).filled(**outcome.values)


def _period(figures: Sequence[Observation], measure: str, year: int) -> str:
    """The last time in that year at which the measure was observed."""
    found = [o.period for o in figures if (o.measure, o.year) == (measure, year)]
    return max(found, default=str(year))


def _links(figures: Sequence[Observation], measure: str, year: int) -> dict[str, float]:
    return strengths(figures, measure, _period(figures, measure, year))


def _rises(_: Claim, figures: Sequence[Observation], measure: str, years: Sequence[int]) -> Outcome:
    """Passed if the links observed in every year are together closer at each than at the one before."""
    found = [_links(figures, measure, year) for year in years]
    whole = [link for link in found[0] if all(link in other for other in found)]
    sums = [sum(links[link] for link in whole) for links in found]
    closer = measure_named(measure).more_is_closer
    steps = [percent(a, b, closer) or 0.0 for a, b in pairwise(sums)]
    total = percent(sums[0], sums[-1], closer)
    return Outcome(
        all(step > 0 for step in steps),
        {
            "measure": measure_named(measure).name,
            "since": years[0],
            "until": years[-1],
            "count": len(whole),
            "percent": f"{total or 0.0:+.0f}",
            "steps": [f"{step:+.0f}" for step in steps],
        },
    )


def _leads(
    claim: Claim, figures: Sequence[Observation], measure: str, years: Sequence[int]
) -> Outcome:
    """Passed if the city's total alone is the strongest in every year."""
    leaders = []
    for year in years:
        totals = city_totals(figures, measure, _period(figures, measure, year))
        strongest = max if measure_named(measure).more_is_closer else min
        most = strongest(totals.values(), default=None)
        leaders.append([city for city, total in totals.items() if total == most])
    names = central_cities()
    return Outcome(
        all(leader == [claim.about[0]] for leader in leaders),
        {
            "measure": measure_named(measure).name,
            "leaders": [
                phrase("region.city_in", city=[names[city] for city in level], year=year)
                for level, year in zip(leaders, years, strict=True)
            ],
        },
    )


def _fastest(
    claim: Claim, figures: Sequence[Observation], measure: str, years: Sequence[int]
) -> Outcome:
    """Passed if every link of the line grew more than any link outside it."""
    since, until = (_period(figures, measure, year) for year in (years[0], years[-1]))
    grown = [g for g in growth(figures, measure, since, until) if g.percent is not None]
    own = [g for g in grown if g.link in claim.about]
    others = [g for g in grown if g.link not in claim.about]
    slowest_own = min((g.percent or 0.0 for g in own), default=0.0)
    return Outcome(
        bool(own) and slowest_own > (others[0].percent or 0.0),
        {
            "measure": measure_named(measure).name,
            "since": years[0],
            "until": years[-1],
            "own": [f"{g.percent:.0f}" for g in sorted(own, key=lambda g: g.link)],
            "other": _link_name(others[0].link),
            "percent": f"{others[0].percent:.0f}",
        },
    )


def _link_closer(
    claim: Claim, figures: Sequence[Observation], measure: str, years: Sequence[int]
) -> Outcome:
    """Passed if the claim's link is closer in the last year than in the first."""
    link, kind = claim.about[0], measure_named(measure)
    earlier, later = (_links(figures, measure, year)[link] for year in (years[0], years[-1]))
    return Outcome(
        (percent(earlier, later, kind.more_is_closer) or 0.0) > 0,
        {
            "measure": kind.name,
            "since": years[0],
            "until": years[-1],
            "earlier": phrase("punctuation.quantity", number=f"{earlier:.3g}", unit=kind.unit),
            "later": phrase("punctuation.quantity", number=f"{later:.3g}", unit=kind.unit),
        },
    )


def _people(claim: Claim) -> Outcome:
    """Passed if the named cities gained residents, and each more than any other of the 36 (census)."""
    rows: Mapping[str, Mapping[str, str]] = {row["key"]: row for row in rows_of("cities")}
    gains = {key: (int(row["pop_2020"]) - int(row["pop_2010"])) / 1e6 for key, row in rows.items()}
    other = max((key for key in gains if key not in claim.about), key=lambda key: gains[key])
    names = {key: Text(row["name_en"], row["name_zh"]) for key, row in rows.items()}
    named = sorted(claim.about, key=lambda key: -gains[key])
    return Outcome(
        gains[named[-1]] > max(gains[other], 0.0),
        {
            "gains": [
                Text(f"{names[key].en} {gains[key]:.1f}", f"{names[key].zh}{100 * gains[key]:.0f}")
                for key in named
            ],
            "other": names[other],
            "most": Text(f"{gains[other]:.1f}", f"{100 * gains[other]:.0f}"),
        },
    )


def _link_name(link: str) -> Text:
    row = next(row for row in rows_of("links") if row["key"] == link)
    return Text(row["name_en"], row["name_zh"])


TESTS: dict[str, Callable[[Claim, Sequence[Observation], str, Sequence[int]], Outcome]] = {
    "rises": _rises,
    "leads": _leads,
    "fastest": _fastest,
    "link_closer": _link_closer,
}
