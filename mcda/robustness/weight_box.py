"""Weights within bounds, drawn exactly: uniform on what of the simplex lies in the box."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from criteria.errors import Finding, WeightsError
from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.words import phrase

SUM = 1e-9  # how far bounds may miss a sum of one before it counts as a mistake


@dataclass(frozen=True, eq=False)
class Box:
    """Each weight between its own low and high, uniform on what of the simplex lies in that box.

    Independent truncated exponentials with one common rate are, given their sum, uniform whatever the rate:
    the rate is set so that the mean sum is one, all but the widest are drawn, the widest closes the sum and
    is accepted by its own density. Exact and independent draws; drawing in the box and rescaling would
    leave the box. Raises WeightsError for bounds that cross or cannot sum to one.
    """

    low: Array
    high: Array
    within: float | None = None  # where the bounds are each share × (1 ± within)
    key: ClassVar[str] = "box"
    fixed: ClassVar[None] = None
    sentence: ClassVar[Text] = phrase("weights_tested.box_says")

    @classmethod
    def of(cls, low: ArrayLike, high: ArrayLike) -> "Box":
        return cls(np.array(low, dtype=float).ravel(), np.array(high, dtype=float).ravel())

    @classmethod
    def around(cls, shares: ArrayLike, within: float = 0.5) -> "Box":
        """Each share × (1 ± within), at most 1. Raises WeightsError unless 0 < within ≤ 1."""
        if not 0 < within <= 1:
            raise WeightsError.of("robust.within", found=float(within))
        centre = np.asarray(shares, dtype=float)
        return cls(centre * (1 - within), np.minimum(centre * (1 + within), 1), within)

    @property
    def name(self) -> Text:
        if self.within is None:
            return phrase("weights_tested.box")
        share = f"{100 * self.within:g}"
        return phrase("weights_tested.box_around", share=share)

    def __post_init__(self) -> None:
        if self.low.shape != self.high.shape or not self.low.size:
            raise WeightsError.of(
                "region.length", found=self.low.size, expected=max(self.high.size, 1)
            )
        crossed = [
            Finding.of("region.bounds", position=j + 1, low=float(a), high=float(b))
            for j, (a, b) in enumerate(zip(self.low, self.high, strict=True))
            if not 0 <= a <= b <= 1
        ]
        if crossed:
            raise WeightsError(*crossed)
        if not self.low.sum() - SUM <= 1 <= self.high.sum() + SUM:
            raise WeightsError.of(
                "region.sum", low=float(self.low.sum()), high=float(self.high.sum())
            )

    @property
    def m(self) -> int:
        return len(self.low)

    @cached_property
    def free(self) -> NDArray[np.intp]:
        """Columns with room to move, the widest last; none where the bounds leave a single point."""
        width = self.high - self.low
        if 1 - self.low.sum() <= SUM or self.high.sum() - 1 <= SUM:
            return np.empty(0, dtype=np.intp)
        columns = np.flatnonzero(width > 0)
        return columns[np.argsort(width[columns], kind="stable")]

    @cached_property
    def rate(self) -> float:
        """The common rate at which the mean sum is one."""
        width, rest = (self.high - self.low)[self.free], 1 - self.low.sum()

        def excess(t: float) -> float:
            return float((width * _mean_share(t * width)).sum() - rest)

        reach = 1.0
        while excess(reach) > 0 or excess(-reach) < 0:
            reach *= 2
        return float(brentq(excess, -reach, reach))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        if not self.free.size:
            at = self.low if 1 - self.low.sum() <= SUM else self.high
            return np.tile(at / at.sum(), (size, 1))
        drawn, count, hope = [np.empty((0, self.m))], 0, 1.0
        while count < size:
            tries = int((size - count) / hope * 1.05) + 16
            accepted = self._try(rng, tries)
            hope = max(len(accepted) / tries, 0.01)
            drawn.append(accepted)
            count += len(accepted)
        return np.concatenate(drawn)[:size]

    def _try(self, rng: np.random.Generator, size: int) -> Array:
        *others, widest = self.free
        shares = np.tile(self.low, (size, 1))
        width = (self.high - self.low)[others]
        shares[:, others] += truncated(rng.random((size, len(others))), self.rate, width)
        shares[:, widest] = 0.0
        last = 1 - shares.sum(axis=1)
        shares[:, widest] = last
        low, high = self.low[widest], self.high[widest]
        densest = low if self.rate > 0 else high
        chance = np.exp(-self.rate * (last - densest))
        accepted: Array = shares[(low <= last) & (last <= high) & (rng.random(size) < chance)]
        return accepted


def truncated(u: Array, rate: float, width: Array) -> Array:
    """Exponentials of a rate cut off at a width, from uniforms u; a negative rate rises towards the width."""
    if rate < 0:
        mirrored: Array = width - truncated(u, -rate, width)
        return mirrored
    if rate * float(width.max(initial=0.0)) < 1e-8:  # the density is flat to the last digit
        return u * width
    drawn: Array = np.minimum(-np.log1p(u * np.expm1(-rate * width)) / rate, width)
    return drawn


def _mean_share(z: Array) -> Array:
    """Mean of a truncated exponential of rate times width z, as a share of the width."""
    flat = np.abs(z) < 1e-4  # the series: the two terms below would cancel
    safe = np.where(flat, 1.0, np.clip(z, -700, 700))
    mean: Array = np.where(flat, 0.5 - z / 12, 1 / safe - 1 / np.expm1(safe))
    return mean
