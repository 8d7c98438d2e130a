"""The decision about pilots, dispersion, weights near a study's own, and names that stand beside their points."""

import numpy as np
import pytest

from criteria.errors import StudyError
from criteria.text import Text
from inputs.places import kilometres
from mcda.region.linear_constraints import Row, names_of_rules
from mcda.region.network import all_links, surely_first
from mcda.region.pilot_candidates import REACH_KM
from mcda.region.pilot_decision import decide, led_by, spacing
from mcda.region.pilots import _met, _programmed, _relaxed, _solve
from mcda.region.population_change import dispersion
from mcda.report.maps.background import central_names
from mcda.report.maps.labels import LAPTOP, PHONE, fitted, placed
from mcda.report.tables import county_profile
from mcda.study.factory import chain_of, embedded_study, links_of, with_lists_off
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.study.scenario import Assumption
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import Translator


def test_towns_keep_apart_unless_the_pilot_says_otherwise(secondary, tertiary):
    assert spacing(secondary) == 0
    assert spacing(tertiary) == 40
    assert (
        spacing(tertiary.with_changes(pilot_constraints=PilotConstraints(min_distance_km=0.0))) == 0
    )


def test_the_chain_leads_from_cities_to_counties_to_towns(secondary, tertiary):
    counties = decide(secondary.with_changes(pilot_constraints=PilotConstraints(5, chain=True)))
    assert {b.level for _, b in led_by(counties)} == {"city"}
    towns = decide(tertiary.with_changes(pilot_constraints=PilotConstraints(4, chain=True)))
    assert led_by(towns)
    assert all(kilometres(a.seat, b.seat) <= REACH_KM for a, b in led_by(towns))
    with pytest.raises(StudyError, match="no stage leads to it"):
        decide(
            embedded_study("primary").with_changes(
                pilot_constraints=PilotConstraints(3, chain=True)
            )
        )


def test_a_decision_is_kept_and_its_rules_have_names(secondary):
    study = secondary.with_changes(
        pilot_constraints=PilotConstraints(6, (Quota("zone", "Core", 0, 2),), must=("610124",))
    )
    found = decide(study)
    assert decide(study) is found
    assert set(found.price) == set(names_of_rules(found.candidates, found.rules))
    core = [key for key in found.best.chosen if found[key].groups["zone"].en == "Core"]
    assert len(core) <= 2


def test_what_a_part_of_the_constraints_settles_is_what_the_solver_finds():
    rng = np.random.default_rng(3)
    name, n = Text.same("rule"), 12
    settled = 0
    for _ in range(60):
        k = int(rng.integers(1, 7))
        values = rng.normal(size=n)
        columns = [int(i) for i in rng.permutation(n)]
        rows = [Row("must", f"must:{i}", name, (i,), 1, 1) for i in columns[:1]]
        rows.append(Row("chain", "chain", name, tuple(columns[1:3]), 0, 0))
        rows += [
            Row("apart", "apart", name, tuple(int(i) for i in rng.permutation(n)[:size]), 0, 1)
            for size in rng.integers(2, 5, 3)
        ]
        rows.append(Row("group", "group", name, tuple(columns[5:8]), 0, 2))
        rows.append(Row("other", "other", name, tuple(columns[8:]), int(rng.integers(2)), 3))
        rows.append(Row("across", "across", name, tuple(columns[4:10]), 0, 3))
        relaxed, found = _relaxed(values, rows, k), _programmed(values, rows, k)
        if relaxed is not None and _met(relaxed, rows):
            settled += 1
            assert relaxed == found
        elif relaxed is None:
            assert found is None
        elif found is not None:
            assert values[list(relaxed)].sum() > values[list(found)].sum()
        assert _solve(values, rows, k) == found
    assert 20 < settled < 60


def test_people_disperse_ring_by_ring():
    found = dispersion(PROPOSED)
    assert [ring.key for ring in found.rings] == ["core", "transition", "rim", "beyond"]
    assert [round(ring.percent, 1) for ring in found.rings[:3]] == [-13.1, -7.1, -1.4]
    assert found.rings[-1].percent > 0
    assert found.outwards
    upside_down = dispersion(ZoneRules(2.0, 50.0, 1.0, 60.0))
    assert len(upside_down.rings) >= 2


def test_how_surely_a_link_comes_first(links):
    sure = surely_first(links, all_links(links))
    assert set(sure) == {1, 2, 3}
    assert all(0.5 < share <= 1 for share in sure.values())


def test_the_other_stages_follow_the_list_and_the_assumptions_that_go(secondary):
    supposed = secondary.with_changes(
        assumed=(Assumption("610922", "hsr_km", 3.0), Assumption("610116", "hsr_km", 3.0))
    )
    shorter = with_lists_off(supposed, ["mountain_side"])
    assert [a.alternative for a in shorter.scenario.assumed] == ["610922"]
    stages = chain_of(shorter)
    assert len(stages["tertiary"].evidence.alternatives) == 95
    assert links_of(shorter).stage.key == "links"
    assert with_lists_off(shorter, ["mountain_side"]) is shorter


def boxes(points, scale, standing=()):
    """What each label covers, and how far it is from the middle of its ring."""
    for label, (name, lon, lat) in zip(placed(points, scale, standing), points, strict=True):
        if label is not None:
            wide = sum(scale.character if ord(c) > 0x2E80 else scale.letter for c in name)
            yield lon * scale.per_lon + label.dx, label.dy - lat * scale.per_lat, wide, scale.line


def apart(one, other):
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return abs(ax - bx) >= (aw + bw) / 2 or abs(ay - by) >= (ah + bh) / 2


@pytest.mark.parametrize("scale", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_names_stand_beside_their_points_and_none_upon_another(scale):
    points = [("Ningshan", 108.3, 33.3), ("Foping", 108.0, 33.5), ("Yangxian", 107.5, 33.2)] * 3
    shown = list(boxes(points, scale))
    assert 3 < len(shown) < 9  # the same places three times have no room
    assert all(apart(one, other) for i, one in enumerate(shown) for other in shown[:i])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scale", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_all_ten_pilots_are_named_on_a_phone_too(secondary, lang, scale):
    t = Translator(lang)
    chosen = [secondary.evidence[key] for key in decide(secondary).best.chosen]
    points = [(t.text(pilot.name), *pilot.seat) for pilot in chosen]
    shown = list(boxes(points, scale, central_names(t)))
    assert len(shown) == 10
    rings = [
        (x * scale.per_lon, -y * scale.per_lat, 2 * scale.radius, 2 * scale.radius)
        for _, x, y in points
    ]
    assert all(apart(one, other) for i, one in enumerate(shown) for other in shown[:i])
    assert all(apart(name, ring) for name in shown for ring in rings)


def test_a_map_of_ones_own_is_as_large_as_its_seats_allow():
    near = fitted(LAPTOP, [(10.0, 50.0), (10.5, 50.2)], (600.0, 320.0))
    far = fitted(LAPTOP, [(0.0, 40.0), (30.0, 60.0)], (600.0, 320.0))
    assert near.per_lon > 20 * far.per_lon
    assert fitted(LAPTOP, [(1.0, 1.0)], (600.0, 320.0)).per_lon < 20_000


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_would_lift_a_place(secondary, lang):
    t = Translator(lang)
    order = [line.key for line in secondary.ranking]
    assert county_profile.lift_words(secondary, order[0], t)
    key = order[14]
    assert all(lift.rank < 15 for lift in county_profile.lifts(secondary, key))
    flip = county_profile.reweighed(secondary, key)
    assert secondary.with_weights(flip.weights).ranking.rank(key) <= 10
    assert f"{50 * flip.change:.1f}" in county_profile.lift_words(secondary, key, t)
    assert "{" not in county_profile.robustness_sentence(secondary, key, t)


def test_why_a_place_does_not_compete(secondary):
    gate = next(iter(secondary.ineligible))
    assert county_profile.why_not(secondary, gate) == secondary.ineligible[gate].name
    assert county_profile.why_not(secondary, next(iter(secondary.ranking)).key) is None
