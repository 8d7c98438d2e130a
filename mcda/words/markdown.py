"""Foreign words in Markdown: what a table, a study or a person calls something stands there as it was typed.

This is the one place where they are escaped. What comes out is `Markdown`, which is not escaped again.
"""

import re

JOINER = "\u2060"  # takes no room, and keeps apart what Streamlit would read as one sign
SIGNS = re.compile(r"([\\`*_\[\]{}#!|~<>$&^])")
# :names: and addresses are found in plain text also after a backslash
NAMES = re.compile(r":(?=\S)|@")
# an address becomes a link without any sign
LINKED = re.compile(r"(?i)(?<=\bwww)(?=\.)")
# a list, a numbered list, a line that makes the one above it a heading
AT_THE_START = re.compile(r"^(?=[-+](?:\s|$)|[-=]+$|\d{1,9}[.)](?:\s|$))")
# Streamlit sets an arrow, a dash or a mathematical sign instead of these
DRAWN = re.compile(r"(?<!\S)(<(?=->)|-(?=>)|<(?=-)|-(?=-)|>(?==)|<(?==)|~(?==))(?=\S{1,2}(?!\S))")


class Markdown(str):
    """Words that a place which reads Markdown may show as they are: ours, with everything foreign escaped."""

    __slots__ = ()


def plain(words: str) -> Markdown:
    """The words for a place that reads Markdown (labels, options, sentences), each sign standing for itself."""
    if isinstance(words, Markdown):
        return words
    line = " ".join(words.split())
    line = DRAWN.sub(rf"\1{JOINER}", line)
    line = SIGNS.sub(r"\\\1", line)
    line = NAMES.sub(lambda found: rf"\{found[0]}{JOINER}", line)
    line = LINKED.sub(JOINER, line)
    return Markdown(AT_THE_START.sub(JOINER, line))
