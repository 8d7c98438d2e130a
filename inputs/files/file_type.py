"""What kind of file it is by its first bytes, whatever it is called."""

import re
from pathlib import Path
from typing import Literal

from criteria.errors import EvidenceError, Finding
from criteria.text import Text
from inputs.words import phrase

Kind = Literal["workbook", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of workbooks with a password
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "workbook": (".xlsx", ".xlsm"),
    "text": (".csv", ".tsv", ".txt"),
}
WHAT: dict[Kind, Text] = {
    "workbook": phrase("kind_workbook"),
    "text": phrase("kind_text"),
}
OTHERS = {
    b"%PDF": phrase("kind_pdf"),
    b"\x89PNG": phrase("kind_picture"),
    b"\xff\xd8\xff": phrase("kind_picture"),
    b"GIF8": phrase("kind_picture"),
    b"\x1f\x8b": phrase("kind_gzip"),
    b"Rar!": phrase("kind_rar"),
    b"7z\xbc\xaf": phrase("kind_7z"),
    b"{\\rtf": phrase("kind_document"),
    b"SQLite format 3": phrase("kind_database"),
}
# Comments are passed over without a way back: whether one is the first of many or the last makes no difference.
PAGE = re.compile(
    r"(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|head|body|table|meta|style)\b",
    re.DOTALL,
)


def kind_of(file: str, data: bytes) -> tuple[Kind, list[Finding]]:
    """The kind, with a note if the ending says another. Raises EvidenceError if it is no table at all."""
    if data.startswith(OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise EvidenceError.of("file.password" if protected else "file.old", file=file)
    if data[:2] == b"PK" and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return "workbook", _ending(file, "workbook")
    for start, what in OTHERS.items():
        if data.startswith(start):
            raise EvidenceError.of("file.kind", file=file, what=what)
    head = _plain(data[:1024]).lstrip("\ufeff \t\r\n").lower()
    if PAGE.match(head):
        raise EvidenceError.of("file.html", file=file)
    if head.startswith(("<?xml", "<workbook")):
        raise EvidenceError.of("file.kind", file=file, what=phrase("kind_xml"))
    return "text", _ending(file, "text")


def _plain(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")


def _ending(file: str, kind: Kind) -> list[Finding]:
    suffix = Path(file).suffix.lower()
    if suffix in ENDINGS[kind]:
        return []
    return [Finding.of("file.renamed", file=file, what=WHAT[kind], ending=suffix or "–")]
