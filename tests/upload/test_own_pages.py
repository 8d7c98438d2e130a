"""Each page in each language on a user's own study, with and without a map; uploads that go wrong; nothing is lost."""

import pytest

from criteria.text import Text
from inputs.files import open_file
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.own_study.template import template
from inputs.tables.questions.proposal import propose
from mcda.study.factory import own_study
from mcda.study.io import to_json
from tests.drivers.app_pages import opened
from tests.drivers.hostile_tables import KINDS

pytestmark = pytest.mark.slow


PAGES = ("region", "data", "weights", "ranking", "robustness", "pilots", "brief")
TABLES = {
    "mapped": "县,所在省份,经度,纬度,人均GDP（元）,森林覆盖率（%）,距离（km）\n方向,,,,越小越好,越大越好,↓\n"
    "甲县,陕西省,108.9,32.7,21500,68.2,41\n乙县,陕西省,107.0,33.1,34800,,55\n丙县,四川省,106.8,31.9,28100,61,12\n丁县,四川省,106.1,31.5,30250,44.5,80\n",
    "unmapped": "town,income [$] ](x) (min),trees ($) (max)\n<script>a</script>,5,\n![p](http://x/y.png),6,2\n=1+1,7.5,3\n",
    "single": "town,income (max)\na,5\nb,6\n",
}


def own(name: str):
    loaded = load(propose(open_file(f"{name}.csv", TABLES[name].encode())))
    return own_study(read_own_criteria(None, loaded), loaded, Text.same(name), "2026-01-01")


def on_the_desk(name: str) -> dict:
    study = own(name)
    return {"own": {"own": study}, "studies": {"own": study}, "stage": "own"}


@pytest.mark.parametrize(
    ("table", "lang"), [("mapped", "zh"), ("mapped", "en"), ("unmapped", "en"), ("single", "zh")]
)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_of_the_users_own_study(page, table, lang):
    app = opened(page, lang, **on_the_desk(table))
    assert not app.exception
    assert not app.error
    words = " ".join(element.value for element in [*app.markdown, *app.title])
    assert "Qinba" not in words.replace("Regional priorities for the Qinling–Daba mountains", "")
    assert not [w for w in ("119个", "119 counties", "县（市、区）处在") if w in words]


@pytest.mark.parametrize("page", ["region", "data", "ranking"])
def test_without_coordinates_the_page_says_what_is_missing(page):
    app = opened(page, "en", **on_the_desk("unmapped"))
    assert any("no coordinates" in element.value for element in app.markdown)


def test_what_a_table_calls_things_is_shown_and_never_run():
    app = opened("ranking", "en", **on_the_desk("unmapped"))
    heading = app.title[0].value
    assert "![" not in heading
    assert r"!\[p\](http" in heading


def test_back_to_qinba_and_to_the_own_study_again():
    app = opened("data", "zh", **on_the_desk("mapped"))
    next(button for button in app.button if button.label == "返回秦巴山区").click().run()
    assert app.session_state["stage"] == "secondary"
    assert not app.exception
    assert app.session_state["own"]


def brought(lang: str, name: str, data: bytes):
    """The evidence page after a file was given to it."""
    app = opened("data", lang)
    return app.file_uploader(key="_upload").upload(name, data).run()


# One of each sort: refused at once, damaged, unreadable text, at fault in a row or a cell, read after all.
ON_THE_PAGE = (
    "zip bomb",
    "old .xls",
    "corrupted workbook",
    "mixed encodings",
    "unclosed quotes",
    "a row with too many cells",
    "infinity",
    "header only",
    "a stray cell at XFD1048576",
    "scripts and formulas as names",
)


@pytest.mark.parametrize("kind", ON_THE_PAGE)
def test_a_hostile_file_is_told_on_the_page_and_the_page_stays(kind):
    hostile = KINDS[kind]
    app = brought("zh", hostile.file, hostile.data())
    assert not app.exception
    told = " ".join(element.value for element in app.error)
    asked = " ".join(text.label for text in app.text_input)
    if hostile.finding == "table.number":  # a word is asked in its own line
        assert hostile.place.split(", ")[1] in asked
    elif hostile.finding != "table.decimals":
        assert bool(told) == (not hostile.read), told
        assert hostile.read or hostile.file in told
    assert app.dataframe  # the readings of the study in hand are still there


def test_answers_settle_the_questions_and_the_table_is_used():
    table = "place,income,trees\nA,5,approx. 7\nB,6,2\nC,7.5,3\n"
    app = brought("en", "mine.csv", table.encode())
    use = next(button for button in app.button if button.label == "Use this table")
    assert use.disabled
    asked = [text for text in app.text_input if "approx. 7" in text.label]
    asked[0].set_value("7").run()
    next(b for b in app.button if b.label == "All others: higher is better").click().run()
    next(b for b in app.button if b.label == "Use this table").click().run()
    assert app.session_state["stage"] == "own"
    study = app.session_state["studies"]["own"]
    assert study.evidence.observation("trees", "A").value == 7
    assert [(c.original, c.typed) for c in study.evidence.corrections] == [("approx. 7", "7")]
    assert [line.key for line in study.ranking] == ["C", "A", "B"]
    assert any("approx. 7" in str(frame.value) for frame in app.dataframe)


def test_what_was_typed_is_still_there_after_an_answer_that_is_no_number():
    table = "place,income (max),trees (max)\nA,5,approx. 7\nB,6,2\nC,7.5,3\n"
    app = brought("zh", "mine.csv", table.encode())
    next(t for t in app.text_input if "approx. 7" in t.label).set_value("七左右").run()
    again = next(t for t in app.text_input if t.value == "七左右")
    assert not app.exception
    assert "文字" in " ".join(m.value for m in app.markdown)
    again.set_value("7").run()
    assert not [t for t in app.text_input if "approx. 7" in t.label]


def test_a_study_workbook_comes_to_hand_at_once():
    app = brought("zh", "study.xlsx", template())
    assert not app.exception
    assert app.session_state["stage"] == "own"
    assert app.session_state["studies"]["own"].title.zh == "示例评价项目"


def test_a_saved_study_comes_to_hand_and_a_newer_one_says_so():
    saved = to_json(own("mapped").with_changes(method="topsis"))
    app = brought("en", "mapped.json", saved.encode())
    assert app.session_state["studies"]["own"].scenario.method == "topsis"
    newer = saved.replace('"green_heart_study":3', '"green_heart_study":4')
    app = brought("zh", "mapped.json", newer.encode())
    assert "版本4" in " ".join(element.value for element in app.error)
    assert app.session_state["stage"] == "secondary"
