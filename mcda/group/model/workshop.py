"""Workshop: what a facilitator sets up (question, criteria, way of weighing, stakeholder groups), and its rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, isfinite
from typing import Literal

from criteria.errors import Finding, WorkshopError, raise_errors
from criteria.text import LANGS, Lang, Text
from mcda.group.model.minimum_group import (
    HIGHEST_MINIMUM,
    LOWEST_MINIMUM,
    MINIMUM_GROUP_SIZE,
)
from mcda.group.model.typed_text import NAME, NOTE, TITLE, clean
from mcda.study.io import from_json, to_json
from mcda.study.study import Study
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import phrase

MOST_GROUPS = 10
MOST_MINUTES = 480
MOST_SEATS = 1000  # of a workshop
SPARE = 1.5  # seats proposed for each person expected: some join twice, some come unannounced
OF_GROUPS = phrase("group.of_groups")
GROUPS = "~groups"  # the block in which the groups of criteria are weighed against each other

State = Literal["open", "closed"]
Kind = Literal["note", "parked"]
Visibility = Literal["anonymous", "open_table"]
Admission = Literal["open", "tickets"]


@dataclass(frozen=True)
class StakeholderGroup:
    """People of one interest. Its weight is its share of the say, however many come; None: heads count."""

    key: str
    name: Text
    weight: float | None = None

    @classmethod
    def named(cls, key: str, name: str, weight: float | None = None) -> "StakeholderGroup":
        """A group with a name typed once, the same in both languages."""
        return cls(key, Text.same(clean(name, NAME) or key), weight)


DEFAULT_GROUPS = (
    StakeholderGroup("ecology", phrase("group.default_ecology")),
    StakeholderGroup("poverty_alleviation", phrase("group.default_poverty_alleviation")),
    StakeholderGroup("transport", phrase("group.default_transport")),
    StakeholderGroup("residents", phrase("group.default_residents")),
)


@dataclass(frozen=True)
class AgendaItem:
    """What is talked about next, and for how many minutes."""

    title: str
    minutes: int


@dataclass(frozen=True)
class Note:
    """What the facilitator wrote down in a round, or a question that was parked."""

    text: str
    kind: Kind = "note"
    at: str = ""


@dataclass(frozen=True)
class Workshop:
    """What the room decides about, and how: raises WorkshopError with everything that is wrong."""

    title: str
    stage: str
    criteria: Mapping[str, tuple[str, ...]]  # group of criteria → its criteria, in order
    names: Mapping[str, Text]  # of criteria and of their groups
    method_key: str
    groups: tuple[StakeholderGroup, ...]
    study: str  # the study as JSON: what is ranked
    minimum_group: int = MINIMUM_GROUP_SIZE
    lang: Lang = "zh"
    agenda: tuple[AgendaItem, ...] = ()
    expected_heads: int = 0  # how many people are to come; 0: not stated
    most_seats: int = 0  # how many phones may sit down; 0: as many as a workshop holds
    is_rehearsal: bool = False  # its people are simulated, and no phone may sit among them
    visibility: Visibility = "anonymous"  # open_table: groups and dots as they are, without names
    admission: Admission = "open"  # tickets: one number, one vote; open: whoever has the code
    closes_at: str = ""  # UTC, as the store writes times: the open round closes itself then

    def __post_init__(self) -> None:
        raise_errors([*self._settings(), *self._people(), *self._agenda()], WorkshopError)

    @classmethod
    def of(
        cls,
        study: Study,
        title: str,
        method_key: str = "points",
        *,
        groups: Sequence[StakeholderGroup] = DEFAULT_GROUPS,
        criteria: Collection[str] | None = None,
        minimum_group: int = MINIMUM_GROUP_SIZE,
        lang: Lang = "zh",
        agenda: Sequence[AgendaItem] = (),
        expected_heads: int = 0,
        most_seats: int = 0,
        visibility: Visibility = "anonymous",
        admission: Admission = "open",
        closes_at: str = "",
    ) -> "Workshop":
        """A workshop about a study, or about some of its criteria. Typed words are cleaned."""
        asked = narrowed(study, criteria)
        inside = {key: w.criteria for key, w in asked.scenario.weights.inside.items()}
        names = {key: asked.catalogue.group(key).name for key in inside}
        names |= {key: asked.catalogue[key].name for keys in inside.values() for key in keys}
        found = cls(
            title=clean(title, TITLE),
            stage=asked.stage.key,
            criteria=inside,
            names=names,
            method_key=method_key,
            groups=tuple(groups),
            study=to_json(asked),
            minimum_group=minimum_group,
            lang=lang,
            agenda=tuple(replace(item, title=clean(item.title, TITLE)) for item in agenda),
            expected_heads=expected_heads,
            most_seats=most_seats,
            visibility=visibility,
            admission=admission,
            closes_at=closes_at,
        )
        raise_errors(
            found._many_pairs(), WorkshopError
        )  # not in what is stored: it goes on as it is
        return found

    @property
    def keys(self) -> tuple[str, ...]:
        """All criteria, group by group."""
        return tuple(key for keys in self.criteria.values() for key in keys)

    @property
    def blocks(self) -> dict[str, tuple[str, ...]]:
        """What is weighed against each other: inside each group of two or more, then the groups."""
        asked = {group: keys for group, keys in self.criteria.items() if len(keys) > 1}
        if len(self.criteria) > 1:
            asked[GROUPS] = tuple(self.criteria)
        return asked

    @property
    def shown_minimum(self) -> int:
        """The fewest people of whom a figure is shown: one where everybody agreed to an open table."""
        return 1 if self.visibility == "open_table" else self.minimum_group

    @property
    def equal_voice(self) -> bool:
        """Whether everyone counts alike; else each group has its stated share of the say."""
        return self.groups[0].weight is None

    @cached_property
    def opened_study(self) -> Study:
        return from_json(self.study)

    def group(self, key: str) -> StakeholderGroup:
        """Raises WorkshopError if the group is not offered."""
        for group in self.groups:
            if group.key == key:
                return group
        names = [group.name for group in self.groups]
        raise WorkshopError.of("workshop.group", found=clean(key, NAME) or "—", known=names)

    def _settings(self) -> list[Finding]:
        found = []
        if not self.title:
            found.append(Finding.of("workshop.title"))
        if self.method_key not in WEIGHTING_METHODS:
            found.append(
                Finding.of("elicit.unknown", key=self.method_key, known=list(WEIGHTING_METHODS))
            )
        if not self.criteria or not all(self.criteria.values()) or GROUPS in self.criteria:
            found.append(Finding.of("workshop.criteria"))
        if (
            isinstance(self.minimum_group, bool)
            or not LOWEST_MINIMUM <= self.minimum_group <= HIGHEST_MINIMUM
        ):
            found.append(
                Finding.of(
                    "workshop.floor",
                    found=self.minimum_group,
                    low=LOWEST_MINIMUM,
                    high=HIGHEST_MINIMUM,
                )
            )
        if self.lang not in LANGS:
            found.append(Finding.of("workshop.lang", found=self.lang, known=LANGS))
        found += [
            Finding.of("workshop.heads", found=number, most=MOST_SEATS)
            for number in (self.expected_heads, self.most_seats)
            if isinstance(number, bool) or not 0 <= number <= MOST_SEATS
        ]
        return found

    def _many_pairs(self) -> list[Finding]:
        """Blocks of more criteria than their weighting method can ask about."""
        most = WEIGHTING_METHODS[self.method_key].most_items
        return [
            Finding.of(
                "workshop.pairs",
                block=OF_GROUPS if block == GROUPS else self.names[block],
                count=len(keys),
                questions=len(keys) * (len(keys) - 1) // 2,
                most=most,
            )
            for block, keys in self.blocks.items()
            if most is not None and len(keys) > most
        ]

    def _people(self) -> list[Finding]:
        keys = [group.key for group in self.groups]
        unfit = [key for key in keys if not key or clean(key, NAME) != key]
        if unfit or not 1 <= len(keys) <= MOST_GROUPS or len(set(keys)) < len(keys):
            return [Finding.of("workshop.groups", found=keys, most=MOST_GROUPS)]
        weights = [group.weight for group in self.groups]
        given = [weight for weight in weights if weight is not None]
        bad = any(not isfinite(weight) or weight < 0 for weight in given)
        if given and (len(given) < len(weights) or bad or sum(given) <= 0):
            shown = ["—" if weight is None else weight for weight in weights]
            return [Finding.of("workshop.weights", found=shown)]
        return []

    def _agenda(self) -> list[Finding]:
        return [
            Finding.of("workshop.agenda", item=item.title or "—", found=item.minutes)
            for item in self.agenda
            if not item.title or not 1 <= item.minutes <= MOST_MINUTES
        ]


@dataclass(frozen=True)
class Round:
    """One round of weighing: open until the facilitator closes it; opened again only if nobody saw its results."""

    number: int
    state: State
    opened_at: str
    closed_at: str = ""
    criteria: tuple[str, ...] = ()  # that were weighed in it
    method_key: str = ""
    minimum_group: int = MINIMUM_GROUP_SIZE  # what the people in it were promised
    notes: tuple[Note, ...] = ()
    groups: tuple[StakeholderGroup, ...] = ()  # as they were when it was opened
    secret: str = field(default="", repr=False)  # of its signs
    visibility: Visibility = "anonymous"  # as its people were told at the door
    shown_at: str = ""  # when its results were first handed out, to whomever
    closed_by: str = (
        ""  # the name of the facilitator with a further key who did it; empty: the first key
    )

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def proposed_seats(expected_heads: int) -> int:
    """How many phones may sit down where so many people are expected."""
    return min(MOST_SEATS, ceil(SPARE * expected_heads))


def note(text: str, kind: Kind = "note", at: str = "") -> Note:
    """A note of at most 2,000 characters; raises WorkshopError if nothing is left of it."""
    words = clean(text, NOTE)
    if not words:
        raise WorkshopError.of("workshop.note")
    return Note(words, kind, at)


def narrowed(study: Study, criteria: Collection[str] | None) -> Study:
    """The study with only some of its criteria, in its active scenario; None keeps all that are not left out."""
    if criteria is None:
        if not study.scenario.left_out:
            return study
        criteria = [key for key in study.stage.keys if key not in study.scenario.left_out]
    strangers = [key for key in criteria if key not in study.stage.keys]
    if strangers or not criteria:
        raise WorkshopError.of("workshop.criteria")
    others = [key for key in study.stage.keys if key not in criteria]
    scenario = replace(
        study.scenario,
        weights=study.scenario.weights.only(criteria),
        flipped=tuple(key for key in study.scenario.flipped if key in criteria),
        scales={key: s for key, s in study.scenario.scales.items() if key in criteria},
        cutoffs=tuple(b for b in study.scenario.cutoffs if b.criterion in criteria),
        left_out={},
    )
    return replace(
        study, stage=study.stage.without(*others), scenarios=(scenario,), active=scenario.key
    )
