"""Which cells may be shown together: nothing that can be worked out from them is of fewer people than the minimum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import Array

SUBSETS = 20_000  # sets of classes that are looked through at one size, at most (pairs always)
IN_SPACE = 1 - 1e-9  # an eigenvalue of a projection that is one, but for rounding


class Answer(NamedTuple):
    """One person's answers in one round: someone who keeps their answers in the next round is the same answer.

    `typed`: from a paper form, so that whoever typed it in knows it.
    """

    seat: int
    words: str
    typed: bool = False


@dataclass(frozen=True)
class Family:
    """Cells shown together: a round's people parted into cells, each shown, and with them every sum of cells.

    The total, one group, everyone but a group: all are unions of cells, shown or to be had by subtraction.
    """

    cells: Mapping[str, frozenset[Answer]]
    minimum_group: int

    @property
    def people(self) -> int:
        return sum(len(cell) for cell in self.cells.values())

    def without_typed(self) -> "Family":
        """What is left to find out for someone who knows the paper forms; cells of nothing else are gone."""
        left = {
            key: frozenset(answer for answer in cell if not answer.typed)
            for key, cell in self.cells.items()
        }
        return Family({key: cell for key, cell in left.items() if cell}, self.minimum_group)


def fits(family: Family, shown: Sequence[Family], rows: Family | None = None) -> bool:
    """Whether a family may be shown beside what was shown before; `rows`: what joining single rows tells (`joins`).

    Looked at by two readers: one who knows nothing, and one who typed the paper forms in and so knows them. For each
    of them, (1) take any union of its cells, and any union of the cells of one family shown before or of its own, the
    empty one included: the answers in the one and not in the other are none or at least the minimum (the larger of
    the two), on both sides; (2) with it no sum over fewer people can be worked out from all families together
    (`solvable`).
    """
    return not any(
        _differs_by_few(new[0], before) for new, before in readers([family], shown)
    ) and not any(
        solvable(new, before, _floor(new, before)) for new, before in readers([family], shown, rows)
    )


def rows_fit(rows: Family, shown: Sequence[Family], former: Family | None = None) -> bool:
    """Whether what joining single rows tells lets nothing be worked out from the sums shown that neither tells alone.

    `rows` are the `joins` with the new round, `former` those without it.
    """
    return not any(
        solvable(new, before, _floor(new, before), alone=True)
        for new, before in readers([rows], shown, former)
    )


def joins(rounds: Sequence[Family]) -> Family | None:
    """What a reader can tell apart who joins rows that are equal in two rounds: the classes of answers."""
    classes = classes_of([cell for each in rounds for cell in each.cells.values()])
    named = {str(at): frozenset(found) for at, found in enumerate(classes.values())}
    return Family(named, max(each.minimum_group for each in rounds)) if named else None


def readers(
    new: Sequence[Family], shown: Sequence[Family], rows: Family | None = None
) -> list[tuple[list[Family], list[Family]]]:
    """(new, shown before) as one who knows nothing reads them, and one who knows the paper forms."""
    before = [*shown, *([] if rows is None else [rows])]
    return [
        (list(new), before),
        ([each.without_typed() for each in new], [each.without_typed() for each in before]),
    ]


def _floor(new: Sequence[Family], shown: Sequence[Family]) -> int:
    return max(each.minimum_group for each in (*new, *shown))


def _differs_by_few(family: Family, shown: Sequence[Family]) -> bool:
    return any(
        smallest_difference(family, other) < max(family.minimum_group, other.minimum_group)
        for other in (family, *shown)
    )


def smallest_difference(one: Family, other: Family) -> float:
    """The fewest answers, above none, that a union of cells of `one` has and one of `other` has not, or the reverse.

    The union of `one` is never empty: what can be read from `other` alone is out already. With U and W as 0/1 vectors
    of cells, the answers in both are U same W; each side has what is left of it.
    """
    rows, columns = list(one.cells.values()), list(other.cells.values())
    if not rows or not columns:
        return float("inf")
    same = np.array([[len(a & b) for b in columns] for a in rows], dtype=np.int32)
    left, right = _unions(len(rows))[1:], _unions(len(columns))
    both = left @ same @ right.T
    mine = (left @ _sizes(rows))[:, None] - both
    theirs = (right @ _sizes(columns))[None, :] - both
    some = np.concatenate([mine[mine > 0], theirs[theirs > 0]])
    return float(some.min()) if some.size else float("inf")


def solvable(
    new: Sequence[Family], shown: Sequence[Family], minimum: int, alone: bool = False
) -> bool:
    """Whether these families, added to those shown, let a sum over fewer people than `minimum` be worked out.

    Answers that stand in the same cells throughout are one class: a column of the 0/1 matrix of all cells. What can be
    worked out from the cells' sums is its row space. A sum over few people is a vector there that is zero outside some
    classes with fewer than `minimum` people together: one class, the sum or difference of two, and so on. It exists if
    the projection onto the row space, cut to these classes, has the eigenvalue one; what could be worked out before
    does not count, nor with `alone` what the new families tell by themselves.
    """
    cells = [cell for each in (*shown, *new) for cell in each.cells.values()]
    before = sum(len(each.cells) for each in shown)
    if not cells:
        return False
    classes = classes_of(cells)
    people = [{answer.seat for answer in found} for found in classes.values()]
    matrix = np.array([list(pattern) for pattern in classes], dtype=float).T.reshape(len(cells), -1)
    now = _projection(matrix)
    allowed = [_projection(matrix[:before]), *([_projection(matrix[before:])] if alone else [])]
    few = [at for at, seats in enumerate(people) if len(seats) < minimum]
    for size in range(1, len(few) + 1):
        chosen: list[tuple[int, ...]] = []
        for some in combinations(few, size):
            if len(set[int]().union(*(people[at] for at in some))) < minimum:
                chosen.append(some)
            if size > 2 and len(chosen) > SUBSETS:
                break
        if not chosen:
            return False
        at = np.array(chosen)
        free = np.max([_dimensions(then, at) for then in allowed], axis=0)
        if (_dimensions(now, at) > free).any():
            return True
        if size > 1 and len(chosen) > SUBSETS:
            return False
    return False


def classes_of(cells: Sequence[frozenset[Answer]]) -> dict[tuple[bool, ...], list[Answer]]:
    """Answers by the cells they stand in."""
    found: dict[tuple[bool, ...], list[Answer]] = {}
    for answer in sorted(frozenset[Answer]().union(*cells)):
        found.setdefault(tuple(answer in cell for cell in cells), []).append(answer)
    return found


def _projection(matrix: Array) -> Array:
    """K × K: onto the row space of a matrix of K columns."""
    columns = matrix.shape[1]
    if not matrix.size:
        return np.zeros((columns, columns))
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    basis = rows[sizes > 1e-9 * sizes[0]]
    onto: Array = basis.T @ basis
    return onto


def _dimensions(onto: Array, chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each set of columns (S × k), the dimensions of the row space that is zero outside the set."""
    blocks = onto[chosen[:, :, None], chosen[:, None, :]]
    found: NDArray[np.intp] = (np.linalg.eigvalsh(blocks) > IN_SPACE).sum(axis=1)
    return found


def crossings_fit(family: Family, before: Sequence[Family]) -> bool:
    """Whether every cell meets every cell of rounds shown before in no people, or in at least the minimum.

    Who sits where is known to the room: people of two cells are told by it, whatever they answered. The whole room in
    one cell tells nobody apart, and is left to `fits`.
    """
    if len(family.cells) < 2:
        return True
    for one, others in (
        (family, list(before)),
        (family.without_typed(), [each.without_typed() for each in before]),
    ):
        for other in others:
            minimum = max(one.minimum_group, other.minimum_group)
            for a in one.cells.values():
                seats = {answer.seat for answer in a}
                for b in other.cells.values():
                    if 0 < len(seats & {answer.seat for answer in b}) < minimum:
                        return False
    return True


def merged(
    parts: Mapping[str, Iterable[Answer]],
    minimum: int,
    shown: Sequence[Family],
    before: Sequence[Family] = (),
    rows: Family | None = None,
) -> tuple[Family, dict[str, tuple[str, ...]]] | None:
    """The finest way of showing these parts that fits, and which parts each cell holds; None if none does.

    As long as it does not fit, the two smallest cells become one, those with equally many by their keys. Small is told
    by the answers that nobody typed in, if there are any. Parts without people are left out. `shown` is all that was
    shown, `before` the cells of rounds alone, `rows` what joining single rows tells.
    """
    cells = {key: cell for key, part in parts.items() if (cell := frozenset(part))}
    held: dict[str, tuple[str, ...]] = {key: (key,) for key in cells}
    while cells:
        family = Family(cells, minimum)
        if fits(family, shown, rows) and crossings_fit(family, before):
            return family, held
        if len(cells) == 1:
            return None
        small, next_ = sorted(cells, key=lambda key: (_weight(cells[key]), key))[:2]
        first, second = sorted((small, next_), key=list(cells).index)
        name = f"{first}+{second}"
        joint, parts_of = cells[first] | cells[second], held[first] + held[second]
        cells = {key: cell for key, cell in cells.items() if key not in (first, second)}
        held = {key: of for key, of in held.items() if key not in (first, second)}
        cells[name], held[name] = joint, parts_of
    return None


def _weight(cell: frozenset[Answer]) -> int:
    """How many answers protect each other: those that nobody typed in, if there are any."""
    return sum(not answer.typed for answer in cell) or len(cell)


def _sizes(cells: Sequence[frozenset[Answer]]) -> NDArray[np.int32]:
    return np.array([len(cell) for cell in cells], dtype=np.int32)


def _unions(k: int) -> NDArray[np.int32]:
    """All 2^k unions of k cells, a row each, the empty one first."""
    return ((np.arange(2**k)[:, None] >> np.arange(k)) & 1).astype(np.int32)
