"""The machine and versions that a table of figures was taken on, and how figures are taken in turn."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "pymcdm", "streamlit", "openpyxl")
    )
    return f"{models[0] if models else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(
    ours: Callable[[], object], other: Callable[[], object], runs: int, repeat: int = 1
) -> tuple[float, float, float]:
    """(median seconds of ours, of the other, median ratio pair by pair), A B A B."""
    pairs = []
    for _ in range(runs):
        a = seconds(lambda: [ours() for _ in range(repeat)]) / repeat
        b = seconds(lambda: [other() for _ in range(repeat)]) / repeat
        pairs.append((a, b))
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def row(what: str, figure: str, target: str, met: bool) -> None:
    print(f"{what:<58} {figure:>26}   {target:<16} {'met' if met else 'NOT MET'}")
