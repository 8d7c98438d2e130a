"""The values of this package: Alternative, Observation, Source, Evidence. Only Evidence may have missing values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite
from typing import Literal, get_args

from criteria.errors import EvidenceError
from criteria.model import Level
from criteria.text import Text

# Why a value is less sure than its figure looks; the words stand in mcda/words/data.toml.
# Studies of 1.0 carry "proxy" and "estimated" (stations whose position was not known then); no table gives them now.
MARKS = (
    "recalled",
    "unsettled",
    "proxy",
    "estimated",
    "doubtful",
    "boundary",
    "assumed",
    "carried",
    "announced",
    "unplaced",
)

# How low and high are meant, where they differ.
Uncertainty = Literal["own", "common", "list", "bounds"]
UNCERTAINTIES: tuple[Uncertainty, ...] = get_args(Uncertainty)


@dataclass(frozen=True)
class Alternative:
    """Who competes: a city, county, county town or link, with what maps, filters and chains need to know."""

    key: str
    name: Text
    level: Level
    province: Text | None = None
    prefecture: Text | None = None
    lon: float | None = None
    lat: float | None = None
    attributes: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def seat(self) -> tuple[float, float] | None:
        """(lon, lat) in degrees, if both are known."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)

    def number(self, attribute: str) -> float | None:
        found = self.attributes.get(attribute)
        return float(found) if isinstance(found, (int, float)) else None


@dataclass(frozen=True)
class Observation:
    """One figure: low ≤ value ≤ high. Without a value it is missing; low and high then bound it where that is known.

    `uncertainty` says how it may lie between them. "own": anywhere, whatever others do. "common": at the same share of
    the way in all values of the column that are common, as one definition moves all of them. "list": low, low + 1, …
    high, one step for each answer of yes that a list would give. "bounds": nobody knows what is likelier, so it is
    never drawn; ranks at both ends are told.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: str | None = None
    uncertainty: Uncertainty = "own"

    def __post_init__(self) -> None:
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        if known != sorted(known) or not all(map(isfinite, known)):
            raise EvidenceError.of("reading.order", low=self.low, value=self.value, high=self.high)
        if self.uncertainty not in UNCERTAINTIES:
            raise EvidenceError.of(
                "reading.uncertainty", found=self.uncertainty, known=UNCERTAINTIES
            )
        if self.uncertainty == "list" and not counts_answers(self.low, self.high):
            raise EvidenceError.of("reading.list", low=self.low, high=self.high)

    @property
    def is_missing(self) -> bool:
        return self.value is None


def counts_answers(low: float | None, high: float | None) -> bool:
    """Whether low and high can be those of a list: whole numbers, at least one answer apart."""
    if low is None or high is None:
        return False
    return low < high and float(low).is_integer() and float(high).is_integer()


MISSING = Observation()


@dataclass(frozen=True)
class Source:
    """Where a column comes from, printable on screens and in briefs."""

    column: str
    name: Text
    title: Text
    year: str
    licence: str
    doubt: Text


@dataclass(frozen=True)
class Correction:
    """A value that a person has corrected: where, what stood there, what was typed instead, and from which source.

    `place` is the cell of a user's table; a value corrected since the table was read has none.
    """

    place: str
    alternative: str
    variable: str
    original: str
    typed: str
    source: str = ""


@dataclass(frozen=True)
class Evidence:
    """Alternatives and their values: variable → alternative key → Observation. May have missing values."""

    alternatives: tuple[Alternative, ...]
    observations: Mapping[str, Mapping[str, Observation]]
    sources: Mapping[str, Source] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    def __post_init__(self) -> None:
        keys = [alternative.key for alternative in self.alternatives]
        twice = sorted(key for key, count in Counter(keys).items() if count > 1)
        if twice:
            raise EvidenceError.of("evidence.twice", names=twice)

    @cached_property
    def _by_key(self) -> Mapping[str, Alternative]:
        return {alternative.key: alternative for alternative in self.alternatives}

    def __getitem__(self, key: str) -> Alternative:
        if key not in self._by_key:
            raise EvidenceError.of("alternative.unknown", key=key)
        return self._by_key[key]

    def named(self, words: str) -> Alternative:
        """The alternative with this key or, in either language, this name; raises EvidenceError."""
        for alternative in self.alternatives:
            if alternative.key == words:
                return alternative
        asked = words.strip().casefold()
        found = [
            a for a in self.alternatives if asked in (a.name.en.casefold(), a.name.zh.casefold())
        ]
        if len(found) > 1:
            raise EvidenceError.of("alternative.several", key=words, names=[a.key for a in found])
        return found[0] if found else self[words]

    def observation(self, observation: str, alternative: str) -> Observation:
        return self.observations.get(observation, {}).get(alternative, MISSING)

    def missing_values(self, observations: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(alternative key, variable) of every missing value among the values asked for."""
        for key in observations:
            for alternative in self.alternatives:
                if self.observation(key, alternative.key).is_missing:
                    yield alternative.key, key

    def corrected(self, made: Iterable[Correction]) -> "Evidence":
        """The evidence with corrected values; each is sure: interval and mark were those of the value that it replaces.

        A value corrected a second time keeps what stood there at first. Raises EvidenceError for an unknown alternative
        or variable.
        """
        made = tuple(made)
        if not made:
            return self
        observations = dict(self.observations)
        kept = {(c.place, c.alternative, c.variable): c for c in self.corrections}
        for correction in made:
            variable, alternative = correction.variable, self[correction.alternative].key
            if variable not in observations:
                raise EvidenceError.of("variable.unknown", key=variable)
            value = Observation(float(correction.typed))
            observations[variable] = {**observations[variable], alternative: value}
            cell = (correction.place, alternative, variable)
            first = kept.get(cell, correction).original
            kept[cell] = replace(correction, original=first)
        return replace(self, observations=observations, corrections=tuple(kept.values()))

    def only(self, alternatives: Iterable[Alternative]) -> "Evidence":
        """The same evidence about some of the alternatives."""
        kept = tuple(alternatives)
        keys = {alternative.key for alternative in kept}
        observations = {
            name: {key: observation for key, observation in column.items() if key in keys}
            for name, column in self.observations.items()
        }
        return replace(self, alternatives=kept, observations=observations)
