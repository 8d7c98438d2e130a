"""SMAA against exact answers, published cases, a plain loop of single rankings, and itself on every executor."""

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from distributed import Client, LocalCluster

from criteria.errors import EvidenceError, MethodError, WeightsError
from mcda import DecisionMatrix, rank
from mcda.methods.kernel import prepare
from mcda.methods.registry import METHODS
from mcda.robustness import Near, Nested, ParticipantWeights, Simplex, acceptability
from mcda.robustness.acceptability import band_edges
from mcda.robustness.rank_counts import count_ranks, exact_ranks, is_first

UNIT = [(0, 1), (0, 1)]
SERIAL = SimpleNamespace(map=map)


def table(n=20, m=5, seed=0, whole=False):
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 5, (n, m)) if whole else rng.uniform(1, 9, (n, m))
    return DecisionMatrix.of(values, [1, -1, 1, 1, -1, 1, 1][:m])


def looped(matrix, weights, method, **parameters):
    """Counts of places, and weights summed over first places, from one ranking at a time."""
    n, m = matrix.shape
    counts, sums = np.zeros((n, n), dtype=int), np.zeros((n, m))
    for row in weights:
        places = rank(matrix, row, method, **parameters).ranks
        counts[np.arange(n), places - 1] += 1
        sums[places == 1] += row
    return counts, sums


def without_refused(matrix, weights, method):
    """The draws that the method can rank; a draw that it cannot is refused here as there."""
    kept = []
    for row in weights:
        try:
            rank(matrix, row, method)
        except MethodError:
            with pytest.raises(MethodError):
                acceptability(matrix, method, draws=[row])
        else:
            kept.append(row)
    assert len(kept) > 280
    return np.array(kept)


# exact answers


def test_two_criteria_by_hand():
    """With w uniform on [0, 1]: S = w, 1 - w and 0.6, so the first leads above 0.6 and the second below 0.4."""
    matrix = DecisionMatrix.of([[1, 0], [0, 1], [0.6, 0.6]], [1, 1], scales=UNIT)
    found = acceptability(matrix, samples=200_000)
    expected = [[0.4, 0.2, 0.4], [0.4, 0.2, 0.4], [0.2, 0.6, 0.2]]
    # third only if the leader of the other side leads: w < 0.4 or w > 0.6 puts the middle one second
    expected = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]]
    assert found.acceptability == pytest.approx(np.array(expected), abs=0.005)
    first, second, middle = found.central_weights
    assert first == pytest.approx([0.8, 0.2], abs=0.003)
    assert second == pytest.approx([0.2, 0.8], abs=0.003)
    assert middle == pytest.approx([0.5, 0.5], abs=0.003)
    assert found.confidence_factor.tolist() == [1, 1, 1]
    assert found.winning()[0] == pytest.approx([0, 0.5, 0.4], abs=0.005)
    assert found.mean_rank == pytest.approx([2.1, 2.1, 1.8], abs=0.01)
    assert found.top(2) == pytest.approx([0.5, 0.5, 1.0], abs=0.005)


def test_dominated_is_never_first_and_has_no_central_weights():
    matrix = DecisionMatrix.of([[3, 3, 3], [2, 1, 2], [5, 4, 1]], [1, 1, 1])
    found = acceptability(matrix, samples=5000)
    assert found.acceptability[1, 0] == 0
    assert found.central_weights[1] is None
    assert found.confidence_factor[1] == 0
    assert found.winning()[0, 1] == 1
    assert found.winning()[1, 0] == 0


def test_identical_alternatives_tie_and_share_the_better_place():
    matrix = DecisionMatrix.of([[3, 1, 2], [1, 3, 2], [3, 1, 2]], [1, 1, 1])
    found = acceptability(matrix, samples=5000)
    assert np.array_equal(found.acceptability[0], found.acceptability[2])
    assert found.acceptability[0, 2] == 0  # first together, or second together behind one
    assert found.acceptability[0, :2] == pytest.approx([0.5, 0.5], abs=0.03)
    assert found.acceptability.sum(axis=1) == pytest.approx(1)
    assert found.winning()[0, 2] == found.winning()[2, 0] == 0.5
    assert found.central_weights[0] == pytest.approx(found.central_weights[2])


def test_one_criterion_counted_by_ten_draws():
    """The pairwise case of R's smaa 0.3: one of ten draws is the other way round."""
    matrix = DecisionMatrix.of([[1, 0], [0, 1]], [1, 1], scales=UNIT)
    found = acceptability(matrix, draws=[[0.2, 0.8]] + [[0.8, 0.2]] * 9)
    assert found.samples == 10
    assert found.winning().tolist() == [[0, 0.9], [0.1, 0]]
    assert found.acceptability.tolist() == [[0.9, 0.1], [0.1, 0.9]]


# published cases, whose readings are distributions of other shapes than an interval


@dataclass(frozen=True)
class Drawn:
    """Every cell uncertain, drawn by a function of (generator, size, row, column)."""

    n: int
    m: int
    by: object

    @property
    def rows(self):
        return np.repeat(np.arange(self.n), self.m)

    @property
    def columns(self):
        return np.tile(np.arange(self.m), self.n)

    def draw(self, rng, size):
        cells = zip(self.rows, self.columns, strict=True)
        return np.column_stack([self.by(rng, size, i, j) for i, j in cells])


def test_smaa_thrombolytics():
    """Heparin against enoxaparin without preferences (drugis MCDA; beta distributed rates of events)."""
    beta = [[(20, 116), (40, 96), (1, 135)], [(8, 121), (32, 97), (5, 124)]]
    values = [[a / (a + b) for a, b in row] for row in beta]
    matrix = DecisionMatrix.of(values, scales=[(0.25, 0), (0.4, 0.15), (0.1, 0)])
    rates = Drawn(2, 3, lambda rng, size, i, j: rng.beta(*beta[i][j], size))
    found = acceptability(matrix, samples=50_000, observations=rates)
    expected = np.array([[0.3381, 0.6619], [0.6619, 0.3381]])
    assert found.acceptability == pytest.approx(expected, abs=0.02)
    assert found.central_weights[0] == pytest.approx([0.1976, 0.278, 0.5244], abs=0.03)
    assert found.central_weights[1] == pytest.approx([0.4118, 0.3578, 0.2304], abs=0.03)
    assert found.confidence_factor == pytest.approx([0.6389, 0.8925], abs=0.05)


def test_smaa_tervonen_2011():
    """Second-generation antidepressants, no preferences (Statistics in Medicine 30(12), 1419-1428)."""
    normal = [
        [(0.086, 0.056), (9.2, 1.86), (10.6, 1.58), (21.2, 5.15), (14.3, 2.93), (18.3, 3.7)],
        [(0, 0), (11.7, 2.5), (7.2, 1.45), (16.6, 3.27), (13.7, 1.89), (18.6, 1.79)],
        [(0.095, 0.044), (15.4, 2.65), (7.5, 1.48), (20.2, 3.78), (15, 3.21), (19.5, 2.6)],
        [(0.113, 0.048), (5.5, 2.32), (15.7, 4.44), (12.8, 2.45), (11.2, 3.98), (31, 1.68)],
    ]
    scales = [(0.98, 1.23), (20.6, 1), (24.4, 4.4), (31.3, 8), (21.3, 3.4), (34, 11.1)]

    def by(rng, size, i, j):
        drawn = rng.normal(*normal[i][j], size)
        return np.exp(drawn) if j == 0 else drawn  # efficacy is lognormal

    values = [[np.exp(row[0][0]), *(mean for mean, _ in row[1:])] for row in normal]
    matrix = DecisionMatrix.of(values, scales=scales)
    found = acceptability(matrix, samples=50_000, observations=Drawn(4, 6, by))
    expected = [
        [0.25, 0.29, 0.27, 0.19],
        [0.20, 0.28, 0.30, 0.22],
        [0.17, 0.25, 0.29, 0.30],
        [0.39, 0.18, 0.15, 0.29],
    ]
    central = [
        [0.18, 0.17, 0.15, 0.13, 0.15, 0.22],
        [0.08, 0.14, 0.23, 0.18, 0.16, 0.22],
        [0.21, 0.10, 0.22, 0.13, 0.15, 0.20],
        [0.18, 0.21, 0.12, 0.21, 0.19, 0.09],
    ]
    assert found.acceptability == pytest.approx(np.array(expected), abs=0.02)
    assert np.array(found.central_weights) == pytest.approx(np.array(central), abs=0.02)
    assert found.confidence_factor == pytest.approx([0.44, 0.48, 0.34, 0.74], abs=0.03)


# single rankings


@pytest.mark.parametrize("method", list(METHODS))
@pytest.mark.parametrize("whole", [False, True])
def test_counts_equal_a_loop_of_single_rankings(method, whole):
    matrix = table(whole=whole)
    weights = np.random.default_rng(3).dirichlet(np.ones(5), 300)
    weights[:20] = np.round(weights[:20], 1)  # round weights on whole readings: true ties
    weights = weights[weights.sum(axis=1) > 0]
    if METHODS[method].unmet(matrix):
        matrix = table(seed=1)
    weights /= weights.sum(axis=1, keepdims=True)
    weights = without_refused(matrix, weights, method)
    found = acceptability(matrix, method, draws=weights)
    counts, sums = looped(matrix, weights, method)
    assert np.array_equal(found.counts, counts)
    assert found.sums == pytest.approx(sums, abs=1e-9)


@pytest.mark.parametrize("n", [2, 3, 119, 600])
def test_a_single_draw_is_a_single_ranking(n):
    matrix = table(n=n)
    weights = [0.1, 0.2, 0.3, 0.15, 0.25]
    for bands in (False, True):
        found = acceptability(matrix, draws=[weights], bands=bands)
        places = rank(matrix, weights).ranks
        column = np.searchsorted(found.edges, places)
        assert np.array_equal(found.acceptability.argmax(axis=1), column)


@pytest.mark.parametrize(("n", "whole"), [(700, False), (700, True), (1500, False)])
def test_bands_are_the_places_put_together(n, whole):
    matrix = table(n=n, m=7, whole=whole)
    every = acceptability(matrix, samples=300)
    bands = acceptability(matrix, samples=300, bands=True)
    assert bands.edges == band_edges(n)
    starts = (0, *bands.edges[:-1])
    together = np.add.reduceat(every.counts, starts, axis=1)
    assert np.array_equal(bands.counts, together)
    assert np.array_equal(bands.firsts, every.firsts)
    assert bands.sums == pytest.approx(every.sums)
    assert (bands.rank_interval[:, 0] <= every.rank_interval[:, 0]).all()
    assert (bands.rank_interval[:, 1] >= every.rank_interval[:, 1]).all()


def test_large_tables_are_counted_in_bands():
    rng = np.random.default_rng(0)
    matrix = DecisionMatrix.of(rng.random((3500, 3)), [1, 1, -1])
    found = acceptability(matrix, samples=70)
    assert found.edges == (1, 10, *range(350, 3501, 350))
    assert found.acceptability.sum(axis=1) == pytest.approx(1)
    assert found.acceptability.sum(axis=0) == pytest.approx(np.diff((0, *found.edges)))
    with pytest.raises(MethodError, match="at most 3000"):
        found.winning()
    with pytest.raises(MethodError, match="band: 1, 10, 350"):
        found.top(5)


@pytest.mark.parametrize("n", [5, 119, 513, 3000])
@pytest.mark.parametrize("higher", [True, False])
def test_the_fast_count_equals_the_tie_rule_on_hard_scores(n, higher):
    """Scores with exact ties, near ties on either side of the tolerance, a far offset and a negative sign."""
    rng = np.random.default_rng(n)
    scores = rng.normal(size=(40, n))
    scores[:10] = np.round(scores[:10], 1)
    scores[10:15] += 1e-13 * rng.integers(-2, 3, (5, n))
    scores[15:20, 1] = scores[15:20, 0] + 1e-11 * np.arange(5)
    scores[20:25] = 1e6 + scores[20:25]
    scores[25] = 0.0
    scores[26] = -np.abs(scores[26])
    places = exact_ranks(scores, higher)
    expected = np.zeros((n, n), dtype=int)
    for row in places:
        expected[np.arange(n), row - 1] += 1
    found = count_ranks([(0, scores.copy())], n, higher, tuple(range(1, n + 1)))
    assert np.array_equal(found.counts, expected)
    assert np.array_equal(np.bincount(found.first, minlength=n), (places == 1).sum(axis=0))
    edges = band_edges(n)
    banded = count_ranks([(0, scores.copy())], n, higher, edges)
    assert np.array_equal(banded.counts, np.add.reduceat(expected, (0, *edges[:-1]), axis=1))


def test_winning_equals_a_loop():
    matrix = table(whole=True)
    weights = np.round(np.random.default_rng(3).dirichlet(np.ones(5), 200), 1)
    weights = weights[weights.sum(axis=1) > 0]
    found = acceptability(matrix, draws=weights).winning()
    expected = np.zeros((20, 20))
    for row in weights:
        places = rank(matrix, row).ranks
        expected += (places[:, None] < places) + (places[:, None] == places) / 2
    expected /= len(weights)
    np.fill_diagonal(expected, 0)
    assert found == pytest.approx(expected, abs=1e-12)
    assert (found + found.T)[~np.eye(20, dtype=bool)] == pytest.approx(1)


def test_place_interval_is_the_quantiles_of_the_places():
    matrix = table()
    weights = np.random.default_rng(3).dirichlet(np.ones(5), 1000)
    found = acceptability(matrix, draws=weights)
    places = np.array([rank(matrix, row).ranks for row in weights])
    for share, column in ((0.05, 0), (0.95, 1)):
        quantile = np.quantile(places, share, axis=0, method="inverted_cdf")
        assert np.array_equal(found.rank_interval[:, column], quantile)
    assert found.mean_rank == pytest.approx(places.mean(axis=0))


# regions and streams


def test_the_default_region_is_nested_by_groups_else_the_simplex():
    matrix = table(m=3)
    groups = {"C1": "a", "C2": "b", "C3": "a"}
    nested = acceptability(matrix, samples=3000, groups=groups)
    assert nested.region == Nested(((0, 2), (1,)))
    assert nested.digest() == acceptability(matrix, samples=3000, region=nested.region).digest()
    assert acceptability(matrix, samples=10).region == Simplex(3)


def test_the_room_as_it_is_counts_everyone_once():
    matrix = table()
    weights = np.random.default_rng(7).dirichlet(np.ones(5), 23)
    found = acceptability(matrix, region=ParticipantWeights.of(weights), samples=999)
    assert found.samples == 23
    assert np.array_equal(found.counts, looped(matrix, weights, "additive")[0])


def test_another_seed_is_another_stream_and_blocks_do_not_overlap():
    matrix = table()
    digests = {acceptability(matrix, samples=5000, seed=seed).digest() for seed in range(4)}
    assert len(digests) == 4
    short = acceptability(matrix, samples=4096)
    long = acceptability(matrix, samples=8192)
    assert (long.counts >= short.counts).all()
    assert not np.array_equal(long.counts, 2 * short.counts)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["additive", "topsis"])
def test_the_same_bits_on_every_executor(method):
    matrix = table(n=30)
    low, high = matrix.values * 0.95, matrix.values * 1.05
    told = []

    def digest(executor, **more):
        found = acceptability(
            matrix, method, samples=9000, region=Near.of([0.2] * 5), executor=executor, **more
        )
        return found.digest(), found.winning(executor).tobytes()

    expected = digest(SERIAL, progress=told.append)
    assert told == pytest.approx([4096 / 4096 / 3, 2 / 3, 1])
    uncertain = digest(SERIAL, low=low, high=high)
    assert uncertain != expected
    assert digest(None) == expected
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:
        assert digest(one) == digest(two) == expected
        assert digest(two, low=low, high=high) == uncertain
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned) as processes:
        assert digest(processes) == expected
        assert digest(processes, low=low, high=high) == uncertain


def test_the_same_bits_on_a_cluster():
    matrix = table(n=30)
    weights = np.random.default_rng(1).dirichlet(np.ones(5), 5000)
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor()
        for asked in ({"samples": 9000}, {"draws": weights}):
            here = acceptability(matrix, executor=SERIAL, **asked)
            assert acceptability(matrix, executor=executor, **asked).digest() == here.digest()


def test_a_result_travels():
    found = acceptability(table(), samples=500)
    travelled = pickle.loads(pickle.dumps(found))
    assert travelled.digest() == found.digest()
    assert np.array_equal(travelled.winning(), found.winning())


# uncertain readings


def test_readings_without_width_change_nothing():
    matrix = table()
    certain = acceptability(matrix, samples=5000)
    for method in ("additive", "topsis"):
        plain = acceptability(matrix, method, samples=3000)
        same = acceptability(matrix, method, samples=3000, low=matrix.values, high=matrix.values)
        assert same.digest() == plain.digest()
    assert certain.confidence_factor[certain.firsts > 0].min() == 1


def test_additive_scores_of_drawn_readings_equal_ranking_each_drawn_matrix():
    scales = [(0, 10), (10, 0), (1, 9), (0.5, 9), (9, 1)]
    curves = ["linear", "linear", "log", "log", "linear"]
    plain = table(n=8)
    matrix = DecisionMatrix.of(plain.values, plain.directions, scales=scales, curves=curves)
    low, high = plain.values.copy(), plain.values.copy()
    low[2:5] -= 1.5
    high[2:5, 1:] += 2
    found = acceptability(matrix, samples=250, low=low, high=high)
    task = found.task
    weights = task.weights_of(0, None)
    drawn = task.observations.draw(task.stream(0, 1), 250)
    counts = np.zeros((8, 8), dtype=int)
    for row, cells in zip(weights, drawn, strict=True):
        values = plain.values.copy()
        values[task.observations.rows, task.observations.columns] = cells
        one = DecisionMatrix.of(values, plain.directions, scales=scales, curves=curves)
        counts[np.arange(8), rank(one, row).ranks - 1] += 1
    assert np.array_equal(found.counts, counts)


def test_uncertain_readings_by_hand():
    """One criterion, x uniform on [0, 1] against 0.25: ahead in three draws of four, in both kinds of method."""
    matrix = DecisionMatrix.of([[0.5, 1], [0.25, 1.5]], [1, 1], scales=[(0, 1), (0, 2)])
    low, high = [[0.0, 1], [0.25, 1]], [[1.0, 1], [0.25, 1]]
    draws = [[1.0, 0.0]] * 20_000
    found = acceptability(matrix, draws=draws, low=low, high=high)
    assert found.acceptability[0] == pytest.approx([0.75, 0.25], abs=0.015)
    assert found.confidence_factor == pytest.approx([0.75, 0.25], abs=0.03)
    other = acceptability(matrix, "topsis", draws=draws, low=low, high=high, normalisation="max")
    assert other.acceptability[0] == pytest.approx([0.75, 0.25], abs=0.06)
    assert other.confidence_factor == pytest.approx([0.75, 0.25], abs=0.08)


# trouble


def test_trouble_is_told():
    matrix = table()
    with pytest.raises(WeightsError, match="5 needed"):
        acceptability(matrix, region=Simplex(4))
    with pytest.raises(WeightsError, match="Row 2"):
        acceptability(matrix, draws=[[1] * 5, [0] * 5])
    with pytest.raises(MethodError, match="1 or more"):
        acceptability(matrix, samples=0)
    with pytest.raises(EvidenceError, match="A1, C1"):
        acceptability(matrix, low=matrix.values + 1)
    with pytest.raises(EvidenceError, match="size"):
        acceptability(matrix, low=[[1]])
    with pytest.raises(MethodError):
        acceptability(DecisionMatrix.of([[1, 2], [1, 2]], [1, 1]), "topsis")


def test_a_draw_that_cannot_be_scored_is_told():
    """All weight on a criterion that does not vary: no distance from the best nor from the worst, 0/0."""
    matrix = DecisionMatrix.of([[1, 2], [1, 3]], [1, 1])
    kernel = prepare("topsis", matrix, {"normalisation": "minmax"})
    assert not np.isfinite(kernel([[1.0, 0.0]])).all()
    with pytest.raises(MethodError, match="no finite scores"):
        acceptability(matrix, "topsis", draws=[[0.5, 0.5], [1, 0]], normalisation="minmax")


@pytest.mark.parametrize("higher", [True, False])
def test_first_places_alone_are_those_of_the_whole_order(higher):
    """Scores on a grid finer and coarser than a tie, so that chains of ties are among them."""
    rng = np.random.default_rng(2)
    for step in (1e-13, 4e-13, 1e-12, 0.1):
        scores = 1 + step * rng.integers(0, 6, (500, 9))
        scores[:, 0] = 2.0 if not higher else 0.0  # a wide range, so that ties have a width
        places = exact_ranks(scores, higher)
        for alternative in range(9):
            expected = places[:, alternative] == 1
            assert np.array_equal(is_first(scores, alternative, higher), expected)
        each = rng.integers(0, 9, 500)  # another alternative in each draw
        expected = places[np.arange(500), each] == 1
        assert np.array_equal(is_first(scores, each, higher), expected)
