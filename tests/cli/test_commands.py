"""rank, methods, weights, elicit, check, template and brief on the command line, and everything that can be mistyped."""

import json
import re
import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import load_workbook

import mcda
from mcda.__main__ import main
from mcda.cli.commands import COMMANDS
from mcda.methods.registry import METHODS, NOT_OFFERED
from mcda.study.factory import embedded_study
from mcda.weighting.objective import OBJECTIVE

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def typed(capsys):
    """typed("rank", …): exit status, standard output, standard error."""

    def run(*words):
        status = main(list(words))
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def document(typed):
    """document("rank", …): the JSON document of a verb that succeeds, and nothing else is printed."""

    def run(*words):
        status, out, err = typed(*words, "--json")
        assert (status, err) == (0, "")
        assert out.count("\n") == 1
        return json.loads(out)

    return run


@pytest.fixture
def file(tmp_path):
    """file("answers.json", content): the path of a file that holds it."""

    def write(name, content):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return str(path)

    return write


def told(typed, *words):
    """Exit 1 in both languages and as JSON; nothing computed, a line a finding, no traceback: the English lines."""
    lines = {}
    for lang in ("en", "zh"):
        status, out, err = typed(*words, "--lang", lang)
        assert (status, out) == (1, "")
        assert "Traceback" not in err
        assert "nan" not in err.lower() or "nan" in " ".join(words).lower() or ".json" in str(words)
        lines[lang] = err.splitlines()
        assert lines[lang]
    assert all(HAN.search(line) for line in lines["zh"])
    assert not any(HAN.search(line) for line in lines["en"])
    assert len(lines["en"]) == len(lines["zh"])
    status, out, err = typed(*words, "--json")
    assert status == 1
    assert set(json.loads(out)) == {"findings"}
    for finding in json.loads(out)["findings"]:
        assert set(finding) == {"severity", "where", "problem", "remedy", "code"}
        assert all(finding.values())
    assert err.splitlines() == lines["en"]
    return lines["en"]


# what is right


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--stage", "primary"), 11),
        (("--stage", "secondary"), 107),
        (("--stage", "secondary", "--eligible", "seat_km=off"), 119),
        (("--stage", "tertiary"), 93),
        (("--stage", "links"), 15),
    ],
)
def test_rank_in_the_form_that_is_promised(document, words, count):
    found = document("rank", *words)
    assert set(found) >= {
        "method",
        "family",
        "parameters",
        "stage",
        "weights",
        "higher_is_better",
        "ranking",
        "excluded",
        "findings",
        "checksum",
    }
    assert len(found["ranking"]) == count
    assert sum(found["weights"].values()) == pytest.approx(1, abs=1e-12)
    assert [line["rank"] for line in found["ranking"]] == sorted(
        line["rank"] for line in found["ranking"]
    )
    for line in found["ranking"]:
        assert sum(line["contributions"].values()) == pytest.approx(line["score"], abs=1e-12)
        assert set(line["contributions"]) == set(found["weights"])
    for excluded in found["excluded"]:
        assert excluded["why"]
        assert 0 <= excluded["score"] <= 1


def test_rank_under_another_method_has_no_parts_and_tells_its_settings(document):
    found = document("rank", "--method", "vikor", "--param", "v=0.3")
    assert found["parameters"] == {"v": 0.3}
    assert found["higher_is_better"] is False
    assert {line["contributions"] is None for line in found["ranking"]} == {True}
    readable = ("rank", "--method", "promethee_ii", "--param", "preference=usual", "q=0")
    assert document(*readable)["parameters"]["preference"] == ["usual"] * 13


def test_rank_with_weights_of_every_form(document, file):
    flat = document("rank", "--weights", "income=3,tree_cover=1")["weights"]
    assert (flat["income"], flat["tree_cover"], flat["housing"]) == (0.75, 0.25, 0)
    assert document("rank", "--weights", file("w.json", {"income": 6, "tree_cover": 2}))[
        "weights"
    ] == pytest.approx(flat)
    grouped = {
        "groups": {"ecology": 1, "poverty_alleviation": 3},
        "inside": {"ecology": {"tree_cover": 1}, "poverty_alleviation": {"income": 2}},
    }
    assert document("rank", "--weights", file("g.json", grouped))["weights"] == pytest.approx(flat)


def test_rank_and_methods_print_a_readable_table_in_either_language(typed):
    status, out, _ = typed("rank", "--lang", "zh")
    assert status == 0
    assert "宁陕县" in out
    status, out, _ = typed("methods", "--lang", "en")
    assert status == 0
    assert all(key in out for key in METHODS)


def test_methods_in_the_form_that_is_promised(document):
    found = document("methods")
    assert [entry["key"] for entry in found["methods"]] == list(METHODS)
    assert set(found["not_offered"]) == set(NOT_OFFERED)
    assert {entry["key"] for entry in found["criteria"]} >= set(embedded_study().stage.keys)


@pytest.mark.parametrize("objective", OBJECTIVE)
def test_objective_weights_sum_to_one_or_say_why_not(typed, objective):
    status, out, err = typed("weights", "--objective", objective, "--stage", "primary", "--json")
    if status == 0:
        found = json.loads(out)
        assert found["method"] == objective
        assert sum(found["weights"].values()) == pytest.approx(1)
        assert err == ""
    else:
        assert status == 1
        assert err.startswith("Objective weights") or ": " in err


ANSWERS = {
    "direct_rating": {"points": {"a": 100, "b": 60}},
    "swing": {"points": {"a": 100, "b": 60}},
    "rank_order": {"order": ["a", ["b", "c"], "d"]},
    "ahp": {"criteria": ["a", "b", "c"], "matrix": [[1, 2.5, None], [0.4, 1, 2], [None, 0.5, 1]]},
    "best_worst": {
        "criteria": ["a", "b", "c"],
        "best": "a",
        "worst": "c",
        "best_to_others": {"a": 1, "b": 2, "c": 8},
        "others_to_worst": {"a": 8, "b": 4, "c": 1},
    },
}


@pytest.mark.parametrize("way", ANSWERS)
def test_elicit_is_the_engine_s_answer(document, file, way):
    found = document("elicit", "--by", way, "--answers", file("answers.json", ANSWERS[way]))
    elicited = mcda.elicit(way, ANSWERS[way])
    assert found["method"] == way
    assert found["weights"] == elicited.weights.as_dict()
    if elicited.consistency is None:
        assert found["consistency"] is None
    else:
        assert set(found["consistency"]) == {"value", "limit", "acceptable"}
    assert len(found["worst"]) == len(elicited.worst)


def test_an_empty_template_is_written_and_checked(document, typed, tmp_path):
    path = str(tmp_path / "study.xlsx")
    assert document("template", "-o", path)["file"] == path
    assert len(load_workbook(path).sheetnames) >= 2
    status, _, err = typed("check", path)
    assert status in (0, 1)
    assert "Traceback" not in err


@pytest.mark.slow
def test_the_brief_is_written_with_its_hash(document, tmp_path):
    path = tmp_path / "brief.xlsx"
    found = document("brief", "-o", str(path), "--stage", "primary", "--lang", "zh")
    assert found["file"] == str(path)
    assert found["checksum"] == document("rank", "--stage", "primary")["checksum"]
    book = load_workbook(BytesIO(path.read_bytes()))
    assert [s.sheet_state for s in book].count("visible") == len(found["sheets"])


# what is mistyped

WRONG_ANSWERS = {
    "no reciprocal": (
        "ahp",
        {"criteria": ["a", "b"], "matrix": [[1, 3], [0.5, 1]]},
        "Comparison of a with b: 3 one way, 0.5 the other way",
    ),
    "judgement of zero": (
        "ahp",
        {"criteria": ["a", "b"], "matrix": [[1, 0], [None, 1]]},
        "Comparison of a with b: 0 is not a number",
    ),
    "negative judgement": (
        "ahp",
        {"criteria": ["a", "b"], "matrix": [[1, -2], [None, 1]]},
        "-2 is not a number",
    ),
    "no square": (
        "ahp",
        {"criteria": ["a", "b"], "matrix": [[1, 2]]},
        "Give judgements in a 2 × 2 square",
    ),
    "islands": (
        "ahp",
        {
            "criteria": ["a", "b", "c", "d"],
            "matrix": [[1, 2, None, None], [0.5, 1, None, None], [None] * 2 + [1, 3], [None] * 4],
        },
        "a + b",
    ),
    "best is worst": (
        "best_worst",
        {**ANSWERS["best_worst"], "worst": "a"},
        "a is both",
    ),
    "ten times": (
        "best_worst",
        {**ANSWERS["best_worst"], "best_to_others": {"a": 1, "b": 10, "c": 8}},
        "10",
    ),
    "twice in the order": ("rank_order", {"order": ["a", "b", "a"]}, "a repeated"),
    "missing in the order": (
        "rank_order",
        {"criteria": ["a", "b", "c"], "order": ["a", "b"]},
        "c missing",
    ),
    "all zero": ("direct_rating", {"points": {"a": 0, "b": 0}}, "all are zero"),
    "negative points": ("direct_rating", {"points": {"a": -1, "b": 2}}, "Weight of a: -1"),
    "text for points": ("swing", {"points": {"a": "many", "b": 2}}, "Weight of a: 'many'"),
    "points not a number": (
        "direct_rating",
        '{"points": {"a": NaN, "b": 1}}',
        "Weight of a: nan",
    ),
    "nothing": ("direct_rating", {}, "Give a number for each criterion"),
    "a list": ("ahp", [1, 2], "Give a JSON object"),
    "no JSON": ("direct_rating", "{points", "not JSON from line 1, column 2"),
}


@pytest.mark.parametrize("case", WRONG_ANSWERS)
def test_answers_that_cannot_be_used(typed, file, case):
    way, answers, expected = WRONG_ANSWERS[case]
    lines = told(typed, "elicit", "--by", way, "--answers", file("answers.json", answers))
    assert any(expected in line for line in lines), lines


@pytest.mark.parametrize(("old", "new"), [("points", "direct_rating"), ("ranking", "rank_order")])
def test_a_weighting_method_by_its_name_of_1_0_is_told_its_present_one(typed, old, new):
    (line,) = told(typed, "elicit", "--by", old, "--answers", "nowhere.json")
    assert line.endswith(f"Write {new}.")
    with pytest.raises(ValueError, match=new):
        mcda.elicit(old, {})


def test_an_answers_file_that_is_not_there(typed):
    (line,) = told(typed, "elicit", "--by", "direct_rating", "--answers", "nowhere.json")
    assert line.startswith("Answers nowhere.json: no such file")


WRONG_WORDS = {
    ("--stage", "secondry"): "Stage secondry",
    ("--scenario", "none"): "none",
    ("--method", "topsi"): "Method topsi: unknown. Choose: additive",
    ("--method", "aroman"): "ignores the direction",
    ("--method", "vikor", "--param", "v=3"): "Give 0 … 1",
    ("--method", "vikor", "--param", "w=3"): "w",
    ("--method", "vikor", "--param", "v"): "Give key=value",
    ("--method", "topsis", "--param", "normalisation=mixmax"): "minmax",
    ("--method", "promethee_ii", "--param", "q=5", "p=1"): "p 1 is below q 5",
    ("--method", "promethee_ii", "--param", "preference=usual,linear"): "13 ×",
    ("--method", "promethee_ii", "--param", "q=1,2,3"): "13 ×",
    ("--method", "ocra"): "values of zero or less",
    ("--weights", "nonsense"): "no such file, no weights",
    (
        "--weights",
        "green=1",
    ): "Weights: green is no criterion here. Correct the names. Criteria: tree_cover",
    ("--weights", "income=0,tree_cover=0"): "all are zero",
    ("--weights", "income=-1,tree_cover=1"): "Weight of income: -1 is negative",
    ("--weights", "income=nan,tree_cover=1"): "Weight of income: nan",
    ("--weights", "income=much"): "Weight of income: 'much' is not a finite number",
    ("--eligible", "seat_km=far"): "far",
    ("--eligible", "altitude=3"): "altitude",
    ("--study", "nowhere.json"): "nowhere.json",
    ("--table", "nowhere.csv"): "nowhere.csv: no such file",
}


@pytest.mark.parametrize("words", WRONG_WORDS, ids=" ".join)
def test_words_that_name_nothing(typed, words):
    lines = told(typed, "rank", *words)
    assert any(WRONG_WORDS[words] in line for line in lines), lines


WRONG_WEIGHTS = {
    "text": ({"income": "much", "housing": "more"}, ["Weight of income", "Weight of housing"]),
    "null": ({"income": None}, ["Weight of income: None"]),
    "list": ([0.5, 0.5], ["JSON of another form"]),
    "groups": ({"groups": 1, "inside": 2}, ["JSON of another form"]),
    "a group of none": (
        {"groups": {"a": 1}, "inside": {"a": {"green": 1}}},
        ["Weights: green"],
    ),
    "a group without inside": ({"groups": {"a": 1, "b": 1}, "inside": {"a": {"income": 1}}}, ["b"]),
}


@pytest.mark.parametrize("case", WRONG_WEIGHTS)
def test_weights_that_cannot_be_used(typed, file, case):
    given, expected = WRONG_WEIGHTS[case]
    lines = told(typed, "rank", "--weights", file("weights.json", given))
    assert len(lines) == len(expected)
    assert all(part in line for part, line in zip(expected, lines, strict=True)), lines


def test_objective_weights_that_are_unknown(typed):
    (line,) = told(typed, "weights", "--objective", "entropie")
    assert line.startswith("Objective weights entropie: unknown. Choose:")
    words = ("weights", "--objective", "critic", "--normalisation", "mixmax")
    assert "minmax" in told(typed, *words)[0]


GOOD = "name,a,b\nX,1,2\nY,3,1\nZ,4,5\n"
WRONG_TABLES = {
    "twice a name, text for a number": (
        "name,a,b\nX,1,2\nY,3,x\nX,4,5\n",
        "key,direction\na,max\nb,min\n",
        2,
    ),
    "no column": (GOOD, "key,direction\na,max\nc,min\n", 1),
    "worst is best": (GOOD, "key,direction,worst,best\na,max,3,3\nb,min,5,1\n", 1),
    "misspelt curve": (GOOD, "key,direction,curve\na,max,lgo\nb,min,\n", 1),
    "negative weight": (GOOD, "key,direction,weight\na,max,-1\nb,min,1\n", 1),
    "weights all zero": (GOOD, "key,direction,weight\na,max,0\nb,min,0\n", 1),
    "direction": (GOOD, "key,direction\na,up\nb,min\n", 1),
    "contradiction": (GOOD, "key,direction,worst,best\na,max,5,1\nb,min,5,1\n", 1),
    "no direction column": (GOOD, "key,weight\na,1\nb,1\n", 1),
    "one alternative": ("name,a,b\nX,1,2\n", "key,direction\na,max\nb,min\n", None),
    "empty": ("", "key,direction\na,max\nb,min\n", 1),
}


@pytest.mark.parametrize("case", WRONG_TABLES)
def test_tables_and_criteria_at_fault(typed, file, case):
    table, criteria, count = WRONG_TABLES[case]
    words = ("--table", file("t.csv", table), "--criteria", file("c.csv", criteria))
    lines = told(typed, "rank", *words)
    assert count is None or len(lines) == count, lines


def test_check_tells_everything_and_fails_only_on_errors(typed, file):
    bad = file("bad.csv", WRONG_TABLES["twice a name, text for a number"][0])
    status, out, err = typed("check", bad, "--json")
    found = json.loads(out)
    assert status == 1
    assert set(found) == {"alternatives", "criteria", "findings"}
    assert found["criteria"] == ["a", "b"]
    assert len(err.splitlines()) == 2
    good = file("good.csv", GOOD)
    criteria = file("c.csv", "key,direction\na,max\nb,min\n")
    status, out, err = typed("check", good, "--criteria", criteria, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["alternatives"] == ["X", "Y", "Z"]


def test_a_log_curve_in_a_criteria_file_counts(document, file):
    table = file("t.csv", "name,a,b\nX,1,2\nY,10,2.5\nZ,100,3\n")
    straight = "key,direction,weight,worst,best,curve\na,max,1,1,100,{}\nb,min,1,3,2,\n"
    for curve, middle in (("linear", 1 / 11), ("log", 0.5)):
        criteria = file(f"{curve}.csv", straight.format(curve))
        found = document("rank", "--table", table, "--criteria", criteria)
        parts = {line["key"]: line["contributions"] for line in found["ranking"]}
        assert parts["Y"]["a"] == pytest.approx(middle / 2)


THRESHOLDS = "key,direction,weight,preference,q,p,s,cutoff\na,max,1,usual,,,,\nb,min,1,{},{},2,,4\n"


def test_preference_and_thresholds_in_a_criteria_file_count(document, typed, file):
    table = file("t.csv", GOOD)
    good = file("c.csv", THRESHOLDS.format("linear", "0.5"))
    words = ("rank", "--table", table, "--criteria", good, "--method", "promethee_ii")
    found = document(*words)
    assert found["parameters"]["preference"] == ["usual", "linear"]
    assert found["parameters"]["q"] == [0.0, 0.5]
    assert found["parameters"]["p"][1] == 2.0
    assert [line["key"] for line in found["ranking"]] == ["Y", "X"]
    assert [line["key"] for line in found["excluded"]] == ["Z"]
    assert not [f for f in found["findings"] if "direction" in f["problem"]]
    matrix = mcda.DecisionMatrix.of([[1, 2], [3, 1]], [1, -1])
    same = mcda.rank(
        matrix,
        [1, 1],
        "promethee_ii",
        preference=["usual", "linear"],
        q=[0, 0.5],
        p=found["parameters"]["p"],
    )
    assert [line["score"] for line in found["ranking"]] == pytest.approx(sorted(-same.scores)[::-1])
    for shape, q, expected in (("lineer", "0", "usual / ushape"), ("linear", "3", "is below q 3")):
        bad = file("bad.csv", THRESHOLDS.format(shape, q))
        lines = told(typed, *words[:4], bad, *words[5:])
        assert any(expected in line for line in lines), lines
    (line,) = told(
        typed, *words[:4], file("x.csv", THRESHOLDS.format("linear", "much")), *words[5:]
    )
    assert "q of b: much" in line


def test_a_scale_at_fault_is_told_with_its_row(typed, file):
    for worst, best, curve in ((3, 3, "linear"), (0, 9, "log")):
        rows = f"key,direction,worst,best,curve\nb,min,5,1,\na,max,{worst},{best},{curve}\n"
        words = ("--table", file("t.csv", GOOD), "--criteria", file("c.csv", rows))
        (line,) = told(typed, "rank", *words)
        assert line.startswith(f"c.csv, A3, worst, best of a: {worst}, {best}")


def test_wrong_usage_is_two_and_told_by_the_parser(capsys):
    for words in ([], ["rank", "--nonsense"], ["elicit", "--by", "guess", "--answers", "x"]):
        with pytest.raises(SystemExit) as stop:
            main(words)
        assert stop.value.code == 2
        assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_has_a_file_of_its_name_and_tells_its_options(verb, capsys):
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: green-heart {verb} ")
    assert said.splitlines()[1] == "", "usage names what must be given, in one line"
    # what only this verb has is read first
    assert "the study:" not in said or said.find("options:") < said.index("the study:")
    assert re.search(rf"examples:\n(  green-heart {verb}\b.*\n){{3}}$", said)


def test_the_version_is_told(capsys):
    assert (main(["--version"]), capsys.readouterr().out) == (
        0,
        f"green-heart {mcda.__version__}\n",
    )


@pytest.mark.slow
def test_the_program_itself_prints_one_document_and_no_traceback():
    for words, status in ((["methods", "--json"], 0), (["rank", "--stage", "x", "--json"], 1)):
        done = subprocess.run(
            [sys.executable, "-m", "mcda", *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == status
        json.loads(done.stdout)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rank", "--eligible", "seat_km=nan"], "Eligibility rule seat_km"),
        (["rank", "--eligible", "seat_km=999"], "no candidate meets the rules"),
        (["rank", "--cutoff", "tree_cover>=nan"], "tree_cover>=nan"),
        (["rank", "--assume", "611025.hsr_km=inf"], "611025.hsr_km=inf"),
        (["rank", "--weights", "income=1,income=2"], "criterion named twice"),
        (["rank", "--weights", ""], "no such file, no weights"),
        (["robust", "--samples", "100", "--seed", "-1"], "Seed: -1"),
        (["pilots", "--never", "Nope"], "Nope"),
        (["pilots", "--must", "Nope"], "Nope"),
        (["robust", "--region", "room", "--participants", "nofile"], "no such file"),
        (["rank", "--study", "mcda"], "a folder"),
        (["check", "mcda"], "a folder"),
        (["compare", "mcda", "mcda"], "a folder"),
        (["compare", "README.md", "README.md"], "not JSON"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(arguments, told, capsys):
    assert main(arguments) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) >= 1
    assert told in lines[0]
    assert main([*arguments, "--lang", "zh"]) == 1
    assert re.search("[\u4e00-\u9fff]", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--stage", "nope"], "nope"),
        (["--list-off", "mountain_side"], "mountain_side"),
        (["--data-year", "2024"], "2024"),
        (["--eligible", "seat_km=3"], "this table has none"),
    ],
)
def test_what_an_own_table_does_not_have_is_told(more, told, tmp_path, capsys):
    table = tmp_path / "own.csv"
    table.write_text("place,income (max),trees (max)\nA,5,2\nB,6,1\nC,7,3\n", "utf-8")
    assert main(["rank", "--table", str(table), *more]) == 1
    assert told in capsys.readouterr().err


def test_pilots_are_named_by_key_or_by_name_in_either_language(capsys):
    chosen = []
    for name in ("610923", "Ningshan", "宁陕县"):
        assert main(["pilots", "-k", "3", "--never", name, "--json"]) == 0
        chosen.append(json.loads(capsys.readouterr().out)["chosen"])
    assert chosen[0] == chosen[1] == chosen[2]
    assert "610923" not in [place["key"] for place in chosen[0]]


CORRECTIONS = "adcode,column,value,source\n610921,schooling,9.4,Census of 2025\n"


def test_corrections_of_a_file_are_in_the_study_its_brief_and_what_changed(
    file, document, tmp_path
):
    corrections, before, after = (
        file("c.csv", CORRECTIONS),
        str(tmp_path / "before.xlsx"),
        str(tmp_path / "after.xlsx"),
    )
    plain = document("brief", "-o", before)
    made = document("brief", "--corrections", corrections, "-o", after)
    assert made["checksum"] != plain["checksum"]
    assert document("rank", "--study", after)["checksum"] == made["checksum"]
    found = document("compare", before, after)
    (change,) = found["changes"]
    assert (change["alternative"], change["criterion"]) == ("610921", "schooling")
    assert (change["after"], change["source"]) == (9.4, "Census of 2025")
    assert "Census of 2025" in found["sentences"][0]


def test_a_file_of_corrections_at_fault_corrects_nothing(typed, file):
    lines = told(
        typed,
        "rank",
        "--corrections",
        file("c.csv", CORRECTIONS + "610000,schooling,9,x\n610922,housing,101,x\n"),
    )
    assert [line.partition(":")[0] for line in lines] == ["c.csv, line 3", "c.csv, line 4"]
    told(typed, "rank", "--corrections", "nowhere.csv")
    told(typed, "rank", "--corrections", file("d.csv", "a,b\n1,2\n"))
