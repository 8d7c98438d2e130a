"""The sheets of what is known: the readings, where they come from, what to doubt and what nobody knows."""

from collections import Counter

from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Sheet, Table, sheet, where
from mcda.report.workbook.whatif.layout import READINGS_HEAD
from mcda.study.cutoffs import failing
from mcda.study.study import Study
from mcda.words import Say


def performance(study: Study, say: Say) -> Sheet:
    """Everyone's readings, also of those below a bottom line; the live sheets take them from here."""
    matrix, evidence = study.gathered.matrix, study.supposed
    gaps = {(gap.alternative, gap.criterion) for gap in study.gathered.gaps}
    failed = failing(matrix, study.scenario.bottom_lines) if study.scenario.bottom_lines else {}
    columns = [Column(say("chart.name"), "name"), Column(say("brief.where"), "key")]
    columns += [
        Column(say.of(study.catalogue[key].name), "reading", unit=say.of(study.catalogue[key].unit))
        for key in matrix.criteria
    ]
    names = {alternative.key: say.of(alternative.name) for alternative in evidence.alternatives}
    readings = [study.catalogue[key].reading for key in matrix.criteria]
    rows, doubtful, below = [], set(), set()
    for i, (key, values) in enumerate(
        zip(matrix.alternatives, matrix.values.tolist(), strict=True)
    ):
        rows.append((names[key], where(study, key, say), *values))
        lines = {line.criterion for line in failed.get(key, ())}
        for j, criterion in enumerate(matrix.criteria):
            if (key, criterion) in gaps or evidence.reading(readings[j], key).mark is not None:
                doubtful.add((i, j + 2))
            if criterion in lines:
                below.add((i, j + 2))
    return sheet(
        "performance",
        say,
        say("brief.title_performance"),
        [
            say("brief.doubtful"),
            say("brief.gap_policy", policy=say(f"kinds.{study.scenario.gap_policy}")),
            bottom_lines(study, say),
        ],
        Table(
            tuple(columns),
            tuple(rows),
            doubtful=frozenset(doubtful),
            below=frozenset(below),
            at=(READINGS_HEAD, 1),
        ),
    )


def bottom_lines(study: Study, say: Say) -> str:
    """The bottom lines in one sentence, with who is below them."""
    lines = study.scenario.bottom_lines
    if not lines:
        return say("brief.no_bottom_line")
    told = [
        say(
            f"brief.{line.side}_{line.effect}",
            criterion=study.catalogue[line.criterion].name,
            value=theme.number(line.value),
            unit=study.catalogue[line.criterion].unit,
        )
        for line in lines
    ]
    names = [say.of(study.evidence[low.key].name) for low in study.fallen]
    who = say.join(names, last=False) if names else say("brief.nobody")
    return say("brief.bottom_lines", lines=say.clauses(told), names=who)


def evidence(study: Study, say: Say) -> Sheet:
    criteria = Table(
        (
            Column(say("chart.criterion"), "name"),
            Column(say("brief.measures"), "text"),
            Column(say("brief.relation"), "key"),
            Column(say("brief.caveat"), "text"),
        ),
        tuple(
            (
                say.of(criterion.name),
                say.of(criterion.description),
                criterion.relation or "—",
                say.of(criterion.caveat) if criterion.caveat else "—",
            )
            for criterion in (study.catalogue[key] for key in study.stage.keys)
        ),
        say("brief.table_criteria"),
    )
    columns = {c for key in study.stage.keys for c in study.catalogue[key].sources}
    sources = tuple(
        (say.of(s.name), say.of(s.title), s.year, formatting.licence(say, s), say.of(s.doubt))
        for name, s in study.evidence.sources.items()
        if name in columns
    )
    tables = [criteria]
    if sources:
        heads = (
            Column(say("brief.column"), "name"),
            Column(say("brief.source"), "text"),
            Column(say("brief.year"), "key"),
            Column(say("brief.licence"), "key"),
            Column(say("brief.doubt"), "text"),
        )
        tables.append(Table(heads, sources, say("brief.table_sources")))
    doubts = doubts_by_criterion(study, say)
    if doubts is not None:
        tables.insert(0, doubts)
    return sheet(
        "evidence",
        say,
        say("brief.title_evidence"),
        [say("brief.unknown"), say.of(study.stage.unknown)],
        *tables,
    )


def doubts_by_criterion(study: Study, say: Say) -> Table | None:
    """How many readings of each criterion are missing, recalled, estimated and so on."""
    rows = []
    for key in study.stage.keys:
        reading = study.catalogue[key].reading
        found = (study.supposed.reading(reading, a.key) for a in study.candidates)
        marks = Counter("gap" if r.is_gap else r.mark for r in found)
        told = [
            say("brief.so_many", what=say(f"kinds.{mark}"), count=count)
            for mark, count in marks.items()
            if mark is not None
        ]
        if told:
            rows.append((say.of(study.catalogue[key].name), say.join(told, last=False)))
    columns = (
        Column(say("chart.criterion"), "name"),
        Column(say("brief.doubtful_readings"), "text"),
    )
    return Table(columns, tuple(rows), say("brief.table_doubts")) if rows else None
