"""The first line: one ranking against pymcdm's own call, a slider's server time, the brief, the start."""

import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import numpy as np
import pymcdm.methods as engine
from pymcdm.normalizations import vector_normalization
from streamlit.testing.v1 import AppTest

from benchmarks.machine import in_turn, row, seconds
from mcda import DecisionMatrix, Weights, rank
from mcda.app.entry import SCRIPT
from mcda.methods.engine import as_is
from mcda.methods.registry import method_named
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.app_pages import at_address
from tests.drivers.app_server import ROOT, free_port

METHODS = ("additive", "topsis", "vikor", "promethee_ii", "wpm")


def peer(method: str, matrix: DecisionMatrix) -> Any:
    """pymcdm's own object for the same question."""
    values, bounds = matrix.transformed
    if method == "additive":
        return engine.SPOTIS(bounds), values, matrix.directions
    if method == "topsis":
        return engine.TOPSIS(vector_normalization), matrix.clipped, matrix.directions
    if method == "vikor":
        return engine.VIKOR(), matrix.clipped, matrix.directions
    if method == "wpm":
        return (
            engine.WPM(as_is),
            matrix.scaled_1_100,
            np.ones_like(matrix.directions),
        )
    return None, matrix.clipped, matrix.directions


def peer_call(method: str, matrix: DecisionMatrix, weights: Weights) -> Callable[[], object]:
    made, values, types = peer(method, matrix)
    shares = weights.array
    if made is not None:
        return lambda: made.rank(made(values, shares, types, validation=False))
    thresholds = method_named("promethee_ii").settings(matrix, {})
    q, p = list(thresholds["q"]), list(thresholds["p"])

    def promethee() -> object:  # its object answers once, so each call makes one
        once = engine.PROMETHEE_II("vshape_2", q=q, p=p)
        return once.rank(once(values, shares, types, validation=False))

    return promethee


def generated(n: int, m: int) -> tuple[DecisionMatrix, Weights]:
    rng = np.random.default_rng(7)
    values = rng.uniform(1, 100, (n, m))
    scales = [(5.0, 95.0) if j % 3 else (95.0, 5.0) for j in range(m)]
    return DecisionMatrix.of(values, scales=scales), Weights.of(rng.uniform(size=m))


def ranking() -> None:
    study = embedded_study("secondary")
    cases = {
        "secondary 107 × 12": (study.filled.matrix, study.weights),
        "generated 119 × 14": generated(119, 14),
    }
    for name, (matrix, weights) in cases.items():
        for method in METHODS:
            own, other, ratio = in_turn(
                lambda: rank(matrix, weights, method).ranks,  # noqa: B023 - called at once
                peer_call(method, matrix, weights),
                runs=15,
                repeat=20,
            )
            figure = f"{own * 1e6:.0f} / {other * 1e6:.0f} µs = {ratio:.2f}"
            row(f"one ranking, {name}, {method}, against pymcdm", figure, "≤ 1.5 ×", ratio <= 1.5)


def slider() -> None:
    app = AppTest.from_file(str(SCRIPT), default_timeout=30).run()
    for page, widget in (("weights", "_share_secondary/ecology"),):
        at_address(app, page).run()
        times = []
        for share in (50, 55, 60, 50, 45, 40, 50):
            slider_ = app.slider(widget).set_value(share)
            times.append(seconds(slider_.run))
        median = statistics.median(times)
        row(
            f"from a slider to the new charts, page {page}, server time",
            f"{median * 1000:.0f} ms",
            "≤ 300 ms",
            median <= 0.3,
        )
    at_address(app, "ranking").run()
    median = statistics.median(seconds(app.run) for _ in range(5))
    row(
        "the whole rank page again, map included, server time",
        f"{median * 1000:.0f} ms",
        "≤ 300 ms",
        median <= 0.3,
    )


def workbook() -> None:
    study = embedded_study("secondary")
    median = statistics.median(
        seconds(lambda: write(brief(study, Translator("zh")))) for _ in range(5)
    )
    row("the brief of the secondary stage", f"{median:.2f} s", "≤ 2 s", median <= 2)


def start() -> None:
    times = []
    for _ in range(5):
        port = free_port()
        begun = time.perf_counter()
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                "streamlit_app.py",
                "--server.headless",
                "true",
                "--server.port",
                str(port),
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while time.perf_counter() - begun < 20:
                try:
                    with urllib.request.urlopen(
                        f"http://127.0.0.1:{port}/_stcore/health", timeout=1
                    ):
                        break
                except OSError:
                    time.sleep(0.02)
            times.append(time.perf_counter() - begun)
        finally:
            server.terminate()
            server.wait(timeout=20)
    median = statistics.median(times[1:])
    row("start of the app to its health address", f"{median:.2f} s", "≤ 2 s", median <= 2)


def run() -> None:
    ranking()
    slider()
    workbook()
    start()
