"""Between which ranks an alternative lies over every filling of its own missing values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from criteria.model import Scale
from mcda.methods.registry import rank
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import Ranking, ranks_of
from mcda.study.missing_values import MissingValue, end_cells

# On fixed scales these score each alternative by its own values alone, and never lower for a better value:
# the two ends bound every filling. Other methods let one value move the others too; they are searched.
EXACT = ("additive", "wpm")
CORNERS = 4  # missing values of one alternative of which every combination of ends is tried
STEPS = 5  # fillings tried between all at worst and all at best


@dataclass(frozen=True)
class RankInterval:
    """Best and worst rank; `exact` if no filling between the ends can lead beyond them, else the widest found."""

    first: int
    last: int
    exact: bool


def is_exact(ranking: Ranking) -> bool:
    return ranking.method.key in EXACT and ranking.matrix.is_scaled


def rank_interval(
    ranking: Ranking,
    alternative: str,
    missing_values: Sequence[MissingValue],
    scales: Mapping[str, Scale],
) -> RankInterval:
    """Over all fillings of an alternative's missing values, each within its interval; those of others stay as they are filled.

    Additive and scaled product: exact, from the two ends. Other methods: the widest among all combinations of
    ends (up to four missing values) and steps between them, which a filling in between might still exceed.
    """
    at = ranking.rank(alternative)
    if not missing_values:
        return RankInterval(at, at, exact=True)
    exact = is_exact(ranking)
    row = ranking.alternatives.index(alternative)
    fillings = _ends(missing_values, scales) if exact else _tried(missing_values, scales)
    rows = np.array([_filled(ranking.matrix, row, cells) for cells in fillings])
    if ranking.method.key == "additive" and exact:
        found = [at, *_additive(ranking, row, rows)]
    else:
        found = [at, *(_ranked(ranking, row, observations) for observations in rows)]
    return RankInterval(min(found), max(found), exact)


Cells = Mapping[str, float]  # criterion → value


def _ends(missing_values: Sequence[MissingValue], scales: Mapping[str, Scale]) -> list[Cells]:
    return [
        {
            criterion: value
            for (_, criterion), value in end_cells(missing_values, scales, best).items()
        }
        for best in (True, False)
    ]


def _tried(missing_values: Sequence[MissingValue], scales: Mapping[str, Scale]) -> list[Cells]:
    best, worst = _ends(missing_values, scales)
    found = [best, worst]
    if len(missing_values) <= CORNERS:
        corners = product(*[(gap.low, gap.high) for gap in missing_values])
        found += [
            dict(zip((gap.criterion for gap in missing_values), ends, strict=True))
            for ends in corners
        ]
    for share in np.linspace(0, 1, STEPS + 2)[1:-1]:
        found.append({key: worst[key] + float(share) * (best[key] - worst[key]) for key in best})
    return found


def _filled(matrix: DecisionMatrix, row: int, cells: Cells) -> Array:
    observations: Array = matrix.values[row].copy()
    for criterion, value in cells.items():
        observations[matrix.criteria.index(criterion)] = value
    return observations


def _additive(ranking: Ranking, row: int, rows: Array) -> list[int]:
    """Ranks without ranking anew: on fixed scales the other scores stay."""
    matrix = ranking.matrix
    names = tuple(str(n) for n in range(len(rows)))
    own = replace(matrix, alternatives=names, values=rows)
    scores, found = ranking.scores.copy(), []
    for score in own.normalised @ ranking.weights.array:
        scores[row] = score
        found.append(int(ranks_of(scores)[row]))
    return found


def _ranked(ranking: Ranking, row: int, observations: Array) -> int:
    values = ranking.matrix.values.copy()
    values[row] = observations
    values.setflags(write=False)
    again = rank(
        replace(ranking.matrix, values=values),
        ranking.weights,
        ranking.method.key,
        **ranking.parameters,
    )
    return int(again.ranks[row])
