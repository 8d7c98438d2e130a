"""Study: everything needed to compute a ranking again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from math import isfinite
from typing import Any, Self

from criteria.errors import EvidenceError, Finding, StudyError, WeightsError
from criteria.model import Catalogue, EligibilityRule, Scale, Stage
from criteria.text import Text
from inputs.county_list import list_bases
from inputs.evidence import Alternative, Correction, Evidence, Observation
from inputs.stations import DataYear
from mcda.methods.registry import method_named, rank
from mcda.model.ranking import Ranking
from mcda.model.weights import GroupedWeights, Weights
from mcda.study import left_out
from mcda.study.cutoffs import ScreenedOut, passing, screened_out
from mcda.study.imputation_bounds import RankInterval, rank_interval
from mcda.study.left_out import NONE, Locks
from mcda.study.missing_values import (
    ImputedMatrix,
    LeftOutWeight,
    MissingValue,
    MissingValueRules,
    fill,
)
from mcda.study.scenario import Scenario
from mcda.study.town_type_rules import PROPOSED_TYPES, TownTypeRules
from mcda.study.workshop_outcome import RoundOutcome, WorkshopOutcome
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import phrase

YEARS = range(1980, 2108)  # that the archive of a workbook can be dated with


def _is_day(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year in YEARS
    except ValueError:
        return False


@dataclass(frozen=True, eq=False)
class Study:
    """A stage's question, its catalogue and evidence, and the scenarios in which it is answered.

    `data_year` is the timetable that the embedded evidence rests on; a saved study that names none rests on that of 2024.
    `lists_off` are groups of the county list that the evidence leaves out; `linked_scenarios` holds, by stage, how the
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
    town_type_rules: TownTypeRules = PROPOSED_TYPES
    linked_scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    workshop_outcome: WorkshopOutcome | None = None  # the workshop that weighed it
    data_year: DataYear = 2024  # not the newest: what is not written in a file is this

    def __post_init__(self) -> None:
        keys = [scenario.key for scenario in self.scenarios]
        if self.active not in keys or len(set(keys)) < len(keys):
            raise StudyError.of("scenario.unknown", key=self.active, known=keys)
        for gate in self.scenario.eligibility:
            if gate not in [known.key for known in self.stage.eligibility]:
                raise StudyError.of(
                    "gate.unknown" if self.stage.eligibility else "gate.none",
                    key=gate,
                    known=[known.key for known in self.stage.eligibility],
                )
        if not _is_day(self.date):
            raise StudyError.of("study.date", found=self.date[:40])
        method_named(self.scenario.method)
        for choice in self.scenario.missing_value_cells:
            _ = self.evidence[choice.alternative]
        for key in (
            *self.scenario.scales,
            *self.scenario.missing_value_policies,
            *self.scenario.left_out,
            *(c.criterion for c in self.scenario.missing_value_cells),
        ):
            _ = self.stage[key]
        for a in self.scenario.assumed:
            if a.variable not in self.evidence.observations or not isfinite(a.value):
                raise StudyError.of(
                    "assumption.field",
                    name=self.evidence[a.alternative].name,
                    variable=a.variable,
                    found=a.value,
                    known=list(self.evidence.observations),
                )

    # what is chosen

    @property
    def scenario(self) -> Scenario:
        return next(scenario for scenario in self.scenarios if scenario.key == self.active)

    def activated(self, key: str) -> Self:
        found = next((known for known in self.scenarios if known.key == key), None)
        return replace(self if found is None else self.offering_all(found), active=key)

    def with_scenario(self, scenario: Scenario) -> Self:
        """The active scenario replaced, or a new one added; it is then the active one."""
        study = self.offering_all(scenario)
        known = [old.key for old in study.scenarios]
        changed = tuple(scenario if old.key == scenario.key else old for old in study.scenarios)
        return replace(
            study,
            scenarios=changed if scenario.key in known else (*changed, scenario),
            active=scenario.key,
        )

    def with_changes(self, **changes: Any) -> Self:
        """The active scenario with some of its fields changed."""
        return self.with_scenario(replace(self.scenario, **changes))

    def with_weights(self, weights: GroupedWeights | Weights) -> Self:
        """Other weights; flat ones (share of the whole, a criterion not named gets nothing) are grouped.

        An offered criterion that has a weight among them is taken in.
        """
        if isinstance(weights, Weights):
            for key, share in weights.as_dict().items():
                if share > 0 and any(use.key == key for use in self.stage.offered):
                    return self.taking_in(key).with_weights(weights)
            group_of = {key: self.catalogue[key].group for key in self.stage.keys}
            self._refuse_strangers(weights.criteria)
            known = Weights.of(weights.as_dict(), self.stage.keys)
            weights = GroupedWeights.from_flat(known, group_of)
        self._refuse_strangers(k for m in weights.inside.values() for k in m.criteria)
        return self.with_scenario(left_out.weighed(self.scenario, weights))

    def _refuse_strangers(self, keys: Iterable[str]) -> None:
        """Raises WeightsError if a key is no criterion of the stage; the offered ones are told among the known."""
        strangers = sorted(set(keys) - set(self.stage.keys))
        known = [*self.stage.keys, *(use.key for use in self.stage.offered)]
        if strangers:
            raise WeightsError.of("weights.stranger", keys=strangers, known=known)

    def corrected(self, made: Iterable[Correction]) -> Self:
        """Values of the evidence corrected, in every scenario. Raises EvidenceError."""
        return replace(self, evidence=self.evidence.corrected(made))

    def without(self, key: str, locks: Locks = NONE) -> Self:
        """A criterion left out of the active scenario, and cut-offs on it with it."""
        scenario = left_out.without(self.scenario, key, locks)
        if key not in scenario.left_out:
            return self
        cutoffs = tuple(line for line in scenario.cutoffs if line.criterion != key)
        return self.with_scenario(replace(scenario, cutoffs=cutoffs))

    def with_again(self, key: str, locks: Locks = NONE) -> Self:
        """A criterion that was left out taken back into the active scenario."""
        return self.with_scenario(left_out.with_again(self.scenario, key, self.stage.groups, locks))

    def offering(self, key: str) -> Self:
        """The study with a criterion that its stage offers among the others, left out of every scenario."""
        use = next((use for use in self.stage.offered if use.key == key), None)
        if use is None:
            return self
        group = self.catalogue[key].group
        last = max(n for n, k in enumerate(self.stage.keys) if self.catalogue[k].group == group)
        criteria = self.stage.criteria
        stage = replace(
            self.stage,
            criteria=(*criteria[: last + 1], use, *criteria[last + 1 :]),
            offered=tuple(other for other in self.stage.offered if other is not use),
        )
        offering = replace(self, stage=stage)
        return replace(offering, scenarios=tuple(map(offering.fitting, self.scenarios)))

    def offering_all(self, scenario: Scenario) -> Self:
        """The study with each offered criterion that a scenario weighs among the others."""
        study = self
        for use in self.stage.offered:
            if any(use.key in members.criteria for members in scenario.weights.inside.values()):
                study = study.offering(use.key)
        return study

    def fitting(self, scenario: Scenario) -> Scenario:
        """A scenario made before its stage had some of its criteria, or took them in: it leaves them out."""
        every = {key for members in scenario.weights.inside.values() for key in members.criteria}
        for use in self.stage.criteria:
            if use.key not in every:
                group = self.catalogue[use.key].group
                members = [u for u in self.stage.criteria if self.catalogue[u.key].group == group]
                share = use.points / sum(u.points for u in members if u is use or not u.left_out)
                scenario = left_out.with_one_more(scenario, group, use.key, share)
        return scenario

    def taking_in(self, key: str, locks: Locks = NONE) -> Self:
        """The study with an offered criterion counted in the active scenario; as it is where locks do not allow it."""
        found = self.offering(key).with_again(key, locks)
        return self if key in found.scenario.left_out else found

    def with_left_out_weight(self, rule: LeftOutWeight) -> Self:
        """Another rule of whose the weight of a criterion left out becomes."""
        return self.with_scenario(left_out.ruled(self.scenario, rule, self.stage.groups))

    # what follows

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scale of each criterion in this scenario, its own where it has one, flips applied."""
        scenario = self.scenario
        scales = {use.key: scenario.scales.get(use.key, use.scale) for use in self.stage.criteria}
        return {
            key: scale.flipped() if key in scenario.flipped else scale
            for key, scale in scales.items()
        }

    def eligibility_limit(self, gate: EligibilityRule) -> float | None:
        """What the attribute must be at least; None where the rule does not hold."""
        return self.scenario.eligibility.get(gate.key, None if gate.lifted else gate.at_least)

    @cached_property
    def ineligible(self) -> Mapping[str, EligibilityRule]:
        """Alternatives that may not compete, each with the first eligibility rule that it does not meet."""
        shut: dict[str, EligibilityRule] = {}
        for gate in self.stage.eligibility:
            limit = self.eligibility_limit(gate)
            for alternative in self.evidence.alternatives:
                number = alternative.number(gate.attribute)
                if limit is not None and (number is None or number < limit):
                    shut.setdefault(alternative.key, gate)
        return shut

    @cached_property
    def candidates(self) -> tuple[Alternative, ...]:
        return tuple(a for a in self.evidence.alternatives if a.key not in self.ineligible)

    @cached_property
    def assumed_evidence(self) -> Evidence:
        """The evidence with the scenario's assumed values in it."""
        observations = dict(self.evidence.observations)
        for a in self.scenario.assumed:
            observations[a.variable] = {
                **observations.get(a.variable, {}),
                self.evidence[a.alternative].key: Observation(a.value, mark="assumed"),
            }
        return replace(self.evidence, observations=observations)

    @cached_property
    def imputed(self) -> ImputedMatrix:
        """Every candidate's values with the missing ones filled, before any cut-off.

        Raises EvidenceError if nobody is eligible, or too few values are known.
        """
        scenario = self.scenario
        if not self.candidates:
            at_fault = {rule.key for rule in self.ineligible.values()}
            names = [rule.name for rule in self.stage.eligibility if rule.key in at_fault]
            raise EvidenceError.of("eligibility.none", names=names)
        return fill(
            self.assumed_evidence,
            self.candidates,
            self.catalogue,
            {key: scale for key, scale in self.scales.items() if key not in scenario.left_out},
            MissingValueRules.of(
                scenario.missing_value_policy,
                scenario.missing_value_policies,
                scenario.missing_value_cells,
            ),
            scenario.beyond,
        )

    @cached_property
    def filled(self) -> ImputedMatrix:
        """What is ranked: the candidates that hold every excluding cut-off."""
        lines = self.scenario.cutoffs
        if not lines:
            return self.imputed
        matrix = passing(self.imputed.matrix, lines)
        missing_values = tuple(
            gap for gap in self.imputed.missing_values if gap.alternative in matrix.alternatives
        )
        return replace(self.imputed, matrix=matrix, missing_values=missing_values)

    @cached_property
    def screened_out(self) -> tuple[ScreenedOut, ...]:
        """Who fails a cut-off, with the score and rank each has where no line is drawn."""
        lines = self.scenario.cutoffs
        return screened_out(self.with_changes(cutoffs=()).ranking, lines) if lines else ()

    @property
    def weights(self) -> Weights:
        """Share of the whole of each criterion that is ranked by."""
        return self.whole_of(self.scenario.weights)

    def whole_of(self, weights: GroupedWeights) -> Weights:
        """Share of the whole of each criterion that is ranked by, under weights of all criteria.

        A criterion left out leaves its weight to the rest of its group, or by choice of the scenario to all.
        """
        kept = self.filled.matrix.criteria
        if len(kept) < len(self.stage.keys) and self.scenario.left_out_weight == "group":
            weights = weights.only(kept)
        return weights.whole(kept)

    @property
    def latest_round(self) -> RoundOutcome | None:
        """The newest round of the workshop that weighed it whose figures may be shown."""
        return self.workshop_outcome.last_published if self.workshop_outcome else None

    @cached_property
    def ranking(self) -> Ranking:
        return self.ranked_by(self.scenario.method, self.scenario.parameters)

    def ranked_by(self, method: str, parameters: Mapping[str, Any] | None = None) -> Ranking:
        """The same question answered by another method."""
        return rank(self.filled.matrix, self.weights, method, **(parameters or {}))

    def rank_interval(self, alternative: str) -> tuple[int, int]:
        """Best and worst rank of an alternative over all fillings of its own missing values."""
        found = self.ranks_over_imputations(alternative)
        return found.first, found.last

    def ranks_over_imputations(self, alternative: str) -> RankInterval:
        """The same, and whether it is exact or only the widest found (methods in which all depends on all)."""
        criteria = self.filled.matrix.criteria
        own = [g for g in self._gaps_of.get(alternative, ()) if g.criterion in criteria]
        own += self.bounded.get(alternative, ())
        return rank_interval(self.ranking, alternative, own, self.scales)

    @cached_property
    def bounded(self) -> Mapping[str, tuple[MissingValue, ...]]:
        """By alternative, the known values that are ranked by and have bounds alone, within which nothing is likelier."""
        matrix, evidence = self.filled.matrix, self.assumed_evidence
        found: dict[str, tuple[MissingValue, ...]] = {}
        for criterion in matrix.criteria:
            column = evidence.observations.get(self.catalogue[criterion].variable, {})
            for key in matrix.alternatives:
                one = column.get(key)
                if one is None or one.value is None or one.uncertainty != "bounds":
                    continue
                low = one.value if one.low is None else one.low
                high = one.value if one.high is None else one.high
                if low < high:
                    gap = MissingValue(key, criterion, one.value, low, high)
                    found[key] = (*found.get(key, ()), gap)
        return found

    @cached_property
    def _gaps_of(self) -> Mapping[str, tuple[MissingValue, ...]]:
        found: dict[str, tuple[MissingValue, ...]] = {}
        for gap in self.filled.missing_values:
            if gap.filled is not None:
                found[gap.alternative] = (*found.get(gap.alternative, ()), gap)
        return found

    def cutoffs_name(self, low: ScreenedOut) -> Text:
        """Which cut-offs an alternative fails, by the names of their criteria."""
        names = [self.catalogue[line.criterion].in_sentence for line in low.lines]
        return phrase("study.below_line", criteria=names)

    def variable_name(self, observation: str) -> Text:
        """The name, inside a sentence, of the criterion that takes a variable."""
        return next(
            (c.in_sentence for c in self.catalogue.criteria if c.variable == observation),
            Text.same(observation),
        )

    @cached_property
    def ineligible_scores(self) -> Mapping[str, float]:
        """The score that each alternative that is not eligible would have had."""
        if not self.ineligible:
            return {}
        eligibility: dict[str, float | None] = dict.fromkeys(
            (gate.key for gate in self.stage.eligibility), None
        )
        everyone = self.with_changes(eligibility=eligibility, cutoffs=()).ranking
        return {line.key: line.score for line in everyone if line.key in self.ineligible}

    def _left_out(self, key: str, names: list[Text]) -> Finding:
        """That a criterion is left out, with the weight it had and whose that is now."""
        group, kept = self.catalogue[key].group, self.filled.matrix.criteria
        if self.scenario.left_out_weight == "all":
            code = "criterion.left_out_all"
        elif any(self.catalogue[other].group == group for other in kept):
            code = "criterion.left_out"
        else:
            code = "criterion.left_out_group"
        return Finding.of(
            code,
            criterion=self.catalogue[key].name,
            names=names,
            count=len(names),
            share=f"{100 * self.scenario.weights.whole(self.stage.keys)[key]:.1f}",
            group=self.catalogue.group(group).name,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader of this ranking should know: missing values filled, values beyond their scale, flips."""
        found = []
        if self.lists_off:
            off = [basis for basis in list_bases() if basis.key in self.lists_off]
            count = sum(len(basis.members) for basis in off)
            names = [basis.name for basis in off]
            found.append(Finding.of("list_basis.off", groups=names, count=count))
        filled = self.filled
        if filled.matrix.n_clipped:
            code = "readings.stopped" if self.scenario.beyond == "end" else "readings.raw"
            found.append(Finding.of(code, count=filled.matrix.n_clipped))
        by_criterion: dict[str, list[Text]] = {}
        for gap in filled.missing_values:
            by_criterion.setdefault(gap.criterion, []).append(self.evidence[gap.alternative].name)
        found += [
            self._left_out(key, names)
            if key in filled.left_out_criteria
            else Finding.of(
                "gaps.filled", criterion=self.catalogue[key].name, names=names, count=len(names)
            )
            for key, names in by_criterion.items()
        ]
        shut = [self.evidence[low.key].name for low in self.screened_out if low.excluded]
        if shut:
            found.append(Finding.of("bottom_line.shut", names=shut, count=len(shut)))
        flagged = [self.evidence[low.key].name for low in self.screened_out if not low.excluded]
        if flagged:
            found.append(Finding.of("bottom_line.flagged", names=flagged, count=len(flagged)))
        found += [
            Finding.of(
                "reading.assumed",
                name=self.evidence[a.alternative].name,
                variable=self.variable_name(a.variable),
                value=a.value,
                known=_known(self.evidence.observation(a.variable, a.alternative)),
            )
            for a in self.scenario.assumed
        ]
        if self.scenario.left_out:
            names = [self.catalogue[k].name for k in self.stage.keys if k in self.scenario.left_out]
            found.append(Finding.of("criteria.left_out", criteria=names))
        if self.scenario.scales:
            names = [self.catalogue[key].name for key in self.scenario.scales]
            found.append(Finding.of("scales.other", criteria=names))
        if self.scenario.flipped:
            found.append(
                Finding.of(
                    "scales.flipped",
                    criteria=[self.catalogue[key].name for key in self.scenario.flipped],
                )
            )
        return tuple(found)


def _known(observation: Observation) -> float | str:
    return "—" if observation.value is None else observation.value
