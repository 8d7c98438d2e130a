"""Typed words as they were typed: what a person wrote is shown as text, never read as Markdown or HTML."""

import re

SIGNS = re.compile(r"([\\`*_\[\]{}#!|~<>$&^])")
JOINER = "\u2060"  # takes no room; :names:, addresses and web sites are found in plain text also after a backslash
NAMES = re.compile(r":(?=\S)|@")
SITES = re.compile(r"(?i)\b(www)\.")
AT_THE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")  # a list, a heading, a numbered list


def plain(words: str) -> str:
    """The words for a place that reads Markdown (labels, options, sentences), each sign standing for itself."""
    line = SIGNS.sub(r"\\\1", " ".join(words.split()))
    line = NAMES.sub(lambda found: rf"\{found[0]}{JOINER}", line)
    line = SITES.sub(rf"\1{JOINER}.", line)
    return AT_THE_START.sub(rf"{JOINER}\1", line)
