"""What `import mcda` offers, as a notebook uses it: documented with examples that run, tables in and out, errors in words."""

import doctest
import json

import altair as alt
import numpy as np
import pandas as pd
import pytest

import mcda
from criteria.errors import EvidenceError, MethodError, StudyError, WeightsError
from mcda.study.factory import embedded_study
from mcda.study.io import digest
from tests.drivers.workbooks import cell_of, typed

DESCRIBED = [name for name in mcda.__all__ if callable(getattr(mcda, name))]
CARS = pd.DataFrame(
    {"price": [300, 450, 380, 520], "memory": [6, 8, 8, 12]},
    index=["Ant", "Bee", "Cat", "Dog"],
)
DIRECTIONS = {"price": "min", "memory": "max"}


@pytest.fixture(scope="module")
def study():
    return mcda.Study.from_frame(CARS, DIRECTIONS, weights={"price": 0.6, "memory": 0.4})


@pytest.fixture(scope="module")
def counties():
    return mcda.Study.embedded()


@pytest.mark.parametrize("name", ["mcda", *DESCRIBED])
def test_each_public_name_is_described_with_an_example_that_runs(name):
    described = mcda if name == "mcda" else getattr(mcda, name)
    every = {each: getattr(mcda, each) for each in mcda.__all__}
    module = False if name == "mcda" else None
    found = doctest.DocTestFinder(recurse=name != "mcda").find(
        described, name, module, extraglobs=every
    )
    assert found[0].examples, f"{name} has no example"
    told = []
    for example in found:
        doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(
            example, out=told.append
        )
    assert told == []


def test_a_frame_brings_the_names_of_its_rows_and_columns():
    matrix = mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS)
    assert matrix.alternatives == ("Ant", "Bee", "Cat", "Dog")
    assert matrix.criteria == ("price", "memory")
    assert matrix.directions.tolist() == [-1, 1]
    of = mcda.DecisionMatrix.of(CARS, ["min", 1])
    assert (of.alternatives, of.criteria) == (matrix.alternatives, matrix.criteria)
    assert of.directions.tolist() == [-1, 1]
    pd.testing.assert_frame_equal(matrix.to_frame(), CARS.astype(float), check_names=False)
    scaled = mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS, scales={"price": (600, 200)})
    assert scaled.scales[0].worst == 600
    assert scaled.scales[1] is None


@pytest.mark.parametrize(
    ("frame", "directions", "told"),
    [
        (CARS.rename(index={"Bee": "Ant"}), DIRECTIONS, "Ant repeated"),
        (CARS.set_axis(["price", "price"], axis=1), [1, 1], "price repeated"),
        (CARS.astype(object).replace(450, "much"), DIRECTIONS, "Cell Bee, price: much is not"),
        (CARS.replace(450, np.inf), DIRECTIONS, "Cell Bee, price: inf is not"),
        (CARS.assign(price=pd.Timestamp("2026-01-01")), DIRECTIONS, "Cell Ant, price: 2026"),
        (CARS, {"price": "min"}, "Criterion memory: no direction given"),
        (CARS, {**DIRECTIONS, "colour": 1}, "colour: the table has no such column"),
        (CARS, {**DIRECTIONS, "price": "less"}, "Criterion price, direction: it is less"),
        (CARS, [-1, 0], "Criterion memory, direction: it is 0"),
        (CARS, [-1], "1 given, 2 needed"),
        (CARS.to_dict(), DIRECTIONS, "found dict, needed a DataFrame"),
        (CARS.iloc[:0], DIRECTIONS, "its shape is (0, 2)"),
        (CARS[[]], [], "its shape is (4, 0)"),
        (CARS.iloc[:1], DIRECTIONS, "alternatives: 1"),
    ],
)
def test_what_is_wrong_with_a_frame_is_told_with_its_cell(frame, directions, told):
    for made in (mcda.DecisionMatrix.from_frame, mcda.Study.from_frame):
        with pytest.raises(EvidenceError) as error:
            made(frame, directions)
        assert told in str(error.value)


def test_an_empty_cell_is_told_by_a_matrix_and_is_a_missing_value_of_a_study():
    gappy = CARS.astype("Float64")
    gappy.loc["Bee", "price"] = pd.NA
    with pytest.raises(EvidenceError, match="Cell Bee, price"):
        mcda.DecisionMatrix.from_frame(gappy, DIRECTIONS)
    study = mcda.Study.from_frame(gappy, DIRECTIONS)
    assert [gap.alternative for gap in study.filled.missing_values] == ["Bee"]
    assert len(study.ranking) == 4


def test_texts_and_empty_cells_are_told_at_once():
    mixed = CARS.astype(object)
    mixed.loc["Bee", "price"], mixed.loc["Cat", "memory"] = "much", None
    mixed.loc["Dog", "price"] = 10**400
    with pytest.raises(EvidenceError) as error:
        mcda.DecisionMatrix.from_frame(mixed, DIRECTIONS)
    cells = [finding.values["cell"] for finding in error.value.findings]
    assert cells == ["Bee, price", "Cat, memory", "Dog, price"]


def test_a_frame_where_a_matrix_is_needed_is_told_in_a_sentence():
    for called in (
        lambda: mcda.rank(CARS, [1, 1]),
        lambda: mcda.acceptability(CARS),
        lambda: mcda.objective_weights("entropy", CARS),
    ):
        with pytest.raises(
            EvidenceError, match=r"found DataFrame, needed a DecisionMatrix.*from_frame"
        ):
            called()


def test_a_series_of_weights_goes_by_its_names():
    series = pd.Series({"memory": 1, "price": 3})
    matrix = mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS)
    ranking = mcda.rank(matrix, series)
    assert ranking.weights.as_dict() == {"price": 0.75, "memory": 0.25}
    assert mcda.rank(matrix, series.to_frame()).weights == ranking.weights
    assert mcda.rank(matrix, pd.Series([3, 1])).weights == ranking.weights  # no names: in order
    turned = mcda.DecisionMatrix.of(CARS, pd.Series({"memory": "max", "price": "min"}))
    assert turned.directions.tolist() == [-1, 1]
    with pytest.raises(EvidenceError, match="price repeated"):
        mcda.rank(matrix, pd.Series([1, 2], index=["price", "price"]))
    with pytest.raises(WeightsError, match="several columns: price, memory"):
        mcda.rank(matrix, CARS)


def test_results_are_short_in_a_line_and_a_table_in_a_notebook(study):
    matrix = mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS)
    ranking = mcda.rank(matrix, [0.6, 0.4])
    smaa = mcda.acceptability(matrix, samples=200)
    by = {"a": ranking, "b": mcda.rank(matrix, [0.6, 0.4], "topsis")}
    grouped = study.scenario.weights
    answers = [
        grouped,
        study,
        study.ranking,
        study.robustness(samples=200),
        study.why("Ant", "Dog"),
    ]
    for each in (matrix, ranking, ranking.weights, smaa, mcda.agreement(by), *answers):
        assert len(each.to_frame())
        assert "<table" in each._repr_html_()
    for each in (matrix, ranking, ranking.weights, smaa, study, study.ranking):
        assert len(repr(each)) < 200
        assert "\n" not in repr(each)
    assert grouped.to_frame()["weight"].to_dict() == pytest.approx(study.weights.as_dict())
    assert smaa.to_frame().sum(axis=1).round(9).tolist() == [1.0] * 4


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"scales": {"price": (1, 2, 3)}}, "Criterion price, scale: (1, 2, 3) is not two numbers"),
        ({"scales": {"colour": (1, 2)}}, "colour: the table has no such column"),
        ({"scales": {"price": (200, 600)}}, "Criterion price: direction -1 contradicts"),
        ({"units": {"colour": "m"}}, "colour: the table has no such column"),
        ({"groups": {"colour": "cost"}}, "colour: the table has no such column"),
        ({"weights": {"colour": 1}}, "colour is no criterion here"),
    ],
)
def test_what_does_not_fit_a_frame_is_told(more, told):
    with pytest.raises((EvidenceError, WeightsError)) as error:
        mcda.Study.from_frame(CARS, DIRECTIONS, **more)
    assert told in str(error.value)


def test_rows_without_names_and_columns_without_values_are_told():
    with pytest.raises(EvidenceError, match="Name 1: it is empty"):
        mcda.Study.from_frame(CARS.rename(index={"Ant": " "}), DIRECTIONS)
    empty = CARS.assign(memory=np.nan)
    with pytest.raises(EvidenceError, match="Criterion memory: no values"):
        mcda.Study.from_frame(empty, DIRECTIONS)


def test_a_hostile_name_is_no_markup_in_a_notebook():
    named = CARS.rename(index={"Ant": "<script>"})
    study = mcda.Study.from_frame(named, DIRECTIONS)
    assert "<script>" not in study._repr_html_()
    assert "&lt;script&gt;" in study._repr_html_()


def test_a_study_of_a_frame_ranks_as_its_matrix(study):
    matrix = mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS)
    for method in ("additive", "topsis", "vikor"):
        bare = mcda.rank(matrix, {"price": 0.6, "memory": 0.4}, method)
        assert np.allclose(study.ranked_by(method).scores, bare.scores, atol=1e-12)


def test_a_frame_may_say_where_alternatives_lie():
    where = CARS.assign(province=["N", "N", "S", None], lon=[107, 108, 109, None], lat=33)
    study = mcda.Study.from_frame(where, DIRECTIONS, groups={"price": "cost"}, units={"price": "€"})
    assert study.evidence["Ant"].seat == (107, 33)
    assert study.evidence["Dog"].seat is None
    assert study.catalogue["price"].unit.en == "€"
    assert [group.key for group in study.catalogue.groups] == ["cost", "own"]
    spread = study.pilots(k=2, quotas=[mcda.Quota("province", at_most=1)])
    assert {study.evidence[key].province.en for key in spread.chosen[:2] if key != "Dog"} <= {
        "N",
        "S",
    }
    own = mcda.Study.from_frame(where.drop(columns="province"), {**DIRECTIONS, "lon": 1, "lat": 1})
    assert own.stage.keys == ("price", "memory", "lon", "lat")


def test_the_embedded_study_is_that_of_the_pages(counties):
    assert digest(counties) == digest(embedded_study())
    assert counties.ranking.to_frame("zh")["name"].iloc[0] == next(
        counties.evidence[line.key].name.zh for line in counties.ranking
    )


def test_what_with_methods_return_has_the_same_faces(counties):
    other = counties.with_changes(method="topsis")
    assert isinstance(other, mcda.Study)
    assert other.ranking.to_frame()["rank"].iloc[0] == 1


@pytest.mark.slow
def test_answers_have_charts_in_both_languages(counties):
    robustness = counties.robustness(samples=300)
    first, second = (line.key for line in list(counties.ranking)[:2])
    why = counties.why(first, counties.evidence[second].name.zh)
    pilots = counties.pilots(k=3)
    for answer in (counties.ranking, counties.ranked_by("topsis"), robustness, why, pilots):
        for lang in ("en", "zh"):
            chart = answer.plot(lang)
            assert isinstance(chart, alt.LayerChart)
            assert chart.to_dict()["layer"]
    assert abs(why.to_frame()["difference"].sum() - why.explanation.gap) < 1e-12
    assert len(why.sentences("zh")) == 2
    assert list(robustness.to_frame().index) == [line.key for line in counties.ranking]
    assert len(robustness.sentences("zh")) == len(counties.ranking)


def test_pilots_are_asked_by_name_and_are_the_best_sum(counties):
    found = counties.pilots(k=4, must=["镇巴县"], never="Ningqiang")
    assert len(found.chosen) == len(found.to_frame()) == 4
    assert "Zhenba" in repr(found)
    chosen = {counties.evidence[key].name.en for key in found.chosen}
    assert "Zhenba" in chosen
    assert "Ningqiang" not in chosen
    scores = counties.ranking.to_frame().loc[list(found.chosen), "score"]
    assert found.value == pytest.approx(scores.sum())
    with pytest.raises(EvidenceError, match="Atlantis"):
        counties.pilots(must=["Atlantis"])
    with pytest.raises(StudyError, match="no quota by planet"):
        counties.pilots(quotas=[mcda.Quota("planet", at_most=1)])


def test_weight_sets_of_a_workshop_take_the_place_of_drawn_ones(study):
    draws = [[1, 0], [0.9, 0.1], [0, 1]]
    found = study.robustness(draws=draws)
    turned = pd.DataFrame(draws, columns=["price", "memory"])[["memory", "price"]]
    assert study.robustness(draws=turned).to_frame().equals(found.to_frame())
    smaa = mcda.acceptability(mcda.DecisionMatrix.from_frame(CARS, DIRECTIONS), draws=turned)
    assert np.array_equal(smaa.top(1), found.smaa.top(1))
    with pytest.raises(WeightsError, match="colour is no criterion"):
        study.robustness(draws=turned.assign(colour=1))
    assert found.smaa.samples == 3
    assert found.to_frame()["first"].round(3).to_dict() == pytest.approx(
        {"Ant": 0.667, "Dog": 0.333, "Bee": 0, "Cat": 0}
    )


def test_a_study_is_saved_and_opened_again(study, tmp_path):
    saved = tmp_path / "study.json"
    saved.write_text(study.to_json(), "utf-8")
    again = mcda.open_study(saved)
    assert isinstance(again, mcda.Study)
    assert digest(again) == digest(study)
    export = tmp_path / "workshop.json"
    export.write_text(
        json.dumps({"green_heart_workshop": 2, "study": json.loads(study.to_json())}), "utf-8"
    )
    assert digest(mcda.open_study(str(export))) == digest(study)
    export.write_text('{"green_heart_workshop": 2}', "utf-8")
    with pytest.raises(StudyError, match=r"workshop\.json"):
        mcda.open_study(export)


@pytest.mark.slow
def test_a_brief_in_chinese_is_opened_again(study, tmp_path):
    path = study.to_excel(tmp_path / "brief.xlsx", lang="zh")
    assert digest(mcda.open_study(path)) == digest(study)
    path.write_bytes(typed(path.read_bytes(), {cell_of(path, "weight_memory"): 90.0}))
    with pytest.warns(UserWarning, match=r"memory.*90"):
        assert digest(mcda.open_study(path)) == digest(study)
    changed = mcda.Study.from_excel(path, what_if=True)
    assert changed.weights["memory"] == pytest.approx(0.6)  # 90 beside the 60 of price
    with pytest.raises(StudyError, match="nowhere"):
        study.to_excel(tmp_path / "nowhere" / "brief.xlsx")


def test_a_table_in_a_file_is_opened_and_what_is_to_be_known_is_warned_of(tmp_path):
    path = tmp_path / "cars.csv"
    CARS.assign(price=[300, "450?", 380, 520]).to_csv(path)
    criteria = tmp_path / "criteria.csv"
    criteria.write_text("key,direction,weight\nprice,min,3\nmemory,max,1\n", "utf-8")
    with pytest.raises(StudyError, match="450"):
        mcda.Study.from_excel(path, criteria=criteria)
    CARS.to_csv(path)
    study = mcda.Study.from_excel(path, criteria=criteria)
    assert study.weights.as_dict() == {"price": 0.75, "memory": 0.25}
    with pytest.raises(StudyError, match="second"):
        mcda.Study.from_excel(path, criteria=criteria, stage="second")


def test_what_only_additive_scores_can_say_is_refused_in_words(study):
    with pytest.raises(MethodError):
        study.with_changes(method="topsis").why("Ant", "Dog")
