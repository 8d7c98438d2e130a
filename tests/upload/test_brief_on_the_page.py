"""A brief brought to the page is the study that it holds; what was typed into its cells is asked about."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from criteria.text import LANGS
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.study.io import digest
from mcda.words import Translator
from tests.drivers.app_pages import opened
from tests.drivers.workbooks import cell_of, typed

pytestmark = pytest.mark.slow

SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "briefs"
TOLD = {
    "en": "the what-if sheet holds other weights: tree cover 40 (was 18), GDP per capita 0 (was 4)",
    "zh": "“试算”表中改填了权重：林木覆盖率为40（原为18）、人均地区生产总值为0（原为4）",
}
LIUBA = "610729"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory) -> Path:
    """The brief of another choice than the one a session begins with."""
    path = tmp_path_factory.mktemp("brief") / "brief.xlsx"
    study = embedded_study("secondary").with_changes(missing_value_policy="worst")
    path.write_bytes(write(brief(study, Translator("en"))))
    return path


@pytest.fixture(scope="module")
def edited(untouched) -> bytes:
    cells = {"weight_tree_cover": 40.0, "weight_income": 0.0}
    found = {cell_of(untouched, name): new for name, new in cells.items()}
    return typed(untouched.read_bytes(), found)


def brought(lang: str, name: str, data: bytes):
    """The page of data after a file was given to it."""
    app = opened("data", lang)
    return app.file_uploader(key="_upload").upload(name, data).run()


def words(app) -> str:
    return " ".join(element.value for element in app.markdown)


def press(app, label: str):
    return next(button for button in app.button if button.label == label).click().run()


def labels(app) -> set[str]:
    return {button.label for button in app.button}


@pytest.mark.parametrize("lang", LANGS)
def test_an_untouched_brief_comes_to_hand_as_its_study_and_asks_nothing(untouched, lang):
    app, t = brought(lang, "brief.xlsx", untouched.read_bytes()), Translator(lang)
    assert not app.exception
    assert not app.error
    study = app.session_state["studies"]["secondary"]
    assert study.scenario.missing_value_policy == "worst"
    assert app.session_state["upload"].proposal is None
    assert "brief.xlsx" in words(app)
    assert not labels(app) & {t("upload.take_cells"), t("upload.use_table")}


@pytest.mark.parametrize("name", sorted(path.name for path in SAVED.iterdir()))
def test_a_brief_of_1_0_comes_to_hand_and_asks_nothing(name):
    app = brought("zh", name, (SAVED / name).read_bytes())
    assert not app.exception
    assert not app.error
    assert Translator("zh")("upload.take_cells") not in labels(app)
    recorded = reopened(SAVED / name).study
    assert app.session_state["stage"] == recorded.stage.key
    assert digest(app.session_state["studies"][recorded.stage.key]) == digest(recorded)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_typed_is_asked_about_and_taken(edited, lang):
    app, t = brought(lang, "edited.xlsx", edited), Translator(lang)
    assert TOLD[lang] in words(app)
    recorded = app.session_state["studies"]["secondary"]
    assert recorded.ranking.rank(LIUBA) > 3
    assert [scenario.key for scenario in recorded.scenarios if "brief" in scenario.key] == []
    app = press(app, t("upload.take_cells"))
    assert not app.exception
    study = app.session_state["studies"]["secondary"]
    assert study.active == "from_brief"
    assert study.weights["income"] == 0
    assert study.scenarios[:-1] == recorded.scenarios
    assert study.scenario.missing_value_policy == "worst"
    assert TOLD[lang] not in words(app)
    assert t("upload.take_cells") not in labels(app)


def test_what_was_typed_is_asked_about_and_left(edited):
    app, t = brought("en", "edited.xlsx", edited), Translator("en")
    before = digest(app.session_state["studies"]["secondary"])
    app = press(app, t("upload.leave_cells"))
    assert TOLD["en"] not in words(app)
    assert digest(app.session_state["studies"]["secondary"]) == before


def test_what_was_done_meanwhile_stays_when_the_cells_are_taken(edited):
    app, t = brought("en", "edited.xlsx", edited), Translator("en")
    app.radio(key="_beyond").set_value("raw").run()
    app = press(app, t("upload.take_cells"))
    study = app.session_state["studies"]["secondary"]
    assert study.active == "from_brief"
    assert [s.beyond for s in study.scenarios if s.key == study.scenarios[0].key] == ["raw"]


def test_cells_that_cannot_be_taken_are_told_and_can_only_be_left(untouched):
    cell = {cell_of(untouched, "worst_tree_cover"): "much"}
    app = brought("zh", "edited.xlsx", typed(untouched.read_bytes(), cell))
    t = Translator("zh")
    take = next(button for button in app.button if button.label == t("upload.take_cells"))
    assert take.disabled
    assert "much" in " ".join(element.value for element in app.error)
    assert t("upload.take_cells") not in labels(press(app, t("upload.leave_cells")))


def test_what_stands_in_a_cell_is_shown_and_never_run(untouched):
    cell = {cell_of(untouched, "weight_income"): "[a](http://b.example)"}
    app = brought("en", "edited.xlsx", typed(untouched.read_bytes(), cell))
    assert r"\[a\](http" in words(app)
    assert "[a](" not in words(app).replace(r"\[a\]", "")


def test_cells_under_which_nothing_can_be_ranked_are_told_when_they_are_taken(untouched):
    cell = {cell_of(untouched, "at_least_tree_cover"): 1000.0}
    app, t = brought("en", "edited.xlsx", typed(untouched.read_bytes(), cell)), Translator("en")
    before = digest(app.session_state["studies"]["secondary"])
    app = press(app, t("upload.take_cells"))
    assert not app.exception
    assert "a ranking needs two" in " ".join(element.value for element in app.error)
    assert digest(app.session_state["studies"]["secondary"]) == before


def test_a_workbook_with_a_sheet_called_study_is_still_a_table(tmp_path):
    book = Workbook()
    page = book.active
    page.title = "study"
    for row in (["place", "income (max)", "trees (max)"], ["A", 5, 7], ["B", 6, 2], ["C", 7, 3]):
        page.append(row)
    file = tmp_path / "study.xlsx"
    book.save(file)
    app = brought("en", "study.xlsx", file.read_bytes())
    assert app.session_state["upload"].proposal is not None
    assert "Use this table" in labels(app)


def test_an_own_study_comes_back_from_its_brief():
    app = brought("en", "own_table_en.xlsx", (SAVED / "own_table_en.xlsx").read_bytes())
    assert app.session_state["stage"] == "own"
    assert app.session_state["own"]
    assert "Save study (JSON)" in {b.label for b in app.get("download_button")}
