"""Instruments: each rule at its edge, each suggestion traced to value, threshold and section, faults told."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from criteria.errors import CatalogueError
from criteria.text import LANGS
from inputs.embedded import evidence_of
from inputs.evidence import MISSING, Observation
from mcda.region import instruments as module
from mcda.region.chain import across_border, chain
from mcda.region.designations import designations_of
from mcda.region.instruments import (
    Condition,
    computed_suggestions,
    instruments,
    observe,
    read_instruments,
    threshold,
    trigger,
    variable_name,
)
from mcda.region.pilot_decision import decide
from mcda.report.tables import instruments as tables
from mcda.report.tables.chain import border_count
from mcda.study.factory import CHAIN, CITY_STAGE, COUNTY_STAGE, TOWN_STAGE, embedded_study
from mcda.study.scenario import Assumption
from mcda.words import Translator

EN = Translator("en")
TEXT = files("mcda").joinpath("region", "instruments.toml").read_text("utf-8")
STUDIES = {stage: embedded_study(stage) for stage in CHAIN}
# one condition short of it, and what it takes: by hand from instruments.toml; "half" and "third" are 10 below and 5 here
QUANTILES = {0.5: 10.0, 0.33: 5.0}
EDGES = [
    (CITY_STAGE, "compensation", {"water_share": (1, 0.99)}),
    (CITY_STAGE, "receive_people", {"hinterland_share": (50, 49.9), "income": (10, 9.9)}),
    (CITY_STAGE, "division_of_labour", {"hs_trains": (10, 9), "central_km": (240, 240.1)}),
    (CITY_STAGE, "science_support", {"income": (5, 5.1)}),
    (CITY_STAGE, "station_channel", {"hsr_stations_2024": (0, 1)}),
    (COUNTY_STAGE, "compensation", {"water_source": (1, 0)}),
    (COUNTY_STAGE, "compensation", {"designations": (1, 0), "tree_cover": (10, 9.9)}),
    (COUNTY_STAGE, "negative_list", {"designations": (1, 0)}),
    (
        COUNTY_STAGE,
        "people_outwards",
        {"designations": (1, 0), "farm_work": (10, 9.9), "people_change": (-5, -4.9)},
    ),
    (COUNTY_STAGE, "industry_outwards", {"secondary_share": (40, 39.9), "water_source": (1, 0)}),
    (COUNTY_STAGE, "industry_outwards", {"secondary_share": (40, 39.9), "designations": (1, 0)}),
    (
        COUNTY_STAGE,
        "industry_outwards",
        {"secondary_share": (40, 39.9), "national_nature_reserve": (1, 0)},
    ),
    (COUNTY_STAGE, "green_products", {"tree_cover": (10, 9.9), "farm_work": (10, 9.9)}),
    *(
        (stage, key, values)
        for stage in (COUNTY_STAGE, TOWN_STAGE)
        for key, values in (
            ("limited_tourism", {"protected_sites": (1, 0), "hsr_km": (60, 60.1)}),
            ("division_of_labour", {"lead_city_km": (60, 60.1), "schooling": (5, 4.9)}),
            ("science_support", {"schooling": (5, 5.1)}),
            ("station_channel", {"hsr_km": (20, 19.9)}),
            ("station_channel", {"hsr_km": (80, 80.1)}),
        )
    ),
    (TOWN_STAGE, "receive_people", {"urban_people": (10, 9.9), "people_change": (-5, -5.1)}),
]


def fitting(monkeypatch, stage, values):
    """Keys of the instruments that fit who has these values and no others known."""

    def known(_, alternative, variable):
        return Observation(float(values[variable])) if variable in values else MISSING

    def limit(_, condition):
        return QUANTILES[condition.limit] if condition.is_quantile else condition.limit

    monkeypatch.setattr(module, "observe", known)
    monkeypatch.setattr(module, "threshold", limit)
    found = computed_suggestions(STUDIES[stage])
    fits = next(iter(found.values()))
    return {fit.instrument.key for fit in fits if not fit.is_open}


@pytest.mark.parametrize(("stage", "key", "values"), EDGES)
def test_each_rule_holds_at_its_edge_and_not_beyond(monkeypatch, stage, key, values):
    at = {variable: edge for variable, (edge, _) in values.items()}
    assert key in fitting(monkeypatch, stage, at)
    for variable, (_, beyond) in values.items():
        assert key not in fitting(monkeypatch, stage, {**at, variable: beyond}), variable


def test_every_rule_of_the_table_is_among_these_edges():
    written = [
        (stage, one["key"], frozenset(condition["variable"] for condition in rule["all"]))
        for one in tomllib.loads(TEXT)["instrument"]
        for rule in one["rule"]
        for stage in rule["stages"]
    ]
    assert set(written) == {(stage, key, frozenset(values)) for stage, key, values in EDGES}


def test_every_variable_of_a_rule_has_a_name():
    for one in instruments():
        for rule in one.rules:
            for stage in rule.stages:
                for condition in rule.conditions:
                    name, _ = variable_name(stage, condition.variable)
                    assert name.en != condition.variable, (one.key, stage)


def test_a_quantile_is_taken_over_the_ranked_with_a_known_value():
    study = STUDIES[COUNTY_STAGE]
    known = [study.evidence.observation("schooling", line.key).value for line in study.ranking]
    found = threshold(study, Condition("schooling", "at_most", 0.33, True))
    assert found == pytest.approx(np.quantile(known, 0.33))


@pytest.mark.parametrize(
    ("observation", "holds"),
    [
        (Observation(1.0), True),
        (Observation(0.9), False),
        (MISSING, None),
        (Observation(None, 1.0, 2.0), True),
        (Observation(None, 0.0, 0.9), False),
        (Observation(None, 0.0, 1.0), None),
    ],
)
def test_a_value_that_is_not_known_tells_only_by_both_its_bounds(observation, holds):
    assert trigger(Condition("x", "at_least", 1.0, False), observation, 1.0).holds is holds


def test_an_assumed_value_is_what_the_rules_see():
    study, key = STUDIES[COUNTY_STAGE], "610923"
    near = study.with_changes(assumed=(Assumption(key, "hsr_km", 3.0),))
    told = [{fit.instrument.key for fit in tables.fitting(each, key)} for each in (study, near)]
    assert told[0] - told[1] == {"station_channel"}


def traced():
    """Ten pilots of each stage, and the ten counties ranked last."""
    for stage, study in STUDIES.items():
        keys = list(decide(study).best.chosen)
        if stage == COUNTY_STAGE:
            keys += [line.key for line in study.ranking][-10:]
        yield study, keys


def test_each_suggestion_is_traced_to_value_threshold_and_section():
    count = 0
    for study, keys in traced():
        for key in keys:
            for fit in tables.fitting(study, key):
                assert fit.instrument.section[0].isdigit()
                for each in fit.triggers:
                    condition = each.condition
                    assert each.observation == observe(
                        study, study.evidence[key], condition.variable
                    )
                    assert each.threshold == threshold(study, condition)
                    own = each.observation
                    ends = [own.low, own.high] if own.value is None else [own.value]
                    for end in ends:
                        over = end >= each.threshold
                        assert over if condition.side == "at_least" else end <= each.threshold
                    count += 1
    assert count > 100


def test_nothing_silly_is_suggested():
    for stage in (COUNTY_STAGE, TOWN_STAGE):
        study = STUDIES[stage]
        for line in study.ranking:
            fits = {fit.instrument.key for fit in tables.fitting(study, line.key)}
            km = study.evidence.observation("hsr_km", line.key).value
            if "station_channel" in fits:
                assert km is None or 20 <= km <= 80
            if "limited_tourism" in fits:
                kinds = {each.kind for each in designations_of(line.key)}
                assert kinds - {"key_county", "scenic_5a"}


def test_values_thresholds_and_the_words_of_a_suggestion_are_told():
    rows = tables.fits(STUDIES[COUNTY_STAGE], "610923", EN).rows
    told = next(row for row in rows if row[0] == "Channel to a station")
    assert told[1].endswith("37.2 km (needed: at least 20 km, at most 80 km)")
    assert told[2] == "5.1.2, 5.2.1"
    assert EN("relations.suggestion").startswith("A suggestion, not a result")


@pytest.mark.parametrize("lang", LANGS)
def test_all_suggestions_are_words_without_holes(lang):
    t = Translator(lang)
    for study, keys in traced():
        found = [tables.rules(study, t), tables.by_candidate(study, keys, t)]
        found.append(tables.of_pilots(study, keys, t))
        cells = [str(cell) for table in found for row in table.rows for cell in row]
        assert not [cell for cell in cells if "{" in cell or "nan" in cell.split()]


COMPENSATION = 'all = [{ variable = "water_source", at_least = 1 }]'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("water_source", "water_sauce", "compensation, 1, variable: 'water_sauce' cannot be used"),
        ("secondary_share", "list_basis", "variable: 'list_basis' cannot be used"),  # no numbers
        ('["secondary"]', '["second"]', "compensation, 1, stages: 'second' cannot be used"),
        ('["secondary"]', "[]", "compensation, 1, stages"),
        ("at_least = 1", 'at_least = "much"', "at_least: 'much' cannot be used. Give a number"),
        ("at_least = 1", "at_least_quantile = 2", "at_least_quantile: 2.0 cannot be used"),
        ("at_least = 1", "at_least = 1, at_most = 2", "water_source: ['at_least', 'at_most']"),
        ("at_least = 1", "above = 1", "compensation, 1, above"),
        (COMPENSATION, "all = []", "compensation, 1, all"),
        ('key = "negative_list"', 'key = "compensation"', "Give no key twice"),
        ('zh = "生态补偿"', 'zh = ""', "compensation, name"),
        ('section = "3.2 (4), 4.3.1"', "section = 3", "compensation, section"),
        ("lead_city_km = {", "lead_km = {", "variable, lead_city_km"),
        ("[[instrument]]", "[instrument", "instruments.toml"),
    ],
)
def test_a_fault_of_the_table_is_told_with_its_place(old, new, said):
    assert read_instruments(TEXT) == instruments()
    with pytest.raises(CatalogueError) as raised:
        read_instruments(TEXT.replace(old, new, 1))
    lines = {lang: [f.in_(lang).line() for f in raised.value.findings] for lang in LANGS}
    assert any(said in line for line in lines["en"]), lines["en"]
    assert all(line.startswith(module.FILE) for line in lines["en"] + lines["zh"])


def test_all_faults_are_told_at_once():
    text = TEXT.replace("water_source", "water_sauce", 1).replace('["tertiary"]', '["third"]', 1)
    with pytest.raises(CatalogueError) as raised:
        read_instruments(text)
    assert len(raised.value.findings) >= 2


def test_pairs_across_a_provincial_border_are_told():
    counties = evidence_of("county")
    crossing = across_border(
        counties["610726"]
    )  # Ningqiang, Shaanxi: Guangyuan is nearer than Hanzhong
    assert crossing is not None
    assert (crossing.city.key, crossing.is_lead) == ("510800", False)
    assert across_border(counties["610923"]) is None
    stages = [STUDIES[stage] for stage in CHAIN]
    own, nearest = (
        border_count(chain(*stages, lead), EN) for lead in ("own_prefecture", "nearest_ranked")
    )
    assert own.startswith("Lead city in another province: 0 of")
    assert not nearest.startswith("Lead city in another province: 0 of")
