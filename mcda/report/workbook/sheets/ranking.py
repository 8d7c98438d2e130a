"""One function a sheet: a study and a voice in, a Sheet out."""

from mcda.report.charts.ranking import criterion_colours
from mcda.report.tables import workshop
from mcda.report.tables.model import Column, Sheet, Table, Value, sheet, where
from mcda.report.workbook.sheets.robustness import Sureness, sureness
from mcda.study.study import Study
from mcda.words import Translator

FIRST = 15  # bars in the ranking's chart
TEN = 10
PARTS_FIRST = 5  # column of the first part on the sheet of the ranking


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
        t.text(study.title),
        [t.text(study.stage.question), " ".join(paragraph(study, t))],
        facts,
    )


def who_weighed(study: Study, t: Translator) -> str:
    """The workshop and how many answered, or that none did; never a person."""
    if study.workshop_outcome is None or not study.workshop_outcome.rounds:
        return t("brief.weighed_by_none")
    last = study.workshop_outcome.rounds[-1]
    return t(
        "brief.weighed_by_room",
        title=study.workshop_outcome.title,
        round=last.number,
        heads=last.heads,
    )


def paragraph(study: Study, t: Translator) -> list[str]:
    """The answer in a few sentences: who leads, how sure the first is, what follows behind, what is not known."""
    told = [headline(study, t)]
    sure = sureness(study)
    first = next(iter(study.ranking))
    if sure is not None:
        told.append(sure.sentence(first.key, t))
    shut = sum(low.excluded for low in study.screened_out)
    if shut:
        told.append(t("brief.shut", count=shut))
    if study.filled.missing_values:
        told.append(t("brief.gaps_told", count=len(study.filled.missing_values)))
    return told


def headline(study: Study, t: Translator) -> str:
    """One sentence of answer: who leads."""
    names = [t.text(study.evidence[line.key].name) for line in list(study.ranking)[:3]]
    return t(
        "brief.headline", stage=study.stage.name, names=t.join(names), count=len(study.ranking)
    )


def answer(study: Study, t: Translator) -> Sheet:
    sure = sureness(study)
    rows = []
    for line in list(study.ranking)[:TEN]:
        told = finding_of(study, line.key, t)
        row: list[Value] = [
            line.rank,
            t.text(study.evidence[line.key].name),
            where(study, line.key, t),
            line.score,
        ]
        if sure is not None:
            row += [interval_in_words(sure, line.key, t), told, sure.sentence(line.key, t)]
        else:
            row.append(told)
        rows.append(tuple(row))
    columns = [
        Column(t("chart.place"), "rank"),
        Column(t("chart.name"), "name"),
        Column(t("brief.where"), "key"),
        Column(t("brief.score"), "score"),
        Column(t("brief.why"), "text"),
    ]
    sentences = [headline(study, t)]
    if sure is not None:
        columns.insert(4, Column(t("brief.interval"), "range"))
        columns.append(Column(t("brief.how_sure"), "text"))
        sentences.append(
            t("brief.interval_how", samples=sure.near.samples, region=sure.near.region.name)
        )
    sentences.append(t.text(study.stage.unknown))
    return sheet(
        "answer", t, t("brief.title_answer"), sentences, Table(tuple(columns), tuple(rows))
    )


def interval_in_words(sure: Sureness, key: str, t: Translator) -> str:
    low, high = sure.interval(key)
    return str(low) if low == high else t("brief.band", first=low, last=high)


def finding_of(study: Study, key: str, t: Translator) -> str:
    """What lifts a place and what holds it back most, and its interval of place where readings are missing."""
    matrix, row = study.filled.matrix, study.filled.matrix.alternatives.index(key)
    gain = study.weights.array * (matrix.normalised[row] - matrix.normalised.mean(axis=0))
    order = sorted(range(len(gain)), key=lambda j: -float(gain[j]))
    best = [t.text(study.catalogue[matrix.criteria[j]].name) for j in order[:2] if gain[j] > 0]
    worst = [t.text(study.catalogue[matrix.criteria[j]].name) for j in order[-1:] if gain[j] < 0]
    parts = []
    if best:
        parts.append(t("brief.lifted", names=t.join(best)))
    if worst:
        parts.append(t("brief.held_back", names=t.join(worst)))
    low, high = study.rank_interval(key)
    if low != high:
        parts.append(t("brief.between", first=low, last=high))
    return t.clauses(parts) + t("punctuation.stop") if parts else ""


def ranking(study: Study, t: Translator) -> Sheet:
    found, colours = study.ranking, criterion_colours(study)
    columns = [
        Column(t("chart.place"), "rank"),
        Column(t("chart.name"), "name"),
        Column(t("brief.where"), "key"),
        Column(t("brief.score"), "score"),
    ]
    split = found.parts is not None
    if split:
        columns += [
            Column(t.text(study.catalogue[key].name), "part", colour=colours[key])
            for key in found.matrix.criteria
        ]
    rows = tuple(
        (
            line.rank,
            t.text(study.evidence[line.key].name),
            where(study, line.key, t),
            line.score,
            *((float(part) for part in found.parts[line.row]) if found.parts is not None else ()),
        )
        for line in found
    )
    last = len(columns) - 1
    bars = (PARTS_FIRST - 1 if split else last, last, min(FIRST, len(rows)))
    sentence = t("brief.parts_add_up") if split else t("brief.no_parts", method=found.method.name)
    return sheet(
        "ranking",
        t,
        t("brief.title_ranking"),
        [sentence, *spoken_findings(study, t)],
        Table(tuple(columns), rows, bars=bars, at=(ranking_head(study), 1)),
    )


def ranking_head(study: Study) -> int:
    """Row of the ranking's heading: title, one sentence, the findings, a blank line."""
    return 4 + len(study.findings)


def spoken_findings(study: Study, t: Translator) -> list[str]:
    colon, stop = t("punctuation.colon"), t("punctuation.stop")
    spoken = [t.finding(finding) for finding in study.findings]
    return [f"{s.place}{colon}{t.clauses([s.found, s.remedy])}{stop}" for s in spoken]


def weights(study: Study, t: Translator) -> Sheet:
    found = study.ranking
    rows = []
    for j, key in enumerate(found.matrix.criteria):
        criterion, use, scale = study.catalogue[key], study.stage[key], study.scales[key]
        group = study.catalogue.group(criterion.group)
        rows.append(
            (
                t.text(group.name),
                t.text(criterion.name),
                t(f"kinds.{use.kind}"),
                study.scenario.weights.inside[criterion.group][key],
                found.weights[key],
                float(found.influence[j]),
                scale.worst,
                scale.best,
                t.text(criterion.unit),
                t(f"kinds.{scale.curve}"),
                t("kinds.flipped") if key in study.scenario.flipped else t.text(use.reason),
            )
        )
    columns = (
        Column(t("brief.group"), "key"),
        Column(t("chart.criterion"), "name"),
        Column(t("brief.kind"), "key"),
        Column(t("brief.inside"), "share"),
        Column(t("chart.share"), "share"),
        Column(t("brief.influence"), "share"),
        Column(t("brief.worst"), "value"),
        Column(t("brief.best"), "value"),
        Column(t("brief.unit"), "key"),
        Column(t("brief.curve"), "key"),
        Column(t("brief.reason"), "text"),
    )
    groups = Table(
        (
            Column(t("brief.group"), "name"),
            Column(t("brief.group_share"), "share"),
        ),
        tuple(
            (t.text(study.catalogue.group(key).name), share)
            for key, share in study.scenario.weights.groups.as_dict().items()
        ),
    )
    additive = found.parts is not None
    sentence = t("brief.influence_additive") if additive else t("brief.influence_other")
    return sheet(
        "weights",
        t,
        t("brief.title_weights"),
        [sentence],
        groups,
        Table(columns, tuple(rows)),
        *workshop.by_group(study, t),
    )
