"""The limits that part core, transition and rim of the green heart: editable, and checked where they are made."""

from dataclasses import astuple, dataclass
from math import isfinite
from typing import Literal

from criteria.errors import Finding, StudyError, raise_errors

ZoneKey = Literal["core", "transition", "rim"]
ZONES: tuple[ZoneKey, ...] = ("core", "transition", "rim")


@dataclass(frozen=True)
class ZoneRules:
    """The limits: tree cover in %, night light per km² (an index), and the reach that joins two seats, in km.

    At most `belt_km` apart, two of the 26 cities count as close (assumed: the paper gives no distance).

    Core: at least `core_tree_cover` and at most `core_night_light`. Rim: less than `rim_tree_cover`, or at least
    `rim_night_light`. Transition: the rest. Raises StudyError where a county could be in two zones.
    """

    core_tree_cover: float = 65.0
    core_night_light: float = 1.0
    rim_tree_cover: float = 35.0
    rim_night_light: float = 3.0
    reach_km: float = 75.0
    belt_km: float = 80.0

    def __post_init__(self) -> None:
        numbers = astuple(self)
        findings = []
        if not all(isfinite(number) and number >= 0 for number in numbers):
            findings.append(Finding.of("zones.number", numbers=list(map(float, numbers))))
        elif (
            self.rim_tree_cover > self.core_tree_cover
            or self.rim_night_light <= self.core_night_light
        ):
            findings.append(
                Finding.of(
                    "zones.crossed",
                    core_tree=self.core_tree_cover,
                    rim_tree=self.rim_tree_cover,
                    core_light=self.core_night_light,
                    rim_light=self.rim_night_light,
                )
            )
        raise_errors(findings, StudyError)

    def zone(self, tree_cover: float, night_light: float) -> ZoneKey:
        if tree_cover >= self.core_tree_cover and night_light <= self.core_night_light:
            return "core"
        if tree_cover < self.rim_tree_cover or night_light >= self.rim_night_light:
            return "rim"
        return "transition"


PROPOSED = ZoneRules()
