"""What the formulas of the sheet of steps come to in the study as exported, computed by the engine's own arrays."""

import numpy as np

from mcda.model.decision_matrix import Array
from mcda.report.workbook.whatif.alternative_formulas import DIGITS
from mcda.report.workbook.whatif.criterion_formulas import is_log
from mcda.report.workbook.whatif.layout import LINES, Ground

NONE = 1e300  # a limit that nobody fails


def of_lines(g: Ground) -> dict[str, list[float]]:
    """Each line's values over the criteria."""
    trial = g.trial
    weights = trial.weights
    scales = [scale for scale in trial.everyone.scales if scale is not None]
    limits = [trial.limits[key] for key in trial.criteria]
    found: dict[str, Array | list[float]] = {
        "switched": [0.0] * g.m,
        "weight": 100 * weights,
        "share": weights,
        "worst": [scale.worst for scale in scales],
        "best": [scale.best for scale in scales],
        "at_least": [-NONE if low is None else low for low, _ in limits],
        "at_most": [NONE if high is None else high for _, high in limits],
        "decided": weights,
    }
    if trial.model == "topsis":
        found |= _norms(g)
    else:
        logs = [is_log(g, j) for j in range(g.m)]
        bent = [
            (np.log(s.worst), np.log(s.best)) if log else (s.worst, s.best)
            for s, log in zip(scales, logs, strict=True)
        ]
        found |= {
            "start": [float(a) for a, _ in bent],
            "width": [float(b - a) for a, b in bent],
            "lowest": [max(s.low, 1e-300) for s in scales],
        }
    return {name: [float(x) for x in found[name]] for name in LINES[trial.model][1:]}


def _norms(g: Ground) -> dict[str, Array]:
    """TOPSIS: extremes and the straight line of each normalisation, among those who pass and among everybody."""
    trial = g.trial
    scales = [scale for scale in trial.everyone.scales if scale is not None]
    signs = trial.everyone.directions
    found: dict[str, Array] = {
        "low": np.array([scale.low for scale in scales]),
        "high": np.array([scale.high for scale in scales]),
        "direction": signs.astype(float),
    }
    observations = trial.everyone.clipped
    for who, rows in (("passing", trial.holds), ("all", np.ones(g.n, dtype=bool))):
        table = observations[rows]
        most, least = table.max(axis=0), table.min(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            if trial.normalisation == "minmax":
                varies = most > least
                rate = np.where(varies, signs / (most - least), 0.0)
                base = np.where(varies, np.where(signs == 1, -least, most) / (most - least), 1.0)
            else:
                size = np.sqrt((table**2).sum(axis=0)) if trial.normalisation == "vector" else most
                rate = np.where(size != 0, signs / size, 0.0)
                base = np.where(signs == 1, 0.0, 1.0)
        top = base + rate * np.where(signs == 1, most, least)
        bottom = base + rate * np.where(signs == -1, most, least)
        own = {
            "most": most,
            "least": least,
            "rate": rate,
            "base": base,
            "top": top,
            "bottom": bottom,
        }
        own |= {"ideal": trial.weights * top, "anti": trial.weights * bottom}
        found |= {f"{name}_{who}": values for name, values in own.items()}
    return found


def of_blocks(g: Ground) -> dict[str, Array]:
    """N × m values of each block."""
    trial, everyone = g.trial, g.trial.everyone
    if trial.model == "topsis":
        return {
            "counted": everyone.clipped,
            "normal": trial.normal,
            "part": trial.weights * trial.normal,
        }
    if trial.model == "wpm":
        return {
            "value": everyone.scaled_1_100,
            "part": trial.weights * np.log(everyone.scaled_1_100),
        }
    return {"value": everyone.normalised, "part": trial.weights * everyone.normalised}


def of_ends(g: Ground, lines: dict[str, list[float]] | None = None) -> dict[str, list[float | str]]:
    """What stands at the end of each row: score, rounded, rank, order, and the row at each rank.

    The distances of TOPSIS are given only with the `lines`.
    """
    trial = g.trial
    scores = trial.scores
    order = np.empty(g.n, dtype=int)
    order[trial.order] = np.arange(1, g.n + 1)
    found: dict[str, list[float | str]] = {
        "score": scores.tolist(),
        "checked": scores.tolist(),
        "engine": scores.tolist(),
        "rounded": [
            round(score, DIGITS) if held else ""
            for score, held in zip(scores.tolist(), trial.holds, strict=True)
        ],
        "rank": ["" if rank is None else rank for rank in trial.ranks],
        "as_decided": ["" if rank is None else rank for rank in trial.ranks],
        "order": order.tolist(),
        "row": [row + 1 for row in trial.order],
    }
    if trial.model == "topsis" and lines is not None:
        part = of_blocks(g)["part"]
        for name, point in (("to_ideal", "ideal"), ("to_anti", "anti")):
            ends = np.where(trial.holds[:, None], lines[f"{point}_passing"], lines[f"{point}_all"])
            found[name] = np.sqrt(((part - ends) ** 2).sum(axis=1)).tolist()
    return found
