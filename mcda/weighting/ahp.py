"""AHP: weights from pairwise comparisons, complete or not, their consistency, and the judgements that fit least."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eig
from scipy.optimize import minimize
from scipy.sparse.csgraph import connected_components

from criteria.errors import Finding, WeightsError, raise_errors
from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.model.weights import Weights
from mcda.weighting.answers import MARGIN, Elicited, Judgement, is_number, misformed, names, part
from mcda.weighting.model import (
    Answers,
    Correction,
    Note,
    ParsedNotes,
    Ratio,
    Step,
    WeightingMethod,
    as_ratio,
    importance_ratio,
    nearest_step,
)
from mcda.words import phrase

Indices = NDArray[np.int64]
Priority = Literal["eigenvector", "geometric_mean"]
PRIORITIES: tuple[Priority, ...] = ("eigenvector", "geometric_mean")

# mean consistency index of random matrices, n = 1, 2, … 15 (Alonso & Lamata 2006, 100,000 matrices each)
RANDOM_INDEX = (
    *(0.0, 0.0, 0.5245, 0.8815, 1.1086),
    *(1.2479, 1.3417, 1.4056, 1.4499, 1.4854),
    *(1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
)
# largest ratios that are acceptable (Saaty 2000, Fundamentals of Decision Making, RWS Publications)
LIMITS, LIMIT = {3: 0.05, 4: 0.08}, 0.10
SHOWN = 3  # judgements to look at again
STEPS = np.array([1 / step for step in range(9, 1, -1)] + list(range(1, 10)))  # that one can choose
HELPS = 1e-9  # squares of logarithms by which a step agrees better, and not by rounding alone

# 0.13 beside 8 is a reciprocal rounded to two decimals; 0.3 beside 3 is another judgement
ROUNDING, RECIPROCAL = 0.005, 0.05
LARGEST = 1e12  # a judgement; products of far larger ones leave arithmetic
DOUBT = 0.15  # how far a simulated judgement strays from the weights behind it, on the scale of logarithms


class PairwiseComparison(WeightingMethod):
    """A ratio for each pair; a comparison may be left out as long as those given connect all items."""

    key = "ahp"
    reference = "Saaty (1990), EJOR 48(1), 9-26"
    marks = (("", "scale"),)
    most_items = len(RANDOM_INDEX)  # 105 comparisons, and what their consistency is held against

    def weigh(self, answers: Any) -> Elicited:
        return ahp(answers)

    def steps(self, items: Sequence[str], _: Note) -> tuple[Step, ...]:
        asked = [Ratio(pair(one, other), one, other) for one, other in pairs(items)]
        return tuple(
            Step(ratio.note, "phone.pair", (ratio,), is_check=at >= len(items) - 1)
            for at, ratio in enumerate(asked)
        )

    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        """Judgements pair by pair; below zero the second of a pair is the stronger."""
        matrix = _empty_matrix(len(items))
        count = 0
        asked = list(combinations(range(len(items)), 2))
        for i, j in asked:
            ratio = note(pair(items[i], items[j]))
            if ratio is not None:
                count += 1
                matrix[i][j], matrix[j][i] = as_ratio(ratio), as_ratio(-ratio)
        given = np.array([[cell is not None for cell in row] for row in matrix])
        _, label = connected_components(given, directed=False)
        left = tuple(key for key, own in zip(items, label, strict=True) if own != label[0])
        if left:
            return ParsedNotes(None, count, len(asked), left, "forms.apart" if count else None)
        tested = count >= min(len(items), len(asked))
        answers = {"criteria": list(items), "matrix": matrix}
        remark = None if tested else "forms.unchecked"
        return ParsedNotes(answers, count, len(asked), remark=remark)

    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        at = {key: i for i, key in enumerate(answers["criteria"])}
        ratios = {
            pair(one, other): answers["matrix"][at[one]][at[other]]
            for one, other in pairs([item for item in items if item in at])
        }
        return {note: nearest_step(float(r)) for note, r in ratios.items() if r is not None}

    def subjects(self, items: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """In the table of paper forms a ratio above one says that the first is more important."""
        return tuple(combinations(items, 2))

    def from_row(self, items: Sequence[str], row: Mapping[str, Any]) -> Answers:
        matrix = _empty_matrix(len(items))
        for (i, one), (j, other) in combinations(enumerate(items), 2):
            matrix[i][j] = row[f"{one}:{other}"]
        return {"criteria": list(items), "matrix": matrix}

    def simulated(self, items: Sequence[str], weights: Array, chance: random.Random) -> Answers:
        """A judgement a pair, each strayed a little: some contradict each other, as people's do."""
        matrix = _empty_matrix(len(items))
        for i, j in combinations(range(len(items)), 2):
            ratio = importance_ratio(weights[i], weights[j]) * float(np.exp(chance.gauss(0, DOUBT)))
            step = nearest_step(max(ratio, 1 / ratio))
            matrix[i][j], matrix[j][i] = (step, 1 / step) if ratio >= 1 else (1 / step, step)
        return {"criteria": list(items), "matrix": matrix}

    def correction(self, judgement: Judgement, _: Note) -> Correction:
        now, fits = nearest_step(judgement.given), nearest_step(judgement.fits)
        asked = pair(judgement.row, judgement.column)
        return Correction(asked, asked, now, fits)


def pair(one: str, other: str) -> str:
    """The note of a comparison of two."""
    return f"{one}~{other}"


def pairs(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every pair; neighbours come first, so that the first n - 1 connect all."""
    yield from pairwise(items)
    yield from ((items[i], items[j]) for i, j in combinations(range(len(items)), 2) if j > i + 1)


def _empty_matrix(n: int) -> list[list[float | None]]:
    return [[1.0 if i == j else None for j in range(n)] for i in range(n)]


def ahp(answers: Any) -> Elicited:
    """Weights from {"criteria": n names, "matrix": n × n judgements, null where none was given}.

    Any positive judgements whose two halves are reciprocal (the smaller of a pair within 0.005 of the other's
    reciprocal and their product within 5% of one: the larger counts); one half is enough. Weights are the principal
    eigenvector (Saaty 1990), or with "priority": "geometric_mean" the logarithmic least squares solution.
    Where judgements are missing, the eigenvector is that of the completion with the smallest principal
    eigenvalue (Bozóki, Fülöp & Rónyai 2010). Consistency is CR = (λ - n) / (n - 1) / RI; it is None where no
    judgement repeats what others imply: two criteria, or n - 1 judgements.

    Raises WeightsError naming every cell that is no positive number, a diagonal cell that is not one, every
    pair that is not reciprocal, and the parts into which the criteria fall if comparisons do not connect them.
    """
    criteria = names(answers)
    priority = answers.get("priority", PRIORITIES[0])
    if priority not in PRIORITIES:
        raise misformed("priority", priority, Text.same(" / ".join(PRIORITIES)))
    matrix = judgements(answers)
    n, missing = len(criteria), int(np.isnan(matrix).sum()) // 2
    logs, largest = eigenvector(matrix)
    if priority == "geometric_mean":
        logs = geometric_mean(matrix)
    index = max(largest - n, 0.0) / (n - 1) if n > 1 else 0.0
    random = random_index(n, missing)
    return Elicited(
        Weights.of(np.exp(logs - logs.max()), criteria),
        consistency=index / random if random > 0 else None,
        limit=LIMITS.get(n, LIMIT) if random > 0 else None,
        worst=_worst(matrix, logs, criteria),
        mends=_mends(matrix, criteria),
        workings={
            "lambda_max": largest,
            "consistency_index": index,
            "random_index": random,
            "missing": float(missing),
        },
    )


def random_index(n: int, missing: int = 0) -> float:
    """Mean consistency index of random n × n matrices with so many judgements missing above the diagonal.

    RI(n) (1 - 2 missing / ((n - 1)(n - 2))), the approximation of Ágoston & Csató (2022, Omega 108, 102576);
    zero where nothing can contradict. Beyond 15 criteria RI(n) is the line of Alonso & Lamata (2006).
    """
    if n < 3:
        return 0.0
    full = RANDOM_INDEX[n - 1] if n <= len(RANDOM_INDEX) else (1.7699 * n - 4.3513) / (n - 1)
    return max(full * (1 - 2 * missing / ((n - 1) * (n - 2))), 0.0)


def geometric_mean(matrix: Array) -> Array:
    """Logarithms of the weights by logarithmic least squares; `matrix` is n × n, NaN where nothing was given.

    The row geometric mean where nothing is missing; else Σ over given (ln a_ij - ln w_i + ln w_j)² at its least
    (Bozóki, Fülöp & Rónyai 2010), unique up to a factor if the judgements connect all criteria.
    """
    given = ~np.isnan(matrix)
    logs = np.log(np.where(given, matrix, 1.0))
    laplacian = np.diag(given.sum(axis=1)) - given.astype(float)
    solution: Array = np.linalg.lstsq(laplacian, logs.sum(axis=1), rcond=None)[0]
    return solution


def eigenvector(matrix: Array) -> tuple[Array, float]:
    """Logarithms of the principal eigenvector, and its eigenvalue; `matrix` is n × n, NaN where nothing was given.

    Missing judgements take the values that make the eigenvalue smallest: a convex problem in their logarithms.
    """
    near = geometric_mean(matrix)
    # divided by the near weights, all entries are near one: no eigenvector component is lost to rounding
    scaled = np.exp(np.log(matrix) + near[None, :] - near[:, None])
    rows, columns = np.argwhere(np.triu(np.isnan(matrix))).T.astype(np.int64)
    if len(rows):
        best = minimize(
            _eigenvalue,
            np.zeros(len(rows)),
            args=(scaled, rows, columns),
            jac=True,
            method="BFGS",
            options={"gtol": 1e-11},
        )
        scaled = _filled(scaled, rows, columns, best.x)
    largest, _, right = _principal(scaled)
    return np.log(right) + near, largest


def _eigenvalue(logs: Array, matrix: Array, rows: Indices, columns: Indices) -> tuple[float, Array]:
    """The principal eigenvalue of the completed matrix and its slope by the logarithm of each missing entry."""
    filled = _filled(matrix, rows, columns, logs)
    largest, left, right = _principal(filled)
    pull = left[:, None] * filled * right[None, :] / (left @ right)
    return largest, pull[rows, columns] - pull[columns, rows]


def _filled(matrix: Array, rows: Indices, columns: Indices, logs: Array) -> Array:
    filled = matrix.copy()
    filled[rows, columns] = np.exp(logs)
    filled[columns, rows] = np.exp(-logs)
    return filled


def _principal(matrix: Array) -> tuple[float, Array, Array]:
    found: Any = eig(matrix, left=True, right=True)  # the stubs know only two of the three
    values, left, right = found
    at = int(np.argmax(values.real))
    return float(values[at].real), np.abs(left[:, at].real), np.abs(right[:, at].real)


def judgements(answers: Any) -> Array:
    """The reciprocal n × n matrix, NaN where neither of a pair was given; raises WeightsError."""
    criteria = names(answers)
    n = len(criteria)
    expected = phrase("weighting.square", n=n)
    rows = part(answers, "matrix", expected)
    try:
        cells = [list(row) for row in rows]
    except TypeError:
        raise misformed("matrix", rows, expected) from None
    if [len(row) for row in cells] != [n] * n:
        size = " + ".join(str(len(row)) for row in cells) or "0"
        raise misformed("matrix", phrase("weighting.rows_of", size=size), expected)
    findings = [
        Finding.of("ahp.judgement", row=criteria[i], column=criteria[j], value=repr(cell))
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        if cell is not None and not (is_number(cell) and 1 / LARGEST <= cell <= LARGEST)
    ]
    raise_errors(findings, WeightsError)
    given = np.array([[np.nan if cell is None else cell for cell in row] for row in cells], float)
    findings = [
        Finding.of("ahp.diagonal", criterion=criteria[i], value=float(given[i, i]))
        for i in range(n)
        if not np.isnan(given[i, i]) and abs(given[i, i] - 1) > MARGIN
    ]
    findings += [
        Finding.of(
            "ahp.reciprocal",
            row=criteria[i],
            column=criteria[j],
            value=float(given[i, j]),
            other=float(given[j, i]),
            expected=float(1 / given[i, j]),
        )
        for i, j in zip(*np.triu_indices(n, 1), strict=True)
        if not _are_reciprocal(given[i, j], given[j, i])
    ]
    raise_errors(findings, WeightsError)
    # of a rounded pair the larger counts: 3 is what was meant, 0.33 its shadow
    matrix: Array = np.where(np.fmax(given, 0) >= np.fmax(given.T, 0), given, 1 / given.T)
    np.fill_diagonal(matrix, 1.0)
    _check_connected(matrix, criteria)
    return matrix


def _are_reciprocal(one: float, other: float) -> bool:
    if np.isnan(one) or np.isnan(other):
        return True
    small, large = sorted((one, other))
    return bool(abs(small - 1 / large) <= ROUNDING + MARGIN and abs(one * other - 1) <= RECIPROCAL)


def _check_connected(matrix: Array, criteria: tuple[str, ...]) -> None:
    count, label = connected_components(~np.isnan(matrix), directed=False)
    if count > 1:
        parts = [
            " + ".join(key for key, own in zip(criteria, label, strict=True) if own == k)
            for k in range(count)
        ]
        raise WeightsError.of("ahp.unconnected", count=int(count), parts=parts)


def _worst(matrix: Array, logs: Array, criteria: tuple[str, ...]) -> tuple[Judgement, ...]:
    """The judgements farthest from the ratio of their weights, by the factor between the two."""
    fits = logs[:, None] - logs[None, :]
    with np.errstate(invalid="ignore"):
        apart = np.nan_to_num(np.triu(np.abs(np.log(matrix) - fits), 1))
    order = np.argsort(-apart, axis=None, kind="stable")[:SHOWN]
    return tuple(
        Judgement(criteria[i], criteria[j], float(matrix[i, j]), float(np.exp(fits[i, j])))
        for i, j in zip(*np.unravel_index(order, apart.shape), strict=True)
        if apart[i, j] > 1e-6
    )


def _mends(matrix: Array, criteria: tuple[str, ...]) -> tuple[Judgement, ...]:
    """Judgements with the step that agrees best with all others, by how much less is left unexplained.

    With y the logarithms of the E judgements given and H the projection onto what weights can explain, (I - H) y is
    left; moving judgement e by d changes its square by 2 d r_e + (1 - h_e) d² (Cook & Weisberg 1982, ch. 2). Weights
    are those of logarithmic least squares, so that missing judgements need no completion.
    """
    rows, columns = np.argwhere(np.triu(~np.isnan(matrix), 1)).T.astype(np.int64)
    if not len(rows):
        return ()
    design = np.zeros((len(rows), len(matrix)))
    at = np.arange(len(rows))
    design[at, rows], design[at, columns] = 1.0, -1.0
    logs = np.log(matrix[rows, columns])
    left = np.eye(len(rows)) - design @ np.linalg.pinv(design)
    moves = np.log(STEPS) - logs[:, None]
    gains = -(2 * (left @ logs)[:, None] * moves + np.diag(left)[:, None] * moves**2)
    chosen = gains.argmax(axis=1)
    best = gains.max(axis=1).round(9)  # of equal ones the first asked
    order = [e for e in np.argsort(-best, kind="stable")[:SHOWN] if best[e] > HELPS]
    return tuple(
        Judgement(
            criteria[rows[e]],
            criteria[columns[e]],
            float(matrix[rows[e], columns[e]]),
            float(STEPS[chosen[e]]),
        )
        for e in order
    )
