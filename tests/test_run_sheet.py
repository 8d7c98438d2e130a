"""The run sheet of an evening: every control it names is called so on the screen, in both languages."""

import re
import tomllib

import pytest

from criteria.text import LANGS, Lang
from tests.test_words import FILES, ROOT

SHEETS = {"en": ROOT / "docs" / "run_sheet.md", "zh": ROOT / "docs" / "run_sheet.zh-CN.md"}
NAMED = {"en": r"\*([^*]+)\*", "zh": r"“([^”]+)”"}
SPOKEN = {"en": {"italics"}, "zh": {"其他方面都一样"}}  # neither is a control


def on_screen(lang: Lang) -> list[re.Pattern[str]]:
    """Every phrase of the app; what is filled in stands for anything."""
    phrases = [
        str(words[lang])
        for file in FILES
        for words in tomllib.loads(file.read_text("utf-8")).values()
    ]
    return [
        re.compile(re.sub(r"\\\{\w+\\\}", "[^{}]+", re.escape(words)))
        for words in phrases
        if words.count("{") < 2 and not words.startswith("{")
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_control_on_the_run_sheet_is_called_so_on_the_screen(lang):
    named = set(re.findall(NAMED[lang], SHEETS[lang].read_text("utf-8"))) - SPOKEN[lang]
    assert len(named) > 20
    known = on_screen(lang)
    assert [each for each in sorted(named) if not any(p.fullmatch(each) for p in known)] == []
