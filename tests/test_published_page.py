"""Publishing on the page of the brief, and what an official reads under the link, in both languages."""

import re
from dataclasses import replace
from html import unescape

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mcda.__main__ import parser
from mcda.app.entry import SCRIPT
from mcda.cli.study_options import study_from
from mcda.group.store.publications import Shelved
from mcda.group.store.workshops import Store
from mcda.model.weights import Weights
from mcda.report import published_page
from mcda.robustness import Sampling, sample_acceptability
from mcda.study.factory import embedded_study
from mcda.study.io import to_json
from mcda.study.scenario import Assumption
from mcda.study.workshop_outcome import CriterionSpread, RankShares, RoundOutcome, WorkshopOutcome
from mcda.words import Translator
from mcda.words.markdown import plain
from tests.drivers.app_pages import opened

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


LANGS = ("en", "zh")


def read(link: str, lang: str = "en", **state: object) -> AppTest:
    """An official with a link."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    app.query_params["lang"] = lang
    app.query_params["study"] = link
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def words(app: AppTest) -> str:
    """All that stands on the page."""
    spoken = (*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.error)
    html = [unescape(element.proto.body) for element in app.get("html")]
    return "\n".join([*(each.value for each in spoken), *html])


def published(store: Store, **changes: object) -> Shelved:
    study = replace(embedded_study("secondary"), **changes)
    return store.publish(to_json(study), study.title.en)


def copied(app):
    """What the page gives to copy, besides its own link in the header."""
    return [code.value for code in app.code[1:]]


def test_publish_gives_the_key_once_and_the_link_to_copy(store):
    app = opened("brief", "en")
    app.button(key="_publish").click().run()
    assert not app.exception
    assert not app.error
    key, link = copied(app)
    assert store.published_by(key)[0].status == "current"
    assert link.endswith(f"/published/{store.published_by(key)[0].link}")
    app.button(key="_planner_key_noted").click().run()
    assert copied(app) == [link]

    later = opened("brief", "zh")  # another day, another device
    assert not copied(later)
    later.text_input(key="_planner_key").set_value(key.lower()).run()
    assert copied(later)[0] == link


def test_a_title_of_ones_own_is_the_published_one_and_stays_text(store):
    app = opened("brief", "en")
    app.text_input(key="_shelf_name").set_value("**My** [list](http://x)").run()
    app.button(key="_publish").click().run()
    (found,) = store.published_by(copied(app)[0])
    assert found.title == "**My** [list](http://x)"
    page = read(found.link, "zh")
    assert page.title[0].value == plain("**My** [list](http://x)")


def test_a_key_that_was_never_given_is_told_and_publishes_nothing(store):
    app = opened("brief", "en")
    app.text_input(key="_planner_key").set_value("1234").run()
    assert "not the key of this study" in app.error[0].value
    app.button(key="_publish").click().run()
    assert not copied(app)
    assert store.published_by("1234") == ()
    assert app.text_input(key="_planner_key").value == "1234"


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_published_is_read_on_one_page_without_a_control(store, lang):
    link = published(store).link
    study, t = embedded_study("secondary"), Translator(lang)
    app = read(link, lang)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == plain(t.text(study.title))
    told = words(app)
    assert "{" not in "".join(m.value for m in app.markdown)
    for row in published_page.first_ten(study, t).rows:
        assert f">{row[0]}</td>" in told
        assert row[1] in told
        assert f"{row[2]:.3f}" in told
    low, high = sample_acceptability(study, Sampling()).rank_interval[next(iter(study.ranking)).row]
    assert f"{low}{'—' if lang == 'zh' else '–'}{high}" in told
    for row in published_page.reasons(study, t).rows:
        assert row[1] in told
    for line in published_page.rests_on(study, t):
        assert line in told
    assert t.text(study.stage.unknown) in told
    assert not app.slider
    assert not app.selectbox
    assert [element.proto.label for element in app.get("button_group")] == [t("app.language_name")]


@pytest.mark.parametrize("stage", ["primary", "tertiary", "links"])
def test_the_other_stages_are_read_as_well(store, stage):
    study = embedded_study(stage)
    app = read(store.publish(to_json(study), "x").link, "zh")
    assert not app.exception
    assert not app.error


def test_a_users_own_study_without_a_map_is_read(store, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("name,a,b\nX<b>,1,4\nY,2,3\n[Z](x),3,1\n", "utf-8")
    criteria = tmp_path / "criteria.csv"
    criteria.write_text("key,direction,weight\na,max,1\nb,max,1\n", "utf-8")
    options = parser().parse_args(["rank", "--table", str(table), "--criteria", str(criteria)])
    app = read(store.publish(to_json(study_from(options)), "x").link, "zh")
    assert not app.exception
    assert not app.error
    assert not app.get("vega_lite_chart")
    assert not app.get("bidi_component")
    assert "X<b>" in words(app)
    assert len(re.findall("<tr>", words(app))) == 8  # the ranks, and the reasons


def test_the_study_in_hand_is_neither_read_nor_touched(store):
    link = published(store).link
    mine = embedded_study("secondary").with_changes(method="topsis")
    app = read(link, studies={"secondary": mine})
    assert Translator("en").text(embedded_study("secondary").ranking.method.name) in words(app)
    assert app.session_state["studies"] == {"secondary": mine}
    assert app.session_state["stage"] == "secondary"


def test_weights_that_are_no_longer_the_proposed_ones_are_not_called_so(store):
    study = embedded_study("secondary")
    changed = study.with_weights(Weights.of(dict.fromkeys(study.stage.keys, 1.0)))
    app = read(store.publish(to_json(changed), "x").link)
    assert "changed from the scenario" in words(app)
    assert "changed from the scenario" not in words(read(published(store).link))


def test_what_is_supposed_is_said(store):
    study = embedded_study("secondary")
    key = study.candidates[0].key
    reading = study.catalogue[study.stage.keys[0]].variable
    value = study.evidence.observation(reading, study.candidates[1].key).value
    assumed = study.with_changes(assumed=(Assumption(key, reading, value),))
    app = read(store.publish(to_json(assumed), "x").link)
    assert "Assumed values" in words(app)


@pytest.mark.parametrize("lang", LANGS)
def test_an_older_version_tells_of_the_newest_and_leads_to_it(store, lang):
    first = published(store)
    study = to_json(embedded_study("secondary").with_changes(method="topsis"))
    second = store.replace(first.link, study, "two", first.planner_key)
    third = store.replace(second.link, study, "three", first.planner_key)
    app = read(first.link, lang)
    assert f"(?study={third.link}&lang={lang})" in app.warning[0].value
    assert "3" in app.warning[0].value
    assert not read(third.link, lang).warning
    store.withdraw(third.link, first.planner_key)
    gone = read(first.link, lang)
    assert third.link not in gone.warning[0].value
    assert gone.title[0].value != app.warning[0].value


@pytest.mark.parametrize("lang", LANGS)
def test_a_withdrawn_study_says_so_with_its_date_and_shows_nothing(store, lang):
    shelved = published(store)
    assert not read(shelved.link, lang).error
    store.withdraw(shelved.link, shelved.planner_key)
    app = read(shelved.link, lang)
    date = store.open_published(shelved.link).date
    assert app.title[0].value == Translator(lang)("publications.withdrawn")
    assert (date[:10] if lang == "en" else f"{date[:4]}年{date[5:7]}月{date[8:10]}日") in words(app)
    assert "<td" not in words(app)
    assert not app.get("download_button")


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_that_leads_nowhere_says_so(lang):
    app = read("nothing", lang)
    assert app.title[0].value == Translator(lang)("publications.nowhere")
    assert len(app.error) == 1
    assert not app.exception


def test_a_database_that_does_not_answer_is_told_and_tried_again(store, tmp_path, monkeypatch):
    link = published(store).link
    monkeypatch.setenv("GREENHEART_DATA", "/proc/nowhere")
    st.cache_resource.clear()
    app = read(link)
    assert app.title[0].value == Translator("en")("publications.not_now")
    monkeypatch.setenv("GREENHEART_DATA", str(tmp_path))
    app.button(key="_again").click().run()
    assert not app.error
    assert app.title[0].value != Translator("en")("publications.not_now")


def test_replace_and_withdraw_by_their_buttons(store):
    app = opened("brief", "zh")
    app.button(key="_publish").click().run()
    key = copied(app)[0]
    (first,) = store.published_by(key)
    app.button(key=f"_replace_{first.link}").click().run()
    newest, oldest = store.published_by(key)
    assert (newest.status, newest.version, oldest.status) == ("current", 2, "replaced")
    app.button(key=f"_withdraw_{newest.link}").click().run()
    assert store.open_published(newest.link).status == "withdrawn"
    assert not app.error
    assert not app.exception


@pytest.mark.parametrize("lang", LANGS)
def test_a_study_that_a_workshop_weighed_says_how_many_put_the_first_one_first(store, lang):
    study = embedded_study("secondary")
    leader = next(iter(study.ranking)).key
    said = RoundOutcome(
        1,
        "ahp",
        heads=7,
        weights={key: CriterionSpread(0.1) for key in study.filled.matrix.criteria},
        agree_on_weights="disagree",
        agree_on_ranks="disagree",
        rank_shares={"as_they_are": (RankShares(leader, 0.0, 0.43, 1, 30),)},
    )
    name = study.evidence[leader].name
    scenario = replace(study.scenario, key="room_abcdefgh_1")
    weighed = replace(
        study.with_scenario(scenario), workshop_outcome=WorkshopOutcome("Evening", (said,))
    )
    app = read(store.publish(to_json(weighed), "Evening").link, lang)
    assert not app.exception
    told = words(app)
    if lang == "en":
        assert "They disagreed on the weights and disagreed on the top 3." in told
        assert f"None of 7 people put {name.en} first, 3 put it in their top 3" in told
    else:
        assert "7人在研讨会上赋权，对权重看法不一，对前3名看法不一。" in told
        assert f"7人中无人将{name.zh}排第一，3人将其排进前3名" in told
