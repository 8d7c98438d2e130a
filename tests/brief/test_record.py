"""The study inside a brief: read back, written again, and what no longer fits it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from criteria.errors import StudyError
from criteria.text import LANGS
from mcda.__main__ import main
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import is_brief, reopened
from mcda.report.workbook.whatif.layout import VALUES_FIRST, VALUES_HEAD
from mcda.report.workbook.writer import PIECE, RECORD, write
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import digest
from mcda.words import Translator
from tests.conftest import STAGES
from tests.drivers.workbooks import typed

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("stage", "lang"), [(s, lang) for s in STAGES for lang in LANGS])
def test_read_back_and_written_again_it_has_the_same_bytes(written, stage, lang):
    found = reopened(written[stage, lang])
    assert found.findings == ()
    assert found.lang == lang
    assert digest(found.study) == digest(embedded_study(stage))
    assert write(brief(found.study, Translator(found.lang))) == written[stage, lang].read_bytes()


def test_a_study_with_every_kind_of_choice_survives(tmp_path):
    study = embedded_study("secondary")
    study = study.with_changes(
        method="topsis",
        parameters={"normalisation": "minmax"},
        cutoffs=(Cutoff("tree_cover", "at_least", 50.0),),
        flipped=("income",),
        missing_value_policy="worst",
    )
    file = tmp_path / "brief.xlsx"
    file.write_bytes(write(brief(study, Translator("zh"))))
    again = reopened(file).study
    assert digest(again) == digest(study)
    assert write(brief(again, Translator("zh"))) == file.read_bytes()


def test_the_record_is_very_hidden_and_in_pieces(written):
    book = load_workbook(written["secondary", "en"])
    page = book[RECORD]
    assert page.sheet_state == "veryHidden"
    pieces = [row[0] for row in page.iter_rows(values_only=True)]
    assert json.loads(pieces[0])["lang"] == "en"
    assert max(map(len, pieces)) <= PIECE
    assert all(piece.isascii() for piece in pieces)


def test_every_cell_is_shorter_than_excel_allows(written):
    book = load_workbook(written["secondary", "zh"])
    longest = max(
        len(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    )
    assert longest < 32_767


def test_a_brief_saved_by_libreoffice_still_opens(recalculated):
    found = reopened(recalculated["secondary", "zh"])
    assert found.findings == ()
    assert digest(found.study) == digest(embedded_study("secondary"))


def test_a_reading_typed_over_is_told(written, tmp_path):
    source = written["secondary", "en"]
    number = load_workbook(source).sheetnames.index("performance") + 1
    cell = f"C{VALUES_HEAD + 1}"
    assert VALUES_FIRST == 3
    file = tmp_path / "typed.xlsx"
    file.write_bytes(typed(source.read_bytes(), {(f"xl/worksheets/sheet{number}.xml", cell): 12.5}))
    (finding,) = reopened(file).findings
    assert finding.code == "brief.reading"
    assert finding.severity == "warning"
    told = finding.in_("en").line()
    assert f"performance!{cell}" in told
    assert "12.5" in told


def edited(source: Path, target: Path) -> None:
    """A brief in whose recorded study somebody changed one reading."""
    book = load_workbook(source)
    page = book[RECORD]
    pieces = [row[0].value for row in page.iter_rows()]
    saved = json.loads("".join(pieces[1:]))
    column = saved["study"]["evidence"]["observations"]["tree_cover"]
    key = next(iter(column))
    column[key]["value"] = column[key]["low"] = column[key]["high"] = 1.25
    text = json.dumps(saved)
    for row in page.iter_rows():
        row[0].value = None
    page.cell(1, 1).value = pieces[0]
    for k, start in enumerate(range(0, len(text), PIECE), start=2):
        page.cell(k, 1).value = text[start : start + PIECE]
    book.save(target)


def test_edited_data_no_longer_fit_the_hash(written, tmp_path, capsys):
    file = tmp_path / "edited.xlsx"
    edited(written["secondary", "en"], file)
    codes = [finding.code for finding in reopened(file).findings]
    assert codes[0] == "study.hash"
    assert "brief.reading" in codes
    assert main(["rank", "--study", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["findings"]
    assert any("checksum" in finding["problem"] for finding in told)


def test_any_other_workbook_is_no_brief(tmp_path, written):
    from inputs.own_study.template import template

    file = tmp_path / "study.xlsx"
    file.write_bytes(template())
    assert not is_brief(file)
    with pytest.raises(StudyError, match="no study recorded"):
        reopened(file)
    with pytest.raises(StudyError, match="no such file"):
        reopened(tmp_path / "nowhere.xlsx")
    assert is_brief(written["links", "en"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_shell_makes_it_again(written, tmp_path, capsys, lang):
    """In the brief's own language, without being told which."""
    again = tmp_path / "again.xlsx"
    assert main(["brief", "--study", str(written["primary", lang]), "-o", str(again)]) == 0
    assert again.read_bytes() == written["primary", lang].read_bytes()
    assert main(["rank", "--study", str(again), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["checksum"] == digest(embedded_study("primary"))


def test_another_language_may_be_asked_for(written, tmp_path, capsys):
    other = tmp_path / "other.xlsx"
    options = ["--study", str(written["primary", "en"]), "--lang", "zh", "-o", str(other)]
    assert main(["brief", *options]) == 0
    assert other.read_bytes() == written["primary", "zh"].read_bytes()


def test_the_same_study_under_another_title_has_the_same_hash_and_another_record():
    study = embedded_study("links")
    other = replace(study, date="2030-01-01")
    assert brief(study, Translator("en")).hash == brief(other, Translator("en")).hash
    assert brief(study, Translator("en")).record != brief(other, Translator("en")).record
