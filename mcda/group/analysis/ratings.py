"""What a rating says of each alternative: median and quartiles of those who rated it, at least the minimum of people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inputs.evidence import Observation
from mcda.group.model.ratings import ANCHORS, Rating, RatingAnswers
from mcda.study.expert_criterion import ExpertJudgement


@dataclass(frozen=True)
class RatedAlternative:
    """One alternative: how many rated it, and median and quartiles of their steps (1 to 5).

    The three figures are None where fewer than the minimum rated it.
    """

    alternative: str
    heads: int
    median: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class RatingResult:
    """A closed rating as it may be shown: over everybody, no group, nothing of fewer people than the minimum."""

    rating: Rating
    minimum: int
    heads: int  # who answered the rating at all
    rated: tuple[RatedAlternative, ...]  # in the order of the question

    @property
    def shown(self) -> tuple[RatedAlternative, ...]:
        return tuple(each for each in self.rated if each.median is not None)


def result(rating: Rating, answers: Sequence[RatingAnswers], minimum: int) -> RatingResult:
    """Median and quartiles by linear interpolation (Hyndman and Fan 1996, type 7), as everywhere here.

    Whoever does not know an alternative, or has an interest in it, is not among those who rated it.
    """
    rated = []
    for key in rating.question.alternatives:
        steps = [each.steps[key] for each in answers if key in each.steps]
        if len(steps) < minimum:
            rated.append(RatedAlternative(key, len(steps)))
            continue
        lower, median, upper = (float(q) for q in np.quantile(steps, (0.25, 0.5, 0.75)))
        rated.append(RatedAlternative(key, len(steps), median, lower, upper))
    return RatingResult(rating, minimum, len(answers), tuple(rated))


def judgement(found: RatingResult, workshop: str) -> ExpertJudgement:
    """What a study takes over of a rating: medians between quartiles, of the alternatives that are shown.

    `workshop` is its title. The number of people told is the smallest that rated one of them.
    """
    question = found.rating.question
    values = {
        each.alternative: Observation(each.median, each.lower, each.upper) for each in found.shown
    }
    return ExpertJudgement(
        question.words,
        question.group,
        question.higher_is_better,
        values,
        min((each.heads for each in found.shown), default=0),
        workshop,
        found.rating.number,
        found.rating.closed_at[:4],
        {float(step): words for step, words in ANCHORS.items()},
    )
