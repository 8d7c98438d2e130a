"""Which of the paper's instruments fit a candidate: a rule table that one can read and edit, and what each rule rests on."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from criteria.catalogue import WORDS, Entry, one_of, read_catalogue
from criteria.errors import CatalogueError, Finding
from criteria.model import Level
from criteria.text import Text
from inputs.embedded import evidence_of, rows_of, sources_in
from inputs.evidence import MISSING, Alternative, Observation
from inputs.places import kilometres
from mcda.region.designations import Designation, designations_of
from mcda.study.factory import CHAIN, stage_named
from mcda.study.result_cache import result_of
from mcda.study.study import Study
from mcda.words import phrase

Side = Literal["at_least", "at_most"]
SIDES: tuple[Side, ...] = ("at_least", "at_most")
QUANTILE = "_quantile"  # the end of a limit's name that is one
FILE = "mcda/region/instruments.toml"
SITES = "protected_sites"
LEAD = "lead_city_km"
# tables with a row a county (or its town), and that of the cities
TABLES: Mapping[Level, tuple[str, ...]] = {
    "city": ("cities",),
    "county": ("counties", "income", "town_types"),
    "town": ("counties", "income", "town_types"),
}
UNPROTECTED = ("key_county", "scenic_5a")  # listings that protect nothing


@dataclass(frozen=True)
class Condition:
    """A variable that must be at least or at most a limit: a number, or a quantile of the ranked candidates."""

    variable: str
    side: Side
    limit: float
    is_quantile: bool


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold, and the stages at which they are asked."""

    stages: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Instrument:
    """It fits where all conditions of one of its rules hold; `section` is the paper's."""

    key: str
    name: Text
    section: str
    what: Text
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Trigger:
    """A condition that a value meets (True), does not meet (False), or may meet (None), with the limit as a number."""

    condition: Condition
    observation: Observation
    threshold: float
    holds: bool | None


@dataclass(frozen=True)
class Fit:
    """An instrument that fits, or of which missing values keep it open, with the conditions of the rule behind that."""

    instrument: Instrument
    triggers: tuple[Trigger, ...]
    is_open: bool = False


@cache
def instruments() -> tuple[Instrument, ...]:
    """The rule table of this package. Raises CatalogueError with one finding for each fault."""
    return read_instruments(files("mcda").joinpath("region", "instruments.toml").read_text("utf-8"))


def read_instruments(text: str) -> tuple[Instrument, ...]:
    """A rule table from TOML. Raises CatalogueError with one finding for each fault."""
    findings: list[Finding] = []
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError.of("toml.syntax", place=FILE, error=str(error)) from None
    whole = Entry(document, FILE, findings)
    whole.only("variable", "instrument")
    counted = Entry(whole.part("variable"), f"{FILE}, variable", findings)
    counted.only(LEAD, SITES)
    for key in (LEAD, SITES):
        counted.text(key)
    found = tuple(_instrument(table, findings) for table in whole.tables("instrument"))
    whole.once("instrument", [instrument.key for instrument in found])
    if findings:
        raise CatalogueError(*findings)
    return found


def _instrument(table: Mapping[str, Any], findings: list[Finding]) -> Instrument:
    entry = Entry(table, f"{FILE}, {table.get('key', '?')}", findings)
    entry.only("key", "name", "section", "what", "rule")
    rules = tuple(
        _rule(rule, f"{entry.place}, {number}", findings)
        for number, rule in enumerate(entry.tables("rule"), start=1)
    )
    if not rules:
        entry.complain("rule", None, Text.same("[[instrument.rule]]"))
    key, section = entry.word("key"), entry.word("section")
    return Instrument(key, entry.text("name"), section, entry.text("what"), rules)


def _rule(table: Mapping[str, Any], place: str, findings: list[Finding]) -> Rule:
    entry = Entry(table, place, findings)
    entry.only("stages", "all")
    stages = entry.words("stages")
    for stage in stages:
        if stage not in CHAIN:
            entry.complain("stages", stage, one_of(CHAIN))
    conditions = entry.tables("all")
    for field, given in (("stages", stages), ("all", conditions)):
        if not given:
            entry.complain(field, table.get(field), WORDS)
    known = [set(_names(stage)) for stage in stages if stage in CHAIN]
    variables = sorted(set.intersection(*known)) if known else []
    return Rule(
        tuple(stages), tuple(_condition(each, place, variables, findings) for each in conditions)
    )


def _condition(
    table: Mapping[str, Any], place: str, variables: Sequence[str], findings: list[Finding]
) -> Condition:
    entry = Entry(table, place, findings)
    limits = [f"{side}{end}" for side in SIDES for end in ("", QUANTILE)]
    entry.only("variable", *limits)
    variable = entry.word("variable", tuple(variables))
    given = [name for name in limits if name in table]
    if len(given) != 1:
        entry.complain(variable, given, one_of(limits))
        return Condition(variable, SIDES[0], 0.0, False)
    name, limit = given[0], entry.number(given[0])
    is_quantile = name.endswith(QUANTILE)
    if is_quantile and not 0 <= limit <= 1:
        entry.complain(name, limit, phrase("relations.a_quantile"))
    side = SIDES[0] if name.startswith(SIDES[0]) else SIDES[1]
    return Condition(variable, side, limit, is_quantile)


@cache
def _names(stage: str) -> Mapping[str, tuple[Text, Text | None]]:
    """What a rule of a stage may name: each variable with its name and unit; None where the name has the unit in it."""
    level = stage_named(stage).level
    named: dict[str, tuple[Text, Text | None]] = {
        column: (source.name, None)
        for table in TABLES[level]
        for column, source in sources_in(table).items()
        if _holds_numbers(table, column)
    }
    if level != "city":
        named |= {kind: (source.name, None) for kind, source in sources_in(SITES).items()}
    named |= {key: (Text.same(key), None) for key in evidence_of(level).observations}
    named |= {
        c.variable: (c.name, c.unit) for c in read_catalogue()[0].criteria if c.variable in named
    }
    if level != "city":
        named |= {key: (Text(**name), None) for key, name in _words().items()}
    return named


def _holds_numbers(table: str, column: str) -> bool:
    """Whether each cell of a column that is not empty is a number."""
    cells = [row.get(column, "—") for row in rows_of(table)]
    try:
        return bool([float(cell) for cell in cells if cell])
    except ValueError:
        return False


def variable_name(stage: str, variable: str) -> tuple[Text, Text | None]:
    """The name of a variable, and its unit where the name has none in it."""
    return _names(stage)[variable]


@cache
def _words() -> Mapping[str, Any]:
    text = files("mcda").joinpath("region", "instruments.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)["variable"]
    return found


# what the rules lead to


def rules_at(instrument: Instrument, stage: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in instrument.rules if stage in rule.stages)


def has_instruments(study: Study) -> bool:
    """Whether the candidates of a study are cities, counties or county towns of the region."""
    return study.stage.key in CHAIN and study.stage.level != "own"


def suggestions(study: Study) -> Mapping[str, tuple[Fit, ...]]:
    """By alternative, ranked or not, the instruments that fit it and those that missing values keep open."""
    return result_of(study, "instruments", lambda: computed_suggestions(study))


def computed_suggestions(study: Study) -> Mapping[str, tuple[Fit, ...]]:
    """The same, computed anew."""
    if not has_instruments(study):
        return {}
    stage = study.stage.key
    known = [(one, rules_at(one, stage)) for one in instruments()]
    conditions = {c for _, rules in known for rule in rules for c in rule.conditions}
    thresholds = {condition: threshold(study, condition) for condition in conditions}
    return {
        alternative.key: tuple(
            fit
            for instrument, rules in known
            if (fit := _fit(study, alternative, instrument, rules, thresholds)) is not None
        )
        for alternative in study.evidence.alternatives
    }


def threshold(study: Study, condition: Condition) -> float:
    """The limit as a number: a quantile is taken over the ranked candidates with a known value, linear between two."""
    if not condition.is_quantile:
        return condition.limit
    observations = [
        observe(study, study.evidence[line.key], condition.variable) for line in study.ranking
    ]
    values = [each.value for each in observations if each.value is not None]
    return float(np.quantile(values, condition.limit)) if values else np.nan


def _fit(
    study: Study,
    alternative: Alternative,
    instrument: Instrument,
    rules: Sequence[Rule],
    thresholds: Mapping[Condition, float],
) -> Fit | None:
    tried = [
        [
            trigger(c, observe(study, alternative, c.variable), thresholds[c])
            for c in rule.conditions
        ]
        for rule in rules
    ]
    for is_open, wanted in ((False, {True}), (True, {True, None})):
        met = [each for each in tried if {one.holds for one in each} <= wanted]
        if met:
            return Fit(instrument, tuple(dict.fromkeys(t for each in met for t in each)), is_open)
    return None


def trigger(condition: Condition, observation: Observation, limit: float) -> Trigger:
    """Whether a value meets a condition; one that is not known does or does not only if both its bounds do or do not."""

    def meets(value: float) -> bool:
        return value >= limit if condition.side == "at_least" else value <= limit

    if observation.value is not None:
        return Trigger(condition, observation, limit, meets(observation.value))
    ends = [meets(end) for end in (observation.low, observation.high) if end is not None]
    return Trigger(
        condition, observation, limit, ends[0] if len(ends) == 2 and ends[0] == ends[1] else None
    )


def observe(study: Study, alternative: Alternative, variable: str) -> Observation:
    """What is known of a variable: as the study has it, else as the tables print it."""
    if variable == LEAD:
        return _lead_city_km(alternative)
    if variable == SITES:
        return _count(d for d in designations_of(alternative.key) if d.kind not in UNPROTECTED)
    if variable in study.evidence.observations:
        return study.assumed_evidence.observation(variable, alternative.key)
    if variable in sources_in(SITES):
        return _count(d for d in designations_of(alternative.key) if d.kind == variable)
    cell = _cells(study.stage.level, variable).get(alternative.key, "")
    return Observation(float(cell)) if cell else MISSING


def _count(sites: Iterable[Designation]) -> Observation:
    """How many sites are known, none being no zero; uncertain where no text was read that has one of them."""
    known = list(sites)
    if not known:
        return MISSING
    mark = "recalled" if all(site.is_unverified for site in known) else None
    return Observation(float(len(known)), mark=mark)


@cache
def _cells(level: Level, column: str) -> Mapping[str, str]:
    return {
        row["key"]: row[column]
        for table in TABLES[level]
        for row in rows_of(table)
        if column in row
    }


def _lead_city_km(county: Alternative) -> Observation:
    """Great-circle km from the county's seat to that of its lead city."""
    key = county.attributes.get("lead_city")
    city = None if key is None else evidence_of("city")[str(key)]
    if county.seat is None or city is None or city.seat is None:
        return MISSING
    return Observation(round(kilometres(county.seat, city.seat), 1))
