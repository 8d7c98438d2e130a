"""What the desk keeps: a sheet for each study, never another's; scenarios as they were kept."""

import pytest

from mcda.app.state import result_cache
from mcda.study.factory import embedded_study
from tests.drivers.app_pages import opened

pytestmark = pytest.mark.slow


def test_a_sheet_is_that_of_its_study_and_of_no_other():
    first = embedded_study("secondary")
    other = embedded_study("primary")
    sheets = [result_cache.sheet(study, "en", "answer") for study in (first, other, first)]
    assert sheets[0] == sheets[2]
    assert sheets[0] != sheets[1]
    moved = first.with_weights(first.scenario.weights.moved_group("ecology", 0.05, set()))
    assert result_cache.sheet(moved, "en", "ranking") != result_cache.sheet(first, "en", "ranking")
    assert result_cache.sheet(first, "zh", "answer") != sheets[0]


def test_a_kept_scenario_stays_as_it_was_kept():
    app = opened("weights", "en")

    def keep(share, name):
        app.slider("_share_secondary/ecology").set_value(share).run()
        app.text_input("_scenario_name").set_value(name)  # and pressed at once
        app.button("_keep_scenario").click().run()

    keep(48, "A")
    keep(68, "B")
    study = app.session_state["studies"]["secondary"]
    shares = {s.name.en: round(s.weights.groups["ecology"], 2) for s in study.scenarios}
    assert shares["A"] == 0.48
    assert shares["B"] == 0.68
