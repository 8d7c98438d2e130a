"""Undo and redo step through a study's changes, each named; what changed is told against where the study began."""

import re

import pytest

from mcda.report.tables.study_comparison import change
from mcda.study.comparison import Comparison
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.history import MOST, History, is_change
from mcda.words import Translator
from tests.drivers.app_pages import at_address, opened

STUDY = embedded_study("secondary")


def with_ecology(share: float):
    return STUDY.with_weights(STUDY.scenario.weights.moved_group("ecology", share, frozenset()))


def test_fifty_steps_back_and_forward():
    steps = [STUDY, *(with_ecology(n / 100) for n in range(1, MOST + 11))]
    history, now = History(), steps[0]
    for after in steps[1:]:
        history, now = history.changed(now), after
    assert len(history.past) == MOST
    for before in reversed(steps[-MOST - 1 : -1]):
        now, history = history.undone(now)
        assert now is before
    assert history.undone(now) == (now, history)
    for after in steps[-MOST:]:
        now, history = history.redone(now)
        assert now is after
    assert history.redone(now) == (now, history)
    now, history = history.undone(now)
    assert history.changed(now).future == ()


def test_the_same_again_is_no_change():
    assert not is_change(STUDY, STUDY.with_changes(method=STUDY.scenario.method))
    assert is_change(STUDY, STUDY.with_changes(method="topsis"))


@pytest.mark.parametrize(
    ("after", "en", "zh"),
    [
        (with_ecology(0.3), "Ecology: 45% → 30%", "生态保护：45%→30%"),
        (
            STUDY.with_changes(cutoffs=(Cutoff("tree_cover", "at_least", 40.0),)),
            "cut-offs: none → tree cover at least 40",
            "底线约束：无→林木覆盖率不低于40",
        ),
        (
            with_ecology(0.3).with_changes(method="topsis"),
            "Ecology: 45% → 30%, and 1 more",
            "生态保护：45%→30%，另有1项",
        ),
    ],
)
def test_a_change_is_named(after, en: str, zh: str):
    found = Comparison(STUDY, after)
    assert change(found, Translator("en")) == en
    assert change(found, Translator("zh")) == zh


def test_undo_on_any_page_and_what_changed():
    app = opened("weights", "en")
    assert not [button for button in app.button if button.key in ("_undo", "_redo")]
    app.slider(key="_share_secondary/ecology").set_value(30).run()
    app.slider(key="_share_secondary/ecology").set_value(20).run()
    shares = app.session_state["studies"]["secondary"].scenario.weights.groups.as_dict()
    assert shares["ecology"] == pytest.approx(0.2)
    assert app.button(key="_undo").help == "Ecology: 30% → 20%"
    at_address(app, "ranking").run()
    app.button(key="_undo").click().run()
    app.button(key="_undo").click().run()
    assert app.session_state["studies"]["secondary"].scenario.weights.groups.as_dict() == (
        STUDY.scenario.weights.groups.as_dict()
    )
    assert app.button(key="_redo").help == "Ecology: 45% → 30%"
    app.button(key="_redo").click().run()
    shares = app.session_state["studies"]["secondary"].scenario.weights.groups.as_dict()
    assert shares["ecology"] == pytest.approx(0.3)
    assert re.search("Ningshan|rank", app.title[0].value)
