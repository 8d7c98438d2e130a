"""People behind sets, by hand from the tables; sets that count each resident once, against every other set."""

from dataclasses import replace
from itertools import combinations
from math import acos, cos, radians, sin

import pytest

from criteria.errors import StudyError
from inputs.embedded import evidence_of, rows_of
from mcda.region.outer_belt import outer_belt
from mcda.region.pilot_decision import decide
from mcda.region.population_change import dispersion, receivers
from mcda.region.residents import parts, people, residents_of, top, tops
from mcda.report.maps.layers import CLASSES, LAYERS
from mcda.report.tables import areas, pilots, residents
from mcda.study.io import digest, from_json, to_json
from mcda.study.pilot_constraints import PilotConstraints
from mcda.study.zone_rules import ZoneRules
from mcda.words import Translator
from tests.drivers.small_studies import study

EN, ZH = Translator("en"), Translator("zh")
THREE = ("610729", "610730", "610923")  # Liuba, Foping, Ningshan
# residents, and weights under which the two criteria draw: many people live in a2 and a4
CROWDED = {"a0": 1e5, "a1": 2e5, "a2": 4e6, "a3": 1e5, "a4": 3e6}
VALUES = [[9, 9], [8, 8], [3, 3], [7, 7], [3, 2]]


def crowded(people_of=CROWDED, **conditions):
    plain = study(VALUES)
    settled = tuple(
        replace(a, attributes={"pop_2020": people_of[a.key]}) if a.key in people_of else a
        for a in plain.evidence.alternatives
    )
    evidence = replace(plain.evidence, alternatives=settled)
    return replace(plain, evidence=evidence).with_changes(
        pilot_constraints=PilotConstraints(**conditions)
    )


def test_people_of_counties_are_their_residents_and_those_registered_elsewhere():
    found = people(evidence_of("county"), THREE)
    # 35,325 + 26,597 + 59,905; registered 41,600 + 32,400 + 70,100
    assert (found.members, found.known, found.residents) == (3, 3, 121_827)
    assert found.away == pytest.approx(144_100 - 121_827)
    assert found.both == 3


def test_people_of_county_towns_are_those_in_the_towns_of_their_counties():
    found = people(evidence_of("town"), THREE)
    # 47.93% of 35,325, 52.42% of 26,597, 47.12% of 59,905
    assert found.residents == pytest.approx(16_931.27 + 13_942.15 + 28_227.24, abs=0.02)
    assert found.away is None


def test_people_of_a_city_are_its_residents_and_a_link_has_none():
    assert residents_of(evidence_of("city"), "510700") == 4_868_243  # Mianyang
    links = evidence_of("link")
    assert people(links, [a.key for a in links.alternatives]) is None


def test_who_has_no_figure_is_counted_and_not_taken_as_none():
    told = residents.of_set(crowded({"a0": 3e5, "a1": 2e5}), "x", ("a0", "a2"), EN)
    assert told == ["Resident population, x: 0.30 of 0.50 million (60%).", "Known for 1 of 2."]


def test_a_users_own_table_tells_of_no_people():
    own = study([[9, 9], [5, 5], [1, 1]] * 8)
    assert residents.of_top(own, EN) == []
    assert residents.column(own, EN) == []
    assert residents.by_part(own, EN) is None
    assert pilots.people(decide(own), EN) == []


def test_the_parts_of_a_ranking_hold_everybody_once(secondary):
    listed = {row["key"]: row for row in rows_of("counties")}
    table = residents.by_part(secondary, EN)
    ranked = secondary.ranking.alternatives
    whole = sum(float(listed[key]["pop_2020"]) for key in ranked)
    k = tops(secondary)[-1]
    first = sum(float(listed[key]["pop_2020"]) for key in top(secondary, k))
    for by in ("province", "prefecture", "zone"):
        rows = [row for row in table.rows if row[0] == EN(f"residents.by_{by}")]
        assert sum(row[2] for row in rows) == len(ranked)
        assert sum(row[3] for row in rows) == whole
        assert sum(row[-2] for row in rows) == len(top(secondary, k))
        assert sum(row[-1] for row in rows) == first
    assert {part.by for part in parts(secondary)} == {"province", "prefecture", "zone", "type"}
    share = EN.percent(first / whole)
    told = residents.of_top(secondary, EN)
    assert any(
        f"top {k}: {first / 1e6:.1f} of {whole / 1e6:.1f} million ({share})" in line
        for line in told
    )


@pytest.mark.parametrize("name", CLASSES)
def test_the_classes_of_a_layer_hold_every_county_once(secondary, name):
    table = residents.by_class(secondary.evidence, CLASSES[name](secondary, ZH), "无", ZH)
    rows = rows_of("counties")
    assert sum(row[1] for row in table.rows) == len(rows) == 119
    assert sum(row[2] for row in table.rows) == sum(float(row["pop_2020"]) for row in rows)


def test_every_layer_has_classes():
    assert set(CLASSES) == set(LAYERS)


def test_a_set_that_counts_each_resident_once_is_the_best_of_all_sets():
    conditions = {"k": 3, "must": ("a3",), "never": ("a4",)}
    found = decide(crowded(value_per="resident", **conditions))
    scores = {c.key: c.value / CROWDED[c.key] * 1e6 for c in found.candidates}
    assert scores["a0"] == pytest.approx(0.9)
    allowed = [each for each in combinations(CROWDED, 3) if "a3" in each and "a4" not in each]
    best = max(allowed, key=lambda keys: sum(scores[key] * CROWDED[key] for key in keys))
    assert set(found.best.chosen) == set(best) == {"a1", "a2", "a3"}
    assert found.best.value == pytest.approx(0.3 * 4 + 0.8 * 0.2 + 0.7 * 0.1)
    assert decide(crowded(**conditions)).best.chosen == ("a0", "a1", "a3")


def test_shares_and_who_was_left_out_follow_the_same_total():
    found = decide(crowded(k=2, value_per="resident"))
    assert set(found.best.chosen) == {"a2", "a4"}
    assert found.firmness(250).presence == {"a2": 1.0, "a4": 1.0}
    # a1 is worth 0.8 × 0.2 and would have to be worth as much as a4, 0.25 × 3: at a score of 3.75
    assert "a1 (score 0.800). From 3.750" in pilots.left_out(found, EN)
    assert "score × residents" in pilots.left_out(found, EN)
    assert set(decide(crowded(k=2)).firmness(250).presence) == {"a0", "a1"}


def test_what_counts_once_is_told():
    found = decide(crowded(k=2, value_per="resident"))
    assert pilots.sentence(found, EN, ["a2", "a4"]) == (
        "Top 2 by score × residents, no conditions set: a2 and a4"
    )
    assert pilots.proof(found, EN).startswith("Total of score × million residents: 1.95.")
    chosen = pilots.chosen(found, EN)
    assert [column.title for column in chosen.columns][2:5] == [
        *("Score", "Residents 2020", "Score × million residents"),
    ]
    assert chosen.rows[0][2:5] == (pytest.approx(0.3), 4_000_000, pytest.approx(1.2))
    plain = decide(crowded(k=2))
    assert pilots.valued(plain, EN) == []
    assert "Score × million residents" not in [c.title for c in pilots.chosen(plain, EN).columns]


def test_residents_that_are_not_known_cannot_count():
    with pytest.raises(StudyError) as error:
        decide(crowded({"a0": 1e5, "a1": 1e5}, k=2, value_per="resident"))
    (finding,) = error.value.findings
    assert finding.code == "pilots.residents"
    assert "a2, a3, a4: no residents known" in EN.line(finding)


def test_the_choice_is_saved_and_the_default_changes_no_checksum():
    plain, asked = crowded(k=2), crowded(k=2, value_per="resident")
    assert "value_per" not in to_json(plain)
    assert from_json(to_json(asked)).scenario.pilot_constraints.value_per == "resident"
    assert digest(asked) != digest(plain)


def test_rings_in_persons_and_what_the_rest_of_a_lead_city_gained():
    rules = ZoneRules()
    core = dispersion(rules).rings[0]
    found = {each.name.en: each for each in receivers(rules)}
    assert sum(each.core.persons for each in found.values()) == core.persons
    assert sum(each.core.counted for each in found.values()) == core.counted
    mianyang = found["Mianyang"]  # its core: Beichuan and Pingwu
    assert mianyang.core.before == 197_108 + 170_959
    assert mianyang.core.after == 174_132 + 126_357
    assert mianyang.rest.before == 4_613_871 - 368_067
    assert mianyang.rest.after == 4_868_243 - 300_489
    # Shennongjia, led by Shiyan, lies in no city of the table: nothing of it is taken off
    rows = {row["name_en"]: row for row in (*rows_of("counties"), *rows_of("cities"))}
    inside = [float(rows[name]["pop_2020"]) for name in ("Zhushan", "Zhuxi", "Fangxian")]
    assert found["Shiyan"].rest.after == float(rows["Shiyan"]["pop_2020"]) - sum(inside)
    assert found["Shiyan"].core.counted == 4
    assert "+321,950" in areas.receivers(receivers(rules), EN).rows[[*found].index("Mianyang")]


def test_the_belt_by_another_formula_and_its_close_cities():
    cities = {r["name_en"]: r for r in rows_of("cities") if r["is_qinba_city_area"] == "1"}
    found = outer_belt(ZoneRules().belt_km)
    assert len(found.cities) == len(cities) == 26
    one = next(city for city in found.cities if city.name.en == "Chengdu")
    a, b = (
        [radians(float(cities[name][at])) for at in ("lon", "lat")]
        for name in ("Chengdu", "Deyang")
    )
    cosine = sin(a[1]) * sin(b[1]) + cos(a[1]) * cos(b[1]) * cos(a[0] - b[0])
    assert one.next.en == "Deyang"
    assert one.km == pytest.approx(6371.0088 * acos(cosine))
    assert (one.residents, round(one.urban)) == (20_937_757, round(20_937_757 * 0.7877))
    assert {name.en for name in found.groups[0]} == {"Chengdu", "Deyang", "Mianyang"}
    assert outer_belt(one.km - 0.1).groups[0] != found.groups[0]
    assert outer_belt(10.0).groups == ()
    assert "Chengdu, Deyang and Mianyang" in areas.belt_words(found, EN)
    assert "none" in areas.belt_words(outer_belt(10.0), EN)
