"""Study → Brief: the table of contents of the workbook."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from mcda.report.tables.model import Brief, Column, Link, Sheet, Table
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


def brief(study: Study, t: Translator) -> Brief:
    """The brief of a study in the voice's language."""
    made = (make(study, t) for make in SHEETS.values())
    cover, *others = [sheet for sheet in made if sheet is not None]
    contents = Table(
        (Column(t("brief.sheet"), "key"), Column(t("brief.contents"), "text")),
        tuple((Link(sheet.name, sheet.key), sheet.title) for sheet in others),
        t("brief.contents"),
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
