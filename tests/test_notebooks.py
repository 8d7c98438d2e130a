"""docs/python.md and the notebooks beside it: their code runs, what they show can be shown, their figures are true."""

import ast
import inspect
import json
import re
from pathlib import Path

import altair as alt
import numpy as np
import pytest
from pymcdm import methods

from mcda import METHODS

FOLDER = Path(__file__).parents[1] / "docs/notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def shown(value: object) -> None:
    """As a notebook shows it: a chart, a table, else a line."""
    if isinstance(value, alt.LayerChart):
        assert value.to_dict()
    elif hasattr(value, "_repr_html_"):
        assert "<table" in value._repr_html_()
    else:
        assert repr(value)


def test_the_four_notebooks_are_there_and_the_page_of_python_leads_to_each():
    assert [path.stem for path in NOTEBOOKS] == [
        "first_ranking",
        "own_table",
        "robustness",
        "workshop",
    ]
    page = (FOLDER.parent / "python.md").read_text("utf-8")
    assert [path.name for path in NOTEBOOKS if f"(notebooks/{path.name})" not in page] == []


@pytest.mark.slow
def test_the_code_of_the_page_runs_and_gives_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    page = (FOLDER.parent / "python.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert [block.split("\n")[0] for block in blocks if "skcriteria" in block] == [
        "# scikit-criteria 0.9, from its documentation and sources; not run here"
    ]
    given = []
    for block in blocks:
        if "skcriteria" not in block:
            *lines, last = ast.parse(block).body
            exec(compile(ast.Module(lines, []), "python.md", "exec"), names)
            given.append(eval(compile(ast.Expression(last.value), "python.md", "eval"), names))
    ours, theirs = given[-2:]
    assert np.allclose(ours, theirs, atol=1e-12)
    said = re.search(r"scores  # ([\d., ]+)", page)[1]
    assert ours.round(3).tolist() == [float(number) for number in said.split(", ")]


def test_defaults_differ_from_those_of_pymcdm_where_the_page_says_so():
    found = {}
    for key, method in METHODS.items():
        own = {p.key: p.default for p in method.parameters}.get("normalisation")
        classes = [getattr(methods, name) for name in dir(methods) if name.lower() == key]
        for each in classes:
            theirs = inspect.signature(each.__init__).parameters.get("normalization_function")
            if own is not None and theirs is not None:
                name = theirs.default.__name__.removesuffix("_normalization")
                found |= {key: (own, name)} if name != own else {}
    assert found == {"topsis": ("vector", "minmax"), "wsm": ("linear", "sum")}


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_its_first_cell_to_its_last(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert [c for c in cells if c["outputs"] or c["execution_count"]] == []
    names = {"__name__": path.stem}
    for cell in cells:
        *lines, last = ast.parse("".join(cell["source"])).body
        if not isinstance(last, ast.Expr):
            lines.append(last)
        exec(compile(ast.Module(lines, []), path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            shown(eval(compile(ast.Expression(last.value), path.name, "eval"), names))
