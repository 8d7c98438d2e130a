"""What follows: rankings of alternatives by weighted criteria, how sure they are, and the brief that tells it."""

from mcda.methods import METHODS, Method, rank
from mcda.problem import DecisionMatrix
from mcda.ranking import Ranking
from mcda.weights import GroupedWeights, Weights

__version__ = "0.1.0"
__all__ = ["METHODS", "DecisionMatrix", "GroupedWeights", "Method", "Ranking", "Weights", "rank"]
