"""The brief's sheet of a workshop: its rounds, weights, agreement, what to discuss, notes and parked questions."""

from dataclasses import replace

from mcda.report.tables import workshop as workshop_tables
from mcda.report.tables.model import Column, Sheet, Table, sheet
from mcda.study.study import Study
from mcda.weighting.registry import WAYS
from mcda.words import Say


def workshop(study: Study, say: Say) -> Sheet | None:
    """What the room said that weighed this study; None if none did."""
    if study.heard is None:
        return None
    names = {criterion.key: criterion.name for criterion in study.catalogue.criteria}
    places = {a.key: a.name for a in study.evidence.alternatives}
    sentences = [study.heard.title, say("results.sheet_anonymous")]
    tables: list[Table] = []
    for found in study.heard.rounds:
        way = say.of(WAYS[found.way].name) if found.way in WAYS else found.way
        title = say("results.sheet_round", number=found.number, heads=found.heads, way=way)
        told = [] if found.why_withheld is None else [say.of(found.why_withheld)]
        told += [] if found.sentence is None else [say.of(found.sentence)]
        told += [workshop_tables.groups_spoken(found, say)] if found.groups else []
        told += [say.of(text) for text in found.discuss]
        column = (Column(say("results.round_number", number=found.number), "wide"),)
        tables.append(Table(column, tuple((line,) for line in told), title))
        if found.weights:
            shares = workshop_tables.weights(found.weights, names, say)
            tables.append(replace(shares, title=say("results.view_weights")))
        if found.agreement:
            tables += workshop_tables.agreement(found.agreement, say)
        if found.sure:
            tables += workshop_tables.sure(found.sure, places, say)
        for words, lines in (("results.notes", found.notes), ("results.parked", found.parked)):
            if lines:
                tables.append(Table((Column(say(words), "wide"),), tuple((n,) for n in lines)))
    return sheet("workshop", say, say("results.sheet_title"), sentences, *tables)
