"""Reasons for a rank say what is true of the candidate: "far from high-speed rail", not the bare criterion."""

from pathlib import Path

import numpy as np
import pytest

from criteria.catalogue import read_catalogue
from criteria.text import LANGS
from mcda.report import reasons
from mcda.study.factory import embedded_study
from mcda.study.io import from_json
from mcda.words import Translator

CATALOGUE, _ = read_catalogue()
EN, ZH = Translator("en"), Translator("zh")
SECONDARY = embedded_study("secondary")


def key_of(name: str) -> str:
    return next(each.key for each in SECONDARY.evidence.alternatives if each.name.en == name)


def test_each_embedded_criterion_has_an_inline_name_and_both_directions():
    for criterion in CATALOGUE.criteria:
        for text in (criterion.inline, criterion.high, criterion.low):
            assert text is not None, criterion.key
        assert criterion.high != criterion.low


def test_a_county_whose_homes_have_baths_is_told_so_and_not_that_baths_are_its_lack():
    told = reasons.sentence(SECONDARY, key_of("Pingli"), EN)
    assert "Loses most on: many homes with bathing facilities." in told
    assert "洗澡设施的家庭多" in reasons.sentence(SECONDARY, key_of("Pingli"), ZH)


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary", "links"])
def test_a_phrase_is_true_of_the_value_against_the_average(stage):
    study = embedded_study(stage)
    matrix = study.filled.matrix
    for row, key in enumerate(matrix.alternatives):
        for reason in reasons.reasons(study, key):
            column = matrix.criteria.index(reason.criterion)
            value, criterion = matrix.normalised[row, column], study.catalogue[reason.criterion]
            above = value > matrix.normalised[:, column].mean()
            more = above == (study.scales[reason.criterion].direction > 0)
            said = reasons.in_words(study, reason)
            expected = criterion.high if more else criterion.low
            if abs(reason.difference) > 1e-9:
                assert said.en.removesuffix(" (filled value)") == expected.en


def test_the_differences_add_up_to_the_lead_over_the_mean():
    matrix, weights = SECONDARY.filled.matrix, SECONDARY.weights.array
    sums = matrix.normalised @ weights
    for row, key in enumerate(matrix.alternatives):
        total = sum(each.difference for each in reasons.reasons(SECONDARY, key))
        assert np.isclose(total, sums[row] - sums.mean(), atol=1e-12)


def test_a_filled_value_is_told_as_one():
    gap = SECONDARY.filled.missing_values[0]
    found = {each.criterion: each for each in reasons.reasons(SECONDARY, gap.alternative)}
    assert found[gap.criterion].filled
    assert reasons.in_words(SECONDARY, found[gap.criterion]).en.endswith("(filled value)")


@pytest.mark.parametrize("lang", LANGS)
def test_a_users_own_criterion_is_high_or_low(lang):
    saved = Path(__file__).parent / "saved" / "1.0" / "studies" / "own_table.json"
    own_study, t = from_json(saved.read_text("utf-8")), Translator(lang)
    told = "".join(reasons.sentence(own_study, line.key, t) for line in own_study.ranking)
    assert ("高" in told and "低" in told) if lang == "zh" else ("high " in told and "low " in told)
