"""The sentence for the room: on what people agree, the weights or the first places, and what the table itself decides."""

from dataclasses import dataclass
from typing import Literal

from criteria.text import Text
from mcda.group.analysis.agreement import WeightAgreement
from mcda.group.analysis.outcome_agreement import Outcome
from mcda.words import phrase

Degree = Literal["agree", "partly", "disagree"]


@dataclass(frozen=True)
class Limits:
    """From which value on people agree, and below which they disagree; between the two, partly."""

    agree: float
    disagree: float

    def degree(self, value: float) -> Degree:
        if value >= self.agree:
            return "agree"
        return "disagree" if value < self.disagree else "partly"


# All thresholds of the sentence. Weights: the part of random people's distance that is gone. Two thirds is the lowest
# alpha, of the same form, on which Krippendorff (2004, Content Analysis, ch. 11) rests even tentative conclusions; a
# half is what a room reaches that is two halves, each of one mind, and as far from each other as random people.
# Overlap: the mean share of the first places that two people have in common.
WEIGHTS = Limits(agree=2 / 3, disagree=1 / 2)
FIRST = Limits(agree=0.8, disagree=0.5)
BY_CHANCE = 0.05  # people who are as near by chance more often than this do not agree
THE_TABLE = (
    0.8  # where random weights share the first places as much as this, the table has decided
)


@dataclass(frozen=True)
class Verdict:
    """Two degrees, and the sentence that says them."""

    weights: Degree
    first: Degree
    by_the_table: bool
    sentence: Text


def verdict(
    on_weights: WeightAgreement | None, outcome: Outcome, ranks: Text | None = None
) -> Verdict:
    """What to say of a round. `ranks` names what is ranked (counties), in the plural."""
    weights = weight_degree(on_weights)
    first = FIRST.degree(outcome.overlap.value)
    table = first == "agree" and outcome.overlap.random >= THE_TABLE
    named = ranks or phrase("group.candidates")
    said = {
        "weights": phrase(f"group.on_weights_{weights}"),
        "first": phrase(f"group.on_ranks_{first}", k=outcome.k, candidates=named),
    }
    sentence = (
        phrase("group.verdict_decided", **said, decided=phrase("group.decided"))
        if table
        else phrase("group.verdict", **said)
    )
    return Verdict(weights, first, table, sentence)


def weight_degree(found: WeightAgreement | None) -> Degree:
    """How much nearer people are than random ones, unless chance alone may have brought it; one criterion leaves no choice."""
    if found is None or found.distance.beyond is None:
        return "agree"
    return WEIGHTS.degree(found.distance.beyond) if found.distance_p <= BY_CHANCE else "disagree"
