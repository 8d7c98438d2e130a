"""Weights near a study's own, drawn once and for all: under them a choice is called firm or not."""

import numpy as np

from mcda.model.decision_matrix import Array
from mcda.study.study import Study

SEED = 1
CONCENTRATION = 40.0  # of the Dirichlet round the study's shares


def near_weights(study: Study, draws: int) -> Array:
    """Draws × m weights near the study's own; a criterion without weight stays without."""
    shares = study.weights.array
    found = np.zeros((draws, len(shares)))
    weighing = shares > 0
    rng = np.random.default_rng(SEED)
    found[:, weighing] = rng.dirichlet(CONCENTRATION * shares[weighing], draws)
    return found
