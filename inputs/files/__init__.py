"""A file as it comes: what it is, whether it may be read, and its sheets of cells with the place of each."""

from pathlib import Path

from criteria.errors import EvidenceError
from inputs.files.file_type import kind_of
from inputs.files.limits import BYTES, LONG_TEXT, refuse_bytes
from inputs.files.sheet import Book
from inputs.files.text_table import open_text


def open_file(name: str, data: bytes) -> Book:
    """The book of a CSV or XLSX, told by its bytes and not by its ending.

    Raises EvidenceError with one finding: what it is that cannot be read, and what to do.
    """
    file = Path(name.replace("\\", "/")).name[-LONG_TEXT:] or "?"
    refuse_bytes(file, len(data))
    kind, remarks = kind_of(file, data)
    if kind == "workbook":
        # which takes a moment that no text need wait for
        from inputs.files.workbook import open_workbook

        book = open_workbook(file, data)
    else:
        book = open_text(file, data)
    return Book(book.file, book.names, book.read, (*remarks, *book.findings), book.hidden)


def open_path(path: Path) -> Book:
    """The book of a file on disk. Raises EvidenceError; a file that is too large is not read."""
    return open_file(path.name, bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """What a file on disk holds. Raises EvidenceError: no file, a folder, too large, not to be read."""
    if path.is_dir():
        raise EvidenceError.of("file.folder", file=str(path))
    if not path.is_file():
        raise EvidenceError.of("file.missing", file=str(path))
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
        refuse_bytes(path.name, path.stat().st_size)
    except OSError as error:
        raise EvidenceError.of(
            "file.unreadable", file=path.name, error=error.strerror or str(error)
        ) from None
    return data
