"""What people answered, read and checked; and what follows from it: weights, how consistent, what to look at again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from numbers import Real
from typing import Any

from criteria.errors import Finding, WeightsError
from criteria.text import Text
from mcda.model.weights import Weights
from mcda.words import phrase

MARGIN = 1e-9  # a consistency that equals its limit, or a judgement its fit, but for rounding


@dataclass(frozen=True)
class Judgement:
    """How many times as important `row` is as `column`: as given, and as would fit the weights."""

    row: str
    column: str
    given: float
    fits: float


@dataclass(frozen=True)
class Elicited:
    """Weights from answers, and how far the answers agree with one another.

    `consistency` is None where the answers cannot contradict themselves, `limit` where none is published.
    `worst` holds the judgements to look at again, worst first. `mends` holds those of which another step on the scale
    from 1 to 9 would agree better with the others, the one that helps most first; `fits` is that step, which what the
    others ask for may lie beyond. None of them is ever changed for the user. Made by `elicit`. The consistency of `ahp`
    is Saaty's ratio (1977, J. Math. Psychol. 15(3), 234-281), that of `best_worst` Rezaei's (2015, Omega 53, 49-57).

    >>> from mcda import elicit
    >>> found = elicit("ahp", {"criteria": ["a", "b", "c"], "matrix": [[1, 2, 4], [1/2, 1, 2], [1/4, 1/2, 1]]})
    >>> found.weights, found.acceptable
    (Weights(a 0.571, b 0.286, c 0.143), True)
    """

    weights: Weights
    consistency: float | None = None
    limit: float | None = None
    worst: tuple[Judgement, ...] = ()
    mends: tuple[Judgement, ...] = ()
    workings: Mapping[str, float] = field(default_factory=dict)

    @property
    def acceptable(self) -> bool | None:
        if self.consistency is None or self.limit is None:
            return None
        return self.consistency <= self.limit + MARGIN


def part(answers: Any, key: str, expected: Text) -> Any:
    """One part of the answers; raises WeightsError if it is not there."""
    if not isinstance(answers, Mapping):
        raise misformed(phrase("weighting.as_a_whole"), answers, phrase("weighting.an_object"))
    if key not in answers:
        raise misformed(key, phrase("weighting.nothing"), expected)
    return answers[key]


def named_numbers(answers: Any, key: str) -> dict[str, Any]:
    """A part that gives each criterion a number (the numbers are not yet checked)."""
    expected = phrase("weighting.expected_numbers")
    numbers = part(answers, key, expected)
    if not isinstance(numbers, Mapping) or not numbers:
        raise misformed(key, numbers, expected)
    return {str(name): number for name, number in numbers.items()}


def names(answers: Any, key: str = "criteria") -> tuple[str, ...]:
    """A part that lists the criteria, each once; raises WeightsError."""
    expected = phrase("weighting.expected_criteria")
    listed = part(answers, key, expected)
    if isinstance(listed, (str, Mapping)) or not isinstance(listed, Iterable):
        raise misformed(key, listed, expected)
    keys = tuple(str(name) for name in listed)
    if not keys:
        raise misformed(key, listed, expected)
    once(keys, key)
    return keys


def once(keys: Iterable[str], place: str) -> None:
    keys = list(keys)
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise WeightsError.of("answers.twice", field=place, names=twice)


def covering(found: Iterable[str], criteria: Iterable[str], place: str) -> list[Finding]:
    """A finding for criteria that are not answered, and one for names that are no criteria."""
    found, criteria = list(found), list(criteria)
    missing = [key for key in criteria if key not in found]
    strangers = [key for key in found if key not in criteria]
    return [
        *([Finding.of("answers.missing", field=place, names=missing)] if missing else []),
        *(
            [Finding.of("answers.stranger", field=place, names=strangers, known=criteria)]
            if strangers
            else []
        ),
    ]


def is_number(value: object) -> bool:
    """A finite real number; True, "3", NaN and a whole number too large for arithmetic are none."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False


def misformed(place: str | Text, found: object, expected: Text) -> WeightsError:
    return WeightsError(
        Finding.of(
            "answers.form",
            field=place,
            found=found if isinstance(found, Text) else repr(found),
            expected=expected,
        )
    )
