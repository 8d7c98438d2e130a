"""Totals of the three levels, and the zones of the proposal."""

from dataclasses import replace

import pytest

from criteria.errors import StudyError
from criteria.text import LANGS, Text
from inputs.county_list import list_bases
from inputs.embedded import evidence_of
from mcda.region.areas import Total, levels
from mcda.region.zones import ZoneRules, unsure, zone_of, zones
from mcda.report.tables import areas
from mcda.words import Translator


def test_mountain_area_beside_the_paper() -> None:
    mountain, _, _ = levels()
    assert mountain["counties"].computed == 119
    assert mountain["counties"].difference == 0
    assert mountain["units"].difference == 0
    assert mountain["area_km2"].computed == pytest.approx(306_820, abs=100)
    assert mountain["people"].computed == pytest.approx(48.3e6, abs=0.1e6)
    assert mountain["people"].difference == pytest.approx(-13.3e6, abs=0.1e6)
    assert (mountain["gdp"].known, mountain["gdp"].units) == (117, 119)
    assert mountain["span_km"].computed == pytest.approx(936, abs=1)  # Diebu to Yexian


def test_each_place_is_counted_once() -> None:
    mountain, cities, pan = levels()
    assert cities["cities"].difference == 0
    assert len(pan.counties) == 119 - 54
    assert cities["people"].computed < pan["people"].computed
    assert pan["people"].computed < cities["people"].computed + mountain["people"].computed
    tianshui = next(c for c in evidence_of("county").alternatives if c.prefecture.en == "Tianshui")
    assert tianshui.key not in pan.counties


def test_a_group_of_the_list_can_be_switched_off() -> None:
    bases = {basis.key: len(basis.members) for basis in list_bases()}
    assert sum(bases.values()) == 119
    assert bases["mountain_side"] == 24
    mountain, cities, _ = levels(off=["mountain_side"])
    assert mountain["counties"].computed == 95
    assert mountain["counties"].difference == -24
    assert cities == levels()[1]
    with pytest.raises(StudyError, match="hills"):
        levels(off=["hills"])


def test_every_total_says_why_it_may_differ() -> None:
    for level in levels():
        for total in level.totals:
            assert all(total.why.in_(lang) for lang in LANGS)


def test_zones_of_the_proposal() -> None:
    core, transition, rim = zones(evidence_of("county"))
    assert [len(zone.counties) for zone in (core, transition, rim)] == [38, 40, 41]
    areas = [zone.area_km2 for zone in (core, transition, rim)]
    assert areas == pytest.approx([117_200, 114_600, 75_100], abs=50)
    people = [zone.people / 1e6 for zone in (core, transition, rim)]
    assert people == pytest.approx([8.2, 18.7, 21.5], abs=0.05)
    change = [zone.change_pct for zone in (core, transition, rim)]
    assert change == pytest.approx([-13.1, -7.1, -1.4], abs=0.05)
    assert sum(zone.counted for zone in (core, transition, rim)) == 116
    assert [len(piece) for piece in core.pieces] == [29, 5, 3, 1]
    assert (len(transition.pieces), len(rim.pieces)) == (13, 11)


def test_zones_move_with_their_gates() -> None:
    evidence = evidence_of("county")
    wide = zone_of(evidence, ZoneRules(core_tree_cover=50, core_night_light=2))
    narrow = zone_of(evidence, ZoneRules())
    core = {key for key, zone in narrow.items() if zone == "core"}
    assert core < {key for key, zone in wide.items() if zone == "core"}
    assert 0 < len(unsure(evidence, ZoneRules())) < 119


@pytest.mark.parametrize(
    "eligibility",
    [
        {"rim_tree_cover": 70},
        {"rim_night_light": 1},
        {"core_tree_cover": -1},
        {"reach_km": float("nan")},
    ],
)
def test_gates_that_contradict_are_refused(eligibility: dict[str, float]) -> None:
    with pytest.raises(StudyError, match="Zone rules"):
        ZoneRules(**eligibility)


def test_a_total_says_of_how_many_it_is_where_some_have_no_figure() -> None:
    """Two of the 119 counties have no GDP of their own, and three no census of 2010."""
    t = Translator("en")
    mountain = next(level for level in levels() if level.key == "mountain_area")
    assert (mountain["gdp"].known, mountain["gdp"].units) == (117, 119)
    assert areas.known_of(mountain["gdp"], t).endswith("(data for 117 of 119)")
    assert "data for" not in areas.known_of(mountain["people"], t)
    found = zones(evidence_of("county"))
    told = [row[4] for row in areas.zone_totals(found, t).rows]
    for zone, words in zip(found, told, strict=True):
        partly = zone.counted < len(zone.counties)
        assert (f"data for {zone.counted} of {len(zone.counties)}" in str(words)) == partly
    assert any("data for" in str(words) for words in told)


def test_a_figure_is_equal_where_it_is_written_so_and_never_differs_by_nought() -> None:
    t = Translator("en")
    total = Total("people", 61_640_400.0, 61_640_000.0, Text.same("why"), 119, 119)
    assert areas.difference(total, t) == t("region.equal")
    assert "0.1 million" in areas.difference(replace(total, computed=61_740_000.0), t)
