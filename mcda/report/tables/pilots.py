"""The tables of pilots, written once: the page shows them, the brief prints them."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from criteria.errors import Finding
from mcda.region.linear_constraints import Candidate, names_of_rules
from mcda.region.pilot_decision import Decision
from mcda.region.pilots import BORDERLINE, CORE, Firmness, Portfolio
from mcda.report.tables import residents
from mcda.report.tables.model import Column, Table, Value, tabulate, where
from mcda.words import Translator

RING = "○"  # before a pilot's name, as round it on the map
CLOSE = 0.01  # shares this close to a threshold keep a decimal, so that they are seen on their side of it


def chosen(found: Decision, t: Translator) -> Table:
    """The pilots, the most valuable first, with their rank, score and residents, where they lie, and their zone."""
    study = found.study
    zoned = any("zone" in candidate.groups for candidate in found.candidates)
    people = residents.column(study, t)
    rows = []
    for key in found.best.chosen:
        candidate = found[key]
        row: list[Value] = [
            t.text(candidate.name),
            study.ranking.rank(key),
            score_of(found, candidate, candidate.value),
            *(cell(key) for _, cell in people),
            *([candidate.value] if found.per_resident else []),
            where(study, key, t),
        ]
        if zoned:
            row.append(t.text(candidate.groups["zone"]) if "zone" in candidate.groups else "—")
        rows.append(tuple(row))
    columns = [
        Column(t("chart.name"), "name"),
        Column(t("chart.rank"), "rank"),
        Column(t("brief.score" if is_additive(found) else "pilots.additive_value"), "score"),
        *(head for head, _ in people),
        *([Column(t("pilots.value_each"), "score")] if found.per_resident else []),
        Column(t("brief.where"), "key"),
    ]
    if zoned:
        columns.append(Column(t("region.zone"), "key"))
    return Table(tuple(columns), tuple(rows), t("pilots.table_chosen"))


def is_additive(found: Decision) -> bool:
    """Whether the study ranks by the scores that a set of pilots is valued by."""
    return found.study.scenario.method == "additive"


def score_of(found: Decision, candidate: Candidate, value: float) -> float:
    """The score at which a candidate is worth so much."""
    times = found.times(candidate)
    return value / times if times else 0.0


def total_name(found: Decision, t: Translator) -> str:
    """What the sum over a set is called."""
    return t("pilots.value_resident" if found.per_resident else "pilots.value")


def lost_name(found: Decision, t: Translator) -> str:
    """What a set may have less of than another."""
    return t("pilots.value_lost_resident" if found.per_resident else "pilots.value_lost")


def proof(found: Decision, t: Translator, digits: int = 2) -> str:
    """The sum, and that no other set has more."""
    told = "pilots.proof_resident" if found.per_resident else "pilots.proof"
    return t(told, value=f"{found.best.value:.{digits}f}")


def valued(found: Decision, t: Translator) -> list[str]:
    """Where another method ranks, that sets are valued by additive scores all the same; that residents count."""
    told = []
    if not is_additive(found):
        told.append(t("pilots.valued_additive", method=found.study.ranking.method.name))
    if found.per_resident:
        told.append(t("pilots.valued_resident"))
    return told


def people(found: Decision, t: Translator) -> list[str]:
    """The residents of the set beside those of all ranked."""
    told = residents.of_set(found.study, t("residents.pilots"), found.best.chosen, t)
    return [*told, residents.basis(found.study, t)] if told else told


def sentence(found: Decision, t: Translator, names: Sequence[str]) -> str:
    """What the set is: optimal under its conditions or, where none is set, simply the highest scores."""
    k = len(found.best.chosen)
    told = t.join(list(names), last=len(names) == k)
    if len(names) < k:
        told = t("pilots.and_more", names=told, more=k - len(names))
    if names_of_rules(found.candidates, found.rules):
        return t("pilots.sentence", k=k, names=told)
    score = t("pilots.score" if is_additive(found) else "pilots.additive_value_inline")
    if found.per_resident:
        score = t("pilots.resident_value_inline")
    return t("pilots.sentence_top", k=k, names=told, score=score)


def no_rules(found: Decision, t: Translator) -> str:
    """No condition was set."""
    if found.per_resident:
        return t("pilots.no_rules_resident")
    return t("pilots.no_rules" if is_additive(found) else "pilots.no_rules_additive")


def none_words(error: Sequence[Finding], t: Translator) -> str:
    """That no set meets the conditions, where that is proven; else only that none can be shown."""
    proven = any(finding.code == "pilots.clash" for finding in error)
    return t("pilots.sentence_none" if proven else "pilots.sentence_error")


def price_words(found: Decision, t: Translator) -> list[str]:
    """What a cost means, that there is no condition to have one, and of which conditions none was proven."""
    names = names_of_rules(found.candidates, found.rules)
    if not names:
        return [no_rules(found, t)]
    unproven = [t.text(name) for rule, name in names.items() if rule not in found.price]
    told = [t("pilots.cost_words")] if found.price else []
    return told + (
        [t("pilots.cost_unproven", names=t.join(unproven, last=False))] if unproven else []
    )


def near_words(found: Decision, t: Translator) -> list[str]:
    """How many other sets come near the best, as far as that is proven, and who is in each of them."""
    near = found.near
    others = len(near.portfolios) - 1
    if not others:
        return [t("pilots.near_none" if near.complete else "pilots.near_unproven")]
    always = [t.text(found[key].name) for key, share in near.presence.items() if share == 1]
    names = t.join(always) or t("pilots.nobody")
    if near.complete:
        return [t("pilots.near_words", count=others), t("pilots.near_always", names=names)]
    return [t("pilots.near_more", count=others), t("pilots.near_listed", names=names)]


def prices(found: Decision, t: Translator) -> Table:
    """What each rule costs, the dearest first."""
    names = names_of_rules(found.candidates, found.rules)
    dearest = sorted(found.price.items(), key=lambda rule: -rule[1])
    return Table(
        (Column(t("pilots.rule"), "name"), Column(lost_name(found, t), "score")),
        tuple((t.text(names[rule]), cost) for rule, cost in dearest),
        t("pilots.table_cost"),
    )


def firm_error(found: Decision, firm: Firmness, t: Translator) -> str:
    """How far a share at the line of the core may be off by chance, and who is that near to it."""
    names = [t.text(found[key].name) for key in firm.near_the_line]
    return t(
        "pilots.firm_error",
        error=f"{100 * firm.error:.1f}",
        names=t.join(names, last=False) or t("pilots.nobody"),
    )


def shares_in_rows(found: Decision, firm: Firmness, t: Translator) -> list[dict[str, Any]]:
    """A row each pilot and each core or borderline candidate, the most often selected first; pilots carry a ring."""
    known = {*found.best.chosen, *firm.core, *firm.borderline}
    rows = []
    for key in sorted(known, key=lambda key: -firm.presence.get(key, 0.0)):
        share, name = firm.presence.get(key, 0.0), t.text(found[key].name)
        status = (
            "core" if key in firm.core else "borderline" if key in firm.borderline else "seldom"
        )
        selected = key in found.best.chosen
        digits = 1 if min(abs(share - CORE), abs(share - BORDERLINE)) < CLOSE else 0
        rows.append(
            {
                "name": name,
                "label": f"{RING} {name}" if selected else name,
                "share": share,
                "figure": t.percent(share, digits),
                "status": status,
                "kind": t(f"pilots.{status}"),
                "selected": selected,
            }
        )
    return rows


def firm(found: Decision, t: Translator) -> Table:
    """How often each candidate is chosen over weights near the study's own, and in how many of the near sets it is."""
    names = {candidate.key: t.text(candidate.name) for candidate in found.candidates}
    presence, near = found.firm.presence, found.near.presence
    often = [key for key in presence if presence[key] >= 0.05 or key in found.best.chosen]
    kinds = {
        **dict.fromkeys(found.firm.core, t("pilots.core")),
        **dict.fromkeys(found.firm.borderline, t("pilots.borderline")),
    }
    return tabulate(
        t,
        t("pilots.table_firm"),
        sorted(often, key=lambda key: -presence[key]),
        ("chart.name", "name", lambda key: names[key]),
        ("pilots.chosen_in", "share", lambda key: presence[key]),
        ("pilots.near_in", "share", lambda key: near.get(key, 0.0)),
        ("pilots.kind", "key", lambda key: kinds.get(key, t("pilots.seldom"))),
        ("pilots.in_best", "key", lambda key: t("pilots.yes") if key in found.best.chosen else "—"),
    )


def rivals(found: Decision, t: Translator) -> Table:
    """The sets within 1% of the best, each by what it has instead."""
    best = found.best

    def swap(other: Portfolio) -> tuple[Value, ...]:
        comes = [t.text(found[key].name) for key in other.chosen if key not in best.chosen]
        goes = [t.text(found[key].name) for key in best.chosen if key not in other.chosen]
        return (
            t.join(comes, last=False) or "—",
            other.value,
            best.value - other.value,
            t.join(goes, last=False) or "—",
        )

    return Table(
        (
            Column(t("pilots.comes_in"), "name"),
            Column(total_name(found, t), "score"),
            Column(lost_name(found, t), "score"),
            Column(t("pilots.goes_out"), "key"),
        ),
        tuple(swap(other) for other in found.near.portfolios[1:]),
        t("pilots.table_near"),
    )


def left_out(found: Decision, t: Translator) -> str:
    """Who was left out with the highest score (× residents, where these count), and what it would need."""
    told = _left_out(found, t)
    return t.sentences([told, t("pilots.left_by_resident")]) if found.per_resident else told


def _left_out(found: Decision, t: Translator) -> str:
    out = found.left_out
    if out is None:
        return t("pilots.all_in")
    candidate = found[out.key]
    name, score = candidate.name, f"{score_of(found, candidate, out.value):.3f}"
    if out.needed is not None:
        least = score_of(found, candidate, out.needed)
        needed = f"{ceil(1000 * least) / 1000:.3f}"  # rounded down, it would not be enough
        return t("pilots.left_out", name=name, score=score, needed=needed)
    if not out.proven:
        return t("pilots.left_unproven", name=name, score=score)
    if not out.barred_by:
        return t("pilots.barred_together", name=name, score=score)
    rules = names_of_rules(found.candidates, found.rules)
    barred = [rules[rule] for rule in out.barred_by]
    return t("pilots.barred", name=name, score=score, rules=barred)
