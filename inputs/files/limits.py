"""What a file may be before it is read; the figures stand in docs/upload.md."""

import zipfile
from collections.abc import Sequence

from criteria.errors import EvidenceError

BYTES = 20 * 2**20  # of the file; .streamlit/config.toml says the same to the browser
INFLATED = 64 * 2**20  # of all the parts of a workbook, by the sizes that it declares
BRIEF = 4 * INFLATED  # of a brief, which writes every figure out in several sheets
PARTS = 1000
ROWS = 10_000
COLUMNS = 200
CELLS = 400_000
LONG_CELL = 32_767  # characters, as spreadsheets have it
LONG_IN_STUDY = 100_000  # characters of a text in a saved study
LONG_TEXT = 300  # characters of a heading, name, unit or cell that is understood; what follows is cut off first
FAR_ROWS, FAR_COLUMNS = (
    200,
    50,
)  # so many empty rows or columns, and what follows is no part of the table


def refuse_bytes(file: str, size: int) -> None:
    """Raises EvidenceError if the file is empty or too large."""
    if size == 0:
        raise EvidenceError.of("file.empty", file=file)
    if size > BYTES:
        raise EvidenceError.of(
            "file.large", file=file, found=f"{size / 2**20:.1f}", limit=BYTES // 2**20
        )


def refuse_parts(file: str, parts: Sequence[zipfile.ZipInfo], most: int = INFLATED) -> None:
    """Raises EvidenceError if a workbook's parts are too large, too many, or lead out of it.

    Sizes are the declared ones; zipfile never inflates a part beyond what it declares. The texts that its sheets
    share are held in memory whole, so they have the limit of a table in any workbook.
    """
    shared = sum(p.file_size for p in parts if p.filename.lower().endswith("sharedstrings.xml"))
    for inflated, limit in ((sum(part.file_size for part in parts), most), (shared, INFLATED)):
        if inflated > limit or len(parts) > PARTS:
            raise EvidenceError.of(
                "file.inflated", file=file, found=f"{inflated / 2**20:.0f}", limit=limit // 2**20
            )
    for part in parts:
        names = part.filename.replace("\\", "/").split("/")
        if ".." in names or part.filename.startswith(("/", "\\")) or ":" in names[0]:
            raise EvidenceError.of("file.unsafe", file=file, part=part.filename)


def refuse_size(place: str, rows: int, columns: int, cells: int = 0) -> None:
    """Raises EvidenceError if a table has more rows, columns or filled cells than may be read."""
    if rows > ROWS:
        raise EvidenceError.of("file.rows", place=place, found=rows, limit=ROWS)
    if columns > COLUMNS:
        raise EvidenceError.of("file.columns", place=place, found=columns, limit=COLUMNS)
    if cells > CELLS:
        raise EvidenceError.of("file.cells", place=place, found=cells, limit=CELLS)
