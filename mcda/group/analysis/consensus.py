"""What the group weighs: one set of weights from many, by people (AIP) or by judgements (AIJ), and their spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from criteria.errors import WeightsError
from mcda.group.model.workshop import GROUPS
from mcda.group.privacy.publication import Cell, PublishedRound
from mcda.model.decision_matrix import Array
from mcda.model.weights import GroupedWeights, Weights
from mcda.study.workshop_outcome import rounded
from mcda.weighting.ahp import ahp, judgements
from mcda.weighting.answers import Elicited
from mcda.weighting.registry import compose

Mean = Literal["arithmetic", "geometric"]
MEANS: tuple[Mean, ...] = ("arithmetic", "geometric")
QUARTILES = (0.25, 0.5, 0.75)


def aip(
    weights: Array, participant_weights: Array, criteria: Sequence[str], mean: Mean = "arithmetic"
) -> Weights:
    """Group weights from individual ones (Forman & Peniwati 1998), for people who remain separate.

    P × m shares, P voices that sum to one. Arithmetic: Σ_p v_p w_pj. Geometric: Π_p w_pj^v_p, then normalised: one
    person's zero is a veto on the criterion. Raises WeightsError if the vetoes leave nothing.
    """
    if mean == "arithmetic":
        return Weights.of(participant_weights @ weights, criteria)
    with np.errstate(divide="ignore"):
        logs = np.log(weights)
    # a voice of zero has no veto: 0 × -inf would be no number
    spoken = participant_weights > 0
    totals = participant_weights[spoken] @ logs[spoken]
    if not np.isfinite(totals).any():
        raise WeightsError.of("weights.zero")
    return Weights.of(np.exp(totals - totals[np.isfinite(totals)].max()), criteria)


def aij(matrices: Sequence[Array], participant_weights: Array) -> Array:
    """The group's judgements: the weighted geometric mean of n × n reciprocal matrices, NaN where none was given.

    Π_p a_ij(p)^v_p is reciprocal again, as no other mean is (Aczél & Saaty 1983). Where some did not judge a pair,
    those who did speak for it.
    """
    logs = np.log(np.stack(matrices))
    given = ~np.isnan(logs) & (participant_weights > 0)[:, None, None]
    weight = (given * participant_weights[:, None, None]).sum(axis=0)
    total = np.where(given, logs * participant_weights[:, None, None], 0.0).sum(axis=0)
    mean: Array = np.exp(
        np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0)
    )
    return mean


def group_judgement(shown: PublishedRound) -> tuple[GroupedWeights, Mapping[str, Elicited]] | None:
    """AIJ over all blocks of a round weighed by AHP: for people who act as one (Forman & Peniwati 1998).

    Group weights, and for each block the group's own consistency. None if the round was weighed another way.
    """
    if shown.round.method_key != "ahp":
        return None
    found: dict[str, Elicited] = {}
    for block, keys in shown.workshop.blocks.items():
        matrices = [judgement_matrix(answers[block], keys) for answers in shown.answers]
        rows = aij(matrices, shown.participant_weights).tolist()
        cells = [[None if np.isnan(cell) else cell for cell in row] for row in rows]
        found[block] = ahp({"criteria": list(keys), "matrix": cells})
    inside = {
        group: found[group].weights if group in found else Weights(keys, (1.0,))
        for group, keys in shown.workshop.criteria.items()
    }
    groups = found[GROUPS].weights if GROUPS in found else Weights.of({next(iter(inside)): 1.0})
    return compose(inside, groups), found


def judgement_matrix(answers: Any, keys: Sequence[str]) -> Array:
    """One person's n × n judgements in the order of `keys`; raises WeightsError."""
    given = list(answers["criteria"])
    order = [given.index(key) for key in keys]
    matrix: Array = judgements(answers)[np.ix_(order, order)]
    return matrix


@dataclass(frozen=True, eq=False)
class Spread:
    """What is told of weights, to half a percentage point: means, and quartiles (3 × m) where people suffice.

    Quartiles are None below four times the minimum: each is near one person's own share.
    """

    number: int
    heads: int
    paper: int
    criteria: tuple[str, ...]
    everyone: Array | None
    mean: Array
    cells: tuple[Cell, ...]
    of_cells: tuple[Array | None, ...]
    cell_means: tuple[Array, ...]


def spread(shown: PublishedRound) -> Spread:
    """The spread of every weight: each head counts once; the mean over everyone counts voices."""
    parts = [shown.of_cell(at) for at in range(len(shown.cells))]
    return Spread(
        shown.number,
        shown.heads,
        shown.paper,
        shown.criteria,
        _quartiles(shown.weights) if shown.has_quartiles else None,
        rounded(shown.participant_weights @ shown.weights),
        shown.cells,
        tuple(
            _quartiles(part) if shown.cell_has_quartiles(at) else None
            for at, part in enumerate(parts)
        ),
        tuple(rounded(part.mean(axis=0)) for part in parts),
    )


def _quartiles(shares: Array) -> Array:
    return rounded(np.quantile(shares, QUARTILES, axis=0))
