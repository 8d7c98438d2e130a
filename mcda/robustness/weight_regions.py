"""Regions of weights, and how each is sampled without bias; every region says in both languages what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import WeightsError
from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.words import phrase

Candidate = int | tuple[int, ...]  # a column, or columns whose order among themselves is not known


class Region(Protocol):
    """Where weights may lie. `fixed` holds the draws of a region that is a list, else None."""

    @property
    def key(self) -> str: ...
    @property
    def m(self) -> int: ...
    @property
    def name(self) -> Text: ...
    @property
    def sentence(self) -> Text: ...
    @property
    def fixed(self) -> Array | None: ...
    def draw(self, rng: np.random.Generator, size: int) -> Array: ...


def uniform(rng: np.random.Generator, size: int, m: int) -> Array:
    """Size × m points uniform on the simplex: exponentials over their sum (Devroye 1986, ch. XI.4)."""
    shares = rng.standard_exponential((size, m))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True)
class Simplex:
    """Every way to share one among m criteria, each as likely as any other."""

    m: int
    key: ClassVar[str] = "simplex"
    fixed: ClassVar[None] = None
    name: ClassVar[Text] = phrase("weights_tested.simplex")
    sentence: ClassVar[Text] = phrase("weights_tested.simplex_says")

    def __post_init__(self) -> None:
        if self.m < 1:
            raise WeightsError.of("region.empty")

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        return uniform(rng, size, self.m)


@dataclass(frozen=True)
class Nested:
    """Group shares uniform, then the shares inside each group uniform; `groups` holds column positions."""

    groups: tuple[tuple[int, ...], ...]
    key: ClassVar[str] = "nested"
    fixed: ClassVar[None] = None
    name: ClassVar[Text] = phrase("weights_tested.nested")
    sentence: ClassVar[Text] = phrase("weights_tested.nested_says")

    @classmethod
    def of(cls, group_of: Sequence[str]) -> "Nested":
        """From the name of each column's group."""
        names = list(dict.fromkeys(group_of))
        return cls(tuple(tuple(j for j, g in enumerate(group_of) if g == name) for name in names))

    def __post_init__(self) -> None:
        _each_once([column for group in self.groups for column in group], self.m)
        if not all(self.groups):
            raise WeightsError.of("region.empty")

    @property
    def m(self) -> int:
        return sum(map(len, self.groups))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        shares = np.empty((size, self.m))
        of_groups = uniform(rng, size, len(self.groups))
        for g, columns in enumerate(self.groups):
            shares[:, list(columns)] = uniform(rng, size, len(columns)) * of_groups[:, [g]]
        return shares


@dataclass(frozen=True)
class Order:
    """Weights that respect an order of importance, heaviest first; tied columns may lie in any order.

    A free sample sorted is uniform on the ordered region, whose centroid is the rank-order centroid
    (Barron & Barrett 1996); tied columns have the mean of their centroids.
    """

    order: tuple[Candidate, ...]
    key: ClassVar[str] = "order"
    fixed: ClassVar[None] = None
    name: ClassVar[Text] = phrase("weights_tested.order")
    sentence: ClassVar[Text] = phrase("weights_tested.order_says")

    def __post_init__(self) -> None:
        columns = [column for tied in self.ties for column in tied]
        _each_once(columns, len(columns))
        if not columns:
            raise WeightsError.of("region.empty")

    @property
    def ties(self) -> tuple[tuple[int, ...], ...]:
        return tuple((rank,) if isinstance(rank, int) else tuple(rank) for rank in self.order)

    @property
    def m(self) -> int:
        return sum(map(len, self.ties))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        down = -np.sort(-uniform(rng, size, self.m), axis=1)
        shares = np.empty_like(down)
        start = 0
        for tied in self.ties:
            block = down[:, start : start + len(tied)]
            shares[:, list(tied)] = rng.permuted(block, axis=1) if len(tied) > 1 else block
            start += len(tied)
        return shares


@dataclass(frozen=True)
class Near:
    """Weights near given shares w: Dirichlet with mean w, the closer the higher the `concentration` c.

    A weight varies by a standard deviation of √((1 - w) / (w (c + 1))) of itself: with c = 40, one of 18% by 33%, one of
    4.5% by 72%. Below 1 / c (2.5%) the density is highest at 0, which no weight above it has.
    """

    shares: tuple[float, ...]
    concentration: float = 40.0
    key: ClassVar[str] = "near"
    fixed: ClassVar[None] = None
    name: ClassVar[Text] = phrase("weights_tested.near")

    @classmethod
    def of(cls, shares: ArrayLike, concentration: float = 40.0) -> "Near":
        return cls(tuple(float(share) for share in np.asarray(shares, dtype=float)), concentration)

    def __post_init__(self) -> None:
        shares = np.array(self.shares)
        if not shares.size or shares.min() < 0 or not abs(shares.sum() - 1) <= 1e-6:
            raise WeightsError.of("region.shares", found=float(shares.sum()))
        if not (self.concentration > 0 and np.isfinite(self.concentration)):
            raise WeightsError.of("region.concentration", found=float(self.concentration))

    @property
    def m(self) -> int:
        return len(self.shares)

    @property
    def relative_spread(self) -> Array:
        """M standard deviations, each as a part of the weight itself; 0 for a weight of 0."""
        shares = np.array(self.shares)
        of = np.where(shares > 0, shares, 1)
        spread: Array = np.sqrt((1 - of) / (of * (self.concentration + 1)))
        return spread

    @property
    def sentence(self) -> Text:
        shares, spread = np.array(self.shares), 100 * self.relative_spread
        lightest = np.where(shares > 0, shares, np.inf).argmin()
        return phrase(
            "weights_tested.near_says",
            heaviest=f"{spread[shares.argmax()]:.0f}",
            lightest=f"{spread[lightest]:.0f}",
        )

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        alpha = self.concentration * np.array(self.shares)
        shares = np.zeros((size, self.m))
        weighing = alpha > 0
        shares[:, weighing] = rng.dirichlet(alpha[weighing], size)
        return shares


@dataclass(frozen=True, eq=False)
class Given:
    """Weight vectors as they are given (S × m), each once. Raises WeightsError naming the first bad row."""

    draws: Array
    key: ClassVar[str] = "given"
    name: ClassVar[Text] = phrase("weights_tested.given")
    sentence: ClassVar[Text] = phrase("weights_tested.given_says")

    @classmethod
    def of(cls, draws: ArrayLike) -> "Given":
        """The rows are normalised to sum to one."""
        table = np.array(draws, dtype=float, ndmin=2)
        if table.ndim != 2 or 0 in table.shape:
            raise WeightsError.of("region.empty")
        good = np.isfinite(table).all(axis=1) & (table >= 0).all(axis=1) & (table.sum(axis=1) > 0)
        if not good.all():
            raise WeightsError.of("region.row", row=int(np.argmin(good)) + 1)
        table /= table.max(axis=1, keepdims=True)  # so that huge numbers do not overflow in the sum
        return cls(table / table.sum(axis=1, keepdims=True))

    @property
    def m(self) -> int:
        return int(self.draws.shape[1])

    @property
    def fixed(self) -> Array:
        return self.draws

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        return self.draws[rng.integers(len(self.draws), size=size)]


def _each_once(columns: Sequence[int], m: int) -> None:
    if sorted(columns) != list(range(m)):
        raise WeightsError.of("region.columns", found=sorted(columns), expected=m)
