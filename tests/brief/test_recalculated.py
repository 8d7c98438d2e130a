"""LibreOffice opens every brief, computes every formula anew, and comes to what the engine says."""

import numpy as np
import pytest
from openpyxl import load_workbook

from criteria.text import LANGS, Lang
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.conftest import STAGES
from tests.drivers.workbooks import ERRORS, computed, table, value

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[(s, lang) for s in STAGES for lang in LANGS], ids="-".join)
def which(request: pytest.FixtureRequest) -> tuple[str, Lang]:
    """A stage and a language; all that is asked of one brief is asked together, so that it is read once."""
    stage: tuple[str, Lang] = request.param
    return stage


def test_every_formula_comes_to_what_stands_beside_it(written, recalculated, which):
    """Numbers to 1e-9, words exactly; what was written beside the formula is the engine's own."""
    formulas = load_workbook(written[which])
    beside = load_workbook(written[which], data_only=True)
    theirs_all = computed(recalculated[which])
    apart = {}
    count = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                ours = beside[sheet.title][cell.coordinate].value
                theirs = theirs_all[sheet.title][cell.coordinate].value
                if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
                    same = abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
                else:
                    same = (ours or "") == (theirs or "")
                if not same:
                    apart[sheet.title, cell.coordinate] = (cell.value, ours, theirs)
    assert apart == {}
    assert count > 300


def test_no_sheet_has_an_error_cell(recalculated, which):
    book = computed(recalculated[which])
    errors = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or cell.value in ERRORS
    ]
    assert errors == []


def test_places_and_scores_are_the_engines(recalculated, which):
    study = embedded_study(which[0])
    rows = table(recalculated[which])
    assert list(rows[0]) == ["key", "name", "score", "rank"]
    assert [row["key"] for row in rows] == list(study.imputed.matrix.alternatives)
    assert [row["rank"] for row in rows] == study.ranking.ranks.tolist()
    assert np.allclose([row["score"] for row in rows], study.ranking.scores, atol=1e-9, rtol=0)
    assert value(recalculated[which], "check") == Translator(which[1])("live.agrees")


def test_the_sorted_view_is_the_ranking(recalculated, which):
    study, t = embedded_study(which[0]), Translator(which[1])
    rows = table(recalculated[which], "whatif_sorted")
    assert [(row["key"], row["rank"]) for row in rows] == [
        (line.key, line.rank) for line in study.ranking
    ]
    assert [row["name"] for row in rows] == [
        t.text(study.evidence[line.key].name) for line in study.ranking
    ]
