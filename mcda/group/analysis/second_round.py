"""What a second round asks a participant again: where they are farthest from the others, or all differ most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from mcda.group.analysis.consensus import Spread

Why = Literal[
    "far", "far_mean", "divided"
]  # from the middle half, or where none is told from the mean
MOST = 3
LEAST = 0.005  # what is told of the others is rounded to half a percentage point


@dataclass(frozen=True)
class AskedAgain:
    """A criterion that is asked again, and why."""

    criterion: str
    why: Why


def asked_again(
    told: Spread, own: Sequence[float], asked: Collection[str], most: int = MOST
) -> tuple[AskedAgain, ...]:
    """The criteria to be asked again, the most telling first; none without own weights in that round.

    `own`: one's weights in the order of `told.criteria`. `asked`: criteria that are still weighed. Both measures are
    shares of the whole: how far one's weight lies outside the middle half of everyone (where no quartiles are told:
    from the mean), and how wide that middle half is (else: how far apart the means of the stakeholder groups are).
    The larger of the two decides; what lies within the rounding of the figures told is not asked again.
    """
    found: list[tuple[float, AskedAgain]] = []
    for at, key in enumerate(told.criteria):
        if not own or key not in asked:
            continue
        low, high = _range(told, at)
        far = max(low - own[at], own[at] - high, 0.0)
        divided = _division(told, at)
        distant: Why = "far_mean" if told.everyone is None else "far"
        why = distant if far >= divided else "divided"
        if max(far, divided) > LEAST:
            found.append((max(far, divided), AskedAgain(key, why)))
    found.sort(key=lambda each: -each[0])
    return tuple(each for _, each in found[:most])


def _range(told: Spread, at: int) -> tuple[float, float]:
    if told.everyone is None:
        return float(told.mean[at]), float(told.mean[at])
    return float(told.everyone[0, at]), float(told.everyone[2, at])


def _division(told: Spread, at: int) -> float:
    if told.everyone is not None:
        return float(told.everyone[2, at] - told.everyone[0, at])
    means = [float(mean[at]) for mean in told.cell_means]
    return max(means) - min(means) if means else 0.0
