"""The command line as a shell has it: help, what is mistyped, formats, pipes, completion, the manual page, schemas."""

import io
import json
import re
import shlex
import subprocess
import sys
from time import sleep

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from mcda.__main__ import main, parser
from mcda.cli import progress
from mcda.cli.commands import COMMANDS
from mcda.cli.commands.schema import described
from mcda.cli.printed_tables import width
from mcda.words import Translator

HAN = re.compile(r"[\u4e00-\u9fff]")
WHOLE = parser()


@pytest.fixture
def typed(capsys):
    """typed("rank", …): exit status, standard output, standard error."""

    def run(*words):
        try:
            status = main(list(words))
        except SystemExit as stop:
            status = stop.code
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def stdin(monkeypatch):
    """stdin(text): what comes on standard input."""

    def give(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return give


# help


@pytest.mark.parametrize("verb", COMMANDS)
def test_the_three_examples_of_a_verb_are_taken_by_its_parser(verb, stdin):
    stdin("")
    lines = [line for line in WHOLE.verbs[verb].epilog.splitlines() if "green-heart" in line]
    assert len(set(lines)) == 3
    for line in lines:
        words = shlex.split(re.split(r" [>|<] ?", line)[0])
        assert words[:2] == ["green-heart", verb]
        assert parser(verb).parse_args(words[1:]).verb == verb


def test_help_is_of_the_language_that_is_asked_for(typed):
    for words in (("--lang", "zh", "--help"), ("rank", "--help", "--lang=zh")):
        status, out, _ = typed(*words)
        assert status == 0
        assert out.startswith("用法：green-heart")
        assert "show this help" not in out


@pytest.mark.slow
def test_help_waits_for_no_numbers_or_tables():
    heavy = "numpy", "pandas", "scipy", "pymcdm", "openpyxl", "altair", "pydantic"
    code = f"import sys; from mcda.__main__ import main\ntry: main(['--help'])\nfinally: print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("[]\n"), done.stdout[-200:]


# what is mistyped

MISTYPED = {
    ("rnk",): "Did you mean rank?",
    ("frobnicate",): "Verbs: app, rank",
    (): "no verb is given",
    ("rank", "--topp", "5"): "Did you mean --top?",
    ("rank", "--zzz"): "no option --zzz here",
    ("rank", "surplus"): "“surplus” is one word too many",
    ("rank", "--top", "few"): "--top: “few” is not a whole number",
    ("rank", "--top", "0"): "--top: 0 is less than 1",
    ("rank", "--format", "cvs"): "Did you mean csv?",
    ("rank", "--data-year", "2023"): "--data-year: 2023 is not possible. Choose: 2024",
    ("rank", "--stage"): "--stage: its value is missing",
    ("rank", "--s", "x"): "--s could be one of several: --study, --stage, --scenario",
    ("rank", "--raw=1"): "--raw: takes no value",
    ("rank", "--what-if", "--scenario", "x"): "cannot be combined with",
    ("rank", "--town-type", "loosing_population"): "Did you mean losing_population?",
    ("why", "A"): "missing: B",
    ("elicit", "--by", "guess", "--answers", "x"): "Choose: direct_rating",
    ("store", "list", "--days", "0"): "0 is less than 1",
    ("app", "--port", "0"): "“0” is no port",
    ("robust", "--within", "half"): "“half” is not a number",
    ("schema", "rnk"): "Did you mean rank?",
}


@pytest.mark.parametrize("words", MISTYPED, ids=" ".join)
def test_wrong_usage_is_told_in_both_languages_with_what_is_near(typed, words):
    status, out, err = typed(*words)
    usage, told = err.splitlines()
    assert (status, out) == (2, "")
    assert usage.startswith("usage: green-heart ")
    assert MISTYPED[words] in told
    status, out, err = typed(*words, "--lang", "zh")
    usage, told = err.splitlines()
    assert (status, out) == (2, "")
    assert usage.startswith("用法：")
    assert HAN.search(told)
    assert not re.search(r"error|expected|required|invalid|argument|choose", told)


def test_a_candidate_is_known_by_any_of_its_names_and_the_nearest_are_told(typed):
    for words in (("镇巴", "宁陕"), ("zhenba county", "610923"), ("镇巴县", "Ningshan")):
        assert typed("why", *words)[2].startswith("Zhenba − Ningshan: -0.0461")
    status, _, err = typed("why", "Ningshen", "Foping")
    assert status == 1
    assert "Similar: Ningshan 610923" in err
    _, _, err = typed("pilots", "--must", "宁山县", "--lang", "zh")
    assert "相近的有：" in err


def test_weights_say_which_criteria_weigh_nothing_and_what_else_there_is(typed, secondary):
    status, _, err = typed("rank", "--weights", "income=0.5", "--top", "1")
    assert status == 0
    assert "Weights: criteria named: 1 of 13, weight 0 for tree cover, " in err
    found = json.loads(typed("rank", "--weights", "income=0.5", "--json")[1])["findings"]
    assert "weights.none" in [finding["code"] for finding in found]
    _, _, err = typed("rank", "--weights", "incme=1")
    assert "Criteria: tree_cover, " in err
    assert all(f", {use.key}" in err for use in secondary.stage.offered)


def test_of_many_findings_of_one_kind_the_first_and_the_count_are_told(typed, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("name\n" + "".join(f"Nowhere{i}\n" for i in range(300)), "utf-8")
    _, _, err = typed("lists", "--names", str(names))
    lines = err.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "and 290 more of the same kind"


# lines and formats


def test_a_table_is_all_that_stands_on_standard_output(typed):
    status, out, err = typed("rank")
    assert status == 0
    assert len(out.splitlines()) == 108  # the headings, and a line a candidate
    assert out.split()[:4] == ["Rank", "Key", "Name", "Score"]
    assert err.startswith("Qinba: ")
    _, first, _ = typed("rank", "--top", "3")
    assert [line.split() for line in first.splitlines()] == [
        line.split() for line in out.splitlines()[:4]
    ]


def test_a_province_by_either_name_keeps_the_ranks_among_all(typed):
    found = [
        json.loads(typed("rank", "--province", name, "--json")[1])["ranking"]
        for name in ("Gansu", "甘肃", "甘肃省")
    ]
    assert found[0] == found[1] == found[2]
    assert [line["rank"] for line in found[0]][:3] == [5, 20, 31]
    assert len(found[0]) == 18
    status, _, err = typed("rank", "--province", "Atlantis")
    assert status == 1
    assert "Choose: Henan" in err or "Gansu" in err
    status, out, _ = typed("pilots", "-k", "3", "--province", "Gansu", "--json")
    chosen = [one["key"] for one in json.loads(out)["chosen"]]
    assert chosen == [line["key"] for line in found[0]][:3]


def test_one_type_of_county_town_is_ranked_among_itself(typed):
    words = ("rank", "--stage", "tertiary", "--town-type", "losing_population", "--top", "2")
    _, out, err = typed(*words)
    assert len(out.splitlines()) == 3
    assert "losing population" in err.lower()
    found = json.loads(typed(*words, "--json")[1])["within_type"]
    assert [line["rank"] for line in found] == [1, 2]
    assert typed("rank", "--stage", "links", "--town-type", "losing_population")[0] == 1


def test_every_format_holds_the_same_table(typed, tmp_path):
    _, out, _ = typed("rank", "--stage", "primary", "--format", "csv", "-o", "-")
    frame = pd.read_csv(io.StringIO(out), dtype={"Key": str})
    lines = json.loads(typed("rank", "--stage", "primary", "--format", "json")[1])["ranking"]
    assert frame["Key"].tolist() == [line["key"] for line in lines]
    assert frame["Score"].tolist() == pytest.approx([line["score"] for line in lines])
    _, tabs, _ = typed("rank", "--stage", "primary", "--format", "tsv")
    assert pd.read_csv(io.StringIO(tabs), sep="\t", dtype={"Key": str}).equals(frame)
    _, marked, _ = typed("rank", "--stage", "primary", "--format", "markdown")
    assert marked.splitlines()[1] == "| --: | :-- | :-- | --: |"
    assert len(marked.splitlines()) == len(frame) + 2
    path = tmp_path / "cities.csv"
    status, out, err = typed("rank", "--stage", "primary", "-o", str(path), "--lang", "zh")
    assert (status, out) == (0, "")
    assert err.splitlines()[-1] == f"已写入：{path}" or str(path) in err
    assert path.read_bytes().startswith("\ufeff".encode())  # by which Excel reads Chinese
    assert len(pd.read_csv(path)) == len(frame)


def test_of_several_tables_csv_holds_the_first_and_says_so(typed):
    _, out, err = typed("network", "--format", "csv")
    assert len(pd.read_csv(io.StringIO(out))) == 14
    assert "Only the first table. Tables in all: 2." in err
    _, out, _ = typed("network", "--format", "markdown")
    assert out.count("--:") > 5


def test_columns_are_as_wide_as_a_terminal_shows_them(typed):
    _, out, _ = typed("rank", "--top", "5", "--lang", "zh")
    assert {width(line) for line in out.splitlines()} == {width(out.splitlines()[1])}


def test_standard_input_is_a_file_named_by_a_dash(typed, stdin):
    table = "place,income (max),trees (max)\nA,5,2\nB,6,1\nC,7,3\n"
    stdin(table)
    assert typed("rank", "--table", "-")[1].split()[-6:] == ["2", "A", "0.2500", "2", "B", "0.2500"]
    stdin(table)
    assert typed("check", "-")[1].startswith("Candidates: 3. Criteria: 2")
    stdin('{"income": 1}')
    assert json.loads(typed("rank", "--weights", "-", "--json")[1])["weights"]["income"] == 1
    stdin("")
    status, _, err = typed("check", "-")
    assert status == 1
    assert err.startswith("stdin.csv: the file is empty")


def test_a_file_goes_to_standard_output(capsysbinary):
    assert main(["template", "-o", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_colour_is_for_a_terminal_alone(monkeypatch, typed):
    assert "\x1b" not in "".join(typed("stages")[1:])
    for no_colour, is_bold in (("", True), ("1", False)):
        monkeypatch.setenv("NO_COLOR", no_colour)
        monkeypatch.setattr(sys, "stdout", Terminal())
        main(["stages"])
        assert sys.stdout.getvalue().startswith("\x1b[1mKey") is is_bold


def test_progress_is_for_long_work_on_a_terminal(monkeypatch):
    for stream, after, is_told in (
        (Terminal(), 0.01, True),
        (Terminal(), 9, False),
        (io.StringIO(), 0.01, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "AFTER", after)
        with progress.Progress(Translator("en")) as tell:
            tell(0.25)
            sleep(0.1)
        assert ("computing, 0 s, 25%" in stream.getvalue()) is is_told
        assert not is_told or stream.getvalue().endswith(progress.CLEARED)


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_is_no_fault():
    command = [sys.executable, "-m", "mcda", "rank", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == 0


# what there is


def test_criteria_candidates_and_stages_are_listed(typed, secondary):
    out = typed("criteria")[1]
    assert [line.split()[0] for line in out.splitlines()[1:]] == [
        *secondary.stage.keys,
        *(use.key for use in secondary.stage.offered),
    ]
    assert out.splitlines()[-1].endswith("only offered")
    found = json.loads(typed("candidates", "--json")[1])["candidates"]
    assert len(found) == 119
    assert sum(one["excluded"] is None for one in found) == 107
    stages = json.loads(typed("stages", "--json")[1])["stages"]
    assert [stage["candidates"] for stage in stages] == [11, 107, 93, 15]


def test_completion_is_made_for_each_shell(typed):
    for shell in ("bash", "zsh", "tcsh"):
        status, out, _ = typed("--print-completion", shell)
        assert status == 0
        assert all(word in out for word in ("green-heart", "robust", "--town-type", "markdown"))
    assert typed("--print-completion", "fsh")[0] == 2


def test_the_manual_page_holds_every_verb_and_option(typed):
    for lang in ("en", "zh"):
        _, page, _ = typed("man", "--lang", lang)
        assert page.startswith(".TH GREEN-HEART 1")
        assert {f".SH {verb.upper()}" for verb in COMMANDS} <= set(page.splitlines())
        for flag in WHOLE.verbs["rank"].flags:
            assert flag.replace("-", "\\-") in page
        assert bool(HAN.search(page)) is (lang == "zh")


# documents

DOCUMENTS = {
    "rank": ("--stage", "primary", "--method", "vikor"),
    "weights": ("--objective", "entropy", "--stage", "primary"),
    "elicit": ("--by", "direct_rating", "--answers", "answers.json"),
    "robust": ("--stage", "primary", "--samples", "200"),
    "why": ("Ningshan", "Foping"),
    "methods": (),
    "criteria": (),
    "candidates": ("--stage", "tertiary"),
    "stages": (),
    "lists": (),
    "pilots": ("--stage", "primary", "-k", "3"),
    "chain": (),
    "network": (),
    "check": ("table.csv", "--values"),
    "template": ("--towns", "611025", "-o", "study.xlsx"),
    "brief": None,  # tests/cli/test_commands.py writes one
    "layers": ("--stage", "links"),
    "compare": ("study.json", "study.json"),
    "import": None,
    "store": ("list",),
}


def closed(schema):
    """The schema, by which no key may stand that it does not describe."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(each) for key, each in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in inner else inner


def test_every_document_is_described():
    assert set(described()) == set(DOCUMENTS) == set(COMMANDS) - {"app", "schema", "man"}


@pytest.mark.slow
@pytest.mark.parametrize("verb", [verb for verb, words in DOCUMENTS.items() if words is not None])
def test_a_document_is_as_its_schema_says(typed, verb, tmp_path, monkeypatch, own_store):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.json").write_text('{"points": {"a": 100, "b": 60}}')
    (tmp_path / "table.csv").write_text("name,a (max),b (max)\nX,1,2\nY,3,\nZ,2,2\n")
    if verb == "compare":
        from mcda.study.factory import embedded_study
        from mcda.study.io import to_json

        (tmp_path / "study.json").write_text(to_json(embedded_study("links")), "utf-8")
    schema = json.loads(typed("schema", verb)[1])
    Draft202012Validator.check_schema(schema)
    status, out, err = typed(verb, *DOCUMENTS[verb], "--json")
    assert status == 0, err
    Draft202012Validator(closed(schema)).validate(json.loads(out))
