"""A rating: what no data show, judged alternative by alternative in five anchored words, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from criteria.errors import WorkshopError
from criteria.text import Text
from mcda.group.model.typed_text import TITLE, clean
from mcda.study.study import Study
from mcda.words import phrase

FEWEST, MOST = 5, 20  # alternatives of a rating
ANCHORS: Mapping[int, Text] = {step: phrase(f"rating.anchor_{step}") for step in range(1, 6)}
MOST_RATINGS = 20  # of a workshop


@dataclass(frozen=True)
class RatingQuestion:
    """What is asked of each alternative: its criterion's name, and the group of criteria that it would belong to.

    Raises WorkshopError for a question without words, a group that the stage does not have, and fewer or more
    alternatives than can be rated in one go, or some that do not compete.
    """

    words: str
    group: str
    alternatives: tuple[str, ...]
    higher_is_better: bool = True

    @classmethod
    def of(
        cls,
        study: Study,
        words: str,
        group: str,
        alternatives: tuple[str, ...],
        higher_is_better: bool = True,
    ) -> "RatingQuestion":
        asked = clean(words, TITLE)
        if not asked:
            raise WorkshopError.of("rating.question")
        if group not in study.stage.groups:
            raise WorkshopError.of("rating.group", found=clean(group, 40) or "—")
        known = {alternative.key for alternative in study.candidates}
        kept = tuple(dict.fromkeys(alternatives))
        if not FEWEST <= len(kept) <= MOST or not known.issuperset(kept):
            raise WorkshopError.of("rating.count", found=len(kept), fewest=FEWEST, most=MOST)
        return cls(asked, group, kept, higher_is_better)


@dataclass(frozen=True)
class Rating:
    """The question of a rating, and whether it is open."""

    number: int
    question: RatingQuestion
    opened_at: str
    closed_at: str = ""

    @property
    def is_open(self) -> bool:
        return not self.closed_at


@dataclass(frozen=True)
class RatingAnswers:
    """One participant's: a step from 1 to 5 for each alternative that they rate; `interest` are those they leave out."""

    steps: Mapping[str, int]
    interest: tuple[str, ...] = ()

    def checked(self, question: RatingQuestion) -> "RatingAnswers":
        """Raises WorkshopError for a step that is none, for alternatives that are not asked about, and for no answer at all.

        An alternative in which one has an interest is never rated, whatever was tapped before.
        """
        asked = set(question.alternatives)
        steps = {key: step for key, step in self.steps.items() if key not in self.interest}
        strangers = {*steps, *self.interest} - asked
        if strangers or any(
            type(step) is not int or step not in ANCHORS for step in steps.values()
        ):
            raise WorkshopError.of("rating.unfit")
        return RatingAnswers(
            steps, tuple(key for key in question.alternatives if key in self.interest)
        )
