"""LibreOffice opens every brief, computes every formula anew, and comes to what the engine says."""

import numpy as np
import pytest
from openpyxl import load_workbook

from criteria.errors import LANGS
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.brief.workbooks import ERRORS, table, value
from tests.conftest import STAGES

EACH = pytest.mark.parametrize(("stage", "lang"), [(s, lang) for s in STAGES for lang in LANGS])


@EACH
def test_every_formula_comes_to_what_stands_beside_it(written, recalculated, stage, lang):
    """Numbers to 1e-9, words exactly; what was written beside the formula is the engine's own."""
    formulas = load_workbook(written[stage, lang])
    beside = load_workbook(written[stage, lang], data_only=True)
    computed = load_workbook(recalculated[stage, lang], data_only=True)
    apart = {}
    count = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                ours = beside[sheet.title][cell.coordinate].value
                theirs = computed[sheet.title][cell.coordinate].value
                if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
                    same = abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
                else:
                    same = (ours or "") == (theirs or "")
                if not same:
                    apart[sheet.title, cell.coordinate] = (cell.value, ours, theirs)
    assert apart == {}
    assert count > 300


@EACH
def test_no_sheet_has_an_error_cell(recalculated, stage, lang):
    book = load_workbook(recalculated[stage, lang], data_only=True)
    errors = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or cell.value in ERRORS
    ]
    assert errors == []


@EACH
def test_places_and_scores_are_the_engines(recalculated, stage, lang):
    study = embedded_study(stage)
    rows = table(recalculated[stage, lang])
    assert list(rows[0]) == ["key", "name", "score", "place"]
    assert [row["key"] for row in rows] == list(study.imputed.matrix.alternatives)
    assert [row["place"] for row in rows] == study.ranking.places.tolist()
    assert np.allclose([row["score"] for row in rows], study.ranking.scores, atol=1e-9, rtol=0)
    assert value(recalculated[stage, lang], "check") == Translator(lang)("live.agrees")


@EACH
def test_the_sorted_view_is_the_ranking(recalculated, stage, lang):
    study, t = embedded_study(stage), Translator(lang)
    rows = table(recalculated[stage, lang], "whatif_sorted")
    assert [(row["key"], row["place"]) for row in rows] == [
        (line.key, line.place) for line in study.ranking
    ]
    assert [row["name"] for row in rows] == [
        t.text(study.evidence[line.key].name) for line in study.ranking
    ]
