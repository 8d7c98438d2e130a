"""Figures in the words of criteria and stages are those of the embedded tables."""

from collections import Counter

import numpy as np
import pytest
from scipy.stats import spearmanr

from criteria.text import Text
from inputs.embedded import evidence_of
from inputs.evidence import Evidence
from mcda.model.decision_matrix import Array
from mcda.study.factory import embedded_study
from mcda.study.study import Study


@pytest.fixture(scope="module")
def counties() -> Evidence:
    return evidence_of("county")


def caveat(study: Study, criterion: str) -> Text:
    found = study.catalogue[criterion].caveat
    assert found is not None
    return found


def column(study: Study, criterion: str) -> Array:
    matrix = study.filled.matrix
    found: Array = matrix.values[:, matrix.criteria.index(criterion)]
    return found


def twenty() -> Study:
    """All mountain-edge cities, of which the words speak; the default ranks eleven of them."""
    return embedded_study("primary").activated("default_1_0")


def both(text: Text, *told: str) -> None:
    for words in told:
        assert words in text.en
        assert words.replace(",", "") in text.zh


def test_tree_cover_of_bazhong_by_two_readings() -> None:
    cities = evidence_of("city")
    reading = cities.observation("tree_cover", cities.named("Bazhong").key)
    assert reading.low is not None
    assert reading.high is not None
    text = caveat(embedded_study("secondary"), "tree_cover")
    assert f"(Bazhong: {reading.low:.0f}% and {reading.high:.0f}%)" in text.en
    assert f"{reading.low:.0f}%和{reading.high:.0f}%" in text.zh


def test_how_the_mountain_people_move_with_tree_cover() -> None:
    primary = twenty()
    found = spearmanr(column(primary, "hinterland_share"), column(primary, "tree_cover")).statistic
    both(caveat(primary, "hinterland_share"), f"{found:.2f}")


def test_how_night_light_follows_density(counties: Evidence) -> None:
    light, people = [], []
    for county in counties.alternatives:
        observed = counties.observation("night_light", county.key).value
        if observed is not None:
            light.append(observed)
            people.append((county.number("pop_2020") or 0) / (county.number("area_km2") or 1))
    both(
        caveat(embedded_study("secondary"), "human_pressure"),
        f"{np.corrcoef(light, people)[0, 1]:.1f}",
    )


def test_unsettled_designations_and_stations(secondary: Study, counties: Evidence) -> None:
    variable = secondary.catalogue["designations"].variable
    open_ = [
        a
        for a in secondary.candidates
        if secondary.evidence.observation(variable, a.key).low
        != secondary.evidence.observation(variable, a.key).high
    ]
    in_shaanxi = sum(a.province is not None and a.province.en == "Shaanxi" for a in open_)
    text = caveat(secondary, "designations")
    assert f"0 to 1: {len(open_)} counties of stage 2, {in_shaanxi} of them" in text.en
    assert f"涉及{len(open_)}个" in text.zh
    assert f"陕西{in_shaanxi}个" in text.zh
    marks = Counter(counties.observation("hsr_km", a.key).mark for a in counties.alternatives)
    text = caveat(secondary, "hsr_km")
    assert f"{marks['carried']} of the {marks.total()} distances" in text.en
    assert f"{marks.total()}个距离里有{marks['carried']}个" in text.zh
    column = counties.observations["hsr_km"]
    missing = [counties[key].name for key, found in column.items() if found.is_missing]
    assert len(missing) == 2
    for name in missing:
        assert name.en in text.en
        assert name.zh.removesuffix("县") in text.zh


def test_towns_without_a_train_and_mines(tertiary: Study, counties: Evidence) -> None:
    none = float(np.mean(column(tertiary, "hs_trains") == 0))
    text = caveat(tertiary, "hs_trains")
    assert f"{100 * none:.0f}% of the county towns" in text.en
    assert f"{100 * none:.0f}%的县城" in text.zh
    income = embedded_study("secondary")
    variable = income.catalogue["income"].variable
    for name in ("Fengxian", "Luanchuan"):
        value = counties.observation(variable, counties.named(name).key).value
        both(caveat(income, "income"), f"{value:,.0f}")


def test_cities_that_feed_the_middle_route() -> None:
    primary = twenty()
    share = column(primary, "water_share")
    text = caveat(primary, "water_share")
    assert f"{int((share == 1).sum())}个为1、{int((share == 0).sum())}个为0" in text.zh
    assert "1 for four of the twenty cities, 0 for thirteen" in text.en


def test_how_many_compete_on_the_whole_list(secondary: Study, tertiary: Study) -> None:
    listed = len(secondary.evidence.alternatives)
    assert (
        f"{len(secondary.ranking)} of {listed} on the whole list" in secondary.stage.competitors.en
    )
    assert f"({len(tertiary.ranking)} on the whole list)" in tertiary.stage.competitors.en
    for study in (secondary, tertiary):
        assert f"{len(study.ranking)}个" in study.stage.competitors.zh
