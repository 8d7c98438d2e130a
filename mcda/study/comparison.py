"""Two studies side by side: which weights, scales, values and choices changed, and who moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from criteria.model import Scale
from criteria.text import Text
from mcda.study.io import digest
from mcda.study.study import Study

SAME = 1e-12  # shares nearer than this are one share
# Choices that are compared as they are, by their field: those of the scenario, and those of the study.
OF_SCENARIO = (
    "method",
    "parameters",
    "missing_value_policy",
    "missing_value_policies",
    "missing_value_cells",
    "left_out_criteria",
    "left_out_weight",
    "beyond",
    "eligibility",
    "cutoffs",
    "assumed",
    "pilot_constraints",
)
OF_STUDY = ("data_year", "lists_off", "zone_rules", "town_type_rules")
CHOICES = (*OF_SCENARIO, *OF_STUDY)


class Change(NamedTuple):
    """A number of one study beside that of the other; None where one has none."""

    key: str
    before: float | None
    after: float | None


class ValueChange(NamedTuple):
    """A value of one alternative in both studies."""

    alternative: str
    criterion: str
    before: float | None
    after: float | None
    source: str = ""  # of a correction that the newer study has


class ScaleChange(NamedTuple):
    """The ends of a criterion's scale in both studies, flips applied."""

    criterion: str
    before: Scale
    after: Scale


class ChoiceChange(NamedTuple):
    """A choice of the scenario, by its field, in both studies."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, eq=False)
class Comparison:
    """What changed from one study to another."""

    before: Study
    after: Study

    @property
    def is_same(self) -> bool:
        """Data and choices are the same; titles and dates may differ."""
        return digest(self.before) == digest(self.after)

    @property
    def is_same_question(self) -> bool:
        return self.before.stage.key == self.after.stage.key

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """Names of criteria, as inside a sentence, and of alternatives of either study, the newer one's first."""
        found: dict[str, Text] = {}
        for study in (self.before, self.after):
            found |= {c.key: c.in_sentence for c in study.catalogue.criteria}
            found |= {a.key: a.name for a in study.evidence.alternatives}
        return found

    @cached_property
    def weights(self) -> tuple[Change, ...]:
        """Shares of the whole that differ, the largest change first."""
        before, after = self.before.weights.as_dict(), self.after.weights.as_dict()
        found = [
            Change(key, before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])
        ]
        changed = [c for c in found if abs((c.after or 0) - (c.before or 0)) > SAME]
        return tuple(sorted(changed, key=lambda c: -abs((c.after or 0) - (c.before or 0))))

    @cached_property
    def scales(self) -> tuple[ScaleChange, ...]:
        before, after = self.before.scales, self.after.scales
        return tuple(
            ScaleChange(key, scale, after[key])
            for key, scale in before.items()
            if key in after and after[key] != scale
        )

    @cached_property
    def observations(self) -> tuple[ValueChange, ...]:
        """Values that differ, of alternatives and criteria that both studies have, be they only offered."""
        return tuple(self._values())

    def _values(self) -> Iterator[ValueChange]:
        one, other = self.before, self.after
        if one.evidence is other.evidence and one.catalogue is other.catalogue:
            return
        known = {a.key for a in other.evidence.alternatives}
        both = [a.key for a in one.evidence.alternatives if a.key in known]
        sources = {(c.alternative, c.variable): c.source for c in other.evidence.corrections}
        theirs = {use.key for use in (*other.stage.criteria, *other.stage.offered)}
        for key in (use.key for use in (*one.stage.criteria, *one.stage.offered)):
            if key not in theirs:
                continue
            observation, now = one.catalogue[key].variable, other.catalogue[key].variable
            for alternative in both:
                before = one.evidence.observation(observation, alternative).value
                after = other.evidence.observation(now, alternative).value
                if before != after:
                    yield ValueChange(
                        alternative, key, before, after, sources.get((alternative, now), "")
                    )

    @cached_property
    def values_of_moved(self) -> Mapping[str, tuple[ValueChange, ...]]:
        """The changed values of each that has another rank, in the order of the newer ranking; without them none."""
        changed: dict[str, list[ValueChange]] = {}
        for change in self.observations:
            if change.criterion in self.after.stage.keys:
                changed.setdefault(change.alternative, []).append(change)
        return {c.key: tuple(changed[c.key]) for c in self.moved if c.key in changed}

    @cached_property
    def choices(self) -> tuple[ChoiceChange, ...]:
        one, other = self.before, self.after
        pairs = [
            *((f, getattr(one.scenario, f), getattr(other.scenario, f)) for f in OF_SCENARIO),
            *((f, getattr(one, f), getattr(other, f)) for f in OF_STUDY),
        ]
        return tuple(ChoiceChange(*pair) for pair in pairs if pair[1] != pair[2])

    @property
    def is_only_in_words(self) -> bool:
        """What differs is neither weight nor scale, value, choice or candidate: names, texts, sources, intervals."""
        numbers = (self.weights, self.scales, self.observations, self.choices, self.came, self.left)
        return not self.is_same and self.is_same_question and not any(numbers)

    @cached_property
    def came(self) -> tuple[str, ...]:
        """Ranked now and not before."""
        known = set(self.before.ranking.alternatives)
        return tuple(line.key for line in self.after.ranking if line.key not in known)

    @cached_property
    def left(self) -> tuple[str, ...]:
        """Ranked before and not now."""
        known = set(self.after.ranking.alternatives)
        return tuple(line.key for line in self.before.ranking if line.key not in known)

    @cached_property
    def moved(self) -> tuple[Change, ...]:
        """Who has another rank, in the order of the newer ranking."""
        ranks = {line.key: line.rank for line in self.before.ranking}
        return tuple(
            Change(line.key, ranks[line.key], line.rank)
            for line in self.after.ranking
            if line.key in ranks and ranks[line.key] != line.rank
        )
