"""What a workshop came to, as a study carries it: figures that may be published, and nobody's own answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from criteria.text import Text


@dataclass(frozen=True)
class GroupMean:
    """People shown together, how many they were, and the mean of the shares of the whole that they gave."""

    name: Text
    heads: int
    weights: Mapping[str, float] | None = None


@dataclass(frozen=True)
class CriterionSpread:
    """A criterion's share of the whole: the room's, and between which shares half of the people lie."""

    room: float
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class RankShares:
    """A place in the room's eyes: shares of weightings that put it first and among the first few.

    `low` and `high` are the places between which it lies in nine weightings of ten.
    """

    alternative: str
    first: float
    among: float
    low: int
    high: int


@dataclass(frozen=True)
class RoundOutcome:
    """One closed round. `why_withheld` stands in the place of its figures where they may not be shown.

    `agreement` holds figures by name: w, p, spearman and consensus on the weights; overlap, w_places and ws on the
    places, each with what random weights reach (`…_random`). `sure` tells of the first places under the room's weights,
    by what was asked of its people (`mcda.robustness.participant_weights.MODES`).
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


@dataclass(frozen=True)
class WorkshopOutcome:
    """A workshop's title and its rounds."""

    title: str
    rounds: tuple[RoundOutcome, ...]

    @property
    def last_published(self) -> RoundOutcome | None:
        """The newest round whose figures may be shown."""
        return next((each for each in reversed(self.rounds) if each.weights), None)
