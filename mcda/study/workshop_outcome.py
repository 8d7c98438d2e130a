"""What a workshop came to, as a study carries it: figures that may be published, and nobody's own answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from criteria.text import Text
from mcda.model.decision_matrix import Array

STEP = 0.005  # half a percentage point, to which every published share is rounded
COUNTED = 200  # people; of fewer, a share to half a point is one number of people and no other

# What is asked of a workshop's weights, as `RoundOutcome.rank_shares` has it: how many of its people, each once; how
# often other rooms like it; how often the same room, each person's weights a few points otherwise. Files of before
# have "bootstrap" and "doubt" in the place of the last two: shares of single people drawn, which say neither.
PEOPLE, ANOTHER_ROOM, ASKED_AGAIN = "as_they_are", "another_room", "asked_again"

Degree = Literal["agree", "partly", "disagree"]


def rounded(shares: ArrayLike) -> Array:
    """Shares to half a percentage point, so that no digit betrays an answer."""
    found: Array = np.round(np.round(np.asarray(shares, dtype=float) / STEP) * STEP, 3)
    return found


@dataclass(frozen=True)
class GroupMean:
    """People shown together, how many they were, and the mean of the shares of the whole that they gave."""

    name: Text
    heads: int
    weights: Mapping[str, float] | None = None


@dataclass(frozen=True)
class CriterionSpread:
    """A criterion's share of the whole: the room's, and between which shares half of the people lie.

    The three quartiles are None where so few people answered that each would be near one person's own share.
    """

    room: float
    lower: float | None = None
    median: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class RankShares:
    """A candidate under the workshop's weights: shares of people, or of rooms, that put it first and among the first few.

    `low` and `high` are the ranks between which it lies: of people without one in twenty at each end (best and worst of
    fewer than twenty), of rooms in nine of ten. `middle` is the people's median.
    """

    alternative: str
    first: float
    among: float
    low: int
    high: int
    middle: float | None = None


def people_of(share: float, heads: int) -> int | None:
    """How many of so many people a published share is; None where it might be several numbers of people.

    A share to half a point tells fewer than 200 people one by one. Of more, their number would tell what rounding hides.
    """
    return round(share * heads) if heads < COUNTED else None


@dataclass(frozen=True)
class RoundOutcome:
    """One closed round. `why_suppressed` stands in the place of its figures where they may not be shown.

    `agreement` holds figures by name: distance, consensus, w and spearman on the weights; overlap, w_places and ws on
    the ranks, each with what random people reach (`…_random`), and how often they do: `distance_p`, `p` of w. What 1.0
    saved has neither distance nor random figures on the weights, and a p of random orders. `agree_on_weights` and
    `agree_on_ranks`: how far people agree on the weights and on the first few ranks, in a word. `rank_shares` are those
    of the first under the workshop's weights, by what was asked (`PEOPLE`, `ANOTHER_ROOM`, `ASKED_AGAIN`).
    """

    number: int
    weighting_method: str
    heads: int = 0
    groups: tuple[GroupMean, ...] = ()
    weights: Mapping[str, CriterionSpread] | None = None
    sentence: Text | None = None
    agreement: Mapping[str, float] | None = None
    discuss: tuple[Text, ...] = ()
    rank_shares: Mapping[str, tuple[RankShares, ...]] | None = None
    notes: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    why_suppressed: Text | None = None
    agree_on_weights: Degree | None = None
    agree_on_ranks: Degree | None = None


@dataclass(frozen=True)
class WorkshopOutcome:
    """A workshop's title and its rounds."""

    title: str
    rounds: tuple[RoundOutcome, ...]

    @property
    def last_published(self) -> RoundOutcome | None:
        """The newest round whose figures may be shown."""
        return next((each for each in reversed(self.rounds) if each.weights), None)
