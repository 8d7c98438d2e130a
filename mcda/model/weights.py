"""Weights (shares that sum to one), and weights in two levels: of groups, and inside each group."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import Finding, WeightsError
from mcda.model.decision_matrix import (
    Array,
    few,
    is_frame,
    is_numbered,
    is_series,
    labels,
    named_values,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Weights:
    """Non-negative shares of the criteria (or of groups) that sum to one.

    >>> Weights.of({"price": 2, "memory": 3})
    Weights(price 0.400, memory 0.600)
    """

    criteria: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(
        cls, shares: ArrayLike | Mapping[str, float], criteria: Sequence[str] | None = None
    ) -> "Weights":
        """Shares (m numbers of any size, by name or in the order of `criteria`) normalised to sum to one.

        A pandas Series, or a DataFrame of one column, goes by the names of its index. Raises WeightsError if one is negative
        or no number, if all are zero, or if a name is unknown; EvidenceError if an index repeats one.
        """
        if is_frame(shares):
            shares = _only_column(shares)
        if is_series(shares):
            shares = named_values(shares)
        if isinstance(shares, Mapping):
            criteria = tuple(shares) if criteria is None else tuple(criteria)
            strangers = [key for key in shares if key not in criteria]
            if strangers:
                raise WeightsError.of("weights.stranger", keys=strangers, known=list(criteria))
            shares = [
                shares.get(key, 0.0) for key in criteria
            ]  # a criterion not named gets nothing
        try:
            numbers = np.asarray(shares, dtype=float).ravel()
        except (TypeError, ValueError):
            raise WeightsError.of("weights.number", criterion="", value=repr(shares)) from None
        keys = (
            tuple(map(str, criteria))
            if criteria is not None
            else tuple(f"C{j + 1}" for j in range(len(numbers)))
        )
        if len(keys) != len(numbers):
            raise WeightsError.of("weights.length", found=len(numbers), expected=len(keys))
        findings = [
            Finding.of(
                "weights.negative" if number < 0 else "weights.number",
                criterion=key,
                value=float(number),
            )
            for key, number in zip(keys, numbers, strict=True)
            if not (number >= 0 and np.isfinite(number))
        ]
        if findings:
            raise WeightsError(*findings)
        if not (numbers > 0).any():
            raise WeightsError.of("weights.zero")
        numbers = numbers / numbers.max()  # so that huge numbers do not overflow in the sum
        return cls(keys, tuple(float(share) for share in numbers / numbers.sum()))

    def __getitem__(self, key: str) -> float:
        return self.shares[self.criteria.index(key)]

    @cached_property
    def array(self) -> Array:
        return np.array(self.shares)

    def to_frame(self) -> "pd.DataFrame":
        """M rows: the index names criteria; column `weight`, which sums to one."""
        import pandas as pd

        index = pd.Index(self.criteria, name="criterion")
        return pd.DataFrame({"weight": self.shares}, index)

    def __repr__(self) -> str:
        return f"Weights({few([f'{k} {share:.3f}' for k, share in self.as_dict().items()])})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html()

    def as_dict(self) -> dict[str, float]:
        return dict(zip(self.criteria, self.shares, strict=True))

    def moved(self, key: str, share: float, locked: Collection[str] = ()) -> "Weights":
        """`key` at `share`; the others keep their proportions and the locked ones their shares.

        The share is kept within what the locked ones leave free; where the others all stood at zero they
        share what is left evenly.
        """
        others = [other for other in self.criteria if other != key and other not in locked]
        # shares that round to a hair more than one must not leave less than nothing
        free = max(0.0, 1 - sum(self[held] for held in locked if held != key))
        if not others:
            return self
        share = min(max(share, 0.0), free)
        before = sum(self[other] for other in others)
        shares = {
            other: (self[other] / before if before > 0 else 1 / len(others)) * (free - share)
            for other in others
        }
        return Weights.of({**self.as_dict(), **shares, key: share}, self.criteria)


@dataclass(frozen=True)
class GroupedWeights:
    """Shares of the groups, and shares inside each group: the share of the whole is their product.

    `of` normalises both; it raises WeightsError as `Weights.of` does, or if the groups are not the same.

    >>> grouped = GroupedWeights.of({"cost": 2, "use": 3}, {"cost": {"price": 1}, "use": {"memory": 1, "screen": 2}})
    >>> grouped.whole(["price", "memory", "screen"])
    Weights(price 0.400, memory 0.200, screen 0.400)
    """

    groups: Weights
    inside: Mapping[str, Weights]

    @classmethod
    def of(
        cls, groups: Mapping[str, float], inside: Mapping[str, Mapping[str, float]]
    ) -> "GroupedWeights":
        strangers = sorted(set(groups) ^ set(inside))
        if strangers:
            raise WeightsError.of(
                "weights.stranger", keys=strangers, known=sorted(set(groups) & set(inside))
            )
        return cls(Weights.of(groups), {key: Weights.of(inside[key]) for key in groups})

    @classmethod
    def from_flat(cls, flat: Weights, group_of: Mapping[str, str]) -> "GroupedWeights":
        """The grouped form of shares of the whole; a group without any weight is even inside."""
        groups: dict[str, float] = {}
        inside: dict[str, dict[str, float]] = {}
        for key, share in flat.as_dict().items():
            group = group_of[key]
            groups[group] = groups.get(group, 0.0) + share
            inside.setdefault(group, {})[key] = share
        even = {group: dict.fromkeys(members, 1.0) for group, members in inside.items()}
        return cls.of(
            groups, {group: inside[group] if groups[group] > 0 else even[group] for group in groups}
        )

    def to_frame(self) -> "pd.DataFrame":
        """A row a criterion: `group`, the group's `share`, that `inside` it and `weight`, the share of the whole."""
        import pandas as pd

        rows = {
            key: (group, self.groups[group], share, self.groups[group] * share)
            for group, members in self.inside.items()
            for key, share in members.as_dict().items()
        }
        index = pd.Index(list(rows), name="criterion")
        return pd.DataFrame(list(rows.values()), index, ["group", "share", "inside", "weight"])

    def _repr_html_(self) -> str:
        return self.to_frame().to_html()

    def only(self, criteria: Collection[str]) -> "GroupedWeights":
        """Without the other criteria: each group keeps its share as long as one of its criteria is left.

        A group of which none is left leaves its share to the other groups, in proportion. Where all that is left
        of a group, or of the groups, had no weight, it is even. Raises WeightsError if nothing is left.
        """
        inside = {
            group: {key: share for key, share in members.as_dict().items() if key in criteria}
            for group, members in self.inside.items()
        }
        kept = {group: _or_even(shares) for group, shares in inside.items() if shares}
        return GroupedWeights.of(_or_even({group: self.groups[group] for group in kept}), kept)

    def whole(self, criteria: Iterable[str]) -> Weights:
        """Share of the whole (group × inside) of each criterion, in the order asked for."""
        shares = {
            key: self.groups[group] * share
            for group, members in self.inside.items()
            for key, share in members.as_dict().items()
        }
        return Weights.of([shares.get(key, 0.0) for key in criteria], tuple(criteria))

    def moved_group(
        self, group: str, share: float, locked: Collection[str] = ()
    ) -> "GroupedWeights":
        return GroupedWeights(self.groups.moved(group, share, locked), self.inside)

    def moved_inside(
        self, group: str, key: str, share: float, locked: Collection[str] = ()
    ) -> "GroupedWeights":
        moved = self.inside[group].moved(key, share, locked)
        return GroupedWeights(self.groups, {**self.inside, group: moved})


def _only_column(frame: Any) -> Any:
    """The one column of a DataFrame of weights. Raises WeightsError if there are several."""
    if len(frame.columns) != 1:
        raise WeightsError.of("weights.columns", found=labels(frame.columns))
    return frame.iloc[:, 0]


def weight_sets(draws: ArrayLike, criteria: Sequence[str]) -> ArrayLike:
    """S × m weights in the order of the criteria; a DataFrame's columns go by their names, if they have any. Raises WeightsError."""
    if not is_frame(draws):
        return draws
    frame: Any = draws
    keys = labels(frame.columns)
    if is_numbered(keys):
        return draws
    if sorted(keys) != sorted(criteria):
        strangers = sorted(set(keys) ^ set(criteria)) or keys
        raise WeightsError.of("weights.stranger", keys=strangers, known=criteria)
    found: ArrayLike = frame.to_numpy()[:, [keys.index(key) for key in criteria]]
    return found


def _or_even(shares: Mapping[str, float]) -> Mapping[str, float]:
    """The shares, or even ones where all that is left has none."""
    return shares if sum(shares.values()) > 0 else dict.fromkeys(shares, 1.0)
