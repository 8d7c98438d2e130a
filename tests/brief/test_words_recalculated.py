"""Ordered words of a user's own table in a brief: LibreOffice looks up what a changed word counts."""

import zipfile
from io import BytesIO

import pytest

from criteria.text import Text
from inputs.files.worksheet_xml import sheet_parts
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.whatif.edits import taken
from mcda.report.workbook.writer import write
from mcda.study.factory import own_study
from mcda.words import Translator
from tests.drivers import soffice
from tests.drivers.workbooks import computed, table, typed
from tests.upload.test_rows import proposed

pytestmark = pytest.mark.slow

TABLE = "Site,Trees (max),State,Risk (min),Cover (max)\nA,3,good,high,**\nB,4,very good,medium,*\nC,5,poor,low,***\nD,6, Good ,high,*\nE,7,n/a,,**\n"


def test_a_changed_word_counts_as_the_engine_counts_it(tmp_path, office):
    """The word of A under State, in column G of the values, becomes "very good": the ranking and the study follow."""
    loaded, t = load(proposed(TABLE)), Translator("en")
    study = own_study(read_own_criteria(None, loaded), loaded, Text.same("t"), "2026-01-01")
    path = tmp_path / "brief.xlsx"
    data, tab = write(brief(study, t)), t("brief.tab_performance")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        part = sheet_parts("brief.xlsx", archive)[tab][0]
    path.write_bytes(typed(data, {(part, "G7"): "very good"}))
    (made,) = soffice.convert([path], tmp_path)
    values = computed(made)[tab]
    rows = [[values.cell(7 + i, 3 + j).value for j in range(7)] for i in range(5)]
    assert rows == [
        [3, 1, 1, 0.5, "very good", "high", "**"],
        [4, 1, 0.5, 0, "very good", "medium", "*"],
        [5, 0, 0, 1, "poor", "low", "***"],
        [6, 0.5, 1, 0, "good", "high", "*"],
        [7, 0.5, 0.5, 0.5, "good", "medium", "**"],
    ]
    again = reopened(made)
    engine = taken(again.study, again.edits).ranking
    assert {r["key"]: r["score"] for r in table(made)} == pytest.approx(
        {line.key: line.score for line in engine}
    )
    assert engine.scores[0] > study.ranking.scores[0]
