"""The instruments that fit a candidate, in words and tables: each with what triggers it, and the rules themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from criteria.text import Text
from inputs.evidence import Observation
from mcda.region.chain import across_border
from mcda.region.instruments import (
    Condition,
    Fit,
    has_instruments,
    instruments,
    rules_at,
    suggestions,
    threshold,
    variable_name,
)
from mcda.region.relations import RELATIONS, relation_profiles
from mcda.report import theme
from mcda.report.tables import chain, formatting, relations
from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.study.study import Study
from mcda.words import Translator


def fitting(study: Study, key: str) -> tuple[Fit, ...]:
    """The instruments that fit a candidate, without those that missing values keep open."""
    return tuple(fit for fit in suggestions(study).get(key, ()) if not fit.is_open)


def names(study: Study, key: str, t: Translator) -> str:
    """The instruments that fit a candidate, in a row."""
    found = [t.text(fit.instrument.name) for fit in fitting(study, key)]
    return t.clauses(found) or t("ranking.nobody")


def fits(study: Study, key: str, t: Translator) -> Table:
    """An instrument a row: what triggers it, and where the paper speaks of it."""
    return tabulate(
        t,
        t("relations.instruments"),
        fitting(study, key),
        ("relations.instrument", "name", lambda fit: t.text(fit.instrument.name)),
        ("relations.trigger", "text", lambda fit: triggers(study, fit, t)),
        ("relations.section", "key", lambda fit: fit.instrument.section),
    )


def open_words(study: Study, key: str, t: Translator) -> list[str]:
    """The instruments of which a missing value keeps it open whether they fit; nothing where there is none."""
    found = [t.text(fit.instrument.name) for fit in suggestions(study).get(key, ()) if fit.is_open]
    return [t("relations.open", names=t.clauses(found))] if found else []


def triggers(study: Study, fit: Fit, t: Translator) -> str:
    """Each value behind a suggestion with the threshold that it meets."""
    found: dict[str, list[str]] = {}
    for each in fit.triggers:
        limit = _limit(study, each.condition, each.threshold, t)
        found.setdefault(each.condition.variable, []).append(limit)
    known = {each.condition.variable: each.observation for each in fit.triggers}
    return t.clauses(
        t(
            "relations.triggered",
            name=variable_name(study.stage.key, variable)[0],
            value=_observed(study, variable, known[variable], t),
            limit=t.join(limits, last=False),
        )
        for variable, limits in found.items()
    )


def _limit(study: Study, condition: Condition, limit: float, t: Translator) -> str:
    """A threshold with its side, a quantile with its number as well; the highest level of a scale alone."""
    levels = _levels(study, condition.variable)
    if condition.side == "at_least" and levels and limit == max(levels):
        return t.text(levels[limit])
    digits = theme.number if condition.is_quantile else theme.limit
    told = t(
        f"relations.{condition.side}", limit=_value(study, condition.variable, limit, t, digits)
    )
    if not condition.is_quantile:
        return told
    of = {"quantile": f"{condition.limit:g}", "count": len(study.ranking)}
    return t("relations.quantile", limit=told, **of)


def _observed(study: Study, variable: str, observation: Observation, t: Translator) -> str:
    """A value, with a word where it is uncertain, or the bounds of one that is not known."""
    if observation.value is not None:
        told = _value(study, variable, observation.value, t)
        return told if observation.mark is None else t("relations.marked", value=told)
    if observation.low is None or observation.high is None:
        return t("county.not_known")
    low, high = (_value(study, variable, end, t) for end in (observation.low, observation.high))
    return t("county.not_known_between", low=low, high=high)


def _levels(study: Study, variable: str) -> Mapping[float, Text]:
    """The names of the values of a variable that are no amounts."""
    return next((c.levels for c in study.catalogue.criteria if c.variable == variable), {})


def _value(
    study: Study,
    variable: str,
    value: float,
    t: Translator,
    digits: Callable[[float], str] = theme.number,
) -> str:
    levels = _levels(study, variable)
    if value in levels:
        return t.text(levels[value])
    number = ("−" if value < 0 else "") + digits(abs(value))
    unit = variable_name(study.stage.key, variable)[1]
    return number if unit is None else formatting.amount(t, number, unit)


def rules(study: Study, t: Translator) -> Table:
    """The rules of a stage, a row each, with their thresholds as they come out among the ranked candidates."""
    stage = study.stage.key
    rows = [
        (
            t.text(instrument.name),
            t.clauses(_rule_words(study, condition, t) for condition in rule.conditions),
            instrument.section,
            t.text(instrument.what),
        )
        for instrument in instruments()
        for rule in rules_at(instrument, stage)
    ]
    return Table(
        (
            Column(t("relations.instrument"), "name"),
            Column(t("relations.rule"), "text"),
            Column(t("relations.section"), "key"),
            Column(t("relations.what"), "text"),
        ),
        tuple(rows),
        t("relations.table_rules"),
    )


def _rule_words(study: Study, condition: Condition, t: Translator) -> str:
    limit = _limit(study, condition, threshold(study, condition), t)
    name = variable_name(study.stage.key, condition.variable)[0]
    return t("relations.condition", name=name, limit=limit)


def by_candidate(study: Study, keys: Iterable[str], t: Translator) -> Table:
    """A row each candidate and instrument, with what triggers it."""
    rows = [
        (
            study.ranking.rank(key),
            t.text(study.evidence[key].name),
            t.text(fit.instrument.name),
            triggers(study, fit, t),
            fit.instrument.section,
        )
        for key in keys
        for fit in fitting(study, key)
    ]
    return Table(
        (
            Column(t("chart.rank"), "rank"),
            Column(t("chart.name"), "name"),
            Column(t("relations.instrument"), "key"),
            Column(t("relations.trigger"), "text"),
            Column(t("relations.section"), "key"),
        ),
        tuple(rows),
        t("relations.table_fits"),
    )


def of_pilots(study: Study, keys: Sequence[str], t: Translator) -> Table:
    """A row a pilot: its five relations, the instruments that fit it, and of a county or town a provincial border."""
    of_cities = study.stage.level == "city"
    rows: list[tuple[Value, ...]] = []
    for key in keys:
        name, values = t.text(study.evidence[key].name), relations.graded(study, key, t)
        row = (name, *values, names(study, key, t))
        rows.append(row if of_cities else (*row, border(study, key, t)))
    return Table(
        (
            Column(t("chart.name"), "name"),
            *(Column(relations.named(number, t), "key") for number in RELATIONS),
            Column(t("relations.instruments"), "text"),
            *([] if of_cities else [Column(t("chain.border"), "key")]),
        ),
        tuple(rows),
        t("relations.table_pilots"),
    )


def border(study: Study, key: str, t: Translator) -> str:
    """Which city of a county or town lies beyond a provincial border: its lead city, else its nearest; a dash for neither."""
    found = across_border(study.evidence[key])
    return chain.border(found, t)


def document_of(study: Study, key: str, t: Translator) -> dict[str, Any]:
    """The five relations of a candidate and the instruments that fit it, each with what triggers it, for a JSON document."""
    if not has_instruments(study):
        return {}
    return {
        "relations": [
            {"relation": one.relation, "value": one.value, "low": one.low, "high": one.high}
            if one.criteria
            else {"relation": one.relation, "value": None, "low": None, "high": None}
            for one in relation_profiles(study).of(key)
        ],
        "instruments": [
            {
                "key": fit.instrument.key,
                "name": t.text(fit.instrument.name),
                "section": fit.instrument.section,
                "triggers": [
                    {
                        "variable": each.condition.variable,
                        "value": each.observation.value,
                        each.condition.side: each.threshold,
                    }
                    for each in fit.triggers
                ],
            }
            for fit in fitting(study, key)
        ],
    }
