"""Bottom lines: who falls, what they would have scored, and how many at which level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import CatalogueError, EvidenceError
from mcda.methods.registry import rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.study.cutoffs import Cutoff, failing, levels_of, passing, screened_out
from mcda.study.factory import embedded_study

MATRIX = DecisionMatrix.of(
    [[10, 5], [20, 4], [30, 3], [40, 2]], [1, -1], ["a", "b", "c", "d"], ["tree", "light"]
)


def test_who_falls_and_by_which_line() -> None:
    tree = Cutoff("tree", "at_least", 20)
    light = Cutoff("light", "at_most", 3, "flag")
    assert failing(MATRIX, [tree, light]) == {"a": (tree, light), "b": (light,)}


def test_exactly_on_the_line_stands() -> None:
    assert Cutoff("tree", "at_least", 20).holds(20)
    assert Cutoff("tree", "at_most", 20).holds(20)


def test_a_flag_does_not_exclude() -> None:
    lines = [Cutoff("tree", "at_least", 20), Cutoff("light", "at_most", 3, "flag")]
    assert passing(MATRIX, lines).alternatives == ("b", "c", "d")


def test_the_score_it_would_have_had() -> None:
    study = embedded_study("secondary")
    everyone = study.ranking
    line = Cutoff("tree_cover", "at_least", 50)
    down = screened_out(everyone, [line])
    assert down
    assert [f.rank for f in down] == sorted(f.rank for f in down)
    for f in down:
        assert everyone.rank(f.key) == f.rank
        assert f.excluded
    left = rank(passing(everyone.matrix, [line]), everyone.weights)
    assert len(left) == len(everyone) - len(down)
    # fixed scales: whoever stands keeps the score it had
    kept = dict(zip(everyone.alternatives, everyone.scores, strict=True))
    for ranked in left:
        assert ranked.score == pytest.approx(kept[ranked.key], abs=1e-12)


def test_nobody_left_is_told() -> None:
    with pytest.raises(EvidenceError, match="1 of 4 left"):
        passing(MATRIX, [Cutoff("tree", "at_least", 40)])


def test_unknown_criterion_and_bad_fields() -> None:
    with pytest.raises(CatalogueError, match="Criterion water"):
        failing(MATRIX, [Cutoff("water", "at_least", 1)])
    with pytest.raises(CatalogueError, match="Cut-off on tree"):
        Cutoff("tree", "at_least", float("nan"))


def test_levels_step_by_step() -> None:
    assert [(s.value, s.fall, s.names) for s in levels_of(MATRIX, "tree", "at_least")] == [
        (10, 0, ()),
        (20, 1, ("a",)),
        (30, 2, ("b",)),
        (40, 3, ("c",)),
    ]
    assert [s.fall for s in levels_of(MATRIX, "light", "at_most")] == [0, 1, 2, 3]
    assert levels_of(MATRIX, "light", "at_most")[0].value == 5


@given(
    st.lists(st.integers(0, 5), min_size=2, max_size=12),
    st.sampled_from(["at_least", "at_most"]),
)
def test_levels_count_who_fails(readings: list[int], side: str) -> None:
    matrix = DecisionMatrix.of(np.c_[readings, range(len(readings))], [1, 1])
    for step in levels_of(matrix, "C1", side):
        below = [r < step.value if side == "at_least" else r > step.value for r in readings]
        assert step.fall == sum(below)
