"""CONTRIBUTING's recipes, performed: a copy of the product, changed in the files that a recipe names and in no other."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
TABLE = re.findall(
    r"^\| (an? [^|]+?) \| ([^|]+) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
)
RECIPES = {what: tuple(re.findall(r"`([^`]+)`", files)) for what, files in TABLE}
BOTH = '{ en = "Dummy", zh = "虚设" }'


# what counts the limitations of methods
COUNTING = (
    *("tests/__init__.py", "tests/drivers/__init__.py", "benchmarks/__init__.py"),
    *("tests/drivers/stacked_methods.py", "tests/drivers/method_limitations.py"),
    "benchmarks/limitations.py",
)


class Tree:
    """A copy of the product that remembers which of its files were changed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.changed = folder, set()
        for name in ("criteria", "inputs", "mcda"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        (folder / "tests" / "published").mkdir(parents=True)
        for file in (ROOT / "tests" / "published").glob("*.toml"):
            shutil.copy(file, folder / "tests" / "published")
        for path in COUNTING:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.changed.add(path)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def replace(self, path: str, old: str, new: str) -> None:
        before = self.read(path)
        assert old in before, (path, old)
        self.write(path, before.replace(old, new, 1))

    def run(self, script: str) -> None:
        """Run a script in the copy: it ends without an error, or what it printed is shown."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


COMMAND_LINE = """
import contextlib, io, json
from mcda.__main__ import main

def run(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main([*words, "--json"]) == 0, out.getvalue()
    return json.loads(out.getvalue())
"""
BRIEF = """
from mcda.report.workbook.contents import brief
from mcda.study.factory import embedded_study
from mcda.words import Translator

def sheets(stage, lang):
    return {sheet.key: sheet for sheet in brief(embedded_study(stage), Translator(lang)).sheets}
"""
PAGE = """
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from mcda.app.entry import SCRIPT

def opened(page, **state):
    app = AppTest.from_file(str(SCRIPT), default_timeout=120)
    app.query_params["lang"] = "en"
    for key, value in state.items():
        app.session_state[key] = value
    app._page_hash = calc_hash(page)
    app = app.run()
    assert not app.exception, app.exception
    return app, " ".join(str(element.value) for kind in (app.title, app.markdown, app.header) for element in kind)
"""


def a_criterion(tree: Tree) -> None:
    tree.append(
        "criteria/connectivity.toml",
        f"""
[[criterion]]
key = "dummy"
name = {BOTH}
inline = {BOTH}
high = {BOTH}
low = {BOTH}
description = {BOTH}
unit = {{ en = "m", zh = "米" }}
kind = "means"
relation = 5
variable = "elevation_m"
sources = ["elevation_m"]
caveat = {BOTH}
""",
    )
    stages = tree.read("criteria/stages.toml")
    head, rest = stages.split('key = "secondary"')
    block, *others = rest.split("[[stage]]")
    use = f'[[stage.criterion]]\nkey = "dummy"\nkind = "means"\nworst = 3000\nbest = 300\npoints = 10\nreason = {BOTH}\n\n'
    tree.write(
        "criteria/stages.toml",
        "[[stage]]".join([head + 'key = "secondary"' + block + use, *others]),
    )
    tree.run(
        COMMAND_LINE
        + BRIEF
        + PAGE
        + """
assert run("rank")["weights"]["dummy"] > 0
assert run("rank")["ranking"][0]["contributions"]["dummy"] >= 0
sheet = sheets("secondary", "zh")["performance"]
assert any("虚设" in str(table) for table in sheet.tables)
app, _ = opened("weights")
assert any("Dummy" in slider.label for slider in app.slider)
"""
    )


def a_stage(tree: Tree) -> None:
    stages = tree.read("criteria/stages.toml")
    block = stages.split('key = "secondary"')[1].split("[[stage]]")[0]
    block = re.sub(r"^opens = .*\n|^part = .*\n", "", block, flags=re.MULTILINE)
    block = re.sub(r"^(name|title) = .*$", rf"\1 = {BOTH}", block, count=2, flags=re.MULTILINE)
    tree.append("criteria/stages.toml", f'\n[[stage]]\nkey = "dummy"{block}')
    tree.run(
        COMMAND_LINE
        + BRIEF
        + PAGE
        + """
assert run("rank", "--stage", "dummy")["ranking"] == run("rank", "--stage", "secondary")["ranking"]
assert sheets("dummy", "en")["ranking"].tables
app, _ = opened("ranking")
assert "Dummy" in str([radio.options for radio in app.radio] + [box.options for box in app.selectbox] + [str(app)])
"""
    )


def a_ranking_method(tree: Tree) -> None:
    tree.write(
        "mcda/methods/dummy.py",
        tree.read("mcda/methods/topsis.py").replace("TOPSIS: near", "Dummy: near"),
    )
    words = re.search(
        r"^\[topsis\]\n(.*?)\n\n", tree.read("mcda/methods/methods.toml"), re.DOTALL | re.MULTILINE
    )
    entry = re.sub(r"^name = .*$", f"name = {BOTH}", words[1], flags=re.MULTILINE)
    tree.append("mcda/methods/methods.toml", f"\n[dummy]\n{entry}\n")
    example = re.search(
        r"^\[topsis_hwang_yoon_1981\]\n(.*?)\n\n",
        tree.read("tests/published/distance.toml"),
        re.DOTALL | re.MULTILINE,
    )
    tree.write(
        "tests/published/dummy.toml",
        "[dummy_example]\n" + example[1].replace('"topsis"', '"dummy"') + "\n",
    )
    stacked = "tests/drivers/stacked_methods.py"
    own = re.search(r'^    "topsis": (.*)$', tree.read(stacked), re.MULTILINE)
    tree.replace(stacked, "Array]] = {\n", f'Array]] = {{\n    "dummy": {own[1]}\n')
    tree.run("from benchmarks.limitations import main; main(60)")
    tree.changed.add("mcda/methods/limitations.csv")
    tree.run(
        COMMAND_LINE
        + PAGE
        + """
import tomllib
import numpy as np
import mcda
from mcda.methods.kernel import prepare

assert "Counted on 60 random tables" in mcda.METHODS["dummy"].limitations.en
assert "dummy" in str(run("methods"))
assert run("rank", "--method", "dummy")["method"] == "dummy"
case = tomllib.load(open("tests/published/dummy.toml", "rb"))["dummy_example"]
matrix = mcda.DecisionMatrix.of(case["matrix"], case["directions"])
found = mcda.rank(matrix, case["weights"], "dummy", **case.get("parameters", {}))
assert np.allclose(found.scores, case["scores"], atol=case["tolerance"])
kernel = prepare("dummy", matrix, found.parameters)
assert np.allclose(kernel(found.weights.array[None, :])[0], found.scores)
app, _ = opened("ranking")
assert "Dummy" in str([box.options for box in app.selectbox])
"""
    )


def a_weighting_method(tree: Tree) -> None:
    points = tree.read("mcda/weighting/points.py")
    points = points[: points.index("\n\ndef parse_points")]
    points = points.replace("DirectRating", "Dummy").replace('key = "points"', 'key = "dummy"')
    points = points.replace(
        "class Dummy", "from mcda.weighting.points import parse_points\n\n\nclass Dummy"
    )
    tree.write("mcda/weighting/dummy.py", points + "\n")
    tree.replace(
        "mcda/weighting/registry.py",
        "from mcda.weighting.model import WeightingMethod",
        "from mcda.weighting.dummy import Dummy\nfrom mcda.weighting.model import WeightingMethod",
    )
    tree.replace("mcda/weighting/registry.py", "BestWorst())", "BestWorst(), Dummy())")
    ends = ("", "_says", "_form", "_how", "_paper", "_table")
    tree.append("mcda/words/weighting.toml", "".join(f"dummy{end} = {BOTH}\n" for end in ends))
    tree.run(
        PAGE
        + """
import random
import numpy as np
import mcda
from mcda.group.model.paper_form_table import template
from mcda.group.model.paper_forms import paper_forms
from mcda.report.html.paper_forms import paper_form_pages
from mcda.group.model.workshop import Workshop
from mcda.study.factory import embedded_study
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator

method = WEIGHTING_METHODS["dummy"]
answers = method.simulated(("a", "b"), np.array([0.75, 0.25]), random.Random(1))
assert mcda.elicit("dummy", answers).weights.as_dict()["a"] > 0.5
room = Workshop.of(embedded_study("secondary"), "A room", "dummy")
printed = paper_forms(room, 1)
assert template(room, printed)
assert "Dummy" in paper_form_pages(room, "ABCDEF", printed, Translator("en"))
app, text = opened("weights")
names = str([radio.options for radio in app.radio] + [app.main])
assert "Dummy" in names
_, text = opened("workshop")
"""
    )


def a_page(tree: Tree) -> None:
    tree.write(
        "mcda/app/pages/dummy/page.py",
        '"""A page."""\n\nfrom mcda.app.state import session\nfrom mcda.app.widgets import page_parts\n\n'
        't = session.translator()\npage_parts.headline(t("dummy.sentence"))\n',
    )
    tree.write("mcda/words/dummy.toml", f"sentence = {BOTH}\n")
    tree.replace("mcda/app/__init__.py", '    "brief",\n', '    "brief",\n    "dummy",\n')
    tree.append("mcda/words/app.toml", f"\ndummy = {BOTH}\n")
    tree.run(PAGE + '\n_, text = opened("dummy")\nassert "Dummy" in text\n')


def a_sheet(tree: Tree) -> None:
    tree.write(
        "mcda/report/workbook/sheets/dummy.py",
        '"""A sheet."""\n\nfrom mcda.report.tables.model import Column, Table, sheet\n\n\n'
        "def dummy(study, t):\n"
        '    return sheet("dummy", t, t("brief.title_dummy"), [], Table((Column(t("chart.name"), "name"),), ((study.date,),), "a"))\n\n\n'
        'SHEETS = {"dummy": dummy}\n',
    )
    tree.append("mcda/words/brief.toml", f"\ntab_dummy = {BOTH}\ntitle_dummy = {BOTH}\n")
    tree.run(
        BRIEF
        + """
for lang in ("en", "zh"):
    assert sheets("secondary", lang)["dummy"].title == {"en": "Dummy", "zh": "虚设"}[lang]
"""
    )


def a_map_layer(tree: Tree) -> None:
    tree.replace(
        "mcda/report/maps/layers.py",
        '    "badges": badge_map,\n',
        '    "badges": badge_map,\n    "dummy": badge_map,\n',
    )
    tree.append("mcda/words/region.toml", f"\nview_dummy = {BOTH}\ndummy_words = {BOTH}\n")
    tree.run(
        PAGE
        + """
app, _ = opened("region")
choice = next(r for r in [*app.radio, *app.get("button_group"), *app.selectbox] if "Dummy" in str(getattr(r, "options", r)))
"""
    )


def a_column_of_the_ranking(tree: Tree) -> None:
    tree.replace(
        "mcda/report/tables/ranking.py",
        '    "score": RankingColumn(',
        '    "dummy": RankingColumn("ranking.dummy", "text", lambda _, line, __: f"D{line.rank}"),\n    "score": RankingColumn(',
    )
    tree.append("mcda/words/ranking.toml", f"\ndummy = {BOTH}\n")
    tree.run(
        COMMAND_LINE
        + BRIEF
        + PAGE
        + """
from mcda.report.html.print import answer_page, ranking_csv

study = embedded_study("secondary")
assert "D1" in str(run("rank")["ranking"][0])
assert "Dummy" in str([column.title for table in sheets("secondary", "en")["ranking"].tables for column in table.columns])
assert "Dummy" in str(ranking_csv(study, Translator("en")))
app, _ = opened("ranking")
assert any("Dummy" in frame.value.columns for frame in app.dataframe)
"""
    )


def a_command(tree: Tree) -> None:
    tree.write(
        "mcda/cli/commands/dummy.py",
        '"""dummy: a command."""\n\nfrom mcda.cli.answer import Answer, translator\nfrom mcda.cli.parser import add_common\n\n\n'
        'def add_options(verb):\n    add_common(verb, of_study=False)\n\n\ndef run(options):\n    t = translator(options)\n    return Answer({"said": t("cli.dummy")}, t("cli.dummy"))\n',
    )
    tree.replace("mcda/cli/commands/__init__.py", "COMMANDS = (\n", 'COMMANDS = (\n    "dummy",\n')
    tree.append("mcda/words/cli.toml", f"\nverb_dummy = {BOTH}\ndummy = {BOTH}\n")
    tree.run(COMMAND_LINE + '\nassert run("dummy", "--lang", "zh") == {"said": "虚设"}\n')


def a_check(tree: Tree) -> None:
    tree.replace(
        "inputs/checks.py",
        "CHECKS = (\n",
        'def dummy(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:\n    yield Finding.of("check.dummy", stage=stage.key)\n\n\nCHECKS = (\n    dummy,\n',
    )
    tree.append(
        FINDINGS,
        '\n["check.dummy"]\nseverity = "note"\n'
        + "".join(f"{part} = {BOTH}\n" for part in ("place", "problem", "remedy")),
    )
    tree.run(
        """
from mcda.study.factory import embedded_study
from inputs.checks import check

study = embedded_study("secondary")
found = check(study.evidence, study.catalogue, study.stage, study.candidates)
assert "虚设" in [f.in_("zh").remedy for f in found]
"""
    )


FINDINGS = "criteria/findings/data.toml"
PERFORMED: dict[str, Callable[[Tree], None]] = {
    function.__name__.replace("_", " "): function
    for function in (
        *(a_criterion, a_stage, a_ranking_method, a_weighting_method, a_page, a_sheet),
        *(a_map_layer, a_column_of_the_ranking, a_command, a_check),
    )
}


def test_every_recipe_is_performed():
    assert set(RECIPES) == set(PERFORMED)


@pytest.mark.parametrize("what", PERFORMED)
def test_a_recipe_needs_the_files_it_names_and_no_other(what, tmp_path):
    tree = Tree(tmp_path)
    PERFORMED[what](tree)
    named = {path.replace("NAME", "dummy") for path in RECIPES[what]}
    assert tree.changed == named
