"""Random tables in random layouts are read back equal."""

import csv
import io
import string
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from inputs.files import open_file
from inputs.tables.questions.proposal import propose
from tests.drivers.repetitions import times

MISSING = ("", "n/a", "..", "-", "—", "…", "缺")
NAMES = (
    "安康市",
    "Xi'an, old town",
    "Ankang",
    "汉中 (南郑)",
    "Côte d'Or",
    'São "Bento"',
    "宁陕县",
    "Foping; north",
    "A1 South",
)


@dataclass(frozen=True)
class Drawn:
    """A table and the way it is laid out."""

    values: list[list[float | None]]
    missing: list[list[str]]
    names: list[str]
    headings: list[str]
    directions: list[int]
    direction_row: int | None  # in which words, None for in the headings
    titles: int
    groups: bool
    average: bool
    notes: int
    comma: bool  # decimal comma
    thousands: bool
    separator: str
    encoding: str


HIGH, LOW = (
    ("max", "higher is better", "越大越好", "↑"),
    ("min", "lower is better", "越小越好", "↓"),
)


def numbers():
    whole = st.integers(-99_999, 9_999_999).map(float)
    decimal = st.integers(-9_999_999, 9_999_999).map(lambda n: n / 100)
    small = st.integers(1, 999_999).map(lambda n: n / 1_000_000)
    return whole | decimal | small


@st.composite
def tables(draw) -> Drawn:
    n, m = draw(st.integers(2, 9)), draw(st.integers(1, 6))
    cell = st.one_of(*[numbers()] * 6, st.none())
    values = [[draw(cell) for _ in range(m)] for _ in range(n)]
    for j in range(m):  # a column with at least one figure, a row with at least one
        values[draw(st.integers(0, n - 1))][j] = draw(numbers())
    for row in values:
        row[0] = draw(numbers()) if all(value is None for value in row) else row[0]
    values[0][0] = draw(numbers().filter(lambda x: x != int(x)))  # something tells the decimal mark
    words = st.text(string.ascii_lowercase, min_size=4, max_size=9)
    headings = draw(st.lists(words, min_size=m, max_size=m, unique=True))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
    names = draw(st.permutations(NAMES))[:n]
    comma = draw(st.booleans())
    return Drawn(
        values,
        [[draw(st.sampled_from(MISSING)) for _ in range(m)] for _ in range(n)],
        names,
        [
            f"{heading} ({draw(st.sampled_from(['km', '%', '元', 'index']))})"
            for heading in headings
        ],
        draw(st.lists(st.sampled_from([1, -1]), min_size=m, max_size=m)),
        draw(st.one_of(st.none(), st.integers(0, len(HIGH) - 1))),
        draw(st.integers(0, 3)),
        draw(st.booleans()) and m > 3,
        draw(st.booleans()),
        draw(st.integers(0, 2)),
        comma,
        draw(st.booleans()),
        draw(st.sampled_from([";", "\t"] if comma else [",", ";", "\t"])),
        encoding,
    )


def written(value: float, drawn: Drawn) -> str:
    whole = value == int(value)
    plain = f"{value:,.0f}" if whole else f"{value:,.6f}".rstrip("0")
    if not drawn.thousands:
        plain = plain.replace(",", "")
    return plain.translate(str.maketrans(",.", ".,")) if drawn.comma else plain


def rows_of(drawn: Drawn, text: bool) -> list[list[object]]:
    m = len(drawn.headings)
    rows: list[list[object]] = [[f"Title {k}", *[""] * m] for k in range(drawn.titles)]
    rows += [[""] * (m + 1)] if drawn.titles else []
    if drawn.groups:
        rows.append(["", "Group one", "", "Group two", *[""] * (m - 3)])
    headings = list(drawn.headings)
    if drawn.direction_row is None:
        said = {1: "higher is better", -1: "lower is better"}
        headings = [f"{h}, {said[d]}" for h, d in zip(headings, drawn.directions, strict=True)]
    rows.append(["Place", *headings])
    if drawn.direction_row is not None:
        high, low = HIGH[drawn.direction_row], LOW[drawn.direction_row]
        rows.append(["direction", *(high if d == 1 else low for d in drawn.directions)])
    for name, values, marks in zip(drawn.names, drawn.values, drawn.missing, strict=True):
        cells: list[object] = []
        for value, mark in zip(values, marks, strict=True):
            cells.append(mark if value is None else written(value, drawn) if text else value)
        rows.append([name, *cells])
    if drawn.average:
        rows.append(["Average", *(["1.5" if not drawn.comma else "1,5"] * m)])
    rows += [[""] * (m + 1)] if drawn.notes else []
    rows += [[f"Note {k}: made up", *[""] * m] for k in range(drawn.notes)]
    return rows


def check(drawn: Drawn, name: str, data: bytes) -> None:
    proposal = propose(open_file(name, data))
    proposal = proposal.answered({"decimals": "comma" if drawn.comma else "point"})
    assert [q.key for q in proposal.questions] == []
    evidence = proposal.evidence
    assert [alternative.key for alternative in evidence.alternatives] == list(drawn.names)
    assert len(proposal.criteria) == len(drawn.headings)
    assert [column.direction for column in proposal.criteria] == drawn.directions
    for j, (column, heading) in enumerate(zip(proposal.criteria, drawn.headings, strict=True)):
        assert f"{column.name} ({column.heading.unit})" == heading
        found = [evidence.observation(column.key, name).value for name in drawn.names]
        assert found == [row[j] for row in drawn.values]


@settings(max_examples=times(150), deadline=None)
@given(tables())
def test_a_random_text_table_is_read_back_equal(drawn):
    out = io.StringIO()
    csv.writer(out, delimiter=drawn.separator).writerows(rows_of(drawn, text=True))
    check(drawn, "random.csv", out.getvalue().encode(drawn.encoding))


@settings(max_examples=times(60), deadline=None)
@given(tables(), st.booleans())
def test_a_random_workbook_is_read_back_equal(drawn, as_text):
    book = Workbook()
    for row in rows_of(drawn, text=as_text):
        book.active.append([cell if cell != "" else None for cell in row])
    if drawn.groups:
        heading = drawn.titles + bool(drawn.titles) + 1
        book.active.merge_cells(start_row=heading, end_row=heading, start_column=2, end_column=3)
        if len(drawn.headings) > 3:
            book.active.merge_cells(
                start_row=heading,
                end_row=heading,
                start_column=4,
                end_column=len(drawn.headings) + 1,
            )
    buffer = io.BytesIO()
    book.save(buffer)
    check(drawn, "random.xlsx", buffer.getvalue())


def test_a_comma_that_stands_in_every_line_is_no_separator_where_a_semicolon_does_as_well():
    text = "Place;Distance (km), higher is better\n安康市;0,5\nAnkang;0,7\n"
    proposal = propose(open_file("two.csv", text.encode()))
    proposal = proposal.answered({"decimals": "comma"})
    assert proposal.questions == ()
    column = proposal.criteria[0]
    assert proposal.evidence.observation(column.key, "安康市").value == 0.5
