"""The network's tables, written once: links in both scenarios, growth, cities in echelons, the paper's claims."""

from collections.abc import Sequence

from mcda.region.city_tiers import echelons
from mcda.region.claims import Answer, Verdict
from mcda.region.link_years import (
    Observation,
    central_cities,
    city_totals,
    growth,
    links_observed,
    measure_named,
    periods,
)
from mcda.region.network import ECHELONS, Network, Step
from mcda.report import theme
from mcda.report.tables.model import Column, Table, Value
from mcda.study.study import Study
from mcda.words import Say, phrase

MARKS: dict[Answer, str] = {"holds": "✓", "does_not_hold": "✗", "proxy": "≈", "cannot_be_told": "?"}


def links(found: Network, say: Say) -> Table:
    """The links that stand, those to strengthen first, with their place and score in both scenarios."""
    return Table(
        (
            Column(say("network.link"), "name"),
            Column(say("network.added_at"), "place"),
            Column(say("network.strengthen_place"), "place"),
            Column(say("network.strengthen_score"), "score"),
            Column(say("network.backbone_place"), "place"),
            Column(say("network.backbone_score"), "score"),
        ),
        tuple(
            (
                say.of(link.name),
                link.step,
                link.strengthen_place,
                link.strengthen_score,
                link.backbone_place,
                link.backbone_score,
            )
            for link in sorted(found.links, key=lambda link: link.strengthen_place)
        ),
        say("network.table_links"),
    )


def steps(found: Network, sure: dict[int, float], study: Study, say: Say) -> Table:
    """The three construction steps: sectors, and which of the links that a step adds to strengthen first."""

    def row(step: Step) -> tuple[Value, ...]:
        sectors = [say.of(s.name) for s in found.sectors if s.step == step.number]
        return (
            f"{step.number} · {say.of(step.name)}",
            say.of(study.evidence[step.strengthen].name),
            sure[step.number],
            say.clauses(sectors),
        )

    return Table(
        (
            Column(say("network.step"), "name"),
            Column(say("network.strengthen_first"), "name"),
            Column(say("network.surely"), "share"),
            Column(say("network.sectors"), "key"),
        ),
        tuple(row(step) for step in found.steps),
        say("network.table_steps"),
    )


def grown(figures: Sequence[Observation], measure: str, study: Study, say: Say) -> Table:
    """Each link's first and last figure of a measure, and how much closer it became."""
    kind = measure_named(measure)
    found = growth(figures, measure)
    since, until = (found[0].since, found[0].until) if found else ("", "")
    unit = say.of(kind.unit)
    columns = [
        Column(say("network.link"), "name"),
        Column(since or "—", "reading", unit),
        Column(until or "—", "reading", unit),
    ]
    rows: list[tuple[Value, ...]] = [
        (say.of(study.evidence[row.link].name), row.earlier, row.later) for row in found
    ]
    if kind.comparable:
        columns.append(Column(say("network.closer_by"), "share"))
        rows = [
            (*row, None if one.percent is None else one.percent / 100)
            for row, one in zip(rows, found, strict=True)
        ]
    title = say("network.table_growth", measure=kind.name)
    return Table(tuple(columns), tuple(rows), title)


def cities(figures: Sequence[Observation], measure: str, say: Say) -> Table:
    """Each city's total over its links at the last time of a measure, in echelons by natural breaks."""
    kind = measure_named(measure)
    period = periods(figures, measure)[-1]
    totals = city_totals(figures, measure, period)
    behind = links_observed(figures, measure, period)
    classes = min(ECHELONS, len(set(totals.values())))
    names = central_cities()
    rows = [
        (say.of(names[key]), number, totals[key], behind[key])
        for number, group in enumerate(echelons(totals, classes, kind.more_is_closer), start=1)
        for key in group
    ]
    heading = "network.total" if kind.more_is_closer else "network.mean"
    return Table(
        (
            Column(say("network.city"), "name"),
            Column(say("network.echelon"), "place"),
            Column(say(heading), "reading", say.of(kind.unit)),
            Column(say("network.links_behind"), "place"),
        ),
        tuple(rows),
        say("network.table_cities", measure=kind.name, period=period),
    )


def claims(found: Sequence[Verdict], say: Say) -> Table:
    """The paper's claims about links, each with its verdict and what it rests on."""
    return Table(
        (
            Column(say("network.claim"), "text"),
            Column(say("network.verdict"), "key"),
            Column(say("network.rests_on"), "text"),
        ),
        tuple(
            (
                say.of(verdict.claim.text),
                f"{MARKS[verdict.answer]} {say(f'network.{verdict.answer}')}",
                say.of(verdict.sentence),
            )
            for verdict in found
        ),
        say("network.table_claims"),
    )


def leaders(figures: Sequence[Observation], measure: str, study: Study, say: Say) -> str:
    """Which link leads, and which grew fastest where the years may be compared, in a sentence."""
    kind = measure_named(measure)
    found = growth(figures, measure)
    if not found:
        return say("network.no_growth")
    best = max if kind.more_is_closer else min
    lead = best(found, key=lambda row: row.later)
    values: dict[str, object] = {
        "lead": study.evidence[lead.link].name,
        "value": phrase("punctuation.quantity", number=theme.number(lead.later), unit=kind.unit),
        "until": lead.until,
    }
    if not kind.comparable or found[0].percent is None:
        return say("network.leads", **values)
    fast = found[0]
    percent = f"{fast.percent:.0f}"
    return say(
        "network.leads_and_grows",
        **values,
        fast=study.evidence[fast.link].name,
        since=fast.since,
        percent=percent,
    )
