"""Ballots on paper: their numbers, the order their criteria stand in, and what the square code says."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from criteria.errors import WorkshopError
from mcda.group.model.answers import order_shown
from mcda.group.model.keys import ALPHABET, typed
from mcda.group.model.workshop import Workshop

MOST = 1000
LETTERS = [sign for sign in ALPHABET if sign.isalpha()]
PRIME = 19  # a wrong digit, or two that changed places, always change the letter


@dataclass(frozen=True)
class PaperForm:
    """One sheet of paper: its number with a letter that catches slips, and the order its criteria stand in."""

    number: str
    order: tuple[str, ...]


def paper_forms(workshop: Workshop, count: int, first: int = 1) -> tuple[PaperForm, ...]:
    """`count` ballots from number `first` on, each in an order of its own. Raises WorkshopError beyond 1,000."""
    if not (1 <= count <= MOST and 1 <= first <= 9999 - count):
        raise WorkshopError.of("ballot.count", found=count, most=MOST)
    return tuple(
        PaperForm(numbered(n), order_shown(workshop, n)) for n in range(first, first + count)
    )


def numbered(n: int) -> str:
    """007 with its letter."""
    digits = f"{n:03d}"
    total = sum(int(digit) * at for at, digit in enumerate(reversed(digits), start=2))
    return digits + LETTERS[total % PRIME]


def read_number(text: object) -> str:
    """A ballot's number as it was typed or scanned; raises WorkshopError if digits and letter do not fit."""
    found = re.fullmatch(r"0*(\d{1,4})([A-Z])", typed(text))
    if not found or numbered(int(found[1])) != f"{int(found[1]):03d}{found[2]}":
        raise WorkshopError.of("ballot.number", found=typed(text)[:12] or "—")
    return numbered(int(found[1]))


def payload(code: str, number: str, address: str = "") -> str:
    """What the square code says: an address that opens the room, else CODE-NUMBER; both are read back."""
    if not address:
        return f"{code}-{number}"
    return f"{address.rstrip('/')}/workshop?{urlencode({'workshop': code, 'ballot': number})}"


def read_payload(text: str) -> tuple[str, str]:
    """(join code, number) of a scanned ballot; raises WorkshopError."""
    asked = parse_qs(urlsplit(text.strip()).query)
    if "workshop" in asked and "ballot" in asked:
        return typed(asked["workshop"][0]), read_number(asked["ballot"][0])
    code, _, number = text.strip().rpartition("-")
    return typed(code), read_number(number)
