"""Who leads together where scores lie within the error of the values, and who would lead by another source."""

from dataclasses import replace

import numpy as np
import pytest

from inputs.evidence import Observation
from mcda.report.tables.ranking import headline, source_words
from mcda.robustness.leaders import first_by_source, leading_group
from mcda.robustness.score_shifts import Shifts
from mcda.robustness.study_robustness import intervals_of
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.catalogue_variants import tree_cover, without_lists

EN, ZH = Translator("en"), Translator("zh")
PRIMARY = embedded_study("primary")


def names(study, keys):
    return [study.evidence[key].name.en for key in keys]


def test_seven_counties_lead_together_and_one_city_alone(secondary):
    seven = ["Ningqiang", "Yangxian", "Ningshan", "Beichuan", "Wenxian", "Zhouzhi", "Zhen'an"]
    assert names(secondary, leading_group(secondary)) == seven
    assert names(PRIMARY, leading_group(PRIMARY)) == ["Hanzhong"]
    assert headline(secondary, EN).startswith("Ningqiang, Yangxian")
    assert headline(secondary, EN).endswith("differ by less than the error of the data.")
    assert headline(secondary, ZH).endswith("居前，得分之差小于数据误差。")
    assert headline(PRIMARY, EN) == (
        "Hanzhong, Ankang and Shangluo rank highest of 11, in this order."
    )


def test_the_error_is_that_of_drawn_values(secondary):
    """Of 20,000 draws of the values, weights as they are; Zhen'an is in by the bound of its distance to a station."""
    matrix, values = secondary.filled.matrix, intervals_of(secondary)
    shifts, rng = Shifts(matrix, values), np.random.default_rng(1)
    moved = np.zeros((20_000, matrix.shape[0]))
    shifts.add(moved, secondary.weights.array, shifts.draw(rng, len(moved)))
    scores = {line.key: line.score for line in secondary.ranking}
    first = next(iter(secondary.ranking)).key
    row = matrix.alternatives.index(first)
    error = (moved - moved[:, [row]]).std(axis=0)
    gap = scores[first] - np.array([scores[key] for key in matrix.alternatives])
    near = {key for key, is_near in zip(matrix.alternatives, gap <= error, strict=True) if is_near}
    zhenan = secondary.evidence.named("Zhen'an").key
    assert {first, *near, zhenan} == set(leading_group(secondary))
    assert zhenan not in near
    # at a station beside its seat it has 0.06 times the part of 90 km that the middle of its bounds takes away
    best = gap[matrix.alternatives.index(zhenan)] - 0.06 * (67.9 / 2) / 90
    assert best <= error[matrix.alternatives.index(zhenan)]


def test_certain_values_and_scores_that_are_no_sum_leave_the_first_alone(secondary):
    sure = {
        variable: {key: Observation(one.value) for key, one in column.items()}
        for variable, column in secondary.evidence.observations.items()
    }
    known = replace(secondary, evidence=replace(secondary.evidence, observations=sure))
    known = known.without("designations").without("hsr_km")  # what is missing is not certain
    assert len(leading_group(known)) == 1
    assert "error" not in headline(known, EN)
    assert len(leading_group(secondary.with_changes(method="topsis"))) == 1


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_source_of_tree_cover_decides_who_is_first(secondary, end):
    (found,) = first_by_source(secondary).ends.values()
    other = next(iter(tree_cover(end)(secondary).ranking)).key
    assert found[end == "high"] == other
    assert secondary.evidence[other].name.en in source_words(secondary, EN)[0]


def test_without_the_unverified_lists_another_is_first(secondary):
    found = next(iter(without_lists(secondary).ranking)).key
    assert first_by_source(secondary).without_lists == found
    assert source_words(secondary, EN) == [
        (
            "Who ranks first depends on the source of tree cover: Ningshan by forest alone, "
            "Ningqiang by all woody land."
        ),
        "Without the unverified lists, Beichuan ranks first.",
    ]


def test_where_no_source_changes_it_that_is_said_too(links):
    assert source_words(PRIMARY, EN) == [
        "Hanzhong ranks first by either source of tree cover: forest alone or all woody land.",
        "Without the unverified lists, Hanzhong ranks first too.",
    ]
    assert source_words(links, ZH) == []
