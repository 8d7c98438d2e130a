"""What is told of a proposal, as findings: what is at fault, what is asked, how cells were read, what was left out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from criteria.errors import Finding
from criteria.text import Text
from inputs.files.sheet import Spot, spans
from inputs.tables.cells.number import READ_AS, Why
from inputs.tables.cells.ordered_words import WORDS_AT_MOST
from inputs.tables.cells.vocabulary import NAMES, normalise_label
from inputs.tables.interpretation.column_roles import ASIDE
from inputs.tables.questions.answers import LEVELS, unusable
from inputs.tables.questions.proposal import Proposal
from inputs.tables.structure.layout import LeftOut
from inputs.words import phrase

CELLS = 12  # named in one finding; a grid shows all
# Why a row is no alternative.
LEFT_OUT: Mapping[LeftOut, Text] = {
    "total": phrase("out_total"),
    "group": phrase("out_group"),
    "note": phrase("out_note"),
    "text": phrase("out_text"),
    "repeated": phrase("out_repeated"),
    "no_reading": phrase("out_no_reading"),
    "out": phrase("out_choice"),
}
DIRECTIONS = {1: phrase("more_is_better"), -1: phrase("less_is_better")}


def findings_of(proposal: Proposal) -> tuple[Finding, ...]:
    """Errors and questions first, then doubts, then how the table was read."""
    return tuple(_findings(proposal))


def _findings(proposal: Proposal) -> Iterator[Finding]:
    yield from proposal.book.findings
    yield from proposal.original.findings
    yield from unusable(proposal.answers, proposal.book, proposal.original, proposal.layout.name)
    whole = list(_whole(proposal))
    yield from whole
    if any(finding.severity == "error" for finding in whole):
        return
    yield from _rows_at_fault(proposal)
    yield from _asked(proposal)
    for other in proposal.others:
        place = proposal.sheet.place(other.area)
        yield Finding.of("table.other", place=place, answer=other.answer)
    yield from _unreadable(proposal)
    yield from _unread_rows(proposal)
    yield from _sentinels(proposal)
    yield from _gaps(proposal)
    yield from _columns_at_fault(proposal)
    yield from _weights(proposal)
    yield from _directions(proposal)
    yield from _levels(proposal)
    yield from _counties(proposal)
    yield from _read(proposal)
    yield from _left_out(proposal)


def _whole(proposal: Proposal) -> Iterator[Finding]:
    """Whether there is a table at all."""
    place, count = proposal.sheet.whole, len(proposal.layout.rows)
    if count == 0:
        yield Finding.of("table.empty", file=place)
    elif not proposal.criteria:
        yield Finding.of("table.no_criterion", place=place)
    elif count == 1:
        yield Finding.of("table.one", place=place, name=_only_name(proposal))


def _only_name(proposal: Proposal) -> Text:
    return next(iter(proposal.named.alternatives.values())).name


def _rows_at_fault(proposal: Proposal) -> Iterator[Finding]:
    sheet, layout = proposal.sheet, proposal.layout
    for i, name in proposal.named.doubles:
        yield Finding.of("table.twice", place=sheet.place(sheet.address(i, layout.name)), name=name)
    for i in layout.nameless:
        yield Finding.of("table.name", place=sheet.place(sheet.address(i, layout.name)))
    yield from _ragged(proposal)


def _ragged(proposal: Proposal) -> Iterator[Finding]:
    """Rows of a text file with more or fewer cells than most rows have."""
    sheet, rows = proposal.sheet, proposal.layout.rows
    if not sheet.lengths or not rows:
        return
    filled = {i: _filled(proposal, i) for i in rows}
    usual = sorted(sheet.lengths[i] for i in rows)[len(rows) // 2]
    if proposal.layout.headings:
        usual = max(usual, _filled(proposal, proposal.layout.headings[-1]))
    short = [i for i in rows if sheet.lengths[i] < usual]
    for i in rows:
        if filled[i] > usual:
            yield Finding.of(
                "table.long", place=sheet.place(str(sheet.line(i))), found=filled[i], expected=usual
            )
    if short and len(short) * 2 < len(rows):
        lines = [str(sheet.line(i)) for i in short]
        yield Finding.of("table.short", place=sheet.whole, rows=_few(lines), expected=usual)


def _filled(proposal: Proposal, row: int) -> int:
    cells = proposal.original.rows[row]
    return max((j + 1 for j, cell in enumerate(cells) if str(cell).strip()), default=0)


def _asked(proposal: Proposal) -> Iterator[Finding]:
    for question in proposal.questions:
        if question.about == "decimals":
            yield Finding.of("table.decimals", place=question.place, found=question.found)
        elif question.about == "order":
            told = {
                "place": question.place,
                "criterion": question.found,
                "words": question.choices,
                "answer": f"{question.key}={'<'.join(question.choices)}",
            }
            needed = question.needed
            yield Finding.of("table.order", **told) if needed else Finding.of("table.words", **told)
        elif question.about == "place":
            yield Finding.of(
                "table.county",
                place=question.place,
                found=question.found,
                why=question.why,
                perhaps=question.choices or ("–",),
                answer=f"{question.key}=610722",
            )
        elif question.about == "direction":
            yield Finding.of("table.direction", place=question.place, criterion=question.found)
        elif question.about == "word":
            yield Finding.of("table.number", place=question.place, value=question.found)
        else:
            suggestion: object = "–" if question.suggestion is None else question.suggestion
            yield Finding.of(
                "table.asked",
                place=question.place,
                found=question.found,
                why=question.why,
                name=question.alternative,
                criterion=question.criterion,
                suggestion=suggestion,
            )


def _unreadable(proposal: Proposal) -> Iterator[Finding]:
    """Error cells, and formulas whose result the file does not store."""
    for kind, code in (("error", "table.error_cells"), ("formula", "table.formulas")):
        spots = [
            (i, column.index)
            for column in proposal.criteria
            for i, figure in proposal.figures[column.key].items()
            if figure.kind == kind
        ]
        if spots:
            yield Finding.of(code, place=_place(proposal, spots), count=len(spots))


def _unread_rows(proposal: Proposal) -> Iterator[Finding]:
    """Alternatives that have no value under any criterion: blanks and missing marks alone."""
    rows = [
        i
        for i in proposal.named.alternatives
        if all(proposal.figures[c.key][i].kind == "missing" for c in proposal.criteria)
    ]
    if rows:
        names = [proposal.named.alternatives[i].key for i in rows]
        place = _place(proposal, [(i, proposal.layout.name) for i in rows])
        row = proposal.sheet.line(rows[0])
        yield Finding.of("table.no_reading", place=place, names=_few(names), row=row)


def _sentinels(proposal: Proposal) -> Iterator[Finding]:
    """Figures such as -9999 that were taken for missing values."""
    for column in proposal.criteria:
        found = proposal.figures[column.key]
        spots = [(i, column.index) for i, figure in found.items() if figure.why == "sentinel"]
        if spots:
            first = proposal.sheet.address(*spots[0])
            value = found[spots[0][0]].value
            yield Finding.of(
                "table.sentinel",
                place=_place(proposal, spots),
                value=value,
                count=len(spots),
                answer=f"{first}={value:g}",
            )


def _gaps(proposal: Proposal) -> Iterator[Finding]:
    for column in proposal.criteria:
        spots = [
            (i, column.index)
            for i, figure in proposal.figures[column.key].items()
            if figure.kind == "missing" and figure.why != "sentinel"
        ]
        if spots:
            yield Finding.of(
                "table.gap", place=_place(proposal, spots), criterion=column.name, count=len(spots)
            )


def _columns_at_fault(proposal: Proposal) -> Iterator[Finding]:
    sheet = proposal.sheet
    yield from _low_heading(proposal)
    if not proposal.layout.headings:
        first = sheet.line(proposal.layout.rows[0])
        yield Finding.of("table.no_heading", place=sheet.whole, row=first)
        return
    for column in proposal.criteria:
        if not column.heading.written or column.key != column.heading.written:
            yield Finding.of(
                "table.header",
                place=sheet.place(sheet.address(proposal.layout.headings[-1], column.index)),
                heading=column.heading.written or "–",
                key=column.key,
            )


def _low_heading(proposal: Proposal) -> Iterator[Finding]:
    """The last row of a heading, where it could be an alternative whose cells are words."""
    sheet, layout = proposal.sheet, proposal.layout
    if len(layout.headings) < 2 or "headings" in proposal.answers:
        return
    above, last = (
        {j for j, cell in enumerate(sheet.rows[i]) if cell != ""} for i in layout.headings[-2:]
    )
    label = sheet.rows[layout.headings[-1]][layout.name]
    if (
        layout.name in above
        and last <= above
        and label != ""
        and normalise_label(label) not in NAMES
    ):
        lines = [sheet.line(i) for i in (layout.headings[0], layout.headings[-1])]
        yield Finding.of(
            "table.low_heading",
            place=sheet.place(sheet.address(layout.headings[-1], layout.name)),
            name=str(label),
            first=lines[0],
            row=lines[1],
            answer=f"headings={lines[0]}-{lines[1] - 1}"
            if lines[1] - lines[0] > 1
            else f"headings={lines[0]}",
        )


def _weights(proposal: Proposal) -> Iterator[Finding]:
    """Cells of the row of weights that are no weight, of columns that count."""
    sheet, row = proposal.sheet, proposal.layout.weight
    if row is None:
        return
    yield Finding.of("table.weights", place=sheet.whole, row=sheet.line(row))
    wrong = [
        column
        for column in proposal.criteria
        if column.weight is None and not proposal.answers.get(f"weight/{column.letter}")
    ]
    if wrong:
        cells = [str(sheet.rows[row][column.index]).strip() or "–" for column in wrong]
        yield Finding.of(
            "table.weight",
            place=_place(proposal, [(row, column.index) for column in wrong]),
            found=_few(cells),
            answer=f"weight/{wrong[0].letter}=1",
        )


def _directions(proposal: Proposal) -> Iterator[Finding]:
    """The directions that the table itself states, and those among them that could mean something else."""
    said = [
        column
        for column in proposal.criteria
        if column.direction is not None and column.direction == column.stated
    ]
    if not said:
        return
    named = len(said) <= CELLS
    method_keys = {
        method_key: [
            f"{c.letter} {c.name}" if named else c.letter for c in said if c.direction == method_key
        ]
        for method_key in (1, -1)
    }
    yield Finding.of(
        "table.directions",
        place=proposal.sheet.whole,
        more=method_keys[1] or "–",
        less=method_keys[-1] or "–",
    )
    for method_key, words in DIRECTIONS.items():
        vague = [c for c in said if c.direction == method_key and c.heading.in_brackets]
        if vague:
            yield Finding.of(
                "table.direction_brackets",
                place=proposal.sheet.place(*_few([c.letter for c in vague])),
                headings=_few([c.heading.written for c in vague]),
                way=words,
                answer=f"direction/{vague[0].letter}={'min' if method_key == 1 else 'max'}",
            )


def _counties(proposal: Proposal) -> Iterator[Finding]:
    """The rows that are counties of China, and those under a former name."""
    places = proposal.places
    if places.units:
        yield Finding.of(
            "table.counties",
            place=proposal.sheet.place(places.letter),
            count=len(places.units),
            whole=len(proposal.layout.rows),
        )
    for i, year in places.since.items():
        yield Finding.of(
            "table.former_name",
            place=proposal.sheet.place(proposal.sheet.address(i, proposal.layout.name)),
            name=places.units[i].name,
            year=str(year),
        )


def _levels(proposal: Proposal) -> Iterator[Finding]:
    """The order and the values by which words were read; an order for a column that holds none."""
    for column in proposal.columns:
        order = proposal.answers.get(f"levels/{column.letter}")
        if order and not column.words.counts:
            yield Finding.of(
                "answer.unusable",
                file=proposal.sheet.whole,
                answer=f"levels/{column.letter}={order}",
                found=column.name,
                expected=LEVELS,
            )
    for column in proposal.criteria:
        counts, values = column.words.counts, column.words.values
        if values:
            steps = [phrase("level", word=word, value=value) for word, value in values.items()]
            yield Finding.of(
                "table.levels",
                place=proposal.sheet.place(column.letter),
                criterion=column.name,
                levels=steps,
                answer=f"levels/{column.letter}={'<'.join(values)}",
            )
        elif len(counts) > WORDS_AT_MOST:
            yield Finding.of(
                "table.many_words",
                place=proposal.sheet.place(column.letter),
                criterion=column.name,
                count=len(counts),
                most=WORDS_AT_MOST,
            )


def _read(proposal: Proposal) -> Iterator[Finding]:
    """How cells that are more than digits were read, one finding a column and way."""
    for column in proposal.criteria:
        method_keys: dict[Why, list[int]] = defaultdict(list)
        for i, figure in proposal.figures[column.key].items():
            if figure.kind == "number" and figure.why in READ_AS:
                method_keys[figure.why].append(i)
        for why, rows in method_keys.items():
            first = proposal.original.rows[rows[0]][column.index]
            value = proposal.figures[column.key][rows[0]].value
            yield Finding.of(
                "table.read",
                place=_place(proposal, [(i, column.index) for i in rows]),
                found=str(first).strip(),
                value=value,
                why=READ_AS[why],
                count=len(rows),
            )
    if proposal.named.told_apart_by:
        by = list(proposal.named.told_apart_by)
        yield Finding.of("table.told_apart", place=proposal.sheet.whole, columns=by)


def _left_out(proposal: Proposal) -> Iterator[Finding]:
    sheet = proposal.sheet
    reasons: dict[LeftOut, list[int]] = defaultdict(list)
    for i, why in proposal.layout.left_out.items():
        reasons[why].append(i)
    for why, rows in reasons.items():
        lines = [str(sheet.line(i)) for i in rows]
        yield Finding.of("table.rows_out", place=sheet.whole, rows=_few(lines), why=LEFT_OUT[why])
    for aside, words in ASIDE.items():
        columns = [
            c for c in proposal.columns if c.why == aside and c.use in ("aside", "attribute")
        ]
        names = [f"{column.letter} {column.heading.written}".strip() for column in columns]
        if names:
            yield Finding.of("table.columns_out", place=sheet.whole, columns=names, why=words)
    others = [name for name in (*proposal.book.names, *proposal.book.hidden) if name != sheet.name]
    if others and sheet.name:
        yield Finding.of("table.sheets_out", place=sheet.whole, sheets=others)


def _place(proposal: Proposal, spots: Sequence[Spot]) -> str:
    return proposal.sheet.place(*_few(spans(spots, proposal.sheet)))


def _few(words: Sequence[str]) -> list[str]:
    return [*words[:CELLS], "…"] if len(words) > CELLS else list(words)
