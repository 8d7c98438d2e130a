"""What a weighting method is: its questions, its answers and their weights, its paper forms, simulated answers.

Phone, desktop, paper, table of paper forms and rehearsal know the kinds of question below and no method.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.weighting.answers import Elicited, Judgement
from mcda.words import phrase

Note = Callable[[str], Any]  # the name of a note → what was put there, None if nothing was
Answers = dict[str, Any]
Scale = Literal["points", "rank", "multiple"]
Mark = Literal["box", "tick", "scale"]  # what is made on paper


@dataclass(frozen=True)
class Statement:
    """A sentence about an item that stands between questions: its phrase on a page, and on a phone."""

    item: str
    on_page: str
    on_phone: str


@dataclass(frozen=True)
class Choice:
    """One of the items; `label` is its phrase where a step has no title."""

    note: str
    items: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Number:
    """A number for an item: 0 to 100 points; its rank from 1 to `last`, ties allowed; or a multiple from 1 to 9.

    A multiple says, in the phrase `label`, how many times as important the item is as `end`, or `end` as the item.
    """

    note: str
    item: str
    scale: Scale
    last: int
    end: str = ""
    label: str = ""


@dataclass(frozen=True)
class Ratio:
    """1 to 9: how many times as important `one` is as `other`; below zero the other is the stronger."""

    note: str
    one: str
    other: str


Question = Choice | Number | Ratio


@dataclass(frozen=True)
class Step:
    """Questions that a phone asks on one screen, under a title; a page asks all steps beneath each other.

    `end` is the item that the title speaks of. `is_implied`: forms that use with_consequences() need not ask.
    `is_check`: its answers only test the others.
    """

    key: str
    title: str
    content: tuple[Question | Statement, ...]
    end: str | None = None
    is_implied: bool = False
    is_check: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(part for part in self.content if not isinstance(part, Statement))


@dataclass(frozen=True)
class ParsedNotes:
    """`answers` once they suffice, else None; how many of how many are given; what stands open, and its phrase."""

    answers: Answers | None
    count: int
    needed: int
    open: tuple[str, ...] = ()
    remark: str | None = None


@dataclass(frozen=True)
class Correction:
    """What would mend a judgement: the step it was asked in, its note, what stands there and what would fit."""

    step: str
    note: str
    now: int
    fits: int


@dataclass(frozen=True)
class Column:
    """A column of the table of paper forms: a number, or the choice of one item.

    `heading` holds items and words in the order in which they are said.
    """

    key: str
    heading: tuple[str | Text, ...]
    is_choice: bool = False


class WeightingMethod(ABC):
    """A weighting method: one object for every form it is answered on.

    Its words stand under its key: weighting.KEY and KEY_says, KEY_form, KEY_how (phone), KEY_paper, KEY_table;
    `items` are the keys of the criteria or criteria groups that are weighed against each other.
    """

    key: ClassVar[str]  # as stores and saved studies have it
    reference: ClassVar[str]
    most_items: ClassVar[int | None] = (
        None  # that people can be asked about in one block; None is any number
    )
    # the columns of a paper form: the phrase of the heading, if there is one, and the mark
    marks: ClassVar[tuple[tuple[str, Mark], ...]] = (("paper_forms.column_answer", "box"),)

    @property
    def name(self) -> Text:
        return phrase(f"weighting.{self.key}")

    @property
    def gloss(self) -> Text:
        return phrase(f"weighting.{self.key}_says")

    @abstractmethod
    def weigh(self, answers: Any) -> Elicited:
        """Weights from the JSON of an answers file; raises WeightsError for each answer that cannot be used."""

    @abstractmethod
    def steps(self, items: Sequence[str], note: Note) -> tuple[Step, ...]:
        """Every question in the order it is asked; some depend on what was answered before.

        How many steps there are, and their keys, depend on the items alone.
        """

    def is_answered(self, items: Sequence[str], key: str, note: Note) -> bool:
        """Whether the step of that key has its answers, whatever stands open elsewhere."""
        steps = {step.key: step.questions for step in self.steps(items, note)}
        if len(steps) == 1:
            return self.parse(items, note).answers is not None
        return bool(steps[key]) and all(
            note(asked.note) in asked.items
            if isinstance(asked, Choice)
            else note(asked.note) is not None
            for asked in steps[key]
        )

    @abstractmethod
    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        """What was put into a form, as the answers that weigh() takes."""

    @abstractmethod
    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers back in the form; what is no longer asked is left out."""

    @abstractmethod
    def simulated(self, items: Sequence[str], weights: Array, chance: random.Random) -> Answers:
        """What someone with these weights in mind would answer, with some doubt where judgements are asked."""

    def subjects(self, items: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """What a line of a paper form is about: each item, unless the method asks about pairs."""
        return tuple((item,) for item in items)

    def columns(self, items: Sequence[str]) -> tuple[Column, ...]:
        """The columns of a table of paper forms: a number for each subject, unless the method says otherwise."""
        return tuple(Column(":".join(subject), subject) for subject in self.subjects(items))

    @abstractmethod
    def from_row(self, items: Sequence[str], row: Mapping[str, Any]) -> Answers:
        """Answers from one row: the key of a column → its number or item, None where there is none."""

    def with_consequences(
        self,
        items: Sequence[str],  # noqa: ARG002 - for methods whose answers depend on each other
        notes: Mapping[str, Any],
        changed: Mapping[str, Any],
    ) -> dict[str, Any]:
        """The notes once some have changed: what follows from them, and what no longer holds."""
        return {**notes, **changed}

    def correction(self, judgement: Judgement, note: Note) -> Correction:  # noqa: ARG002 - for methods whose answers can be inconsistent
        """Where a judgement that fits ill was asked; only methods whose answers can be inconsistent have one."""
        raise LookupError(f"{self.key}: these answers cannot contradict each other")


def nearest_step(ratio: float) -> int:
    """The nearest step of the scale from 1 to 9; below zero where the second of a pair is the stronger."""
    step = min(9, max(1, round(max(ratio, 1 / ratio))))
    return step if ratio >= 1 or step == 1 else -step


def as_ratio(step: float) -> float:
    """A step of that scale as a ratio: -4 is a quarter."""
    return float(step) if step > 0 else 1 / -step


def importance_ratio(one: float, other: float) -> float:
    """How many times as large one weight is as another, weights near zero counted as 0.001."""
    return float(max(one, 1e-3) / max(other, 1e-3))
