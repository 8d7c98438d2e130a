"""The decision about pilots: what a study's constraints lead to, what each costs, and how firm the choice is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf

import numpy as np

from criteria.errors import StudyError
from inputs.evidence import Alternative
from inputs.places import kilometres
from mcda.region.linear_constraints import Candidate, Rules
from mcda.region.pilot_candidates import (
    MILLION,
    TOWN_SPACING_KM,
    candidates_of,
    counties_let_in,
    leading_cities,
    towns_let_in,
)
from mcda.region.pilots import (
    Firmness,
    LeftOut,
    Near,
    Portfolio,
    RepeatedChoice,
    choose,
    first_left_out,
    near,
    price,
)
from mcda.robustness import weight_regions
from mcda.study.factory import CHAIN, CITY_STAGE, COUNTY_STAGE, chain_of
from mcda.study.study import Study

Progress = Callable[[float], None]  # hears the share done
DRAWS, SEED = 4_000, 1  # of weights near the study's own, for core and borderline
FIRST = 250  # of these: what is said of them is provisional


@dataclass(frozen=True, eq=False)
class Decision:
    """The candidates and rules of the constraints and the proven best set; what needs longer comes when asked for."""

    study: Study
    candidates: tuple[Candidate, ...]
    rules: Rules
    best: Portfolio

    def __getitem__(self, key: str) -> Candidate:
        return next(candidate for candidate in self.candidates if candidate.key == key)

    @property
    def per_resident(self) -> bool:
        """Whether a candidate is worth score × residents, not its score."""
        return self.rules.value_per == "resident"

    def times(self, candidate: Candidate) -> float:
        """By what its score is multiplied: its residents in millions, or one."""
        return (candidate.residents or 0.0) / MILLION if self.per_resident else 1.0

    @cached_property
    def price(self) -> Mapping[str, float]:
        """What each rule costs."""
        return price(self.candidates, self.rules)

    @cached_property
    def near(self) -> Near:
        """The sets within 1% of the best; a second or two."""
        return near(self.candidates, self.rules)

    @cached_property
    def _repeated(self) -> RepeatedChoice:
        times = np.array([self.times(candidate) for candidate in self.candidates])
        normalised = self.study.filled.matrix.normalised * times[:, None]
        region = weight_regions.Near.of(self.study.weights.array)
        weights = region.draw(np.random.default_rng(SEED), DRAWS)
        return RepeatedChoice(self.candidates, self.rules, normalised, weights)

    def firmness(self, draws: int = DRAWS, progress: Progress | None = None) -> Firmness:
        """How often each candidate is chosen over weights near the study's own, of 4,000 draws or the first of them.

        Some seconds with quotas or distances, hundredths of one without; what is found is kept for whoever asks again.
        """
        return self._repeated.firmness(draws, progress)

    @property
    def firm(self) -> Firmness:
        return self.firmness()

    @cached_property
    def left_out(self) -> LeftOut | None:
        """What the first candidate left out would need."""
        return first_left_out(self.candidates, self.rules)


def spacing(study: Study) -> float:
    """Km between pilots: as asked, else the stage's own (county towns keep apart)."""
    asked = study.scenario.pilot_constraints.min_distance_km
    if asked is not None:
        return asked
    return TOWN_SPACING_KM if study.stage.level == "town" else 0.0


def rules_of(study: Study) -> Rules:
    """The study's constraints as rules, the chain resolved to the candidates that it lets in.

    Raises StudyError if the chain is asked for where no stage leads to this one.
    """
    pilot_constraints = study.scenario.pilot_constraints
    return Rules(
        k=pilot_constraints.k,
        quotas=pilot_constraints.quotas,
        min_distance_km=spacing(study),
        must=pilot_constraints.must,
        never=pilot_constraints.never,
        chained=_let_in(study) if pilot_constraints.chain else None,
        value_per=pilot_constraints.value_per,
    )


def _let_in(study: Study) -> frozenset[str]:
    if study.stage.key not in CHAIN[1:] or study.stage.level == "own":
        raise StudyError.of("pilots.unchained", stage=study.stage.name)
    stages = chain_of(study)
    if study.stage.level == "county":
        return counties_let_in(study.candidates, leading_cities(stages[CITY_STAGE]))
    counties = stages[COUNTY_STAGE]
    chosen = choose(candidates_of(counties), rules_of(counties)).chosen
    return towns_let_in(study.candidates, [counties.evidence[key] for key in chosen])


def led_by(found: Decision) -> tuple[tuple[Alternative, Alternative], ...]:
    """Each chosen county with its lead city, each chosen town with the nearest chosen county; else nothing."""
    study = found.study
    chosen = [study.evidence[key] for key in found.best.chosen]
    if study.stage.level == "county":
        cities = chain_of(study)[CITY_STAGE].evidence
        return tuple(
            (candidate, cities[str(candidate.attributes["lead_city"])]) for candidate in chosen
        )
    if study.stage.level != "town":
        return ()
    counties = chain_of(study)[COUNTY_STAGE]
    hosts = [counties.evidence[key] for key in decide(counties).best.chosen]
    return tuple(
        (candidate, min(hosts, key=lambda host: _km(candidate, host))) for candidate in chosen
    )


def _km(a: Alternative, b: Alternative) -> float:
    return inf if a.seat is None or b.seat is None else kilometres(a.seat, b.seat)


@lru_cache(maxsize=32)
def decide(study: Study) -> Decision:
    """What the constraints of a study lead to, kept for the studies last asked about.

    Raises StudyError with every fault of the constraints, or with those that clash.
    """
    candidates, rules = candidates_of(study), rules_of(study)
    return Decision(study, candidates, rules, choose(candidates, rules))
