"""A published study on one page: the answer, how sure it is, what it rests on. For officials, without a control."""

import numpy as np

from mcda.model.ranking import Ranked
from mcda.report.tables import data, plan_membership, robustness, workshop
from mcda.report.tables.model import Column, Table
from mcda.report.tables.ranking import table_of
from mcda.report.workbook.sheets.ranking import reasons_of
from mcda.robustness import Acceptability, names_of, sentence_for
from mcda.study.factory import study_of
from mcda.study.study import Study
from mcda.words import Translator

TEN, SURE = 10, 3  # candidates of whom it is said why, and how sure


def first_ten(study: Study, t: Translator, smaa: Acceptability | None = None) -> Table:
    """Rank, name, score, and the 90% rank range where weights were drawn: narrow enough for a phone."""
    more = []
    if smaa is not None:
        ranges = robustness.rank_intervals(smaa)

        def interval(line: Ranked) -> str:
            low, high = ranges[line.key]
            return str(low) if low == high else t("brief.band", first=low, last=high)

        more = [(Column(t("brief.term_interval"), "range"), interval)]
    return table_of(study, list(study.ranking)[:TEN], t, "page", more, without=("where", "plan"))


def reasons(study: Study, t: Translator) -> Table:
    """Of each of the first ten where it lies, and what it gains and loses most on."""
    why = (Column(t("brief.why"), "text"), lambda line: reasons_of(study, line.key, t))
    lines = list(study.ranking)[:TEN]
    return table_of(study, lines, t, "page", [why], without=("rank", "score"))


def how_sure(study: Study, smaa: Acceptability, t: Translator) -> list[str]:
    """A sentence for each of the first three."""
    names = names_of(study)
    return [
        sentence_for(t, study.ranking, smaa, line.key, names) for line in list(study.ranking)[:SURE]
    ]


def rests_on(study: Study, t: Translator) -> list[str]:
    """Who competes, what counts and for whom, the method, the state of the values."""
    scenario, method = study.scenario, study.ranking.method
    shares = [
        t("weights.share_of", name=study.catalogue.group(key).name, share=t.percent(share))
        for key, share in scenario.weights.groups.as_dict().items()
    ]
    doubts, size = data.doubt_counts(study), data.size(study)
    found = [
        t(
            "publications.ranked",
            count=len(study.ranking),
            competitors=plan_membership.competitors(study, t),
        ),
        t(
            "publications.counts_changed" if _is_changed(study) else "publications.counts",
            scenario=scenario.name,
            shares=t.join(shares, last=False),
        ),
        t("publications.method", name=method.name, gloss=method.gloss),
        t(
            "publications.values",
            criteria=size["criteria"],
            cells=f"{size['criteria'] * size['count']:,}",
            **doubts,
        ),
    ]
    if study.evidence.corrections:
        found.append(t("disputes.rests", count=len(study.evidence.corrections)))
    weighed = workshop.weighed_round(study)
    if study.workshop_outcome is not None and weighed is not None:
        words = "publications.weighed_by_workshop"
        title, heads = study.workshop_outcome.title, weighed.heads
        found.insert(2, t(words, title=title, heads=heads))
    return found


def _is_changed(study: Study) -> bool:
    """Whether the scenario goes by the name of a proposal, but its weights are no longer the proposed ones."""
    proposed = study_of(study.stage, study.catalogue, study.evidence, study.title).scenarios
    keys, now = study.stage.keys, study.scenario
    return any(
        known.key == now.key
        and not np.allclose(known.weights.whole(keys).array, now.weights.whole(keys).array)
        for known in proposed
    )


def assumed_evidence(study: Study, t: Translator) -> str | None:
    """Which values are assumed and not known."""
    cells = [
        t.composed(
            f"{t.text(study.evidence[a.alternative].name)} “{t.text(study.variable_name(a.variable))}”"
        )
        for a in study.scenario.assumed
    ]
    return t("app.supposed", cells=t.join(cells)) if cells else None
