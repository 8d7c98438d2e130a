"""The sheets of what is known: the readings, where they come from, what to doubt and what nobody knows."""

from collections import Counter

from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Sheet, Table, sheet, where
from mcda.report.workbook.whatif.layout import READINGS_HEAD
from mcda.study.cutoffs import failing
from mcda.study.study import Study
from mcda.words import Translator


def performance(study: Study, t: Translator) -> Sheet:
    """Everyone's readings, also of those below a bottom line; the live sheets take them from here."""
    matrix, evidence = study.imputed.matrix, study.assumed_evidence
    missing_values = {(gap.alternative, gap.criterion) for gap in study.imputed.missing_values}
    failed = failing(matrix, study.scenario.cutoffs) if study.scenario.cutoffs else {}
    columns = [Column(t("chart.name"), "name"), Column(t("brief.where"), "key")]
    columns += [
        Column(t.text(study.catalogue[key].name), "value", unit=t.text(study.catalogue[key].unit))
        for key in matrix.criteria
    ]
    names = {alternative.key: t.text(alternative.name) for alternative in evidence.alternatives}
    observations = [study.catalogue[key].variable for key in matrix.criteria]
    rows, doubtful, below = [], set(), set()
    for i, (key, values) in enumerate(
        zip(matrix.alternatives, matrix.values.tolist(), strict=True)
    ):
        rows.append((names[key], where(study, key, t), *values))
        lines = {line.criterion for line in failed.get(key, ())}
        for j, criterion in enumerate(matrix.criteria):
            if (key, criterion) in missing_values or evidence.observation(
                observations[j], key
            ).mark is not None:
                doubtful.add((i, j + 2))
            if criterion in lines:
                below.add((i, j + 2))
    return sheet(
        "performance",
        t,
        t("brief.title_performance"),
        [
            t("brief.doubtful"),
            t("brief.gap_policy", policy=t(f"kinds.{study.scenario.missing_value_policy}")),
            cutoffs(study, t),
        ],
        Table(
            tuple(columns),
            tuple(rows),
            doubtful=frozenset(doubtful),
            below=frozenset(below),
            at=(READINGS_HEAD, 1),
        ),
    )


def cutoffs(study: Study, t: Translator) -> str:
    """The bottom lines in one sentence, with who is below them."""
    lines = study.scenario.cutoffs
    if not lines:
        return t("brief.no_bottom_line")
    told = [
        t(
            f"brief.{line.side}_{line.effect}",
            criterion=study.catalogue[line.criterion].name,
            value=theme.number(line.value),
            unit=study.catalogue[line.criterion].unit,
        )
        for line in lines
    ]
    names = [t.text(study.evidence[low.key].name) for low in study.screened_out]
    who = t.join(names, last=False) if names else t("brief.nobody")
    return t("brief.bottom_lines", lines=t.clauses(told), names=who)


def evidence(study: Study, t: Translator) -> Sheet:
    criteria = Table(
        (
            Column(t("chart.criterion"), "name"),
            Column(t("brief.measures"), "text"),
            Column(t("brief.relation"), "key"),
            Column(t("brief.caveat"), "text"),
        ),
        tuple(
            (
                t.text(criterion.name),
                t.text(criterion.description),
                criterion.relation or "—",
                t.text(criterion.caveat) if criterion.caveat else "—",
            )
            for criterion in (study.catalogue[key] for key in study.stage.keys)
        ),
        t("brief.table_criteria"),
    )
    columns = {c for key in study.stage.keys for c in study.catalogue[key].sources}
    sources = tuple(
        (t.text(s.name), t.text(s.title), s.year, formatting.licence(t, s), t.text(s.doubt))
        for name, s in study.evidence.sources.items()
        if name in columns
    )
    tables = [criteria]
    if sources:
        heads = (
            Column(t("brief.column"), "name"),
            Column(t("brief.source"), "text"),
            Column(t("brief.year"), "key"),
            Column(t("brief.licence"), "key"),
            Column(t("brief.doubt"), "text"),
        )
        tables.append(Table(heads, sources, t("brief.table_sources")))
    doubts = doubts_by_criterion(study, t)
    if doubts is not None:
        tables.insert(0, doubts)
    return sheet(
        "evidence",
        t,
        t("brief.title_evidence"),
        [t("brief.unknown"), t.text(study.stage.unknown)],
        *tables,
    )


def doubts_by_criterion(study: Study, t: Translator) -> Table | None:
    """How many readings of each criterion are missing, recalled, estimated and so on."""
    rows = []
    for key in study.stage.keys:
        observation = study.catalogue[key].variable
        found = (study.assumed_evidence.observation(observation, a.key) for a in study.candidates)
        marks = Counter("gap" if r.is_missing else r.mark for r in found)
        told = [
            t("brief.so_many", what=t(f"kinds.{mark}"), count=count)
            for mark, count in marks.items()
            if mark is not None
        ]
        if told:
            rows.append((t.text(study.catalogue[key].name), t.join(told, last=False)))
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("brief.doubtful_readings"), "text"),
    )
    return Table(columns, tuple(rows), t("brief.table_doubts")) if rows else None
