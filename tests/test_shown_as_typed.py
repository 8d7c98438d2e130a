"""What a table or a saved study calls things is shown on every page as it was typed: no picture, link, markup."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from criteria.text import Text
from mcda.app.entry import SCRIPT
from mcda.app.pages.workshop.results import VIEWS as RESULTS
from mcda.app.state import resources
from mcda.group.model.paper_forms import paper_forms
from mcda.group.model.workshop import AgendaItem, StakeholderGroup, Workshop
from mcda.group.rehearsal import rehearse, submit
from mcda.report.html.paper_forms import paper_form_pages
from mcda.report.html.print import answer_page
from mcda.study.factory import STAGES
from mcda.study.io import from_json, open_study, to_json
from mcda.study.study import Study
from mcda.words import Translator
from mcda.words.markdown import JOINER, plain
from tests.drivers.app_pages import at_address, opened
from tests.drivers.foreign_texts import (
    HEADINGS,
    HOST,
    TYPED,
    active,
    as_shown,
    texts,
    with_foreign_texts,
)
from tests.drivers.workshop_pages import Room, answer_all, answer_screen, visit

pytestmark = pytest.mark.slow

SAVED = Path(__file__).parent / "saved" / "1.0" / "studies"
LANGS = ("en", "zh")


VIEWS = [
    ("region", "region_view", ["heart", "chain", "criterion"]),
    ("data", "", [""]),
    ("weights", "way", ["shares", "points", "ranking", "ahp", "best_worst"]),
    ("ranking", "", [""]),
    (
        "robustness",
        "sure_view",
        ["places", "weights", "why", "reading", "company", "methods", "room"],
    ),
    ("pilots", "pilots_view", ["price", "firm", "near", "left"]),
    ("brief", "sheet", ["cover", "answer", "audit"]),
    ("county", "", [""]),
    ("workshop", "", [""]),
]
CASES = [(page, name, view) for page, name, views in VIEWS for view in views]


@pytest.fixture(scope="module")
def study() -> Study:
    """A saved study that chose everything, all of whose texts are foreign, as it comes in again."""
    everything = open_study(SAVED / "everything.json")
    return from_json(to_json(with_foreign_texts(everything)))


def check(app: AppTest) -> int:
    """Nothing foreign means anything, and all of it reads as it was typed; how many texts held something foreign."""
    assert not app.exception
    count = 0
    for shown in texts(app):
        if HOST not in shown.text:
            continue
        count += 1
        if shown.is_markdown:
            assert active(shown.text) == [], shown
            left = shown.text.replace(plain(TYPED), "")
            assert HOST not in left, shown
        else:
            assert JOINER not in shown.text, shown
            assert HOST not in shown.text.replace(TYPED, ""), shown
    return count


def check_texts(app: AppTest, least: int) -> bool:
    """As check(), where what was typed is cut short, or parted into names, units and keys."""
    assert not app.exception
    count = 0
    for shown in texts(app):
        if shown.is_markdown:
            assert active(shown.text) == [], shown
            count += as_shown(shown.text) != shown.text
            assert "\\" not in as_shown(shown.text).replace(TYPED, ""), shown
        else:
            assert JOINER not in shown.text, shown
            assert "\\" not in shown.text.replace(TYPED, ""), shown
    return count >= least


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("page", "name", "view"), CASES)
def test_a_foreign_study_is_shown_as_typed(page, name, view, lang, study):
    place = next(iter(study.ranking)).key
    notes = {f"_{name}": view} if name else {}
    state = {"studies": {"secondary": study}, "stage": "secondary", "notes": notes}
    least = 0 if view == "heart" else 1  # whose words are the project's own
    assert check(opened(page, lang, **state, selected=place)) >= least


@pytest.mark.parametrize("lang", LANGS)
def test_a_published_foreign_study_is_shown_as_typed(lang, study, own_store):
    link = resources.store().publish(to_json(study), f"A list {TYPED}"[:120]).link
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params |= {"lang": lang, "study": link}
    assert check(app.run()) > 5


TABLE = "\n".join(
    [
        ",".join(["name", *HEADINGS]),
        *(
            f'"{name} n{i}",{i + 1},{7 - i},{i * i + 1},{2 + i % 3}'
            for i, name in enumerate(HEADINGS)
        ),
        "Ankang,3,4,12 or 13,2",
    ]
)


@pytest.mark.parametrize("lang", LANGS)
def test_a_foreign_table_is_shown_as_typed_while_it_is_read_and_on_every_page(lang):
    app = opened("data", lang)
    app.file_uploader("_upload").upload("![p](x).csv", TABLE.encode(), "text/csv").run()
    assert check_texts(app, least=6)
    t = Translator(lang)
    press(app, t("upload.rest_max"))
    app.text_input[-1].set_value("-").run()
    assert check_texts(app, least=6)
    press(app, t("upload.use_table"))
    assert app.session_state["stage"] not in STAGES
    for page in (
        "data",
        "weights",
        "ranking",
        "robustness",
        "region",
        "pilots",
        "brief",
        "workshop",
    ):
        assert check_texts(at_address(app, page).run(), least=1), page


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def rehearse_and_close(room: Room) -> None:
    """Six more people answer, and the first round ends."""
    submit(room.store, rehearse(room.store, room.code, 12), 1)
    room.store.close_round(room.key)


@pytest.mark.parametrize("way", ["points", "ahp"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_foreign_workshop_is_shown_as_typed_on_phones_board_and_projector(
    way, lang, study, own_store
):
    names = [
        Text.same(name[:40]) for name in (f"[x](https://{HOST}) :red[r]", "**b** _u_ <b>h</b>")
    ]
    groups = tuple(StakeholderGroup(f"g{n}", name) for n, name in enumerate(names))
    agenda = (AgendaItem(f"1. :material/home: **b** <b>h</b> https://{HOST}", 10),)
    workshop = Workshop.of(study, TYPED[:120], way, groups=groups, agenda=agenda, lang=lang)
    opened_now = resources.store().open_workshop(workshop)
    room = Room(resources.store(), opened_now.code, opened_now.key)
    projector = visit(workshop=room.code, view="projector", lang=lang)
    assert check_texts(projector, 0)
    assert any(TYPED[:100] in shown.text for shown in texts(projector))
    app = visit(workshop=room.code, lang=lang)
    app.button(f"_speak_{lang}").click().run()
    assert check_texts(app, 1)
    app.radio("_group").set_value("g1").run()
    app = app.button("_join").click().run()
    for least in (3, 1, 1):  # the introduction and two questions
        assert check_texts(app, least)
        app = answer_screen(app)
        app = app.button("_next").click().run()
    app = answer_all(app)
    assert check_texts(app, 2)
    app = app.button("_submit").click().run()
    assert check_texts(app, 2)

    board = visit(lang=lang)
    board.text_input("_key").set_value(room.key)
    board = next(each for each in board.button if each.form_id == "_return").click().run()
    assert check_texts(board, 3)
    rehearse_and_close(room)
    for view in ("results", "paper", "keep", "evening"):
        board = board.button_group("_board_view").set_value(view).run()
        assert check_texts(board, 1)
    board = board.button_group("_board_view").set_value("results").run()
    for view in RESULTS:
        board = board.button_group("_results_view").set_value(view).run()
        assert check_texts(board, 2)
    app = app.button("_look_again").click().run()
    assert check_texts(app, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_printed_pages_hold_foreign_texts_as_typed(lang, study):
    workshop = Workshop.of(study, TYPED[:120], "points")
    forms = paper_form_pages(workshop, "ABCDEF", paper_forms(workshop, 2, 1), Translator(lang), "x")
    for page in (answer_page(study, Translator(lang)), forms):
        assert TYPED in unescape(page)
        assert re.search(rf"<[^>]*{re.escape(HOST)}", page) is None
        assert "<b>h</b>" not in page
