"""Study: everything needed to compute a ranking again; Scenario: the preferences, without the data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from criteria.criterion import Catalogue, Gate, Scale, Stage
from criteria.finding import Finding, StudyTrouble, Text
from criteria.reading import read_catalogue
from inputs.embedded import DATE, evidence_of
from inputs.evidence import Alternative, Evidence
from mcda.gaps import Filled, GapPolicy, end_cells, fill
from mcda.methods import method_named, rank
from mcda.problem import Beyond
from mcda.ranking import Ranking
from mcda.weights import GroupedWeights, Weights


@dataclass(frozen=True)
class Scenario:
    """Preferences only: weights, criteria that face the other way, method, gates, what to do with gaps."""

    key: str
    name: Text
    weights: GroupedWeights
    flipped: tuple[str, ...] = ()
    method: str = "additive"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    beyond: Beyond = "end"
    gap_policy: GapPolicy = "middle"
    gates: Mapping[str, float | None] = field(
        default_factory=dict
    )  # other limits than the stage's; None is off


@dataclass(frozen=True, eq=False)
class Study:
    """A stage's question, its catalogue and evidence, and the scenarios in which it is answered."""

    title: Text
    stage: Stage
    catalogue: Catalogue
    evidence: Evidence
    scenarios: tuple[Scenario, ...]
    active: str
    date: str

    def __post_init__(self) -> None:
        keys = [scenario.key for scenario in self.scenarios]
        if self.active not in keys or len(set(keys)) < len(keys):
            raise StudyTrouble.of("scenario.unknown", key=self.active, known=keys)
        for gate in self.scenario.gates:
            if gate not in [known.key for known in self.stage.gates]:
                raise StudyTrouble.of(
                    "gate.unknown", key=gate, known=[known.key for known in self.stage.gates]
                )
        method_named(self.scenario.method)

    # what is chosen

    @property
    def scenario(self) -> Scenario:
        return next(scenario for scenario in self.scenarios if scenario.key == self.active)

    def activated(self, key: str) -> "Study":
        return replace(self, active=key)

    def with_scenario(self, scenario: Scenario) -> "Study":
        """The active scenario replaced, or a new one added; it is then the active one."""
        known = [old.key for old in self.scenarios]
        changed = tuple(scenario if old.key == scenario.key else old for old in self.scenarios)
        return replace(
            self,
            scenarios=changed if scenario.key in known else (*changed, scenario),
            active=scenario.key,
        )

    def having(self, **changes: Any) -> "Study":
        """The active scenario with some of its fields changed."""
        return self.with_scenario(replace(self.scenario, **changes))

    def with_weights(self, weights: GroupedWeights | Weights) -> "Study":
        """Other weights; flat ones (share of the whole, a criterion not named gets nothing) are grouped."""
        if isinstance(weights, Weights):
            group_of = {key: self.catalogue[key].group for key in self.stage.keys}
            known = Weights.of(weights.as_dict(), self.stage.keys)
            weights = GroupedWeights.from_flat(known, group_of)
        return self.having(weights=weights)

    # what follows

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scale of each criterion in this scenario, flips applied."""
        flipped = self.scenario.flipped
        return {
            use.key: use.scale.flipped() if use.key in flipped else use.scale
            for use in self.stage.criteria
        }

    def gate_limit(self, gate: Gate) -> float | None:
        return self.scenario.gates.get(gate.key, gate.at_least)

    @cached_property
    def outside(self) -> Mapping[str, Gate]:
        """Alternatives that may not compete, each with the first gate that it does not pass."""
        shut: dict[str, Gate] = {}
        for gate in self.stage.gates:
            limit = self.gate_limit(gate)
            for alternative in self.evidence.alternatives:
                number = alternative.number(gate.attribute)
                if limit is not None and (number is None or number < limit):
                    shut.setdefault(alternative.key, gate)
        return shut

    @cached_property
    def candidates(self) -> tuple[Alternative, ...]:
        return tuple(a for a in self.evidence.alternatives if a.key not in self.outside)

    @cached_property
    def filled(self) -> Filled:
        scenario = self.scenario
        return fill(
            self.evidence,
            self.candidates,
            self.catalogue,
            self.scales,
            scenario.gap_policy,
            scenario.beyond,
        )

    @property
    def weights(self) -> Weights:
        """Share of the whole of each criterion that is ranked by."""
        return self.scenario.weights.whole(self.filled.matrix.criteria)

    @cached_property
    def ranking(self) -> Ranking:
        return self.ranked_by(self.scenario.method, self.scenario.parameters)

    def ranked_by(self, method: str, parameters: Mapping[str, Any] | None = None) -> Ranking:
        """The same question answered by another method."""
        return rank(self.filled.matrix, self.weights, method, **(parameters or {}))

    def place_interval(self, alternative: str) -> tuple[int, int]:
        """Best and worst place of an alternative over all fillings of its own gaps (both ends ranked)."""
        own = [g for g in self.filled.gaps if g.alternative == alternative and g.filled is not None]
        if not own:
            return (self.ranking.place(alternative),) * 2
        scenario = self.scenario
        ends = [
            rank(
                self.filled.with_cells(end_cells(own, self.scales, best)),
                self.weights,
                scenario.method,
                **scenario.parameters,
            )
            for best in (True, False)
        ]
        found = sorted(ranking.place(alternative) for ranking in ends)
        return found[0], found[1]

    @cached_property
    def outside_scores(self) -> Mapping[str, float]:
        """The score that each alternative outside the gates would have had."""
        if not self.outside:
            return {}
        gates: dict[str, float | None] = dict.fromkeys(
            (gate.key for gate in self.stage.gates), None
        )
        everyone = self.having(gates=gates).ranking
        return {line.key: line.score for line in everyone if line.key in self.outside}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader of this ranking should know: gaps filled, readings beyond their scale, flips."""
        found = []
        filled = self.filled
        if filled.matrix.stopped:
            code = "readings.stopped" if self.scenario.beyond == "end" else "readings.raw"
            found.append(Finding.of(code, count=filled.matrix.stopped))
        by_criterion: dict[str, list[Text]] = {}
        for gap in filled.gaps:
            by_criterion.setdefault(gap.criterion, []).append(self.evidence[gap.alternative].name)
        found += [
            Finding.of(
                "gaps.filled", criterion=self.catalogue[key].name, names=names, count=len(names)
            )
            for key, names in by_criterion.items()
        ]
        if self.scenario.flipped:
            found.append(
                Finding.of(
                    "scales.flipped",
                    criteria=[self.catalogue[key].name for key in self.scenario.flipped],
                )
            )
        return tuple(found)


def stage_named(key: str) -> Stage:
    stages = read_catalogue()[1]
    for stage in stages:
        if stage.key == key:
            return stage
    raise StudyTrouble.of("stage.unknown", key=key, known=[stage.key for stage in stages])


def embedded_study(stage_key: str = "secondary") -> Study:
    """The embedded Qinba study of one stage, with the stage's own shares and its named scenarios."""
    catalogue, _ = read_catalogue()
    stage = stage_named(stage_key)
    return study_of(
        stage,
        catalogue,
        evidence_of(stage.level),
        Text(f"Qinba: {stage.title.en}", f"秦巴山区：{stage.title.zh}"),
    )


def study_of(
    stage: Stage, catalogue: Catalogue, evidence: Evidence, title: Text, date: str = DATE
) -> Study:
    """A study with the stage's own shares as first scenario, and the stage's named ones behind it."""
    base = Scenario("base", Text("Proposed shares", "建议权重"), stage_weights(stage, catalogue))
    named = tuple(
        Scenario(
            key=other.key,
            name=other.name,
            weights=stage_weights(stage, catalogue, other.points),
            flipped=other.flipped,
        )
        for other in stage.scenarios
    )
    replaces_base = bool(named) and not named[0].flipped and named[0].weights == base.weights
    scenarios = named if replaces_base else (base, *named)
    return Study(title, stage, catalogue, evidence, scenarios, scenarios[0].key, date)


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
