"""The network's tables, written once: links in both scenarios, growth, cities in tiers, the paper's claims."""

from collections.abc import Sequence

from mcda.region.city_tiers import echelons
from mcda.region.claims import Answer, Verdict
from mcda.region.link_years import (
    Measure,
    Observation,
    central_cities,
    city_totals,
    growth,
    links_observed,
    measure_named,
    periods,
    strengths,
)
from mcda.region.network import ECHELONS, Network, Step, orders_agree
from mcda.report import theme
from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.study.study import Study
from mcda.words import Translator, phrase

MARKS: dict[Answer, str] = {"holds": "✓", "does_not_hold": "✗", "proxy": "≈", "cannot_be_told": "?"}


def links(found: Network, t: Translator) -> Table:
    """The links that stand, those to strengthen first, with their rank and score in both scenarios."""
    return tabulate(
        t,
        t("network.table_links"),
        sorted(found.links, key=lambda link: link.strengthen_rank),
        ("network.link", "name", lambda link: t.text(link.name)),
        ("network.added_at", "rank", lambda link: link.step),
        ("network.strengthen_rank", "rank", lambda link: link.strengthen_rank),
        ("network.strengthen_score", "score", lambda link: link.strengthen_score),
        ("network.backbone_rank", "rank", lambda link: link.backbone_rank),
        ("network.backbone_score", "score", lambda link: link.backbone_score),
    )


def steps(found: Network, sure: dict[int, float], study: Study, t: Translator) -> Table:
    """The three construction steps: sectors, and which of the links that a step adds to strengthen first."""

    def row(step: Step) -> tuple[Value, ...]:
        sectors = [t.text(s.name) for s in found.sectors if s.step == step.number]
        return (
            f"{step.number} · {t.text(step.name)}",
            t.text(study.evidence[step.strengthen].name),
            sure[step.number],
            t.clauses(sectors),
        )

    return Table(
        (
            Column(t("network.phase"), "name"),
            Column(t("network.strengthen_first"), "name"),
            Column(t("network.surely"), "share"),
            Column(t("network.sectors"), "key"),
        ),
        tuple(row(step) for step in found.steps),
        t("network.table_phases"),
    )


def grown(figures: Sequence[Observation], measure: str, study: Study, t: Translator) -> Table:
    """Each link's first and last figure of a measure, and how much closer it became."""
    kind = measure_named(measure)
    found = growth(figures, measure)
    since, until = (found[0].since, found[0].until) if found else ("", "")
    unit, title = t.text(kind.unit), t("network.table_growth", measure=kind.name)
    columns = [Column(t("network.link"), "name"), Column(since or "—", "value", unit)]
    rows: list[tuple[Value, ...]] = [
        (t.text(study.evidence[row.link].name), row.earlier) for row in found
    ]
    if since == until:  # of one time nothing grew
        return Table(tuple(columns), tuple(rows), title)
    columns.append(Column(until, "value", unit))
    rows = [(*row, one.later) for row, one in zip(rows, found, strict=True)]
    if kind.comparable:
        columns.append(Column(t("network.closer_by"), "share"))
        rows = [
            (*row, None if one.percent is None else one.percent / 100)
            for row, one in zip(rows, found, strict=True)
        ]
    return Table(tuple(columns), tuple(rows), title)


def cities(figures: Sequence[Observation], measure: str, t: Translator) -> Table:
    """Each city's total over its links at the last time of a measure, in tiers by natural breaks."""
    kind = measure_named(measure)
    period = periods(figures, measure)[-1]
    totals = city_totals(figures, measure, period)
    behind = links_observed(figures, measure, period)
    classes = min(ECHELONS, len(set(totals.values())))
    names = central_cities()
    rows = [
        (t.text(names[key]), number, totals[key], behind[key])
        for number, group in enumerate(echelons(totals, classes, kind.more_is_closer), start=1)
        for key in group
    ]
    heading = "network.total" if kind.more_is_closer else "network.mean"
    return Table(
        (
            Column(t("network.city"), "name"),
            Column(t("network.tier"), "rank"),
            Column(t(heading), "value", t.text(kind.unit)),
            Column(t("network.links_behind"), "rank"),
        ),
        tuple(rows),
        t("network.table_cities", measure=kind.name, period=period),
    )


def claims(found: Sequence[Verdict], t: Translator) -> Table:
    """The paper's claims about links, each with its verdict and what it rests on."""
    return tabulate(
        t,
        t("network.table_claims"),
        found,
        ("network.claim", "text", lambda verdict: t.text(verdict.claim.text)),
        (
            "network.verdict",
            "key",
            lambda verdict: f"{MARKS[verdict.answer]} {t(f'network.{verdict.answer}')}",
        ),
        ("network.rests_on", "text", lambda verdict: t.text(verdict.sentence)),
    )


def orders(study: Study, t: Translator) -> str:
    """What the two scenarios ask, and how far their orders of the links agree."""
    tau = orders_agree(study)
    return t("network.opposite", tau="—" if tau is None else f"{tau:.2f}".replace("-", "−"))


def leaders(figures: Sequence[Observation], measure: str, study: Study, t: Translator) -> str:
    """Which links lead at the last time, and which grew closer fastest where the years may be compared."""
    known = periods(figures, measure)
    if not known:
        return t("network.no_growth")
    kind, since, until = measure_named(measure), known[0], known[-1]
    now = strengths(figures, measure, until)
    most = max(now.values()) if kind.more_is_closer else min(now.values())
    lead = [study.evidence[link].name for link, value in now.items() if value == most]
    value = phrase("punctuation.quantity", number=theme.number(most), unit=kind.unit)
    told = t("network.leads", lead=lead, value=value, until=until)
    return t("network.leads_words", sentence=told, doubt=_growing(figures, kind, since, study, t))


def _growing(
    figures: Sequence[Observation], kind: Measure, since: str, study: Study, t: Translator
) -> str:
    """Which link grew closer fastest, or why that is not said."""
    if not kind.comparable:
        return t("network.not_compared")
    until = periods(figures, kind.key)[-1]
    if since == until:
        return t("network.no_growth")
    changes = [row for row in growth(figures, kind.key) if row.percent is not None]
    if not changes:
        return t("network.no_pair", since=since, until=until)
    fast = changes[0]
    percent = f"{fast.percent:.0f}"
    if float(percent) <= 0:
        return t("network.none_grew", since=since)
    return t(
        "network.grows" if kind.more_is_closer else "network.grows_reciprocal",
        fast=study.evidence[fast.link].name,
        since=since,
        percent=percent,
        unit=kind.unit,
    )
