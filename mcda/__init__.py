"""What follows: rankings of alternatives by weighted criteria, how sure they are, and the brief that tells it."""

from mcda.elicitation import WAYS, Elicited, elicit
from mcda.families import agreement
from mcda.methods import METHODS, NOT_OFFERED, Method, rank
from mcda.objective import OBJECTIVE, objective_weights
from mcda.problem import DecisionMatrix
from mcda.ranking import Ranking
from mcda.robustness.acceptability import acceptability
from mcda.weights import GroupedWeights, Weights

__version__ = "1.0.0"
__all__ = [
    "METHODS",
    "NOT_OFFERED",
    "OBJECTIVE",
    "WAYS",
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
