"""Files as nobody should send them, each with its name, its bytes, and the finding that it must get."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

GOOD = "name,income,forest\nAnkang,21500,68.2\nHanzhong,34800,61.5\nShangluo,28100,70.4\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = (
    ("name", "income", "forest"),
    ("Ankang", 21500, 68.2),
    ("Hanzhong", 34800, 61.5),
    ("Shangluo", 28100, 70.4),
)


@dataclass(frozen=True)
class Hostile:
    """`finding` is the code of what is told; `place` must stand in its place; `read` says whether a table remains."""

    file: str
    data: Callable[[], bytes]
    finding: str
    place: str
    read: bool = False


def workbook(rows=ROWS, change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(
    data: bytes,
    more: dict[str, bytes] | None = None,
    edit: dict[str, Callable[[str], str]] | None = None,
) -> bytes:
    """The workbook with parts added, or some of its parts rewritten."""
    more, edit = more or {}, edit or {}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            text = old.read(part)
            if part.filename in edit:
                text = edit[part.filename](text.decode()).encode()
            new.writestr(part.filename, text)
        for name, content in more.items():
            new.writestr(name, content)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def bomb() -> bytes:
    """A few kilobytes that say they are half a gigabyte, and are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(workbook())) as old:
            for part in old.infolist():
                archive.writestr(part.filename, old.read(part))
        with archive.open("xl/media/image1.bin", "w") as part:
            for _ in range(512):
                part.write(bytes(2**20))
    return buffer.getvalue()


def understated() -> bytes:
    """A worksheet that is larger than the archive's directory says."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(1, 3000))
    plain = repacked(
        workbook(),
        edit={SHEET: lambda text: text.replace("</sheetData>", rows.decode() + "</sheetData>")},
    )
    at = plain.rindex(b"PK\x01\x02", 0, plain.rindex(SHEET.encode()))
    return plain[: at + 24] + (500).to_bytes(4, "little") + plain[at + 28 :]


def entities(text: str) -> str:
    lol = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    head, mark, rest = text.partition("?>")
    return head + mark + lol + rest if mark else lol + text


def far_cell(book: Workbook) -> None:
    book.active["XFD1048576"] = "x"


def wide(columns: int, rows: int = 3) -> bytes:
    heading = ["name", *(f"c{j}" for j in range(columns))]
    rows = [[f"a{i}", *(str(i + j) for j in range(columns))] for i in range(rows)]
    return "\n".join(",".join(row) for row in [heading, *rows]).encode()


def long(rows: int) -> bytes:
    return ("name,income\n" + "".join(f"a{i},{i}\n" for i in range(rows))).encode()


def long_workbook(rows: int) -> bytes:
    return workbook([("name", "income"), *((f"a{i}", i) for i in range(rows))])


def far_address(text: str) -> str:
    return text.replace('r="B3"', f'r="{"A" * 200_000}3"')


def error_cells(book: Workbook) -> None:
    book.active["B3"] = "#DIV/0!"
    book.active["B3"].data_type = "e"


def formulas(book: Workbook) -> None:
    book.active["B3"] = "=1+1"


KINDS: dict[str, Hostile] = {
    "empty file": Hostile("empty.csv", lambda: b"", "file.empty", "empty.csv"),
    "empty workbook": Hostile(
        "nothing.xlsx", lambda: workbook([]), "table.empty", "nothing.xlsx, Sheet"
    ),
    "blank lines only": Hostile("blank.csv", lambda: b"\n \n,,\n", "table.empty", "blank.csv"),
    "too many bytes": Hostile(
        "large.csv", lambda: b"name,a\n" + b"x" * (20 * 2**20), "file.large", "large.csv"
    ),
    "truncated workbook": Hostile(
        "cut.xlsx", lambda: workbook()[:3000], "file.unreadable", "cut.xlsx"
    ),
    "corrupted workbook": Hostile(
        "bent.xlsx",
        lambda: repacked(workbook(), edit={SHEET: lambda text: text[: len(text) // 2]}),
        "file.unreadable",
        "bent.xlsx",
    ),
    "size understated": Hostile("liar.xlsx", understated, "file.unreadable", "liar.xlsx"),
    "archive that is no workbook": Hostile(
        "photos.xlsx", lambda: b"PK\x05\x06" + bytes(18), "file.kind", "photos.xlsx"
    ),
    "password-protected": Hostile(
        "locked.xlsx",
        lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "file.password",
        "locked.xlsx",
    ),
    "old .xls": Hostile("old.xls", lambda: OLE + bytes(1500), "file.old", "old.xls"),
    "HTML named .xls": Hostile(
        "web.xls",
        lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "file.html",
        "web.xls",
    ),
    "HTML named .csv": Hostile(
        "web.csv", "<!DOCTYPE html>\n<p>登录</p>".encode, "file.html", "web.csv"
    ),
    "HTML behind comments": Hostile(
        "comments.csv", lambda: b"<!---->" * 145 + b"<table>", "file.html", "comments.csv"
    ),
    "a PDF": Hostile("report.csv", lambda: b"%PDF-1.7\n1 0 obj", "file.kind", "report.csv"),
    "workbook named .csv": Hostile("book.csv", workbook, "file.renamed", "book.csv", read=True),
    "text named .xlsx": Hostile("text.xlsx", GOOD.encode, "file.renamed", "text.xlsx", read=True),
    "macros": Hostile(
        "macro.xlsm",
        lambda: repacked(workbook(), {"xl/vbaProject.bin": b"Sub"}),
        "file.macros",
        "macro.xlsm",
        read=True,
    ),
    "external links": Hostile(
        "linked.xlsx",
        lambda: repacked(workbook(), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "file.links",
        "linked.xlsx",
        read=True,
    ),
    "formulas without stored results": Hostile(
        "formula.xlsx",
        lambda: workbook(change=formulas),
        "table.formulas",
        "formula.xlsx, Sheet!B3",
        read=True,
    ),
    "error cells": Hostile(
        "error.xlsx",
        lambda: workbook(change=error_cells),
        "table.error_cells",
        "error.xlsx, Sheet!B3",
        read=True,
    ),
    "zip bomb": Hostile("bomb.xlsx", bomb, "file.inflated", "bomb.xlsx"),
    "a stray cell at XFD1048576": Hostile(
        "stray.xlsx", lambda: workbook(change=far_cell), "file.far", "stray.xlsx, Sheet", read=True
    ),
    "path-traversal names": Hostile(
        "escape.xlsx",
        lambda: repacked(workbook(), {"../../etc/cron.d/x": b"x"}),
        "file.unsafe",
        "escape.xlsx",
    ),
    "a cell's address of 200,000 letters": Hostile(
        "address.xlsx",
        lambda: repacked(workbook(), edit={SHEET: far_address}),
        "file.unreadable",
        "address.xlsx",
    ),
    "XML entities": Hostile(
        "laugh.xlsx",
        lambda: repacked(workbook(), edit={SHEET: entities}),
        "file.entities",
        "laugh.xlsx",
    ),
    "XML entities in the styles": Hostile(
        "style.xlsx",
        lambda: repacked(workbook(), edit={"xl/styles.xml": entities}),
        "file.entities",
        "style.xlsx",
    ),
    "NUL bytes": Hostile(
        "nul.csv",
        lambda: GOOD.encode().replace(b"34800", b"34\x00800"),
        "file.nul",
        "nul.csv, line 3",
    ),
    "a row with too many cells": Hostile(
        "ragged.csv",
        lambda: GOOD.replace("34800", "34,800").encode(),
        "table.long",
        "ragged.csv, 3",
    ),
    "a row with too few cells": Hostile(
        "short.csv",
        lambda: GOOD.replace("34800,61.5", "34800").encode(),
        "table.short",
        "short.csv",
        read=True,
    ),
    "unclosed quotes": Hostile(
        "quote.csv",
        lambda: GOOD.replace("Hanzhong", '"Hanzhong').encode(),
        "file.quote",
        "quote.csv, line 3",
    ),
    "mixed encodings": Hostile(
        "mixed.csv",
        lambda: "名称,收入\n安康,1\n".encode() + "汉中,2\n商洛,3\n".encode("gbk"),
        "file.encoding",
        "mixed.csv, line 3",
    ),
    "no header": Hostile(
        "bare.csv",
        GOOD.split("\n", 1)[1].encode,
        "table.no_heading",
        "bare.csv",
        read=True,
    ),
    "header only": Hostile("head.csv", lambda: b"name,income,forest\n", "table.empty", "head.csv"),
    "one alternative": Hostile(
        "lonely.csv", lambda: b"name,income\nAnkang,21500\n", "table.one", "lonely.csv"
    ),
    "one criterion": Hostile(
        "single.csv",
        lambda: b"name,income\nAnkang,21500\nHanzhong,34800\n",
        "table.direction",
        "single.csv, B",
        read=True,
    ),
    "no figures": Hostile(
        "words.csv", lambda: b"name,colour\na,red\nb,blue\n", "table.empty", "words.csv"
    ),
    "100,000 rows": Hostile("long.csv", lambda: long(100_000), "file.rows", "long.csv"),
    "20,000 rows in a workbook": Hostile(
        "long.xlsx", lambda: long_workbook(20_000), "file.rows", "long.xlsx, Sheet"
    ),
    "500 columns": Hostile("wide.csv", lambda: wide(500), "file.columns", "wide.csv"),
    "half a million cells": Hostile(
        "cells.csv", lambda: wide(150, 4000), "file.cells", "cells.csv"
    ),
    "infinity": Hostile(
        "inf.csv", lambda: GOOD.replace("34800", "inf").encode(), "table.number", "inf.csv, B3"
    ),
    "a number beyond all bounds": Hostile(
        "huge.csv", lambda: GOOD.replace("34800", "1e999").encode(), "table.number", "huge.csv, B3"
    ),
    "duplicate names": Hostile(
        "twins.csv",
        lambda: GOOD.replace("Hanzhong", "Ankang").encode(),
        "table.twice",
        "twins.csv, A3",
    ),
    "duplicate headings": Hostile(
        "heads.csv",
        lambda: GOOD.replace("forest", "income").encode(),
        "table.header",
        "heads.csv, C1",
        read=True,
    ),
    "a heading of 32,000 brackets": Hostile(
        "brackets.csv",
        lambda: GOOD.replace("income", "(" * 32_000).encode(),
        "file.long_texts",
        "brackets.csv, B1",
        read=True,
    ),
    "an empty heading": Hostile(
        "hole.csv",
        lambda: GOOD.replace("forest", "").encode(),
        "table.header",
        "hole.csv, C1",
        read=True,
    ),
    "a figure without a name": Hostile(
        "nameless.csv",
        lambda: GOOD.replace("Hanzhong", "").encode(),
        "table.name",
        "nameless.csv, A3",
    ),
    "scripts and formulas as names": Hostile(
        "script.csv",
        lambda: (
            GOOD.replace("Ankang", "<script>alert(1)</script>")
            .replace("Hanzhong", "=cmd|' /C calc'!A1")
            .encode()
        ),
        "table.direction",
        "script.csv, B",
        read=True,
    ),
}
