"""The thresholds by which county towns are sorted into five types: editable, and checked where they are made."""

from dataclasses import astuple, dataclass
from math import isfinite
from typing import Literal

from criteria.errors import Finding, StudyError, raise_errors

TownType = Literal[
    "near_big_city",
    "specialised_function",
    "main_farm_area",
    "key_ecological_zone",
    "losing_population",
]
TOWN_TYPES: tuple[TownType, ...] = (
    "near_big_city",
    "specialised_function",
    "main_farm_area",
    "key_ecological_zone",
    "losing_population",
)


@dataclass(frozen=True)
class TownTypeRules:
    """The thresholds: distances in km, shares in %, loss of residents 2010-2020 in %.

    Up to a distance, or from a share or a loss, the answer is yes; up to the wider distance, or from the smaller loss,
    borderline. Raises StudyError where a threshold is no such number, or the borderline would lie inside the yes.
    """

    big_city_km: float = 50.0
    big_city_border_km: float = 80.0
    city_km: float = 30.0
    city_border_km: float = 45.0
    secondary_share: float = 45.0
    primary_share: float = 15.0
    cropland_share: float = 40.0
    farm_employment: float = 40.0
    loss: float = 10.0
    loss_border: float = 5.0

    def __post_init__(self) -> None:
        numbers = [float(number) for number in astuple(self)]
        findings = []
        if not all(isfinite(number) and number >= 0 for number in numbers):
            findings.append(Finding.of("town_types.number", numbers=numbers))
        else:
            findings += [
                Finding.of("town_types.crossed", yes=yes, border=border)
                for yes, border, crossed in (
                    (
                        self.big_city_km,
                        self.big_city_border_km,
                        self.big_city_km > self.big_city_border_km,
                    ),
                    (self.city_km, self.city_border_km, self.city_km > self.city_border_km),
                    (self.loss, self.loss_border, self.loss < self.loss_border),
                )
                if crossed
            ]
        raise_errors(findings, StudyError)


PROPOSED_TYPES = TownTypeRules()
