"""A round's weights on a participant's phone, as markup: two hundred phones need not load a chart library for it."""

from collections.abc import Mapping, Sequence
from math import ceil

from markupsafe import Markup

from criteria.text import Text
from mcda.group.analysis.consensus import Spread
from mcda.report.html.templates import fill
from mcda.words import Translator

STEP = 0.1  # the axis ends at the next whole step


def weights_in_words(told: Spread, at: int, own: Sequence[float], t: Translator) -> str:
    """One criterion: one's own weight, and the quartiles of everyone's, or the mean of few."""
    if told.everyone is None:
        mean = t.percent(float(told.mean[at]), 1)
        if not own:
            return t("phone.mean_room", mean=mean)
        return t("phone.you_and_mean", own=t.percent(own[at]), mean=mean)
    low, high = (t.percent(float(told.everyone[row, at]), 1) for row in (0, 2))
    if not own:
        return t("phone.middle_half", low=low, high=high)
    return t("phone.you_and_half", own=t.percent(own[at]), low=low, high=high)


def _numbers(told: Spread, at: int, own: Sequence[float], t: Translator) -> str:
    """The figures alone, for who sees the marks that they belong to: one's own weight, in brackets everyone's."""
    if told.everyone is None:
        others = t.percent(float(told.mean[at]), 1)
    else:
        low, high = (t.percent(float(told.everyone[row, at]), 1) for row in (0, 2))
        others = t("phone.low_to_high", low=low, high=high)
    if not own:
        return others
    return t("punctuation.in_brackets", words=t.percent(own[at]), note=others)


def participant_weights(
    told: Spread, own: Sequence[float], names: Mapping[str, Text], t: Translator
) -> Markup:
    """A row a criterion: the middle half of the participants as a bar, or their mean as a line; oneself as a dot.

    `own` holds one's own weights in the order of the round's criteria, nothing without an answer in that round.
    """
    low, high = (told.mean, told.mean) if told.everyone is None else told.everyone[[0, 2]]
    end = ceil(max(*map(float, high), *own, STEP) / STEP - 1e-9) * STEP
    rows = [
        {
            "name": t.text(names[key]),
            "numbers": _numbers(told, at, own, t),
            "words": weights_in_words(told, at, own, t),
            "own": 100 * own[at] / end if own else None,
            "low": 100 * float(low[at]) / end,
            "width": 100 * float(high[at] - low[at]) / end,
        }
        for at, key in enumerate(told.criteria)
        if key in names
    ]
    return fill("participant_weights", rows=rows, is_mean=told.everyone is None, end=t.percent(end))
