"""The words of the interface: one TOML a page, both languages side by side; say() speaks one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from criteria.errors import Finding, RenderedFinding
from criteria.text import LANGS, Lang, Text, phrasebook, wording
from mcda.words.markdown import Markdown, plain


@dataclass(frozen=True)
class Translator:
    """A voice in one language: t(key, name=…) gives the sentence, t.text(text) a name.

    A `marked` voice speaks Markdown, for labels, options and sentences on a page: whatever it says has what a user's
    table, study or hand calls things escaped, so that it is shown as it was typed. Everything else (cells, charts,
    files, boxes that read no Markdown) is spoken by its `written` twin.
    """

    lang: Lang
    marked: bool = False

    def __call__(self, key: str, **values: object) -> str:
        page, name = key.split(".", 1)
        spoken = {key: self._worded(value) for key, value in values.items()}
        return self.composed(phrases(page)[name].in_(self.lang).format(**spoken))

    def _worded(self, value: object) -> str:
        """A value as it stands in a sentence; each item of a list for itself, since one may be Markdown already."""
        if self.marked and isinstance(value, (list, tuple, set, frozenset)):
            return wording([self._worded(item) for item in value], self.lang)
        return self._foreign(value if isinstance(value, str) else wording(value, self.lang))

    def _foreign(self, words: str) -> str:
        return plain(words) if self.marked else words

    def composed(self, words: str) -> str:
        """Words put together by hand from what this voice has said: what is foreign in them is escaped already."""
        return Markdown(words) if self.marked else words

    @property
    def written(self) -> "Translator":
        """The same voice for cells, charts and files, which read no Markdown: nothing is escaped."""
        return Translator(self.lang)

    def text(self, text: Text) -> str:
        return self._foreign(text.in_(self.lang))

    def finding(self, finding: Finding) -> RenderedFinding:
        """The finding in this language; what it quotes is escaped by line() alone."""
        return finding.in_(self.lang)

    def line(self, finding: Finding) -> str:
        """The finding as one line, all that it quotes as it was typed."""
        return self._foreign(self.finding(finding).line())

    def percent(self, share: float, digits: int = 0) -> str:
        """45%, in both languages.

        0 and 100 are only what is exactly so: 99.96% is more than 99%, and 0.04% less than 1%.
        """
        least = 10.0**-digits
        number, sign = f"{100 * share:.{digits}f}", ""
        if 0 < share < 1 and float(number) in (0.0, 100.0):
            sign, edge = ("<", least) if float(number) == 0 else (">", 100 - least)
            number = f"{edge:.{digits}f}"
        return f"{sign}{number}%"

    def join(self, names: list[str], last: bool = True) -> str:
        """A list in a sentence: "a, b and c" or "a、b和c"."""
        comma = self("punctuation.comma")
        names = [self._foreign(name) for name in names]
        if len(names) < 2 or not last:
            return self.composed(comma.join(names))
        return self.composed(comma.join(names[:-1]) + self("punctuation.and") + names[-1])

    def clauses(self, parts: Iterable[str]) -> str:
        """Clauses of one sentence: "a; b" or "a；b"."""
        return self.composed(self("punctuation.semicolon").join(map(self._foreign, parts)))

    def sentences(self, told: Iterable[str]) -> str:
        """Whole sentences one after the other: with a space between them in English, without in Chinese."""
        return self.composed(("" if self.lang == "zh" else " ").join(map(self._foreign, told)))


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
