"""Text: the same words in English and in Chinese, and the TOML files in which phrases stand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")


@dataclass(frozen=True)
class Text:
    """The same words in English and in Chinese; neither is empty."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.zh.strip():
            raise ValueError(
                f"text: found en={self.en!r}, zh={self.zh!r}, expected both; write the missing one"
            )

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def filled(self, **values: object) -> "Text":
        """The text with its {names} filled in, each value worded as its language words it."""
        return Text(*(self._filled(lang, values) for lang in LANGS))

    def _filled(self, lang: Lang, values: Mapping[str, object]) -> str:
        return self.in_(lang).format(**{name: wording(v, lang) for name, v in values.items()})

    @staticmethod
    def same(words: str) -> "Text":
        """A name that is the same in both languages (a user's own column, a code)."""
        return Text(words, words)


def wording(value: object, lang: Lang) -> str:
    """A value as it stands in a sentence: texts in the language, lists joined, numbers short."""
    if isinstance(value, Text):
        return value.in_(lang)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple, set, frozenset)):
        comma = phrasebook("criteria", "words.toml")["comma"].in_(lang)
        return comma.join(wording(item, lang) for item in value)
    return str(value)


@cache
def phrasebook(package: str, file: str) -> Mapping[str, Text]:
    """Every phrase of a TOML file of a package, by its key.

    Raises ValueError or TypeError if one of the two languages is missing, which the word tests find first.
    """
    document = tomllib.loads(files(package).joinpath(file).read_text("utf-8"))
    return {key: Text(**entry) for key, entry in document.items()}


def phrase(key: str, **values: object) -> Text:
    """A phrase of this package (criteria/words.toml) with its {names} filled in."""
    return phrasebook("criteria", "words.toml")[key].filled(**values)
