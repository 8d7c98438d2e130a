"""Why one alternative is before another, adding up exactly; and how robust a rank is, in a few short sentences."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np

from criteria.text import Text
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights
from mcda.robustness.acceptability import Acceptability
from mcda.robustness.stability_intervals import additive_only, nearest_fall, row_of

# A share of draws is said as a number between these two, and as more or less than it beyond them.
FEW, MOST = 0.05, 0.995


class Translator(Protocol):
    """Speaks a phrase in the reader's language."""

    def __call__(self, key: str, **values: object) -> str: ...


@dataclass(frozen=True)
class Explanation:
    """Why `a` is before (or, with a negative gap, behind) `b`: what each criterion adds, largest first."""

    a: str
    b: str
    gap: float
    parts: tuple[tuple[str, float], ...]


def explain(ranking: Ranking, a: str, b: str, weights: Weights | None = None) -> Explanation:
    """The gap S_a - S_b as the exact sum of w_j (v_aj - v_bj), under the ranking's weights or any others.

    Only additive scores have such parts; raises MethodError for other methods.
    """
    additive_only(ranking)
    normalised = ranking.matrix.normalised
    lead = normalised[row_of(ranking, a)] - normalised[row_of(ranking, b)]
    parts = (ranking.weights if weights is None else weights).array * lead
    order = np.argsort(-np.abs(parts), kind="stable")
    largest_first = tuple((ranking.matrix.criteria[j], float(parts[j])) for j in order)
    return Explanation(a, b, math.fsum(part for _, part in largest_first), largest_first)


def sentence_for(
    t: Translator,
    ranking: Ranking,
    smaa: Acceptability,
    key: str,
    names: Mapping[str, Text],
    first: int = 5,
) -> str:
    """How robust the rank of one alternative is, in words; `names` holds alternatives and criteria by key.

    Its rank, the ranks of nine draws in ten, the share of draws among the first few, and (additive method) the nearest
    move of one weight by which another overtakes it. Which weights were tested is said once, where the sentence stands.
    """
    row = row_of(ranking, key)
    low, high = (int(rank) for rank in smaa.rank_interval[row])
    parts = [
        t(
            "robustness.line" if low < high else "robustness.line_steady",
            name=names.get(key, Text.same(key)),
            rank=ranking.rank(key),
            low=low,
            high=high,
        )
    ]
    k = min((edge for edge in smaa.edges if edge >= first), default=smaa.edges[-1])
    if k < len(ranking):
        parts.append(t("robustness.line_top", k=k, share=_share(t, float(smaa.top(k)[row]))))
    fall = nearest_fall(ranking, key) if ranking.parts is not None else None
    if fall is not None:
        share, now = _percent(fall.share), _percent(ranking.weights[fall.criterion])
        words = "robustness.overtaken_above" if fall.more else "robustness.overtaken_below"
        parts.append(
            t(
                "robustness.tied" if share == now else words,
                name=names.get(fall.behind, Text.same(fall.behind)),
                criterion=names.get(fall.criterion, Text.same(fall.criterion)),
                share=share,
                now=now,
            )
        )
    return reduce(lambda said, then: t("robustness.and_then", first=said, next=then), parts)


def _share(t: Translator, share: float) -> str:
    if share >= MOST:
        return t("robustness.share_most")
    return (
        t("robustness.share_few")
        if share < FEW
        else t("robustness.share", share=round(100 * share))
    )


def _percent(share: float) -> str:
    """One decimal: a whole per cent could read as the share that the criterion already has."""
    return f"{100 * share:.1f}"
