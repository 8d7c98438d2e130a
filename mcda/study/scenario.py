"""Scenario: the preferences and suppositions under which a study is answered, without its data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.errors import Text
from mcda.model.decision_matrix import Beyond
from mcda.model.weights import GroupedWeights
from mcda.study.cutoffs import BottomLine
from mcda.study.missing_values import GapChoice, GapPolicy
from mcda.study.pilot_conditions import NO_WISH, WishList


@dataclass(frozen=True)
class Assumption:
    """A reading that is not so, supposed to see who would move: marked as assumed wherever it is shown."""

    alternative: str
    reading: str
    value: float


@dataclass(frozen=True)
class Scenario:
    """Preferences and suppositions: weights, criteria that face the other way, method, gates, bottom lines, pilots."""

    key: str
    name: Text
    weights: GroupedWeights
    flipped: tuple[str, ...] = ()
    method: str = "additive"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    beyond: Beyond = "end"
    gap_policy: GapPolicy = "middle"
    gap_policies: Mapping[str, GapPolicy] = field(default_factory=dict)  # of single criteria
    gap_cells: tuple[GapChoice, ...] = ()  # of single cells
    gates: Mapping[str, float | None] = field(
        default_factory=dict
    )  # other limits than the stage's; None is off
    bottom_lines: tuple[BottomLine, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    wish: WishList = NO_WISH
