"""Why one alternative is before another, adding up exactly; and one sentence on how sure a rank is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from criteria.text import Text
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights
from mcda.robustness.acceptability import Acceptability
from mcda.robustness.stability_intervals import additive_only, nearest_fall, row_of
from mcda.words import phrase

# When which wording is chosen: a phrase of words/robustness.toml and the least share of draws that it needs.
FIRST_K = (
    (0.995, "robustness.first_k_always"),
    (0.05, "robustness.first_k"),
    (0.0, "robustness.first_k_seldom"),
)
# The same for the ranks between which nine draws in ten lie: the least width, as a share of all ranks.
SPREAD = ((0.5, "robustness.anywhere"), (1e-9, "robustness.between"), (0.0, "robustness.steady"))


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


def ordinal(rank: int) -> Text:
    last = rank % 10
    ending = str(last) if last in (1, 2, 3) and not 10 <= rank % 100 <= 20 else "other"
    return phrase(f"weights_tested.rank_{ending}", place=rank)


def sentence_for(
    t: Translator,
    ranking: Ranking,
    smaa: Acceptability,
    key: str,
    names: Mapping[str, Text],
    first: int = 5,
) -> str:
    """How sure the rank of one alternative is, in words; `names` holds alternatives and criteria by key.

    Its rank, the ranks of nine draws in ten, the share of draws among the first few, and (additive method)
    the nearest move of one weight by which it falls behind another.
    """
    row = row_of(ranking, key)
    low, high = (int(rank) for rank in smaa.rank_interval[row])
    rank = ranking.rank(key)
    parts = [t("robustness.rank", name=names.get(key, Text.same(key)), place=ordinal(rank))]
    width = (high - low) / len(ranking)
    parts.append(
        t(
            _chosen(SPREAD, width),
            low=ordinal(low),
            high=ordinal(high),
            region=smaa.region.name,
        )
    )
    k = min((edge for edge in smaa.edges if edge >= first), default=smaa.edges[-1])
    if k < len(ranking):
        share = float(smaa.top(k)[row])
        parts.append(t(_chosen(FIRST_K, share), k=k, share=round(100 * share)))
    fall = nearest_fall(ranking, key) if ranking.parts is not None else None
    if fall is not None:
        parts.append(
            t(
                "robustness.falls_if_more" if fall.more else "robustness.falls_if_less",
                rival=names.get(fall.behind, Text.same(fall.behind)),
                criterion=names.get(fall.criterion, Text.same(fall.criterion)),
                share=_percent(fall.share),
                now=_percent(ranking.weights[fall.criterion]),
            )
        )
    return t("robustness.join").join(parts) + t("robustness.stop")


def _chosen(table: tuple[tuple[float, str], ...], measure: float) -> str:
    return next(phrase for least, phrase in table if measure >= least)


def _percent(share: float) -> str:
    """One decimal: a whole per cent could read as the share that the criterion already has."""
    return f"{100 * share:.1f}"
