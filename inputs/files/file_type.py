"""What kind of file it is by its first bytes, whatever it is called."""

import re
from pathlib import Path
from typing import Literal

from criteria.errors import EvidenceTrouble, Finding, Text

Kind = Literal["workbook", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of workbooks with a password
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "workbook": (".xlsx", ".xlsm"),
    "text": (".csv", ".tsv", ".txt"),
}
WHAT: dict[Kind, Text] = {
    "workbook": Text("an Excel workbook", "Excel工作簿"),
    "text": Text("a text table", "文本表格"),
}
OTHERS = {
    b"%PDF": Text("a PDF", "PDF文件"),
    b"\x89PNG": Text("a picture", "图片"),
    b"\xff\xd8\xff": Text("a picture", "图片"),
    b"GIF8": Text("a picture", "图片"),
    b"\x1f\x8b": Text("a gzip archive", "gzip压缩包"),
    b"Rar!": Text("a RAR archive", "RAR压缩包"),
    b"7z\xbc\xaf": Text("a 7z archive", "7z压缩包"),
    b"{\\rtf": Text("a text document", "文字文档"),
    b"SQLite format 3": Text("a database", "数据库文件"),
}


def kind_of(file: str, data: bytes) -> tuple[Kind, list[Finding]]:
    """The kind, with a note if the ending says another. Raises EvidenceTrouble if it is no table at all."""
    if data.startswith(OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise EvidenceTrouble.of("file.password" if protected else "file.old", file=file)
    if data[:2] == b"PK" and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return "workbook", _ending(file, "workbook")
    for start, what in OTHERS.items():
        if data.startswith(start):
            raise EvidenceTrouble.of("file.kind", file=file, what=what)
    head = _plain(data[:1024]).lstrip("\ufeff \t\r\n").lower()
    if re.match(
        r"(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|meta|style)\b", head, re.DOTALL
    ):
        raise EvidenceTrouble.of("file.html", file=file)
    if head.startswith(("<?xml", "<workbook")):
        raise EvidenceTrouble.of("file.kind", file=file, what=Text("an XML document", "XML文档"))
    return "text", _ending(file, "text")


def _plain(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")


def _ending(file: str, kind: Kind) -> list[Finding]:
    suffix = Path(file).suffix.lower()
    if suffix in ENDINGS[kind]:
        return []
    return [Finding.of("file.renamed", file=file, what=WHAT[kind], ending=suffix or "–")]
