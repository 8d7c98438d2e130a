"""Two briefs compared in words: what changed, and who moved."""

from collections.abc import Sequence
from dataclasses import astuple

from mcda.report import theme
from mcda.study.comparison import Change, ChoiceChange, Comparison, ReadingChange, ScaleChange
from mcda.study.study import Study
from mcda.words import Say

MOST = 20  # changes of one kind that are told one by one
FIRST = 10


def told(found: Comparison, say: Say) -> list[str]:
    """Sentences, most important first; one alone where nothing differs."""
    if found.is_same:
        return [say("compare.same")]
    sentences = []
    if not found.is_same_question:
        before, after = found.before.stage.name, found.after.stage.name
        sentences.append(say("compare.question", before=before, after=after))
    kinds: tuple[tuple[str, Sequence[str]], ...] = (
        ("compare.weights", [_share(change, found, say) for change in found.weights]),
        ("compare.scales", [_scale(change, found, say) for change in found.scales]),
        ("compare.readings", [_reading(change, found, say) for change in found.readings]),
        ("compare.choices", [_choice(change, found, say) for change in found.choices]),
    )
    for phrase, items in kinds:
        if items:
            sentences.append(say(phrase, count=len(items), items=_listed(items, say)))
    if found.is_only_in_words:
        sentences.append(say("compare.words"))
    return sentences + _rankings(found, say)


def _rankings(found: Comparison, say: Say) -> list[str]:
    sentences = []
    for phrase, keys in (("compare.came", found.came), ("compare.left", found.left)):
        if keys:
            names = [say.of(found.names[key]) for key in keys]
            sentences.append(say(phrase, count=len(keys), names=_listed(names, say)))
    if found.moved:
        items = [
            say(
                "compare.move",
                name=found.names[change.key],
                before=change.before,
                after=change.after,
            )
            for change in found.moved
        ]
        sentences.append(say("compare.moved", count=len(items), items=_listed(items, say)))
    else:
        sentences.append(say("compare.nobody"))
    before, after = first_ten(found.before), first_ten(found.after)
    if set(before) == set(after):
        sentences.append(say("compare.same_ten"))
    else:
        come = [found.names[key] for key in after if key not in before]
        go = [found.names[key] for key in before if key not in after]
        sentences.append(say("compare.other_ten", come=come, go=go))
    return sentences


def first_ten(study: Study) -> list[str]:
    return [line.key for line in study.ranking if line.place <= FIRST]


def _listed(items: Sequence[str], say: Say) -> str:
    """So many items, and how many more there are."""
    shown = list(items[:MOST])
    if len(items) > MOST:
        shown.append(say("compare.more", count=len(items) - MOST))
    return say.clauses(shown)


def _share(change: Change, found: Comparison, say: Say) -> str:
    return say(
        "compare.item",
        name=found.names[change.key],
        before=say.percent(change.before or 0, 1),
        after=say.percent(change.after or 0, 1),
    )


def _scale(change: ScaleChange, found: Comparison, say: Say) -> str:
    ends = [
        say("compare.ends", worst=theme.number(scale.worst), best=theme.number(scale.best))
        + ("" if scale.curve == "linear" else " " + say("kinds.log"))
        for scale in (change.before, change.after)
    ]
    name = found.names[change.criterion]
    return say("compare.item", name=name, before=ends[0], after=ends[1])


def _reading(change: ReadingChange, found: Comparison, say: Say) -> str:
    before, after = (
        say("kinds.gap") if value is None else theme.number(value)
        for value in (change.before, change.after)
    )
    whose = say(
        "compare.whose",
        name=found.names[change.alternative],
        criterion=found.names[change.criterion],
    )
    return say("compare.item", name=whose, before=before, after=after)


def _choice(change: ChoiceChange, found: Comparison, say: Say) -> str:
    before, after = (
        _value(change.field, study, found, say) for study in (found.before, found.after)
    )
    return say(
        "compare.item", name=say(f"compare.field_{change.field}"), before=before, after=after
    )


def _wishes(study: Study, found: Comparison, say: Say) -> list[str]:
    wish = study.scenario.wish
    told = [say("compare.pilots", k=wish.k)]
    if wish.min_distance_km is not None:
        told.append(say("compare.apart", distance=theme.number(wish.min_distance_km)))
    for phrase, keys in (("compare.must", wish.must), ("compare.never", wish.never)):
        if keys:
            told.append(say(phrase, names=[found.names.get(key, key) for key in keys]))
    if wish.quotas:
        told.append(say("compare.quotas", count=len(wish.quotas)))
    return [*told, say("compare.chain")] if wish.chain else told


def _value(field: str, study: Study, found: Comparison, say: Say) -> str:
    """One choice of a study in words."""
    scenario = study.scenario
    if field == "method":
        return say.of(study.ranking.method.name)
    if field in ("gap_policy", "beyond"):
        word = getattr(scenario, field)
        return say(f"kinds.{word}") if field == "gap_policy" else say(f"kinds.beyond_{word}")
    listed = {
        "lists_off": list(study.lists_off),
        "zone_rules": [theme.number(float(limit)) for limit in astuple(study.zone_rules)],
        "wish": _wishes(study, found, say),
        "parameters": [f"{key} = {value}" for key, value in scenario.parameters.items()],
        "gates": [
            f"{key} {'–' if limit is None else theme.number(limit)}"
            for key, limit in scenario.gates.items()
        ],
        "bottom_lines": [
            say(
                f"compare.{line.side}",
                criterion=found.names[line.criterion],
                value=theme.number(line.value),
            )
            for line in scenario.bottom_lines
        ],
        "gap_policies": [
            say("compare.rule", name=found.names[key], policy=say(f"kinds.{policy}"))
            for key, policy in scenario.gap_policies.items()
        ],
        "gap_cells": [
            say(
                "compare.rule_of_cell",
                name=found.names[c.alternative],
                criterion=found.names[c.criterion],
                policy=say(f"kinds.{c.policy}"),
            )
            for c in scenario.gap_cells
        ],
        "assumed": [
            say(
                "compare.assumed",
                name=found.names[a.alternative],
                reading=study.reading_name(a.reading),
                value=theme.number(a.value),
            )
            for a in scenario.assumed
        ],
    }[field]
    return say.join(listed, last=False) or say("compare.none")
