"""The additive sheet computed by a second program in pure Python, where no office suite is needed."""

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from mcda.model.weights import Weights
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.study.study import Study
from mcda.words import Translator
from tests.brief.test_other_inputs import LIVE, drawn
from tests.drivers.workbooks import cell_of, typed

pytestmark = pytest.mark.slow


def computed(file: Path) -> dict[str, Any]:
    """Every cell of the workbook, by its address in capitals."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own use of numpy and regex
        import formulas

        model = formulas.ExcelModel().loads(str(file)).finish()
        found = model.calculate()
    return {
        str(key).upper(): ranges.value[0, 0]
        for key, ranges in found.items()
        if getattr(ranges, "value", None) is not None and ranges.value.shape == (1, 1)
    }


def column(cells: dict[str, Any], file: Path, index: int) -> list[float]:
    """One column of the table in the study's order."""
    book = load_workbook(file)
    sheet, address = next(book.defined_names["whatif_table"].destinations)
    rows = book[sheet][address.replace("$", "")][1:]
    return [float(cells[f"'[{file.name}]{sheet}'!{row[index].coordinate}".upper()]) for row in rows]


@pytest.mark.parametrize("seed", [None, 5])
def test_another_program_comes_to_the_same_scores_and_places(tmp_path, seed):
    study: Study = embedded_study("primary")
    made = brief(study, Translator("en"))
    file = tmp_path / "live.xlsx"
    file.write_bytes(write(replace(made, sheets=tuple(s for s in made.sheets if s.key in LIVE))))
    asked = study
    if seed is not None:
        points = drawn(study, seed)
        inputs = {cell_of(file, f"weight_{key}"): number for key, number in points.items()}
        file.write_bytes(typed(file.read_bytes(), inputs))
        asked = study.with_weights(Weights.of(points))
    cells = computed(file)
    assert column(cells, file, 3) == asked.ranking.ranks.tolist()
    assert np.allclose(column(cells, file, 2), asked.ranking.scores, rtol=0, atol=1e-9)
    part, address = cell_of(file, "check")
    assert part
    assert cells[f"'[{file.name}]what-if'!{address}".upper()] == Translator("en")("live.agrees")
