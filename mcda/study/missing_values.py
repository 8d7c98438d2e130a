"""What to do with a missing value, and between which ranks the touched alternative then lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

import numpy as np

from criteria.errors import EvidenceError, Finding, StudyError
from criteria.model import Catalogue, Scale
from inputs.evidence import Alternative, Evidence, Observation
from mcda.model.decision_matrix import Beyond, DecisionMatrix

MissingValuePolicy = Literal[
    "middle", "worst", "prefecture_median", "leave_out_criterion", "leave_out_alternative"
]
MISSING_VALUE_POLICIES: tuple[MissingValuePolicy, ...] = (
    "middle",
    "worst",
    "prefecture_median",
    "leave_out_criterion",
    "leave_out_alternative",
)

# Whose the weight of a criterion left out becomes: the rest of its group's, or everybody's in proportion.
LeftOutWeight = Literal["group", "all"]
LEFT_OUT_WEIGHTS: tuple[LeftOutWeight, ...] = ("group", "all")

# A criterion is left out for everybody or for nobody: no rule of one cell.
CELL_POLICIES: tuple[MissingValuePolicy, ...] = tuple(
    p for p in MISSING_VALUE_POLICIES if p != "leave_out_criterion"
)


@dataclass(frozen=True)
class MissingValue:
    """A missing value: what stands in for it, and the interval in which the truth lies."""

    alternative: str
    criterion: str
    filled: float | None
    low: float
    high: float
    policy: MissingValuePolicy = "middle"


@dataclass(frozen=True)
class CellPolicy:
    """What stands in for one missing value alone, whatever the rule for the others is."""

    alternative: str
    criterion: str
    policy: MissingValuePolicy

    def __post_init__(self) -> None:
        if self.policy not in CELL_POLICIES:
            raise StudyError.of(
                "gap.choice",
                name=self.alternative,
                criterion=self.criterion,
                found=self.policy,
                known=CELL_POLICIES,
            )


@dataclass(frozen=True)
class MissingValueRules:
    """The rule for all missing values, rules of single criteria that go before it, and of single cells that go before both."""

    policy: MissingValuePolicy = "middle"
    by_criterion: Mapping[str, MissingValuePolicy] = field(default_factory=dict)
    by_cell: Mapping[tuple[str, str], MissingValuePolicy] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        policy: MissingValuePolicy,
        by_criterion: Mapping[str, MissingValuePolicy],
        choices: Sequence[CellPolicy],
    ) -> "MissingValueRules":
        return cls(policy, by_criterion, {(c.alternative, c.criterion): c.policy for c in choices})

    def of_cell(self, alternative: str, criterion: str) -> MissingValuePolicy:
        rule = self.by_criterion.get(criterion, self.policy)
        return self.by_cell.get((alternative, criterion), rule)


@dataclass(frozen=True, eq=False)
class ImputedMatrix:
    """A matrix without missing values, those it had, and what was left out on their account."""

    matrix: DecisionMatrix
    missing_values: tuple[MissingValue, ...]
    left_out_alternatives: tuple[str, ...] = ()
    left_out_criteria: tuple[str, ...] = ()

    def with_cells(self, cells: Mapping[tuple[str, str], float]) -> DecisionMatrix:
        """The matrix with some (alternative, criterion) cells at other values."""
        values = self.matrix.values.copy()
        for (alternative, criterion), value in cells.items():
            values[
                self.matrix.alternatives.index(alternative), self.matrix.criteria.index(criterion)
            ] = value
        values.setflags(write=False)
        m = self.matrix
        return DecisionMatrix(m.alternatives, m.criteria, values, m.directions, m.scales, m.beyond)


def fill(
    evidence: Evidence,
    alternatives: Sequence[Alternative],
    catalogue: Catalogue,
    scales: Mapping[str, Scale],
    policy: MissingValuePolicy | MissingValueRules = "middle",
    beyond: Beyond = "end",
) -> ImputedMatrix:
    """The one step from Evidence to a DecisionMatrix: succeeds, or lists what stands in the way.

    `scales` names the criteria in order. Raises EvidenceError if fewer than two alternatives or no criterion
    are left.
    """
    rules = policy if isinstance(policy, MissingValueRules) else MissingValueRules(policy)
    columns = {key: evidence.observations.get(catalogue[key].variable, {}) for key in scales}
    absent = [
        Finding.of("criterion.unread", criterion=key, variable=catalogue[key].variable)
        for key in scales
        if not columns[key]
    ]
    if absent:
        raise EvidenceError(*absent)
    missing_values = [
        _gap(
            alternative,
            key,
            columns[key],
            scales[key],
            rules.of_cell(alternative.key, key),
            alternatives,
        )
        for key in scales
        for alternative in alternatives
        if columns[key].get(alternative.key, Observation()).is_missing
    ]
    criteria = list(scales)
    kept = list(alternatives)
    without = {gap.criterion for gap in missing_values if gap.policy == "leave_out_criterion"}
    criteria = [key for key in criteria if key not in without]
    touched = {gap.alternative for gap in missing_values if gap.policy == "leave_out_alternative"}
    kept = [alternative for alternative in kept if alternative.key not in touched]
    if not criteria or len(kept) < 2:
        raise EvidenceError.of("gaps.nothing_left", criteria=len(criteria), alternatives=len(kept))
    stand_in = {(gap.alternative, gap.criterion): gap.filled for gap in missing_values}
    values = np.empty((len(kept), len(criteria)))
    for j, key in enumerate(criteria):
        column = columns[key]
        for i, alternative in enumerate(kept):
            observation = column.get(alternative.key)
            value = None if observation is None else observation.value
            values[i, j] = stand_in[alternative.key, key] if value is None else value
    matrix = DecisionMatrix.of(
        values,
        None,
        [alternative.key for alternative in kept],
        criteria,
        scales=[scales[key] for key in criteria],
        beyond=beyond,
    )
    stays = set(matrix.alternatives)
    out = tuple(a.key for a in alternatives if a.key not in stays)
    return ImputedMatrix(
        matrix, tuple(missing_values), out, tuple(key for key in scales if key not in criteria)
    )


def _gap(
    alternative: Alternative,
    key: str,
    column: Mapping[str, Observation],
    scale: Scale,
    policy: MissingValuePolicy,
    alternatives: Sequence[Alternative],
) -> MissingValue:
    observation = column.get(alternative.key, Observation())
    low = scale.low if observation.low is None else observation.low
    high = scale.high if observation.high is None else observation.high
    filled: float | None
    if policy == "worst":
        filled = low if scale.direction == 1 else high
    elif policy == "prefecture_median":
        known = known_among_peers(alternative, column, alternatives)
        filled = float(median(known)) if known else None
    elif policy == "middle":
        filled = _middle(low, high, scale)
    else:
        filled = None
    if filled is None and policy == "prefecture_median":
        filled = _middle(low, high, scale)
    return MissingValue(alternative.key, key, filled, low, high, policy)


def _middle(low: float, high: float, scale: Scale) -> float:
    """The middle as the scale sees it: of the logarithms where its curve is one."""
    return float(np.sqrt(low * high)) if scale.curve == "log" and low > 0 else (low + high) / 2


def known_among_peers(
    alternative: Alternative, column: Mapping[str, Observation], alternatives: Sequence[Alternative]
) -> list[float]:
    """What is known in the same prefecture, else in the same province, else at all."""
    for same in ("prefecture", "province", "level"):
        peers = [
            other for other in alternatives if getattr(other, same) == getattr(alternative, same)
        ]
        known = [column[peer.key].value for peer in peers if peer.key in column]
        numbers = [value for value in known if value is not None]
        if numbers:
            return numbers
    return []


def end_cells(
    missing_values: Sequence[MissingValue], scales: Mapping[str, Scale], best: bool
) -> dict[tuple[str, str], float]:
    """Every missing value at the end of its interval that is best, or worst, for its alternative."""
    return {
        (gap.alternative, gap.criterion): gap.high
        if (scales[gap.criterion].direction == 1) == best
        else gap.low
        for gap in missing_values
    }
