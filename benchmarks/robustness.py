"""What SMAA costs here, against pymcdm in a loop and against the floor of its own steps; every target, met or not."""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import numpy as np
import pymcdm.methods
import pymcdm.normalizations

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a plain script

from mcda import DecisionMatrix  # noqa: E402
from mcda.robustness import Simplex, acceptability, prepare  # noqa: E402
from mcda.robustness.counting import mark_bits, rows_at_once  # noqa: E402

REPEATS = 5
SERIAL = SimpleNamespace(map=map)
MIB = 2**20


def problem(n: int, m: int) -> DecisionMatrix:
    rng = np.random.default_rng(n + m)
    return DecisionMatrix.of(rng.uniform(1, 2, (n, m)), [1, -1] * (m // 2))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


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
        for row in weights:
            method = build()
            scores = method(matrix.values, row, matrix.directions, validation=validation)
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


class Table:
    """Lines of target, found, and whether it is met."""

    def __init__(self) -> None:
        self.missed = 0

    def line(self, what: str, found: float, unit: str, target: float, at_least: bool) -> None:
        met = found >= target if at_least else found <= target
        self.missed += not met
        sign = "≥" if at_least else "≤"
        print(f"{what:<66} {found:10.2f} {unit:<4} {sign} {target:g} {'met' if met else 'NOT MET'}")


def against_pymcdm(table: Table) -> None:
    matrix = problem(119, 12)
    samples = 100_000
    thresholds = [1.0] * 12, [0.0] * 12
    vector = pymcdm.normalizations.vector_normalization

    def topsis():
        return pymcdm.methods.TOPSIS(vector)

    def promethee():  # its objects answer only once
        return pymcdm.methods.PROMETHEE_II("vshape_2", p=thresholds[0], q=thresholds[1])

    peers = [
        ("TOPSIS against pymcdm", "topsis", topsis, 400, True, 600),
        ("TOPSIS against pymcdm without validation", "topsis", topsis, 400, False, 150),
        ("PROMETHEE II against pymcdm", "promethee_ii", promethee, 200, True, 1500),
    ]
    print(
        "\nTwo threads, 119 × 12 × 100,000; pymcdm's loops on a few hundred draws, scaled (linear)."
    )
    for name, method, build, few, validation, target in peers:
        theirs, ours = in_turn(
            looped(matrix, build, few, validation),
            lambda method=method: acceptability(matrix, method, samples=samples),
        )
        theirs *= samples / few
        print(f"  {name}: {theirs:.1f} s against {ours:.3f} s")
        table.line(name, theirs / ours, "×", target, at_least=True)


def against_the_floor(table: Table) -> None:
    matrix = problem(119, 12)
    samples = 4096 * 24
    print("\nOne thread, 119 × 12 × 98,304, against kernel + sort + one histogram + sampling.")
    for method in ("additive", "topsis"):
        least, ours = in_turn(
            floor(matrix, method, samples),
            lambda method=method: acceptability(matrix, method, samples=samples, executor=SERIAL),
        )
        print(f"  {method}: floor {least * 1e3:.0f} ms, here {ours * 1e3:.0f} ms")
        table.line(f"{method} over its floor", ours / least, "×", 2.0, at_least=False)


def large(table: Table) -> None:
    small, big = problem(119, 12), problem(2850, 20)
    print("\nOne thread, 2,850 × 20 × 10,000 in bands against 119 × 12 × 1,000,000.")
    for method in ("additive", "topsis"):
        many, wide = in_turn(
            lambda method=method: acceptability(small, method, samples=1_000_000, executor=SERIAL),
            lambda method=method: acceptability(
                big, method, samples=10_000, bands=True, executor=SERIAL
            ),
        )
        print(f"  {method}: {many:.2f} s and {wide:.2f} s")
        table.line(f"{method}, large over many", wide / many, "×", 0.35, at_least=False)


def memory(table: Table) -> None:
    print("\nMemory, each in a process of its own, two threads.")
    start, peak, took = _measured(40_000, 12, 1_000)
    print(f"  40,000 × 12 × 1,000: {took:.2f} s, {start:.0f} MiB at the start")
    table.line("40,000 × 12 × 1,000 bands, peak", peak, "MiB", 600, at_least=False)
    start, peak, took = _measured(119, 12, 1_000_000)
    print(f"  119 × 12 × 1,000,000: {took:.2f} s, {start:.0f} MiB at the start")
    table.line("119 × 12 × 1,000,000, above the start", peak - start, "MiB", 150, at_least=False)


def _measured(n: int, m: int, samples: int) -> tuple[float, float, float]:
    told = subprocess.run(
        [sys.executable, __file__, "--memory", str(n), str(m), str(samples)],
        check=True,
        capture_output=True,
        text=True,
    )
    start, peak, took = map(float, told.stdout.split())
    return start, peak, took


def _resident(field: str) -> float:
    """MiB from the kernel's own account (the peak of getrusage may be the parent's)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return float(status.split(f"{field}:")[1].split()[0]) / 1024


def measure_memory(n: int, m: int, samples: int) -> None:
    matrix = problem(n, m)
    start = _resident("VmRSS")
    took = seconds(lambda: acceptability(matrix, samples=samples))
    print(start, _resident("VmHWM"), took)


def growth() -> None:
    print("\nGrowth, additive, two threads: seconds (microseconds a draw).")
    sizes = [
        (119, 12, 10_000),
        (119, 12, 100_000),
        (119, 12, 1_000_000),
        (119, 24, 100_000),
        (60, 12, 100_000),
        (500, 12, 20_000),
        (1000, 12, 10_000),
        (2850, 12, 5_000),
        (2850, 20, 5_000),
        (10_000, 12, 2_000),
        (40_000, 12, 1_000),
    ]
    for n, m, samples in sizes:
        matrix = problem(n, m)
        took = seconds(
            lambda matrix=matrix, samples=samples: acceptability(matrix, samples=samples)
        )
        print(f"  {n:>6} × {m:>2} × {samples:>9,}: {took:8.3f} s ({took / samples * 1e6:9.2f} µs)")


def machine() -> None:
    info = Path("/proc/cpuinfo")
    name = platform.processor()
    if info.exists():
        lines = [line for line in info.read_text("utf-8").splitlines() if "model name" in line]
        name = lines[0].split(":")[1].strip() if lines else name
    print(f"{name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        f"Python {platform.python_version()}, numpy {version('numpy')}, pymcdm {version('pymcdm')}"
    )


def main() -> int:
    """Print every figure; the number of targets missed."""
    machine()
    table = Table()
    against_pymcdm(table)
    against_the_floor(table)
    large(table)
    memory(table)
    growth()
    print(f"\n{table.missed} targets not met" if table.missed else "\nEvery target met")
    return table.missed


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--memory", nargs=3, type=int, metavar=("N", "M", "S"))
    options = asked.parse_args()
    if options.memory:
        measure_memory(*options.memory)
    else:
        main()
