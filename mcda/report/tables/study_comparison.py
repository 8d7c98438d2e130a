"""Two briefs compared in words: what changed, and who moved."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from functools import partial

from criteria.model import Scale
from mcda.report import theme
from mcda.report.tables.formatting import eligibility_rule
from mcda.study.comparison import SAME, Change, ChoiceChange, Comparison, ScaleChange, ValueChange
from mcda.study.study import Study
from mcda.words import Translator

MOST = 20  # changes of one kind that are told one by one
FIRST = 10


def sentences(found: Comparison, t: Translator, is_listed: bool = False) -> list[str]:
    """Sentences, most important first; one alone where nothing differs. `is_listed`: a line each for what they count."""
    if found.is_same:
        return [t("compare.same")]
    sentences = []
    if not found.is_same_question:
        before, after = found.before.stage.name, found.after.stage.name
        sentences.append(t("compare.question", before=before, after=after))
    is_other_year = found.before.data_year != found.after.data_year
    # values of another data year are told once, with the ranks that they move
    values = [
        each
        for each in found.observations
        if not (is_other_year and each.alternative in found.values_of_moved)
    ]
    kinds: tuple[tuple[str, Sequence[str]], ...] = (
        ("compare.weights", [_share(change, found, t) for change in found.weights]),
        ("compare.scales", [_scale(change, found, t) for change in found.scales]),
        ("compare.values", [_value_change(change, found, t) for change in values]),
        ("compare.choices", [_choice(change, found, t) for change in found.choices]),
    )
    for phrase, items in kinds:
        if items:
            sentences.append(t(phrase, count=len(items), items=_listed(items, t, is_listed)))
    if found.is_only_in_words:
        sentences.append(t("compare.words"))
    return sentences + _rankings(found, t, is_listed)


def change(found: Comparison, t: Translator) -> str:
    """What changed, in a few words: the first difference, and how many more there are."""
    left_out = [choice for choice in found.choices if choice.field == "left_out_criteria"]
    year = [choice for choice in found.choices if choice.field == "data_year"]
    items = [
        *(_choice(choice, found, t) for choice in year),
        *_scenarios(found, t),
        # the weights that follow are not told beside
        *([_choice(choice, found, t) for choice in left_out] or _group_shares(found, t)),
        *(_scale(change, found, t) for change in found.scales),
        # nor are the values of another data year
        *(() if year else (_value_change(change, found, t) for change in found.observations)),
        *(
            _choice(choice, found, t)
            for choice in found.choices
            if choice not in left_out and choice not in year
        ),
    ] or [t("compare.words")]
    first, others = items[0], len(items) - 1
    return t("compare.first_of", first=t.composed(first), count=others) if others else first


def _scenarios(found: Comparison, t: Translator) -> list[str]:
    """Another scenario is the current one, or it has another name."""
    before, after = found.before, found.after
    if before.active == after.active and before.scenario.name == after.scenario.name:
        return []
    names = {"before": before.scenario.name, "after": after.scenario.name}
    return [t("compare.item", name=t("app.scenario"), **names)]


def _group_shares(found: Comparison, t: Translator) -> list[str]:
    """The weight that was moved: of a group; else, inside the groups, of a criterion."""
    before, after = (s.scenario.weights.groups for s in (found.before, found.after))
    shares = {
        key: (before.as_dict().get(key, 0), after.as_dict().get(key, 0)) for key in after.criteria
    }
    moved = [Change(key, *pair) for key, pair in shares.items() if abs(pair[1] - pair[0]) > SAME]
    if not moved:
        return [_share(change, found, t) for change in found.weights[:1]]
    most = max(moved, key=lambda change: abs((change.after or 0) - (change.before or 0)))
    name = found.after.catalogue.group(most.key).name
    digits = (partial(t.percent, digits=digits) for digits in (0, 1, 3))
    return [t("compare.item", name=name, **_apart(most, *digits))]


def _rankings(found: Comparison, t: Translator, is_listed: bool) -> list[str]:
    sentences = []
    for phrase, keys in (("compare.came", found.came), ("compare.left", found.left)):
        if keys:
            names = [t.text(found.names[key]) for key in keys]
            sentences.append(t(phrase, count=len(keys), names=_listed(names, t, is_listed)))
    if found.moved:
        items = [
            t(
                "compare.move",
                name=found.names[change.key],
                before=change.before,
                after=change.after,
            )
            for change in found.moved
        ]
        told = _listed(items, t, is_listed)
        sentences.append(t("compare.moved", count=len(items), items=told))
        sentences += _reasons(found, t, is_listed)
    else:
        sentences.append(t("compare.nobody"))
    before, after = first_ten(found.before), first_ten(found.after)
    if set(before) == set(after):
        sentences.append(t("compare.same_ten"))
    else:
        come = [found.names[key] for key in after if key not in before]
        go = [found.names[key] for key in before if key not in after]
        sentences.append(t("compare.other_ten", come=come, go=go))
    return sentences


def _reasons(found: Comparison, t: Translator, is_listed: bool) -> list[str]:
    """Whose own values changed with the data year, with rank and values before and after."""
    if found.before.data_year == found.after.data_year or not found.values_of_moved:
        return []
    ranks = {change.key: change for change in found.moved}
    items = []
    for key, changes in found.values_of_moved.items():
        values = [
            t("compare.item", name=found.names[c.criterion], **_values_apart(c, t)) for c in changes
        ]
        move = {"before": ranks[key].before, "after": ranks[key].after}
        items.append(
            t("compare.reason", name=found.names[key], values=t.join(values, last=False), **move)
        )
    return [t("compare.reasons", count=len(items), items=_listed(items, t, is_listed))]


def first_ten(study: Study) -> list[str]:
    return [line.key for line in study.ranking if line.rank <= FIRST]


def _listed(items: Sequence[str], t: Translator, is_listed: bool) -> str:
    """So many items, and how many more there are, in one sentence or a line each."""
    shown = list(items[:MOST])
    if len(items) > MOST:
        shown.append(t("compare.more", count=len(items) - MOST))
    return "".join(f"\n  {item}" for item in shown) if is_listed else t.clauses(shown)


def _share(change: Change, found: Comparison, t: Translator) -> str:
    return t(
        "compare.item",
        name=found.names[change.key],
        **_apart(change, *(partial(t.percent, digits=digits) for digits in (1, 3, 6, 13))),
    )


def _apart(change: Change | ValueChange, *written: Callable[[float], str]) -> dict[str, str]:
    """Before and after in the first of some ways to write a number in which the two differ, else in the last."""
    pairs = [(write(change.before or 0), write(change.after or 0)) for write in written]
    before, after = next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])
    return {"before": before, "after": after}


def _scale(change: ScaleChange, found: Comparison, t: Translator) -> str:
    def ends_of(scale: Scale, number: Callable[[float], str]) -> str:
        ends = t("compare.ends", worst=number(scale.worst), best=number(scale.best))
        return ends if scale.curve == "linear" else f"{ends} {t('kinds.log')}"

    ends = [ends_of(scale, theme.number) for scale in (change.before, change.after)]
    if ends[0] == ends[1]:
        ends = [ends_of(scale, theme.limit) for scale in (change.before, change.after)]
    name = found.names[change.criterion]
    return t("compare.item", name=name, before=ends[0], after=ends[1])


def _values_apart(change: ValueChange, t: Translator) -> dict[str, str]:
    """A value before and after, in the first way to write them in which the two differ."""
    if change.before is None or change.after is None:
        before, after = (
            t("kinds.gap") if value is None else theme.number(value)
            for value in (change.before, change.after)
        )
        return {"before": before, "after": after}
    return _apart(change, theme.number, theme.limit, repr)


def _value_change(change: ValueChange, found: Comparison, t: Translator) -> str:
    whose = t(
        "compare.whose",
        name=found.names[change.alternative],
        criterion=found.names[change.criterion],
    )
    told = t("compare.item", name=whose, **_values_apart(change, t))
    return (
        t("compare.sourced", change=t.composed(told), source=change.source)
        if change.source
        else told
    )


def _choice(change: ChoiceChange, found: Comparison, t: Translator) -> str:
    before, after = (_value(change.field, study, found, t) for study in (found.before, found.after))
    return t("compare.item", name=t(f"compare.field_{change.field}"), before=before, after=after)


def _pilot_constraints(study: Study, found: Comparison, t: Translator) -> list[str]:
    pilot_constraints = study.scenario.pilot_constraints
    told = [t("compare.pilots", k=pilot_constraints.k)]
    if pilot_constraints.min_distance_km is not None:
        told.append(t("compare.apart", distance=theme.number(pilot_constraints.min_distance_km)))
    for phrase, keys in (
        ("compare.must", pilot_constraints.must),
        ("compare.never", pilot_constraints.never),
    ):
        if keys:
            told.append(t(phrase, names=[found.names.get(key, key) for key in keys]))
    for quota in pilot_constraints.quotas:
        group = t(f"pilots.by_{quota.by}") if quota.group is None else quota.group
        if quota.at_least:
            told.append(t("compare.quota_least", group=group, number=quota.at_least))
        if quota.at_most is not None:
            told.append(t("compare.quota_most", group=group, number=quota.at_most))
    if pilot_constraints.value_per == "resident":
        told.append(t("compare.value_per"))
    return [*told, t("compare.chain")] if pilot_constraints.chain else told


def _value(field: str, study: Study, found: Comparison, t: Translator) -> str:
    """One choice of a study in words."""
    scenario = study.scenario
    if field == "data_year":
        return str(study.data_year)
    if field == "method":
        return t.text(study.ranking.method.name)
    if field == "left_out_weight":
        return t(f"kinds.left_out_{scenario.left_out_weight}")
    if field in ("missing_value_policy", "beyond"):
        word = getattr(scenario, field)
        return t(f"kinds.{word}") if field == "missing_value_policy" else t(f"kinds.beyond_{word}")
    listed = {
        "lists_off": list(study.lists_off),
        "left_out_criteria": [t.text(found.names[key]) for key in scenario.left_out_criteria],
        "zone_rules": [theme.number(float(limit)) for limit in astuple(study.zone_rules)],
        "town_type_rules": [theme.number(float(limit)) for limit in astuple(study.town_type_rules)],
        "pilot_constraints": _pilot_constraints(study, found, t),
        "parameters": [f"{key} = {value}" for key, value in scenario.parameters.items()],
        "eligibility": [
            eligibility_rule(t, rule, limit)
            for rule in study.stage.eligibility
            if (limit := study.eligibility_limit(rule)) is not None
            or rule.key in scenario.eligibility
        ],
        "cutoffs": [
            t(
                f"compare.{line.side}",
                criterion=found.names[line.criterion],
                value=theme.limit(line.value),
            )
            for line in scenario.cutoffs
        ],
        "missing_value_policies": [
            t("compare.rule", name=found.names[key], policy=t(f"kinds.{policy}"))
            for key, policy in scenario.missing_value_policies.items()
        ],
        "missing_value_cells": [
            t(
                "compare.rule_of_cell",
                name=found.names[c.alternative],
                criterion=found.names[c.criterion],
                policy=t(f"kinds.{c.policy}"),
            )
            for c in scenario.missing_value_cells
        ],
        "assumed": [
            t(
                "compare.assumed",
                name=found.names[a.alternative],
                variable=study.variable_name(a.variable),
                value=theme.number(a.value),
            )
            for a in scenario.assumed
        ],
    }[field]
    return t.join(listed, last=False) or t("compare.none")
