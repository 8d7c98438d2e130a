"""The brief: seconds from a study to the workbook's bytes, its size, and what memory a large one takes."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.machine import row
from criteria.model import Catalogue, Criterion, Group, Scale, Stage, StageCriterion
from criteria.text import Text
from inputs.evidence import Alternative, Evidence, Observation
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study, study_of
from mcda.study.study import Study
from mcda.words import Translator
from tests.drivers.app_server import ROOT

MB = 1e6
MIB = 2**20
RUNS = 3


def generated(n: int, m: int) -> Study:
    """Places on a map, three groups, some readings missing or uncertain, a log scale in five, a bottom line."""
    rng = np.random.default_rng(n + m)
    values = rng.uniform(1, 100, (n, m))
    alternatives = tuple(
        Alternative(
            f"{100_000 + i}",
            Text(f"Place {i}", f"候选地{i}"),
            "own",
            Text.same(f"Province {i % 6}"),
            Text.same(f"Prefecture {i % 20}"),
            float(rng.uniform(103, 114)),
            float(rng.uniform(30, 35)),
        )
        for i in range(n)
    )
    groups = ("ecology", "poverty_alleviation", "connectivity")
    readings = {
        f"criterion_{j}": {
            a.key: Observation()
            if rng.random() < 0.01
            else Observation(float(x), float(x) - 0.5, float(x) + 0.5)
            for a, x in zip(alternatives, values[:, j], strict=True)
        }
        for j in range(m)
    }
    catalogue = Catalogue(
        tuple(Group(key, Text.same(key), Text.same(key)) for key in groups),
        tuple(
            Criterion(
                key, Text.same(key), Text.same(key), groups[j % 3], Text.same("%"), "worth", key
            )
            for j, key in enumerate(readings)
        ),
    )
    uses = tuple(
        StageCriterion(
            key,
            Scale(*((5.0, 95.0) if j % 3 else (95.0, 5.0)), "log" if j % 5 == 0 else "linear"),
            float(rng.integers(1, 10)),
            "worth",
            Text.same("generated"),
        )
        for j, key in enumerate(readings)
    )
    word = Text.same("generated")
    stage = Stage("own", word, word, word, word, word, "own", dict.fromkeys(groups, 1.0), uses)
    study = study_of(stage, catalogue, Evidence(alternatives, readings), Text.same(f"{n} × {m}"))
    return study.with_changes(cutoffs=(Cutoff("criterion_1", "at_least", 10.0),))


STUDIES = {
    "secondary stage, 107 × 12": lambda: embedded_study("secondary"),
    "tertiary stage, 96 × 11": lambda: embedded_study("tertiary"),
    "generated, 119 × 14, everything on": lambda: generated(119, 14),
}
STATED = ("tertiary stage, 96 × 11",)  # its proofs about sets of towns take most of the time


def small() -> None:
    for name, make in STUDIES.items():
        times, size = [], 0
        for _ in range(RUNS):
            study = make()
            begun = time.perf_counter()
            size = len(write(brief(study, Translator("zh"))))
            times.append(time.perf_counter() - begun)
        took = sorted(times)[RUNS // 2]
        figure = f"{took:.2f} s, {size / MB:.2f} MB"
        if name in STATED:
            row(f"the brief, {name}", figure, "stated, < 1 MB", size < MB)
        else:
            row(f"the brief, {name}", figure, "≤ 3 s, < 1 MB", took <= 3 and size < MB)


def large() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.brief"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    took, size, start, peak = map(float, told.stdout.split())
    figure = f"{took:.1f} s, {size / MB:.1f} MB"
    row(
        "the brief, generated, 2,850 × 20", figure, "≤ 40 s, < 15 MB", took <= 40 and size < 15 * MB
    )
    row("  its memory, above and in all", f"{peak - start:.0f}, {peak:.0f} MiB", "stated", met=True)


def _resident(field: str) -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    return float(status.split(f"{field}:")[1].split()[0]) / 1024


def measure_large() -> None:
    """In a process of its own, so that its peak is its own."""
    study = generated(2850, 20)
    start = _resident("VmRSS")
    begun = time.perf_counter()
    size = len(write(brief(study, Translator("zh"))))
    print(time.perf_counter() - begun, size, start, _resident("VmHWM"))


def run() -> None:
    small()
    large()


if __name__ == "__main__":
    measure_large()
