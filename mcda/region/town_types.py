"""The five types of county town (opinion of the two General Offices, May 2022): each by editable rules on columns."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from criteria.errors import EvidenceError
from criteria.text import Text
from inputs.embedded import is_district, rows_of, sources_in
from inputs.evidence import Source
from mcda.methods.registry import rank
from mcda.model.ranking import Ranking
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES, TownType, TownTypeRules

Answer = Literal["yes", "borderline", "no", "not_determinable", "not_applicable"]
ANSWERS: tuple[Answer, ...] = ("yes", "borderline", "no", "not_determinable", "not_applicable")
LEVELS = ("county", "town")  # of stages whose candidates carry the keys of counties
LEAST = 2  # candidates that can be ranked
# of main farm areas: so many of the three shares are needed
FARM_YES, FARM_BORDER = 3, 2
# columns that the rules read, by table; None is all that have a source
READ = {
    "town_types": None,
    "protected_sites": ("scenic_5a",),
    "counties": (
        "gdp_primary_share_2021",
        "cropland_share_2019",
        "farm_employment_share_2020",
        "key_ecological_function_zone",
        "pop_change_2010_2020_pct",
    ),
}


@dataclass(frozen=True)
class CountyFacts:
    """What the rules read of one county; None is unknown. Distances in km, shares and the change in %."""

    key: str
    is_district: bool
    city_5m: Text
    city_5m_km: float
    city_1m: Text
    city_1m_km: float
    scenic_areas: tuple[Text, ...]
    secondary_share: float | None
    primary_share: float | None
    cropland_share: float | None
    farm_employment: float | None
    in_zone: bool | None
    change: float | None


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(
        files("mcda").joinpath("region", "county_town_types.toml").read_text("utf-8")
    )


def type_name(kind: TownType) -> Text:
    return Text(**_words()["types"][kind]["name"])


def rule_words(kind: TownType, rules: TownTypeRules) -> Text:
    """The rule of a type in words, with its thresholds."""
    limits = {name: f"{limit:g}" for name, limit in asdict(rules).items()}
    return Text(
        **{k: words.format(**limits) for k, words in _words()["types"][kind]["rule"].items()}
    )


def answer_name(answer: Answer) -> Text:
    return Text(**_words()["answers"][answer])


def source_title(short: bool = False) -> Text:
    """The opinion that names the five types; it gives no thresholds."""
    return Text(**_words()["source"]["short" if short else "title"])


@cache
def county_facts() -> Mapping[str, CountyFacts]:
    """By the key of the county (or of its town, which carries the same key)."""
    beside = {row["key"]: row for row in rows_of("town_types")}
    scenic: dict[str, list[Text]] = {}
    for row in rows_of("protected_sites"):
        if row["kind"] == "scenic_5a":
            scenic.setdefault(row["key"], []).append(Text(row["name_en"], row["name_zh"]))
    return {
        row["key"]: _facts(row, beside[row["key"]], tuple(scenic.get(row["key"], ())))
        for row in rows_of("counties")
    }


def _facts(
    row: Mapping[str, str], beside: Mapping[str, str], scenic: tuple[Text, ...]
) -> CountyFacts:
    zone = _number(row["key_ecological_function_zone"])
    return CountyFacts(
        key=row["key"],
        is_district=is_district(row["name_zh"]),
        city_5m=Text(beside["city_5m_en"], beside["city_5m_zh"]),
        city_5m_km=float(beside["city_5m_km"]),
        city_1m=Text(beside["city_1m_en"], beside["city_1m_zh"]),
        city_1m_km=float(beside["city_1m_km"]),
        scenic_areas=scenic,
        secondary_share=_number(beside["secondary_share"]),
        primary_share=_number(row["gdp_primary_share_2021"]),
        cropland_share=_number(row["cropland_share_2019"]),
        farm_employment=_number(row["farm_employment_share_2020"]),
        in_zone=None if zone is None else zone == 1,
        change=_number(row["pop_change_2010_2020_pct"]),
    )


def columns_read() -> tuple[Source, ...]:
    """The sources of all columns that the rules read."""
    return tuple(
        source
        for table, columns in READ.items()
        for name, source in sources_in(table).items()
        if columns is None or name in columns
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def answer(kind: TownType, facts: CountyFacts, rules: TownTypeRules) -> Answer:
    """Whether a county's columns make it one of this type, urban districts like others."""
    found: Answer
    if kind == "near_big_city":
        found = _near(facts, rules)
    elif kind == "specialised_function":
        found = _specialised(facts, rules)
    elif kind == "main_farm_area":
        found = _farming(facts, rules)
    elif kind == "key_ecological_zone":
        found = _yes_or_no(facts.in_zone)
    else:
        found = _losing(facts, rules)
    return found


def _yes_or_no(holds: bool | None) -> Answer:
    if holds is None:
        return "not_determinable"
    return "yes" if holds else "no"


def _near(facts: CountyFacts, rules: TownTypeRules) -> Answer:
    if facts.city_5m_km <= rules.big_city_km or facts.city_1m_km <= rules.city_km:
        return "yes"
    within = facts.city_5m_km <= rules.big_city_border_km, facts.city_1m_km <= rules.city_border_km
    return "borderline" if any(within) else "no"


def _specialised(facts: CountyFacts, rules: TownTypeRules) -> Answer:
    if facts.scenic_areas:
        return "yes"
    share = facts.secondary_share
    return _yes_or_no(None if share is None else share >= rules.secondary_share)


def _farming(facts: CountyFacts, rules: TownTypeRules) -> Answer:
    """A share that is not known is taken as too small; a zone that is not known leaves open what the shares allow."""
    shares = (
        (facts.primary_share, rules.primary_share),
        (facts.cropland_share, rules.cropland_share),
        (facts.farm_employment, rules.farm_employment),
    )
    met = sum(share is not None and share >= limit for share, limit in shares)
    if facts.in_zone or met < FARM_BORDER:
        return "no"
    if facts.in_zone is None:
        return "not_determinable"
    return "yes" if met == FARM_YES else "borderline"


def _losing(facts: CountyFacts, rules: TownTypeRules) -> Answer:
    if facts.change is None:
        return "not_determinable"
    if facts.change <= -rules.loss:
        return "yes"
    return "borderline" if facts.change <= -rules.loss_border else "no"


def types_of(key: str, rules: TownTypeRules) -> dict[TownType, Answer]:
    """The answer for each type; none applies to an urban district, which the opinion does not mean."""
    facts = county_facts()[key]
    return {
        kind: "not_applicable" if facts.is_district else answer(kind, facts, rules)
        for kind in TOWN_TYPES
    }


def counts(kind: TownType, keys: Iterable[str], rules: TownTypeRules) -> dict[Answer, int]:
    """How many counties have each answer, of those asked about."""
    found = [types_of(key, rules)[kind] for key in keys]
    return {each: found.count(each) for each in ANSWERS}


def has_types(study: Study) -> bool:
    """Whether the candidates of a study are counties or county towns of the region."""
    return study.stage.level in LEVELS


def candidates_of_type(study: Study, kind: TownType) -> tuple[str, ...]:
    """Keys of the ranked candidates for which the answer is yes, in the order of the ranking."""
    rules = study.town_type_rules
    return tuple(line.key for line in study.ranking if types_of(line.key, rules)[kind] == "yes")


def ranking_within(study: Study, kind: TownType) -> Ranking:
    """The ranking of the candidates of one type alone, missing values filled as among all.

    Raises EvidenceError where fewer than two are of the type, or where the method cannot rank them.
    """
    keys = candidates_of_type(study, kind)
    if len(keys) < LEAST:
        raise EvidenceError.of("town_types.few", type=type_name(kind), count=len(keys))
    matrix = study.filled.matrix.only(keys)
    return rank(matrix, study.weights, study.scenario.method, **study.scenario.parameters)
