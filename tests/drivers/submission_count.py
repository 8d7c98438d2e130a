"""Who was told "it is kept", held against what is kept: lost and doubled."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reckoning:
    """Submissions that were acknowledged to a phone, how many of them are not kept, how many are kept twice."""

    acknowledged: int
    lost: int
    doubled: int


def reckon(acknowledged: Iterable[str], kept: Iterable[str]) -> Reckoning:
    """Both name each submission the same way; what is kept though nobody was told is neither lost nor doubled."""
    told, there = set(acknowledged), Counter(kept)
    return Reckoning(
        acknowledged=len(told),
        lost=len(told - set(there)),
        doubled=sum(count - 1 for count in there.values()),
    )
