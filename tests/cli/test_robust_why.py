"""robust and why on the command line, as a user types them."""

import json
import math

import pytest
from distributed import LocalCluster

from mcda.__main__ import main
from mcda.model.weights import Weights
from mcda.robustness import (
    Sampling,
    region_of,
    sample_acceptability,
    smallest_change,
    variance_shares_of,
)
from mcda.study.factory import embedded_study

pytestmark = pytest.mark.slow


FEW = ["--samples", "2000"]
LIST_OF_PEOPLE = "Write a JSON list: weights for each participant, group if any"


@pytest.fixture
def run(capsys):
    """run("why", …): the exit status, the JSON document or the text, and standard error."""

    def typed(*words, plain=False):
        status = main([*words] if plain else [*words, "--json"])
        told = capsys.readouterr()
        return status, told.out if plain else json.loads(told.out), told.err

    return typed


def test_robust_tells_every_place_in_the_form_that_is_promised(run, secondary):
    status, found, _ = run("robust", *FEW)
    keys = set(secondary.ranking.alternatives)
    assert status == 0
    assert (found["samples"], found["seed"], found["region"]) == (2000, 1, "near")
    for table in ("acceptability", "central_weights", "confidence_factor", "sentence"):
        assert set(found[table]) == keys
    for key, row in found["acceptability"].items():
        assert len(row) == len(keys)
        assert sum(row) == pytest.approx(1)
        central = found["central_weights"][key]
        assert (central is None) == (row[0] == 0)
        if central is not None:
            assert sum(central.values()) == pytest.approx(1)
            assert set(central) == set(secondary.filled.matrix.criteria)
    assert found["uncertain_values"] > 100
    assert found["drawn_tables"] == 2000
    for key, row in found["acceptability_error"].items():
        share = found["acceptability"][key][0]
        assert len(row) == len(keys)
        assert row[0] >= 1.95 * math.sqrt(share * (1 - share) / 2000) - 1e-6
        assert 0 < row[0] < 0.0221
    leader = next(iter(secondary.ranking)).key
    assert found["sentence"][leader].startswith("Ningqiang: rank 1 (")


def test_all_weights_are_the_simplex_where_criteria_have_no_groups(run, tmp_path):
    (tmp_path / "t.csv").write_text("name,a,b\nX,1,4\nY,2,3\nZ,3,1\n", "utf-8")
    (tmp_path / "c.csv").write_text("key,direction,weight\na,max,1\nb,max,1\n", "utf-8")
    own = ["--table", str(tmp_path / "t.csv"), "--criteria", str(tmp_path / "c.csv")]
    for words in (own, ["--stage", "links"]):
        assert run("robust", *FEW, "--region", "nested", *words)[1]["region"] == "simplex"
        assert run("robust", *FEW, *words)[1]["region"] == "near"


@pytest.mark.parametrize("region", ["simplex", "order", "box", "near"])
def test_every_region_answers_and_is_named(run, region):
    _, found, _ = run("robust", *FEW, "--region", region, "--lang", "zh")
    assert found["region"] == region
    assert "权重组合" in found["region_name"]
    _, _, told = run("robust", *FEW, "--region", region, "--lang", "zh", plain=True)
    assert region_of(embedded_study("secondary"), Sampling(region)).sentence.zh in told


def test_a_narrower_region_is_surer(run, secondary):
    leader = next(iter(secondary.ranking)).key

    def first(*words):
        _, found, _ = run("robust", *FEW, "--fixed-values", "--region", *words)
        return found["acceptability"][leader][0]

    assert first("box") < first("box", "--within", "0.01") == 1
    assert first("near") < first("near", "--concentration", "400000") == 1


def test_seed_samples_and_method_are_those_typed(run):
    study = embedded_study("secondary").with_changes(method="topsis")
    words = ["--method", "topsis", "--samples", "500", "--seed", "7"]
    _, found, _ = run("robust", *words)
    assert found["method"] == "topsis"
    assert found["digest"] == sample_acceptability(study, Sampling(samples=500, seed=7)).digest()
    assert run("robust", *words[:-1], "8")[1]["digest"] != found["digest"]


def test_readings_vary_unless_told_otherwise(run):
    fixed = run("robust", *FEW, "--fixed-values")[1]
    assert fixed["uncertain_values"] == 0
    assert fixed["acceptability"] != run("robust", *FEW)[1]["acceptability"]


def test_kinds_of_doubt_and_what_moves_each_rank_are_in_the_document(run, secondary):
    found = run("robust")[1]
    counts = found["uncertainty"]
    assert list(counts) == ["own", "common", "list", "bounds"]
    assert (counts["common"], counts["list"], counts["bounds"]) == (91, 19, 2)
    assert sum(counts.values()) - counts["bounds"] == found["uncertain_values"]  # those drawn
    parts = variance_shares_of(secondary, Sampling())
    for name, table in (("variance_shares", parts.shares), ("variance_shares_error", parts.errors)):
        for key, row in zip(parts.alternatives, table, strict=True):
            told = found[name][key]
            assert [told["weights"], *told["criteria"].values()] == pytest.approx(row, abs=1e-6)
            assert tuple(told["criteria"]) == parts.criteria
    fixed = run("robust", *FEW, "--fixed-values")[1]
    assert fixed["variance_shares"] is fixed["variance_shares_error"] is None


def test_a_room_is_read_from_a_file_and_counted_once_each(run, tmp_path, secondary):
    file = tmp_path / "workshop.json"
    people = [
        {"weights": secondary.weights.as_dict(), "group": "county"},
        {"weights": {"tree_cover": 1}, "group": "province"},
    ]
    file.write_text(json.dumps(people), "utf-8")
    words = ["robust", "--region", "room", "--participants", str(file), "--fixed-values"]
    _, found, _ = run(*words)
    assert (found["region"], found["samples"]) == ("room", 2)
    leader = next(iter(secondary.ranking)).key
    assert found["acceptability"][leader][0] in (0.5, 1)
    _, drawn, _ = run(*words, *FEW, "--people", "doubt")
    assert drawn["samples"] == 2000
    file.write_text('[{"group": "county"}]', "utf-8")
    status, refused, _ = run(*words)
    assert status == 1
    assert refused["findings"][0]["remedy"] == LIST_OF_PEOPLE
    assert run("robust", "--region", "room")[0] == 1


def test_a_cluster_gives_the_same_bits(run):
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        _, there, _ = run("robust", "--samples", "9000", "--dask", cluster.scheduler_address)
    assert there["digest"] == run("robust", "--samples", "9000")[1]["digest"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["robust", "--samples", "0"], "Weight sets"),
        (["robust", "--region", "box", "--within", "7"], "Width of the box"),
        (["robust", "--region", "near", "--concentration", "-1"], "Concentration"),
        (["robust", "--dask", "nonsense"], "Cluster nonsense"),
        (["why", "Ningshan", "Atlantis"], "Atlantis"),
        (["why", "Ningshan", "Foping", "--method", "topsis"], "Method TOPSIS"),
    ],
)
def test_trouble_is_one_line_and_status_1(run, words, place):
    status, found, err = run(*words)
    assert status == 1
    assert place in found["findings"][0]["where"]
    assert len(err.strip().splitlines()) == 1


def test_why_adds_up_and_its_flip_flips(run, secondary):
    status, found, _ = run("why", "Ningshan", "佛坪县")
    assert status == 0
    assert found["gap"] == math.fsum(part["value"] for part in found["contributions"])
    ranking = secondary.ranking
    assert found["flip"]["overtaker"] == found["b"]
    flip = smallest_change(ranking, found["b"], found["a"])
    assert found["flip"]["change"] == pytest.approx(flip.change)
    moved = secondary.with_weights(Weights.of(found["flip"]["weights"])).ranking
    assert moved.rank(found["b"]) < moved.rank(found["a"])


def test_why_tells_the_instruments_of_both_as_a_suggestion(run):
    _, found, _ = run("why", "Ningshan", "Foping")
    _, _, text = run("why", "Ningshan", "Foping", "--lang", "en", plain=True)
    told = {line.partition(": ")[0]: line for line in text.splitlines() if ": " in line}
    for key, name in (("610923", "Ningshan"), ("610730", "Foping")):
        fitting = found["fitting"][key]
        assert [one["relation"] for one in fitting["relations"]] == [1, 2, 3, 4, 5]
        assert fitting["instruments"]
        assert all(each["name"] in told[name] for each in fitting["instruments"])
    assert "A suggestion, not a result" in text


def test_why_of_the_one_behind_tells_what_would_bring_it_past(run):
    _, ahead, _ = run("why", "Ningshan", "Foping")
    _, behind, _ = run("why", "Foping", "Ningshan")
    assert behind["gap"] == -ahead["gap"]
    assert behind["flip"]["overtaker"] == behind["a"]
    assert behind["flip"]["change"] == ahead["flip"]["change"]


def test_why_without_a_way_past_says_so(run, tmp_path):
    (tmp_path / "t.csv").write_text("name,a,b\nX,3,4\nY,2,3\n", "utf-8")
    (tmp_path / "c.csv").write_text("key,direction,weight\na,max,1\nb,max,1\n", "utf-8")
    own = ["--table", str(tmp_path / "t.csv"), "--criteria", str(tmp_path / "c.csv")]
    assert run("why", "X", "Y", *own)[1]["flip"] is None
    assert "no weights put Y ahead of X" in run("why", "X", "Y", *own, plain=True)[2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_readable_text_is_a_table_and_notes(run, lang):
    _, text, notes = run("robust", *FEW, "--lang", lang, plain=True)
    assert len(text.splitlines()) == 108  # the headings, and a line a candidate
    assert "{" not in text + notes
    assert "2.2" in notes.splitlines()[-1]  # points of error: 98 over the root of 2,000
    _, text, notes = run("why", "Ningshan", "Foping", "--lang", lang, plain=True)
    assert "+0.0425" in notes
