"""Typed words as they were typed: what a person wrote is shown as text, never read as Markdown or HTML."""

import re
import string

PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
JOINER = "\u2060"  # takes no room; Markdown finds addresses and :names: in plain text, also after a backslash


def plain(words: str) -> str:
    """The words for a place that reads Markdown (labels, options, sentences), each sign standing for itself."""
    line = PUNCTUATION.sub(r"\\\1", " ".join(words.split()))
    line = re.sub(r"\\([:@])", rf"\\\1{JOINER}", line)
    return re.sub(r"(?i)(www)(\\\.)", rf"\1{JOINER}\2", line)
