"""Briefs of the embedded studies, written once and recalculated by LibreOffice once."""

from pathlib import Path

import pytest

from criteria.text import LANGS
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.conftest import STAGES
from tests.drivers import soffice

NOT_CHECKED = (
    "LibreOffice was not found, so the brief was NOT recalculated: every formula and value, the check cell, places "
    "under other weights, TOPSIS and the weighted product, charts and hostile names. `python -m tests.drivers.soffice` "
    "installs it."
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if soffice.installed() is None:
        terminalreporter.write_sep("!", "NOT CHECKED", red=True)
        terminalreporter.write_line(NOT_CHECKED)


@pytest.fixture(scope="session")
def office() -> None:
    """Asked for by what only LibreOffice can check."""
    if soffice.installed() is None:
        pytest.skip(NOT_CHECKED)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The brief of every stage in both languages."""
    folder = tmp_path_factory.mktemp("briefs")
    found = {}
    for stage in STAGES:
        study = embedded_study(stage)
        for lang in LANGS:
            path = folder / f"{stage}_{lang}.xlsx"
            path.write_bytes(write(brief(study, Translator(lang))))
            found[stage, lang] = path
    return found


@pytest.fixture(scope="session")
def recalculated(
    office: None, written: dict[tuple[str, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """The same files, opened and saved by LibreOffice."""
    made = soffice.convert(list(written.values()), tmp_path_factory.mktemp("recalculated"))
    return dict(zip(written, made, strict=True))
