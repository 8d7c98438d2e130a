"""Values and scales in words: what screens and tables say instead of a bare number."""

from dataclasses import replace

from criteria.errors import Finding
from criteria.model import Criterion, Scale
from inputs.embedded import licences
from inputs.evidence import Source
from mcda.report import theme
from mcda.study.study import Study
from mcda.words import Translator

NAMED = ("criteria", "criterion", "alternatives", "alternative")  # values of findings that are keys


def value(t: Translator, criterion: Criterion, value: float) -> str:
    """A reading with its unit, or the name of the level it is."""
    if value in criterion.levels:
        return t.text(criterion.levels[value])
    return t("chart.amount", number=theme.number(value), unit=criterion.unit)


def span(t: Translator, criterion: Criterion, scale: Scale) -> str:
    """From the worst to the best end of a scale, in words."""
    if scale.worst in criterion.levels and scale.best in criterion.levels:
        worst, best = criterion.levels[scale.worst], criterion.levels[scale.best]
        return t("chart.from_level", worst=worst, best=best)
    worst_number, best_number = theme.number(scale.worst), theme.number(scale.best)
    return t("chart.from_to", worst=worst_number, best=best_number, unit=criterion.unit)


def named(study: Study, finding: Finding) -> Finding:
    """A finding with the names of criteria and alternatives where it tells their keys."""
    names = {c.key: c.name for c in study.catalogue.criteria}
    names |= {a.key: a.name for a in study.evidence.alternatives}

    def name(value: object) -> object:
        if isinstance(value, (list, tuple)):
            return [name(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    return replace(
        finding,
        values={
            key: name(value) if key in NAMED else value for key, value in finding.values.items()
        },
    )


def licence(t: Translator, source: Source) -> str:
    """A source's licence in the reader's language; a user's own stands as it was written."""
    known = licences().get(source.licence)
    return t.text(known) if known else source.licence
