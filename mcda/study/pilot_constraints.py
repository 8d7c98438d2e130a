"""What is asked of the pilots: how many, and what the set must respect."""

from dataclasses import dataclass
from typing import Literal

By = Literal["province", "prefecture", "zone"]
BY: tuple[By, ...] = ("province", "prefecture", "zone")
ValuePer = Literal["place", "resident"]
VALUE_PER: tuple[ValuePer, ...] = ("place", "resident")


@dataclass(frozen=True)
class Quota:
    """At least and at most so many pilots in one group (named in either language), or in each if none is named.

    `by` is province, prefecture or zone.

    >>> Quota("province", "Gansu", at_least=5)
    Quota(by='province', group='Gansu', at_least=5, at_most=None)
    """

    by: By
    group: str | None = None
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True)
class PilotConstraints:
    """How many pilots (k), and what is asked of them. No distance given: the stage's own (towns keep apart).

    `chain`: a county only if its lead city is in, a town only within reach of a chosen county.
    `value_per`: a set is worth the sum of its scores ("place"), or of score × residents ("resident").
    """

    k: int = 10
    quotas: tuple[Quota, ...] = ()
    min_distance_km: float | None = None
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    chain: bool = False
    value_per: ValuePer = "place"


NO_CONSTRAINTS = PilotConstraints()  # ten pilots, and no rule but the stage's own
