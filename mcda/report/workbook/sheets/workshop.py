"""The brief's sheet of a workshop: its rounds, weights, agreement, what to discuss, notes and parked questions."""

from dataclasses import replace

from mcda.report.tables import workshop as workshop_tables
from mcda.report.tables.model import Column, Sheet, Table, sheet
from mcda.study.study import Study
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator


def workshop(study: Study, t: Translator) -> Sheet | None:
    """What the workshop gave that weighed this study; None if none did."""
    if study.workshop_outcome is None:
        return None
    names = {criterion.key: criterion.name for criterion in study.catalogue.criteria}
    ranks = {a.key: a.name for a in study.evidence.alternatives}
    sentences = [study.workshop_outcome.title, t("results.sheet_anonymous")]
    tables: list[Table] = []
    for found in study.workshop_outcome.rounds:
        method_key = (
            t.text(WEIGHTING_METHODS[found.weighting_method].name)
            if found.weighting_method in WEIGHTING_METHODS
            else found.weighting_method
        )
        title = t("results.sheet_round", number=found.number, heads=found.heads, way=method_key)
        told = [] if found.why_suppressed is None else [t.text(found.why_suppressed)]
        told += [] if found.sentence is None else [t.text(found.sentence)]
        told += [workshop_tables.groups_spoken(found, t)] if found.groups else []
        told += [t.text(text) for text in found.discuss]
        column = (Column(t("results.round_number", number=found.number), "wide"),)
        tables.append(Table(column, tuple((line,) for line in told), title))
        if found.weights:
            shares = workshop_tables.weights(found.weights, names, t)
            tables.append(replace(shares, title=t("results.view_weights")))
        if found.agreement:
            tables += workshop_tables.agreement(found.agreement, t)
        if found.rank_shares:
            shares = workshop_tables.rank_shares(found.rank_shares, found.heads, ranks, t)
            tables.append(replace(shares, title=t("results.sure")))
        for words, lines in (("results.notes", found.notes), ("results.parked", found.parked)):
            if lines:
                tables.append(Table((Column(t(words), "wide"),), tuple((n,) for n in lines)))
    return sheet("workshop", t, sentences, *tables, title=t("results.sheet_title"))


SHEETS = {"workshop": workshop}
