"""Foreign texts: processor time of everything that understands them, at a length and at twice that length."""

import json
from collections.abc import Callable

from benchmarks.machine import row
from criteria.errors import AppError
from inputs.files import open_file
from inputs.files.file_type import kind_of
from inputs.files.limits import COLUMNS
from inputs.tables.cells import number
from inputs.tables.cells.directions import said_in
from inputs.tables.cells.vocabulary import is_direction_label, is_remark, is_total
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from inputs.tables.structure.headings import split_unit
from mcda.group.model.keys import typed
from mcda.group.model.typed_text import NOTE, clean
from mcda.study.factory import embedded_study
from mcda.study.io import from_json, to_json
from tests.drivers.hostile_tables import SHEET, repacked, workbook
from tests.drivers.processor_time import growth, is_linear

Make = Callable[[int], Callable[[], object]]
TARGET = 2.5


def understood(name: str, data: bytes) -> Callable[[], object]:
    """Work: the file opened, proposed, told, as far as it goes."""

    def work() -> object:
        number.forget()
        try:
            return findings_of(propose(open_file(name, data)))
        except AppError as error:
            return error

    return work


def of_text(understand: Callable[[str], object], piece: str) -> Make:
    def make(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece)) + "x"
        return lambda: understand(text)

    return make


def comments(length: int) -> Callable[[], object]:
    data = b"<!---->" * (length // 7) + b"name,a\n"
    return lambda: kind_of("a.csv", data)


def address(length: int) -> Callable[[], object]:
    def edit(text: str) -> str:
        return text.replace('r="B3"', f'r="{"A" * length}3"')

    return understood("a.xlsx", repacked(workbook(), edit={SHEET: edit}))


def heading(piece: str) -> Make:
    """All headings that a table may have, so long."""

    def make(length: int) -> Callable[[], object]:
        long = (piece * length)[:length]
        heads = ",".join(f'"{long}{j}"' for j in range(COLUMNS - 1))
        cells = ",".join("1" for _ in range(COLUMNS - 1))
        return understood("a.csv", f"name,{heads}\na,{cells}\nb,{cells}\n".encode())

    return make


def rows(piece: str) -> Make:
    """So many rows of a cell that is as long as a cell may be, all different."""

    def make(count: int) -> Callable[[], object]:
        lines = "".join(f'"{(piece * 300)[:290]}{i}",{i}\n' for i in range(count))
        return understood("a.csv", f"name,income\n{lines}".encode())

    return make


def cells(piece: str) -> Make:
    def make(count: int) -> Callable[[], object]:
        lines = "".join(f'a{i},"{i}{piece}",{i}\n' for i in range(count))
        return understood("a.csv", f"name,income,other\n{lines}".encode())

    return make


def line_ends(length: int) -> Callable[[], object]:
    return understood("a.csv", b"name,a\nx,1\ny,2\n" + b"\n" * length)


def study(length: int) -> Callable[[], object]:
    """A saved study whose text holds so many letters more."""
    plain = json.loads(to_json(embedded_study("links")))
    plain["study"]["stage"]["question"]["en"] = "\u0301" * min(length, 30_000)
    plain["more"] = ["x" * 1_000] * (length // 1_000)
    text = json.dumps(plain)
    return lambda: from_json(text)


CASES: dict[str, tuple[Make, int]] = {
    "comments before a tag": (comments, 100_000),
    "a cell's address": (address, 100_000),
    "headings of brackets": (heading("("), 4_000),
    "headings of blanks and signs": (heading(" -(;"), 4_000),
    "headings that deny": (heading("not 是"), 4_000),
    "rows of long names": (rows("("), 2_000),
    "rows of long names with marks": (rows("a*†"), 2_000),
    "cells that are nearly figures": (cells("1,111,"), 4_000),
    "cells with units": (cells(" 万元/人"), 4_000),
    "cells with notes": (cells("*[a](b)"), 4_000),
    "line ends": (line_ends, 4_000_000),
    "one text as a figure: digits": (of_text(number.read, "1"), 1_000_000),
    "one text as a figure: brackets": (of_text(number.classify_cell, "("), 1_000_000),
    "one text as a total": (of_text(is_total, "total "), 20_000),
    "one text as a remark": (of_text(is_remark, "中 "), 20_000),
    "one text as a direction": (of_text(is_direction_label, "( "), 20_000),
    "one heading's direction": (of_text(said_in, "(not "), 20_000),
    "one heading's unit": (of_text(split_unit, "a/"), 20_000),
    "a name of marks out of order": (
        of_text(lambda text: clean(text, NOTE), "\u0315\u0300"),
        500_000,
    ),
    "a code of marks out of order": (of_text(typed, "\u0315\u0300"), 500_000),
    "a saved study": (study, 2_000_000),
}


def run() -> None:
    for what, (make, length) in CASES.items():
        once, twice = growth(make, length)
        ratio = f"{twice / once:.1f} ×" if once > 1e-3 else "—"
        told = f"{once:.3f} s, {twice:.3f} s, {ratio}"
        row(f"{what}, {length:,}", told, f"<= {TARGET} ×", is_linear((once, twice), TARGET))


if __name__ == "__main__":
    run()
