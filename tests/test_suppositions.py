"""Bottom lines and assumed readings of a scenario: who is shut out, who moves, and that it is told."""

import pytest

from criteria.errors import StudyError
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.scenario import Assumption
from mcda.study.study import Study


@pytest.fixture(scope="module")
def study() -> Study:
    return embedded_study("secondary")


def line_of(study: Study, effect: str = "exclude") -> Cutoff:
    """A line on the first criterion, drawn above the reading of the first place."""
    criterion, first = study.stage.keys[0], next(iter(study.ranking)).key
    matrix = study.filled.matrix
    value = matrix.values[matrix.alternatives.index(first), 0]
    side = "at_least" if study.scales[criterion].direction == 1 else "at_most"
    return Cutoff(criterion, side, value + study.scales[criterion].direction * 1e-6, effect)


def test_an_excluding_line_takes_places_out_and_keeps_their_scores(study: Study) -> None:
    first = next(iter(study.ranking))
    limited = study.with_changes(cutoffs=(line_of(study),))
    assert first.key not in limited.ranking.alternatives
    low = next(low for low in limited.screened_out if low.key == first.key)
    assert (low.score, low.rank, low.excluded) == (first.score, 1, True)
    assert len(limited.ranking) + len(limited.screened_out) == len(study.ranking)
    assert "bottom_line.shut" in [finding.code for finding in limited.findings]


def test_a_flagging_line_leaves_the_ranking_as_it_is(study: Study) -> None:
    flagged = study.with_changes(cutoffs=(line_of(study, "flag"),))
    assert flagged.ranking.ranks.tolist() == study.ranking.ranks.tolist()
    assert "bottom_line.flagged" in [finding.code for finding in flagged.findings]


def test_an_assumed_reading_moves_its_place_alone_in_data(study: Study) -> None:
    last = list(study.ranking)[-1].key
    criterion = study.catalogue[study.stage.keys[0]]
    assumption = Assumption(last, criterion.variable, study.scales[criterion.key].best)
    supposed = study.with_changes(assumed=(assumption,))
    assert supposed.ranking.rank(last) <= study.ranking.rank(last)
    changed = supposed.filled.matrix.values != study.filled.matrix.values
    assert changed.sum() == 1
    assert supposed.assumed_evidence.observation(criterion.variable, last).mark == "assumed"
    assert study.evidence.observation(criterion.variable, last).mark != "assumed"
    told = [finding for finding in supposed.findings if finding.code == "reading.assumed"]
    assert len(told) == 1


def test_suppositions_are_saved_and_hashed(study: Study) -> None:
    criterion = study.catalogue[study.stage.keys[0]]
    supposed = study.with_changes(
        cutoffs=(line_of(study),),
        assumed=(Assumption(study.candidates[0].key, criterion.variable, 1.0),),
    )
    again = from_json(to_json(supposed))
    assert again.scenario == supposed.scenario
    assert digest(again) == digest(supposed) != digest(study)


def test_an_assumption_on_no_reading_is_refused(study: Study) -> None:
    with pytest.raises(StudyError, match="assumed value nowhere"):
        study.with_changes(assumed=(Assumption(study.candidates[0].key, "nowhere", 1.0),))
