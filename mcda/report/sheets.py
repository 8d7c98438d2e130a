"""One function a sheet: a study and a voice in, a Sheet out."""

from collections.abc import Sequence
from typing import Any

from mcda import __version__
from mcda.report import look
from mcda.report.figures import criterion_colours
from mcda.report.table import Column, Sheet, Table
from mcda.saving import digest, versions
from mcda.study import Study
from mcda.words import Say

FIRST = 15  # bars in the ranking's chart
TEN = 10


def _sheet(key: str, say: Say, title: str, sentences: Sequence[str], *tables: Table) -> Sheet:
    return Sheet(key, say(f"brief.tab_{key}"), title, tuple(sentences), tables)


def cover(study: Study, say: Say) -> Sheet:
    scenario = study.scenario
    facts = Table(
        (Column(say("brief.fact"), "key"), Column(say("brief.value"), "text")),
        (
            (say("brief.stage"), f"{say.of(study.stage.name)} · {say.of(study.stage.title)}"),
            (say("brief.competitors"), say.of(study.stage.competitors)),
            (say("brief.ranked"), str(len(study.ranking))),
            (say("brief.scenario"), say.of(scenario.name)),
            (say("brief.method"), say.of(study.ranking.method.name)),
            (say("brief.date"), study.date),
        ),
    )
    return _sheet(
        "cover",
        say,
        say.of(study.title),
        [say.of(study.stage.question), headline(study, say)],
        facts,
    )


def headline(study: Study, say: Say) -> str:
    """One sentence of answer: who leads."""
    names = [say.of(study.evidence[line.key].name) for line in list(study.ranking)[:3]]
    return say(
        "brief.headline", stage=study.stage.name, names=say.join(names), count=len(study.ranking)
    )


def answer(study: Study, say: Say) -> Sheet:
    rows = tuple(
        (
            line.place,
            say.of(study.evidence[line.key].name),
            where(study, line.key, say),
            line.score,
            finding_of(study, line.key, say),
        )
        for line in list(study.ranking)[:TEN]
    )
    columns = (
        Column(say("chart.place"), "place"),
        Column(say("chart.name"), "name"),
        Column(say("brief.where"), "key"),
        Column(say("brief.score"), "score"),
        Column(say("brief.why"), "text"),
    )
    return _sheet(
        "answer",
        say,
        say("brief.title_answer"),
        [headline(study, say), say.of(study.stage.unknown)],
        Table(columns, rows),
    )


def where(study: Study, key: str, say: Say) -> str:
    """Province and prefecture, in the order each language writes them."""
    alternative = study.evidence[key]
    names = [
        say.of(name) for name in (alternative.province, alternative.prefecture) if name is not None
    ]
    if len(names) == 2 and names[1].startswith(names[0]):
        names = names[:1]  # a municipality, or a county directly under its province
    return "".join(names) if say.lang == "zh" else ", ".join(names[::-1])


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
    return (
        ("；" if say.lang == "zh" else "; ").join(parts) + ("。" if say.lang == "zh" else ".")
        if parts
        else ""
    )


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
    bars = (4, len(columns) - 1, min(FIRST, len(rows))) if split else (3, 3, min(FIRST, len(rows)))
    sentence = (
        say("brief.parts_add_up") if split else say("brief.no_parts", method=found.method.name)
    )
    return _sheet(
        "ranking",
        say,
        say("brief.title_ranking"),
        [sentence, *spoken_findings(study, say)],
        Table(tuple(columns), rows, bars=bars),
    )


def spoken_findings(study: Study, say: Say) -> list[str]:
    separator = "：" if say.lang == "zh" else ": "
    between = "；" if say.lang == "zh" else "; "
    spoken = [say.finding(finding) for finding in study.findings]
    return [
        f"{s.place}{separator}{s.found}{between}{s.remedy}{'。' if say.lang == 'zh' else '.'}"
        for s in spoken
    ]


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
    return _sheet(
        "weights", say, say("brief.title_weights"), [sentence], groups, Table(columns, tuple(rows))
    )


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
    return _sheet(
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
    return _sheet(
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
    return _sheet(
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
