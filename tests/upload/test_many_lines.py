"""Lines without end: a text of nothing but line ends is told, and costs what its length costs."""

import time

import pytest

from criteria.errors import AppError
from inputs.files import open_file
from inputs.files.limits import BYTES, ROWS
from tests.drivers.processor_time import growth, is_linear

pytestmark = pytest.mark.slow


def opened(data: bytes):
    try:
        return open_file("a.csv", data).sheet()
    except AppError as error:
        return error.findings[0].code


LINES = [b"\n", b"\r\n", b"\r", b",\n", b" \n", b'""\n', b"\xff\n", b"a\xff\xfe\n"]


@pytest.mark.parametrize("line", LINES)
def test_lines_cost_what_their_length_costs(line):
    def make(length: int):
        data = b"name,a\n" + line * (length // len(line)) + b"x,1\n"
        return lambda: opened(data)

    assert is_linear(growth(make, 1_000_000))


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b",\n", b" \n"])
def test_blank_lines_beyond_any_table_are_refused(line):
    assert opened(b"name,a\n" + line * (5 * ROWS) + b"x,1\n") == "file.rows"


def test_blank_lines_behind_a_table_are_nothing():
    sheet = opened(b"name,a\nx,1\ny,2\n" + b"\n" * ROWS)
    assert len(sheet.rows) == 3


def test_the_largest_file_of_line_ends_is_read_in_the_time_of_its_bytes():
    """19 MB of line ends took 18 s of processor time: a hundred times what looking at each byte takes."""
    data = b"\n" * (BYTES - 1)
    start = time.thread_time()
    assert sum(1 for byte in data if byte == 10) == len(data)
    once = time.thread_time() - start
    start = time.thread_time()
    opened(data)
    assert time.thread_time() - start < 3 * once + 0.2
