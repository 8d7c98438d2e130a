"""Links over years: breaks against brute force, growth by hand, and what a user's table may do wrong."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from criteria.errors import StudyError
from criteria.text import LANGS
from mcda.region.city_tiers import echelons, natural_breaks
from mcda.region.link_years import (
    Observation,
    city_totals,
    embedded_observations,
    growth,
    links_observed,
    measures,
    percent,
    periods,
    strengths,
)
from mcda.region.own_links import read_observations


def brute_force(values: list[float], classes: int) -> float:
    distinct = sorted(set(values))
    best = np.inf
    for cuts in combinations(range(1, len(distinct)), classes - 1):
        groups = [set(distinct[a:b]) for a, b in pairwise([0, *cuts, len(distinct)])]
        inside = [[v for v in values if v in group] for group in groups]
        best = min(best, sum(float(np.var(g)) * len(g) for g in inside))
    return best


@pytest.mark.parametrize("seed", range(20))
def test_natural_breaks_are_the_best_there_are(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = [float(v) for v in rng.integers(0, 30, rng.integers(4, 11))]
    classes = int(rng.integers(1, len(set(values)) + 1))
    groups = natural_breaks(values, classes)
    assert sorted(v for group in groups for v in group) == sorted(values)
    spread = sum(float(np.var(group)) * len(group) for group in groups)
    assert spread == pytest.approx(brute_force(values, classes), abs=1e-9)


def test_breaks_by_hand_and_of_huge_numbers() -> None:
    assert natural_breaks([4, 5, 9, 10], 2) == ((4, 5), (9, 10))
    assert natural_breaks([1e12 + 1, 1e12 + 2, 1e12 + 9], 2) == ((1e12 + 1, 1e12 + 2), (1e12 + 9,))
    with pytest.raises(StudyError, match="tiers: 4, different values: 3"):
        natural_breaks([1, 2, 3, 3], 4)


def test_echelons_strongest_first() -> None:
    values = {"a": 10.0, "b": 1.0, "c": 2.0, "d": 11.0}
    assert echelons(values, 2) == (("d", "a"), ("c", "b"))
    assert echelons(values, 2, more_is_stronger=False) == (("b", "c"), ("a", "d"))


def test_embedded_table_is_whole() -> None:
    found = embedded_observations()
    assert len(found) == 995
    assert {o.measure for o in found} <= set(measures())
    assert periods(found, "rail_min_fastest_hs") == ("2019-10", "2021-01", "2024-03", "2024-06")
    assert len(strengths(found, "rail_min_fastest_hs", "2024-06")) == 15
    assert len(strengths(found, "rail_model_hours", "2017")) == 10
    for measure in measures().values():
        assert all(measure.doubt.in_(lang) and measure.name.in_(lang) for lang in LANGS)


def test_growth_of_minutes_is_of_their_reciprocal() -> None:
    grown = growth(embedded_observations(), "rail_min_fastest_hs")
    assert (grown[0].link, grown[0].earlier, grown[0].later) == ("500000-410100", 447, 270)
    assert grown[0].percent == pytest.approx(100 * (447 / 270 - 1))
    assert percent(50, 100) == 100
    assert percent(100, 50, more_is_closer=False) == 100
    assert percent(0, 5) is None
    with pytest.raises(StudyError, match="no values for 2018"):
        growth(embedded_observations(), "rail_min_fastest_hs", "2018")


def test_city_totals() -> None:
    found = embedded_observations()
    hours = city_totals(found, "rail_model_hours", "2019")
    assert "500000" not in hours  # the model's Chongqing is another place, so it was left out
    assert hours["610100"] == pytest.approx((4.15 + 4.129 + 1.92 + 3.653) / 4)
    assert links_observed(found, "rail_model_hours", "2019")["610100"] == 4
    runs = city_totals(found, "rail_hs_direct_runs_both_directions", "2024-06")
    pairs = strengths(found, "rail_hs_direct_runs_both_directions", "2024-06")
    assert sum(runs.values()) == pytest.approx(2 * sum(pairs.values()))


def row(**cells: str) -> dict[str, str]:
    usual = {"city_a": "Xi'an", "city_b": "成都", "year": "2014", "measure": "firms", "value": "3"}
    return {**usual, **cells}


def test_a_users_table() -> None:
    rows = [row(), row(city_a="510100", city_b="兰州市", year="2017年", value="4.5", unit="index")]
    found, findings = read_observations(rows, "own.csv")
    assert findings == ()
    assert found[0] == Observation("610100-510100", "2014", 2014, "firms", 3.0, "", "")
    assert (found[1].link, found[1].year, found[1].unit) == ("510100-620100", 2017, "index")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"city_b": "Xining"}, "links.city"),
        ({"city_b": "西安"}, "links.itself"),
        ({"year": "last"}, "links.year"),
        ({"year": "14"}, "links.year"),
        ({"value": "many"}, "links.value"),
        ({"value": "-1"}, "links.value"),
        ({"value": "nan"}, "links.value"),
        ({"measure": " "}, "links.measure"),
    ],
)
def test_what_a_row_may_do_wrong(cells: dict[str, str], code: str) -> None:
    found, findings = read_observations([row(**cells), row(year="2019")], "own.csv")
    assert [f.code for f in findings] == [code]
    assert "own.csv:2" in str(findings[0])
    assert "own.csv:2" in findings[0].in_("zh").line()
    assert [o.year for o in found] == [2019]


def test_a_doubled_row_and_a_missing_column() -> None:
    found, findings = read_observations([row(), row(city_a="成都", city_b="西安")], "own.csv")
    assert (len(found), [f.code for f in findings]) == (1, ["links.twice"])
    short = {key: value for key, value in row().items() if key != "year"}
    assert [f.code for f in read_observations([short], "own.csv")[1]] == ["links.column"]
    assert [f.code for f in read_observations([], "own.csv")[1]] == ["links.column"]
