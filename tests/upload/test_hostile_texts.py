"""A text that somebody sends costs processor time in proportion to its length, and its cells do not stay in memory."""

import gc
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from criteria.errors import AppError
from inputs.files import open_file
from inputs.files.file_type import kind_of
from inputs.tables.cells import number, vocabulary
from inputs.tables.cells.directions import said_in
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from tests.drivers.hostile_tables import SHEET, repacked, workbook
from tests.drivers.processor_time import growth, is_linear


def opened(name: str, data: bytes):
    """What opening and understanding comes to, a refusal included."""
    try:
        return propose(open_file(name, data))
    except AppError as error:
        return error


def comments(count: int):
    data = b"<!---->" * count + b"name,a\n"
    return lambda: kind_of("a.csv", data)


def test_comments_before_a_tag_are_passed_over_in_one_go():
    """22 of them took 1.4 s, each further one doubled it; 60 (428 bytes) stopped a server for good."""
    assert is_linear(growth(comments, 11))
    comments(60)()


@pytest.mark.parametrize("head", ["<!---->", "<!-- a -->\n", "<!--->-->"])
def test_a_page_behind_comments_is_still_a_page(head):
    page = (head * (900 // len(head)) + "<table><tr><td>1</td></tr></table>").encode()
    with pytest.raises(AppError) as raised:
        kind_of("a.csv", page)
    assert raised.value.findings[0].code == "file.html"


def test_an_open_comment_hides_what_stands_in_it():
    kind, _ = kind_of("a.csv", b"<!-- <html> name,a\n")
    assert kind == "text"


def addresses(letters: int):
    data = repacked(
        workbook(), edit={SHEET: lambda text: text.replace('r="B3"', f'r="{"A" * letters}3"')}
    )
    assert len(data) < 20_000
    return lambda: opened("a.xlsx", data)


def test_a_cell_address_is_no_number_of_any_length():
    """50,000 letters took 1.8 s, 100,000 5.7 s."""
    assert is_linear(growth(addresses, 50_000))


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "(" * n + "x",
        lambda n: "[" * n + "x",
        lambda n: "a" + " " * n + "x",
        lambda n: "total " * (n // 6) + "x",
        lambda n: "中 " * (n // 2),
        lambda n: "1" * n + "x",
        lambda n: "1,111" * (n // 5),
        lambda n: "~" * n,
        lambda n: "a-" * (n // 2),
        lambda n: "*" * n + "x",
        lambda n: "(" * n + ")" * n,
        lambda n: "not " * (n // 4) + "better",
        lambda n: "(" * n + "higher is better",
        lambda n: "中" * n + "(" + "中" * n + ")",
    ],
)
def test_a_long_heading_or_cell_costs_what_its_length_costs(text):
    """4,000 brackets in a heading took 2.2 s, 8,000 7.9 s; a heading row could take hours."""

    def make(length: int):
        long = text(length)
        data = f'name,"{long}",b\na,1,2\nb,"{long}",4\n"{long}",3,4\n'.encode()
        return lambda: opened("a.csv", data)

    assert is_linear(growth(make, 4_000))


@pytest.mark.parametrize(
    "read",
    [
        number.read,
        number.classify_cell,
        vocabulary.is_total,
        vocabulary.is_remark,
        vocabulary.is_direction_label,
        vocabulary.direction_of,
        vocabulary.label_of,
        said_in,
    ],
)
@pytest.mark.parametrize("sign", ["(", " ", "中 ", "1", "1,111", "total ", "*", "a-", "¹", "9.9e"])
def test_what_reads_one_text_is_linear_by_itself(read, sign):
    def make(length: int):
        long = sign * (length // len(sign)) + "x"
        return lambda: read(long)

    assert is_linear(growth(make, 8_000))


def held_after(count: int) -> int:
    """Bytes that stay in memory when so many different tables of long cells were read and let go."""
    gc.collect()
    tracemalloc.start()
    for file in range(count):
        rows = "".join(f"a{i},{i},{'x' * 9_000}{file}-{i}\n" for i in range(200))
        opened("long.csv", f"name,income,remark\n{rows}".encode())
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held


@pytest.mark.slow
def test_long_cells_of_a_table_do_not_stay_when_the_table_is_gone():
    """Small files of long cells pinned 17 MiB each for as long as the server ran."""
    held_after(1)
    assert held_after(3) < 2 * 2**20


def test_a_workbook_of_one_long_text_is_small_and_read_in_time():
    """41 KiB in the archive, 17 MiB of cells."""

    def make(length: int):
        book = workbook([("name", "income"), *((f"a{i}" + "(" * length, i) for i in range(20))])
        with zipfile.ZipFile(BytesIO(book)) as archive:
            assert sum(part.compress_size for part in archive.infolist()) < 41 * 2**10
        return lambda: opened("a.xlsx", book)

    assert is_linear(growth(make, 4_000))


def test_a_row_whose_name_is_a_formula_without_a_result_has_no_name(tmp_path):
    book = Workbook()
    for row in (["name", "trees", "income"], ["=A9", 1, 2], ["Here", 3, 4], ["There", 5, 6]):
        book.active.append(row)
    book.save(path := tmp_path / "formula.xlsx")
    proposal = propose(open_file(path.name, path.read_bytes()))
    assert [a.name.en for a in proposal.evidence.alternatives] == ["Here", "There"]
    assert "table.name" in [finding.code for finding in findings_of(proposal)]
