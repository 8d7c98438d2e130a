"""The words of the interface: one TOML a page, both languages side by side; say() speaks one of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from criteria.errors import Finding, RenderedFinding
from criteria.text import LANGS, Lang, Text, phrasebook, wording

# What begins a link, a picture, a formula or a tag in Markdown; once escaped it is not escaped again.
ACTIVE = re.compile(r"(?<!\\)([\[\]$`<])")
# Where an address, which becomes a link without any sign, is cut by a joiner that takes no room.
LINKED = re.compile(r"(?i)(?<=[a-z]:)(?=//)|(?<=\bwww)(?=\.)")
JOINER = "\u2060"


@dataclass(frozen=True)
class Translator:
    """A voice in one language: say(key, name=…) gives the sentence, say.of(text) a name.

    `marked` is for sentences that are shown as Markdown: what a user's table calls things stays plain text there.
    """

    lang: Lang
    marked: bool = False

    def __call__(self, key: str, **values: object) -> str:
        page, name = key.split(".", 1)
        spoken = {key: self._plain(wording(value, self.lang)) for key, value in values.items()}
        return phrases(page)[name].in_(self.lang).format(**spoken)

    def _plain(self, words: str) -> str:
        if not self.marked:
            return words
        return LINKED.sub(JOINER, ACTIVE.sub(r"\\\1", words))

    @property
    def written(self) -> "Translator":
        """The same voice for cells, files and lines whose names are plain already: nothing is escaped."""
        return Translator(self.lang)

    def text(self, text: Text) -> str:
        return text.in_(self.lang)

    def name(self, text: Text) -> str:
        """A name inside a line of Markdown that is put together by hand."""
        return self._plain(text.in_(self.lang))

    def finding(self, finding: Finding) -> RenderedFinding:
        if not self.marked:
            return finding.in_(self.lang)
        plain = {key: self._plain(wording(v, self.lang)) for key, v in finding.values.items()}
        return Finding(finding.code, plain).in_(self.lang)

    def percent(self, share: float, digits: int = 0) -> str:
        """45 % in English, 45% in Chinese."""
        return f"{100 * share:.{digits}f}{'' if self.lang == 'zh' else ' '}%"

    def join(self, names: list[str], last: bool = True) -> str:
        """A list in a sentence: "a, b and c" or "a、b和c"."""
        comma = self("punctuation.comma")
        if len(names) < 2 or not last:
            return comma.join(names)
        return comma.join(names[:-1]) + self("punctuation.and") + names[-1]

    def clauses(self, parts: Iterable[str]) -> str:
        """Clauses of one sentence: "a; b" or "a；b"."""
        return self("punctuation.semicolon").join(parts)


def phrases(page: str) -> Mapping[str, Text]:
    """Every phrase of one page."""
    return phrasebook("mcda", f"words/{page}.toml")


def phrase(key: str, **values: object) -> Text:
    """A phrase in both languages, for where it is not yet known who reads it."""
    page, name = key.split(".", 1)
    return phrases(page)[name].filled(**values)


def joined(key: str, texts: Sequence[Text]) -> Text:
    """Texts in a row, with a phrase between each two."""
    between = phrase(key)
    return Text(*(between.in_(lang).join(text.in_(lang) for text in texts) for lang in LANGS))
