"""Pairwise comparison of many criteria is refused when a workshop is opened, not when somebody has answered."""

from dataclasses import replace

import pytest

from criteria.errors import WorkshopError
from criteria.text import Text
from inputs.files import open_file
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.proposal import propose
from mcda.group.model.workshop import Workshop
from mcda.study.factory import embedded_study, own_study
from mcda.weighting.ahp import RANDOM_INDEX
from tests.drivers.large_tables import large_table


def study_of(columns: int):
    loaded = load(propose(open_file("many.csv", large_table(5, columns))))
    return own_study(read_own_criteria(None, loaded), loaded, Text.same("many"))


@pytest.mark.parametrize("columns", [16, 60])
def test_more_than_fifteen_criteria_are_not_compared_in_pairs(columns):
    """60 were 1,770 questions whose answers were no longer kept; 100 could never be submitted."""
    with pytest.raises(WorkshopError) as raised:
        Workshop.of(study_of(columns), "A room", "ahp")
    (finding,) = raised.value.findings
    assert finding.code == "workshop.pairs"
    told = finding.in_("en")
    assert str(columns) in told.problem
    assert str(columns * (columns - 1) // 2) in told.problem
    assert "15" in told.problem


def test_fifteen_are_and_another_method_takes_any_number():
    assert len(RANDOM_INDEX) == 15
    assert Workshop.of(study_of(15), "A room", "ahp").method_key == "ahp"
    assert Workshop.of(study_of(60), "A room", "points").method_key == "points"


def test_a_workshop_of_before_is_still_read():
    """Its stored settings are not opened anew; only a change of them is."""
    before = replace(Workshop.of(study_of(16), "A room", "points"), method_key="ahp")
    assert before.method_key == "ahp"


def test_the_embedded_studies_can_be_compared_in_pairs():
    for stage in ("primary", "secondary", "tertiary", "links"):
        assert Workshop.of(embedded_study(stage), "A room", "ahp").method_key == "ahp"
