"""The five relations in words and tables: the profile of one candidate, and what weight each relation has by stage."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mcda.region.relations import RELATIONS, RelationValue, relation_profiles
from mcda.report.tables import county_profile
from mcda.report.tables.model import Column, Table, Value
from mcda.study.profiles import profiles_of
from mcda.study.study import Study
from mcda.words import Translator


def headed(relation: int, t: Translator) -> str:
    """A relation by number, name and what a candidate does in it."""
    values = {"short": t(f"relations.short_{relation}"), "verb": t(f"relations.verb_{relation}")}
    return t("relations.headed", number=relation, **values)


def named(relation: int, t: Translator) -> str:
    """A relation by number and name alone."""
    return t("relations.spoke", number=relation, short=t(f"relations.short_{relation}"))


def said(found: RelationValue, t: Translator) -> str:
    """A value, the bounds of one that is not known, or that no criterion speaks to the relation."""
    if found.value is not None:
        return f"{found.value:.2f}"
    if not found.criteria:
        return t("relations.no_criterion")
    if (found.low, found.high) == (0.0, 1.0):
        return t("relations.unknown")
    return t("relations.unknown_between", low=f"{found.low:.2f}", high=f"{found.high:.2f}")


def graded(study: Study, key: str, t: Translator) -> list[str]:
    """The five values of one candidate in words, each in the upper or lower quarter of the ranked marked as such."""
    profiles = relation_profiles(study)
    lower, upper = (profiles.quantiles(study, share) for share in (0.25, 0.75))
    told = []
    for found, low, high in zip(profiles.of(key), lower, upper, strict=True):
        words = said(found, t)
        if found.value is not None and low < high and not low < found.value < high:
            words = t("relations.high" if found.value >= high else "relations.low", value=words)
        told.append(words)
    return told


def graded_words(study: Study, t: Translator) -> str:
    """What "high" and "low" mean beside a value."""
    return t("relations.graded", count=len(study.ranking))


def profile(study: Study, key: str, t: Translator) -> Table:
    """A relation a row: value, range, median of the ranked, weight, the criteria behind it, what no column measures."""
    profiles = relation_profiles(study)
    rows = []
    for found, median in zip(profiles.of(key), profiles.medians(study), strict=True):
        rows.append(
            (
                headed(found.relation, t),
                said(found, t) if found.value is None else found.value,
                _range(found, t),
                None if np.isnan(median) else float(median),
                found.share,
                _criteria(study, key, found, t),
                t(f"region.relation_unknown_{found.relation}"),
            )
        )
    return Table(
        (
            Column(t("region.relation"), "name"),
            Column(t("relations.value"), "degree"),
            Column(t("relations.range"), "range"),
            Column(t("relations.median"), "degree"),
            Column(t("relations.weight"), "share"),
            Column(t("region.relation_criteria"), "text"),
            Column(t("region.relation_unknown"), "key"),
        ),
        tuple(rows),
        t("relations.title_of", name=study.evidence[key].name),
    )


def _range(found: RelationValue, t: Translator) -> str:
    """Between which two ends a value lies, where its criteria's values are uncertain or missing."""
    if not found.criteria or found.low == found.high:
        return "—"
    return t("relations.between", low=f"{found.low:.2f}", high=f"{found.high:.2f}")


def _criteria(study: Study, key: str, found: RelationValue, t: Translator) -> str:
    """Each criterion that speaks to a relation with its value, normalised value and weight."""
    profiles = profiles_of(study)
    row = profiles.normalised[profiles.row(key)]
    told = []
    for criterion in found.criteria:
        normalised = row[profiles.criteria.index(criterion)]
        values = {
            "name": study.catalogue[criterion].name,
            "value": county_profile.said(study, key, criterion, t),
            "share": t.percent(study.weights[criterion], 1),
        }
        told.append(
            t("relations.criterion_unknown", **values)
            if np.isnan(normalised)
            else t("relations.criterion", **values, normalised=f"{normalised:.2f}")
        )
    return t.clauses(told) or t("relations.no_criterion_here")


def spokes(study: Study, key: str, t: Translator) -> pd.DataFrame:
    """One row a relation, as the chart draws it: where its value, ends and median lie, and in words."""
    profiles = relation_profiles(study)
    return pd.DataFrame(
        [
            {
                "spoke": number,
                "name": named(found.relation, t),
                "value": found.value,
                "low": found.low,
                "high": found.high,
                "median": None if np.isnan(median) else float(median),
                "known": found.value is not None,
                "spoken": bool(found.criteria),
                "said": said(found, t),
            }
            for number, (found, median) in enumerate(
                zip(profiles.of(key), profiles.medians(study), strict=True)
            )
        ]
    )


def shares(studies: Sequence[Study], t: Translator) -> Table:
    """What part of the whole weight speaks to each relation at each stage, and what part to none."""
    found = [relation_profiles(study).shares for study in studies]
    rows: list[tuple[Value, ...]] = [
        (
            t("relations.none") if relation is None else headed(relation, t),
            *(each[relation] for each in found),
        )
        for relation in (*RELATIONS, None)
    ]
    return Table(
        (
            Column(t("region.relation"), "name"),
            *(Column(t.text(study.stage.name), "share") for study in studies),
        ),
        tuple(rows),
        t("relations.table_shares"),
    )
