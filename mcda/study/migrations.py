"""The forms that a saved study has had: how the present one is written, and how each older one becomes the next."""

from collections.abc import Callable
from typing import Any

FORMAT = 3  # raised when the form changes, and when an older program would lose something that it does not know
Plain = dict[str, Any]  # a study as JSON has it


def compact(study: Plain) -> Plain:
    """Values that are nothing but a value as that number, gaps as null: a third of the size."""
    return _with_readings(study, _compact)


def expanded(study: Plain) -> Plain:
    """Every reading as a table of its fields."""
    return _with_readings(study, _expanded)


def _with_readings(study: Plain, turn: Callable[[Any], Any]) -> Plain:
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
_EVIDENCE = {"readings": "observations"}
_STAGE = {"gates": "eligibility"}
_SCENARIO = {
    "gap_policy": "missing_value_policy",
    "gap_policies": "missing_value_policies",
    "gap_cells": "missing_value_cells",
    "gates": "eligibility",
    "bottom_lines": "cutoffs",
    "wish": "pilot_conditions",
}
_ROUND = {"way": "weighting_method", "sure": "rank_shares", "why_withheld": "why_suppressed"}
_VARIABLE = {"reading": "variable"}


def _renamed(plain: Plain, names: dict[str, str]) -> Plain:
    return {names.get(key, key): value for key, value in plain.items()}


def _scenario_from_2(scenario: Plain) -> Plain:
    scenario = _renamed(scenario, _SCENARIO)
    if "assumed" in scenario:
        scenario["assumed"] = [_renamed(each, _VARIABLE) for each in scenario["assumed"]]
    return scenario


def _from_2(study: Plain) -> Plain:
    """Form 2 is that of 1.0: the same fields under other names."""
    study = _renamed(study, _STUDY)
    study["stage"] = _renamed(study["stage"], _STAGE)
    catalogue = study["catalogue"]
    criteria = [_renamed(criterion, _VARIABLE) for criterion in catalogue["criteria"]]
    study["catalogue"] = {**catalogue, "criteria": criteria}
    evidence = _renamed(study["evidence"], _EVIDENCE)
    if "corrections" in evidence:
        evidence["corrections"] = [_renamed(each, _VARIABLE) for each in evidence["corrections"]]
    study["evidence"] = evidence
    study["scenarios"] = [_scenario_from_2(scenario) for scenario in study["scenarios"]]
    if study.get("linked_scenarios"):
        study["linked_scenarios"] = {
            stage: _scenario_from_2(scenario)
            for stage, scenario in study["linked_scenarios"].items()
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
