"""Another room: shares of first and top 3 against 2,000 rooms really drawn, one by one and from the same population."""

import argparse
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from benchmarks.machine import machine, row
from mcda.model.decision_matrix import Array
from mcda.robustness import ParticipantWeights
from mcda.study.factory import embedded_study
from mcda.study.study import Study

ROOMS = 2_000  # really drawn
DRAWN = 10_000  # by the program
OBSERVED = 5  # rooms of each kind and size, in each of which all others are asked for
PEOPLE = (8, 12, 20, 40, 80)
STAGES = ("primary", "secondary")
GROUPS, TOP = 3, 3
Rng = np.random.Generator
Draw = Callable[[Rng, int], Array]  # weights (P × m) of so many people


def nested(study: Study, block: Callable[[int], Callable[[Rng, int], Array]]) -> Draw:
    """People who weigh groups of criteria, then the criteria inside each, as the study has them."""
    sizes = [len(inside.criteria) for inside in study.scenario.weights.inside.values()]
    groups, inside = block(len(sizes)), [block(size) for size in sizes]

    def draw(rng: Rng, people: int) -> Array:
        shares = groups(rng, people)
        return np.hstack([shares[:, [at]] * of(rng, people) for at, of in enumerate(inside)])

    return draw


def unimodal(study: Study, chance: Rng) -> Draw:
    """Everyone round one mean: Dirichlet parameters of 6 a criterion on average."""

    def block(k: int) -> Callable[[Rng, int], Array]:
        mean = 6 * k * chance.dirichlet(np.full(k, 3.0)) + 0.05
        return lambda rng, people: rng.dirichlet(mean, people)

    return nested(study, block)


def two_camps(study: Study, chance: Rng) -> Draw:
    """Each person belongs to one of two such crowds, which have nothing to do with each other."""
    camps = [unimodal(study, chance) for _ in range(2)]

    def draw(rng: Rng, people: int) -> Array:
        belongs = rng.random((people, 1)) < 0.5
        return np.where(belongs, camps[0](rng, people), camps[1](rng, people))

    return draw


def near_equal(study: Study, _: Rng) -> Draw:
    """Everyone within half a point of equal weights."""
    m = len(study.filled.matrix.criteria)

    def draw(rng: Rng, people: int) -> Array:
        shares = 1 / m + rng.uniform(-0.005, 0.005, (people, m))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    return draw


def at_random(study: Study, _: Rng) -> Draw:
    """Everyone at random: groups uniform on their simplex, and so inside each group."""
    return nested(study, lambda k: lambda rng, people: rng.dirichlet(np.ones(k), people))


KINDS = {
    "unimodal": unimodal,
    "two camps": two_camps,
    "near equal": near_equal,
    "random": at_random,
}


def shares_of(study: Study, weights: Array) -> Array:
    """2 × n: in which share of rows (S × m) each candidate is first, and among the first three."""
    matrix = study.filled.matrix
    asked = [key for inside in study.scenario.weights.inside.values() for key in inside.criteria]
    columns = [asked.index(key) for key in matrix.criteria]
    order = np.argsort(-weights[:, columns] @ matrix.normalised.T, axis=1, kind="stable")
    n = len(matrix.alternatives)
    counts = [np.bincount(order[:, :k].ravel(), minlength=n) for k in (1, TOP)]
    return np.array(counts) / len(weights)


def means_of(rooms: Array, group_of: np.ndarray) -> Array:
    """The means (R × m) of rooms (R × P × m) whose groups count alike."""
    return np.mean([rooms[:, group_of == g].mean(axis=1) for g in range(GROUPS)], axis=0)


class Apart(NamedTuple):
    """Points by which shares differ, over candidates that either has in one of a hundred rooms: (mean, largest)."""

    mean: float
    most: float


def apart(one: Array, other: Array) -> Apart:
    seen = np.maximum(one, other) >= 0.01
    points = 100 * np.abs(one - other)[seen]
    return Apart(float(points.mean()), float(points.max()))


def compared(study: Study, kind: str, people: int, rooms: int) -> Array:
    """Means over observed rooms (the largest of the largest): against redrawn rooms, against fresh ones, and people."""
    chance = np.random.default_rng([list(KINDS).index(kind), people])
    group_of = np.arange(people) % GROUPS
    found = []
    for _ in range(OBSERVED):
        draw = KINDS[kind](study, chance)
        fresh = means_of(draw(chance, rooms * people).reshape(rooms, people, -1), group_of)
        own = draw(chance, people)
        redrawn = np.empty_like(fresh)
        members = [np.flatnonzero(group_of == g) for g in range(GROUPS)]
        for at in range(rooms):
            means = [own[chance.choice(rows, len(rows))].mean(axis=0) for rows in members]
            redrawn[at] = sum(means) / GROUPS
        room = ParticipantWeights.of(own, [str(g) for g in group_of], mode="bootstrap")
        said = shares_of(study, room.draw(chance, DRAWN))
        truth = shares_of(study, fresh)
        found.append(
            (
                *apart(said, shares_of(study, redrawn)),
                *apart(said, truth),
                *apart(shares_of(study, own), truth),
            )
        )
    table = np.array(found)
    return np.where(np.arange(6) % 2, table.max(axis=0), table.mean(axis=0))


def run(rooms: int = ROOMS) -> None:
    """Every kind of room at every size, on two stages of the embedded study."""
    print(f"Points of a share: mean and largest difference over {OBSERVED} rooms, from")
    print(f"{'':<28}{'redrawn rooms':>18}{'fresh rooms':>18}{'people, fresh':>18}")
    engine: list[float] = []
    by_kind: dict[str, list[Array]] = {kind: [] for kind in KINDS}
    for stage in STAGES:
        study = embedded_study(stage)
        for kind in KINDS:
            for people in PEOPLE:
                found = compared(study, kind, people, rooms)
                cells = "".join(f"{a:>11.1f}{b:>7.1f}" for a, b in found.reshape(3, 2))
                print(f"{f'{stage}, {kind}, {people}':<28}{cells}", flush=True)
                engine.append(float(found[1]))
                by_kind[kind].append(found[[2, 4]])
    for kind, each in by_kind.items():
        said, once_more = np.mean(each, axis=0)
        print(
            f"{kind}: {said:.1f} points from fresh rooms on average, people's shares {once_more:.1f}"
        )
    noise = 100 * 5 * np.sqrt(0.25 / rooms + 0.25 / DRAWN)  # five standard deviations
    most = max(engine)
    row(
        "largest difference from rooms redrawn",
        f"{most:.1f} points",
        f"≤ {noise:.1f}",
        most <= noise,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=ROOMS)
    print(machine(), "\n")
    run(parser.parse_args().rooms)
