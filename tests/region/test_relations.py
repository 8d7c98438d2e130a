"""The five relations by hand for two counties, a city and a town; what is not known or not measured is never a figure."""

import numpy as np
import pytest

from criteria.catalogue import read_catalogue
from criteria.model import Catalogue, Criterion, Group, Scale, Stage, StageCriterion
from criteria.text import LANGS, Text
from inputs.embedded import evidence_of
from mcda.region.relations import RELATIONS, relation_profiles
from mcda.report.charts.relations import spokes
from mcda.report.tables import relations
from mcda.study.factory import CHAIN, COUNTY_STAGE, embedded_study, stage_named, study_of
from mcda.words import Translator

EN = Translator("en")
NINGSHAN, NINGQIANG, MAOJIAN, HANZHONG, YANGXIAN = "610923", "610726", "420302", "610700", "610723"
A = Text.same("a")


def made(level, *uses):
    """A study of the embedded values under a catalogue of its own: (variable, relation, worst, best, points) each."""
    own = {
        variable: Criterion(variable, A, A, "one", A, "need", variable, relation)
        for variable, relation, *_ in uses
    }
    used = [
        StageCriterion(variable, Scale(worst, best), points, "need", A)
        for variable, _, worst, best, points in uses
    ]
    stage = Stage("made", A, A, A, A, A, level, {"one": 100}, tuple(used))
    catalogue = Catalogue((Group("one", A, A),), tuple(own.values()))
    return study_of(stage, catalogue, evidence_of(level), A)


COUNTIES = made(
    "county",
    ("farm_work", 2, 10, 50, 30),
    ("schooling", 3, 10, 7, 20),
    ("income", 3, 80000, 20000, 10),
    ("city_km", 5, 120, 20, 25),
    ("central_km", 5, 320, 100, 15),
    ("poverty_exit", None, 0, 4, 0),
    ("people_change", 4, -25, 10, 0),
)


def values(study, key):
    return [found.value for found in relation_profiles(study).of(key)]


def test_two_counties_by_hand():
    # Ningshan: 26.96 % in farming, 8.11 years, 40,630 yuan, 96.3 km to a city, 128.4 km to a central city
    two = (26.96 - 10) / 40
    three = (20 * (10 - 8.11) / 3 + 10 * (80000 - 40630) / 60000) / 30
    five = (25 * (120 - 96.3) / 100 + 15 * (320 - 128.4) / 220) / 40
    found = values(COUNTIES, NINGSHAN)
    assert found[0] is found[3] is None
    assert [found[j] for j in (1, 2, 4)] == pytest.approx([two, three, five])
    assert [round(each, 3) for each in (two, three, five)] == [0.424, 0.639, 0.475]
    # Ningqiang: 47.7 %, 7.51 years, 48,754 yuan, 58.5 km, 299.9 km
    two = (47.7 - 10) / 40
    three = (20 * (10 - 7.51) / 3 + 10 * (80000 - 48754) / 60000) / 30
    five = (25 * (120 - 58.5) / 100 + 15 * (320 - 299.9) / 220) / 40
    found = values(COUNTIES, NINGQIANG)
    assert [found[j] for j in (1, 2, 4)] == pytest.approx([two, three, five])


def test_a_city_by_hand():
    study = made(
        "city",
        ("income", 3, 80000, 20000, 25),
        ("hs_trains", 5, 0, 300, 30),
        ("central_km", 5, 320, 80, 10),
    )
    # Hanzhong: 55,075 yuan, 241 trains, 226.9 km to a central city
    three, five = (80000 - 55075) / 60000, (30 * 241 / 300 + 10 * (320 - 226.9) / 240) / 40
    assert values(study, HANZHONG) == [None, None, pytest.approx(three), None, pytest.approx(five)]


def test_a_town_by_hand():
    study = made(
        "town",
        ("people_change", 2, -25, 10, 20),
        ("schooling", 3, 7, 10, 25),
        ("central_km", 5, 320, 100, 15),
    )
    # Yangxian: 10.06 % fewer residents, 8.93 years, 179.1 km
    two, three, five = (25 - 10.06) / 35, (8.93 - 7) / 3, (320 - 179.1) / 220
    assert [values(study, YANGXIAN)[j] for j in (1, 2, 4)] == pytest.approx([two, three, five])


def test_what_is_not_known_is_an_interval_and_never_a_figure():
    # Maojian has no GDP and 11.08 years of schooling, beyond the worst end: 0 to 1 of a third of the weight
    lacks = relation_profiles(COUNTIES).of(MAOJIAN)[2]
    assert (lacks.value, lacks.low, lacks.high) == (None, 0.0, pytest.approx(10 / 30))
    assert relations.said(lacks, EN) == "0.00–0.33?"
    alone = made("county", ("income", 3, 80000, 20000, 1), ("city_km", 5, 120, 20, 1))
    assert relations.said(relation_profiles(alone).of(MAOJIAN)[2], EN) == "not known"


def test_a_criterion_without_weight_speaks_to_nothing_and_the_shares_are_told():
    profiles = relation_profiles(COUNTIES)
    assert profiles.criteria[4] == profiles.criteria[1] == ()
    shares = [profiles.shares[relation] for relation in (*RELATIONS, None)]
    assert shares == pytest.approx([0, 0.3, 0.3, 0, 0.4, 0])
    assert relations.said(profiles.of(NINGSHAN)[3], EN) == "no criterion"
    assert relations.profile(COUNTIES, NINGSHAN, EN).rows[3][5] == (
        "no criterion with a weight at this stage"
    )


def test_what_speaks_to_no_relation_has_a_share_of_its_own():
    study = made("county", ("income", 3, 80000, 20000, 3), ("poverty_exit", None, 0, 4, 1))
    assert relation_profiles(study).shares[None] == pytest.approx(0.25)
    *_, none = relations.shares([study], EN).rows
    assert none == ("None of the five", pytest.approx(0.25))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", CHAIN)
def test_no_relation_of_any_stage_is_silently_empty(stage, lang):
    t, study = Translator(lang), embedded_study(stage)
    catalogue = read_catalogue()[0]
    spoken = {stage_named(stage).relation_of(catalogue[key]) for key in stage_named(stage).keys}
    table = relations.profile(study, next(iter(study.ranking)).key, t)
    for relation, row in zip(RELATIONS, table.rows, strict=True):
        assert (row[1] == t("relations.no_criterion")) == (relation not in spoken)
        assert row[5]
        assert row[6] == t(f"region.relation_unknown_{relation}")
    assert sum(row[1] for row in relations.shares([study], t).rows) == pytest.approx(1)


def test_the_chart_has_a_spoke_a_relation_with_its_value_in_words():
    spec = spokes(COUNTIES, MAOJIAN, EN).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    by_name = {row["name"]: row for row in rows if "spoken" in row}
    assert len(by_name) == 5
    assert [row["said"] for row in by_name.values()][:3] == ["no criterion", "0.00", "0.00–0.33?"]
    assert [row["value"] for row in by_name.values()][2] is None
    said = {row["words"] for row in rows if "words" in row}
    assert {"1 Ecology and", "2 People and", "industry", "no criterion", "0.00–0.33?"} <= said


def test_the_median_is_that_of_the_ranked_with_a_known_value():
    profiles = relation_profiles(COUNTIES)
    ranked = [profiles.of(line.key)[2].value for line in COUNTIES.ranking]
    known = [value for value in ranked if value is not None]
    assert len(known) < len(ranked)
    assert profiles.medians(COUNTIES)[2] == pytest.approx(np.median(known))


def test_a_value_in_the_upper_or_lower_quarter_of_the_ranked_is_told_as_high_or_low():
    study = embedded_study(COUNTY_STAGE)
    profiles, t = relation_profiles(study), Translator("en")
    ranked = [line.key for line in study.ranking]
    first = [(key, profiles.of(key)[0].value) for key in ranked]
    order = sorted(first, key=lambda each: each[1])
    least, middle, most = order[0], order[len(order) // 2], order[-1]
    told = [relations.graded(study, key, t)[0] for key, _ in (least, middle, most)]
    assert told == [f"{least[1]:.2f}, low", f"{middle[1]:.2f}", f"{most[1]:.2f}, high"]
    marked = [relations.graded(study, key, t)[0].endswith(", high") for key in ranked]
    assert sum(marked) == pytest.approx(len(ranked) / 4, abs=1)
