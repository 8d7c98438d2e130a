"""Disputes on the pages: the reader's form under a published study, the planner's queue on page Data, both answers."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from criteria.errors import Finding
from mcda.app.entry import SCRIPT
from mcda.group.model.disputes import Claim
from mcda.group.store.publications import Shelved
from mcda.group.store.workshops import Store
from mcda.report.tables import disputes
from mcda.report.tables.formatting import to_frame
from mcda.study.factory import embedded_study
from mcda.study.io import from_json, to_json
from mcda.words import Translator
from mcda.words.markdown import plain
from tests.drivers.app_pages import opened
from tests.drivers.foreign_texts import HOST, TYPED, active, as_shown, texts

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]

LANGS = ("en", "zh")
KEY = "610921"  # Hanyin
CLAIM = Claim("secondary", KEY, "schooling", 7.73, 4.0, "Timetable of 4 October 2026", "", "")


def publish(store: Store) -> Shelved:
    study = embedded_study("secondary")
    return store.publish(to_json(study), study.title.en)


def claim_of(store: Store, **changes: object) -> Claim:
    study = embedded_study("secondary")
    now = study.evidence.observation("schooling", KEY).value
    return replace(CLAIM, published=now, **changes)


def read(link: str, lang: str = "en", form: bool = False) -> AppTest:
    """A reader with a link, who has opened the form or not."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["lang"], app.query_params["study"] = lang, link
    if form:
        app.session_state["_dispute"] = True
    return app.run()


def planner(key: str, lang: str = "en", **state: object) -> AppTest:
    """The planner on page Data, with the queue open and the key typed."""
    app = opened("data", lang, _corrections=True, **state)
    return app.text_input(key="_planner_key").set_value(key).run()


def fill(app: AppTest, nth: int = 0, **given: object) -> AppTest:
    kinds = {
        "alternative": app.selectbox,
        "criterion": app.selectbox,
        "value": app.number_input,
        "source": app.text_input,
        "note": app.text_area,
        "name": app.text_input,
    }
    for name, value in given.items():
        kinds[name](key=f"_dispute_{name}_{nth}").set_value(value)
    app.run()
    return app.button(key="_dispute_send").click().run()


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.success))


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_disputes_a_value_and_is_told_what_is_kept(store, lang):
    t, shelved = Translator(lang), publish(store)
    closed = read(shelved.link, lang)
    assert not closed.selectbox  # nothing to fill in before somebody wants to
    assert not closed.text_input
    app = read(shelved.link, lang, form=True)
    assert t("disputes.kept") in said(app)
    fill(app, alternative=KEY, criterion="schooling", value=4.0, source="Timetable", name="Li")
    assert not app.error
    assert not app.exception
    assert t("disputes.sent") in said(app)
    (found,) = store.disputes_of(shelved.planner_key)
    assert (found.alternative, found.variable, found.value) == (KEY, "schooling", 4.0)
    assert (found.source, found.name, found.stage) == ("Timetable", "Li", "secondary")
    assert found.published == claim_of(store).published
    assert app.text_input(key="_dispute_source_1").value == ""  # the next begins empty


def test_what_is_wrong_with_a_claim_is_told_at_once_and_nothing_typed_is_lost(store):
    shelved = publish(store)
    app = read(shelved.link, form=True)
    fill(app, note="kept")
    told = [error.value for error in app.error]
    assert len(told) == 3  # number, source, which value
    fill(app, alternative=KEY, criterion="housing", value=120.0, source="Census")
    (error,) = app.error
    assert "120 is not from 0 to 100 (%)" in error.value
    assert "Hanyin" in error.value
    now = embedded_study("secondary").evidence.observation("housing", KEY).value
    fill(app, value=now)
    (error,) = app.error
    assert "the published one" in error.value
    assert app.text_area(key="_dispute_note_0").value == "kept"
    assert store.disputes_of(shelved.planner_key) == ()


def test_a_limit_of_the_store_is_told_in_the_form(store, monkeypatch):
    monkeypatch.setattr("mcda.group.store.disputes.MOST_OPEN", 1)
    shelved = publish(store)
    store.dispute(shelved.link, claim_of(store))
    app = read(shelved.link, form=True)
    fill(app, alternative=KEY, criterion="housing", value=12.0, source="Census")
    (error,) = app.error
    assert "waiting for an answer: 1" in error.value
    assert app.text_input(key="_dispute_source_0").value == "Census"


@pytest.mark.parametrize("lang", LANGS)
def test_the_planner_accepts_and_the_republished_page_tells_the_correction(store, lang):
    t, shelved = Translator(lang, marked=True), publish(store)
    store.dispute(shelved.link, claim_of(store, name="Li", note="Opened this year"))
    app = opened("data", lang)
    assert t("disputes.title") in [box.label for box in app.expander]
    app = planner(shelved.planner_key, lang)
    words = said(app)
    assert t("disputes.waiting", count=1) in words
    for part in ("4", CLAIM.source, "Opened this year", "Li"):
        assert part in words
    number = store.disputes_of(shelved.planner_key)[0].number
    app.button(key=f"_accept_{number}").click().run()
    assert not app.error
    assert not app.exception
    study = app.session_state["studies"]["secondary"]
    assert study.evidence.observation("schooling", KEY).value == 4.0
    (made,) = study.evidence.corrections
    assert (made.typed, made.source) == ("4", CLAIM.source)
    undo = app.button(key="_undo")
    assert CLAIM.source in undo.help  # which names the change
    assert from_json(to_json(study)).evidence.corrections == (made,)

    before, now = read(shelved.link, lang), store.answered_disputes(shelved.link)
    assert (now.waiting, now.answered[0].status, now.answered[0].name) == (0, "accepted", "")
    assert answer_in(before, t, embedded_study("secondary"), now.answered[0], "accepted")
    second = store.replace(shelved.link, to_json(study), "Mine", shelved.planner_key)
    after = read(second.link, lang)
    assert answer_in(after, t, study, now.answered[0], "corrected")
    assert t("disputes.rests", count=1) in said(after)
    assert t("disputes.rests", count=1) not in said(before)

    app.button(key="_undo").click().run()
    assert app.session_state["studies"]["secondary"].evidence.corrections == ()
    app.button(key="_enter_accepted").click().run()  # as on another device
    assert app.session_state["studies"]["secondary"].evidence.corrections == (made,)
    assert "_enter_accepted" not in [button.key for button in app.button]


def answer_in(app: AppTest, t: Translator, study, dispute, phrase: str) -> bool:
    """Whether the page tells the answer in the words of a phrase."""
    day = dispute.answered_at[:10].split("-")
    date = t("publications.date", year=day[0], month=day[1], day=day[2])
    told = disputes.answer(study, dispute, date, t)
    before, after = disputes.values(study, "schooling", dispute.published, dispute.value, t)
    what = disputes.cell(study, KEY, "schooling", t)
    values = {"what": what, "date": date, "before": before, "after": after}
    values = {name: t.composed(value) for name, value in values.items()}
    assert told == t(f"disputes.{phrase}", **values, source=CLAIM.source)
    return told in said(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_planner_declines_with_a_reason_that_readers_see(store, lang):
    t, shelved = Translator(lang), publish(store)
    store.dispute(shelved.link, claim_of(store, name="Li"))
    app = planner(shelved.planner_key, lang)
    number = store.disputes_of(shelved.planner_key)[0].number
    app.button(key=f"_decline_{number}").click().run()
    (error,) = app.error
    finding = Finding.of("dispute.reason")
    assert error.value == Translator(lang, marked=True).line(finding)
    app.text_input(key=f"_reason_{number}").set_value("Not open yet").run()
    app.button(key=f"_decline_{number}").click().run()
    assert not app.error
    assert t("disputes.none_open") in said(app)
    page = said(read(shelved.link, lang))
    assert "Not open yet" in page
    assert "Li" not in page.split()
    assert "secondary" not in app.session_state["studies"]  # nothing was changed


def test_a_reader_cannot_answer_and_a_wrong_key_shows_nothing(store):
    shelved = publish(store)
    store.dispute(shelved.link, claim_of(store, note="Secret to others"))
    page = read(shelved.link, form=True)
    assert not [b for b in page.button if b.key and b.key.startswith(("_accept", "_decline"))]
    assert "Secret to others" not in said(page)
    for key in ("1234", shelved.link):
        app = planner(key)
        assert not [b for b in app.button if b.key and b.key.startswith(("_accept", "_decline"))]
        assert "Secret to others" not in said(app)
    assert store.disputes_of(shelved.planner_key)[0].status == "open"


def test_a_dispute_of_another_level_can_be_declined_and_not_accepted(store):
    shelved = publish(store)
    store.dispute(shelved.link, claim_of(store))
    number = store.disputes_of(shelved.planner_key)[0].number
    app = planner(shelved.planner_key, stage="tertiary")
    assert app.button(key=f"_accept_{number}").disabled
    assert not app.button(key=f"_decline_{number}").disabled


def test_an_old_version_takes_no_disputes(store):
    shelved = publish(store)
    store.replace(shelved.link, to_json(embedded_study("secondary")), "M", shelved.planner_key)
    app = read(shelved.link, form=True)
    assert not app.number_input
    assert Translator("en")("disputes.wrong") not in [box.label for box in app.expander]


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_of_a_reader_and_of_a_planner_stay_text(store, lang):
    shelved = publish(store)
    store.dispute(
        shelved.link, claim_of(store, source=TYPED[:290], note=TYPED, name="**b** _u_ `c`")
    )
    store.dispute(shelved.link, claim_of(store, value=5.0, source=TYPED[:290]))
    app = planner(shelved.planner_key, lang)
    check(app, 2)
    one, two = (each.number for each in store.disputes_of(shelved.planner_key))
    app.button(key=f"_accept_{one}").click().run()
    check(app, 2)
    app.text_input(key=f"_reason_{two}").set_value(TYPED).run()
    app.button(key=f"_decline_{two}").click().run()
    check(app, 1)
    check(read(shelved.link, lang), 1)


def check(app: AppTest, least: int) -> None:
    """Nothing that was typed means anything on the page, and it is there."""
    assert not app.exception
    count = 0
    for shown in texts(app):
        if HOST in shown.text:
            count += 1
            if shown.is_markdown:
                assert active(shown.text) == [], shown
                assert plain(TYPED[:100]) in shown.text or TYPED[:100] in as_shown(shown.text)
    assert count >= least


def test_the_queue_as_a_table_has_both_answers_and_no_names(store):
    study, shelved = embedded_study("secondary"), publish(store)
    for value in (4.0, 5.0, 6.0):
        store.dispute(shelved.link, claim_of(store, value=value, name="Li"))
    one, two, _ = (each.number for each in store.disputes_of(shelved.planner_key))
    store.answer_dispute(one, shelved.planner_key, True)
    store.answer_dispute(two, shelved.planner_key, False, "No")
    t = Translator("en")
    rows = to_frame(disputes.queue(store.disputes_of(shelved.planner_key), study, t))
    assert list(rows[t("disputes.head_status")]) == ["accepted", "declined", "open"]
    assert list(rows[t("disputes.head_name")]) == ["", "", "Li"]
    assert list(rows[t("disputes.head_reason")]) == ["", "No", ""]
    app = planner(shelved.planner_key)
    assert [b for b in app.get("download_button") if b.proto.label == t("picture.csv")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_of_corrections_is_applied_only_when_confirmed(lang):
    t = Translator(lang)
    lines = ["adcode,column,value,source", f"{KEY},schooling,4,Timetable", "1,schooling,4,x"]
    app = opened("data", lang, _corrections=True)
    app.file_uploader(key="_corrections_file_0").upload(
        "![p](x).csv", "\n".join(lines).encode(), "text/csv"
    ).run()
    (error,) = app.error
    assert active(error.value) == []
    assert t("disputes.left") in said(app)
    assert "secondary" not in app.session_state["studies"]
    app.button(key="_apply_corrections").click().run()
    assert not app.error
    study = app.session_state["studies"]["secondary"]
    assert study.evidence.observation("schooling", KEY).value == 4.0
    assert t("disputes.applied", count=1) in said(app)
    assert not [b for b in app.button if b.key == "_apply_corrections"]


def test_a_file_that_is_no_table_of_corrections_is_told():
    app = opened("data", "en", _corrections=True)
    app.file_uploader(key="_corrections_file_0").upload(
        "c.csv", b"PK\x03\x04\x00", "text/csv"
    ).run()
    assert not app.exception
    assert app.error
