"""The default of 1.0 as a scenario: with the distances of then, its ranks and scores are those that 1.0.0 saved."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcda.study.factory import CHAIN, CITY_STAGE, COUNTY_STAGE, embedded_study
from mcda.study.io import from_json, to_json
from tests.drivers import figures
from tests.drivers.app_pages import opened

SAVED = Path(__file__).parent / "saved" / "1.0" / "studies"
KEY = "default_1_0"
MEASURED_OTHERWISE = ("city_km", "hsr_km")  # what its reason tells


def saved(stage):
    return figures.opened_study(SAVED / f"{stage}.json").activated("base")


def of_now(stage, **changes):
    return embedded_study(stage, **changes).activated(KEY)


def ranks(study):
    return [line.key for line in study.ranking]


@pytest.mark.parametrize("stage", CHAIN)
def test_it_ranks_as_1_0_did_but_for_what_its_reason_tells(stage):
    old, now = saved(stage), of_now(stage, data_year=2024)
    columns = now.evidence.observations
    back = {key: old.evidence.observations[key] for key in MEASURED_OTHERWISE if key in columns}
    then = replace(now, evidence=replace(now.evidence, observations={**columns, **back}))
    assert ranks(then) == ranks(old)
    assert [line.score for line in then.ranking] == pytest.approx(
        [line.score for line in old.ranking], abs=1e-12
    )
    if stage != CITY_STAGE:  # cities have no such distance
        assert ranks(now) != ranks(old)
        (reason,) = (s.reason.en for s in now.stage.scenarios if s.key == KEY)
        assert "leaves out the central cities" in reason
        assert "positions of stations" in reason


def test_one_goes_there_and_back_and_the_proposed_ranks_are_as_before():
    study = embedded_study(COUNTY_STAGE)
    back = study.activated(KEY).activated(study.active)
    assert "human_pressure" in study.activated(KEY).weights.criteria
    assert "human_pressure" not in back.weights.criteria
    assert ranks(back) == ranks(study)


def test_it_is_saved_and_read_again():
    study = of_now(COUNTY_STAGE)
    assert ranks(from_json(to_json(study))) == ranks(study)
    beside = embedded_study(COUNTY_STAGE)
    assert ranks(from_json(to_json(beside)).activated(KEY)) == ranks(study)


@pytest.mark.parametrize("stage", CHAIN)
def test_it_leaves_out_what_1_0_did_not_have(stage):
    study = of_now(stage)
    assert set(study.weights.criteria) == {use.key for use in saved(stage).stage.criteria}
    assert set(study.ineligible) == set(saved(stage).ineligible)


def test_the_page_says_what_it_is_and_which_source_decides_who_is_first():
    app = opened("ranking", "en", studies={COUNTY_STAGE: of_now(COUNTY_STAGE)})
    assert not app.exception
    said = [str(caption.value) for caption in app.caption]
    assert any(words.startswith("The weights of version 1.0") for words in said)
    assert any("depends on the source of tree cover" in words for words in said)
