"""Page Brief: rank ranges of the top 10 as in the file, the downloads, and a short look at one sheet."""

import re

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from criteria.text import LANGS
from mcda.report.workbook.sheets.ranking import answer
from mcda.robustness import Sampling
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.conftest import STAGES
from tests.drivers.app_pages import opened

TOP, MOST_WORDS = 10, 250
WORD = re.compile(r"[A-Za-z0-9][\w'’.,%/-]*")


def shown_rows(app: AppTest) -> list[dict]:
    """The rows of the picture."""
    sent = app.get("vega_lite_chart")[0].proto.datasets
    tables = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in sent]
    return next(table for table in tables if "range" in table).to_dict("records")


def preview(app: AppTest) -> str:
    """The words of the sheet that is shown, without the notes that are closed."""
    paper = next(e.proto.body for e in app.get("html") if 'class="brief"' in e.proto.body)
    return re.sub(r"<style>.*?</style>|<details>.*?</details>|<[^>]+>", " ", paper, flags=re.DOTALL)


@pytest.mark.parametrize("stage", STAGES)
def test_the_picture_has_the_rank_ranges_of_the_file(stage):
    app = opened("brief", "en", stage=stage, sampling=Sampling("box"))  # tested elsewhere
    sheet = answer(embedded_study(stage), Translator("en"))
    heads = [column.title for column in sheet.tables[0].columns]
    rank, interval = heads.index("Rank"), heads.index("90% rank range")
    written = [(row[rank], row[interval]) for row in sheet.tables[0].rows]
    assert [(row["now"], row["range"]) for row in shown_rows(app)] == written
    assert len(written) <= TOP


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_with_the_picture_then_the_downloads_then_the_sheet(lang):
    app, t = opened("brief", lang), Translator(lang)
    assert not app.exception
    kinds = [e.type for e in app.main if e.type in ("title", "vega_lite_chart", "download_button")]
    assert kinds == ["title", "vega_lite_chart", *["download_button"] * 6]
    assert app.selectbox(key="_sheet").options[:2] == [t("brief.tab_cover"), t("brief.tab_answer")]


@pytest.mark.parametrize("stage", STAGES)
def test_the_preview_of_the_answer_is_short_and_has_its_ten_columns(stage):
    app, t = opened("brief", "en", stage=stage), Translator("en")
    words = preview(app)
    assert len(WORD.findall(words)) <= MOST_WORDS
    for head in ("brief.gains", "brief.losses", "brief.overtaken_by", "brief.overtaken_if"):
        assert t(head) in words


def test_another_sheet_is_shown_when_it_is_chosen():
    app, t = opened("brief", "en"), Translator("en")
    app.selectbox(key="_sheet").select("weights").run()
    assert t("brief.title_weights") in preview(app)
