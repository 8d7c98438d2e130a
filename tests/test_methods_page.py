"""docs/methods.md says what METHODS says."""

from mcda.methods.needs import NEEDS as CHECKS
from mcda.methods.registry import METHODS
from tests.drivers.methods_page import FILE, NEEDS, page


def test_the_page_has_not_drifted():
    assert FILE.read_text("utf-8") == page(), "run python -m tests.drivers.methods_page"


def test_every_method_is_on_the_page_in_both_languages():
    text = page()
    for method in METHODS.values():
        assert f"### `{method.key}`: {method.name.en} / {method.name.zh}" in text


def test_every_need_has_words():
    assert set(NEEDS) == set(CHECKS)
