"""Words as values: a few different words of a column as an ordered scale, by a dictionary or as a person orders them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

from inputs.tables.cells.number import DASHES, WIDE, normalise_text, read

WORDS_AT_MOST = 9  # different words of an ordered scale
WORTH = re.compile(r"(.+)\s*=\s*(\S+)")
NO_SIGN = frozenset(("-", "--", "---"))  # no mark, or beside plus signs a level below them


@dataclass(frozen=True)
class OrderedWords:
    """The different words of a column, as first written, with how often each stands there, and their values.

    `values` goes from the lowest to the highest word, as far as the order is known; empty where it is not.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    better: bool = False  # the words themselves say that a higher one is better

    @property
    def few(self) -> bool:
        return 0 < len(self.counts) <= WORDS_AT_MOST

    def value(self, text: str) -> float | None:
        """What a word counts, however it is written; None for a word that has no place in the order."""
        return {word_key(word): value for word, value in self.values.items()}.get(word_key(text))

    def may_be_a_level(self, text: str) -> bool:
        """Whether a mark for a missing value may be a level here: - beside + and ++."""
        signs = self.values and all(set(word_key(word)) == {"+"} for word in self.values)
        return bool(signs) and word_key(text).translate(DASHES) in NO_SIGN


def word_key(text: str) -> str:
    """A word as the dictionary writes it: without outer and double blanks, half-width, small letters."""
    return normalise_text(text).translate(WIDE).casefold()


def ordered_words(texts: Iterable[str], answer: str = "") -> OrderedWords:
    """The words of a column's cells, ordered by the answer if there is a usable one, else by the dictionary."""
    written: dict[str, str] = {}
    counts: dict[str, int] = {}
    for text in texts:
        word = written.setdefault(word_key(text), normalise_text(text))
        counts[word] = counts.get(word, 0) + 1
    given = values_in(answer) if answer else None
    if given is not None:
        return OrderedWords(counts, {written.get(word_key(w), w): v for w, v in given.items()})
    if len(counts) > WORDS_AT_MOST:
        return OrderedWords(counts)
    order, better = _order(counts)
    known = sum(counts[word] for word in order)
    if known * 2 < sum(counts.values()):
        return OrderedWords(counts)
    return OrderedWords(counts, equal_steps(order), better)


def grades(text: str) -> bool:
    """Whether the dictionary has the word in any of its scales."""
    key = word_key(text)
    return any(key in levels for levels, _ in _scales())


def equal_steps(words: Iterable[str]) -> dict[str, float]:
    """0 for the lowest, 1 for the highest, equal steps between them."""
    order = list(words)
    return {word: float(f"{k / max(len(order) - 1, 1):.15g}") for k, word in enumerate(order)}


def values_in(answer: str) -> dict[str, float] | None:
    """What "poor < fair < good" or "poor=0 < fair=0.6 < good=1" says: equal steps, or rising values of all words.

    None if it says neither: one word or more than nine, a word twice, a value for some, values that do not rise.
    """
    parts = [normalise_text(part) for part in answer.translate(WIDE).split("<")]
    pairs = [_pair(part) for part in parts]
    words = [word for word, _ in pairs]
    values = [value for _, value in pairs if value is not None]
    keys = {word_key(word) for word in words}
    if not 2 <= len(keys) == len(words) <= WORDS_AT_MOST or "" in keys:
        return None
    if not values:
        return equal_steps(words)
    rising = all(low < high for low, high in pairwise(values))
    return dict(zip(words, values, strict=True)) if len(values) == len(words) and rising else None


def _pair(part: str) -> tuple[str, float | None]:
    found = WORTH.fullmatch(part)
    figure = read(found[2]) if found else None
    if found is None or figure is None or figure.kind != "number":
        return part, None
    return found[1], figure.value


@cache
def _scales() -> tuple[tuple[Mapping[str, int], bool], ...]:
    """Each scale of the dictionary: word → level, and whether a higher level is better."""
    text = files("inputs").joinpath("tables", "cells", "ordered_words.toml").read_text("utf-8")
    return tuple(
        (
            {word: k for k, level in enumerate(scale["levels"]) for word in level},
            scale.get("better", False),
        )
        for scale in tomllib.loads(text)["scale"]
    )


def _order(words: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The words that the dictionary orders, lowest first; none where scales contradict or two words are one level."""
    words = list(words)
    found: dict[tuple[str, ...], bool] = {}
    for levels, better in _scales():
        known = {word: levels[word_key(word)] for word in words if word_key(word) in levels}
        if len(known) < 2:
            continue
        if len(set(known.values())) < len(known):  # which of two such words is higher is not known
            continue
        order = tuple(sorted(known, key=known.__getitem__))
        found[order] = found.get(order, True) and better
    most = max(map(len, found), default=0)
    best = [order for order in found if len(order) == most]
    return (best[0], found[best[0]]) if len(best) == 1 else ((), False)
