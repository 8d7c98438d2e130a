"""The sheets of the answer: cover, the first ten and why, the whole ranking, the weights."""

from dataclasses import replace

from mcda.report import reasons
from mcda.report.tables import missing_values, workshop
from mcda.report.tables import ranking as tables
from mcda.report.tables import weights as weight_tables
from mcda.report.tables.model import Column, Sheet, Table, sheet
from mcda.report.tables.ranking import PARTS_FIRST, table_of
from mcda.report.workbook.sheets.robustness import StudyRobustness, robustness_of
from mcda.study.study import Study
from mcda.words import Translator

FIRST = 15  # bars in the ranking's chart
TEN = 10
NAMED = 3  # in the headline


def cover(study: Study, t: Translator) -> Sheet:
    facts = Table(
        (Column(t("brief.fact"), "key"), Column(t("brief.value"), "text")),
        (
            (t("brief.stage"), f"{t.text(study.stage.name)} · {t.text(study.stage.title)}"),
            (t("brief.competitors"), t.text(study.stage.competitors)),
            (t("brief.ranked"), str(len(study.ranking))),
            (t("brief.weighed"), who_weighed(study, t)),
            (t("brief.scenario"), t.text(study.scenario.name)),
            (t("brief.method"), t.text(study.ranking.method.name)),
            (t("brief.date"), study.date),
        ),
    )
    return sheet(
        "cover",
        t,
        [t.text(study.stage.question), t.sentences(paragraph(study, t))],
        facts,
        title=t.text(study.title),
    )


def who_weighed(study: Study, t: Translator) -> str:
    """The workshop and how many answered, or that none did; never a person."""
    found = workshop.weighed_round(study)
    if study.workshop_outcome is None or found is None:
        return t("brief.weighed_by_none")
    return t(
        "brief.weighed_by_workshop",
        title=study.workshop_outcome.title,
        round=found.number,
        heads=found.heads,
    )


def paragraph(study: Study, t: Translator) -> list[str]:
    """The answer in a few sentences: who leads, how sure the first is, what follows behind, what is not known."""
    told = [headline(study, t), *workshop.workshop_sentences(study, t)]
    sure = robustness_of(study)
    first = next(iter(study.ranking))
    if sure is not None:
        told.append(sure.sentence(first.key, t))
        told.append(t("robustness.tested", region=sure.near.region.name))
    shut = sum(low.excluded for low in study.screened_out)
    if shut:
        told.append(t("brief.below_cutoffs", count=shut))
    if study.filled.missing_values:
        told.append(t("brief.missing_values", count=len(study.filled.missing_values)))
    return told


def headline(study: Study, t: Translator) -> str:
    """One sentence of answer: who leads, and how many more share the last of the ranks named."""
    lines = list(study.ranking)
    names = [t.text(study.evidence[line.key].name) for line in lines[:NAMED]]
    more = sum(line.rank == lines[len(names) - 1].rank for line in lines[NAMED:])
    told = "brief.headline_level" if more else "brief.headline"
    return t(told, names=t.join(names), count=len(lines), more=more)


def answer(study: Study, t: Translator) -> Sheet:
    sure = robustness_of(study)
    more = [(Column(t("brief.why"), "text"), lambda line: reasons_of(study, line.key, t))]
    proposed = tables.compromise_sentence(study, t)
    sentences = [headline(study, t), *([] if proposed is None else [proposed])]
    sentences += workshop.workshop_sentences(study, t)
    if sure is not None:
        interval = Column(t("brief.term_interval"), "range")
        more.insert(0, (interval, lambda line: interval_in_words(sure, line.key, t)))
        more.append((Column(t("brief.how_sure"), "text"), lambda line: sure.sentence(line.key, t)))
        sentences.append(
            t("brief.interval_how", samples=sure.near.samples, region=sure.near.region.name)
        )
    sentences += [*why_words(study, t), t.text(study.stage.unknown)]
    first = table_of(study, list(study.ranking)[:TEN], t, "workbook", more)
    return sheet("answer", t, sentences, first)


def interval_in_words(sure: StudyRobustness, key: str, t: Translator) -> str:
    low, high = sure.interval(key)
    return str(low) if low == high else t("brief.band", first=low, last=high)


def why_words(study: Study, t: Translator) -> list[str]:
    """What reasons compare with; where scores have no parts, that they are not read from the scores."""
    if study.ranking.parts is not None:
        return [t("reasons.compared")]
    return [t("reasons.compared"), t("reasons.other_method", method=study.ranking.method.name)]


def reasons_of(study: Study, key: str, t: Translator) -> str:
    """What a candidate gains and loses most on, and its range of ranks where values are missing."""
    parts = [reasons.sentence(study, key, t)]
    parts += missing_values.own_range(study, key, t)
    return t.sentences(filter(None, parts))


def ranking(study: Study, t: Translator) -> Sheet:
    found = study.ranking
    table = tables.ranking(study, t, "workbook")
    last = len(table.columns) - 1
    split = found.parts is not None
    bars = (PARTS_FIRST - 1 if split else last, last, min(FIRST, len(found)))
    sentence = t("brief.parts_add_up") if split else t("brief.no_parts", method=found.method.name)
    return sheet(
        "ranking",
        t,
        [sentence, *spoken_findings(study, t)],
        replace(table, bars=bars, at=(ranking_head(study), 1)),
    )


def ranking_head(study: Study) -> int:
    """Row of the ranking's heading: title, one sentence, the findings, a blank line."""
    return 4 + len(study.findings)


def spoken_findings(study: Study, t: Translator) -> list[str]:
    return [t.line(finding) for finding in study.findings]


def weights(study: Study, t: Translator) -> Sheet:
    additive = study.ranking.parts is not None
    return sheet(
        "weights",
        t,
        [t("brief.influence_additive" if additive else "brief.influence_other")],
        weight_tables.groups(study, t),
        weight_tables.criteria(study, t),
        *workshop.by_group(study, t),
    )


SHEETS = {"cover": cover, "answer": answer, "ranking": ranking, "weights": weights}
