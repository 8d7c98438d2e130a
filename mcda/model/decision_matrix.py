"""DecisionMatrix: alternatives × criteria, complete and finite; the only thing that may be ranked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from criteria.errors import AppError, EvidenceError, Finding, raise_errors
from criteria.model import Curve, Scale

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Beyond = Literal["end", "raw"]
FLOOR, CEILING = (
    1.0,
    100.0,
)  # what the weighted product puts worst and best at: a zero would erase all else
SIGNS = {"max": 1, "min": -1}  # directions in words
NO_NUMBER = (TypeError, ValueError, OverflowError)  # what float() raises
SHOWN_ROWS, NAMED = 20, 6  # of a table in a notebook; in one line of text
Directions = ArrayLike | Sequence[int | str] | Mapping[str, int | str]


@dataclass(frozen=True, eq=False)
class DecisionMatrix:
    """Alternatives × criteria, complete and finite; more is better where a direction is 1, worse where it is -1.

    `scales` holds one Scale or None a criterion. Where there is a scale, a value beyond it counts as
    the scale's end (`beyond="end"`), or as it is (`beyond="raw"`; additive values always stop at the ends).
    `ranges` (m × 2, low and high) stand for the ranges of the columns where these are another table's: of values drawn
    in place of those that were given. Made by `of` or `from_frame`, which check it.

    >>> matrix = DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], directions=["min", "max"])
    >>> matrix
    DecisionMatrix(3 × 2: C1 -1, C2 1)
    >>> matrix.normalised.round(2).tolist()
    [[1.0, 0.0], [0.0, 1.0], [0.47, 1.0]]
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Array
    directions: NDArray[np.int64]
    scales: tuple[Scale | None, ...]
    beyond: Beyond = "end"
    ranges: Array | None = None

    @classmethod
    def of(
        cls,
        values: ArrayLike,
        directions: Directions | None = None,
        alternatives: Sequence[str] | None = None,
        criteria: Sequence[str] | None = None,
        *,
        scales: ArrayLike | Sequence[Scale | None] | None = None,
        curves: Sequence[Curve] | None = None,
        beyond: Beyond = "end",
    ) -> "DecisionMatrix":
        """A checked matrix from n × m `values` and m `directions` (scales may give them instead).

        `values` are in any units; a DataFrame brings the names of its rows and columns. A direction is 1 or "max",
        -1 or "min"; directions, and scales (worst, best), are in the order of the columns or by their names.
        Raises EvidenceError naming every cell that is not a finite number, every bad direction,
        fewer than two alternatives, or names that are doubled or of the wrong number.

        >>> DecisionMatrix.of([[300, 6], [450, 8]], [-1, 1], ["a", "b"], ["price", "memory"])
        DecisionMatrix(2 × 2: price -1, memory 1)
        """
        if is_frame(values):
            frame: Any = values
            alternatives = labels(frame.index) if alternatives is None else alternatives
            criteria = labels(frame.columns) if criteria is None else criteria
            values = frame.to_numpy(dtype=object)
        table = _as_table(values, alternatives, criteria)
        n, m = table.shape
        names = (
            tuple(map(str, alternatives))
            if alternatives is not None
            else tuple(f"A{i + 1}" for i in range(n))
        )
        keys = (
            tuple(map(str, criteria))
            if criteria is not None
            else tuple(f"C{j + 1}" for j in range(m))
        )
        ends = scales_of(scales, curves, keys)
        if directions is None:
            directions = [0 if scale is None else scale.direction for scale in ends]
        signs = signs_of(directions, keys)
        problems = [
            *_shape_findings(table, names, keys, signs),
            *_cell_findings(table, names, keys),
        ]
        problems += [
            Finding.of(
                "direction.contradicts",
                criterion=key,
                direction=int(sign),
                worst=scale.worst,
                best=scale.best,
            )
            for key, sign, scale in zip(keys, signs, ends, strict=False)
            if scale is not None and sign in (1, -1) and sign != scale.direction
        ]
        if problems:
            raise EvidenceError(*problems)
        table.setflags(write=False)
        return cls(names, keys, table, signs.astype(np.int64), ends, beyond)

    @classmethod
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        directions: Directions | None = None,
        *,
        scales: Any = None,
        curves: Sequence[Curve] | None = None,
        beyond: Beyond = "end",
    ) -> "DecisionMatrix":
        """A checked matrix from a DataFrame: a row an alternative, its name in the index; a column a criterion.

        Directions, scales and errors as in `of`; raises EvidenceError as well if it is no DataFrame.

        >>> import pandas as pd
        >>> cars = pd.DataFrame({"price": [300, 450], "memory": [6, 8]}, index=["a", "b"])
        >>> DecisionMatrix.from_frame(cars, directions={"price": "min", "memory": "max"})
        DecisionMatrix(2 × 2: price -1, memory 1)
        """
        if not is_frame(frame):
            raise EvidenceError.of("frame.expected", found=type(frame).__name__)
        return cls.of(frame, directions, scales=scales, curves=curves, beyond=beyond)

    def to_frame(self) -> "pd.DataFrame":
        """N × m values: the index names alternatives, columns are criteria.

        >>> DecisionMatrix.of([[300, 6], [450, 8]], [-1, 1]).to_frame().loc["A2", "C1"].item()
        450.0
        """
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative")
        return pd.DataFrame(self.values.copy(), index, pd.Index(self.criteria))

    def __repr__(self) -> str:
        named = [f"{k} {d}" for k, d in zip(self.criteria, self.directions, strict=True)]
        return f"DecisionMatrix({' × '.join(map(str, self.shape))}: {few(named)})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(max_rows=SHOWN_ROWS)

    def only(self, alternatives: Sequence[str]) -> "DecisionMatrix":
        """The rows of some alternatives (k × m), in the order given; ranges are then those of these rows."""
        at = {key: i for i, key in enumerate(self.alternatives)}
        values = self.values[[at[key] for key in alternatives]]
        values.setflags(write=False)
        return DecisionMatrix(
            tuple(alternatives), self.criteria, values, self.directions, self.scales, self.beyond
        )

    @property
    def shape(self) -> tuple[int, int]:
        n, m = self.values.shape
        return n, m

    @cached_property
    def clipped(self) -> Array:
        """N × m: the values as methods take them, stopped at the ends of their scales unless `beyond` is raw."""
        if self.beyond == "raw" or not any(self.scales):
            return self.values
        low = [-np.inf if scale is None else scale.low for scale in self.scales]
        high = [np.inf if scale is None else scale.high for scale in self.scales]
        return np.clip(self.values, low, high)

    @cached_property
    def ends(self) -> tuple[Scale | None, ...]:
        """The scale of each criterion; where none was given, the range of its column (None if it is constant)."""
        if self.ranges is None:
            low, high = self.values.min(axis=0), self.values.max(axis=0)
        else:
            low, high = self.ranges.T
        own = [
            None
            if a == b
            else Scale(float(a), float(b))
            if sign == 1
            else Scale(float(b), float(a))
            for a, b, sign in zip(low, high, self.directions, strict=True)
        ]
        return tuple(given or found for given, found in zip(self.scales, own, strict=True))

    @cached_property
    def transformed(self) -> tuple[Array, Array]:
        """(values, bounds): values stopped at the ends and transformed by their curve, and the m × 2 ends transformed alike.

        A constant column without a scale stands at the best end of its limits.
        """
        if all(scale is None or scale.curve == "linear" for scale in self.scales):
            return np.clip(self.values, self.limits[:, 0], self.limits[:, 1]), self.limits
        bounds = np.empty((len(self.ends), 2))
        values = np.empty_like(self.values)
        for j, scale in enumerate(self.ends):
            column = self.values[:, j]
            if scale is None:
                bounds[j] = self.limits[j]
                values[:, j] = column
            else:
                transform = np.log if scale.curve == "log" else np.asarray
                bounds[j] = transform(np.array([scale.low, scale.high]))
                values[:, j] = np.clip(
                    transform(np.clip(column, scale.low, scale.high)), *bounds[j]
                )
        return values, bounds

    @cached_property
    def normalised(self) -> Array:
        """N × m values from 0 (the worst of the scale) to 1 (the best), a log curve included."""
        values, bounds = self.transformed
        share = (values - bounds[:, 0]) / (bounds[:, 1] - bounds[:, 0])
        return np.where(self.directions == 1, share, 1 - share)

    @cached_property
    def scaled_1_100(self) -> Array:
        """N × m values from 1 (worst) to 100 (best), for methods that multiply."""
        return FLOOR + (CEILING - FLOOR) * self.normalised

    @cached_property
    def lowest(self) -> Array:
        """The smallest value of each criterion."""
        lowest: Array = self.clipped.min(axis=0)
        return lowest

    @cached_property
    def highest(self) -> Array:
        """The largest value of each criterion."""
        highest: Array = self.clipped.max(axis=0)
        return highest

    @cached_property
    def limits(self) -> Array:
        """M × 2: the low and the high end of each scale; of the column's own range where no scale was given.

        A constant column without a scale stands at the best end of a width of one, or of its own size
        where that is larger (one more than 1e17 is 1e17 again).
        """
        limits = np.column_stack((self.lowest, self.highest))
        if self.ranges is not None:
            limits[:] = self.ranges
        for j, scale in enumerate(self.scales):
            if scale is not None:
                limits[j] = scale.low, scale.high
        flat = limits[:, 0] == limits[:, 1]
        width = np.where(flat, np.maximum(1, np.abs(limits[:, 0])), 0.0)
        limits[:, 0] -= np.where(self.directions == 1, width, 0)
        limits[:, 1] += np.where(self.directions == 1, 0, width)
        return limits

    @cached_property
    def cache(self) -> dict[str, Array]:
        """Tables that follow from the matrix alone, kept under their name by whoever computed them."""
        return {}

    @property
    def is_scaled(self) -> bool:
        return all(scale is not None for scale in self.scales)

    @cached_property
    def n_clipped(self) -> int:
        """How many values lie beyond the end of their scale."""
        if not any(self.scales):
            return 0
        low = [-np.inf if scale is None else scale.low for scale in self.scales]
        high = [np.inf if scale is None else scale.high for scale in self.scales]
        return int(np.count_nonzero((self.values < low) | (self.values > high)))


def is_frame(values: object) -> bool:
    """Whether it is a DataFrame, asked without importing pandas."""
    return all(hasattr(values, part) for part in ("index", "columns", "to_numpy"))


def is_series(values: object) -> bool:
    """Whether it is a Series, whose numbers go by the names of its index."""
    return all(hasattr(values, part) for part in ("index", "tolist", "items"))


def named_values(series: Any) -> dict[str, Any] | list[Any]:
    """What a Series holds by name, in its order where it has none. Raises EvidenceError if a name is there twice."""
    names = labels(series.index)
    raise_errors(repeated_findings(names), EvidenceError)
    values: list[Any] = series.tolist()
    return values if is_numbered(names) else dict(zip(names, values, strict=True))


def is_numbered(names: Sequence[str]) -> bool:
    """Whether they are the numbers that pandas gives to what has no names."""
    return list(names) == [str(number) for number in range(len(names))]


def is_finite(cell: Any) -> bool:
    """Whether a cell is a finite number, or a text that reads as one."""
    try:
        return isfinite(float(cell))
    except NO_NUMBER:
        return False


def repeated_findings(names: Sequence[str]) -> list[Finding]:
    """A finding that tells the names that stand more than once, if there are any."""
    twice = sorted({name for name in names if names.count(name) > 1})
    return [Finding.of("evidence.twice", names=twice)] if twice else []


def labels(index: Iterable[object]) -> list[str]:
    """The labels of an index as text; of several levels, one after the other."""
    return [" ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in index]


def few(names: Sequence[str]) -> str:
    """The first of some names, as a line has room for them."""
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def required(matrix: object) -> None:
    """Raises EvidenceError if something else stands where a matrix is needed: a DataFrame has no directions."""
    if not isinstance(matrix, DecisionMatrix):
        raise EvidenceError.of("matrix.expected", found=type(matrix).__name__)


def _as_table(values: ArrayLike, names: Sequence[str] | None, keys: Sequence[str] | None) -> Array:
    try:
        table = np.array(values, dtype=float)
    except NO_NUMBER:
        raise EvidenceError(*_no_numbers(values, names, keys)) from None
    if table.ndim != 2 or 0 in table.shape:
        raise EvidenceError.of("matrix.shape", shape=str(table.shape))
    return table


def _no_numbers(
    values: ArrayLike, names: Sequence[str] | None, keys: Sequence[str] | None
) -> list[Finding]:
    """A finding for each of the first cells that is no number; for the table if it has no rows and columns."""
    found = []
    try:
        grid = np.array(values, dtype=object)
    except ValueError:
        grid = np.empty(0, dtype=object)
    for i, j in np.ndindex(*grid.shape) if grid.ndim == 2 else ():
        if not is_finite(grid[i, j]):
            name = names[i] if names is not None and i < len(names) else f"A{i + 1}"
            key = keys[j] if keys is not None and j < len(keys) else f"C{j + 1}"
            value = str(grid[i, j])
            found.append(Finding.of("matrix.number", cell=f"{name}, {key}", value=value))
    return found[:20] or [Finding.of("matrix.number", cell="", value="text")]


def stranger_findings(named: Iterable[str], keys: tuple[str, ...]) -> list[Finding]:
    """A finding for each name that no column has."""
    return [
        Finding.of("direction.stranger", criterion=key, known=keys)
        for key in named
        if key not in keys
    ]


def signs_of(directions: Directions, keys: tuple[str, ...]) -> Array:
    """M numbers, one for a word of `SIGNS`, any that was given. Raises EvidenceError if names or a word do not fit."""
    if is_series(directions):
        directions = named_values(directions)
    if isinstance(directions, Mapping):
        named = {str(key): sign for key, sign in directions.items()}
        absent = [Finding.of("direction.absent", criterion=key) for key in keys if key not in named]
        raise_errors([*absent, *stranger_findings(named, keys)], EvidenceError)
        directions = [named[key] for key in keys]
    signs: list[float] = []
    each: list[Any] = np.array(directions, dtype=object).ravel().tolist()
    for j, sign in enumerate(each):
        try:
            signs.append(float(SIGNS.get(sign, sign) if isinstance(sign, str) else sign))
        except NO_NUMBER:
            key = keys[j] if j < len(keys) else str(j + 1)
            raise EvidenceError.of("direction.value", criterion=key, found=str(sign)) from None
    return np.array(signs)


def _rows_of(scales: Any, keys: tuple[str, ...]) -> list[Any]:
    """Scales in the order of the columns; by name, None for a column that has none."""
    if not isinstance(scales, Mapping):
        return list(scales)
    named = {str(key): ends for key, ends in scales.items()}
    raise_errors(stranger_findings(named, keys), EvidenceError)
    return [named.get(key) for key in keys]


def scales_of(
    scales: Any, curves: Sequence[Curve] | None, keys: tuple[str, ...]
) -> tuple[Scale | None, ...]:
    if scales is None:
        if curves is None or all(curve == "linear" for curve in curves):
            return (None,) * len(keys)
        raise EvidenceError.of("scales.needed")
    rows = _rows_of(scales, keys)
    if len(rows) != len(keys) or (curves is not None and len(curves) != len(keys)):
        raise EvidenceError.of("scales.length", found=len(rows), expected=len(keys))
    ends: list[Scale | None] = []
    findings: list[Finding] = []
    for j, row in enumerate(rows):
        if row is None or isinstance(row, Scale):
            ends.append(row)
            continue
        try:
            worst, best = (float(end) for end in row)
            ends.append(Scale(worst, best, curves[j] if curves is not None else "linear"))
        except AppError as error:
            findings.extend(error.findings)
        except (TypeError, ValueError):
            findings.append(Finding.of("scales.pair", criterion=keys[j], found=str(row)))
    if findings:
        raise EvidenceError(*findings)
    return tuple(ends)


def _shape_findings(
    table: Array, names: tuple[str, ...], keys: tuple[str, ...], signs: Array
) -> list[Finding]:
    n, m = table.shape
    findings = []
    if n < 2:
        findings.append(Finding.of("matrix.few", found=n))
    for what, names_of, count in (("alternatives", names, n), ("criteria", keys, m)):
        if len(names_of) != count:
            findings.append(
                Finding.of("matrix.names", what=what, found=len(names_of), expected=count)
            )
        elif len(set(names_of)) < count:
            findings += repeated_findings(names_of)
    return findings + direction_findings(signs, keys, m)


def direction_findings(signs: Array, keys: Sequence[str], m: int) -> list[Finding]:
    """A finding for each of m directions that is none of 1 and -1, or one if they are not m."""
    if len(signs) != m:
        return [Finding.of("direction.length", found=len(signs), expected=m)]
    return [
        Finding.of("direction.value", criterion=key, found=float(sign))
        for key, sign in zip(keys, signs, strict=False)
        if sign not in (1, -1)
    ]


def _cell_findings(table: Array, names: tuple[str, ...], keys: tuple[str, ...]) -> list[Finding]:
    if len(names) != table.shape[0] or len(keys) != table.shape[1]:
        return []
    return [
        Finding.of("matrix.number", cell=f"{names[i]}, {keys[j]}", value=str(table[i, j]))
        for i, j in np.argwhere(~np.isfinite(table))[:20]
    ]
