"""Scenario: the preferences and assumptions under which a study is answered, without its data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.model import Scale
from criteria.text import Text
from mcda.model.decision_matrix import Beyond
from mcda.model.weights import GroupedWeights
from mcda.study.cutoffs import Cutoff
from mcda.study.missing_values import CellPolicy, LeftOutWeight, MissingValuePolicy
from mcda.study.pilot_constraints import NO_CONSTRAINTS, PilotConstraints


@dataclass(frozen=True)
class Assumption:
    """A value that is not so, assumed to see who would move: marked as assumed wherever it is shown."""

    alternative: str
    variable: str
    value: float


@dataclass(frozen=True)
class Scenario:
    """Preferences and assumptions: weights, criteria that face the other way, method, eligibility, cut-offs, pilots."""

    key: str
    name: Text
    weights: GroupedWeights
    flipped: tuple[str, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)  # other ends than the stage's
    method: str = "additive"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    beyond: Beyond = "end"
    missing_value_policy: MissingValuePolicy = "middle"
    missing_value_policies: Mapping[str, MissingValuePolicy] = field(
        default_factory=dict
    )  # of single criteria
    missing_value_cells: tuple[CellPolicy, ...] = ()  # of single cells
    left_out_weight: LeftOutWeight = "group"  # who gets the weight of a criterion left out
    left_out: Mapping[str, float] = field(
        default_factory=dict
    )  # by choice: its weight is 0 here; the share of its group that it had
    eligibility: Mapping[str, float | None] = field(
        default_factory=dict
    )  # other limits than the stage's; None is off
    cutoffs: tuple[Cutoff, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    pilot_constraints: PilotConstraints = NO_CONSTRAINTS

    @property
    def left_out_criteria(self) -> tuple[str, ...]:
        """The criteria left out by choice, in alphabetical order."""
        return tuple(sorted(self.left_out))
