"""Neighbours on a map: Gabriel and relative neighbourhood graphs of seats, and who lies between the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

from criteria.errors import EvidenceError
from inputs.evidence import Alternative, Evidence, Observation
from inputs.places import EARTH_KM

Array = NDArray[np.float64]
Together = Callable[[Array, Array], Array]
Alone = Callable[[Array], Array]
SAME = 1e-9  # two paths whose lengths differ by less than this share are equally short


@dataclass(frozen=True, eq=False)
class Graph:
    """An undirected graph: n × n lengths in km, infinite where there is no edge."""

    keys: tuple[str, ...]
    lengths: Array

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        rows, columns = np.nonzero(np.triu(np.isfinite(self.lengths), 1))
        return tuple((self.keys[i], self.keys[j]) for i, j in zip(rows, columns, strict=True))

    def neighbours(self, key: str) -> tuple[str, ...]:
        """The keys joined to `key` by an edge, nearest first."""
        row = self.lengths[self.keys.index(key)]
        return tuple(self.keys[j] for j in np.argsort(row, kind="stable") if np.isfinite(row[j]))

    @cached_property
    def paths(self) -> Array:
        """N × n: km of the shortest path between any two; infinite where none leads."""
        edges = np.where(np.isfinite(self.lengths), self.lengths, 0.0)
        found: Array = shortest_path(csr_array(edges), directed=False)
        return found

    @cached_property
    def betweenness(self) -> Array:
        """How much of the traffic passes each node, in %.

        The share of all pairs of other nodes whose shortest path (edges in km) passes the node; a pair with
        several equally short paths counts with the share of them that pass (Freeman 1977).
        """
        n = len(self.keys)
        if n < 3:
            return np.zeros(n)
        # lengths[u, t] closes a shortest path s … u, t exactly where d(s, u) + lengths[u, t] = d(s, t)
        paths, counts = self.paths, self._counts
        passed = np.zeros(n)
        for v in range(n):
            through = paths[:, [v]] + paths[[v], :]
            with np.errstate(invalid="ignore", divide="ignore"):
                share = np.where(
                    np.isfinite(through) & (through <= paths * (1 + SAME)),
                    counts[:, [v]] * counts[[v], :] / counts,
                    0.0,
                )
            share[v, :] = share[:, v] = 0.0
            np.fill_diagonal(share, 0.0)
            passed[v] = share.sum()
        return 100 * passed / ((n - 1) * (n - 2))

    @cached_property
    def _counts(self) -> Array:
        """N × n: how many equally short paths lead from one node to the other."""
        n = len(self.keys)
        counts = np.zeros((n, n))
        neighbours = [np.nonzero(np.isfinite(self.lengths[:, j]))[0] for j in range(n)]
        for source in range(n):
            method_key = self.paths[source]
            counts[source, source] = 1.0
            for target in np.argsort(method_key, kind="stable")[1:]:
                if np.isfinite(method_key[target]):
                    before = neighbours[target]
                    length = method_key[before] + self.lengths[before, target]
                    last = before[length <= method_key[target] * (1 + SAME)]
                    counts[source, target] = counts[source, last].sum()
        return counts

    @cached_property
    def closeness(self) -> Array:
        """How near each node is to all others: 1,000 ÷ the mean km of its shortest paths.

        Where some cannot be reached, times the share of the others that can (Wasserman and Faust 1994).
        """
        n = len(self.keys)
        reached = np.isfinite(self.paths).sum(axis=1) - 1
        total = np.where(np.isfinite(self.paths), self.paths, 0.0).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            near = np.where(total > 0, reached / total * reached / max(n - 1, 1), 0.0)
        return 1000 * near


def distances(points: ArrayLike) -> Array:
    """N × n great-circle km between n points (lon, lat) in degrees (haversine)."""
    lon, lat = np.radians(np.asarray(points, dtype=float).reshape(-1, 2)).T
    across = np.sin((lat[:, None] - lat) / 2) ** 2
    along = np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    km: Array = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(across + along, 0.0, 1.0)))
    return km


def gabriel_graph(keys: Sequence[str], points: ArrayLike) -> Graph:
    """Two points are neighbours if no third lies in the circle that has the line between them as diameter.

    On the sphere: a and b are joined unless some c has d(a, c)² + d(b, c)² < d(a, b)², d in great-circle km
    (Gabriel and Sokal 1969). Raises EvidenceError if two points are the same.
    """
    return _joined(keys, points, lambda a, b: a**2 + b**2, lambda ab: ab**2)


def relative_neighbourhood_graph(keys: Sequence[str], points: ArrayLike) -> Graph:
    """Two points are neighbours if no third is nearer to both of them than they are to one another.

    A and b are joined unless some c has max(d(a, c), d(b, c)) < d(a, b) (Toussaint 1980). Every edge is also one of
    the Gabriel graph. Raises EvidenceError if two points are the same.
    """
    return _joined(keys, points, np.maximum, lambda ab: ab)


def _joined(keys: Sequence[str], points: ArrayLike, together: Together, alone: Alone) -> Graph:
    km = distances(points)
    _refuse_same(keys, km)
    n = len(km)
    lengths = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(i):
            others = together(km[i], km[j])
            others[[i, j]] = np.inf
            if not (others < alone(km[i, j])).any():
                lengths[i, j] = lengths[j, i] = km[i, j]
    return Graph(tuple(keys), lengths)


def _refuse_same(keys: Sequence[str], km: Array) -> None:
    rows, columns = np.nonzero(np.triu(km < 1e-6, 1))
    if len(rows):
        names = sorted({keys[i] for i in (*rows, *columns)})
        raise EvidenceError.of("graph.same_place", names=names)


def within(points: ArrayLike, reach_km: float) -> NDArray[np.bool_]:
    """N × n: which points lie at most `reach_km` from one another (none from itself)."""
    near = distances(points) <= reach_km
    np.fill_diagonal(near, False)
    return near


def pieces(points: ArrayLike, reach_km: float) -> tuple[tuple[int, ...], ...]:
    """Groups of points (by position) that hang together by steps of at most `reach_km`, largest first."""
    count, label = connected_components(within(points, reach_km), directed=False)
    groups = [tuple(map(int, np.nonzero(label == piece)[0])) for piece in range(count)]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def with_network_values(evidence: Evidence, others: Iterable[Alternative] = ()) -> Evidence:
    """The evidence with each candidate's position in the Gabriel graph of all seats.

    `others` are further nodes (the cities round the region) that are not alternatives themselves. Adds the
    variable `betweenness` (%) and the attributes `closeness` (1,000 ÷ mean km) and `neighbours` (keys, nearest
    first, apart by a space). Without coordinates they are missing. Raises EvidenceError as gabriel_graph does.
    """
    placed = [a for a in (*evidence.alternatives, *others) if a.seat is not None]
    graph = gabriel_graph([a.key for a in placed], [a.seat for a in placed if a.seat is not None])
    position = {key: i for i, key in enumerate(graph.keys)}
    alternatives = tuple(
        replace(
            a,
            attributes={
                **a.attributes,
                "closeness": round(float(graph.closeness[position[a.key]]), 3),
                "neighbours": " ".join(graph.neighbours(a.key)),
            },
        )
        if a.key in position
        else a
        for a in evidence.alternatives
    )
    column = {
        a.key: Observation(round(float(graph.betweenness[position[a.key]]), 2))
        for a in evidence.alternatives
        if a.key in position
    }
    return replace(
        evidence,
        alternatives=alternatives,
        observations={**evidence.observations, "betweenness": column},
    )
