"""docs/methods.md says what METHODS says."""

from mcda.methods.registry import METHODS
from tests.drivers.methods_page import FILE, need_in_words, page


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
