"""What the live sheets try out: the model, everyone with their values, who holds every line, and the engine's answer."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import Ranking
from mcda.study.study import Study

# Methods that a sheet computes by formulas; TOPSIS under the normalisations that are straight lines of a value.
STRAIGHT = ("vector", "minmax", "max")


@dataclass(frozen=True, eq=False)
class Trial:
    """The study as its live sheets hold it; rows are all candidates in the study's order, also those below a line."""

    study: Study

    @property
    def model(self) -> str:
        """The study's method if formulas compute it, else the additive one."""
        scenario = self.study.scenario
        if scenario.method == "topsis" and self.normalisation in STRAIGHT:
            return "topsis"
        return "wpm" if scenario.method == "wpm" else "additive"

    @property
    def is_own(self) -> bool:
        """Whether the model is the study's own method."""
        return self.model == self.study.scenario.method

    @property
    def normalisation(self) -> str:
        chosen: str = self.study.ranking.parameters.get("normalisation", "")
        return chosen

    @property
    def everyone(self) -> DecisionMatrix:
        return self.study.imputed.matrix

    @property
    def criteria(self) -> tuple[str, ...]:
        return self.everyone.criteria

    @property
    def weights(self) -> Array:
        return self.study.weights.array

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """Which rows hold every excluding cut-off."""
        kept = set(self.study.filled.matrix.alternatives)
        return np.array([key in kept for key in self.everyone.alternatives])

    @cached_property
    def ranking(self) -> Ranking:
        """The engine's ranking of those who hold every line."""
        study = self.study
        return study.ranking if self.is_own else study.ranked_by(self.model)

    @cached_property
    def scores(self) -> Array:
        """The engine's score of each row; below a line, the score it has where everybody is ranked."""
        if self.holds.all():
            return self.ranking.scores
        free = self.study.with_changes(cutoffs=())
        scores = free.ranked_by(self.model, self.ranking.parameters).scores.copy()
        scores[self.holds] = self.ranking.scores
        return scores

    @cached_property
    def ranks(self) -> tuple[int | None, ...]:
        found = iter(self.ranking.ranks.tolist())
        return tuple(next(found) if held else None for held in self.holds)

    @cached_property
    def order(self) -> list[int]:
        """Rows from the first rank to the last; those below a line at the end, in the study's order."""
        last = len(self.ranks) + 1
        ranks = [last if rank is None else rank for rank in self.ranks]
        return sorted(range(len(ranks)), key=ranks.__getitem__)

    @cached_property
    def limits(self) -> dict[str, tuple[float | None, float | None]]:
        """(at least, at most) of each criterion, where an excluding line is drawn."""
        found = {}
        lines = [line for line in self.study.scenario.cutoffs if line.effect == "exclude"]
        for key in self.criteria:
            own = [line for line in lines if line.criterion == key]
            least = [line.value for line in own if line.side == "at_least"]
            most = [line.value for line in own if line.side == "at_most"]
            found[key] = (max(least, default=None), min(most, default=None))
        return found

    @cached_property
    def normal(self) -> Array:
        """TOPSIS: values normalised; those below a line by the norms of everybody."""
        table = normalised(self.everyone, self.normalisation).copy()
        table[self.holds] = normalised(self.study.filled.matrix, self.normalisation)
        return table
