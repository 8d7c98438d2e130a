"""The sheets of the answer: cover, the first ten and why, the whole ranking, the weights."""

from collections.abc import Callable
from dataclasses import replace

from mcda.model.ranking import Ranked
from mcda.report import reasons, theme
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import missing_values, plan_membership, workshop
from mcda.report.tables import ranking as tables
from mcda.report.tables import weights as weight_tables
from mcda.report.tables.model import Bars, Column, Picture, Sheet, Table, Value, sheet
from mcda.report.tables.ranking import (
    column_in_workbook,
    headline,
    parts_first,
    source_words,
    table_of,
)
from mcda.report.workbook.sheets.robustness import StudyRobustness, robustness_of
from mcda.robustness import names_of, nearest_fall
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

FIRST = 15  # bars in the ranking's chart
TEN, TOP = 10, 5
BESIDE = 4  # column of the map on the cover, at the right of its tables
MAP = (15.0, 11.2)  # its width and height in centimetres
BELOW_MAP = 22  # rows from its top to the rank ranges
WIDTHS = (16, 42, 11)  # of the tables beside it
More = tuple[Column, Callable[[Ranked], Value]]


def cover(study: Study, t: Translator) -> Sheet:
    facts = Table(
        (Column(t("brief.fact"), "key"), Column(t("brief.value"), "text")),
        (
            (t("brief.stage"), f"{t.text(study.stage.name)} · {t.text(study.stage.title)}"),
            (t("brief.competitors"), plan_membership.competitors(study, t)),
            (t("brief.ranked"), str(len(study.ranking))),
            (t("brief.weighed"), who_weighed(study, t)),
            (t("brief.scenario"), t.text(study.scenario.name)),
            (t("brief.method"), t.text(study.ranking.method.name)),
            (t("brief.date"), study.date),
            (t("brief.hash"), digest(study)[:12]),
        ),
    )
    made = sheet(
        "cover",
        t,
        [
            *paragraph(study, t),
            t("brief.two_pages"),
        ],
        facts,
        title=t.text(study.title),
    )
    drawn = map_of(study, t, at=(_map_row(study, t), BESIDE), size=MAP)
    return made if drawn is None else replace(made, pictures=(drawn,), widths=WIDTHS)


def _map_row(study: Study, t: Translator) -> int:
    """The row at which the cover's map begins: below title and sentences, beside the tables."""
    return len(paragraph(study, t)) + 4


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


def answer(study: Study, t: Translator) -> Sheet:
    """The first ten in a row each: rank range, share of weight sets in the top, reasons, what would change the rank."""
    sure, lines = robustness_of(study), list(study.ranking)[:TEN]
    proposed = tables.compromise_sentence(study, t)
    sentences = [headline(study, t), *source_words(study, t)]
    sentences += [] if proposed is None else [proposed]
    sentences += workshop.workshop_sentences(study, t)
    more = [] if sure is None else _how_firm(sure, t)
    more += [
        (Column(t("brief.gains"), "key"), lambda line: reasons.gains(study, line.key, t) or "—"),
        (Column(t("brief.losses"), "key"), lambda line: reasons.losses(study, line.key, t) or "—"),
    ]
    if study.ranking.parts is not None:
        more += _overtaken(study, t)
    if sure is not None:
        sentences.append(t("brief.interval_how", samples=f"{sure.near.samples:,}"))
    sentences += [*why_words(study, t), t.text(study.stage.unknown)]
    first = table_of(study, lines, t, "page", more)
    if sure is None:
        return sheet("answer", t, sentences, first)
    made = sheet("answer", t, sentences, first)
    ranges = _ranges(sure, lines, t, (made.heads[0][0], len(first.columns) + 2))
    return replace(made, tables=(first, ranges), printed=len(first.columns))


def _how_firm(sure: StudyRobustness, t: Translator) -> list[More]:
    """The rank range close to the current weights, and the share of weight sets in the top."""
    smaa = sure.near
    row_of = {key: row for row, key in enumerate(smaa.alternatives)}
    k = min((edge for edge in smaa.edges if edge >= TOP), default=smaa.edges[-1])
    interval = Column(t("brief.term_interval"), "range")
    found: list[More] = [(interval, lambda line: interval_in_words(sure, line.key, t))]
    if k < len(smaa.alternatives):
        shares = smaa.top(k)
        found.append(
            (
                Column(t("robustness.to_first", k=k), "percent"),
                lambda line: float(shares[row_of[line.key]]),
            )
        )
    return found


def _overtaken(study: Study, t: Translator) -> list[More]:
    """Which candidate overtakes at the nearest move of one weight, and what that move is."""
    ranking, names = study.ranking, names_of(study)

    def behind(line: Ranked) -> str:
        fall = nearest_fall(ranking, line.key)
        return "—" if fall is None else t.text(names[fall.behind])

    def condition(line: Ranked) -> str:
        fall = nearest_fall(ranking, line.key)
        if fall is None:
            return "—"
        now = ranking.weights[fall.criterion]
        limit, present = (f"{100 * share:.1f}" for share in (fall.share, now))
        if limit == present:
            return t("brief.if_level")
        criterion = study.catalogue[fall.criterion].in_sentence
        words = "brief.if_above" if fall.more else "brief.if_below"
        return t(words, criterion=criterion, share=limit, now=present)

    return [
        (Column(t("brief.overtaken_by"), "name"), behind),
        (Column(t("brief.overtaken_if"), "key"), condition),
    ]


def _ranges(
    sure: StudyRobustness,
    lines: list[Ranked],
    t: Translator,
    head: tuple[int, int],
) -> Table:
    """Rank ranges as bars on the cover: dark close to the current weights, pale for all weights; the table holds their lengths."""
    rows = []
    for line in lines:
        low, high = sure.interval(line.key)
        first, last = sure.interval(line.key, wide=True)
        first, last = min(first, low), max(last, high)
        name = t("brief.ranked_name", rank=line.rank, name=sure.study.evidence[line.key].name)
        # a range of one rank is a bar as long as one
        rows.append((name, first - 1, low - first, high - low + 1, last - high))
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("brief.range_before"), "rank"),
        Column(t("robustness.region_simplex"), "rank"),
        Column(t("robustness.region_near"), "rank"),
        Column(" ", "rank"),  # as pale
    )
    bars = Bars(
        names=0,
        first=1,
        last=4,
        rows=len(rows),
        colours=(None, theme.RAMP[1], theme.RAMP[-1], theme.RAMP[1]),
        at=(_map_row(sure.study, t) + (BELOW_MAP if _has_map(sure.study) else 0), BESIDE),
        title=t("brief.ranges_title"),  # in place of a legend, which would name the pale twice
        size=(MAP[0], 2.0 + 0.56 * len(rows)),
        number="0",
        legend=False,
        sheet="cover",
    )
    return Table(columns, tuple(rows), at=head, charts=(bars,))


def map_of(
    study: Study, t: Translator, at: tuple[int, int], size: tuple[float, float]
) -> Picture | None:
    """The map of the page Ranking with the names of the first ten; None where no candidate has a seat."""
    if not _has_map(study):
        return None
    spec = rank_map(study, t, named=TEN)
    words = t("brief.map_words", headline=headline(study, t))
    return Picture(spec, words, at, size)


def _has_map(study: Study) -> bool:
    return sum(study.evidence[line.key].seat is not None for line in study.ranking) > 1


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
    split = found.parts is not None
    drawn = (
        (parts_first(study, t) - 1, len(table.columns) - 1)
        if split
        else (column_in_workbook("score") - 1,) * 2
    )
    bars = (*drawn, min(FIRST, len(found)))
    sentence = t("brief.parts_add_up") if split else t("brief.no_parts", method=found.method.name)
    made = sheet(
        "ranking",
        t,
        [sentence, *spoken_findings(study, t)],
        replace(table, bars=bars, at=(ranking_head(study), 1)),
    )
    return replace(made, printed=len(table.columns))


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
