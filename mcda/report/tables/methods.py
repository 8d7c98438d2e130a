"""What other methods make of the same weights: ranks under one of each family, and how far they agree."""

import re
from collections.abc import Callable, Mapping

import pandas as pd

from criteria.errors import AppError, Finding
from mcda.methods.families import agreement, chance_similarity
from mcda.methods.registry import METHODS
from mcda.model.ranking import Ranked, Ranking
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, Value
from mcda.report.tables.ranking import table_of
from mcda.report.tables.robustness import first_few
from mcda.study.study import Study
from mcda.words import Translator


def family_rankings(study: Study) -> tuple[dict[str, Ranking], dict[str, Finding]]:
    """The study ranked by its own method and one of each family; and why the others cannot."""
    found = {study.scenario.method: study.ranking}
    refused: dict[str, Finding] = {}
    for key, method in METHODS.items():
        if method.in_default_menu and key not in found:
            try:
                found[key] = study.ranked_by(key)
            except AppError as error:
                refused[key] = error.findings[0]
    return found, refused


def short_name(method: str, t: Translator) -> str:
    """A method's name without its gloss in brackets, for headings."""
    return re.split(r"[（(]", t.text(METHODS[method].name))[0].strip()


def family_ranks(
    study: Study, rankings: Mapping[str, Ranking], t: Translator, first: int = 15
) -> pd.DataFrame:
    """One row a candidate and method: the first fifteen of the study's own ranking under every family."""
    return pd.DataFrame(
        [
            {
                "key": line.key,
                "name": t.text(study.evidence[line.key].name),
                "now": line.rank,
                "method": short_name(key, t),
                "rank": ranking.rank(line.key),
                "count": len(ranking),
            }
            for line in list(study.ranking)[:first]
            for key, ranking in rankings.items()
        ]
    )


def family_table(
    study: Study, rankings: Mapping[str, Ranking], t: Translator, first: int = 15
) -> Table:
    """The first fifteen of the study's own ranking, with their ranks under every family."""

    def rank(ranking: Ranking) -> Callable[[Ranked], Value]:
        return lambda line: ranking.rank(line.key)

    more = [(Column(short_name(key, t), "rank"), rank(found)) for key, found in rankings.items()]
    lines = list(study.ranking)[:first]
    return table_of(study, lines, t, "screen", more, without=("province", "score"))


def families(study: Study, t: Translator, key: str) -> Table:
    """The rank of one alternative under one method of each family; why not, where a method cannot rank the table."""
    rankings, refused = family_rankings(study)
    rows: list[tuple[Value, ...]] = []
    for method in METHODS.values():
        if method.key in rankings or method.key in refused:
            found, why = rankings.get(method.key), refused.get(method.key)
            rows.append(
                (
                    t.text(method.name),
                    t(f"kinds.{method.family}"),
                    None if found is None else found.rank(key),
                    "" if why is None else t.line(formatting.named(study, why)),
                )
            )
    columns = (
        Column(t("app.method"), "name"),
        Column(t("ranking.family"), "key"),
        Column(t("chart.rank"), "rank"),
        Column(t("ranking.note"), "text"),
    )
    return Table(columns, tuple(rows))


def agreement_by_chance(study: Study, t: Translator) -> str:
    """What the four measures are for two orders that have nothing to do with each other."""
    count = len(study.ranking)
    k = first_few(count)
    return t(
        "robustness.agreement_chance",
        count=count,
        ws=f"{chance_similarity(count):.2f}",
        k=k,
        overlap=round(100 * k / count),
    )


def agreeing(study: Study, rankings: Mapping[str, Ranking], t: Translator) -> Table:
    """How far each other method agrees with the study's own, by four measures."""
    own = study.scenario.method
    found = agreement(rankings, first=first_few(len(study.ranking)))
    rows = []
    for key in rankings:
        if key != own:
            pair = found.between(own, key)
            rows.append(
                (
                    t.text(METHODS[key].name),
                    t(f"kinds.{METHODS[key].family}"),
                    pair.tau,
                    pair.weighted,
                    pair.ws,
                    100 * pair.overlap,
                )
            )
    columns = (
        Column(t("app.method"), "name"),
        Column(t("ranking.family"), "key"),
        Column(t("robustness.tau"), "degree"),
        Column(t("robustness.weighted"), "degree"),
        Column(t("robustness.ws"), "degree"),
        Column(t("robustness.overlap", k=found.first), "whole"),
    )
    return Table(columns, tuple(rows))
