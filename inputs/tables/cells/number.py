"""One cell as a figure: a number and how it was read, a missing mark, a doubt to be asked, or a word."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from criteria.text import Text
from inputs.tables.cells.units import multiple_of
from inputs.words import phrase

Style = Literal["point", "comma"]
Kind = Literal["number", "missing", "asked", "word", "error", "formula"]
ReadAs = Literal[
    "blanks",
    "wide",
    "minus",
    "thousands",
    "percent",
    "unit",
    "multiplied",
    "converted",
    "footnote",
    "accounting",
    "currency",
    "yes_no",
]
Asked = Literal[
    "style",
    "bound",
    "about",
    "range",
    "brackets",
    "second",
    "raised",
    "trailing",
    "unit",
    "multiplied",
    "percent",
    "date",
    "level",
]
# "sentinel" is a number that stands for not known, "" a cell of digits alone, or one that is no number.
Why = ReadAs | Asked | Literal["sentinel", ""]
Rough = Literal["number", "unit", "missing", "blank", "text"]


@dataclass(frozen=True)
class Figure:
    """`value` is the number, or what is suggested where it must be asked; `why` a key of READ_AS or ASKED."""

    kind: Kind
    value: float | None = None
    why: Why = ""
    unit: str = ""
    factor: float = 1.0  # by which a word for ten thousand and the like has multiplied


# How a number was read where it was more than digits.
READ_AS: Mapping[Why, Text] = {
    "blanks": phrase("read_blanks"),
    "wide": phrase("read_wide"),
    "minus": phrase("read_minus"),
    "thousands": phrase("read_thousands"),
    "percent": phrase("read_percent"),
    "unit": phrase("read_unit"),
    "multiplied": phrase("read_multiplied"),
    "converted": phrase("read_converted"),
    "footnote": phrase("read_footnote"),
    "accounting": phrase("read_accounting"),
    "currency": phrase("read_currency"),
    "yes_no": phrase("read_yes_no"),
}
# Why a cell cannot be read for certain.
ASKED: Mapping[Why, Text] = {
    "style": phrase("asked_style"),
    "bound": phrase("asked_bound"),
    "about": phrase("asked_about"),
    "range": phrase("asked_range"),
    "brackets": phrase("asked_brackets"),
    "second": phrase("asked_second"),
    "raised": phrase("asked_raised"),
    "trailing": phrase("asked_trailing"),
    "unit": phrase("asked_unit"),
    "multiplied": phrase("asked_multiplied"),
    "percent": phrase("asked_percent"),
    "date": phrase("asked_date"),
    "level": phrase("asked_level"),
}

WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words)
    for name, words in tomllib.loads(
        files("inputs").joinpath("tables", "cells", "vocabulary.toml").read_text("utf-8")
    ).items()
}
MISSING, YES, NO = WORDS["missing"] | {""}, WORDS["yes"], WORDS["no"]

REMEMBERED = (
    40  # letters up to which the meaning of a text is kept: a cache counts texts, not their letters
)
LONG_FIGURE = 100  # letters of the longest figure with its words

SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ①②③④⑤⑥⑦⑧⑨"
BLANKS = dict.fromkeys(
    map(
        ord,
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n",
    ),
    " ",
)
NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
DASHES = dict.fromkeys(map(ord, "−–—‒﹣－‐‑―─"), "-")
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

POINT = r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?|[1-9]\d{0,2}(?:[ '’]\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+"
COMMA = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:[ '’]\d{3})+(?:,\d+)?|\d+,?\d*|,\d+"
EXPONENT = r"(?:[eE][+-]?\d{1,3})?"
PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
PATTERN = {
    "point": re.compile(f"({POINT}){EXPONENT}(?![\\d.,])"),
    "comma": re.compile(f"({COMMA}){EXPONENT}(?![\\d.,])"),
}
ABOUT = re.compile(
    r"^(approx(?:imately|\.)?|about|around|circa|ca\.?|c\.|est(?:imated|\.)?|roughly|nearly|~|≈|≃|约|大约|近|将近|大概|估计)\s*",
    re.IGNORECASE,
)
ABOUT_BEHIND = re.compile(
    r"\s*(左右|上下|approx\.?|\(?est\.?\)?|\(e\)|\(估计\)|(?<=\d)[ep])$", re.IGNORECASE
)
BOUND = re.compile(
    r"^(<=?|>=?|≤|≥|＜|＞|less than|more than|fewer than|over|under|below|above|at least|at most|up to|不足|不到|超过|不少于|不低于|高于|低于|至少|至多|大于|小于)\s*",
    re.IGNORECASE,
)
BOUND_BEHIND = re.compile(r"\s*(以上|以下|以内|\+)$")
INEXACT: Mapping[Asked, tuple[re.Pattern[str], ...]] = {
    "about": (ABOUT, ABOUT_BEHIND),
    "bound": (BOUND, BOUND_BEHIND),
}
RANGE = re.compile(r"^(.+?)\s*(?:-|~|to|至|到|…)\s*(.+)$")
RAISED = re.compile(r"([+-]?\d+)([²³¹⁰⁴⁵⁶⁷⁸⁹]+)")
BEYOND = re.compile(
    r"[+-]?(?:inf|Inf|[Ii]nfinity|∞|\d+(?:\.\d+)?[eE][+-]?\d+|\d{100,})|[+-]INF", re.ASCII
)
FOOT_BEHIND = re.compile(
    rf"\s*(?:[*†‡§]+|(?<=[\d%])\s*\^?[{SUPERSCRIPTS}]+|\[[a-z\d]{{1,2}}\]|\([a-z]\)|\s[a-e])$"
)
FOOT_BEFORE = re.compile(r"^[*†‡§]+\s*")
CURRENCY = re.compile(r"^(?:rmb|cny|usd|us\$|hk\$|eur|gbp|[¥￥$€£])\s*", re.IGNORECASE)
PLAIN_DIGITS = {"point": re.compile(r"\d*\.?\d*"), "comma": re.compile(r"\d*,?\d*")}
SECOND = re.compile(r"\s*\([+-]?[\d.,]+%?\)")
UNIT = re.compile(r"[^\W\d_%‰]|[%‰/²³·.°^()\-\s\d$¥€£℃]")


def normalise_text(text: str) -> str:
    """Text without invisible characters, outer blanks, and the spreadsheet's way of forcing text."""
    if text.isascii() and text.isprintable() and "  " not in text and text[:2] != '="':
        return text.strip()
    plain = text.translate(NOTHING).translate(BLANKS).strip()
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 3:
        plain = plain[2:-1].strip()
    return re.sub(r" {2,}", " ", plain)


def read(text: str, style: Style = "point") -> Figure:
    """A cell's text as a figure under a decimal style. Never guesses: what can mean two things is `asked`.

    A text longer than any figure is written is a word.
    """
    if len(text) > LONG_FIGURE:
        return Figure("word")
    return _remembered(text, style) if len(text) <= REMEMBERED else _read(text, style)


def _read(text: str, style: Style) -> Figure:
    if style == "point" and PLAIN.fullmatch(text):
        return Figure("number", float(text))
    tidied = normalise_text(text)
    plain = tidied if tidied.isascii() else tidied.translate(WIDE)
    wide = plain != tidied
    ascii_only = plain.isascii()
    normalised = plain if ascii_only else "".join(map(_digit, plain)).translate(DASHES)
    dashed = not ascii_only and plain.translate(DASHES) != plain
    if (
        normalised.lower() in MISSING
        or not normalised.strip("-.… ")
        or set(normalised) <= {"…", "."}
    ):
        return Figure("missing")
    raised = RAISED.fullmatch(normalised)
    if raised:
        return Figure("asked", _power(*raised.groups()), "raised")
    figure = _signed(normalised, style)
    if figure is None or figure.why == "unit":  # 300左右 is no unit
        figure = _doubtful(normalised, style) or figure
    if figure is None:
        return Figure("word")
    if figure.kind == "number" and not figure.why:
        why: ReadAs | Literal[""] = (
            "minus"
            if dashed
            else "wide"
            if wide or normalised != plain
            else "blanks"
            if text != normalised
            else ""
        )
        return Figure("number", figure.value, why)
    return figure


# a proposal reads every cell more than once, and again after each answer
_remembered = lru_cache(maxsize=2**17)(_read)


def forget() -> None:
    """What cells of earlier tables mean is no longer kept."""
    _remembered.cache_clear()


def _power(base: str, raised: str) -> float:
    """A power of ten is one, most likely; behind another number a raised figure marks a footnote."""
    exponent = int("".join(str(unicodedata.digit(letter)) for letter in raised))
    return float(10**exponent) if base == "10" and exponent < 300 else float(base)


def _digit(letter: str) -> str:
    """Digits of any script as 0 to 9; superscripts stay, they are footnotes."""
    if letter.isascii() or letter in SUPERSCRIPTS:
        return letter
    number = unicodedata.decimal(letter, None)
    return letter if number is None else str(number)


def _doubtful(text: str, style: Style) -> Figure | None:
    """About, bounds and ranges; None if the text is none of these."""
    for why, patterns in INEXACT.items():
        for pattern in patterns:
            rest, found = pattern.subn("", text, count=1)
            if found and (inner := _signed(rest, style)):
                return Figure("asked", inner.value, why, inner.unit)
    ends = RANGE.match(text)
    if ends:
        low, high = (_signed(end, style) for end in ends.groups())
        if (
            low
            and high
            and low.value is not None
            and high.value is not None
            and high.value > low.value
        ):
            return Figure("asked", (low.value + high.value) / 2, "range", high.unit)
    return None


def _signed(text: str, style: Style) -> Figure | None:
    """Sign, brackets, currency and footnotes round a number."""
    text = text.strip()
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        inner = _signed(text[1:-1], style)
        if inner and inner.value is not None:
            why: Why = "accounting" if inner.kind == "number" else inner.why
            return Figure(inner.kind, -abs(inner.value), why, inner.unit)
        return None
    rest, noted = FOOT_BEHIND.subn("", text, count=1)
    rest, starred = FOOT_BEFORE.subn("", rest, count=1)
    if (noted or starred) and rest:
        inner = _signed(rest, style)
        if inner and inner.kind == "number":
            return Figure("number", inner.value, "footnote", inner.unit, inner.factor)
        if inner:
            return inner
    sign = re.match(r"([+-]?)\s*", text)
    assert sign is not None
    rest = text[sign.end() :]
    rest, paid = CURRENCY.subn("", rest, count=1)
    if paid and not sign[1]:
        sign = re.match(r"([+-]?)\s*", rest) or sign
        rest = rest[sign.end() :]
    figure = _amount(rest, style)
    if figure is None or figure.value is None:
        return figure
    reason: Why = figure.why or ("currency" if paid else "")
    value = -figure.value if sign[1] == "-" else figure.value
    return Figure(figure.kind, value, reason, figure.unit, figure.factor)


def _amount(text: str, style: Style) -> Figure | None:
    """Digits and what stands behind them."""
    found = PATTERN[style].match(text)
    if found is None:
        return _strange(text, style)
    number, rest = _number(found[0], style), text[found.end() :]
    if number == float("inf"):
        return None
    if rest.strip() == "-":
        return Figure("asked", -number, "trailing")
    if SECOND.fullmatch(rest):
        return Figure("asked", number, "second")
    tail = _behind(rest)
    grouped = not PLAIN_DIGITS[style].fullmatch(found[1])
    return _strange(text, style) if tail is None else _with_tail(number, grouped, *tail)


def _with_tail(number: float, grouped: bool, unit: str, factor: float, percent: str) -> Figure:
    """The number with what stood behind it, and the most telling reason for more than plain digits."""
    if factor != 1:
        return Figure("number", float(f"{number * factor:.15g}"), "multiplied", unit, factor)
    if percent or unit:
        return Figure("number", number, "percent" if percent else "unit", percent or unit)
    return Figure("number", number, "thousands" if grouped else "")


def _strange(text: str, style: Style) -> Figure | None:
    """A number only under the other decimal style."""
    other: Style = "comma" if style == "point" else "point"
    found = PATTERN[other].match(text)
    tail = _behind(text[found.end() :]) if found else None
    if found is None or tail is None:
        return None
    return Figure("asked", _number(found[0], other), "style", tail[0])


def _number(digits: str, style: Style) -> float:
    thousands, mark = (",", ".") if style == "point" else (".", ",")
    plain = digits.translate({ord(mark_): None for mark_ in f"{thousands} '’"}).replace(mark, ".")
    return float(plain)


def _behind(text: str) -> tuple[str, float, str] | None:
    """(unit, factor, percent sign) of what stands behind the digits; None if it is no unit."""
    rest = text.strip()
    for sign, words in (("%", ("%", "percent", "per cent", "个百分点")), ("‰", ("‰",))):
        if rest.lower() in words:
            return "", 1.0, sign
    unit, factor = multiple_of(rest)
    if factor != 1 and (not unit or _is_unit(unit)):
        return unit, factor, ""
    if not rest:
        return "", 1.0, ""
    return (rest, 1.0, "") if _is_unit(rest) else None


def _is_unit(text: str) -> bool:
    """A short word or two such as miles, 元/人, m²; a sentence is none."""
    return (
        len(text) <= 16
        and len(text.split()) <= 3
        and not re.search(r"^\(|(?<![A-Za-z])\d|\d\d", text)  # m2 and CO2, but no second number
        and all(UNIT.match(letter) for letter in text)
        and any(letter.isalpha() or letter in "°℃$¥€£" for letter in text)
    )


def classify_cell(text: str) -> Rough:
    """number, unit (a number with words round it), missing, blank or text: enough to see where a table lies."""
    if not normalise_text(text):
        return "blank"
    figure = read(text)
    if figure.kind == "missing":
        return "missing"
    if figure.kind == "asked":
        return "number" if figure.why in ("style", "trailing", "brackets", "raised") else "unit"
    if figure.kind == "number":
        worded = (figure.unit and figure.why == "unit") or normalise_text(text)[
            -1
        ] in "kKM"  # 3M is a name
        return "unit" if worded else "number"
    return "number" if BEYOND.fullmatch(normalise_text(text)) else "text"
