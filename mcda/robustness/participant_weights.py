"""Weights of a workshop's participants: as they are, as another workshop might have had them, or with their doubt."""

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
DOUBT = 0.05  # five points either way, where a participant did not answer in a second way

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

    Three modes answer three questions. `as_they_are`: everyone once, nothing drawn. `bootstrap`: a group by
    its weight, then one of its participants. `doubt`: as bootstrap, and each weight uniform within the
    participant's own half-width (P, or P × m; the gap between two ways of asking, else five points).

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
    def chances(self) -> Array:
        """How likely each participant is drawn: the group's share over its heads."""
        total = sum(self.group_weights.values())
        heads = {name: self.groups.count(name) for name in self.group_weights}
        return np.array([self.group_weights[g] / total / heads[g] for g in self.groups])

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """What each participant may have meant: every weight within the half-width, summing to one."""
        noise = np.full(len(self.weights), DOUBT) if self.noise is None else self.noise
        widths = noise[:, None] if noise.ndim == 1 else noise
        low = np.clip(self.weights - widths, 0, 1)
        high = np.clip(self.weights + widths, 0, 1)
        return tuple(Box(a, b) for a, b in zip(low, high, strict=True))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        who = rng.choice(len(self.weights), size=size, p=self.chances)
        if self.mode != "doubt":
            return self.weights[who]
        shares = np.empty((size, self.m))
        for person, box in enumerate(self.boxes):
            at = np.flatnonzero(who == person)
            if at.size:
                shares[at] = box.draw(rng, at.size)
        return shares
