"""A study workbook, as template.py makes it and people fill it in: its sheets into stages, criteria and evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from criteria.errors import EvidenceError, Finding, StudyError, raise_errors
from criteria.model import KINDS, Stage
from criteria.text import Text
from inputs.evidence import Alternative, Evidence, Source
from inputs.files import open_path
from inputs.files.sheet import NAMED, Book, Sheet
from inputs.own_study.criteria_file import (
    Loaded,
    OwnColumn,
    OwnCriteria,
    Rows,
    criteria_keys,
    criteria_rows,
    own_criteria,
    read_own_criteria,
    text_of,
)
from inputs.own_study.files import VALUES_SHEETS, has_criteria, read_table, values_sheet
from inputs.tables.cells.number import normalise_text, read
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import Proposal, propose
from inputs.words import phrase

SHEETS = ("study", "criteria", "alternatives", VALUES_SHEETS[0], "sources")
EXAMPLE = "example"  # keys that begin so are left out as soon as others stand beside them
KNOWN = ("key", "name_en", "name_zh", "stage", "province", "prefecture", "lon", "lat")
KEY, NAME_FIELDS = "key", ("name_en", "name_zh")
HEADINGS_WITHIN = 8  # rows of the sheet of values, among which the one with the keys is looked for
ONLY = "own"  # the stage of a workbook that names none


Described = Mapping[str, tuple[str, dict[str, str]]]  # key → where its row stands, and the row


@dataclass(frozen=True, eq=False)
class WorkbookStage:
    """One stage of a study workbook: its criteria, its evidence, its title and date, and what there is to say."""

    own: OwnCriteria
    loaded: Loaded
    title: Text
    date: str

    @property
    def key(self) -> str:
        return self.own.stage.key


def is_study_workbook(book: Book) -> bool:
    return "criteria" in book.names and values_sheet(book) is not None


def stages_of(
    file: Path, criteria: str | None, answers: Mapping[str, str]
) -> tuple[WorkbookStage, ...]:
    """The stages of a study workbook, or the one stage of a table. Raises EvidenceError, StudyError."""
    if criteria is None and is_study_workbook(open_path(file)):
        return read_workbook(open_path(file), answers)
    path, loaded = read_table_of(file, criteria, answers)
    raise_errors(loaded.findings, StudyError)
    return (WorkbookStage(read_own_criteria(path, loaded), loaded, Text.same(file.stem), ""),)


def read_table_of(
    table: Path, criteria: str | None, answers: Mapping[str, str]
) -> tuple[Path | None, Loaded]:
    """The file of criteria, if there is one, and the table as it is read with the answers given.

    Criteria stand in the file that is named, else on a sheet of the table's own workbook.
    """
    path = Path(criteria) if criteria else table if has_criteria(table) else None
    loaded = read_table(table, answers, criteria_keys(path))
    if path is not None:  # the criteria say the directions; the table need not
        asked = tuple(f for f in loaded.findings if f.code != "table.direction")
        loaded = replace(loaded, findings=asked)
    return path, loaded


def read_workbook(
    book: Book, answers: Mapping[str, str] | None = None
) -> tuple[WorkbookStage, ...]:
    """The stages of a study workbook, one if it names none; `answers` are about its values.

    Raises EvidenceError with every fault found.
    """
    criteria = criteria_rows(book.sheet("criteria"))
    keys = tuple(row["key"] for _, row in criteria)
    asked = {"names": "A", **_where_keys_stand(book), **(answers or {})}
    proposal = propose(book, asked, values_sheet(book), keys)
    told = findings_of(proposal)
    raise_errors([f for f in told if f.code in ("table.empty", "table.one")], EvidenceError)
    findings = [f for f in told if f.code not in ("table.direction", "table.sheets_out")]
    criteria = _without_examples(criteria, findings)
    listed = criteria
    criteria = _without_empty(listed, proposal, findings)
    empty = {row["key"] for _, row in listed} - {row["key"] for _, row in criteria}
    evidence = _evidence(book, proposal, findings)
    observations = {key: e for key, e in evidence.observations.items() if key not in empty}
    evidence = replace(evidence, observations=observations)
    stages = _table(book, "study") or [("", {"stage": "", "title_en": "", "date": ""})]
    several = len(stages) > 1
    known = [row.get("stage", "") for _, row in stages]
    findings += _strangers(criteria, known, several)
    raise_errors(findings, EvidenceError)
    missing = tuple(_missing(book, evidence))
    return tuple(
        _stage(row, criteria, evidence, proposal, (*findings, *missing), several, book.file)
        for _, row in stages
    )


def _stage(
    row: Mapping[str, str],
    criteria: Rows,
    evidence: Evidence,
    proposal: Proposal,
    findings: tuple[Finding, ...],
    several: bool,
    file: str,
) -> WorkbookStage:
    key = row.get("stage", "")
    here = [(place, c) for place, c in criteria if not several or c.get("stage", "") in ("", key)]
    members = tuple(
        a
        for a in evidence.alternatives
        if not several
        or key in _words(str(a.attributes.get("stage", "")))
        or not a.attributes.get("stage")
    )
    columns = {
        column.key: OwnColumn(
            column.key, column.name, proposal.units[column.key], words=column.words
        )
        for column in proposal.criteria
    }
    loaded = Loaded(evidence.only(members), {}, findings, columns)
    own = own_criteria(here, loaded)
    title = text_of(row, "title", Text.same(file.rpartition(".")[0] or file))
    stage = replace(
        own.stage,
        key=f"{ONLY}_{key}" if several else ONLY,
        name=text_of(row, "title", own.stage.name) if several else own.stage.name,
        question=text_of(row, "question", own.stage.question),
        competitors=text_of(row, "competitors", own.stage.competitors),
        unknown=text_of(row, "unknown", own.stage.unknown),
        criteria=own.stage.criteria,
    )
    return WorkbookStage(
        replace(own, stage=_with_reasons(stage, here)), loaded, title, row.get("date", "")
    )


def _with_reasons(stage: Stage, rows: Rows) -> Stage:
    """Kinds and reasons that the sheet of criteria gives."""
    fields = {row["key"]: row for _, row in rows}
    uses = []
    for use in stage.criteria:
        row = fields.get(use.key, {})
        kind = row.get("kind", "")
        reason = text_of(row, "reason", use.reason)
        uses.append(
            replace(use, reason=reason, kind=next((k for k in KINDS if k == kind), use.kind))
        )
    return replace(stage, criteria=tuple(uses))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("、", ",").replace(";", ",").split(",")]


def _table(book: Book, name: str) -> Rows:
    """A sheet with fixed headings as rows of fields; none if the workbook has no such sheet."""
    if name not in book.names:
        return []
    sheet = book.sheet(name)
    rows = [
        (sheet.place(sheet.address(i, 0)), fields)
        for i, fields in enumerate(_fields(sheet), start=1)
        if any(fields.values())
    ]
    return _without_examples(rows, [], "key" if name == "alternatives" else "")


def _fields(sheet: Sheet) -> list[dict[str, str]]:
    if not sheet.rows:
        return []
    heading = [normalise_text(str(cell)).split(" ")[0] for cell in sheet.rows[0]]
    return [
        dict(zip(heading, (_plain(cell) for cell in row), strict=True)) for row in sheet.rows[1:]
    ]


def _plain(cell: str | float) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else normalise_text(cell)


def _without_examples(rows: Rows, findings: list[Finding], field: str = "key") -> Rows:
    """Rows of the template's example are left out where people have filled in others."""
    own = [(place, row) for place, row in rows if not row.get(field, "").startswith(EXAMPLE)]
    if not own or len(own) == len(rows) or not field:
        return rows
    findings.append(Finding.of("workbook.example", place=rows[0][0]))
    return own


def _where_keys_stand(book: Book) -> dict[str, str]:
    """Answers that say where the values begin, if their heading `key` is not the first cell of the sheet."""
    sheet = book.sheet(values_sheet(book))
    for i, row in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        for j, cell in enumerate(row):
            if _plain(cell) == KEY:
                first = (i, j) == (0, 0)
                return {} if first else {"names": sheet.letter(j), "headings": str(sheet.line(i))}
    return {}


def _without_empty(criteria: Rows, proposal: Proposal, findings: list[Finding]) -> Rows:
    """Criteria without scale whose column holds no value are left out: nobody can be ranked by them.

    Not where a stage would be left without any.
    """
    observations = proposal.evidence.observations
    empty = [
        row["key"]
        for _, row in criteria
        if row["key"] in observations
        and not row.get("worst")
        and not row.get("best")
        and all(each.is_missing for each in observations[row["key"]].values())
    ]
    kept = [(place, row) for place, row in criteria if row["key"] not in empty]
    stages, left = ({row.get("stage", "") for _, row in rows} for rows in (criteria, kept))
    if not empty or stages != left:
        return criteria
    names = {column.name for column in proposal.criteria if column.key in empty}
    findings[:] = [
        f for f in findings if f.code != "table.gap" or f.values["criterion"] not in names
    ]
    place = proposal.sheet.whole
    findings.append(Finding.of("workbook.empty_column", place=place, keys=empty))
    return kept


def _evidence(book: Book, proposal: Proposal, findings: list[Finding]) -> Evidence:
    """The values of the alternatives that their own sheet describes."""
    evidence = proposal.evidence
    rows = _table(book, "alternatives")
    described = {row[KEY]: (place, row) for place, row in rows if row.get(KEY)}
    findings += [
        Finding.of("workbook.keyless", place=place)
        for place, row in rows
        if not row.get(KEY) and any(row.get(field) for field in NAME_FIELDS)
    ]
    findings += _rows_at_fault(proposal, described)
    if _left_out(proposal) <= described.keys():  # towns that nobody has filled in are told below
        findings[:] = [f for f in findings if f.code != "table.rows_out"]
    kept = [a for a in evidence.alternatives if not a.key.startswith(EXAMPLE)]
    if len(kept) < 2:
        kept = list(evidence.alternatives)
    alternatives = []
    unread = dict(described)
    for alternative in kept:
        place, row = unread.pop(alternative.key, ("", {}))
        if unread and not row:
            findings.append(
                Finding.of("workbook.undescribed", file=book.file, name=alternative.key)
            )
        alternatives.append(_alternative(alternative, row, place, findings) if row else alternative)
    findings += _unread(unread, values_sheet(book))
    alternatives = _told_apart(alternatives, described, findings)
    sources = {
        row["column"]: Source(
            row["column"],
            Text.same(row["column"]),
            text_of(row, "title", Text.same("–")),
            row.get("year", "") or "–",
            row.get("licence", "") or "–",
            text_of(row, "doubt", Text.same("–")),
        )
        for _, row in _table(book, "sources")
        if row.get("column")
    }
    return replace(evidence.only(alternatives), sources=sources)


def _unread(rows: Described, sheet: str | None) -> Iterator[Finding]:
    """Alternatives that are described and have no values: one by one, or in one sentence where they are many."""
    found = {key: each for key, each in rows.items() if not key.startswith(EXAMPLE)}
    if len(found) <= NAMED:
        for key, (place, _) in found.items():
            yield Finding.of("workbook.unread", place=place, name=key, sheet=sheet)
        return
    names = [text_of(row, "name", Text.same(key)) for key, (_, row) in found.items()]
    yield Finding.of("workbook.unread_many", sheet=sheet, names=names[:NAMED], count=len(found))


def _key_at(proposal: Proposal, row: int) -> str:
    return _plain(proposal.sheet.rows[row][proposal.layout.name])


def _left_out(proposal: Proposal) -> set[str]:
    """What the rows of the values that are no alternatives have as their key."""
    return {_key_at(proposal, i) for i in proposal.layout.left_out}


def _rows_at_fault(proposal: Proposal, described: Described) -> Iterator[Finding]:
    """Rows of values whose key stands twice, or whose name is not that of their key: codes or rows have been moved."""
    columns = [column for column in proposal.columns if column.key in NAME_FIELDS]
    seen: set[str] = set()
    for i in proposal.named.alternatives:
        key = _key_at(proposal, i)
        _, row = described.get(key, ("", {}))
        if key in seen and row:
            cell = proposal.sheet.address(i, proposal.layout.name)
            yield Finding.of("workbook.twice", place=proposal.sheet.place(cell), key=key)
            continue
        seen.add(key)
        for column in columns:
            written, name = _plain(proposal.sheet.rows[i][column.index]), row.get(column.key, "")
            if written and name and not name.startswith(written):
                cell = proposal.sheet.place(proposal.sheet.address(i, column.index))
                told = {"found": written, "key": key, "name": name}
                yield Finding.of("workbook.other_name", place=cell, **told)


def _told_apart(
    alternatives: Sequence[Alternative], described: Described, findings: list[Finding]
) -> list[Alternative]:
    """Those of one name carry their county behind it, or their key where that is the same or not given."""
    alike: dict[Text, list[Alternative]] = {}
    for alternative in alternatives:
        alike.setdefault(alternative.name, []).append(alternative)
    marks: dict[str, str] = {}
    for name, same in alike.items():
        if len(same) < 2:
            continue
        counties = {a.key: str(a.attributes.get("county", "")) for a in same}
        apart = all(counties.values()) and len(set(counties.values())) == len(same)
        marks |= counties if apart else {a.key: a.key for a in same}
        places = [described[a.key][0] for a in same if a.key in described]
        if places:
            told = {"place": places[0], "name": name, "others": places[1:]}
            findings.append(Finding.of("workbook.same_name", **told))
    return [
        replace(a, name=phrase("name_and_mark", name=a.name, mark=marks[a.key]))
        if a.key in marks
        else a
        for a in alternatives
    ]


def _alternative(
    plain: Alternative, row: Mapping[str, str], place: str, findings: list[Finding]
) -> Alternative:
    where: dict[str, float] = {}
    for field, most in (("lon", 180), ("lat", 90)):
        text = row.get(field, "")
        figure = read(text)
        if figure.kind == "number" and figure.value is not None and abs(figure.value) <= most:
            where[field] = figure.value
        elif text:
            findings.append(
                Finding.of("workbook.degrees", place=place, field=field, found=text, most=most)
            )
    attributes: dict[str, float | str] = {}
    for name, text in row.items():
        if text and (name not in KNOWN or name == "stage"):
            figure = read(text)
            attributes[name] = (
                figure.value if figure.kind == "number" and figure.value is not None else text
            )
    return replace(
        plain,
        name=text_of(row, "name", plain.name),
        province=Text.same(row["province"]) if row.get("province") else None,
        prefecture=Text.same(row["prefecture"]) if row.get("prefecture") else None,
        lon=where.get("lon"),
        lat=where.get("lat"),
        attributes={**plain.attributes, **attributes},
    )


def _strangers(criteria: Rows, known: list[str], several: bool) -> list[Finding]:
    """Criteria of a stage that the sheet of the study does not name."""
    if not several:
        return []
    return [
        Finding.of("workbook.stage", place=place, found=row["stage"], known=known)
        for place, row in criteria
        if row.get("stage") and row["stage"] not in known
    ]


def _missing(book: Book, evidence: Evidence) -> list[Finding]:
    """What the workbook could still give."""
    found = []
    nowhere = [a.name for a in evidence.alternatives if a.seat is None]
    if nowhere:
        found.append(
            Finding.of(
                "workbook.coordinates", file=book.file, names=nowhere[:6], count=len(nowhere)
            )
        )
    if not evidence.sources:
        found.append(Finding.of("workbook.sources", file=book.file))
    return found
