"""What people type, cleaned by one stated rule before it is kept: visible characters, in one line, cut at a length."""

import unicodedata

JOINER = "\u200d"  # holds an emoji family together
MARKS = 3  # marks on one character; more is a tower that climbs over the lines above
COMPOSED_MARKS = 30  # in a row, as the Stream-Safe Text Format has it (Unicode Annex 15): putting them in order is quadratic
DROPPED = {"Cc", "Cf", "Cs", "Co"}  # control, format (right-to-left marks), surrogates, private use
PSEUDONYM, NAME, TITLE, NOTE = 40, 40, 120, 2000


def clean(text: object, limit: int) -> str:
    """One line of at most `limit` characters: composed (NFC), blanks single, no control or direction characters.

    Emoji stay, also those joined of several. At most three combining marks stay on a character. What is cut is
    cut between characters as a reader sees them. Nothing is escaped: whoever shows the text does that.
    What lies far beyond the limit is cut off before anything else, or a long text would cost more than its length.
    """
    spaced = "".join(
        " " if sign.isspace() or unicodedata.category(sign) in ("Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", _with_few_marks(str(text)[: 8 * limit + 64]))
    )
    signs: list[str] = []
    marks = 0
    for sign in spaced:
        kind = unicodedata.category(sign)
        joined = sign == JOINER and bool(signs) and signs[-1] not in (" ", JOINER)
        if (kind in DROPPED and not joined) or _is_no_character(sign):
            continue
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks <= MARKS:
            signs.append(sign)
    line = " ".join("".join(signs).split())
    return _cut(line, limit).strip().strip(JOINER)


def _with_few_marks(text: str) -> str:
    """The text without the marks that follow thirty others."""
    signs: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks <= COMPOSED_MARKS:
            signs.append(sign)
    return "".join(signs)


def _cut(line: str, limit: int) -> str:
    """The first characters that fit, without half of what is seen as one."""
    if len(line) <= limit:
        return line
    end = limit
    while end > 0 and _continues(line, end):
        end -= 1
    return line[:end] if end else line[:limit]


def _continues(line: str, at: int) -> bool:
    """Whether a cut before position `at` would part a mark or a joined emoji from what it belongs to."""
    return (
        JOINER in (line[at], line[at - 1])
        or unicodedata.category(line[at]) in ("Mn", "Me")
        or "\U0001f3fb" <= line[at] <= "\U0001f3ff"  # the tones of an emoji's skin
    )


def _is_no_character(sign: str) -> bool:
    return (ord(sign) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
