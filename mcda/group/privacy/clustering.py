"""Opinion groups of like-minded participants, if there are any: never smaller than the minimum."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist, squareform

from mcda.group.privacy.unimodal import dirichlet_rooms, uniform_rooms
from mcda.model.decision_matrix import Array

MOST_GROUPS = 4
STANDS_OUT = 0.25  # a mean silhouette up to this is no structure (Kaufman & Rousseeuw 1990)
ROOMS = 99  # of either form of one crowd: enough for a test at 5 in 100 (Hope 1968, JRSS B 30(3), 582-598)
BY_CHANCE = 0.05  # the share of rooms of one crowd that may look as parted as this one

Labels = NDArray[np.int64]


class Parting(NamedTuple):
    """People in two groups or more, and how clearly: the mean silhouette."""

    labels: Labels
    silhouette: float


Join = tuple[float, int, int]  # the height at which two groups become one


def opinion_groups(weights: Array, minimum: int, inside: Sequence[Sequence[int]]) -> Labels | None:
    """The opinion group of each of P participants, 0 for the largest; None if no parting into groups stands out.

    The parting of `clearest`, if its mean silhouette is above 0.25 and above that of 95 in 100 rooms of as many people
    who form one crowd, whichever of two forms the crowd has (`unimodal`), and if the others stay as they are parted
    whoever is left out. `inside` holds the columns of each group of criteria.
    """
    rows = np.ascontiguousarray(weights, dtype=float)
    columns = tuple(tuple(group) for group in inside)
    labels = _opinion_groups(rows.tobytes(), len(rows), minimum, columns)
    return None if labels is None else np.array(labels, dtype=np.int64)


def forget() -> None:
    """Hold nobody's weights any longer: a workshop was deleted."""
    _opinion_groups.cache_clear()


@lru_cache(maxsize=32)  # a closed round is published anew at each look
def _opinion_groups(
    rows: bytes, people: int, minimum: int, inside: tuple[tuple[int, ...], ...]
) -> tuple[int, ...] | None:
    weights = np.frombuffer(rows).reshape(people, -1)
    found = clearest(weights, minimum)
    if found is None or found.silhouette <= STANDS_OUT + 1e-9:
        return None
    for crowd in (uniform_rooms, dirichlet_rooms):
        if not _clearer(found.silhouette, crowd(weights, inside, ROOMS), minimum):
            return None
    if not _stable(weights, minimum, found.labels):
        return None
    return tuple(_by_size(found.labels).tolist())


def _clearer(silhouette: float, rooms: Iterable[Array], minimum: int) -> bool:
    """Whether at most 5 in 100 of the rooms are parted as clearly; drawn no further than it takes to know.

    p = (1 + as clear) / (1 + drawn), and the early end, as in Besag & Clifford (1991), Biometrika 78(2), 301-304.
    """
    too_many = BY_CHANCE * (1 + ROOMS)
    as_clear = 1
    for room in rooms:
        other = clearest(room, minimum)
        as_clear += other is not None and other.silhouette >= silhouette - 1e-9
        if as_clear > too_many:
            return False
    return True


def _stable(weights: Array, minimum: int, labels: Labels) -> bool:
    """Whether the others are parted in the same way, whoever is left out."""
    heads = np.bincount(labels)
    for person, own in enumerate(labels):
        # whose group is just large enough leaves it too small to be shown, but a group all the same
        needed = min(minimum, int(heads[own]) - 1)
        found = clearest(np.delete(weights, person, axis=0), needed)
        if found is None or not _same(found.labels, np.delete(labels, person)):
            return False
    return True


def _same(one: Labels, other: Labels) -> bool:
    """Whether two partings are the same but for the names of the groups."""
    pairs = len(np.unique(np.stack([one, other]), axis=1).T)
    return pairs == len(np.unique(one)) == len(np.unique(other))


def clearest(weights: Array, minimum: int) -> Parting | None:
    """Of the partings into two to four groups that with the largest mean silhouette; None if there is none.

    Average linkage on the distances of weights; a group below the minimum joins the nearest one, the smallest
    first. Two people alike are in one group.
    """
    people = len(weights)
    most = min(MOST_GROUPS, people // minimum)
    if most < 2:
        return None
    pairs = pdist(weights, "cityblock") / 2
    apart = squareform(pairs, checks=False)
    parts, joins = _cut(linkage(pairs, "average"), most)
    member = _member(parts)
    heads, between = member.sum(axis=0).tolist(), (member.T @ apart @ member).tolist()
    names = list(range(len(heads)))
    best: Parting | None = None
    while True:
        filled = _filled(names, heads, between, minimum)
        if filled is not None:
            labels = filled[parts]
            clear = float(silhouette(apart, labels).mean())
            if best is None or clear >= best.silhouette - 1e-9:  # of two as clear, fewer groups
                best = Parting(labels, clear)
        if not joins:
            return best
        height = joins[0][0]
        while joins and joins[0][0] <= height:
            _, kept, joining = joins.pop(0)
            names = [kept if name == joining else name for name in names]


def silhouette(apart: Array, labels: Labels) -> Array:
    """(b - a) / max(a, b) of each participant: a the mean distance to the own group, b to the nearest other.

    Zero for whoever is alone. Groups are numbered from 0 without a gap.
    """
    rows = np.arange(len(labels))
    member = _member(labels)
    heads, to = member.sum(axis=0), apart @ member
    own = heads[labels]
    inner = to[rows, labels] / np.maximum(own - 1, 1)  # without the participant
    to /= heads
    to[rows, labels] = np.inf
    outer = to.min(axis=1)
    largest = np.maximum(inner, outer)
    found = np.divide(outer - inner, largest, out=np.zeros(len(labels)), where=largest > 0)
    return np.where(own > 1, found, 0.0)


def _member(labels: Labels) -> Array:
    """P × K: 1 where the person is in the group."""
    found: Array = np.eye(int(labels.max()) + 1)[labels]
    return found


def _cut(tree: Array, most: int) -> tuple[Labels, list[Join]]:
    """The linkage cut into at most so many groups, and what joins them, lowest first.

    What joins at one height is not cut apart: as scipy's fcluster with "maxclust", for two to four groups at once.
    """
    people = len(tree) + 1
    heights = tree[:, 2].tolist()
    limit = heights[people - most - 1] if people > most else -np.inf
    pairs = tree[:, :2].astype(np.int64).tolist()
    label = [0] * (2 * people - 1)
    joins: list[Join] = []
    for at in range(people - 2, -1, -1):
        one, other = pairs[at]
        label[one] = label[other] = own = label[people + at]
        if heights[at] > limit:
            label[other] = len(joins) + 1
            joins.insert(0, (heights[at], own, label[other]))
    return np.array(label[:people]), joins


def _filled(
    names: list[int], heads: list[float], between: list[list[float]], minimum: int
) -> Labels | None:
    """Groups below the minimum joined to the nearest one, the smallest first; None where fewer than two are left.

    `names` say which of K parts are together, `heads` (K) and `between` (K × K sums of distances) are of the parts.
    """
    parts = {
        name: [at for at, own in enumerate(names) if own == name] for name in sorted(set(names))
    }
    while len(parts) > 1:
        people = {name: sum(heads[at] for at in own) for name, own in parts.items()}
        small = min(people, key=lambda name: people[name])
        if people[small] >= minimum:
            found = np.empty(len(names), dtype=np.int64)
            for number, own in enumerate(parts.values()):
                found[own] = number
            return found
        joining = parts.pop(small)
        away = {
            name: sum(between[one][other] for one in joining for other in own) / people[name]
            for name, own in parts.items()
        }
        parts[min(away, key=lambda name: away[name])] += joining
    return None


def _by_size(labels: Labels) -> Labels:
    names, first, heads = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -heads))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[np.searchsorted(names, labels)]
