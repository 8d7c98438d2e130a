"""Weights of a workshop's participants: one by one, and as means: of other rooms like theirs, or with their doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from criteria.errors import WeightsError
from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.robustness.weight_box import Box
from mcda.robustness.weight_regions import Given
from mcda.words import phrase

Mode = Literal["as_they_are", "bootstrap", "doubt"]
MODES: tuple[Mode, ...] = ("as_they_are", "bootstrap", "doubt")
DOUBT = 0.05  # five points either way, where nobody was asked in a second way

NAMES: dict[Mode, Text] = {
    "as_they_are": phrase("weights_tested.as_they_are"),
    "bootstrap": phrase("weights_tested.bootstrap"),
    "doubt": phrase("weights_tested.doubt"),
}
SENTENCES: dict[Mode, Text] = {
    "as_they_are": phrase("weights_tested.as_they_are_says"),
    "bootstrap": phrase("weights_tested.bootstrap_says"),
    "doubt": phrase("weights_tested.doubt_says"),
}


@dataclass(frozen=True, eq=False)
class ParticipantWeights:
    """P participants' weights (P × m), the stakeholder group of each, and the weight of each group.

    Three modes answer three questions. `as_they_are`: what does each of these people want? Everyone once, nothing
    drawn. `bootstrap`: what would another room like this one have come to? Each group as many people as it had, drawn
    with replacement, and the mean by the groups' weights (Efron 1979, Annals of Statistics 7(1), 1-26). `doubt`: what
    would the same people come to, had each weighed a little otherwise? Each one's weights uniform within the
    half-width of their own (P, or P × m; five points unless told), independently of the others', and their mean. What
    other people would add is in `bootstrap` alone, and what these may have meant otherwise is in both: answers that
    are drawn again have strayed already.

    A half-width is never more than the weight itself, nor than what it lacks of one: the mean stays where it is.

    `minimum`: the fewest participants of whose weights a mean may be told; those that are `known` to somebody (typed in
    from paper) do not count.
    """

    weights: Array
    groups: tuple[str, ...]
    group_weights: Mapping[str, float]
    mode: Mode = "as_they_are"
    noise: Array | None = None
    minimum: int = 1
    known: tuple[bool, ...] = ()

    @classmethod
    def of(
        cls,
        weights: ArrayLike,
        groups: Sequence[str] | None = None,
        group_weights: Mapping[str, float] | None = None,
        mode: Mode = "as_they_are",
        noise: ArrayLike | None = None,
        minimum: int = 1,
        known: Sequence[bool] = (),
    ) -> "ParticipantWeights":
        """Checked: rows normalised, groups of equal weight unless told. Raises WeightsError."""
        table = Given.of(weights).draws
        names = tuple(groups) if groups is not None else ("all",) * len(table)
        shares = dict(group_weights) if group_weights is not None else dict.fromkeys(names, 1.0)
        if len(names) != len(table):
            raise WeightsError.of("region.length", found=len(names), expected=len(table))
        strangers = sorted(set(names) - set(shares))
        if strangers:
            raise WeightsError.of("weights.stranger", keys=strangers, known=sorted(shares))
        present = {name: float(shares[name]) for name in dict.fromkeys(names)}
        if min(present.values()) < 0 or not sum(present.values()) > 0:
            raise WeightsError.of("weights.zero")
        if mode not in MODES:
            raise WeightsError.of("region.mode", found=mode, known=MODES)
        widths = None
        if noise is not None:
            widths = np.asarray(noise, dtype=float)
            if widths.shape not in ((len(table),), table.shape) or not (widths >= 0).all():
                raise WeightsError.of("region.noise", expected=len(table))
        return cls(table, names, present, mode, widths, minimum, tuple(known))

    @property
    def key(self) -> str:
        return "room"

    @property
    def m(self) -> int:
        return int(self.weights.shape[1])

    @property
    def name(self) -> Text:
        return NAMES[self.mode]

    @property
    def sentence(self) -> Text:
        return SENTENCES[self.mode]

    @property
    def fixed(self) -> Array | None:
        return self.weights if self.mode == "as_they_are" else None

    def with_mode(self, mode: Mode) -> "ParticipantWeights":
        """The same people, another question asked of their weights."""
        return replace(self, mode=mode)

    def tellable(self, first: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For which alternatives the mean weights of those who put it first may be told.

        `first` is P × n: who puts what first. At least the minimum of people stand behind each that is told, and behind
        all others together none or as many: from the mean of everybody those could be worked out.
        """
        counted = first if not any(self.known) or all(self.known) else first[~np.array(self.known)]
        told: NDArray[np.bool_] = counted.sum(axis=0) >= self.minimum
        while told.any():
            left = int((~(counted & told).any(axis=1)).sum())
            if left == 0 or left >= self.minimum:
                break
            heads = np.where(told, counted.sum(axis=0), len(counted) + 1)
            told[heads.argmin()] = False
        return told

    @cached_property
    def members(self) -> dict[str, NDArray[np.intp]]:
        """The rows of each group's people."""
        of = np.array(self.groups)
        return {name: np.flatnonzero(of == name) for name in self.group_weights}

    @cached_property
    def chances(self) -> Array:
        """What each participant counts in the mean (P, sum one): the group's weight over its heads."""
        total = sum(self.group_weights.values())
        counts = np.empty(len(self.weights))
        for name, rows in self.members.items():
            counts[rows] = self.group_weights[name] / total / len(rows)
        return counts

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """What each participant may have meant: every weight within the half-width, summing to one."""
        noise = np.full(len(self.weights), DOUBT) if self.noise is None else self.noise
        widths = noise[:, None] if noise.ndim == 1 else noise
        reach = np.minimum(widths, np.minimum(self.weights, 1 - self.weights))
        return tuple(Box(w - r, w + r) for w, r in zip(self.weights, reach, strict=True))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        """Weights (size × m): of single participants where they are taken as they are, else means of all."""
        if self.mode == "bootstrap":
            return self._rooms(rng, size) @ self.weights
        if self.mode == "doubt":
            mean = np.zeros((size, self.m))
            for chance, box in zip(self.chances, self.boxes, strict=True):
                mean += chance * box.draw(rng, size)
            return mean
        return self.weights[rng.choice(len(self.weights), size=size, p=self.chances)]

    def _rooms(self, rng: np.random.Generator, size: int) -> Array:
        """What each participant counts in rooms drawn anew (size × P): multinomial counts within each group."""
        shares = np.empty((size, len(self.weights)))
        for rows in self.members.values():
            heads = len(rows)
            who = rng.integers(heads, size=(size, heads)) + heads * np.arange(size)[:, None]
            counts = np.bincount(who.ravel(), minlength=size * heads).reshape(size, heads)
            shares[:, rows] = counts * self.chances[rows]
        return shares
