"""What follows: rankings of alternatives by weighted criteria, how sure they are, and the brief that tells it.

`METHODS`, `WEIGHTING_METHODS` and `OBJECTIVE` hold by key what describes a ranking method, a way to ask people for
weights, and a way to read weights off the values; `NOT_OFFERED` says why a method of pymcdm is left out.

>>> "topsis" in METHODS, list(WEIGHTING_METHODS)[:2], "entropy" in OBJECTIVE, "aroman" in NOT_OFFERED
(True, ['direct_rating', 'swing'], True, True)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcda.methods.families import agreement
    from mcda.methods.registry import METHODS, NOT_OFFERED, Method, rank
    from mcda.model.decision_matrix import DecisionMatrix
    from mcda.model.ranking import Ranking
    from mcda.model.weights import GroupedWeights, Weights
    from mcda.notebook import Study, open_study
    from mcda.robustness.acceptability import acceptability
    from mcda.study.pilot_constraints import Quota
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
    "Quota",
    "Ranking",
    "Study",
    "Weights",
    "acceptability",
    "agreement",
    "elicit",
    "objective_weights",
    "open_study",
    "rank",
]
# Where each stands: imported when it is first asked for, since numpy, scipy and pymcdm take a second.
_MODULES = {
    "mcda.methods.families": ("agreement",),
    "mcda.methods.registry": ("METHODS", "NOT_OFFERED", "Method", "rank"),
    "mcda.model.decision_matrix": ("DecisionMatrix",),
    "mcda.model.ranking": ("Ranking",),
    "mcda.model.weights": ("GroupedWeights", "Weights"),
    "mcda.notebook": ("Study", "open_study"),
    "mcda.robustness.acceptability": ("acceptability",),
    "mcda.study.pilot_constraints": ("Quota",),
    "mcda.weighting.answers": ("Elicited",),
    "mcda.weighting.objective": ("OBJECTIVE", "objective_weights"),
    "mcda.weighting.public_names": ("WEIGHTING_METHODS", "elicit"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULE_OF[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
