"""Study: everything needed to compute a ranking again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite
from typing import Any

from criteria.errors import Finding, StudyTrouble, Text, WeightsTrouble
from criteria.model import Catalogue, Gate, Scale, Stage
from inputs.county_list import list_bases
from inputs.evidence import Alternative, Evidence, Reading
from mcda.methods.registry import method_named, rank
from mcda.model.ranking import Ranking
from mcda.model.weights import GroupedWeights, Weights
from mcda.study.cutoffs import Fallen, fallen, passing
from mcda.study.imputation_bounds import PlaceInterval, place_interval
from mcda.study.missing_values import Filled, Gap, GapRules, fill
from mcda.study.scenario import Scenario
from mcda.study.workshop_outcome import Heard, HeardRound
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import phrase


@dataclass(frozen=True, eq=False)
class Study:
    """A stage's question, its catalogue and evidence, and the scenarios in which it is answered.

    `lists_off` are groups of the county list that the evidence leaves out; `company` holds, by stage, how the
    other stages of the chain are answered where that is not as they propose.
    """

    title: Text
    stage: Stage
    catalogue: Catalogue
    evidence: Evidence
    scenarios: tuple[Scenario, ...]
    active: str
    date: str
    lists_off: tuple[str, ...] = ()
    zone_rules: ZoneRules = PROPOSED
    company: Mapping[str, Scenario] = field(default_factory=dict)
    heard: Heard | None = None  # the workshop that weighed it

    def __post_init__(self) -> None:
        keys = [scenario.key for scenario in self.scenarios]
        if self.active not in keys or len(set(keys)) < len(keys):
            raise StudyTrouble.of("scenario.unknown", key=self.active, known=keys)
        for gate in self.scenario.gates:
            if gate not in [known.key for known in self.stage.gates]:
                raise StudyTrouble.of(
                    "gate.unknown" if self.stage.gates else "gate.none",
                    key=gate,
                    known=[known.key for known in self.stage.gates],
                )
        method_named(self.scenario.method)
        for choice in self.scenario.gap_cells:
            _ = self.evidence[choice.alternative]
        for key in (*self.scenario.gap_policies, *(c.criterion for c in self.scenario.gap_cells)):
            _ = self.stage[key]
        for a in self.scenario.assumed:
            if a.reading not in self.evidence.readings or not isfinite(a.value):
                raise StudyTrouble.of(
                    "assumption.field",
                    name=self.evidence[a.alternative].name,
                    reading=a.reading,
                    found=a.value,
                    known=list(self.evidence.readings),
                )

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
        strangers = sorted(
            {k for m in weights.inside.values() for k in m.criteria} - set(self.stage.keys)
        )
        if strangers:
            raise WeightsTrouble.of("weights.stranger", keys=strangers, known=self.stage.keys)
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
    def supposed(self) -> Evidence:
        """The evidence with the scenario's assumed readings in it."""
        readings = dict(self.evidence.readings)
        for a in self.scenario.assumed:
            readings[a.reading] = {
                **readings.get(a.reading, {}),
                self.evidence[a.alternative].key: Reading(a.value, mark="assumed"),
            }
        return replace(self.evidence, readings=readings)

    @cached_property
    def gathered(self) -> Filled:
        """Every candidate's readings without gaps, before any bottom line is drawn."""
        scenario = self.scenario
        return fill(
            self.supposed,
            self.candidates,
            self.catalogue,
            self.scales,
            GapRules.of(scenario.gap_policy, scenario.gap_policies, scenario.gap_cells),
            scenario.beyond,
        )

    @cached_property
    def filled(self) -> Filled:
        """What is ranked: the candidates that hold every excluding bottom line."""
        lines = self.scenario.bottom_lines
        if not lines:
            return self.gathered
        matrix = passing(self.gathered.matrix, lines)
        gaps = tuple(gap for gap in self.gathered.gaps if gap.alternative in matrix.alternatives)
        return replace(self.gathered, matrix=matrix, gaps=gaps)

    @cached_property
    def fallen(self) -> tuple[Fallen, ...]:
        """Who fails a bottom line, with the score and place each has where no line is drawn."""
        lines = self.scenario.bottom_lines
        return fallen(self.having(bottom_lines=()).ranking, lines) if lines else ()

    @property
    def weights(self) -> Weights:
        """Share of the whole of each criterion that is ranked by."""
        return self.scenario.weights.whole(self.filled.matrix.criteria)

    @property
    def told(self) -> HeardRound | None:
        """The newest round of the workshop that weighed it whose figures may be shown."""
        return self.heard.last_told if self.heard else None

    @cached_property
    def ranking(self) -> Ranking:
        return self.ranked_by(self.scenario.method, self.scenario.parameters)

    def ranked_by(self, method: str, parameters: Mapping[str, Any] | None = None) -> Ranking:
        """The same question answered by another method."""
        return rank(self.filled.matrix, self.weights, method, **(parameters or {}))

    def place_interval(self, alternative: str) -> tuple[int, int]:
        """Best and worst place of an alternative over all fillings of its own gaps."""
        found = self.places_over_fillings(alternative)
        return found.first, found.last

    def places_over_fillings(self, alternative: str) -> PlaceInterval:
        """The same, and whether it is exact or only the widest found (methods in which all depends on all)."""
        criteria = self.filled.matrix.criteria
        own = [g for g in self._gaps_of.get(alternative, ()) if g.criterion in criteria]
        return place_interval(self.ranking, alternative, own, self.scales)

    @cached_property
    def _gaps_of(self) -> Mapping[str, tuple[Gap, ...]]:
        found: dict[str, tuple[Gap, ...]] = {}
        for gap in self.filled.gaps:
            if gap.filled is not None:
                found[gap.alternative] = (*found.get(gap.alternative, ()), gap)
        return found

    def bottom_lines_name(self, low: Fallen) -> Text:
        """Which bottom lines an alternative fails, by the names of their criteria."""
        names = [self.catalogue[line.criterion].name for line in low.lines]
        return phrase("study.below_line", criteria=names)

    def reading_name(self, reading: str) -> Text:
        """The name of the criterion that takes a reading."""
        return next(
            (c.name for c in self.catalogue.criteria if c.reading == reading), Text.same(reading)
        )

    @cached_property
    def outside_scores(self) -> Mapping[str, float]:
        """The score that each alternative outside the gates would have had."""
        if not self.outside:
            return {}
        gates: dict[str, float | None] = dict.fromkeys(
            (gate.key for gate in self.stage.gates), None
        )
        everyone = self.having(gates=gates, bottom_lines=()).ranking
        return {line.key: line.score for line in everyone if line.key in self.outside}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader of this ranking should know: gaps filled, readings beyond their scale, flips."""
        found = []
        if self.lists_off:
            off = [basis for basis in list_bases() if basis.key in self.lists_off]
            count = sum(len(basis.members) for basis in off)
            names = [basis.name for basis in off]
            found.append(Finding.of("list_basis.off", groups=names, count=count))
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
        shut = [self.evidence[low.key].name for low in self.fallen if low.excluded]
        if shut:
            found.append(Finding.of("bottom_line.shut", names=shut, count=len(shut)))
        flagged = [self.evidence[low.key].name for low in self.fallen if not low.excluded]
        if flagged:
            found.append(Finding.of("bottom_line.flagged", names=flagged, count=len(flagged)))
        found += [
            Finding.of(
                "reading.assumed",
                name=self.evidence[a.alternative].name,
                reading=self.reading_name(a.reading),
                value=a.value,
                known=_known(self.evidence.reading(a.reading, a.alternative)),
            )
            for a in self.scenario.assumed
        ]
        if self.scenario.flipped:
            found.append(
                Finding.of(
                    "scales.flipped",
                    criteria=[self.catalogue[key].name for key in self.scenario.flipped],
                )
            )
        return tuple(found)


def _known(reading: Reading) -> float | str:
    return "—" if reading.value is None else reading.value
