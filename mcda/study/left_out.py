"""Criteria left out of a scenario by choice: whose their weight becomes, and how one takes it back.

A criterion left out has weight 0 and no part in anything that is computed: neither in ranks nor in the weights tested.
A criterion of weight 0 that is not left out keeps its part, so that the weights tested may give it some. The weight
goes to the rest of the group, or to all criteria in proportion, as `left_out_weight` says for missing values too; a
group without any criterion has weight 0. Taken back, a criterion has the share of its group that it had; the group, if
it was empty, the share that its stage proposes. Locked weights stay as they are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from criteria.errors import StudyError
from mcda.model.weights import GroupedWeights, Weights
from mcda.study.missing_values import LeftOutWeight
from mcda.study.scenario import Scenario


@dataclass(frozen=True)
class Locks:
    """Weights that must not change: of groups, and of criteria inside their group."""

    groups: Collection[str] = ()
    inside: Collection[str] = ()


NONE = Locks()


def empty_groups(scenario: Scenario) -> tuple[str, ...]:
    """The groups of which every criterion is left out."""
    inside = scenario.weights.inside
    return tuple(g for g in inside if all(k in scenario.left_out for k in inside[g].criteria))


def is_locked(scenario: Scenario, key: str, locks: Locks = NONE) -> bool:
    """Whether a criterion can be neither left out nor taken back: nobody is free to take its weight, or to give it."""
    group, others = _peers(scenario, key)
    if key in locks.inside:
        return True
    if others:
        return all(other in locks.inside for other in others)
    counted = [g for g in scenario.weights.inside if g != group and g not in empty_groups(scenario)]
    return (bool(counted) and all(g in locks.groups for g in counted)) or group in locks.groups


def without(scenario: Scenario, key: str, locks: Locks = NONE) -> Scenario:
    """The scenario with one more criterion left out; as it is where locked weights do not allow it.

    Raises StudyError if it is the last one.
    """
    if key in scenario.left_out:
        return scenario
    if len(scenario.left_out) + 1 == sum(len(m.criteria) for m in scenario.weights.inside.values()):
        raise StudyError.of("criteria.last")
    if is_locked(scenario, key, locks):
        return scenario
    group, others = _peers(scenario, key)
    weights, out = scenario.weights, scenario.left_out
    share = weights.inside[group][key]
    of_the_rest = 1 - sum(out.get(k, 0.0) for k in weights.inside[group].criteria)
    left_out = {**out, key: share * max(of_the_rest, 0.0)}
    held = {*locks.groups, *empty_groups(scenario)}
    if not others:
        weights = weights.moved_group(group, 0.0, held)
    else:
        fixed = _fixed(weights.inside[group], {*locks.inside, *out})
        weights = weights.moved_inside(group, key, 0.0, fixed)
        if scenario.left_out_weight == "all" and group not in held:
            of_whole = weights.groups[group]
            lost = of_whole * share
            if lost < 1:
                weights = weights.moved_group(group, (of_whole - lost) / (1 - lost), held)
    return replace(scenario, weights=weights, left_out=left_out)


def with_again(
    scenario: Scenario, key: str, proposed: Mapping[str, float], locks: Locks = NONE
) -> Scenario:
    """The scenario with a criterion taken back; `proposed` are the stage's shares of the groups, for an empty one."""
    if key not in scenario.left_out or is_locked(scenario, key, locks):
        return scenario
    group, others = _peers(scenario, key)
    weights = scenario.weights
    left_out = {k: share for k, share in scenario.left_out.items() if k != key}
    members = weights.inside[group]
    held = {*locks.groups, *(g for g in empty_groups(scenario) if g != group)}
    if not others:
        inside = {**weights.inside, group: Weights.of({key: 1.0}, members.criteria)}
        share = Weights.of({g: proposed[g] for g in weights.groups.criteria})[group]
        weights = GroupedWeights(weights.groups, inside).moved_group(group, share, held)
    else:
        rest = 1 - sum(left_out.get(k, 0.0) for k in members.criteria)
        share = min(scenario.left_out[key] / rest, 1.0) if rest > 0 else 0.0
        weights = weights.moved_inside(
            group, key, share, _fixed(members, {*locks.inside, *left_out})
        )
        if scenario.left_out_weight == "all" and group not in held:
            of_whole = weights.groups[group]
            back = of_whole / (1 - share + of_whole * share) if of_whole else 0.0
            weights = weights.moved_group(group, back, held)
    return replace(scenario, weights=weights, left_out=left_out)


def with_one_more(scenario: Scenario, group: str, key: str, share: float) -> Scenario:
    """The scenario with a criterion that it had not, left out; `share` of its group is its own once it counts."""
    members = scenario.weights.inside[group]
    inside = Weights((*members.criteria, key), (*members.shares, 0.0))
    weights = GroupedWeights(scenario.weights.groups, {**scenario.weights.inside, group: inside})
    return replace(scenario, weights=weights, left_out={**scenario.left_out, key: share})


def ruled(scenario: Scenario, rule: LeftOutWeight, proposed: Mapping[str, float]) -> Scenario:
    """The scenario with another rule of whose the weight becomes, also of what is left out already."""
    keys = tuple(scenario.left_out)
    for key in keys:
        scenario = with_again(scenario, key, proposed)
    scenario = replace(scenario, left_out_weight=rule)
    for key in keys:
        scenario = without(scenario, key)
    return scenario


def weighed(scenario: Scenario, weights: GroupedWeights) -> Scenario:
    """The scenario with weights of all criteria: what they give to criteria left out goes as for each of them."""
    given = {
        key: weights.inside[group][key]
        for group in weights.inside
        for key in weights.inside[group].criteria
        if key in scenario.left_out and weights.groups[group] * weights.inside[group][key] > 0
    }
    if not given:
        return replace(scenario, weights=weights)
    left_out = {**scenario.left_out, **given}
    every = {key: g for g, members in weights.inside.items() for key in members.criteria}
    kept = [key for key in every if key not in left_out]
    left = weights.only(kept)
    rest = sum(weights.groups[every[key]] * weights.inside[every[key]][key] for key in kept)
    if scenario.left_out_weight == "all" and rest > 0:
        left = GroupedWeights.from_flat(weights.whole(kept), every)
    groups = Weights.of(left.groups.as_dict(), weights.groups.criteria)
    inside = {
        group: Weights.of(left.inside[group].as_dict(), members.criteria)
        if group in left.inside
        else members
        for group, members in weights.inside.items()
    }
    return replace(scenario, weights=GroupedWeights(groups, inside), left_out=left_out)


def _fixed(members: Weights, held: Collection[str]) -> set[str]:
    return {key for key in members.criteria if key in held}


def _peers(scenario: Scenario, key: str) -> tuple[str, list[str]]:
    """The group of a criterion, and the others in it that are not left out."""
    for group, members in scenario.weights.inside.items():
        if key in members.criteria:
            rest = [k for k in members.criteria if k != key and k not in scenario.left_out]
            return group, rest
    known = [k for members in scenario.weights.inside.values() for k in members.criteria]
    raise StudyError.of("criterion.unknown", key=key, known=known)
