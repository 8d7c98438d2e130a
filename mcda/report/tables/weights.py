"""Two sets of weights, or several scenarios, side by side: how far apart, and what changes in the first ten."""

from collections.abc import Mapping

import pandas as pd

from criteria.errors import AppError
from mcda.model.weights import Weights
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.words import Translator

FIRST = 10


def gap(one: Weights, other: Weights) -> float:
    """Half the sum of absolute differences, 0 to 1: the weight that would have to be moved from one to the other."""
    return float(abs(one.array - other.array).sum() / 2)


def widest(one: Weights, other: Weights) -> str:
    """The criterion on which two sets of weights differ most."""
    return one.criteria[int(abs(one.array - other.array).argmax())]


def top_ranks(study: Study) -> dict[str, int]:
    """Who stands among the first ten, best first, and at which place."""
    return {line.key: line.rank for line in study.ranking if line.rank <= FIRST}


def side_by_side(one: Study, other: Study, names: tuple[str, str], t: Translator) -> pd.DataFrame:
    """Ranks under both, of the places that are among the first ten of either."""
    rows = []
    for key in dict.fromkeys([*top_ranks(one), *top_ranks(other)]):
        row: dict[str, str | int | None] = {t("chart.name"): t.text(one.evidence[key].name)}
        for name, study in zip(names, (one, other), strict=True):
            row[name] = _rank(study, key)
        rows.append(row)
    return pd.DataFrame(rows)


def scenarios(study: Study, t: Translator) -> pd.DataFrame:
    """Ranks under every scenario, of the places that are among the first ten of any."""
    each = [study.activated(scenario.key) for scenario in study.scenarios]
    rows = []
    for key in dict.fromkeys(key for one in each for key in top_ranks(one)):
        row: dict[str, str | int | None] = {t("chart.name"): t.text(study.evidence[key].name)}
        for one in each:
            row[t.text(one.scenario.name)] = _rank(one, key)
        rows.append(row)
    return pd.DataFrame(rows)


def changes(study: Study, t: Translator) -> list[str]:
    """One sentence a scenario after the first: who comes into the first ten, and who leaves."""
    first = study.activated(study.scenarios[0].key)
    before = top_ranks(first)
    told = []
    for scenario in study.scenarios[1:]:
        now = top_ranks(study.activated(scenario.key))
        names = {"name": scenario.name, "first": first.scenario.name}
        if set(now) == set(before):
            told.append(t("weights.same_ten", **names))
            continue
        come, go = (
            [study.evidence[k].name for k in a if k not in b]
            for a, b in ((now, before), (before, now))
        )
        told.append(t("weights.other_ten", come=come or "—", go=go or "—", **names))
    return told


def _rank(study: Study, key: str) -> int | None:
    return study.ranking.rank(key) if key in study.ranking.alternatives else None


def weights_table(sets: Mapping[str, Weights], study: Study, t: Translator) -> pd.DataFrame:
    """One row a criterion: its share of the whole under each named set of weights."""
    keys = study.filled.matrix.criteria
    table = {t("chart.criterion"): [t.text(study.catalogue[key].name) for key in keys]}
    for name, weights in sets.items():
        table[name] = [t.percent(share, 1) for share in weights.shares]
    return pd.DataFrame(table)


def mirror(study: Study, t: Translator) -> tuple[pd.DataFrame, list[str]]:
    """Objective weights of every method that this table allows, and in words why the others do not answer."""
    matrix = study.filled.matrix
    found, refused = {t("weights.held"): study.weights}, []
    for key, method in OBJECTIVE.items():
        try:
            found[t.text(method.name)] = objective_weights(key, matrix)
        except AppError as error:
            reason = t.finding(formatting.named(study, error.findings[0])).line()
            refused.append(t("weights.refused", name=method.name, reason=reason))
    return weights_table(found, study, t), refused
