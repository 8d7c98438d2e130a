"""Saved studies: the same numbers again, from the present form and from every older one; a newer one says so."""

import json
from pathlib import Path

import pytest

from criteria.errors import StudyError
from mcda.study.factory import embedded_study
from mcda.study.io import MARK, digest, from_json, open_study, to_json
from mcda.study.migrations import FORMAT, MIGRATIONS

SAVED = Path(__file__).parents[1] / "saved"
# what the program of form 1 computed when it saved the file
HASH_1 = "b5dd524223a835f10baf46c5d92cbc78c05ed3b7343be666502fdc5fa24260db"
SCORES_1 = {
    "510100-500000": 0.9569734015416347,
    "420100-410100": 0.45316055953382445,
    "610100-410100": 0.42518180987899995,
}


def test_every_older_form_has_its_migration():
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


def test_a_study_of_form_1_opens_to_the_numbers_it_was_saved_with():
    study = open_study(SAVED / "format_1.json")
    saved = json.loads((SAVED / "format_1.json").read_text("utf-8"))
    assert saved[MARK] == 1
    assert digest(study) == saved["hash"] == HASH_1
    found = {line.key: line.score for line in study.ranking}
    assert {key: found[key] for key in SCORES_1} == SCORES_1
    assert json.loads(to_json(study))[MARK] == FORMAT


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary", "links"])
def test_the_present_form_gives_back_the_same_study(stage):
    study = embedded_study(stage)
    again = from_json(to_json(study))
    assert digest(again) == digest(study)
    assert again.evidence == study.evidence
    assert list(again.ranking.scores) == list(study.ranking.scores)


def test_the_present_form_writes_bare_values_as_numbers_and_missing_ones_as_null():
    evidence = json.loads(to_json(embedded_study("secondary")))["study"]["evidence"]
    observations = evidence["observations"]
    assert isinstance(observations["income"]["610902"], float)
    assert any(isinstance(value, dict) for value in observations["tree_cover"].values())


@pytest.mark.parametrize("form", [FORMAT + 1, 99, 0, -1, "2", None, True, 1.5])
def test_another_form_says_so(form):
    saved = json.loads(to_json(embedded_study("links")))
    with pytest.raises(StudyError) as raised:
        from_json(json.dumps({**saved, MARK: form}), "mine.json")
    (finding,) = raised.value.findings
    assert finding.code == "study.version"
    assert "mine.json" in finding.in_("zh").place


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s | {"study": None},
        lambda s: s | {"study": {}},
        lambda s: s | {"study": {**s["study"], "evidence": []}},
        lambda s: s | {"study": {**s["study"], "active": "nothing"}},
        lambda s: s | {"study": {**s["study"], "scenarios": []}},
        lambda s: {"study": s["study"]},
        lambda s: [s],
    ],
)
def test_a_damaged_study_is_told_and_never_a_traceback(change):
    saved = change(json.loads(to_json(embedded_study("links"))))
    with pytest.raises(StudyError):
        from_json(json.dumps(saved), "mine.json")


@pytest.mark.parametrize("text", ["", "{", "null", "[" * 100_000, '{"a": NaN}', "x" * 1000])
def test_what_is_no_json_is_told(text):
    with pytest.raises(StudyError):
        from_json(text, "mine.json")
