"""The forms that a saved study has had: how the present one is written, and how each older one becomes the next."""

from collections.abc import Callable, Mapping
from typing import Any

from inputs.evidence import counts_answers

FORMAT = 3  # raised when the form changes, and when an older program would lose something that it does not know
LEAVE_OUT = "leave_out_criterion"
Plain = dict[str, Any]  # a study as JSON has it


def compact(study: Plain) -> Plain:
    """Values that are nothing but a value as that number, missing ones as null: a third of the size."""
    return _with_observations(study, _compact)


def expanded(study: Plain) -> Plain:
    """Every value as a table of its fields."""
    return _with_observations(study, _expanded)


def _with_observations(study: Plain, turn: Callable[[Any], Any]) -> Plain:
    evidence = study["evidence"]
    observations = {
        key: {alternative: turn(observation) for alternative, observation in column.items()}
        for key, column in evidence["observations"].items()
    }
    return {**study, "evidence": {**evidence, "observations": observations}}


def _compact(observation: Any) -> Any:
    if observation == {}:
        return None
    return observation["value"] if set(observation) == {"value"} else observation


def _expanded(observation: Any) -> Any:
    if observation is None:
        return {}
    return observation if isinstance(observation, dict) else {"value": observation}


def _from_1(study: Plain) -> Plain:
    """Form 1 wrote each value as a table. It knew no rules for single missing values and no corrections: there are none."""
    evidence = study["evidence"]
    columns = {
        key: {alternative: _compact(value) for alternative, value in column.items()}
        for key, column in evidence["readings"].items()
    }
    return {**study, "evidence": {**evidence, "readings": columns}}


# Form 2 called things by the names of 1.0: old name, new name, by where the name stands.
_STUDY = {"company": "linked_scenarios", "heard": "workshop_outcome"}
_STAGE = {"gates": "eligibility"}
_EVIDENCE = {"readings": "observations"}
_SCENARIO = {
    "gap_policy": "missing_value_policy",
    "gap_policies": "missing_value_policies",
    "gap_cells": "missing_value_cells",
    "gates": "eligibility",
    "bottom_lines": "cutoffs",
    "wish": "pilot_constraints",
}
_ROUND = {"way": "weighting_method", "sure": "rank_shares", "why_withheld": "why_suppressed"}
_VARIABLE = {"reading": "variable"}
_PHRASES = ("inline", "high", "low", "least", "most")


def _settled(observation: Any) -> Any:
    """A value as 1.0 meant it: an interval each by itself, an unsettled list as answers of yes or no."""
    if not _is_unsettled_list(observation):
        return observation
    return {**observation, "uncertainty": "list"}


def _unsettled(observation: Any) -> Any:
    """A value without what its mark already said in 1.0."""
    if not _is_unsettled_list(observation):
        return observation
    kind = observation.get("uncertainty", "own")
    rest = {name: value for name, value in observation.items() if name != "uncertainty"}
    return rest if kind == "list" else {**rest, "uncertainty": kind}


def _is_unsettled_list(observation: Any) -> bool:
    if not isinstance(observation, dict) or observation.get("mark") != "unsettled":
        return False
    ends = observation.get("low"), observation.get("high")
    return all(isinstance(end, (int, float)) for end in ends) and counts_answers(*ends)


def _renamed(plain: Plain, names: Mapping[str, str]) -> Plain:
    return {names.get(key, key): value for key, value in plain.items()}


def _part_of_2(part: str, plain: Plain) -> Plain:
    """A stage, catalogue, evidence or scenario of form 2 in the names of form 3."""
    return _part(part, plain, dict)


def _scenario_of_2(plain: Plain) -> Plain:
    """1.0 shared the weight of a criterion left out among all: who saved such a scenario keeps its ranks."""
    scenario = _part_of_2("scenario", plain)
    return {**scenario, "left_out_weight": "all"} if _leaves_out(scenario) else scenario


def _leaves_out(scenario: Plain) -> bool:
    """Whether a scenario of form 3 has a rule by which criteria are left out."""
    rules = scenario.get("missing_value_policies", {}).values()
    return LEAVE_OUT in (scenario.get("missing_value_policy"), *rules)


def part_as_2(part: str, plain: Plain) -> Plain:
    """A stage, catalogue, evidence or scenario in the names of form 2, over which a study is hashed.

    So a study keeps the hash that 1.0 recorded and printed, whatever its fields are called since. Phrases that 1.0 had
    not are left out: they are no data. Whose the weight of a criterion left out becomes is part of it only where there
    may be one and it is not as in 1.0; the kind of a value's uncertainty, where its mark does not say it already.
    """
    if part == "evidence":
        plain = _with_observations({"evidence": plain}, _unsettled)["evidence"]
    if part == "scenario":
        rule = plain.get("left_out_weight", "group")
        plain = {key: value for key, value in plain.items() if key != "left_out_weight"}
        if "left_out" in plain:  # what a criterion had before is no choice
            plain["left_out"] = sorted(plain["left_out"])
        if rule == "group" and _leaves_out(plain):
            plain["left_out_weight"] = rule
    if part == "stage":  # what is only offered is neither data nor choice
        plain = {key: value for key, value in plain.items() if key != "offered"}
    plain = _part(part, plain, _inverse)
    if part == "catalogue":
        plain["criteria"] = [
            {name: value for name, value in each.items() if name not in _PHRASES}
            for each in plain["criteria"]
        ]
    return plain


def _inverse(names: Mapping[str, str]) -> dict[str, str]:
    return {new: old for old, new in names.items()}


def _part(
    part: str, plain: Plain, direction: Callable[[Mapping[str, str]], dict[str, str]]
) -> Plain:
    own = {"stage": _STAGE, "evidence": _EVIDENCE, "scenario": _SCENARIO}.get(part, {})
    listed = {"catalogue": "criteria", "evidence": "corrections", "scenario": "assumed"}.get(part)
    plain = _renamed(plain, direction(own))
    if listed in plain:
        plain[listed] = [_renamed(each, direction(_VARIABLE)) for each in plain[listed]]
    return plain


def _from_2(study: Plain) -> Plain:
    """Form 2 is that of 1.0: the same fields under other names."""
    study = _renamed(study, _STUDY)
    for part in ("stage", "catalogue", "evidence"):
        study[part] = _part_of_2(part, study[part])
    study = _with_observations(study, _settled)
    study["scenarios"] = [_scenario_of_2(scenario) for scenario in study["scenarios"]]
    if study.get("linked_scenarios"):
        study["linked_scenarios"] = {
            stage: _scenario_of_2(scenario) for stage, scenario in study["linked_scenarios"].items()
        }
    if study.get("workshop_outcome"):
        outcome = study["workshop_outcome"]
        rounds = [_renamed(each, _ROUND) for each in outcome["rounds"]]
        study["workshop_outcome"] = {**outcome, "rounds": rounds}
    return study


# One function for every older form, to the next.
MIGRATIONS: dict[int, Callable[[Plain], Plain]] = {1: _from_1, 2: _from_2}


def migrated(study: Plain, form: int) -> Plain:
    """A study of any known form in the present one."""
    for older in range(form, FORMAT):
        study = MIGRATIONS[older](study)
    return study
