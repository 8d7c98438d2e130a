"""Study → Brief: the table of contents of the workbook."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from mcda.report.tables.model import Brief, Link, Paper, Sheet, tabulate
from mcda.report.workbook import sheets
from mcda.study.io import digest, to_json
from mcda.study.study import Study
from mcda.words import Translator, phrases

Maker = Callable[
    [Study, Translator], Sheet | None
]  # None: a sheet with nothing to say is not there
TAB = "tab_"


def _read_sheets() -> dict[str, Maker]:
    """What the files in sheets/ make, in the order in which words/brief.toml names their tabs."""
    found: dict[str, Maker] = {}
    for module in iter_modules(sheets.__path__, f"{sheets.__name__}."):
        found |= import_module(module.name).SHEETS
    tabs = [name.removeprefix(TAB) for name in phrases("brief") if name.startswith(TAB)]
    return {key: found[key] for key in tabs}


SHEETS = _read_sheets()
ANSWER = ("cover", "answer")  # a page each
# To recalculate, to check or to look up: of no use on paper.
FILE_ONLY = (
    "map",
    "chain",
    "instruments",
    "heritage",
    "types",
    "learn",
    "lists",
    "performance",
    "evidence",
    "what_if",
    "steps",
    "audit",
)


def _on_paper(sheet: Sheet, t: Translator) -> Sheet:
    """The sheet with what it is on paper, and the header that says so."""
    paper: Paper = (
        "answer" if sheet.key in ANSWER else "file" if sheet.key in FILE_ONLY else "appendix"
    )
    header = {
        "answer": _printed_as(paper, t),
        "appendix": t("brief.header_appendix", sheet=sheet.title),
        "file": "",
    }
    return replace(sheet, paper=paper, header=header[paper])


def _printed_as(paper: Paper, t: Translator) -> str:
    words = {
        "answer": t("brief.tab_answer"),
        "appendix": t("brief.paper_appendix"),
        "file": t("brief.paper_file"),
    }
    return words[paper]


def brief(study: Study, t: Translator) -> Brief:
    """The brief of a study in the voice's language."""
    made = (make(study, t) for make in SHEETS.values())
    cover, *others = [_on_paper(sheet, t) for sheet in made if sheet is not None]
    contents = tabulate(
        t,
        t("brief.contents"),
        others,
        ("brief.sheet", "key", lambda sheet: Link(sheet.name, sheet.key)),
        ("brief.contents", "text", lambda sheet: sheet.title),
        ("brief.on_paper", "key", lambda sheet: _printed_as(sheet.paper, t)),
    )
    cover = replace(cover, tables=(*cover.tables, contents))
    return Brief(
        t.text(study.title),
        t.lang,
        study.date,
        digest(study),
        (cover, *others),
        to_json(study, ascii_only=True),
    )
