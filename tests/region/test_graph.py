"""Graphs of seats: worked by hand, and against networkx on random graphs."""

from dataclasses import replace

import networkx
import numpy as np
import pytest

from criteria.errors import EvidenceError
from inputs.embedded import evidence_of
from inputs.neighbour_graphs import (
    Graph,
    distances,
    gabriel_graph,
    pieces,
    relative_neighbourhood_graph,
    with_network_values,
    within,
)
from inputs.places import kilometres
from mcda.study.factory import embedded_study


def graph(keys: str, *edges: tuple[str, str, float]) -> Graph:
    lengths = np.full((len(keys), len(keys)), np.inf)
    for a, b, km in edges:
        i, j = keys.index(a), keys.index(b)
        lengths[i, j] = lengths[j, i] = km
    return Graph(tuple(keys), lengths)


def test_distances_are_those_of_the_readings() -> None:
    points = [(108.9, 34.3), (104.1, 30.6), (-70.0, -12.0)]
    found = distances(points)
    for i, a in enumerate(points):
        for j, b in enumerate(points):
            assert found[i, j] == pytest.approx(kilometres(a, b), abs=1e-9)


def test_betweenness_of_a_line_by_hand() -> None:
    # a - b - c - d: b lies between a and c, a and d, of the three pairs without b
    line = graph("abcd", ("a", "b", 1), ("b", "c", 5), ("c", "d", 2))
    assert line.betweenness == pytest.approx([0, 200 / 3, 200 / 3, 0])
    assert line.closeness[0] == pytest.approx(1000 * 3 / (1 + 6 + 8))


def test_two_equally_short_paths_share_the_pair() -> None:
    # a square: a and c meet half over b and half over d
    square = graph("abcd", ("a", "b", 1), ("b", "c", 1), ("c", "d", 1), ("d", "a", 1))
    assert square.betweenness == pytest.approx([100 / 6] * 4)


def test_a_graph_in_two_parts() -> None:
    parts = graph("abcde", ("a", "b", 1), ("b", "c", 1), ("d", "e", 4))
    assert parts.betweenness == pytest.approx([0, 100 / 6, 0, 0, 0])
    assert parts.closeness[3] == pytest.approx(1000 * (1 / 4) * (1 / 4))


def test_gabriel_and_relative_neighbourhood_by_hand() -> None:
    # c lies inside the lens of a and b, but outside the circle over them
    points = [(0.0, 0.0), (0.02, 0.0), (0.01, 0.014)]
    assert set(gabriel_graph("abc", points).edges) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert set(relative_neighbourhood_graph("abc", points).edges) == {("a", "c"), ("b", "c")}
    # and inside the circle, neither joins a and b
    points[2] = (0.01, 0.004)
    assert set(gabriel_graph("abc", points).edges) == {("a", "c"), ("b", "c")}


def test_neighbours_nearest_first() -> None:
    line = graph("abc", ("a", "b", 7), ("a", "c", 3))
    assert line.neighbours("a") == ("c", "b")


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_networkx_on_random_graphs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 40))
    keys = [f"p{i}" for i in range(n)]
    points = np.c_[rng.uniform(100, 112, n), rng.uniform(29, 36, n)]
    if seed % 3 == 0:
        # whole lengths, so that equally short paths occur
        lengths = np.where(rng.random((n, n)) < 0.25, rng.integers(1, 4, (n, n)), np.inf)
        lengths = np.triu(lengths, 1) + np.tril(np.full((n, n), np.inf))
        ours = Graph(tuple(keys), np.minimum(lengths, lengths.T))
    else:
        make = gabriel_graph if seed % 3 == 1 else relative_neighbourhood_graph
        ours = make(keys, points)
    theirs = networkx.Graph()
    theirs.add_nodes_from(keys)
    for a, b in ours.edges:
        theirs.add_edge(a, b, km=ours.lengths[keys.index(a), keys.index(b)])
    betweenness = networkx.betweenness_centrality(theirs, weight="km")
    closeness = networkx.closeness_centrality(theirs, distance="km")
    assert ours.betweenness == pytest.approx([100 * betweenness[key] for key in keys], abs=1e-9)
    assert ours.closeness == pytest.approx([1000 * closeness[key] for key in keys], abs=1e-9)


def test_relative_neighbours_are_gabriel_neighbours_and_reach_everyone() -> None:
    seats = [(a.lon, a.lat) for a in evidence_of("county").alternatives]
    keys = [a.key for a in evidence_of("county").alternatives]
    gabriel, relative = gabriel_graph(keys, seats), relative_neighbourhood_graph(keys, seats)
    assert set(relative.edges) < set(gabriel.edges)
    assert np.isfinite(relative.paths).all()


def test_same_place_is_refused_by_name() -> None:
    with pytest.raises(EvidenceError, match=r"a, c.*same coordinates"):
        gabriel_graph("abc", [(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)])


def test_pieces_and_reach() -> None:
    points = [(0.0, 0.0), (0.1, 0.0), (5.0, 0.0), (0.2, 0.0)]
    assert pieces(points, 12) == ((0, 1, 3), (2,))
    assert within(points, 12).tolist()[0] == [False, True, False, False]


def test_embedded_towns_have_a_place_in_the_network() -> None:
    towns = evidence_of("town")
    column = towns.observations["betweenness"]
    assert len(column) == 119
    assert 0 <= min(r.value for r in column.values()) < max(r.value for r in column.values()) < 16
    neighbours = str(towns["610124"].attributes["neighbours"]).split()
    assert "610118" in neighbours  # Huyi is next to Zhouzhi
    assert all(
        n in {a.key for a in (*towns.alternatives, *evidence_of("city").alternatives)}
        for n in neighbours
    )


def test_tertiary_ranking_with_the_network() -> None:
    # the default's first twelve
    first = ["Yangxian", "Chenggu", "Zhouzhi", "Jiangyou", "Xunyang"]
    then = {"Shanyang", "Meixian", "Foping", "Beichuan", "Taibai", "Lantian", "Yunxi"}
    study = embedded_study("tertiary")
    names = [
        study.evidence[line.key].name.en.removesuffix(" county town").removesuffix(" (town)")
        for line in study.ranking
    ]
    assert names[:5] == first
    assert set(names[5:12]) == then
    places = {key: study.ranking.rank(key) for key in ("610124", "610326", "610122", "611023")}
    assert places == {"610124": 3, "610326": 7, "610122": 11, "611023": 54}


def test_a_place_without_coordinates_stays_a_gap() -> None:
    county = evidence_of("county")
    nowhere = replace(county.alternatives[0], lon=None)
    found = with_network_values(replace(county, alternatives=(nowhere, *county.alternatives[1:20])))
    assert found.observation("betweenness", nowhere.key).is_missing
    assert not found.observation("betweenness", county.alternatives[1].key).is_missing
