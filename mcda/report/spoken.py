"""Readings and scales in words: what screens and tables say instead of a bare number."""

from criteria.criterion import Criterion, Scale
from mcda.report import look
from mcda.words import Say


def reading(say: Say, criterion: Criterion, value: float) -> str:
    """A reading with its unit, or the name of the level it is."""
    if value in criterion.levels:
        return say.of(criterion.levels[value])
    return say("chart.amount", number=look.number(value), unit=criterion.unit)


def span(say: Say, criterion: Criterion, scale: Scale) -> str:
    """From the worst to the best end of a scale, in words."""
    if scale.worst in criterion.levels and scale.best in criterion.levels:
        worst, best = criterion.levels[scale.worst], criterion.levels[scale.best]
        return say("chart.from_level", worst=worst, best=best)
    worst_number, best_number = look.number(scale.worst), look.number(scale.best)
    return say("chart.from_to", worst=worst_number, best=best_number, unit=criterion.unit)
