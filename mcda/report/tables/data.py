"""Tables of what is known: values, doubts, sources, what was understood of a user's table and corrected in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from criteria.text import Text
from inputs.evidence import Alternative, Correction, Observation, Source
from inputs.tables.interpretation.column_roles import Column as Understood
from inputs.tables.questions.proposal import Proposal
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, Value, tabulate, where
from mcda.study.cutoffs import failing
from mcda.study.factory import unverified_criteria
from mcda.study.missing_values import MissingValue
from mcda.study.study import Study
from mcda.words import Translator


def size(study: Study) -> dict[str, int]:
    return {"count": len(study.candidates), "criteria": len(study.stage.keys)}


def _columns(study: Study, keys: Sequence[str], t: Translator) -> list[Column]:
    of = [study.catalogue[key] for key in keys]
    return [Column(t.text(c.name), "value", unit=t.text(c.unit)) for c in of]


def values(study: Study, t: Translator) -> Table:
    """Alternatives × criteria as they stand in the evidence, missing values empty, units in the headings."""
    keys = study.stage.keys
    variables = [study.catalogue[key].variable for key in keys]
    return Table(
        (Column(t("chart.name"), "name"), *_columns(study, keys, t)),
        tuple(
            (
                t.text(a.name),
                *(
                    _as_worded(study, key, study.evidence.observation(v, a.key).value, t)
                    for key, v in zip(keys, variables, strict=True)
                ),
            )
            for a in study.candidates
        ),
    )


def is_worded(study: Study, key: str) -> bool:
    """Whether a criterion's values are ordered words of a user's own table."""
    return study.stage.level == "own" and bool(study.catalogue[key].levels)


def _as_worded(study: Study, key: str, value: float | None, t: Translator) -> float | str | None:
    """A value, by its word where it is one of a user's own ordered words."""
    levels = study.catalogue[key].levels
    worded = value is not None and is_worded(study, key) and value in levels
    return t.text(levels[value]) if worded and value is not None else value


def performance(study: Study, t: Translator, head: int) -> Table:
    """Everyone's values as they are ranked by, doubtful and failing ones marked, with the heading in row `head`."""
    matrix, evidence = study.imputed.matrix, study.assumed_evidence
    missing_values = {(gap.alternative, gap.criterion) for gap in study.imputed.missing_values}
    failed = failing(matrix, study.scenario.cutoffs) if study.scenario.cutoffs else {}
    columns = [Column(t("chart.name"), "name"), Column(t("brief.where"), "key")]
    names = {alternative.key: t.text(alternative.name) for alternative in evidence.alternatives}
    variables = [study.catalogue[key].variable for key in matrix.criteria]
    rows, doubtful, below = [], set(), set()
    for i, (key, found) in enumerate(zip(matrix.alternatives, matrix.values.tolist(), strict=True)):
        rows.append((names[key], where(study, key, t), *found))
        lines = {line.criterion for line in failed.get(key, ())}
        for j, (criterion, variable) in enumerate(zip(matrix.criteria, variables, strict=True), 2):
            marked = evidence.observation(variable, key).mark is not None
            if marked or (key, criterion) in missing_values:
                doubtful.add((i, j))
            if criterion in lines:
                below.add((i, j))
    return Table(
        (*columns, *_columns(study, matrix.criteria, t)),
        tuple(rows),
        doubtful=frozenset(doubtful),
        below=frozenset(below),
        at=(head, 1),
    )


@dataclass(frozen=True)
class Completeness:
    """How many values of a criterion are known, uncertain (marked) and missing; each value is one of the three."""

    criterion: str
    known: int
    uncertain: int
    missing: int

    @property
    def share_known(self) -> float:
        return self.known / max(1, self.known + self.uncertain + self.missing)


def completeness(study: Study, among: Sequence[Alternative] | None = None) -> list[Completeness]:
    """One a criterion, the least known first."""
    candidates = study.candidates if among is None else among

    def state(observation: Observation) -> str:
        if observation.is_missing:
            return "missing"
        return "known" if observation.mark is None else "uncertain"

    found = []
    for key in study.stage.keys:
        variable = study.catalogue[key].variable
        counts = Counter(state(study.evidence.observation(variable, a.key)) for a in candidates)
        found.append(Completeness(key, counts["known"], counts["uncertain"], counts["missing"]))
    return sorted(found, key=lambda row: (row.known, row.uncertain))


def completeness_in_rows(study: Study, t: Translator) -> Table:
    return tabulate(
        t,
        "",
        completeness(study),
        ("chart.criterion", "name", lambda row: t.text(study.catalogue[row.criterion].name)),
        ("data.known", "rank", lambda row: row.known),
        ("data.uncertain", "rank", lambda row: row.uncertain),
        ("data.missing", "rank", lambda row: row.missing),
        ("data.known_share", "share", lambda row: row.share_known),
    )


def provinces(study: Study) -> dict[str, list[Alternative]]:
    """The candidates by the key of their province, as they come; empty where there is no more than one."""
    found: dict[str, list[Alternative]] = {}
    for candidate in study.candidates:
        if candidate.province is not None:
            found.setdefault(candidate.province.en, []).append(candidate)
    return found if len(found) > 1 else {}


def completeness_by_province(study: Study, t: Translator) -> Table:
    """One row a criterion, the least known first: the share of values known in each province."""
    by_province = provinces(study)
    names = [t.text(found[0].province) for found in by_province.values() if found[0].province]
    known = [
        {row.criterion: row.share_known for row in completeness(study, candidates)}
        for candidates in by_province.values()
    ]
    rows: list[tuple[Value, ...]] = [
        (t.text(study.catalogue[row.criterion].name), *(shares[row.criterion] for shares in known))
        for row in completeness(study)
    ]
    heads = (Column(name, "share") for name in names)
    return Table((Column(t("chart.criterion"), "name"), *heads), tuple(rows))


def completeness_sentence(study: Study, t: Translator) -> str:
    """How many values there are, are missing and are uncertain."""
    values = len(study.candidates) * len(study.stage.keys)
    return t("data.sentence", values=formatting.grouped(t, values), **doubt_counts(study))


def doubt_counts(study: Study) -> dict[str, int]:
    found = completeness(study)
    return {
        "gaps": sum(row.missing for row in found),
        "marks": sum(row.uncertain for row in found),
    }


def uncertainty(study: Study, criterion: str, t: Translator) -> str:
    """How many values of a criterion are uncertain or missing, and whether their list is unverified; empty if none."""
    found = next(row for row in completeness(study) if row.criterion == criterion)
    of = len(study.candidates)
    counts = (("data.count_uncertain", found.uncertain), ("data.count_missing", found.missing))
    told = [t(phrase, count=count, of=of) for phrase, count in counts if count]
    if criterion in unverified_criteria(study.stage, study.catalogue, study.evidence):
        told.append(t("data.unverified_list"))
    return "  \n".join(told)


def doubts(study: Study, t: Translator) -> Table:
    """One row a value that is missing or marked: where, why, what counts, its interval, and how it is drawn.

    Values that share one doubt are one row, however many they are.
    """
    filled = {(gap.alternative, gap.criterion): gap for gap in study.filled.missing_values}
    rows = []
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        common = _common(study, key)
        if common:
            why = t("kinds.common"), "", "", "", t("data.drawn_common")
            rows.append((t("data.all_values", count=common), t.text(criterion.name), *why))
        for alternative in study.candidates:
            observation = study.evidence.observation(criterion.variable, alternative.key)
            gap = filled.get((alternative.key, key))
            if gap is None and observation.mark is None:
                continue
            rows.append(
                (
                    t.text(alternative.name),
                    t.text(criterion.name),
                    t(f"kinds.{observation.mark or 'gap'}"),
                    _known(gap.filled if gap else observation.value),
                    _known(gap.low if gap else observation.low),
                    _known(gap.high if gap else observation.high),
                    _drawn(gap, observation, t),
                )
            )
    heads = (
        "chart.name",
        "chart.criterion",
        "data.why",
        "data.counts_as",
        "data.from",
        "data.to",
        "data.drawn",
    )
    return Table(tuple(Column(t(head), "key") for head in heads), tuple(rows))


def _common(study: Study, criterion: str) -> int:
    """How many values of a criterion share one doubt."""
    variable = study.catalogue[criterion].variable
    found = (study.evidence.observation(variable, a.key) for a in study.candidates)
    return sum(one.uncertainty == "common" and one.low != one.high for one in found)


def _drawn(gap: MissingValue | None, observation: Observation, t: Translator) -> str:
    """How a value is drawn where it is uncertain; nothing where it is not."""
    low, high = (gap.low, gap.high) if gap else (observation.low, observation.high)
    return "" if low == high else t(f"data.drawn_{observation.uncertainty}")


def _known(number: float | None) -> str:
    return "" if number is None else theme.number(number)


def doubts_by_criterion(study: Study, t: Translator) -> Table | None:
    """How many values of each criterion are missing, recalled, estimated and so on; None where none is."""
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
        Column(t("brief.doubtful_values"), "text"),
    )
    return Table(columns, tuple(rows), t("data.doubts")) if rows else None


def criteria(study: Study, t: Translator) -> Table:
    """What each criterion measures, which relation, and what to bear in mind."""

    def told(text: Text | None) -> str:
        return t.text(text) if text else "—"

    return tabulate(
        t,
        t("brief.table_criteria"),
        (study.catalogue[key] for key in study.stage.keys),
        ("chart.criterion", "name", lambda c: t.text(c.name)),
        ("brief.measures", "text", lambda c: t.text(c.description)),
        ("brief.relation", "key", lambda c: study.stage.relation_of(c) or "—"),
        ("brief.caveat", "text", lambda c: told(c.caveat)),
    )


def sources(study: Study, t: Translator) -> Table | None:
    """Where each column comes from, those of criteria that are only offered too; None where nobody wrote it down."""
    keys = (*study.stage.keys, *(use.key for use in study.stage.offered))
    columns = {c for key in keys for c in study.catalogue[key].sources}
    return source_table([s for c, s in study.evidence.sources.items() if c in columns], t)


def source_table(found: Iterable[Source], t: Translator) -> Table | None:
    """Sources in rows, with year, licence and doubt; None of none."""
    rows = tuple(
        (t.text(s.name), t.text(s.title), s.year, formatting.licence(t, s), t.text(s.doubt))
        for s in found
    )
    heads = (
        Column(t("brief.column"), "name"),
        Column(t("brief.source"), "text"),
        Column(t("brief.year"), "key"),
        Column(t("brief.licence"), "key"),
        Column(t("brief.caveat"), "text"),
    )
    return Table(heads, rows, t("brief.table_sources")) if rows else None


def sources_of(study: Study, criterion: str) -> list[Source]:
    """Where the values of a criterion come from."""
    known = study.evidence.sources
    return [known[column] for column in study.catalogue[criterion].sources if column in known]


def source_line(study: Study, t: Translator, criterion: str) -> str | None:
    """The sources of a criterion in one line, each once; None where nobody wrote them down.

    Two columns of one product share title and year and differ in what to doubt, which is told elsewhere.
    """
    named = [
        t("data.titled", title=source.title, year=source.year)
        for source in sources_of(study, criterion)
    ]
    return t("data.source", sources=t.join(list(dict.fromkeys(named)))) if named else None


def source_notes(study: Study, t: Translator, criterion: str) -> list[str]:
    """What to bear in mind of a criterion and of each of its columns, with the licences."""
    caveat = study.catalogue[criterion].caveat
    told = [t.text(caveat)] if caveat else []
    for source in sources_of(study, criterion):
        name, licence = t.text(source.name), formatting.licence(t, source)
        told.append(t("data.source_note", name=name, licence=licence, doubt=source.doubt))
    return list(dict.fromkeys(told))


def missing_value_rules(study: Study, t: Translator) -> str:
    """What stands in for a missing value, and of which criteria and candidates another rule does."""
    scenario = study.scenario
    told = t("brief.missing_value_policy", policy=t(f"kinds.{scenario.missing_value_policy}"))
    names = [study.catalogue[key].in_sentence for key in scenario.missing_value_policies]
    names += [study.evidence[cell.alternative].name for cell in scenario.missing_value_cells]
    if not names:
        return told
    others = t("brief.missing_value_others", names=list(dict.fromkeys(names)))
    return t("network.leads_words", sentence=told, doubt=others)


def left_out(study: Study, t: Translator) -> str | None:
    """The sentence that names what a treatment of missing values left out."""
    out = study.filled
    names = [study.evidence[key].name for key in out.left_out_alternatives]
    names += [study.catalogue[key].in_sentence for key in out.left_out_criteria]
    return t("data.left_out", names=names) if names else None


def preview(found: Proposal, t: Translator) -> Table:
    """What was understood of a user's table: numbers and ordered words, missing ones empty, units in the headings."""
    evidence = found.evidence
    columns = [Column(t("chart.name"), "name")]
    for criterion in found.criteria:
        column = Column(criterion.name, "value", found.units[criterion.key])
        heading = formatting.heading(column)
        if heading in map(formatting.heading, columns):
            column = Column(f"{heading} · {criterion.letter}", "value")
        columns.append(column)
    rows: list[tuple[Value, ...]] = [
        (
            t.text(a.name),
            *(_as_understood(c, evidence.observation(c.key, a.key).value) for c in found.criteria),
        )
        for a in evidence.alternatives
    ]
    return Table(tuple(columns), tuple(rows))


def _as_understood(column: Understood, value: float | None) -> Value:
    """A value, by its word where its column holds ordered words."""
    return next((word for word, level in column.words.values.items() if level == value), value)


def corrections(made: Sequence[Correction], t: Translator) -> Table:
    """One row a cell that a person corrected: where, what stood there, what was typed instead."""
    return tabulate(
        t,
        "",
        made,
        ("upload.cell_place", "name", lambda c: c.place),
        ("upload.stood", "key", lambda c: c.original),
        ("upload.typed", "key", lambda c: c.typed or "–"),
    )
