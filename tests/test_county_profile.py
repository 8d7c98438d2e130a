"""One county beside the others: its values against median and best, which are like it, and where these stand better."""

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest

from criteria.text import LANGS
from inputs.evidence import Observation
from mcda.model.weights import Weights
from mcda.report.charts.profile import profile, wrapped
from mcda.report.tables import county_profile
from mcda.study.factory import embedded_study
from mcda.study.profiles import distances, nearest, profiles_of
from mcda.study.scenario import Assumption
from mcda.words import Translator
from tests.drivers.app_pages import opened

EN, ZH = Translator("en"), Translator("zh")
COUNTIES, TOWNS = embedded_study("secondary"), embedded_study("tertiary")
LEADER = next(iter(COUNTIES.ranking)).key
NINGSHAN = "610923"
DISTRICT = "610702"  # Hantai: the city of Hanzhong itself
WITHOUT_GDP = "420302"  # Maojian
BOUNDED = "610330"  # Fengxian: on one of the two lists or on both


def test_a_distance_is_taken_over_what_both_know():
    unknown = np.nan
    table = np.array(
        [
            [0.0, 0.5, 1.0],
            [0.3, 0.9, 1.0],
            [0.3, unknown, 1.0],
            [unknown, unknown, unknown],
        ]
    )
    found, compared = distances(table, 0)
    assert list(compared) == [3, 3, 2, 0]
    assert found[0] == 0
    assert found[1] == pytest.approx(sqrt((0.3**2 + 0.4**2 + 0) / 3))
    assert found[2] == pytest.approx(sqrt((0.3**2 + 0) / 2))
    assert isnan(found[3])


def test_a_distance_is_the_same_both_ways_and_no_weight_moves_it():
    profiles = profiles_of(COUNTIES)
    there = distances(profiles.normalised, 3)[0][8]
    assert there == distances(profiles.normalised, 8)[0][3]
    first, *others = COUNTIES.stage.keys
    weights = Weights.of({first: 0.9, **dict.fromkeys(others, 0.1 / len(others))}, [first, *others])
    weighed = COUNTIES.with_weights(weights)
    assert distances(profiles_of(weighed).normalised, 3)[0][8] == there


def test_profiles_are_those_that_are_ranked_and_leave_out_what_is_filled_in():
    profiles, matrix = profiles_of(COUNTIES), COUNTIES.filled.matrix
    rows = [profiles.row(key) for key in matrix.alternatives]
    missing = {(gap.alternative, gap.criterion) for gap in COUNTIES.filled.missing_values}
    own = profiles.normalised[rows]
    assert np.count_nonzero(np.isnan(own)) == len(missing) > 0
    assert np.array_equal(own[~np.isnan(own)], matrix.normalised[~np.isnan(own)])
    known = ~np.isnan(profiles.normalised)
    assert (profiles.low[known] <= profiles.normalised[known] + 1e-12).all()
    assert (profiles.normalised[known] <= profiles.high[known] + 1e-12).all()


@pytest.mark.parametrize("study", [COUNTIES, TOWNS])
def test_the_five_nearest_are_ranked_and_nearer_than_all_others(study):
    key = next(iter(study.ranking)).key
    profiles = profiles_of(study)
    found = nearest(profiles, key, study.ranking.alternatives, 5)
    apart, _ = distances(profiles.normalised, profiles.row(key))
    others = [
        apart[profiles.row(other)]
        for other in study.ranking.alternatives
        if other not in {key, *(each.key for each in found)}
    ]
    assert len(found) == 5
    assert [each.distance for each in found] == sorted(each.distance for each in found)
    assert found[-1].distance <= min(others)


def test_where_another_stands_better_is_told_in_the_criterions_unit():
    table = county_profile.alike(COUNTIES, NINGSHAN, EN)
    assert len(table.rows) == county_profile.NEAREST
    names = {each.name.en: each.key for each in COUNTIES.evidence.alternatives}
    rail = COUNTIES.catalogue["hsr_km"]
    seen = 0
    for name, rank, better, _ in table.rows:
        assert rank == COUNTIES.ranking.rank(names[name])
        for said in str(better).split(", "):
            if not said.startswith(rail.name.en):
                continue
            theirs, own = (
                COUNTIES.evidence.observation(rail.variable, key).value
                for key in (names[name], NINGSHAN)
            )
            assert said == f"{rail.name.en} −{own - theirs:.1f} km"
            seen += 1
    assert seen


def test_how_many_criteria_were_compared_is_told_where_one_is_not_known():
    row = next(
        row for row in county_profile.alike(COUNTIES, BOUNDED, EN).rows if "criteria" in str(row[3])
    )
    assert "(12 of 13 criteria)" in str(row[3])


@pytest.mark.parametrize("key", [LEADER, DISTRICT, WITHOUT_GDP, BOUNDED])
@pytest.mark.parametrize("study", [COUNTIES, TOWNS])
def test_the_profile_has_a_row_a_criterion_whoever_is_ranked(study, key):
    table = county_profile.profile(study, key, EN)
    assert set(table["criterion"]) == set(study.filled.matrix.criteria)
    assert (table["best"] >= table["median"]).all()
    if key in study.ranking.alternatives:
        row = study.filled.matrix.normalised[study.filled.matrix.alternatives.index(key)]
        of = dict(zip(study.filled.matrix.criteria, row, strict=True))
        known = table[table["known"]]
        assert [of[each] for each in known["criterion"]] == list(known["value"])
        assert (known["value"] <= known["best"]).all()
    order = [group.key for group in study.catalogue.groups]
    assert list(table["group"]) == sorted(table["group"], key=order.index)


def test_what_is_not_known_says_so_with_its_bounds():
    listed = (
        county_profile.profile(COUNTIES, BOUNDED, EN).set_index("criterion").loc["designations"]
    )
    assert not listed["known"]
    assert listed["said"] == "not known (one of the two to both)"
    assert (listed["low"], listed["high"]) == (0.5, 1.0)
    gdp = county_profile.profile(COUNTIES, WITHOUT_GDP, ZH).set_index("criterion").loc["income"]
    assert gdp["said"] == "未知"
    assert (gdp["low"], gdp["high"]) == (0.0, 1.0)
    spec = profile(COUNTIES, BOUNDED, EN).to_dict()
    assert any(layer.get("mark", {}).get("text") == "?" for layer in spec["layer"])


def test_an_assumed_value_is_shown_as_what_it_is():
    key = COUNTIES.evidence[WITHOUT_GDP].key
    assumed = COUNTIES.with_changes(
        assumed=(Assumption(key, COUNTIES.catalogue["income"].variable, 20_000.0),)
    )
    row = county_profile.profile(assumed, key, EN).set_index("criterion").loc["income"]
    assert row["known"]


@pytest.mark.slow
def test_a_county_of_which_nothing_is_known_has_a_profile_and_no_likeness():
    evidence = COUNTIES.evidence
    nothing = {
        variable: {**column, LEADER: Observation()}
        for variable, column in evidence.observations.items()
    }
    study = replace(COUNTIES, evidence=replace(evidence, observations=nothing))
    table = county_profile.profile(study, LEADER, EN)
    assert not table["known"].any()
    assert set(table["said"]) == {"not known"}
    assert county_profile.alike(study, LEADER, EN).rows == ()
    assert profile(study, LEADER, EN).to_dict()
    app = opened("county", "zh", selected=LEADER, studies={"secondary": study})
    assert not app.exception
    assert not app.error


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "kind", "label"),
    [
        ("en", "National nature reserve", "Designations and listings: 4 (unverified: 1)"),
        ("zh", "国家级自然保护区", "保护地与名录：4项（待核1项）"),
    ],
)
def test_designations_are_counted_and_listed_behind_a_click(lang, kind, label):
    app = opened("county", lang, selected=NINGSHAN)
    (shut,) = [each for each in app.expander if each.label == label]
    assert not shut.proto.expanded
    assert sum(kind in line.value for line in shut.markdown) == 3
    panda = {"en": "Giant panda (", "zh": "大熊猫（"}[lang]  # no national park
    (named,) = [line.value for line in shut.markdown if panda in line.value]
    assert named.startswith(("Named in the CAE paper: ", "论文点名："))
    link = Translator(lang)("app.region")
    assert [each.proto.label for each in shut.get("page_link")] == [link]


def test_long_names_are_broken_once_near_their_middle():
    assert wrapped("Tree cover", 18) == ["Tree cover"]
    assert wrapped("National ecological designations", 18) == [
        "National ecological",
        "designations",
    ]
    assert "".join(wrapped("林木覆盖率（遥感估算）", 9)) == "林木覆盖率（遥感估算）"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", [DISTRICT, WITHOUT_GDP, BOUNDED])
def test_each_kind_of_county_has_its_page(lang, key):
    app = opened("county", lang, selected=key)
    assert not app.exception
    assert not app.error
    t = Translator(lang)
    count = len(county_profile.doubts(COUNTIES, key, t) + county_profile.doubts(TOWNS, key, t))
    assert count
    assert any(t("county.method") == each.label for each in app.expander)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_known_says_how_much_of_the_spread_it_makes(lang):
    t = Translator(lang)
    key = COUNTIES.evidence.named("Pingchang").key
    told = [county_profile.variance(study, key, t) for study in (COUNTIES, TOWNS)]
    assert len(set(told)) == 2
    assert all(told)
    app = opened("county", lang, selected=key)
    unknown = t("county.unknown", count=0).split("0")[0]
    lines = [
        line.value for box in app.expander if box.label.startswith(unknown) for line in box.markdown
    ]
    for sentence in told:
        assert f"- {sentence}" in lines
    assert county_profile.variance(COUNTIES, DISTRICT, t) == ""
