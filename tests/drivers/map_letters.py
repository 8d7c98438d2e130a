"""The letters that maps in files need."""

from typing import get_args

from criteria.model import Level
from criteria.text import LANGS
from inputs.embedded import evidence_of
from mcda.words import phrases

LATIN = [
    *map(chr, range(0x20, 0x7F)),
    *"–—‘’“”…≤≥×·、。，：；（）％",
]


def letters() -> set[str]:
    """Every sign that a map of the embedded study may write."""
    found = set(LATIN)
    for level in get_args(Level):
        for alternative in evidence_of(level).alternatives if level != "own" else ():
            found |= {sign for lang in LANGS for sign in alternative.name.in_(lang)}
    for page in ("map", "chart"):
        found |= {
            sign for text in phrases(page).values() for lang in LANGS for sign in text.in_(lang)
        }
    return {sign for sign in found if sign.isprintable()}
