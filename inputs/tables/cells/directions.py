"""What a heading itself says of its direction: a saying behind the name, or a word in brackets that could be more."""

import re
from dataclasses import dataclass

from inputs.tables.cells.vocabulary import IN_HEADING, SIGNS, direction_of, normalise_label

OPEN, CLOSE = "([（【", ")]）】"
PARTS = re.compile(r"[;；,，、|]")
# 不是越大越好, not always higher is better: whoever writes so says that there is no one direction.
NEGATION = re.compile(
    r"(?:不|非|未必|难说|无所谓|\bnot\b(?:\s++\w++)?|\bnever\b|\bno\b|n't\b(?:\s++\w++)?|\bneither\b|\bhardly\b)[\s是一定总都必然:：,，]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A heading without its direction; `in_brackets` where a word such as (min) might also be a unit or a statistic.

    `sign` is a lone (+) or (-), which is a direction only beside its counterpart.
    """

    text: str
    direction: int | None = None
    in_brackets: bool = False
    sign: int | None = None


def said_in(text: str) -> Said:
    """The direction that a heading states, and the heading without it."""
    found = IN_HEADING.search(text)
    if found and found.start() > 0:
        if NEGATION.search(text[: found.start()].rstrip(OPEN + " ")):
            return Said(text)
        short = text[: found.start()].rstrip()
        if sum(short.count(mark) for mark in OPEN) > sum(short.count(mark) for mark in CLOSE):
            short += ")"
        return Said(short, 1 if found[1] else -1)
    start = opening(text)
    if start <= 0:
        return Said(text)
    name, inner = text[:start].strip(), text[start + 1 : -1].strip()
    if normalise_label(inner).replace("−", "-").replace("–", "-") in ("+", "-"):
        return Said(name, sign=direction_of(inner))
    parts = [part.strip() for part in PARTS.split(inner)]
    method_keys = [
        None
        if normalise_label(part).lstrip("+-−–").isdigit() or normalise_label(part) in SIGNS
        else direction_of(part)
        for part in parts
    ]
    known = [method_key for method_key in method_keys if method_key is not None]
    if len(known) != 1:
        return Said(text)
    rest = ", ".join(
        part for part, method_key in zip(parts, method_keys, strict=True) if method_key is None
    )
    said = next(
        part for part, method_key in zip(parts, method_keys, strict=True) if method_key is not None
    )
    return Said(
        f"{name} ({rest})" if rest else name, known[0], IN_HEADING.search(f" {said}") is None
    )


def opening(text: str) -> int:
    """Where the bracket that closes at the end was opened; -1 if nowhere."""
    if not text or text[-1] not in CLOSE:
        return -1
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] in CLOSE) - (text[i] in OPEN)
        if depth == 0:
            return i
    return -1


def denies(text: str) -> bool:
    """Whether the words in a bracket deny a direction; they are no unit."""
    found = IN_HEADING.search(f" {text}")
    return found is not None and NEGATION.search(f" {text}"[: found.start()]) is not None
