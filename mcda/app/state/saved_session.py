"""What of a planner's session a reload brings back, as JSON and read again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import streamlit as st

from criteria.errors import StudyError
from mcda.model.weights import GroupedWeights, Weights
from mcda.region.link_years import Observation
from mcda.robustness import Sampling
from mcda.study.factory import FIRST_STAGE
from mcda.study.io import from_json, to_json
from mcda.study.scenario import Scenario
from mcda.study.study import Study
from mcda.study.town_type_rules import PROPOSED_TYPES, TownTypeRules
from mcda.study.zone_rules import PROPOSED, ZoneRules

MARK, FORMAT = "green_heart_draft", 1
Parts = Mapping[str, Any]  # values of the session state, by their names there


@dataclass(frozen=True)
class Part:
    """One name of the session state: how its value is written as JSON and read again.

    `counts` says whether a value is the user's own work, so that it is worth a draft. A part that stands as it was at
    the first visit is not written.
    """

    write: Callable[[Any, Parts], Any]  # the value, and all the parts
    read: Callable[[Any], Any]
    counts: Callable[[Any], bool] = bool


def _write_studies(studies: Mapping[str, Study], _: Parts) -> dict[str, str]:
    return {key: to_json(study) for key, study in studies.items()}


def _read_studies(saved: Mapping[str, str]) -> dict[str, Study]:
    return {key: from_json(study, "draft") for key, study in saved.items()}


def _write_scenarios(kept: Mapping[tuple[str, str], Scenario], parts: Parts) -> dict[str, str]:
    """By stage, as the scenarios of its study."""
    studies: Mapping[str, Study] = parts["studies"]
    stages = {stage for stage, _ in kept if stage in studies}
    scenarios = {
        stage: tuple(scenario for (of, _), scenario in kept.items() if of == stage)
        for stage in stages
    }
    return {
        stage: to_json(replace(studies[stage], scenarios=own, active=own[0].key))
        for stage, own in scenarios.items()
    }


def _read_scenarios(saved: Mapping[str, str]) -> dict[tuple[str, str], Scenario]:
    return {
        (stage, scenario.key): scenario
        for stage, study in _read_studies(saved).items()
        for scenario in study.scenarios
    }


def _write_weights(known: Mapping[tuple[str, str], GroupedWeights], _: Parts) -> list[Any]:
    return [[*key, asdict(weights)] for key, weights in known.items()]


def _read_weights(saved: list[Any]) -> dict[tuple[str, str], GroupedWeights]:
    return {
        (stage, method): GroupedWeights(
            _weights(grouped["groups"]),
            {group: _weights(inside) for group, inside in grouped["inside"].items()},
        )
        for stage, method, grouped in saved
    }


def _weights(saved: Mapping[str, Any]) -> Weights:
    return Weights(tuple(saved["criteria"]), tuple(saved["shares"]))


def _answers(notes: Mapping[str, Any]) -> dict[str, Any]:
    """Of what widgets hold, the answers to questions, which have a path for a name: never a key, never a view."""
    plain = (str, int, float, bool)
    return {name: note for name, note in notes.items() if "/" in name and isinstance(note, plain)}


PARTS: Mapping[str, Part] = {
    "own": Part(_write_studies, _read_studies),
    "studies": Part(_write_studies, _read_studies),
    "stage": Part(lambda stage, _: stage, str, counts=lambda _: False),
    "lists_off": Part(lambda off, _: list(off), tuple),
    "zone_rules": Part(
        lambda rules, _: asdict(rules),
        lambda saved: ZoneRules(**saved),
        counts=lambda rules: rules not in (None, PROPOSED),
    ),
    "town_type_rules": Part(
        lambda rules, _: asdict(rules),
        lambda saved: TownTypeRules(**saved),
        counts=lambda rules: rules not in (None, PROPOSED_TYPES),
    ),
    "own_links": Part(
        lambda links, _: [asdict(observation) for observation in links[1]],
        lambda saved: ("draft", tuple(Observation(**one) for one in saved), ()),
        counts=lambda links: bool(links and links[1]),
    ),
    "locks": Part(lambda locks, _: sorted(locks), frozenset),
    "ways": Part(_write_weights, _read_weights),
    "scenarios_kept": Part(_write_scenarios, _read_scenarios),
    "sampling": Part(lambda sampling, _: asdict(sampling), lambda saved: Sampling(**saved)),
    "notes": Part(
        lambda notes, _: _answers(notes),
        dict,
        counts=lambda notes: bool(notes and _answers(notes)),
    ),
}


FIRST_VISIT: Mapping[str, Any] = {"stage": FIRST_STAGE, "studies": {}, "locks": frozenset()}


def held() -> dict[str, Any]:
    """All that the session state holds under the names of the parts, views included."""
    return {name: st.session_state[name] for name in PARTS if name in st.session_state}


def put_back(parts: Parts) -> None:
    """The session state as held() found it."""
    for name in PARTS:
        st.session_state.pop(name, None)
    for name, value in {**FIRST_VISIT, **parts}.items():
        st.session_state[name] = value


def current() -> dict[str, Any]:
    """The parts as they stand; the values never change, so that two states are compared by them."""
    parts = held()
    if "notes" in parts:
        parts["notes"] = _answers(parts["notes"])
    return parts


def is_worth_keeping(parts: Parts) -> bool:
    return any(PARTS[name].counts(value) for name, value in parts.items())


def document(parts: Parts) -> str:
    """The parts as JSON, each study as it is saved to a file."""
    written = {
        name: PARTS[name].write(value, parts)
        for name, value in parts.items()
        if name == "stage" or PARTS[name].counts(value)
    }
    return json.dumps({MARK: FORMAT, **written}, ensure_ascii=False, separators=(",", ":"))


def restore(text: str) -> None:
    """Set the session state to what was saved. Raises StudyError where it is of a form that is not known."""
    saved = json.loads(text)
    if not isinstance(saved, dict) or saved.get(MARK) != FORMAT:
        raise StudyError.of("study.unreadable", file="draft", error=f"no {MARK}")
    found = {name: part.read(saved[name]) for name, part in PARTS.items() if saved.get(name)}
    views = {
        name: note
        for name, note in st.session_state.get("notes", {}).items()
        if name not in _answers({name: note})
    }
    put_back(
        {**found, "notes": {**views, **found.get("notes", {})}}
    )  # what was not saved is as at first
