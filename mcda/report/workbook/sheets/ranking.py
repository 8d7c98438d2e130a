"""One function a sheet: a study and a voice in, a Sheet out."""

from mcda.report.charts.ranking import criterion_colours
from mcda.report.tables import workshop
from mcda.report.tables.model import Column, Sheet, Table, Value, sheet, where
from mcda.report.workbook.sheets.robustness import Sureness, sureness
from mcda.study.study import Study
from mcda.words import Say

FIRST = 15  # bars in the ranking's chart
TEN = 10
PARTS_FIRST = 5  # column of the first part on the sheet of the ranking


def cover(study: Study, say: Say) -> Sheet:
    facts = Table(
        (Column(say("brief.fact"), "key"), Column(say("brief.value"), "text")),
        (
            (say("brief.stage"), f"{say.of(study.stage.name)} · {say.of(study.stage.title)}"),
            (say("brief.competitors"), say.of(study.stage.competitors)),
            (say("brief.ranked"), str(len(study.ranking))),
            (say("brief.weighed"), who_weighed(study, say)),
            (say("brief.scenario"), say.of(study.scenario.name)),
            (say("brief.method"), say.of(study.ranking.method.name)),
            (say("brief.date"), study.date),
        ),
    )
    return sheet(
        "cover",
        say,
        say.of(study.title),
        [say.of(study.stage.question), " ".join(paragraph(study, say))],
        facts,
    )


def who_weighed(study: Study, say: Say) -> str:
    """The workshop and how many answered, or that none did; never a person."""
    if study.heard is None or not study.heard.rounds:
        return say("brief.weighed_by_none")
    last = study.heard.rounds[-1]
    return say(
        "brief.weighed_by_room", title=study.heard.title, round=last.number, heads=last.heads
    )


def paragraph(study: Study, say: Say) -> list[str]:
    """The answer in a few sentences: who leads, how sure the first is, what follows behind, what is not known."""
    told = [headline(study, say)]
    sure = sureness(study)
    first = next(iter(study.ranking))
    if sure is not None:
        told.append(sure.sentence(first.key, say))
    shut = sum(low.excluded for low in study.fallen)
    if shut:
        told.append(say("brief.shut", count=shut))
    if study.filled.gaps:
        told.append(say("brief.gaps_told", count=len(study.filled.gaps)))
    return told


def headline(study: Study, say: Say) -> str:
    """One sentence of answer: who leads."""
    names = [say.of(study.evidence[line.key].name) for line in list(study.ranking)[:3]]
    return say(
        "brief.headline", stage=study.stage.name, names=say.join(names), count=len(study.ranking)
    )


def answer(study: Study, say: Say) -> Sheet:
    sure = sureness(study)
    rows = []
    for line in list(study.ranking)[:TEN]:
        told = finding_of(study, line.key, say)
        row: list[Value] = [
            line.place,
            say.of(study.evidence[line.key].name),
            where(study, line.key, say),
            line.score,
        ]
        if sure is not None:
            row += [interval_in_words(sure, line.key, say), told, sure.sentence(line.key, say)]
        else:
            row.append(told)
        rows.append(tuple(row))
    columns = [
        Column(say("chart.place"), "place"),
        Column(say("chart.name"), "name"),
        Column(say("brief.where"), "key"),
        Column(say("brief.score"), "score"),
        Column(say("brief.why"), "text"),
    ]
    sentences = [headline(study, say)]
    if sure is not None:
        columns.insert(4, Column(say("brief.interval"), "range"))
        columns.append(Column(say("brief.how_sure"), "text"))
        sentences.append(
            say("brief.interval_how", samples=sure.near.samples, region=sure.near.region.name)
        )
    sentences.append(say.of(study.stage.unknown))
    return sheet(
        "answer", say, say("brief.title_answer"), sentences, Table(tuple(columns), tuple(rows))
    )


def interval_in_words(sure: Sureness, key: str, say: Say) -> str:
    low, high = sure.interval(key)
    return str(low) if low == high else say("brief.band", first=low, last=high)


def finding_of(study: Study, key: str, say: Say) -> str:
    """What lifts a place and what holds it back most, and its interval of place where readings are missing."""
    matrix, row = study.filled.matrix, study.filled.matrix.alternatives.index(key)
    gain = study.weights.array * (matrix.worth[row] - matrix.worth.mean(axis=0))
    order = sorted(range(len(gain)), key=lambda j: -float(gain[j]))
    best = [say.of(study.catalogue[matrix.criteria[j]].name) for j in order[:2] if gain[j] > 0]
    worst = [say.of(study.catalogue[matrix.criteria[j]].name) for j in order[-1:] if gain[j] < 0]
    parts = []
    if best:
        parts.append(say("brief.lifted", names=say.join(best)))
    if worst:
        parts.append(say("brief.held_back", names=say.join(worst)))
    low, high = study.place_interval(key)
    if low != high:
        parts.append(say("brief.between", first=low, last=high))
    return say.clauses(parts) + say("punctuation.stop") if parts else ""


def ranking(study: Study, say: Say) -> Sheet:
    found, colours = study.ranking, criterion_colours(study)
    columns = [
        Column(say("chart.place"), "place"),
        Column(say("chart.name"), "name"),
        Column(say("brief.where"), "key"),
        Column(say("brief.score"), "score"),
    ]
    split = found.parts is not None
    if split:
        columns += [
            Column(say.of(study.catalogue[key].name), "part", colour=colours[key])
            for key in found.matrix.criteria
        ]
    rows = tuple(
        (
            line.place,
            say.of(study.evidence[line.key].name),
            where(study, line.key, say),
            line.score,
            *((float(part) for part in found.parts[line.row]) if found.parts is not None else ()),
        )
        for line in found
    )
    last = len(columns) - 1
    bars = (PARTS_FIRST - 1 if split else last, last, min(FIRST, len(rows)))
    sentence = (
        say("brief.parts_add_up") if split else say("brief.no_parts", method=found.method.name)
    )
    return sheet(
        "ranking",
        say,
        say("brief.title_ranking"),
        [sentence, *spoken_findings(study, say)],
        Table(tuple(columns), rows, bars=bars, at=(ranking_head(study), 1)),
    )


def ranking_head(study: Study) -> int:
    """Row of the ranking's heading: title, one sentence, the findings, a blank line."""
    return 4 + len(study.findings)


def spoken_findings(study: Study, say: Say) -> list[str]:
    colon, stop = say("punctuation.colon"), say("punctuation.stop")
    spoken = [say.finding(finding) for finding in study.findings]
    return [f"{s.place}{colon}{say.clauses([s.found, s.remedy])}{stop}" for s in spoken]


def weights(study: Study, say: Say) -> Sheet:
    found = study.ranking
    rows = []
    for j, key in enumerate(found.matrix.criteria):
        criterion, use, scale = study.catalogue[key], study.stage[key], study.scales[key]
        group = study.catalogue.group(criterion.group)
        rows.append(
            (
                say.of(group.name),
                say.of(criterion.name),
                say(f"kinds.{use.kind}"),
                study.scenario.weights.inside[criterion.group][key],
                found.weights[key],
                float(found.influence[j]),
                scale.worst,
                scale.best,
                say.of(criterion.unit),
                say(f"kinds.{scale.curve}"),
                say("kinds.flipped") if key in study.scenario.flipped else say.of(use.reason),
            )
        )
    columns = (
        Column(say("brief.group"), "key"),
        Column(say("chart.criterion"), "name"),
        Column(say("brief.kind"), "key"),
        Column(say("brief.inside"), "share"),
        Column(say("chart.share"), "share"),
        Column(say("brief.influence"), "share"),
        Column(say("brief.worst"), "reading"),
        Column(say("brief.best"), "reading"),
        Column(say("brief.unit"), "key"),
        Column(say("brief.curve"), "key"),
        Column(say("brief.reason"), "text"),
    )
    groups = Table(
        (
            Column(say("brief.group"), "name"),
            Column(say("brief.group_share"), "share"),
        ),
        tuple(
            (say.of(study.catalogue.group(key).name), share)
            for key, share in study.scenario.weights.groups.as_dict().items()
        ),
    )
    additive = found.parts is not None
    sentence = say("brief.influence_additive") if additive else say("brief.influence_other")
    return sheet(
        "weights",
        say,
        say("brief.title_weights"),
        [sentence],
        groups,
        Table(columns, tuple(rows)),
        *workshop.by_group(study, say),
    )
