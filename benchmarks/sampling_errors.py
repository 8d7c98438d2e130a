"""Error bars of rank acceptability: how often they hold the truth, over 200 seeds, with uncertain values, by method."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from benchmarks.machine import row
from mcda.robustness import Acceptability, Sampling, intervals_of, region_of
from mcda.robustness.acceptability import acceptability
from mcda.study.factory import embedded_study

METHODS = ("additive", "topsis", "promethee_ii")
SEEDS, SAMPLES, TRUE = 200, 3_200, 400_000
STAGE = "secondary"  # 107 counties, of which 110 values and more are uncertain
FIRST = 10
LEVEL, NEAR = 95.0, 2.0  # per cent promised, and how far from it the mean over shares may lie
COMMON = (
    0.02,
    0.98,
)  # shares of which the coverage is counted: others are bounded from one side only
SERIAL = SimpleNamespace(map=map)


@dataclass(frozen=True)
class Coverage:
    """Per cent of (seed, share) whose interval holds the truth: first place, first ten; `old` is ± 98 / √S."""

    held: float
    old: float
    rare: float
    error: float
    spread: float


def sampled(method: str) -> Callable[[int, int], Acceptability]:
    study = embedded_study(STAGE).with_changes(method=method, parameters={})
    region, values = region_of(study, Sampling("near")), intervals_of(study)

    def work(samples: int, seed: int) -> Acceptability:
        return acceptability(
            study.filled.matrix, method, samples, seed, region, executor=SERIAL, observations=values
        )

    return work


def coverage(method: str, seeds: int = SEEDS, samples: int = SAMPLES, true: int = TRUE) -> Coverage:
    work = sampled(method)
    long = work(true, 0)
    truth = np.column_stack((long.top(1), long.top(FIRST)))
    found = [work(samples, seed) for seed in range(1, seeds + 1)]
    shares = np.array([np.column_stack((one.top(1), one.top(FIRST))) for one in found])
    ends = np.array(
        [np.stack((one.top_interval(1), one.top_interval(FIRST)), axis=1) for one in found]
    )
    held = (ends[..., 0] <= truth) & (truth <= ends[..., 1])
    old = np.abs(shares - truth) <= 0.98 / samples**0.5
    common = (truth > COMMON[0]) & (truth < COMMON[1])
    spread = np.sqrt(((shares - truth)[:, common] ** 2).mean(axis=0))
    return Coverage(
        100 * float(held[:, common].mean()),
        100 * float(old[:, common].mean()),
        100 * float(held[:, ~common].mean()),
        100 * float(np.mean([one.error for one in found])),
        196 * float(spread.max()),
    )


def run() -> None:
    for method in METHODS:
        found = coverage(method)
        met = abs(found.held - LEVEL) <= NEAR
        row(
            f"{method}, {SAMPLES:,} draws, {SEEDS} seeds",
            f"{found.held:.1f}%",
            f"{LEVEL:g} ± {NEAR:g}%",
            met,
        )
        print(
            f"  told at most ± {found.error:.1f} points; largest real one ± {found.spread:.1f}; "
            f"by 98 / √S, as in 1.0: {found.old:.1f}%; shares below 2 or above 98%: {found.rare:.1f}%"
        )


if __name__ == "__main__":
    run()
