"""How sure: sampling against pymcdm's loop and against the floor of its own steps, memory, the page, growth."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pymcdm.methods
import pymcdm.normalizations
from streamlit.testing.v1 import AppTest

from benchmarks.machine import machine, row, seconds
from inputs.evidence import Observation
from mcda import DecisionMatrix
from mcda.app.entry import SCRIPT
from mcda.robustness import Simplex, acceptability, prepare, sample_acceptability
from mcda.robustness.rank_counts import mark_bits, rows_at_once
from mcda.study.factory import embedded_study
from mcda.study.study import Study
from tests.drivers.app_pages import at_address
from tests.drivers.app_server import ROOT

REPEATS = 5
SERIAL = SimpleNamespace(map=map)


def problem(n: int, m: int) -> DecisionMatrix:
    rng = np.random.default_rng(n + m)
    return DecisionMatrix.of(rng.uniform(1, 2, (n, m)), [1, -1] * (m // 2))


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, run A B A B … in one process."""
    for work in works:
        work()
    runs = [[seconds(work) for work in works] for _ in range(REPEATS)]
    return [median(column) for column in zip(*runs, strict=True)]


def looped(matrix: DecisionMatrix, build: Callable[[], object], samples: int, validation: bool):
    """The way without a kernel: one pymcdm call a weight vector, its own rank(), and a count."""
    weights = Simplex(matrix.shape[1]).draw(np.random.default_rng(1), samples)
    n = matrix.shape[0]

    def work() -> None:
        counts = np.zeros((n, n))
        for shares in weights:
            method = build()
            scores = method(matrix.values, shares, matrix.directions, validation=validation)
            counts[np.arange(n), method.rank(scores).astype(int) - 1] += 1

    return work


def floor(matrix: DecisionMatrix, method: str, samples: int) -> Callable[[], None]:
    """What no design of this kind avoids: draw, score, sort the scores, read every place once."""
    n, m = matrix.shape
    kernel = prepare(method, matrix)
    rows = rows_at_once(n, range(n))
    bits = mark_bits(n)
    codes = np.random.default_rng(0).integers(0, n << bits, rows * n)
    rng = np.random.default_rng(1)

    def work() -> None:
        for _ in range(0, samples, 4096):
            weights = Simplex(m).draw(rng, 4096)
            for start in range(0, 4096, rows):
                scores = kernel.score(weights[start : start + rows])
                scores.sort(axis=1)
                np.bincount(codes[: scores.size], minlength=n << bits)

    return work


def times(what: str, ratio: float, target: float, at_least: bool, told: str = "") -> None:
    """One line of the table: a ratio against its target, and the seconds it is made of."""
    met = ratio >= target if at_least else ratio <= target
    figure = f"{told} = {ratio:.2f} ×" if told else f"{ratio:.2f} ×"
    row(what, figure, f"{'≥' if at_least else '≤'} {target:g} ×", met)


def against_pymcdm() -> None:
    """Two threads, 119 × 12 × 100,000; pymcdm's loops on a few hundred draws, scaled (they are linear)."""
    matrix, samples = problem(119, 12), 100_000
    p, q = [1.0] * 12, [0.0] * 12

    def topsis() -> object:
        return pymcdm.methods.TOPSIS(pymcdm.normalizations.vector_normalization)

    def promethee() -> object:  # its objects answer only once
        return pymcdm.methods.PROMETHEE_II("vshape_2", p=p, q=q)

    peers = (
        ("TOPSIS against pymcdm's loop", "topsis", topsis, 400, True, 600),
        ("TOPSIS against it without validation", "topsis", topsis, 400, False, 150),
        ("PROMETHEE II against pymcdm's loop", "promethee_ii", promethee, 200, True, 1500),
    )
    for name, method, build, few, validation, target in peers:
        theirs, ours = in_turn(
            looped(matrix, build, few, validation),
            lambda method=method: acceptability(matrix, method, samples=samples),
        )
        theirs *= samples / few
        told = f"{theirs:.1f} / {ours:.3f} s"
        times(f"{name}, 119 × 12 × 100,000", theirs / ours, target, at_least=True, told=told)


def against_the_floor() -> None:
    """One thread, against kernel + one sort of the scores + one histogram + sampling, in the same run."""
    matrix, samples = problem(119, 12), 4096 * 24
    for method in ("additive", "topsis"):
        least, ours = in_turn(
            floor(matrix, method, samples),
            lambda method=method: acceptability(matrix, method, samples=samples, executor=SERIAL),
        )
        told = f"{ours * 1e3:.0f} / {least * 1e3:.0f} ms"
        times(f"{method} over its floor, one thread", ours / least, 2, at_least=False, told=told)


def large() -> None:
    """One thread, in bands, against 119 × 12 × 1,000,000."""
    small, big = problem(119, 12), problem(2850, 20)
    for method in ("additive", "topsis"):
        many, wide = in_turn(
            lambda method=method: acceptability(small, method, samples=1_000_000, executor=SERIAL),
            lambda method=method: acceptability(
                big, method, samples=10_000, bands=True, executor=SERIAL
            ),
        )
        told = f"{wide:.2f} / {many:.2f} s"
        what = f"{method}, 2,850 × 20 × 10,000 over 119 × 12 × 1,000,000"
        times(what, wide / many, 0.35, at_least=False, told=told)


def memory() -> None:
    """Each in a process of its own, two threads."""
    _, peak, took = _measured(40_000, 12, 1_000)
    what = "40,000 × 12 × 1,000 in bands, peak memory"
    row(what, f"{peak:.0f} MiB in {took:.2f} s", "≤ 600 MiB", peak <= 600)
    start, peak, took = _measured(119, 12, 1_000_000)
    more = peak - start
    what = "119 × 12 × 1,000,000, memory above the start"
    row(what, f"{more:.0f} MiB in {took:.2f} s", "≤ 150 MiB", more <= 150)


def _measured(n: int, m: int, samples: int) -> tuple[float, float, float]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.robustness", "--memory", str(n), str(m), str(samples)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    start, peak, took = map(float, told.stdout.split())
    return start, peak, took


def resident(field: str) -> float:
    """MiB from the kernel's own account (the peak of getrusage may be the parent's)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return float(status.split(f"{field}:")[1].split()[0]) / 1024


def measure_memory(n: int, m: int, samples: int) -> None:
    matrix = problem(n, m)
    start = resident("VmRSS")
    took = seconds(lambda: acceptability(matrix, samples=samples))
    print(start, resident("VmHWM"), took)


def page() -> None:
    """From the rank page to Sure?, 10,000 draws not yet at hand: another first weight each time."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    found = []
    for share in (50, 55, 60, 40, 35):
        at_address(app, "weights").run()
        app.slider("_share_secondary/ecology").set_value(share).run()
        found.append(seconds(at_address(app, "robustness").run))
    took = median(found)
    row("the page Sure? with 10,000 draws, server time", f"{took:.2f} s", "≤ 1 s", took <= 1)


def kinds() -> None:
    """All kinds of doubt, against the same values each by itself, and against those values taken as certain."""
    study = embedded_study("secondary")
    works = [
        lambda each=each: sample_acceptability(each)
        for each in (study, _turned(study, _by_itself), _turned(study, _certain))
    ]
    mixed, own, certain = in_turn(*works)
    what = "10,000 draws of the counties, all kinds of doubt over each value by itself"
    told = f"{mixed * 1e3:.0f} / {own * 1e3:.0f} ms"
    times(what, mixed / own, 1.3, at_least=False, told=told)
    print(f"  with those values certain: {certain * 1e3:.0f} ms ({mixed / certain:.2f} ×)")


def _turned(study: Study, turn: Callable[[Observation], Observation]) -> Study:
    """The study with its common and list doubts as something else."""
    observations = {
        variable: {
            key: turn(one) if one.uncertainty in ("common", "list") else one
            for key, one in column.items()
        }
        for variable, column in study.evidence.observations.items()
    }
    return replace(study, evidence=replace(study.evidence, observations=observations))


def _by_itself(one: Observation) -> Observation:
    return replace(one, uncertainty="own")


def _certain(one: Observation) -> Observation:
    assert one.low is not None
    assert one.high is not None
    return Observation((one.low + one.high) / 2 if one.value is None else one.value)


class Size(NamedTuple):
    """What is drawn, and what grows while the rest stays."""

    grows: str
    n: int
    m: int
    samples: int


SIZES = (
    *(Size("S", 119, 12, samples) for samples in (1_000, 10_000, 100_000, 1_000_000)),
    *(Size("m", 119, m, 100_000) for m in (4, 12, 24, 48)),
    *(Size("n", n, 12, max(1000, 6_000_000 // n)) for n in (30, 119, 500, 1000, 2850)),
    *(Size("n, bands", n, 12, 1_000) for n in (2850, 10_000, 40_000)),
)


def growth() -> Iterator[tuple[Size, float]]:
    """Each size and the seconds it takes, additive, two threads, the median of three."""
    for size in SIZES:
        matrix = problem(size.n, size.m)

        def work(matrix: DecisionMatrix = matrix, size: Size = size) -> None:
            bands = True if size.grows == "n, bands" else None
            acceptability(matrix, samples=size.samples, bands=bands)

        work()
        yield size, median(seconds(work) for _ in range(3))


def told_growth() -> None:
    print(
        "How cost grows, additive, two threads: n × m × S, seconds, nanoseconds a draw and alternative"
    )
    for size, took in growth():
        cell = took / size.samples / size.n * 1e9
        what = f"{size.n:,} × {size.m} × {size.samples:,}"
        print(f"  {size.grows:<9} {what:<24} {took:9.3f} s {cell:9.2f} ns")


def run() -> None:
    against_pymcdm()
    against_the_floor()
    large()
    memory()
    kinds()
    page()
    told_growth()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--memory", nargs=3, type=int, metavar=("N", "M", "S"))
    options = asked.parse_args()
    if options.memory:
        measure_memory(*options.memory)
    else:
        print(machine(), "\n")
        run()
