"""Opinion groups: told where people are parted, and not of one crowd, however it weighs and whoever is left out."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform
from scipy.stats import binom

from mcda.group.privacy import clustering
from mcda.group.privacy.clustering import clearest, opinion_groups, silhouette
from mcda.group.privacy.unimodal import dirichlet_rooms, uniform_rooms
from mcda.group.store.workshops import Store
from tests.drivers.repetitions import times
from tests.drivers.workshops import workshop

STRUCTURES = {3: [[0], [1], [2]], 6: [[0, 1], [2, 3], [4, 5]]}
STRUCTURES[12] = [[0, 1, 2, 3], [4, 5, 6, 7, 8], [9, 10, 11]]
MINIMUM = 5


def weighed(
    inside: list[list[int]], draw: Callable[[int], np.ndarray], groups: np.ndarray | None = None
) -> np.ndarray:
    """People who weigh group by group: `draw(k)` gives shares of k things."""
    of_groups = draw(len(inside)) if groups is None else groups
    weights = [of_groups[:, [at]] * draw(len(group)) for at, group in enumerate(inside)]
    return np.hstack(weights)


def one_crowd(rng: np.random.Generator, people: int, criteria: int) -> np.ndarray:
    """Everyone near one mean, by a Dirichlet distribution of each block."""

    def draw(k: int) -> np.ndarray:
        return rng.dirichlet(6 * k * rng.dirichlet(np.full(k, 3.0)) + 0.05, people)

    return weighed(STRUCTURES[criteria], draw)


def two_camps(rng: np.random.Generator, people: int, criteria: int) -> np.ndarray:
    """Two thirds give the first group most, the others the last one; inside groups they are alike."""
    first = np.arange(people) < 2 * people // 3
    of_groups = np.where(
        first[:, None], rng.dirichlet([36, 12, 12], people), rng.dirichlet([9, 15, 36], people)
    )
    return weighed(
        STRUCTURES[criteria], lambda k: rng.dirichlet(np.full(k, 40.0), people), of_groups
    )


@pytest.mark.parametrize(("criteria", "people"), [(3, 12), (3, 20), (3, 80), (6, 20), (12, 12)])
def test_of_one_crowd_at_most_five_in_a_hundred_rooms_are_parted(criteria, people):
    """By the silhouette alone it was up to 100 of 100 with three criteria, and 53 with six."""
    rng = np.random.default_rng(7)
    rooms = times(40)
    rows = [one_crowd(rng, people, criteria) for _ in range(rooms)]
    found = [opinion_groups(each, MINIMUM, STRUCTURES[criteria]) for each in rows]
    parted = sum(each is not None for each in found)
    assert parted <= binom.ppf(0.9999, rooms, 0.05)
    if criteria == 3 and people > 12:
        clear = [clearest(each, MINIMUM) for each in rows]
        clear = [each for each in clear if each and each.silhouette > clustering.STANDS_OUT]
        assert len(clear) > rooms / 2


def test_a_crowd_that_differs_in_one_direction_is_one_crowd():
    """Ecology against connectivity, and everything between: a Dirichlet distribution is not as long and thin."""
    rng = np.random.default_rng(3)
    parted = 0
    for _ in range(times(12)):
        much = 0.8 * rng.beta(3, 3, (40, 1))
        weights = np.hstack([much, 0.8 - much, np.full((40, 1), 0.2)])
        weights += rng.uniform(-0.01, 0.01, weights.shape)
        weights /= weights.sum(axis=1, keepdims=True)
        parted += opinion_groups(weights, MINIMUM, STRUCTURES[3]) is not None
        clear = clearest(weights, MINIMUM)
        assert clear.silhouette > clustering.STANDS_OUT
    assert parted <= binom.ppf(0.999, times(12), 0.05)


@pytest.mark.parametrize("criteria", STRUCTURES)
@pytest.mark.parametrize("people", [20, 60])
def test_two_camps_are_found_whatever_is_weighed(criteria, people):
    rng = np.random.default_rng(11)
    rooms = [two_camps(rng, people, criteria) for _ in range(4)]
    found = [opinion_groups(each, MINIMUM, STRUCTURES[criteria]) for each in rooms]
    as_drawn = (np.arange(people) >= 2 * people // 3).astype(int).tolist()
    assert sum(each is not None and each.tolist() == as_drawn for each in found) >= 3


def test_a_parting_that_one_person_decides_is_not_told():
    """A ladder of people from one end to the other: who stands in its middle decides where it is cut."""
    much = np.linspace(0.1, 0.7, 15)
    ladder = np.column_stack([much, np.full(15, 0.2), 0.8 - much])
    found = clearest(ladder, MINIMUM)
    assert found.silhouette > clustering.STANDS_OUT
    assert not clustering._stable(ladder, MINIMUM, found.labels)
    assert opinion_groups(ladder, MINIMUM, STRUCTURES[3]) is None
    apart = ladder + np.where(np.arange(15)[:, None] < 7, 1, -1) * [-0.1, 0, 0.1]
    assert clustering._stable(apart, MINIMUM, clearest(apart, MINIMUM).labels)


def test_a_group_of_just_the_minimum_is_stable_though_one_less_would_not_be_shown():
    weights = np.array([[0.7, 0.2, 0.1]] * 9 + [[0.1, 0.2, 0.7]] * MINIMUM)
    assert np.bincount(opinion_groups(weights, MINIMUM, STRUCTURES[3])).tolist() == [9, MINIMUM]


def test_four_rooms_of_99_may_look_as_parted_and_the_fifth_ends_the_drawing():
    """The room itself is counted among the hundred: five of them are the 5 in 100 that chance may have."""
    assert (clustering.ROOMS, clustering.BY_CHANCE) == (99, 0.05)
    apart = np.array([[0.7, 0.2, 0.1]] * 6 + [[0.1, 0.2, 0.7]] * 6)
    much = np.linspace(0.1, 0.7, 12)
    crowd = np.column_stack([much, np.full(12, 0.2), 0.8 - much])
    clear = clearest(apart, MINIMUM).silhouette
    assert clearest(crowd, MINIMUM).silhouette < clear
    for parted, left in ((0, 0), (4, 0), (5, 94), (99, 94)):
        rooms = iter([apart] * parted + [crowd] * (99 - parted))
        assert clustering._clearer(clear, rooms, MINIMUM) is (parted < 5)
        assert len(list(rooms)) == left


@pytest.mark.parametrize("crowd", [dirichlet_rooms, uniform_rooms])
@pytest.mark.parametrize("criteria", STRUCTURES)
def test_rooms_of_one_crowd_have_the_mean_and_the_spread_of_the_room(crowd, criteria):
    inside = STRUCTURES[criteria]
    room = one_crowd(np.random.default_rng(2), 40, criteria)
    drawn = np.stack(list(crowd(room, inside, 300)))
    assert drawn.shape == (300, 40, criteria)
    assert drawn.min() >= 0
    assert drawn.sum(axis=2) == pytest.approx(np.ones((300, 40)))
    assert drawn.mean(axis=(0, 1)) == pytest.approx(room.mean(axis=0), abs=0.02)
    of_groups = np.stack([room[:, group].sum(axis=1) for group in inside], axis=1)
    there = np.stack([drawn[:, :, group].sum(axis=2) for group in inside], axis=2)
    own = of_groups.var(axis=0, ddof=1).sum()
    assert there.var(axis=1, ddof=1).sum(axis=1).mean() == pytest.approx(own, rel=0.15)


def test_a_room_wider_than_one_crowd_can_be_is_set_against_the_widest_crowd():
    """Half at one end and half at the other: a Dirichlet distribution so wide would have its people in the corners."""
    ends = np.array([[0.98, 0.01, 0.01]] * 20 + [[0.01, 0.98, 0.01]] * 20)
    drawn = np.concatenate(list(dirichlet_rooms(ends, STRUCTURES[3], 50)))
    assert ((drawn[:, 0] > 0.3) & (drawn[:, 0] < 0.7)).mean() > 0.3
    assert opinion_groups(ends, MINIMUM, STRUCTURES[3]) is not None


def test_zeros_and_groups_without_weight_are_taken():
    weights = np.array([[0.0, 0, 0.5, 0.5, 0, 0]] * 6 + [[1.0, 0, 0, 0, 0, 0]] * 6)
    assert opinion_groups(weights, MINIMUM, STRUCTURES[6]).tolist() == [0] * 6 + [1] * 6


def by_scipy(weights: np.ndarray, minimum: int) -> tuple[float, np.ndarray | None]:
    """The clearest parting with scipy's cuts one at a time, joined by loops over people."""
    apart = squareform(pdist(weights, "cityblock") / 2)
    tree = linkage(squareform(apart), "average")
    best: tuple[float, np.ndarray | None] = (-1.0, None)
    for k in range(2, min(4, len(weights) // minimum) + 1):
        labels = fcluster(tree, k, "maxclust").astype(int)
        while len(set(labels)) > 1 and np.bincount(labels)[1:].min() < minimum:
            names, heads = np.unique(labels, return_counts=True)
            small = labels == names[heads.argmin()]
            others = [name for name in names if not (labels[small] == name).any()]
            away = [apart[small][:, labels == name].mean() for name in others]
            labels[small] = others[int(np.argmin(away))]
            labels = np.unique(labels, return_inverse=True)[1] + 1
        if len(set(labels)) > 1:
            clear = float(silhouette(apart, labels - 1).mean())
            best = (clear, labels) if clear > best[0] + 1e-9 else best
    return best


@pytest.mark.parametrize("ties", [False, True])
def test_the_clearest_parting_is_that_of_scipys_cuts(ties):
    rng = np.random.default_rng(5)
    for _ in range(times(60)):
        weights = rng.dirichlet(np.full(rng.integers(2, 6), 0.5), rng.integers(6, 40))
        weights = np.round(weights * 4) / 4 if ties else weights
        clear, labels = by_scipy(weights, 3)
        found = clearest(weights, 3)
        assert (found is None) == (labels is None)
        if found is not None and labels is not None:
            assert found.silhouette == pytest.approx(clear)
            assert clustering._same(found.labels, labels)


def test_weights_are_held_no_longer_when_a_workshop_is_deleted(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")
    opened = store.open_workshop(workshop())
    weights = np.array([[0.7, 0.2, 0.1]] * 9 + [[0.1, 0.2, 0.7]] * 6)
    assert opinion_groups(weights, MINIMUM, STRUCTURES[3]) is not None
    assert clustering._opinion_groups.cache_info().currsize > 0
    store.delete_workshop(opened.key)
    store.close()
    assert clustering._opinion_groups.cache_info().currsize == 0
