"""What follows: rankings of alternatives by weighted criteria, how sure they are, and the brief that tells it."""

from mcda.methods.families import agreement
from mcda.methods.registry import METHODS, NOT_OFFERED, Method, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.ranking import Ranking
from mcda.model.weights import GroupedWeights, Weights
from mcda.robustness.acceptability import acceptability
from mcda.weighting.answers import Elicited
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.weighting.public_names import WEIGHTING_METHODS, elicit

__version__ = "2.0.0.dev0"
__all__ = [
    "METHODS",
    "NOT_OFFERED",
    "OBJECTIVE",
    "WEIGHTING_METHODS",
    "DecisionMatrix",
    "Elicited",
    "GroupedWeights",
    "Method",
    "Ranking",
    "Weights",
    "acceptability",
    "agreement",
    "elicit",
    "objective_weights",
    "rank",
]
