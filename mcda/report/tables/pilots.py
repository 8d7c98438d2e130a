"""The tables of pilots, written once: the page shows them, the brief prints them."""

from mcda.region.pilot_constraints import names_of_rules
from mcda.region.pilot_decision import Decision
from mcda.region.pilots import Portfolio
from mcda.report.tables.model import Column, Table, Value, where
from mcda.words import Say


def chosen(found: Decision, say: Say) -> Table:
    """The pilots, the most valuable first, with their place in the ranking, where they lie, and their zone."""
    study = found.study
    zoned = any("zone" in place.groups for place in found.places)
    rows = []
    for key in found.best.chosen:
        place = found[key]
        row: list[Value] = [
            say.of(place.name),
            study.ranking.place(key),
            place.value,
            where(study, key, say),
        ]
        if zoned:
            row.append(say.of(place.groups["zone"]) if "zone" in place.groups else "—")
        rows.append(tuple(row))
    columns = [
        Column(say("chart.name"), "name"),
        Column(say("chart.place"), "place"),
        Column(say("brief.score" if is_additive(found) else "pilots.additive_value"), "score"),
        Column(say("brief.where"), "key"),
    ]
    if zoned:
        columns.append(Column(say("pilots.zone"), "key"))
    return Table(tuple(columns), tuple(rows), say("pilots.table_chosen"))


def is_additive(found: Decision) -> bool:
    """Whether the study ranks by the scores that a set of pilots is valued by."""
    return found.study.scenario.method == "additive"


def valued(found: Decision, say: Say) -> list[str]:
    """Where another method ranks: that sets are valued by additive scores all the same, and why."""
    if is_additive(found):
        return []
    return [say("pilots.valued_additive", method=found.study.ranking.method.name)]


def no_rules(found: Decision, say: Say) -> str:
    """Nobody wished for anything."""
    return say("pilots.no_rules" if is_additive(found) else "pilots.no_rules_additive")


def prices(found: Decision, say: Say) -> Table:
    """What each rule costs, the dearest first."""
    names = names_of_rules(found.places, found.rules)
    dearest = sorted(found.price.items(), key=lambda rule: -rule[1])
    return Table(
        (Column(say("pilots.rule"), "name"), Column(say("pilots.value_lost"), "score")),
        tuple((say.of(names[rule]), cost) for rule, cost in dearest),
        say("pilots.table_price"),
    )


def firm(found: Decision, say: Say) -> Table:
    """How often each place is chosen over weights near the study's own, and in how many of the near sets it is."""
    names = {place.key: say.of(place.name) for place in found.places}
    presence, near = found.firm.presence, found.near.presence
    often = [key for key in presence if presence[key] >= 0.05 or key in found.best.chosen]
    kinds = {
        **dict.fromkeys(found.firm.core, say("pilots.core")),
        **dict.fromkeys(found.firm.borderline, say("pilots.borderline")),
    }
    return Table(
        (
            Column(say("chart.name"), "name"),
            Column(say("pilots.chosen_in"), "share"),
            Column(say("pilots.near_in"), "share"),
            Column(say("pilots.kind"), "key"),
            Column(say("pilots.in_best"), "key"),
        ),
        tuple(
            (
                names[key],
                presence[key],
                near.get(key, 0.0),
                kinds.get(key, say("pilots.seldom")),
                say("pilots.yes") if key in found.best.chosen else "—",
            )
            for key in sorted(often, key=lambda key: -presence[key])
        ),
        say("pilots.table_firm"),
    )


def rivals(found: Decision, say: Say) -> Table:
    """The sets within 1 % of the best, each by what it has instead."""
    best = found.best

    def swap(other: Portfolio) -> tuple[Value, ...]:
        comes = [say.of(found[key].name) for key in other.chosen if key not in best.chosen]
        goes = [say.of(found[key].name) for key in best.chosen if key not in other.chosen]
        return (
            say.join(comes, last=False) or "—",
            other.value,
            best.value - other.value,
            say.join(goes, last=False) or "—",
        )

    return Table(
        (
            Column(say("pilots.comes_in"), "name"),
            Column(say("pilots.value"), "score"),
            Column(say("pilots.value_lost"), "score"),
            Column(say("pilots.goes_out"), "key"),
        ),
        tuple(swap(other) for other in found.near.portfolios[1:]),
        say("pilots.table_near"),
    )


def left_out(found: Decision, say: Say) -> str:
    """What the first place left out would need, in one sentence."""
    out = found.left_out
    if out is None:
        return say("pilots.all_in")
    name = found[out.key].name
    score = f"{out.value:.3f}"
    if out.needed is not None:
        needed = f"{out.needed:.3f}"
        return say("pilots.left_out", name=name, score=score, needed=needed)
    if not out.barred_by:
        return say("pilots.barred_together", name=name, score=score)
    rules = names_of_rules(found.places, found.rules)
    barred = [rules[rule] for rule in out.barred_by]
    return say("pilots.barred", name=name, score=score, rules=barred)
