"""Workshops: what rooms of known people are told of their agreement, their opinion groups and the order of criteria."""

import argparse
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.stats import binom

from benchmarks.machine import machine, row
from mcda.group.analysis.agreement import weight_agreement
from mcda.group.analysis.verdict import BY_CHANCE, weight_degree
from mcda.group.model.minimum_group import LOWEST_MINIMUM, MINIMUM_GROUP_SIZE
from mcda.group.privacy.clustering import opinion_groups
from mcda.model.decision_matrix import Array

ROOMS = 200  # of each kind, structure and size
STRUCTURES: dict[str, tuple[tuple[int, ...], ...]] = {
    "3": ((0,), (1,), (2,)),
    "6 (2+2+2)": ((0, 1), (2, 3), (4, 5)),
    "12 (4+5+3)": ((0, 1, 2, 3), (4, 5, 6, 7, 8), (9, 10, 11)),
}
PEOPLE = (8, 12, 20, 40, 80)
Rng = np.random.Generator
Block = Callable[[int], Array]  # shares of so many things, a row a person


def weighed(of_groups: Array, inside: tuple[tuple[int, ...], ...], block: Block) -> Array:
    """Weights (P × m) of people who weigh groups, and then the criteria inside each group."""
    return np.hstack([of_groups[:, [at]] * block(len(group)) for at, group in enumerate(inside)])


def one_crowd(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """Everyone round one mean, closely or widely: Dirichlet parameters of 2, 6 or 20 a criterion on average."""
    close = float(rng.choice([2, 6, 20]))

    def block(k: int) -> Array:
        return rng.dirichlet(close * k * rng.dirichlet(np.full(k, 3.0)) + 0.05, people)

    return weighed(block(len(inside)), inside, block)


def one_direction(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """One crowd that differs in how much the first group has and the second has not, and in little else."""
    much = 0.8 * rng.beta(3, 3, (people, 1))
    of_groups = np.hstack([much, 0.8 - much, np.full((people, 1), 0.2)])
    return weighed(of_groups, inside, lambda k: rng.dirichlet(np.full(k, 60.0), people))


def _camps(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...], close: float) -> Array:
    first = np.arange(people)[:, None] < people / 2
    of_groups = np.where(
        first,
        rng.dirichlet(close * np.array([0.6, 0.2, 0.2]), people),
        rng.dirichlet(close * np.array([0.15, 0.25, 0.6]), people),
    )
    return weighed(of_groups, inside, lambda k: rng.dirichlet(np.full(k, close * 2 / 3), people))


def two_camps(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """One half gives the first group 60%, the other half the last one; within a camp ± 6 points."""
    return _camps(rng, people, inside, 60)


def two_wide_camps(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """The same camps, ± 11 points within one, so that some people lie between them."""
    return _camps(rng, people, inside, 20)


def near_equal(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """Everyone within a percentage point of equal weights for all criteria."""
    m = sum(map(len, inside))
    shares = 1 / m + rng.uniform(-0.005, 0.005, (people, m))
    found: Array = shares / shares.sum(axis=1, keepdims=True)
    return found


def at_random(rng: Rng, people: int, inside: tuple[tuple[int, ...], ...]) -> Array:
    """Everyone at random: groups uniform on their simplex, and so inside each group."""

    def block(k: int) -> Array:
        return rng.dirichlet(np.ones(k), people)

    return weighed(block(len(inside)), inside, block)


KINDS = {
    "one crowd": one_crowd,
    "one crowd, one direction": one_direction,
    "near equal": near_equal,
    "random": at_random,
    "two camps": two_camps,
    "two wide camps": two_wide_camps,
}
WITHOUT_GROUPS = ("one crowd", "one crowd, one direction", "near equal", "random")


class Told(NamedTuple):
    """Shares of rooms."""

    agree: float
    partly: float
    parted: float
    ordered: float  # p of W at most 0.05


def told(kind: str, structure: str, people: int, rooms: int) -> Told:
    """What so many rooms are told; the minimum group is five, and three in rooms of fewer than ten."""
    inside = STRUCTURES[structure]
    minimum = MINIMUM_GROUP_SIZE if people >= 2 * MINIMUM_GROUP_SIZE else LOWEST_MINIMUM
    rng = np.random.default_rng(
        [list(KINDS).index(kind), list(STRUCTURES).index(structure), people]
    )
    found = []
    for _ in range(rooms):
        weights = KINDS[kind](rng, people, inside)
        agreed = weight_agreement(weights, inside)
        degree = weight_degree(agreed)
        found.append(
            (
                degree == "agree",
                degree == "partly",
                opinion_groups(weights, minimum, inside) is not None,
                agreed is not None and agreed.w_p is not None and agreed.w_p <= BY_CHANCE,
            )
        )
    return Told(*np.mean(found, axis=0).tolist())


def agreement_and_opinion_groups(rooms: int) -> None:
    """Shares of rooms by kind, structure and size, and whether what is promised of them holds."""
    found: dict[tuple[str, str, int], Told] = {}
    sizes = "".join(f"{n:>4}" for n in PEOPLE)
    print(f"\n% of {rooms} rooms (of camps, half as many) of so many people:")
    print(
        "told that they agree | in part | of opinion groups | p of the order of importance ≤ 0.05"
    )
    print(f"{'kind, criteria':<36}" + f" |{sizes}" * len(Told._fields))
    for kind in KINDS:
        for structure in STRUCTURES:
            for people in PEOPLE:
                some = rooms if kind in WITHOUT_GROUPS else max(1, rooms // 2)  # all draws each
                found[kind, structure, people] = told(kind, structure, people, some)
            of_sizes = np.array([found[kind, structure, n] for n in PEOPLE])
            cells = ("".join(f"{100 * share:>4.0f}" for share in shares) for shares in of_sizes.T)
            print(
                f"{kind + ', ' + structure:<36}" + "".join(f" |{cell}" for cell in cells),
                flush=True,
            )
    print()
    for kind in WITHOUT_GROUPS:
        for structure in STRUCTURES:
            parted = [found[kind, structure, n].parted for n in PEOPLE]
            most = binom.ppf(0.999, rooms * len(parted), 0.05) / (rooms * len(parted))
            share = float(np.mean(parted))
            row(f"opinion groups: {kind}, {structure}", f"{share:.1%}", "≤ 5%", share <= most)
    ordered = [found["random", s, n].ordered for s in STRUCTURES for n in PEOPLE]
    low, high = (binom.ppf(at, rooms * len(ordered), 0.05) for at in (0.001, 0.999))
    share = float(np.mean(ordered))
    row(
        "p of the order ≤ 0.05: random",
        f"{share:.1%}",
        "5%",
        low <= share * rooms * len(ordered) <= high,
    )
    agree = float(np.mean([found["random", s, n].agree for s in STRUCTURES for n in PEOPLE]))
    row("told that they agree: random", f"{agree:.1%}", "0%", agree == 0)
    agree = float(np.mean([found["near equal", s, n].agree for s in STRUCTURES for n in PEOPLE]))
    row("told that they agree: near equal", f"{agree:.1%}", "100%", agree == 1)


def _processor(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def time_to_tell() -> None:
    """Processor seconds for a large room that is parted, which takes all draws."""
    inside = STRUCTURES["12 (4+5+3)"]
    weights = two_camps(np.random.default_rng(1), 200, inside)
    took = _processor(lambda: opinion_groups(weights, MINIMUM_GROUP_SIZE, inside))
    row("opinion groups of 200 people in two camps", f"{took:.2f} s", "≤ 2 s", took <= 2)
    took = _processor(lambda: weight_agreement(weights, inside))
    row("agreement of 200 people beside random ones", f"{took:.2f} s", "≤ 2 s", took <= 2)


def run(rooms: int = ROOMS) -> None:
    time_to_tell()
    agreement_and_opinion_groups(rooms)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=ROOMS)
    print(machine(), "\n")
    run(parser.parse_args().rooms)
