"""What a workshop came to, as a study carries it: figures that may be published, and nobody's own answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from criteria.finding import Text


@dataclass(frozen=True)
class HeardGroup:
    """People shown together, and how many they were."""

    name: Text
    heads: int


@dataclass(frozen=True)
class HeardWeight:
    """A criterion's share of the whole: the room's, and between which shares half of the people lie."""

    room: float
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class HeardRound:
    """One closed round. `why_withheld` stands in the place of its figures where they may not be shown.

    `agreement` holds figures by name: w, p, spearman and consensus on the weights; overlap, w_places and ws on the
    places, each with what random weights reach (`…_random`).
    """

    number: int
    way: str
    heads: int = 0
    groups: tuple[HeardGroup, ...] = ()
    weights: Mapping[str, HeardWeight] | None = None
    sentence: Text | None = None
    agreement: Mapping[str, float] | None = None
    discuss: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    why_withheld: Text | None = None


@dataclass(frozen=True)
class Heard:
    """A workshop's title and its rounds."""

    title: str
    rounds: tuple[HeardRound, ...]
