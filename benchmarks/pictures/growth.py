"""How the cost of sampling grows with alternatives, criteria and draws, drawn: python -m benchmarks.pictures.growth"""

import sys
from itertools import groupby

import matplotlib as mpl

from benchmarks.robustness import Size, growth
from tests.drivers.app_server import ROOT

PICTURE = ROOT / "docs" / "pictures" / "growth.png"
PANELS = (
    ("S", "draws (119 alternatives, 12 criteria)", lambda size: size.samples),
    ("m", "criteria (119 alternatives, 100,000 draws)", lambda size: size.m),
    ("n", "alternatives (12 criteria, every place counted)", lambda size: size.n),
    ("n, bands", "alternatives (12 criteria, in bands)", lambda size: size.n),
)


def main() -> int:
    mpl.use("Agg")
    from matplotlib import pyplot

    found: dict[str, list[tuple[Size, float]]] = {
        grows: list(rows) for grows, rows in groupby(growth(), key=lambda entry: entry[0].grows)
    }
    figure, axes = pyplot.subplots(1, len(PANELS), figsize=(14, 3.4), layout="constrained")
    for axis, (grows, title, by) in zip(axes, PANELS, strict=True):
        whole = grows in ("S", "m")
        costs = [took if whole else took / size.samples * 1e6 for size, took in found[grows]]
        at = [by(size) for size, _ in found[grows]]
        axis.plot(at, costs, "o-", color="#33925A")
        axis.set_xlabel(title, fontsize=9)
        axis.set(ylabel="seconds" if whole else "microseconds a draw")
        if grows == "m":
            axis.set_ylim(0, 1.15 * max(costs))
        else:
            axis.set(xscale="log", yscale="log")
            axis.yaxis.set_major_formatter("{x:g}")
        axis.minorticks_off()
        axis.set_xticks(at, [f"{tick:,}" for tick in at], fontsize=9)
        axis.spines[["top", "right"]].set_visible(False)
        axis.grid(alpha=0.3)
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(PICTURE, dpi=110)
    return 0


if __name__ == "__main__":
    sys.exit(main())
