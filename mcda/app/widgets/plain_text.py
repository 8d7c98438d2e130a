"""Typed words as they were typed: what a person wrote is shown as text, never read as Markdown or HTML."""

import re

from mcda.words import JOINER, LINKED

SIGNS = re.compile(r"([\\`*_\[\]{}#!|~<>$&^])")
NAMES = re.compile(
    r":(?=\S)|@"
)  # :names: and addresses are found in plain text also after a backslash
AT_THE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")  # a list, a heading, a numbered list


def plain(words: str) -> str:
    """The words for a place that reads Markdown (labels, options, sentences), each sign standing for itself."""
    line = SIGNS.sub(r"\\\1", " ".join(words.split()))
    line = NAMES.sub(lambda found: rf"\{found[0]}{JOINER}", line)
    line = LINKED.sub(JOINER, line)
    return AT_THE_START.sub(rf"{JOINER}\1", line)
