"""What tests read from a workbook and type into it."""

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}


def named(book: Workbook, name: str) -> Any:
    """The cell, or the rows of cells, that a defined name stands for."""
    sheet, address = next(book.defined_names[name].destinations)
    return book[sheet][address.replace("$", "")]


@lru_cache(maxsize=4)
def computed(path: Path) -> Workbook:
    """What a program came to that has recalculated a workbook; the file is read once, and nobody writes to it again."""
    return load_workbook(path, data_only=True)


def table(path: Path, name: str = "whatif_table") -> list[dict[str, Any]]:
    """The rows of a named table under its headings."""
    book = computed(path)
    head, *rows = [[cell.value for cell in row] for row in named(book, name)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def value(path: Path, name: str) -> Any:
    return named(computed(path), name).value


def cell_of(path: Path, name: str) -> tuple[str, str]:
    """(part of the archive, cell) of a defined name."""
    book = load_workbook(path)
    sheet, address = next(book.defined_names[name].destinations)
    number = book.sheetnames.index(sheet) + 1
    return f"xl/worksheets/sheet{number}.xml", address.replace("$", "")


def typed(data: bytes, cells: dict[tuple[str, str], float | str | None]) -> bytes:
    """The workbook with other values in some cells, as if somebody had typed them; formulas keep their old values."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            for (part, cell), new in cells.items():
                if part == name:
                    text = _put(text, cell, new)
            target.writestr(name, text, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _put(sheet: bytes, cell: str, new: float | str | None) -> bytes:
    pattern = re.compile(rf'<c r="{cell}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)'.encode())
    if new is None:
        inner = ""
    elif isinstance(new, str) and new.startswith("="):
        inner = f"<f>{new[1:]}</f>"
    elif isinstance(new, str):
        inner = f"<is><t>{new}</t></is>"
    else:
        inner = f"<v>{float(new)!r}</v>"
    kind = ' t="inlineStr"' if inner.startswith("<is>") else ""
    changed, count = pattern.subn(
        lambda found: f'<c r="{cell}"{found[1].decode()}{kind}>{inner}</c>'.encode(), sheet
    )
    assert count == 1, cell
    return changed
