"""A round's weights on a phone: bars where the quartiles are, dots where oneself is, all in the words beside them."""

import re

import numpy as np
import pytest

from criteria.text import Text
from mcda.group.analysis.consensus import Spread
from mcda.report.html.participant_weights import participant_weights, weights_in_words
from mcda.words import Translator

NAMES = {"trees": Text("Trees <b>", "树木"), "roads": Text("Roads", "道路")}
QUARTILES = np.array([[0.1, 0.3], [0.2, 0.5], [0.25, 0.75]])
MEAN = np.array([0.4, 0.6])
OWN = (0.2, 0.8)


def told(everyone: np.ndarray | None) -> Spread:
    return Spread(1, 20, 0, ("trees", "roads"), everyone, MEAN, (), (), ())


def lengths(markup: str, mark: str, side: str) -> list[float]:
    return [
        float(each)
        for each in re.findall(
            rf'class="{mark}(?: mean)?" style="[^"]*?{side}:([\d.]+)%', str(markup)
        )
    ]


def test_a_bar_spans_the_quartiles_and_a_dot_is_ones_own_weight() -> None:
    drawn = participant_weights(told(QUARTILES), OWN, NAMES, Translator("en"))
    assert ">80%<" in drawn  # the axis ends at the tenth above the greatest number drawn
    assert lengths(drawn, "bar", "left") == [12.5, 37.5]
    assert lengths(drawn, "bar", "width") == pytest.approx([18.75, 56.25], abs=0.01)
    assert lengths(drawn, "own", "left") == [25, 100]
    assert "you 20%, middle 50% 10.0%–25.0%" in drawn  # heard where the picture is not seen
    assert "20% (10.0%–25.0%)" in drawn
    assert "Trees &lt;b&gt;" in drawn


def test_few_people_are_shown_by_their_mean_and_without_an_answer_no_dot_is_drawn() -> None:
    drawn = participant_weights(told(None), (), NAMES, Translator("zh"))
    assert lengths(drawn, "bar", "width") == [0, 0]
    assert lengths(drawn, "bar", "left") == pytest.approx([66.67, 100], abs=0.01)
    assert 'class="own"' not in drawn
    assert "平均40.0%" in drawn


def test_a_criterion_that_is_asked_no_more_has_no_row() -> None:
    drawn = participant_weights(told(QUARTILES), OWN, {"roads": NAMES["roads"]}, Translator("en"))
    assert drawn.count('class="bar"') == 1
    assert weights_in_words(told(QUARTILES), 1, OWN, Translator("en")) in drawn
