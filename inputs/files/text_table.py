"""A text table into a Sheet: its encoding, its separator, its rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from criteria.errors import EvidenceError, Finding
from inputs.files.limits import COLUMNS, LONG_CELL, ROWS, refuse_size
from inputs.files.sheet import Book, Sheet

SEPARATORS = ("\t", ";", "|", ",")  # where two cut alike, not the comma: it also stands in figures
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Where neither UTF nor Chinese fits: how Western, Taiwanese, Japanese and Korean tables are commonly saved.
GUESSES = ["cp1252", "cp1250", "cp1251", "big5", "cp932", "cp949"]
HAN = re.compile("[\u2e80-\uffef]")
OLD_NAMES = str.maketrans(
    "—·", "―・"
)  # the same two signs under the names that GB2312 has for them
BLANK = " \t\r\n" + "".join(SEPARATORS)  # what a line without a cell is made of
BLANK_ROWS = 4 * ROWS  # between others: more are no table
SAMPLE = 200  # lines from which the separator is told
SAMPLE_LETTERS = 1_000_000  # from which Chinese is told


def open_text(file: str, data: bytes) -> Book:
    """A book with one sheet. Raises EvidenceError: mixed encodings, NUL bytes, an open quote, too many rows."""
    text, remarks = decoded(file, data)
    sheet = _sheet(file, text)
    return Book(file, ("",), lambda _: sheet, tuple(remarks))


def decoded(file: str, data: bytes) -> tuple[str, list[Finding]]:
    """The text, and a warning if its encoding is only a guess.

    Byte-order marks are believed; then UTF-8 if every byte fits; then GB18030 if what comes out is Chinese as
    people write it; only then a guess among the others.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None)
    encoding = encoding or _unmarked_utf16(data)
    remarks: list[Finding] = []
    if encoding is None:
        unicode = _fits(data, "utf-8") and not _rather_chinese(data)
        encoding = "utf-8" if unicode else _chinese(file, data)
    if encoding is None:
        best = from_bytes(data[:SAMPLE_LETTERS], cp_isolation=GUESSES).best()
        if best is None:
            raise EvidenceError.of("file.encoding", file=file, line=_line_at_fault(data))
        encoding = best.encoding
        remarks = [Finding.of("file.guessed", file=file, encoding=encoding)]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise EvidenceError.of("file.encoding", file=file, line=line) from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise EvidenceError.of("file.nul", file=file, line=line)
    return text, remarks


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte of a table's figures is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4:
        return None
    low, high = head[1::2].count(0), head[::2].count(0)
    if low > 0.4 * half and high < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * half and low < 0.05 * half else None


def _chinese(file: str, data: bytes) -> str | None:
    """GB18030 if it fits and reads as Chinese does. Raises EvidenceError where UTF-8 and GBK lines are mixed."""
    lines = data.split(b"\n", BLANK_ROWS)[:BLANK_ROWS]
    lines = [line for line in lines if not line.isascii()]
    wide = sum(_fits(line, "utf-8") and HAN.search(line.decode()) is not None for line in lines)
    if wide * 5 >= len(lines) and wide < len(lines):
        raise EvidenceError.of("file.encoding", file=file, line=_line_at_fault(data))
    if not _fits(data, "gb18030"):
        return None
    text = data.decode("gb18030")[:SAMPLE_LETTERS].translate(OLD_NAMES)
    wide_letters = sum(not letter.isascii() for letter in text)
    usual, in_two_bytes = _wide_in(text, "gb2312"), _wide_in(text, "gbk")
    in_four_bytes = (
        wide_letters - in_two_bytes
    )  # a form that no other encoding falls into by chance
    return "gb18030" if usual + in_four_bytes >= 0.9 * wide_letters else None


def _rather_chinese(data: bytes) -> bool:
    """A table whose only Chinese is 元 or 缺, in GBK, passes for UTF-8 too, with letters of rare scripts."""
    strange = {letter for letter in data.decode() if not letter.isascii()}
    rare = (("\u0220", "\u0250"), ("\u0500", "\u0800"))
    if not strange or not all(any(a <= x < b for a, b in rare) for x in strange):
        return False
    same = "".join(strange).encode()
    return _fits(same, "gb2312") and len(strange) < 20


def _wide_in(text: str, encoding: str) -> int:
    """How many letters beyond ASCII the encoding has, two bytes each."""
    letters = len(text.encode(encoding, "ignore")) - sum(letter.isascii() for letter in text)
    return letters // 2


def _line_at_fault(data: bytes) -> int:
    """The first line that is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return 1


def _sheet(file: str, text: str) -> Sheet:
    first, _, rest = text.partition("\n")
    separator = None
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text, skipped = first.strip()[4], rest, 1  # Excel's own way of saying it
    text = _without_blank_end(text)
    separator = separator or _separator(text)
    rows: list[tuple[str, ...]] = []
    cells = blank = 0
    for row in _rows(file, text, separator, skipped):
        filled = [j for j, cell in enumerate(row) if cell.strip()]
        blank += not filled
        if blank > BLANK_ROWS:
            raise EvidenceError.of("file.rows", place=file, found=blank, limit=ROWS)
        if len(rows) >= ROWS and not filled:
            continue  # empty rows below are nothing
        rows.append(row)
        cells += len(filled)
        refuse_size(file, len(rows), filled[-1] + 1 if filled else 0, cells)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    lengths = tuple(map(len, rows))
    width = max((j + 1 for row in rows for j, cell in enumerate(row) if cell.strip()), default=0)
    squared = tuple((row + ("",) * width)[:width] for row in rows)
    return Sheet(file, None, squared, lengths=lengths, separator=separator, first_row=skipped)


def _without_blank_end(text: str) -> str:
    """The text without the blank lines at its end, of which a spreadsheet may save a million."""
    end = len(text.rstrip(BLANK))
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return text[: min(ends) + 1] if ends else text


def _rows(file: str, text: str, separator: str, skipped: int) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise EvidenceError.of("file.quote", file=file, line=line + skipped + 1) from None
        line = reader.line_num
        long = next((j for j, cell in enumerate(row) if len(cell) > LONG_CELL), None)
        if long is not None:
            raise EvidenceError.of("file.quote", file=file, line=line + skipped)
        yield tuple(row[: COLUMNS * 2])


def _separator(text: str) -> str:
    """The one that cuts most rows into the same number of cells."""
    sample = list(islice(io.StringIO(text, newline=""), SAMPLE))
    scores = {separator: _evenness(sample, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _evenness(sample: list[str], separator: str) -> tuple[int, int]:
    counts: Counter[int] = Counter()
    try:
        for row in csv.reader(sample, delimiter=separator):
            if len(row) > 1:
                counts[len(row)] += 1
    except csv.Error:
        return 0, 0
    if not counts:
        return 0, 0
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    return rows, width
