"""Two studies compared: what changed is told, what did not is not."""

import json
from dataclasses import replace

import pytest

from criteria.text import LANGS, Text
from inputs.evidence import Observation
from mcda.__main__ import main
from mcda.model.weights import Weights
from mcda.report.tables.study_comparison import sentences as told
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.comparison import Comparison
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import to_json
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.study.scenario import Assumption
from mcda.words import Translator
from tests.conftest import STAGES


@pytest.fixture(scope="module")
def before():
    return embedded_study("secondary")


@pytest.mark.parametrize("stage", STAGES)
def test_a_study_does_not_differ_from_itself(stage):
    """Exactly nothing, not almost."""
    study = embedded_study(stage)
    found = Comparison(study, study)
    assert found.is_same
    changes = (found.weights, found.scales, found.observations, found.choices, found.moved)
    assert changes == ((), (), (), (), ())
    assert (found.came, found.left) == ((), ())
    assert told(found, Translator("en")) == [Translator("en")("compare.same")]


def test_weights_that_changed_and_who_moved(before):
    shares = before.weights.moved("tree_cover", 0.4)
    after = before.with_weights(shares)
    found = Comparison(before, after)
    first = found.weights[0]
    assert (first.key, round(first.before, 3), round(first.after, 3)) == ("tree_cover", 0.18, 0.4)
    assert len(found.weights) == 13
    assert found.moved
    for change in found.moved:
        assert before.ranking.rank(change.key) == change.before
        assert after.ranking.rank(change.key) == change.after
    still = set(before.ranking.alternatives) - {change.key for change in found.moved}
    assert still
    assert all(before.ranking.rank(key) == after.ranking.rank(key) for key in still)


def test_weights_in_other_points_are_the_same(before):
    doubled = Weights.of({key: 2 * share for key, share in before.weights.as_dict().items()})
    assert Comparison(before, before.with_weights(doubled)).weights == ()


def test_a_reading_that_changed(before):
    key = next(iter(before.ranking)).key
    column = dict(before.evidence.observations["tree_cover"])
    column[key] = replace(column[key], value=20.0, low=20.0, high=20.0)
    evidence = replace(
        before.evidence, observations={**before.evidence.observations, "tree_cover": column}
    )
    found = Comparison(before, replace(before, evidence=evidence))
    (change,) = found.observations
    assert (change.alternative, change.criterion, change.after) == (key, "tree_cover", 20.0)
    assert not found.is_same
    assert found.weights == ()


def test_scales_methods_and_lines_that_changed(before):
    line = Cutoff("tree_cover", "at_least", 60.0)
    key = next(iter(before.ranking)).key
    after = before.with_changes(
        flipped=("income",),
        method="topsis",
        parameters={"normalisation": "minmax"},
        missing_value_policy="worst",
        beyond="raw",
        eligibility={"seat_km": None},
        cutoffs=(line,),
        assumed=(Assumption(key, "tree_cover", 99.0),),
    )
    found = Comparison(before, after)
    (scale,) = found.scales
    assert scale.criterion == "income"
    assert scale.after == scale.before.flipped()
    fields = {change.field for change in found.choices}
    assert fields == {
        "method",
        "parameters",
        "missing_value_policy",
        "beyond",
        "eligibility",
        "cutoffs",
        "assumed",
    }
    assert set(found.came) == set(after.ranking.alternatives) - set(before.ranking.alternatives)
    assert set(found.left) == set(before.ranking.alternatives) - set(after.ranking.alternatives)
    assert found.left


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_is_a_sentence(before, lang):
    after = before.with_weights(before.weights.moved("tree_cover", 0.4)).with_changes(
        method="wpm", cutoffs=(Cutoff("income", "at_most", 50_000.0, "flag"),)
    )
    sentences = told(Comparison(before, after), Translator(lang))
    assert len(sentences) == 4
    assert "18.0" in sentences[0]
    assert "40.0" in sentences[0]
    t = Translator(lang)
    assert t.text(before.catalogue["tree_cover"].in_sentence) in sentences[0]
    assert "50,000" in sentences[1]
    assert all("{" not in sentence for sentence in sentences)


@pytest.mark.parametrize("lang", LANGS)
def test_wishes_for_pilots_are_choices(before, lang):
    key = next(iter(before.ranking)).key
    wish = PilotConstraints(7, (Quota("province", "x", 0, 2),), 60.0, (key,), chain=True)
    found = Comparison(before, before.with_changes(pilot_constraints=wish))
    (change,) = found.choices
    assert change.field == "pilot_constraints"
    sentence = told(found, Translator(lang))[0]
    assert "7" in sentence
    assert "60" in sentence
    assert Translator(lang).text(before.evidence[key].name) in sentence


@pytest.mark.parametrize("lang", LANGS)
def test_different_questions_are_told_first(lang):
    found = Comparison(embedded_study("secondary"), embedded_study("primary"))
    sentences = told(found, Translator(lang))
    assert Translator(lang).text(embedded_study("primary").stage.name) in sentences[0]
    assert found.moved == ()
    assert len(found.left) == 107
    assert len(found.came) == 11


@pytest.mark.slow
def test_the_shell_compares_briefs_and_saved_studies(before, tmp_path, capsys):
    after = before.with_weights(before.weights.moved("income", 0.3))
    first, second = tmp_path / "first.xlsx", tmp_path / "second.json"
    first.write_bytes(write(brief(before, Translator("zh"))))
    second.write_text(to_json(after), "utf-8")
    assert main(["compare", str(first), str(second), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["same"] is False
    assert document["changes"][0]["criterion"] == "income"
    assert document["moved"]
    assert document["findings"] == []
    assert main(["compare", str(first), str(first), "--lang", "zh"]) == 0
    assert capsys.readouterr().out.strip() == Translator("zh")("compare.same")
    assert main(["compare", str(first), str(tmp_path / "nowhere.xlsx")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_an_alternative_that_only_one_study_has(before):
    other = replace(
        before.evidence,
        alternatives=tuple(
            replace(a, name=Text("Renamed", "改名")) if i == 0 else a
            for i, a in enumerate(before.evidence.alternatives)
        ),
    )
    found = Comparison(before, replace(before, evidence=other))
    assert not found.is_same  # names are data
    assert found.observations == ()
    assert found.is_only_in_words
    assert told(found, Translator("zh"))[0] == Translator("zh")("compare.words")
    assert found.names[before.evidence.alternatives[0].key].en == "Renamed"


def test_a_change_is_told_with_as_many_digits_as_it_takes_to_see_it(before):
    """Told as "1,234 → 1,234" or "12.3% → 12.3%" a change would be none."""
    key = before.ranking.alternatives[0]
    variable = before.catalogue["tree_cover"].variable

    def with_value(value):
        observations = {
            **before.evidence.observations,
            variable: {**before.evidence.observations[variable], key: Observation(value)},
        }
        return replace(before, evidence=replace(before.evidence, observations=observations))

    (sentence,) = [
        line
        for line in told(Comparison(with_value(1234.1), with_value(1234.4)), Translator("en"))
        if line.startswith("Changed values")
    ]
    assert "1,234.1 → 1,234.4" in sentence
    shares = before.weights.as_dict()
    nearly = {**shares, "tree_cover": shares["tree_cover"] + 1e-5}
    lines = told(Comparison(before, before.with_weights(Weights.of(nearly))), Translator("en"))
    items = next(line for line in lines if line.startswith("Changed weights")).split("; ")
    assert all(len(set(item.split(": ")[-1].split(" → "))) == 2 for item in items)


def test_a_quota_is_told_and_not_only_counted(before):
    two, three = (
        before.with_changes(pilot_constraints=PilotConstraints(5, (Quota("zone", "Core", 0, n),)))
        for n in (2, 3)
    )
    (line,) = [
        line
        for line in told(Comparison(two, three), Translator("en"))
        if line.startswith("Changed choices")
    ]
    assert "at most 2: Core" in line
    assert "at most 3: Core" in line
