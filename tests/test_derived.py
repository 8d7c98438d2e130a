"""Derived readings of a few places, worked by hand from the columns of inputs/qinba."""

import pytest

from inputs.derived import mountain_hsr_km, water_share
from inputs.embedded import evidence_of
from inputs.evidence import MISSING, Evidence, Observation
from inputs.places import kilometres
from mcda.study.factory import embedded_study

COUNTIES, CITIES, LINKS = evidence_of("county"), evidence_of("city"), evidence_of("link")


def key_of(evidence: Evidence, name: str) -> str:
    (key,) = (a.key for a in evidence.alternatives if a.name.en == name)
    return key


def county(reading: str, name: str) -> Observation:
    return COUNTIES.observation(reading, key_of(COUNTIES, name))


def city(reading: str, name: str) -> Observation:
    return CITIES.observation(reading, key_of(CITIES, name))


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres((108, 33), (108, 34)) == pytest.approx(111.195, abs=0.001)
    assert kilometres((108, 60), (109, 60)) == pytest.approx(111.195 / 2, abs=0.01)
    assert kilometres((108, 33), (108, 33)) == 0


def test_changan_lies_21_kilometres_from_xian_and_65_from_a_city_that_is_not_central() -> None:
    # 0.36105 degrees of latitude are 40.1 km, 0.56322 of longitude at 34.3 degrees north 51.7 km: Weinan
    assert county("city_km", "Chang'an").value == pytest.approx(65.5, abs=0.05)
    changan = COUNTIES[key_of(COUNTIES, "Chang'an")]
    # 0.18256 degrees of latitude are 20.3 km, 0.03254 of longitude 3.0 km
    assert changan.attributes["city_seat_km"] == pytest.approx(20.5, abs=0.05)
    assert changan.attributes["nearest_city"] == "610100"
    assert changan.attributes["lead_city"] == "610100"


def test_tree_cover_is_the_middle_of_forest_and_woody() -> None:
    bazhou = county("tree_cover", "Bazhou")
    assert (bazhou.low, bazhou.high) == (5.9, 98.1)
    assert bazhou.value == pytest.approx(52.0)
    shangluo = city("tree_cover", "Shangluo")
    assert (shangluo.low, shangluo.high) == (48.29, 95.16)
    assert shangluo.value == pytest.approx(71.725)


@pytest.mark.parametrize(
    ("name", "value", "low", "high", "mark"),
    [
        ("Foping", 2.0, None, None, "recalled"),
        ("Luanchuan", 0.0, None, None, None),
        ("Bazhou", 0.0, None, None, "recalled"),
        ("Chang'an", None, 0.0, 1.0, "unsettled"),  # one list open, the other says no
        ("Jiangyou", None, 0.0, 1.0, "unsettled"),
        ("Fengxian", None, 1.0, 2.0, "unsettled"),  # one list open, the other says yes
        ("Huyi", None, 0.0, 2.0, "unsettled"),  # both lists open
    ],
)
def test_an_unsettled_designation_is_an_interval(name, value, low, high, mark) -> None:
    kind = "list" if value is None else "own"
    assert county("designations", name) == Observation(value, low, high, mark, kind)


@pytest.mark.parametrize(
    ("name", "step"),
    [("Lantian", 0), ("Foping", 1), ("Fengjie", 2), ("Luanchuan", 2), ("Ningshan", 3)],
)
def test_the_year_of_leaving_the_list_is_a_step(name: str, step: int) -> None:
    assert county("poverty_exit", name).value == step


def test_thirty_counties_were_never_on_the_poverty_list() -> None:
    values = [r.value for r in COUNTIES.observations["poverty_exit"].values()]
    assert values.count(0) == 30
    assert set(values) == {0, 1, 2, 3, 4}


def test_people_in_towns_are_thousands() -> None:
    assert county("urban_people", "Foping").value == pytest.approx(26.597 * 0.5242)


def test_the_water_source_is_marked_where_it_was_recalled() -> None:
    assert county("water_source", "Ningshan") == Observation(1, mark="recalled")
    assert county("water_source", "Luanchuan") == Observation(1)
    assert county("water_source", "Chang'an") == Observation(0, mark="recalled")


def test_moved_boundaries_mark_the_change_of_people() -> None:
    marked = {k for k, r in COUNTIES.observations["people_change"].items() if r.mark == "boundary"}
    assert {COUNTIES[key].name.en for key in marked} == {
        "Wolong",
        "Maojian",
        "Zhangwan",
        "Chang'an",
    }


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("Shangluo", 100.0),
        ("Sanmenxia", 100 * (288538 + 317132 + 656571) / 2034872),
        ("Luoyang", 100 * (327121 + 543417 + 434770 + 576104 + 386124) / 7056699),
    ],
)
def test_hinterland_is_the_people_of_the_listed_counties(name: str, share: float) -> None:
    assert city("hinterland_share", name).value == pytest.approx(share)


@pytest.mark.parametrize(
    ("name", "share"),
    [("Hanzhong", 1), ("Bazhong", 0), ("Luoyang", 1 / 5), ("Sanmenxia", 1 / 3), ("Nanyang", 3 / 7)],
)
def test_the_water_share_counts_counties(name: str, share: float) -> None:
    assert city("water_share", name).value == pytest.approx(share)


def test_an_unknown_county_is_no_no_in_the_water_share_of_its_city() -> None:
    column = "water_source_danjiangkou"
    flags = [("1", "recalled"), ("0", "recalled"), ("", ""), ("", "")]
    own = [{column: said, f"{column}_evidence": evidence} for said, evidence in flags]
    assert water_share(own[:2]) == Observation(0.5, mark="recalled")
    assert water_share(own) == Observation(None, 0.25, 0.75, mark="unsettled")
    assert water_share([]) == MISSING


def test_water_shares_are_as_their_caveat_says() -> None:
    study = embedded_study("primary").activated("default_1_0")  # all twenty
    shares = [study.evidence.observation("water_share", a.key).value for a in study.candidates]
    assert (len(shares), shares.count(1), shares.count(0)) == (20, 4, 13)


def test_a_city_without_listed_counties_has_a_gap_not_a_zero() -> None:
    assert city("hinterland_share", "Zhengzhou").is_missing
    for variable in ("water_share", "mountain_area", "mountain_hsr_km"):
        assert city(variable, "Zhengzhou").is_missing


def test_the_mountains_of_sanmenxia_are_three_counties() -> None:
    area, people = (1613.8, 3663.6, 3004.5), (288538, 317132, 656571)
    km = (6.1, 66.8, 19.9)
    assert city("mountain_area", "Sanmenxia").value == pytest.approx(100 * sum(area) / 9927)
    assert city("mountain_area", "Hanzhong").value == 100.0  # 100.2 by two maps
    weighted = sum(n * each for n, each in zip(people, km, strict=True))
    assert city("mountain_hsr_km", "Sanmenxia").value == pytest.approx(weighted / sum(people))


def test_one_station_of_unknown_position_leaves_the_mean_of_its_city_between_two_ends() -> None:
    found = city("mountain_hsr_km", "Shangluo")
    own = [a.key for a in COUNTIES.alternatives if a.prefecture and a.prefecture.en == "Shangluo"]
    people = {key: COUNTIES[key].number("pop_2020") or 0 for key in own}
    each = {key: COUNTIES.observation("hsr_km", key) for key in own}
    low = sum(people[k] * (each[k].value or 0) for k in own) / sum(people.values())
    high = sum(people[k] * (each[k].value or each[k].high or 0) for k in own) / sum(people.values())
    assert (found.value, found.mark, found.uncertainty) == (None, "unplaced", "bounds")
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert mountain_hsr_km([], [], 2026) == MISSING


def test_pull_is_gravity_over_distance() -> None:
    link = "610100-510100"
    assert LINKS.observation("pull", link).value == pytest.approx(10688.28 * 19916.98 / 619.8**2)
    assert LINKS.observation("pull", link).value == pytest.approx(554.15, abs=0.01)
    assert LINKS.observation("rail_speed", link).value == pytest.approx(619.8 / 188 * 60)
    assert LINKS.observation("rail_minutes", link).value == 188
    assert LINKS.observation("hs_trains_pair", link).value == 94 + 95


def test_the_missing_side_of_the_core_triangle_has_64_trains_at_123_kilometres_an_hour() -> None:
    link = "610100-500000"
    assert LINKS.observation("hs_trains_pair", link).value == 64
    assert LINKS.observation("rail_speed", link).value == pytest.approx(123, abs=0.5)
