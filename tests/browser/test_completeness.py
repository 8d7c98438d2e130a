"""The data page: a click on a criterion's bar chooses it."""

import pytest

from mcda.report.tables import data
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.visitors import settled

pytestmark = pytest.mark.browser


def test_a_click_on_a_criterion_chooses_it(visit):
    t, study = Translator("en"), embedded_study("secondary")
    names = [t.text(study.catalogue[row.criterion].name) for row in data.completeness(study)]
    tab = visit("data", "en")
    settled(tab)
    chosen = tab.get_by_role("combobox", name=t("data.criterion"))
    assert chosen.input_value() == names[0]
    chart = tab.locator('[data-testid="stVegaLiteChart"]').first.locator("canvas, svg").first
    for name in (names[3], names[1]):
        row = names.index(name)
        box = chart.bounding_box()
        # rows begin below the legend, 27 px each; beyond a bar its missing values may be told
        chart.click(position={"x": 0.6 * box["width"], "y": 30 + 27 * row + 13})
        settled(tab)
        assert chosen.input_value() == name
        assert tab.get_by_text(name, exact=True).count() > 0
