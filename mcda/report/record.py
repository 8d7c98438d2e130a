"""The sheets an auditor reads: the readings, where they come from, how it was computed."""

from typing import Any

from mcda import __version__
from mcda.report import look
from mcda.report.table import Column, Sheet, Table, sheet, where
from mcda.saving import digest, versions
from mcda.study import Study
from mcda.words import Say


def performance(study: Study, say: Say) -> Sheet:
    matrix = study.filled.matrix
    gaps = {(gap.alternative, gap.criterion) for gap in study.filled.gaps}
    columns = [Column(say("chart.name"), "name"), Column(say("brief.where"), "key")]
    columns += [
        Column(say.of(study.catalogue[key].name), "reading", unit=say.of(study.catalogue[key].unit))
        for key in matrix.criteria
    ]
    rows, doubtful = [], set()
    for i, key in enumerate(matrix.alternatives):
        rows.append(
            (
                say.of(study.evidence[key].name),
                where(study, key, say),
                *(float(x) for x in matrix.values[i]),
            )
        )
        for j, criterion in enumerate(matrix.criteria):
            mark = study.evidence.reading(study.catalogue[criterion].reading, key).mark
            if (key, criterion) in gaps or mark is not None:
                doubtful.add((i, j + 2))
    return sheet(
        "performance",
        say,
        say("brief.title_performance"),
        [
            say("brief.doubtful"),
            say("brief.gap_policy", policy=say(f"kinds.{study.scenario.gap_policy}")),
        ],
        Table(tuple(columns), tuple(rows), doubtful=frozenset(doubtful)),
    )


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
        (say.of(s.name), say.of(s.title), s.year, s.licence, say.of(s.doubt))
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
    return sheet(
        "evidence",
        say,
        say("brief.title_evidence"),
        [say("brief.unknown"), say.of(study.stage.unknown)],
        *tables,
    )


def notes(study: Study, say: Say) -> Sheet:
    found, scenario = study.ranking, study.scenario
    parameters = (
        ", ".join(f"{key} = {readable(value)}" for key, value in found.parameters.items()) or "—"
    )
    limits = {gate: study.gate_limit(gate) for gate in study.stage.gates}
    rows = [
        (say("brief.method"), say.of(found.method.name)),
        (say("brief.in_words"), say.of(found.method.gloss)),
        (say("brief.formula"), found.method.formula),
        (say("brief.parameters"), parameters),
        (say("brief.reference"), found.method.reference),
        (say("brief.beyond"), say(f"kinds.beyond_{scenario.beyond}")),
        (say("brief.gaps"), say(f"kinds.{scenario.gap_policy}")),
        *(
            (
                say("brief.gate"),
                f"{say.of(gate.name)} ({say('kinds.off') if limit is None else '≥ ' + look.number(limit)})",
            )
            for gate, limit in limits.items()
        ),
        (say("brief.ties"), say("brief.tie_rule")),
        (say("brief.hash"), digest(study)),
        (
            say("brief.versions"),
            ", ".join(f"{k} {v}" for k, v in {"green-heart": __version__, **versions()}.items()),
        ),
    ]
    columns = (Column(say("brief.fact"), "key"), Column(say("brief.value"), "text"))
    return sheet(
        "notes",
        say,
        say("brief.title_notes"),
        [say("brief.hash_meaning")],
        Table(columns, tuple(rows)),
    )


def readable(value: Any) -> str:
    """A parameter in a sentence; long lists only as far as they differ."""
    items = list(value) if hasattr(value, "__len__") and not isinstance(value, str) else [value]
    words = [
        look.number(float(item)) if isinstance(item, (int, float)) else str(item) for item in items
    ]
    return words[0] if len(set(words)) == 1 else "(" + ", ".join(words) + ")"
