"""Who may be shown together: no view, and no difference between two views, is of fewer people than the floor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Answer(NamedTuple):
    """One person's answers in one round: someone who keeps their answers in the next round is the same answer."""

    seat: int
    words: str


@dataclass(frozen=True)
class Family:
    """Views shown together: a round's people parted into cells, each shown, and with them every sum of cells.

    The total, one group, everyone but a group: all are unions of cells, shown or to be had by subtraction.
    """

    cells: Mapping[str, frozenset[Answer]]
    floor: int

    @property
    def people(self) -> int:
        return sum(len(cell) for cell in self.cells.values())


def fits(family: Family, shown: Sequence[Family]) -> bool:
    """Whether a family may be shown beside what was shown before.

    The rule: take any union of its cells, and any union of the cells of one family shown before or of its own,
    the empty one included. The people whose answers stand in one and not in the other are none, or at least the
    floor (the larger of the two). So nobody who subtracts one view from another is left with a few people. The rule
    looks at two families at a time: it does not follow sums over three rounds and more.
    """
    return all(
        smallest_difference(family, other) >= max(family.floor, other.floor)
        for other in (family, *shown)
    )


def smallest_difference(one: Family, other: Family) -> float:
    """The fewest people, above none, in whom a union of cells of `one` and one of `other` differ.

    For unions U and W, as 0/1 vectors, that is Σ size U + Σ size W - U (2 same + changed) W: a person in both with
    the same answer counts if exactly one union holds it, one with a changed answer if any does.
    """
    rows, columns = list(one.cells.values()), list(other.cells.values())
    if not rows or not columns:
        return float("inf")
    theirs = [{answer.seat: answer.words for answer in cell} for cell in columns]
    overlap = np.zeros((len(rows), len(columns)), dtype=np.int32)
    for i, cell in enumerate(rows):
        for j, words in enumerate(theirs):
            held = [words[answer.seat] == answer.words for answer in cell if answer.seat in words]
            overlap[i, j] = len(held) + sum(held)
    sizes, other_sizes = _sizes(rows), _sizes(columns)
    left, right = _unions(len(rows)), _unions(len(columns))
    people = (left @ sizes)[:, None] + (right @ other_sizes)[None, :] - left @ overlap @ right.T
    some = people[people > 0]
    return float(some.min()) if some.size else float("inf")


def merged(
    parts: Mapping[str, Iterable[Answer]], floor: int, shown: Sequence[Family]
) -> tuple[Family, dict[str, tuple[str, ...]]] | None:
    """The finest way of showing these parts that fits, and which parts each cell holds; None if none does.

    As long as it does not fit, the two smallest cells become one. Parts without people are left out.
    """
    cells = {key: cell for key, part in parts.items() if (cell := frozenset(part))}
    held: dict[str, tuple[str, ...]] = {key: (key,) for key in cells}
    while cells:
        family = Family(cells, floor)
        if fits(family, shown):
            return family, held
        if len(cells) == 1:
            return None
        small, next_ = sorted(cells, key=lambda key: len(cells[key]))[:2]
        first, second = sorted((small, next_), key=list(cells).index)
        name = f"{first}+{second}"
        joint, parts_of = cells[first] | cells[second], held[first] + held[second]
        cells = {key: cell for key, cell in cells.items() if key not in (first, second)}
        held = {key: of for key, of in held.items() if key not in (first, second)}
        cells[name], held[name] = joint, parts_of
    return None


def _sizes(cells: Sequence[frozenset[Answer]]) -> NDArray[np.int32]:
    return np.array([len(cell) for cell in cells], dtype=np.int32)


def _unions(k: int) -> NDArray[np.int32]:
    """All 2^k unions of k cells, a row each."""
    return ((np.arange(2**k)[:, None] >> np.arange(k)) & 1).astype(np.int32)
