"""The values of this package: Criterion, Scale, Catalogue, and Stage with its eligibility rules and scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Literal

from criteria.errors import CatalogueError
from criteria.text import Text

Kind = Literal["worth", "need", "means", "unsorted"]
Curve = Literal["linear", "log"]
Level = Literal["city", "county", "town", "link", "own"]
KINDS: tuple[Kind, ...] = ("worth", "need", "means", "unsorted")  # unsorted: a user's own
CURVES: tuple[Curve, ...] = ("linear", "log")
LEVELS: tuple[Level, ...] = ("city", "county", "town", "link", "own")


@dataclass(frozen=True)
class Group:
    """A group of criteria (ecology, poverty alleviation, connectivity)."""

    key: str
    name: Text
    description: Text


@dataclass(frozen=True)
class Criterion:
    """What is measured, whichever stage uses it; the direction belongs to the stage.

    `levels` names values that are no amounts: 0 is "no", 1 is "yes". `inline` is the name as it stands inside a
    sentence; `high` and `low` say that a value is high or low ("far from high-speed rail"). `least` and `most` say what
    the two ends of its values count, where they come of two sources. A user's own have none.
    """

    key: str
    name: Text
    description: Text
    group: str
    unit: Text
    kind: Kind
    variable: str
    relation: int | None = (
        None  # of the paper's five relations (3.2), where the stage names no other
    )
    sources: tuple[str, ...] = ()
    caveat: Text | None = None
    levels: Mapping[float, Text] = field(default_factory=dict)
    inline: Text | None = None
    high: Text | None = None
    low: Text | None = None
    least: Text | None = None
    most: Text | None = None

    def __post_init__(self) -> None:
        if not self.key.strip() or self.key != self.key.strip():
            raise CatalogueError.of("criterion.key", key=self.key)

    @property
    def in_sentence(self) -> Text:
        """The name as it stands inside a sentence."""
        return self.inline or self.name


@dataclass(frozen=True)
class Scale:
    """Worst and best in natural units. Their order is the direction; no second field can contradict it."""

    worst: float
    best: float
    curve: Curve = "linear"

    def __post_init__(self) -> None:
        if self.curve not in CURVES:
            raise CatalogueError.of("scale.curve", curve=self.curve, known=CURVES)
        if not (isfinite(self.worst) and isfinite(self.best)):
            raise CatalogueError.of("scale.finite", worst=self.worst, best=self.best)
        if self.worst == self.best:
            raise CatalogueError.of("scale.equal", value=self.worst)
        if self.curve == "log" and min(self.worst, self.best) <= 0:
            raise CatalogueError.of("scale.log", worst=self.worst, best=self.best)

    @property
    def direction(self) -> int:
        """1 if more is better, -1 if less is."""
        return 1 if self.best > self.worst else -1

    @property
    def low(self) -> float:
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        return max(self.worst, self.best)

    def flipped(self) -> "Scale":
        return Scale(self.best, self.worst, self.curve)


@dataclass(frozen=True)
class Catalogue:
    """All criteria in order, and their groups."""

    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        keys = [criterion.key for criterion in self.criteria]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise CatalogueError.of("catalogue.twice", keys=twice)
        groups = {group.key for group in self.groups}
        strangers = sorted({criterion.group for criterion in self.criteria} - groups)
        if strangers:
            raise CatalogueError.of("catalogue.group", groups=strangers, known=sorted(groups))

    def __getitem__(self, key: str) -> Criterion:
        for criterion in self.criteria:
            if criterion.key == key:
                return criterion
        raise CatalogueError.of("criterion.unknown", key=key, known=[c.key for c in self.criteria])

    def group(self, key: str) -> Group:
        return next(group for group in self.groups if group.key == key)


@dataclass(frozen=True)
class EligibilityRule:
    """Who may compete: an attribute of the alternative that must be at least so much.

    A `lifted` rule holds only once a user sets it.
    """

    key: str
    attribute: str
    at_least: float
    name: Text
    reason: Text
    lifted: bool = False


@dataclass(frozen=True)
class StageCriterion:
    """A criterion as one stage uses it: its scale, the reason for facing that way, its points in its group."""

    key: str
    scale: Scale
    points: float
    kind: Kind
    reason: Text
    left_out: bool = False  # until a user takes it in: too little is known to rank everybody by it
    relation: int | None = (
        None  # which of the five it speaks to at this stage: 0 none, None as in the catalogue
    )


@dataclass(frozen=True)
class StageScenario:
    """A named alternative to a stage's own answer.

    Other points and scales, criteria facing the other way, criteria left out and offered ones taken in, eligibility
    rules lifted.
    """

    key: str
    name: Text
    reason: Text
    points: Mapping[str, float] = field(default_factory=dict)
    flipped: tuple[str, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    takes_in: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StageParts:
    """What the stages are to each other, as keys: no part of a Stage, since it changes no ranking and no hash of one."""

    every: tuple[str, ...]
    opens: str  # the stage that is shown first
    chain: tuple[str, str, str]  # of cities, of counties, of towns
    network: str  # of links


@dataclass(frozen=True)
class Stage:
    """A question, who competes in it, and how each criterion counts."""

    key: str
    name: Text
    title: Text
    question: Text
    competitors: Text
    unknown: Text
    level: Level
    groups: Mapping[str, float]
    criteria: tuple[StageCriterion, ...]
    eligibility: tuple[EligibilityRule, ...] = ()
    scenarios: tuple[StageScenario, ...] = ()
    offered: tuple[StageCriterion, ...] = ()  # left out until taken in; no part of what is ranked

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(use.key for use in self.criteria)

    def __getitem__(self, key: str) -> StageCriterion:
        for use in self.criteria:
            if use.key == key:
                return use
        raise CatalogueError.of("criterion.unknown", key=key, known=self.keys)

    def relation_of(self, criterion: Criterion) -> int | None:
        """Which of the paper's five relations (3.2) a criterion of the stage speaks to here; None: none of them."""
        own = next(
            (u.relation for u in (*self.criteria, *self.offered) if u.key == criterion.key), None
        )
        return (criterion.relation if own is None else own) or None

    def without(self, *keys: str) -> "Stage":
        """The stage with some criteria left out."""
        return replace(self, criteria=tuple(use for use in self.criteria if use.key not in keys))
