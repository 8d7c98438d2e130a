"""A study as it is first opened: the embedded one of a stage, or one made of a user's own table."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace

from criteria.catalogue import read_catalogue, read_stage_parts
from criteria.errors import StudyError
from criteria.model import Catalogue, Stage, StageScenario
from criteria.text import Text
from inputs.county_list import checked
from inputs.embedded import DATE, evidence_of
from inputs.evidence import Evidence
from inputs.own_study.criteria_file import Loaded, OwnCriteria
from inputs.stations import LATEST, DataYear
from mcda.model.weights import GroupedWeights
from mcda.study.cutoffs import Cutoff
from mcda.study.left_out import without
from mcda.study.pilot_constraints import NO_CONSTRAINTS
from mcda.study.scenario import Scenario
from mcda.study.study import Study
from mcda.words import phrase

# the stages by what they are to each other, as criteria/stages.toml says
_PARTS = read_stage_parts()
STAGES, FIRST_STAGE, CHAIN, LINKS = _PARTS.every, _PARTS.opens, _PARTS.chain, _PARTS.network
CITY_STAGE, COUNTY_STAGE, TOWN_STAGE = CHAIN


def stage_named(key: str) -> Stage:
    stages = read_catalogue()[1]
    for stage in stages:
        if stage.key == key:
            return stage
    raise StudyError.of("stage.unknown", key=key, known=[stage.key for stage in stages])


def embedded_study(
    stage_key: str = FIRST_STAGE, lists_off: Collection[str] = (), data_year: DataYear = LATEST
) -> Study:
    """The embedded Qinba study of one stage, with the stage's own shares and its named scenarios.

    Groups of the county list may be switched off, and the timetable may be that of another data year. Raises StudyError
    if the stage or a group is unknown.
    """
    catalogue, _ = read_catalogue()
    stage, off = stage_named(stage_key), checked(lists_off)
    study = study_of(
        stage,
        catalogue,
        evidence_of(stage.level, off, data_year),
        phrase("study.title", stage=stage.title),
    )
    return replace(study, lists_off=off, data_year=data_year)


def with_lists_off(study: Study, lists_off: Collection[str]) -> Study:
    """An embedded study on another county list; what was assumed about candidates that go is taken back."""
    off = checked(lists_off)
    if off == study.lists_off or study.stage.level == "own":
        return study
    evidence = evidence_of(study.stage.level, off, study.data_year)
    kept = {alternative.key for alternative in evidence.alternatives}
    evidence = evidence.corrected(c for c in study.evidence.corrections if c.alternative in kept)
    scenarios = tuple(
        replace(
            s,
            assumed=tuple(a for a in s.assumed if a.alternative in kept),
            missing_value_cells=tuple(c for c in s.missing_value_cells if c.alternative in kept),
        )
        for s in study.scenarios
    )
    return replace(
        study, catalogue=read_catalogue()[0], evidence=evidence, scenarios=scenarios, lists_off=off
    )


def with_data_year(study: Study, data_year: DataYear) -> Study:
    """An embedded study on the tables of another data year; what was assumed, corrected and chosen stays.

    The catalogue comes with them: what it says of the columns is true of these tables.
    """
    if data_year == study.data_year or study.stage.level == "own":
        return study
    evidence = evidence_of(study.stage.level, study.lists_off, data_year)
    evidence = evidence.corrected(study.evidence.corrections)
    return replace(study, catalogue=read_catalogue()[0], evidence=evidence, data_year=data_year)


def links_of(study: Study) -> Study:
    """The study of the links: the study itself, or the embedded one of its data year, answered as its
    `linked_scenarios` say.
    """
    if study.stage.key == LINKS:
        return study
    links = embedded_study(LINKS, data_year=study.data_year)
    return (
        answered(links, study.linked_scenarios[LINKS]) if LINKS in study.linked_scenarios else links
    )


def chain_of(study: Study) -> dict[str, Study]:
    """The three stages of the chain on the study's county list and data year, answered as its `linked_scenarios` say.

    The study itself stands for its own stage.
    """
    stages = {}
    for key in CHAIN:
        if key == study.stage.key:
            stages[key] = study
            continue
        other = embedded_study(key, study.lists_off, study.data_year)
        if key in study.linked_scenarios:
            other = answered(other, study.linked_scenarios[key])
        stages[key] = replace(
            other, zone_rules=study.zone_rules, town_type_rules=study.town_type_rules
        )
    return stages


def answered(study: Study, scenario: Scenario) -> Study:
    """The study with a scenario saved elsewhere; what it did not know of the stage's criteria is left out."""
    return study.with_scenario(study.offering_all(scenario).fitting(scenario))


def study_of(
    stage: Stage, catalogue: Catalogue, evidence: Evidence, title: Text, date: str = DATE
) -> Study:
    """A study with the stage's own shares as first scenario, and the stage's named ones behind it."""
    base = Scenario("base", phrase("study.base"), stage_weights(stage, catalogue))
    named = tuple(_named(stage, catalogue, other) for other in stage.scenarios)
    unverified = unverified_criteria(stage, catalogue, evidence)
    if unverified:
        verified = replace(base, key="without_unverified", name=phrase("study.without_unverified"))
        for key in unverified:
            verified = without(verified, key)
        named = (*named, verified)
    replaces_base = bool(named) and not named[0].flipped and named[0].weights == base.weights
    scenarios = named if replaces_base else (base, *named)
    return Study(title, stage, catalogue, evidence, scenarios, scenarios[0].key, date)


def _named(stage: Stage, catalogue: Catalogue, other: StageScenario) -> Scenario:
    """A scenario of the stage's own."""
    taken = tuple(use for use in stage.offered if use.key in other.takes_in)
    wider = replace(stage, criteria=(*stage.criteria, *taken))
    scenario = Scenario(
        key=other.key,
        name=other.name,
        weights=stage_weights(wider, catalogue, other.points),
        flipped=other.flipped,
        scales=other.scales,
        eligibility=dict.fromkeys(other.lifts),
    )
    for key in other.left_out:
        scenario = without(scenario, key)
    return scenario


def unverified_criteria(stage: Stage, catalogue: Catalogue, evidence: Evidence) -> list[str]:
    """The criteria whose values rest on a list that is unverified; none if that were all."""
    found = [
        key
        for key in stage.keys
        if any(
            observation.mark == "recalled"
            for observation in evidence.observations.get(catalogue[key].variable, {}).values()
        )
    ]
    return found if len(found) < len(stage.keys) else []


def own_study(own: OwnCriteria, loaded: Loaded, title: Text, date: str = "") -> Study:
    """A study of a user's table: its stage's weights, its cut-offs, its thresholds for the pairwise method."""
    stage = replace(own.stage, title=title)
    study = study_of(stage, own.catalogue, loaded.evidence, title, date or today())
    lines = tuple(
        Cutoff(key, "at_least" if own.stage[key].scale.direction == 1 else "at_most", limit)
        for key, limit in own.cutoffs.items()
    )
    if lines:
        study = study.with_changes(cutoffs=lines)
    few = len(loaded.evidence.alternatives) <= NO_CONSTRAINTS.k  # a first number that can be met
    return (
        study.with_changes(
            pilot_constraints=replace(NO_CONSTRAINTS, k=max(1, len(study.candidates) // 3))
        )
        if few
        else study
    )


def today() -> str:
    """The date that a user's own study carries."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def stage_weights(
    stage: Stage, catalogue: Catalogue, points: Mapping[str, float] | None = None
) -> GroupedWeights:
    """Points of the stage's criteria, normalised inside each group, under the stage's group shares."""
    inside: dict[str, dict[str, float]] = {}
    for use in stage.criteria:
        inside.setdefault(catalogue[use.key].group, {})[use.key] = (points or {}).get(
            use.key, use.points
        )
    return GroupedWeights.of({group: stage.groups[group] for group in inside}, inside)
