"""From a study to its robustness: regions round its weights, readings that are not certain, who stays among the first."""

from dataclasses import replace

import numpy as np
import pytest

from criteria.errors import WeightsError
from criteria.model import Scale
from mcda import DecisionMatrix
from mcda.model.weights import Weights
from mcda.report.tables.robustness import drawn
from mcda.robustness import (
    REGIONS,
    Intervals,
    Near,
    Nested,
    Order,
    Sampling,
    Simplex,
    acceptability,
    intervals_of,
    kept_in_top,
    names_of,
    region_of,
    regions_for,
    sample_acceptability,
    sentences,
)
from mcda.study.scenario import Assumption
from mcda.words import Translator

FEW = 2000


# regions


def test_the_default_is_close_to_the_current_weights(secondary, links):
    assert isinstance(region_of(secondary, Sampling()), Near)
    assert isinstance(region_of(links, Sampling()), Near)
    assert Sampling().samples == 10_000


def test_all_weights_are_nested_by_the_studys_groups_else_the_simplex(secondary, links):
    region = region_of(secondary, Sampling(None))
    assert isinstance(region, Nested)
    groups = [secondary.catalogue[key].group for key in secondary.filled.matrix.criteria]
    assert [[groups[j] for j in part] for part in region.groups] == [
        [group] * groups.count(group) for group in dict.fromkeys(groups)
    ]
    assert isinstance(region_of(links, Sampling(None)), Simplex)
    assert isinstance(region_of(links, Sampling("nested")), Simplex)
    assert regions_for(secondary) == REGIONS
    assert regions_for(links) == ("near", "simplex", "order", "box")


def test_the_order_is_the_studys_with_equal_weights_tied(secondary):
    keys = secondary.filled.matrix.criteria
    flat = Weights.of([4, 2, 2, 0, *[1] * (len(keys) - 4)], keys)
    region = region_of(secondary.with_weights(flat), Sampling("order"))
    assert isinstance(region, Order)
    assert region.order == ((0,), (1, 2), tuple(range(4, len(keys))), (3,))


@pytest.mark.parametrize("within", [0.1, 0.5, 1.0])
def test_the_box_is_each_weight_more_or_less(secondary, within):
    region = region_of(secondary, Sampling("box", within=within))
    drawn = region.draw(np.random.default_rng(1), 500)
    shares = secondary.weights.array
    assert (drawn >= shares * (1 - within) - 1e-12).all()
    assert (drawn <= shares * (1 + within) + 1e-12).all()
    assert f"{100 * within:g}%" in region.name.en
    assert f"{100 * within:g}%" in region.name.zh


def test_near_takes_the_concentration(secondary):
    region = region_of(secondary, Sampling("near", concentration=80))
    assert isinstance(region, Near)
    assert region.concentration == 80
    assert region.shares == pytest.approx(secondary.weights.shares)


@pytest.mark.parametrize("within", [0.0, -1.0, 1.5, float("nan")])
def test_a_box_without_width_or_beyond_nothing_is_refused(secondary, within):
    with pytest.raises(WeightsError, match="Width of the box"):
        region_of(secondary, Sampling("box", within=within))


def test_an_unknown_region_is_told(secondary):
    with pytest.raises(WeightsError, match="Choose: near, nested, simplex"):
        region_of(secondary, Sampling("polygon"))


# readings


def cells_of(study):
    """(alternative, criterion) → (low, high) of every reading that varies."""
    found, matrix = intervals_of(study), study.filled.matrix
    if found is None:
        return {}
    return {
        (matrix.alternatives[i], matrix.criteria[j]): (float(low), float(high))
        for i, j, low, high in zip(found.rows, found.columns, found.low, found.high, strict=True)
    }


def test_known_intervals_and_gaps_vary_and_nothing_else(each_study):
    matrix, varying = each_study.filled.matrix, cells_of(each_study)
    missing_values = {
        (gap.alternative, gap.criterion): gap for gap in each_study.filled.missing_values
    }
    for key in matrix.alternatives:
        for criterion in matrix.criteria:
            reading = each_study.evidence.observation(each_study.catalogue[criterion].variable, key)
            cell = varying.get((key, criterion))
            if (key, criterion) in missing_values:
                gap = missing_values[key, criterion]
                is_drawn = gap.low < gap.high and reading.uncertainty != "bounds"
                assert cell == ((gap.low, gap.high) if is_drawn else None)
            elif reading.low is None and reading.high is None:
                assert cell is None
            elif cell is not None:
                assert cell[0] <= reading.value <= cell[1]


def test_a_supposed_reading_is_certain(secondary):
    key, criterion = next(iter(cells_of(secondary)))
    reading = secondary.catalogue[criterion].variable
    supposed = secondary.with_changes(assumed=(Assumption(key, reading, 50.0),))
    assert (key, criterion) not in cells_of(supposed)
    assert len(cells_of(supposed)) == len(cells_of(secondary)) - 1


def test_a_gap_lies_among_the_peers_whose_median_stands_for_it(secondary):
    criterion = "designations"
    gap = next(g for g in secondary.filled.missing_values if g.criterion == criterion)
    column = secondary.evidence.observations[secondary.catalogue[criterion].variable]
    others = {key: reading for key, reading in column.items() if key != gap.alternative}
    readings = {
        **secondary.evidence.observations,
        secondary.catalogue[criterion].variable: others,
    }
    study = replace(secondary, evidence=replace(secondary.evidence, observations=readings))
    scale = study.scales[criterion]
    assert cells_of(study)[gap.alternative, criterion] == (scale.low, scale.high)
    own = study.evidence[gap.alternative]
    for same in ("prefecture", "province"):
        peers = [
            others[a.key].value
            for a in study.candidates
            if getattr(a, same) == getattr(own, same)
            and a.key in others
            and others[a.key].value is not None
        ]
        if peers:
            break
    expected = (min(peers), max(peers)) if len(set(peers)) > 1 else (scale.low, scale.high)
    by_peers = study.with_changes(missing_value_policy="prefecture_median")
    assert cells_of(by_peers)[gap.alternative, criterion] == expected


def test_leaving_gaps_out_leaves_their_doubt_out(secondary):
    left_out = secondary.with_changes(missing_value_policy="leave_out_criterion")
    assert "designations" not in {criterion for _, criterion in cells_of(left_out)}


def test_readings_on_a_log_scale_are_uniform_in_the_logarithm():
    values = [[10.0, 1], [100.0, 2]]
    matrix = DecisionMatrix.of(values, scales=[Scale(1, 1000, "log"), Scale(0, 3)])
    found = Intervals.of(matrix, [[1, 0], [100, 2]], [[1000, 3], [100, 2]])
    drawn = found.draw(np.random.default_rng(1), 20_000)
    assert drawn.min() >= 0
    assert (drawn[:, 0] >= 1).all()
    assert np.median(drawn[:, 0]) == pytest.approx(1000**0.5, rel=0.05)
    assert drawn[:, 1].mean() == pytest.approx(1.5, abs=0.02)


# the answer


def test_it_is_the_acceptability_of_the_studys_own_ranking(secondary):
    study = secondary.with_changes(method="vikor", parameters={"v": 0.7})
    sampling = Sampling("near", FEW, seed=3)
    found = sample_acceptability(study, sampling)
    expected = acceptability(
        study.filled.matrix,
        "vikor",
        FEW,
        3,
        Near.of(study.weights.array),
        observations=intervals_of(study),
        v=0.7,
    )
    assert found.digest() == expected.digest()
    fixed = sample_acceptability(study, Sampling("near", FEW, seed=3, redrawn=False))
    assert fixed.task.observations is None
    assert fixed.digest() != found.digest()


def test_doubt_in_the_data_shows_in_the_places(secondary):
    """One weight vector, so that only the readings vary."""
    steady = Sampling("near", FEW, concentration=1e9, redrawn=False)
    doubtful = Sampling("near", FEW, concentration=1e9)
    narrow, wide = (
        np.ptp(sample_acceptability(secondary, sampling).rank_interval, axis=1).sum()
        for sampling in (steady, doubtful)
    )
    assert narrow == 0
    assert wide > 100


def test_who_stays_among_the_first(secondary):
    secondary = secondary.activated("default_1_0")  # by the proposed weights nobody does
    found = sample_acceptability(secondary, Sampling("near", FEW))
    ranking = secondary.ranking
    stay = kept_in_top(ranking, found, 10)
    assert stay
    assert all(ranking.rank(key) <= 10 for key in stay)
    rows = {key: i for i, key in enumerate(found.alternatives)}
    assert all(found.top(10)[rows[key]] >= 0.9 for key in stay)
    assert kept_in_top(ranking, found, 10, share=0.0) == tuple(line.key for line in ranking)[:10]
    assert kept_in_top(ranking, found, 10, share=1.1) == ()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_candidate_has_a_sentence_and_the_weights_tested_are_named_once(secondary, lang):
    for region in REGIONS:
        found = sample_acceptability(secondary, Sampling(region, 200))
        told = sentences(secondary, found, Translator(lang))
        tested = found.region.name.in_(lang)
        assert found.region.sentence.in_(lang) in drawn(found, Translator(lang))
        assert list(told) == [line.key for line in secondary.ranking]
        for key, sentence in told.items():
            assert names_of(secondary)[key].in_(lang) in sentence
            assert tested not in sentence
