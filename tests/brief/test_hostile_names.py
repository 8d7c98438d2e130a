"""Names that would be formulas, break XML or fill a chart stay text, in the workbook, the CSV and on paper."""

import csv
import io
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from criteria.model import Catalogue, Criterion, Group, Scale, Stage, StageCriterion
from criteria.text import LANGS, Text
from inputs.evidence import Alternative, Evidence, Observation
from mcda.report.html.print import answer_page, ranking_csv
from mcda.report.workbook.archive import NAME
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.writer import write
from mcda.study.factory import study_of
from mcda.study.study import Study
from mcda.words import Translator
from tests.drivers import soffice
from tests.drivers.workbooks import ERRORS, table, value

pytestmark = pytest.mark.slow


# name → as it comes back
NAMES = {
    "=1+1": "=1+1",
    "+cmd|' /C calc'!A0": "+cmd|' /C calc'!A0",
    "-2": "-2",
    "@SUM(A1)": "@SUM(A1)",
    "\tTab": "\tTab",
    "carriage\rreturn": "carriage\nreturn",
    '=HYPERLINK("http://example.org","click")': '=HYPERLINK("http://example.org","click")',
    "http://example.org": "http://example.org",
    "a\x00b\x07c\x1b": "abc",
    "<b>&amp;\"'</b>": "<b>&amp;\"'</b>",
    "😀 𠮷 人": "😀 𠮷 人",
    "'quoted": "'quoted",
    'with "quotes", commas\nand lines': 'with "quotes", commas\nand lines',
    "{=A1}": "{=A1}",
    "1e400": "1e400",
    "x" * 40_000: "x" * NAME,
}
KEYS = ("=c", "a b", "A B", "温度", "c" * 300)


@pytest.fixture(scope="module")
def study() -> Study:
    alternatives = tuple(
        Alternative(f"k{i}", Text.same(name), "own", lon=100 + i, lat=30 + i / 10)
        for i, name in enumerate(NAMES)
    )
    readings = {
        key: {
            a.key: Observation(float((7 * i + 3 * j) % 11 + 1)) for i, a in enumerate(alternatives)
        }
        for j, key in enumerate(KEYS)
    }
    word = Text.same("=HYPERLINK(1)")
    catalogue = Catalogue(
        (Group("g", word, word),),
        tuple(Criterion(key, Text.same(key), word, "g", word, "worth", key) for key in KEYS),
    )
    uses = tuple(
        StageCriterion(key, Scale(1, 12, "log" if key == "a b" else "linear"), 1, "worth", word)
        for key in KEYS
    )
    stage = Stage("own", word, word, word, word, word, "own", {"g": 1}, uses)
    title = Text.same("=title & \x01" * 40)
    return study_of(stage, catalogue, Evidence(alternatives, readings), title)


@pytest.fixture(scope="module")
def files(study: Study, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    found = {}
    for lang in LANGS:
        found[lang] = folder / f"hostile_{lang}.xlsx"
        found[lang].write_bytes(write(brief(study, Translator(lang))))
    return found


@pytest.fixture(scope="module")
def opened(
    office: None, files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    made = soffice.convert(list(files.values()), tmp_path_factory.mktemp("opened"))
    return dict(zip(files, made, strict=True))


def names_in(path: Path, sheet: str) -> list[str]:
    rows = load_workbook(path)[sheet].iter_rows(min_col=2, max_col=2, values_only=True)
    return [row[0] for row in rows if row[0]]


def as_read(name: str) -> str:
    return name.replace("\r", "\n")


@pytest.mark.parametrize("lang", LANGS)
def test_openpyxl_reads_every_name_back_as_text(files, lang):
    book = load_workbook(files[lang])
    sheet = book[Translator(lang)("brief.tab_ranking")]
    cells = {
        as_read(cell.value): cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value.__class__ is str
    }
    for expected in NAMES.values():
        cell = cells[expected]
        assert cell.data_type == "s"
        assert cell.hyperlink is None


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_reads_every_name_back_as_text(opened, lang):
    assert set(NAMES.values()) <= {
        as_read(name) for name in names_in(opened[lang], Translator(lang)("brief.tab_ranking"))
    }
    names = [as_read(str(row["name"])) for row in table(opened[lang])]
    assert names == list(NAMES.values())
    book = load_workbook(opened[lang], data_only=True)
    assert not [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or cell.value in ERRORS
    ]
    assert value(opened[lang], "check") == Translator(lang)("live.agrees")


@pytest.mark.parametrize("lang", LANGS)
def test_only_our_own_cells_are_formulas(files, lang):
    """Those of the live sheets; no name, title or unit has become one, and nothing leads out of the file."""
    book = load_workbook(files[lang])
    t = Translator(lang)
    live = {t(f"brief.tab_{key}") for key in ("what_if", "steps", "why")}
    assert {
        sheet.title
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    } == live
    with zipfile.ZipFile(BytesIO(files[lang].read_bytes())) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]
        links = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
        assert b'TargetMode="External"' not in b"".join(links)


@pytest.mark.parametrize("lang", LANGS)
def test_sheet_names_and_defined_names_are_legal(files, lang):
    book = load_workbook(files[lang])
    for name in book.sheetnames:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
    names = [name.lower() for name in book.defined_names]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[^\W\d][\w.]*", name)
        assert len(name) <= 255
    assert {"weight__c", "weight_a_b", "weight_a_b_2", "weight_温度"} <= set(names)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_left_out_is_told(files, lang):
    sheet = load_workbook(files[lang])[Translator(lang)("brief.tab_audit")]
    words = " ".join(str(row[0]) for row in sheet.iter_rows(max_row=6, values_only=True))
    assert "abc" in words
    assert "xxx" in words


@pytest.mark.parametrize("lang", LANGS)
def test_the_study_comes_back_with_its_names_as_they_were(files, study, lang):
    again = reopened(files[lang])
    assert again.findings == ()
    assert not again.edits
    assert [a.name.en for a in again.study.evidence.alternatives] == list(NAMES)
    assert write(brief(again.study, Translator(lang))) == files[lang].read_bytes()


def test_a_name_that_stands_for_a_character_is_escaped(study, tmp_path):
    """_x0041_ would be read as A."""
    from dataclasses import replace

    first, *others = study.evidence.alternatives
    evidence = replace(
        study.evidence, alternatives=(replace(first, name=Text.same("_x0041_")), *others)
    )
    file = tmp_path / "escaped.xlsx"
    file.write_bytes(write(brief(replace(study, evidence=evidence), Translator("en"))))
    assert b"<t>_x005F_x0041_</t>" in _all_sheets(file)
    assert b"<t>_x0041_</t>" not in _all_sheets(file)
    assert reopened(file).study.evidence.alternatives[0].name.en == "_x0041_"


def _all_sheets(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)


@pytest.mark.parametrize("lang", LANGS)
def test_the_csv_starts_no_formula(study, lang):
    data = ranking_csv(study, Translator(lang))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(NAMES) + 1
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert not cell.startswith("-") or float(cell) <= 0
    assert "'=1+1" in [row[1] for row in rows]


@pytest.mark.parametrize("lang", LANGS)
def test_the_printed_page_holds_no_markup_of_names(study, lang):
    page = answer_page(study, Translator(lang))
    assert "<b>&amp;" not in page
    assert "&lt;b&gt;" in page
    assert "<script" not in page
