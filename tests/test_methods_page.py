"""docs/methods.md says what METHODS says."""

from unittest.mock import patch

import numpy as np
import pytest

from mcda.methods import engine
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix
from tests.drivers.app_server import ROOT
from tests.drivers.methods_page import FILE, need_in_words, page, through_pymcdm

LEVEL = [[1, 3], [3, 1]]
MANY = np.random.default_rng(2).uniform(1, 9, (1024, 2))
# a table on which pymcdm refuses or errs, by method: values, direction of the second criterion, parameters
OURS = {
    "vikor": (LEVEL, 1, {}),
    "promethee_ii": (LEVEL, 1, {"preference": "gaussian"}),
    "mabac": (np.vstack([MANY] * 3), -1, {}),
    "codas": (MANY[:9], -1, {"tau": 0.03}),
    "copras": (MANY[:9], -1, {}),
    "moora": (MANY[:9], 1, {}),
    "lmaw": (MANY, -1, {}),
    "sprobid": ([[4, 1], [3, 3], [1, 4]], 1, {}),
    "ervd": ([[0, 3], [1, 1], [4, 2]], -1, {}),
}


def test_pymcdm_answers_all_but_copras_and_the_readme_says_how_many():
    through = through_pymcdm()
    assert set(METHODS) - set(through) == {"copras"}
    said = f"{len(through)} of {len(METHODS)}"
    for name in ("README.md", "docs/methods.md"):
        assert said in (ROOT / name).read_text("utf-8"), name
    chinese = (ROOT / "README.zh-CN.md").read_text("utf-8")
    assert f"{len(METHODS)}种排序方法：{len(through)}种由pymcdm" in chinese
    for name in ("docs/python.md", "docs/developer.md"):
        assert "COPRAS" in (ROOT / name).read_text("utf-8"), name


def test_every_table_that_is_ours_has_its_reason():
    assert {key for key, method in METHODS.items() if method.ours} == set(OURS)


@pytest.mark.parametrize("key", OURS)
def test_where_pymcdm_refuses_or_errs_the_kernel_answers(key):
    values, second, parameters = OURS[key]
    matrix = DecisionMatrix.of(values, [1, second])
    with patch.object(engine, "library", wraps=engine.library) as asked:
        ranking = rank(matrix, [1, 1], key, **parameters)
    assert not asked.called
    assert np.isfinite(ranking.scores).all()


def test_the_page_has_not_drifted():
    assert FILE.read_text("utf-8") == page(), "run python -m tests.drivers.methods_page"


def test_every_method_is_on_the_page_in_both_languages():
    text = page()
    for method in METHODS.values():
        assert f"### `{method.key}`: {method.name.en} / {method.name.zh}" in text


def test_every_need_has_words_and_equal_needs_have_the_same():
    words = {}
    for method in METHODS.values():
        for need in method.needs:
            assert words.setdefault(need.__name__, need_in_words(need)) == need_in_words(need)
    assert len(set(words.values())) == len(words) == 15
