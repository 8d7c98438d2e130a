"""Ranking: scores, ranks and their one tie rule (1, 1, 3), and what an additive score is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import SHOWN_ROWS, Array, DecisionMatrix, few
from mcda.model.method import Method
from mcda.model.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

TIE = 1e-12  # scores closer than this share of their range are one score
NOISE = 16 * float(
    np.finfo(float).eps
)  # and closer than this share of the largest score: rounding, not merit


def ranks_of(scores: Array, higher_is_better: bool = True) -> NDArray[np.int64]:
    """Rank of each of n scores: 1 is best, ties share the better rank (1, 1, 3)."""
    merit = scores if higher_is_better else -scores
    order = np.argsort(-merit, kind="stable")
    down = merit[order]
    tolerance = max(TIE * (down[0] - down[-1]), NOISE * max(abs(down[0]), abs(down[-1])))
    starts = np.empty(len(down), dtype=bool)
    starts[0] = True
    np.greater(down[:-1] - down[1:], tolerance, out=starts[1:])
    position = np.maximum.accumulate(np.where(starts, np.arange(1, len(down) + 1), 0))
    result = np.empty(len(down), dtype=np.int64)
    result[order] = position
    return result


class Ranked(NamedTuple):
    """One line of a ranking."""

    key: str
    rank: int
    score: float
    row: int


@dataclass(frozen=True, eq=False)
class Ranking:
    """The answer of one method: n scores in the method's own direction and n ranks, in the matrix's order.

    Iterating gives lines (key, rank, score, row), best first. Made by `rank`.

    >>> from mcda import DecisionMatrix, rank
    >>> ranking = rank(DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], [-1, 1]), [0.4, 0.6])
    >>> ranking
    Ranking(additive: 1 A3 0.787, 2 A2 0.6, 3 A1 0.4)
    >>> ranking.to_frame()["rank"].to_dict()
    {'A3': 1, 'A2': 2, 'A1': 3}
    """

    method: Method
    parameters: Mapping[str, Any]
    matrix: DecisionMatrix
    weights: Weights
    scores: Array

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        return ranks_of(self.scores, self.method.higher_is_better)

    @property
    def alternatives(self) -> tuple[str, ...]:
        return self.matrix.alternatives

    def __iter__(self) -> Iterator[Ranked]:
        """Best first; ties in the matrix's order."""
        for index in np.argsort(self.ranks, kind="stable"):
            yield Ranked(
                self.alternatives[index],
                int(self.ranks[index]),
                float(self.scores[index]),
                int(index),
            )

    def to_frame(self) -> "pd.DataFrame":
        """N rows, best first: the index names alternatives; columns `rank` and `score`."""
        import pandas as pd

        lines = list(self)
        columns = {"rank": [line.rank for line in lines], "score": [line.score for line in lines]}
        return pd.DataFrame(columns, pd.Index([line.key for line in lines], name="alternative"))

    def __repr__(self) -> str:
        lines = [f"{line.rank} {self.name_of(line.key)} {line.score:.3g}" for line in self]
        return f"{type(self).__name__}({self.method.key}: {few(lines)})"

    def name_of(self, key: str) -> str:
        """What an alternative is called; of a bare ranking its key."""
        return key

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(max_rows=SHOWN_ROWS)

    def __len__(self) -> int:
        return len(self.alternatives)

    def rank(self, key: str) -> int:
        return int(self.ranks[self.alternatives.index(key)])

    @cached_property
    def parts(self) -> Array | None:
        """N × m: what each criterion adds to the score of an additive ranking, else None."""
        return (
            self.matrix.normalised * self.weights.array if self.method.key == "additive" else None
        )

    @cached_property
    def influence(self) -> Array:
        """How far each criterion drives the scores.

        Additive: share × cov(value, score) / var(score); the influences sum to one, and a negative one pulls
        against the ranking. Other methods: the squared correlation of the criterion alone with the score, with the
        sign of the correlation: negative where better values go with worse scores (it does not sum to one). Zero
        where nothing varies.
        """
        scores = self.scores - self.scores.mean()
        spread = float(scores @ scores)
        if self.parts is not None:
            parts = self.parts - self.parts.mean(axis=0)
            return parts.T @ scores / spread if spread > 0 else np.zeros(parts.shape[1])
        columns = self.matrix.normalised - self.matrix.normalised.mean(axis=0)
        scale = np.sqrt((columns**2).sum(axis=0) * spread)
        with np.errstate(invalid="ignore", divide="ignore"):
            alone = np.where(scale > 0, columns.T @ scores / scale, 0.0)
        return alone * np.abs(alone) * (1 if self.method.higher_is_better else -1)
