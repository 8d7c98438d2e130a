"""The official lists on the page of the ranking, on the command line and in the brief."""

import json

import pytest

from criteria.text import LANGS
from mcda.__main__ import main
from mcda.report.workbook.contents import SHEETS, brief
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.app_pages import opened


def told(app):
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def press(app, label):
    next(button for button in app.button if label in button.label).click().run()


def test_it_is_closed_until_it_is_wanted():
    app = opened("ranking", "en")
    assert not any(box.label == "List" for box in app.selectbox)
    assert not app.exception


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_is_compared_with_the_top(lang):
    app = opened("ranking", lang, _lists_open=True)
    assert not app.exception
    assert not app.error
    first = {"en": "In the top 10, 2 of 10 are on the list", "zh": "前10名的10个中，2个在名单内"}
    assert first[lang] in told(app)
    app.selectbox("_list_secondary").set_value("water_source").run()
    second = {"en": "In the top 10, 7 of 10 are on the list", "zh": "前10名的10个中，7个在名单内"}
    assert second[lang] in told(app)
    app.number_input("_list_top_secondary").set_value(1).run()
    assert {"en": "In the top 1, 1 of 1", "zh": "前1名的1个中，1个"}[lang] in told(app)
    assert not app.exception
    assert not app.error


def test_the_smallest_change_is_computed_when_asked_for():
    app = opened("ranking", "en", _lists_open=True)
    app.selectbox("_list_secondary").set_value("poverty_832").run()
    assert "Asked" not in told(app)
    press(app, "Compute the smallest")
    assert "Asked: 5 listed in the top 10" in told(app)
    assert "already do this" in told(app)


def test_an_own_list_is_compared_after_what_is_left_out_was_seen():
    app = opened("ranking", "en", _lists_open=True)
    app.selectbox("_list_secondary").set_value("own").run()
    app.text_area("_own_list").set_value("Ningshan, Foping\nZhenping\n<b>*none*</b>").run()
    lines = [error.value for error in app.error]
    assert len(lines) == 2
    assert "Zhenping (Nanyang) 411324" in lines[0]
    assert "line 2" in lines[0]
    assert "none" in lines[1]
    assert "<b>*none*</b>" not in lines[1]
    assert "In the top" not in told(app)
    press(app, "Compare the matched names (2)")
    assert "In the top 10, 2 of 10 are on the list" in told(app)
    app.text_area("_own_list").set_value("Ningshan, Nobody\nZhenping").run()
    assert "In the top" not in told(app)
    press(app, "Clear own list")
    assert not app.error
    assert not app.exception


def test_cities_have_no_official_list_and_may_have_an_own_one():
    app = opened("ranking", "en", _lists_open=True, stage="primary")
    assert "No official list covers these candidates" in told(app)
    app.text_area("_own_list").set_value("Hanzhong、商洛市").run()
    assert "2 of 10 are on the list" in told(app)


def test_another_method_says_that_no_change_is_computed():
    study = embedded_study("secondary").with_changes(method="topsis")
    app = opened("ranking", "en", _lists_open=True, studies={"secondary": study})
    assert "computed for the weighted sum only" in told(app)


def run(capsys, *words):
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_tells_every_list(capsys):
    status, out, err = run(capsys, "lists", "--json", "--top", "10")
    assert (status, err) == (0, "")
    document = json.loads(out)
    counts = {one["key"]: one["count"] for one in document["lists"]}
    assert counts == {
        "paper_named": 2,
        "key_county": 3,
        "water_source": 7,
        "panda_park": 6,
        "function_zone": 10,
        "poverty_832": 10,
        "area_75": 10,
        "plan_80": 10,
    }


def test_the_command_tells_one_list_with_its_change(capsys):
    status, out, _ = run(capsys, "lists", "--list", "poverty_832", "--json")
    document = json.loads(out)
    assert status == 0
    assert document["smallest_change"]["change"] == 0.0
    assert document["smallest_change"]["proven"] is True
    assert all(len(one["reasons"]) <= 2 for one in document["list_only"])
    status, _, err = run(capsys, "lists", "--list", "poverty_832", "--lang", "zh")
    assert status == 0
    assert "现行权重已满足" in err


def test_the_command_compares_names_only_when_all_match_or_the_rest_may_go(capsys, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("name\nNingshan\nZhenping\n", "utf-8")
    status, out, err = run(capsys, "lists", "--names", str(file))
    assert (status, out) == (1, "")
    assert "411324" in err
    assert "610927" in err
    status, _, err = run(capsys, "lists", "--names", str(file), "--skip-unmatched")
    assert status == 0
    assert "In the top 10, 1 of 10" in err
    assert "411324" in err


@pytest.mark.parametrize(
    "words",
    [
        ("--stage", "primary"),
        ("--list", "nowhere"),
        ("--top", "0"),
        ("--names", "nowhere.csv"),
    ],
)
def test_what_cannot_be_compared_is_a_line(capsys, words):
    status, out, err = run(capsys, "lists", *words)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_has_a_row_a_list_and_is_in_the_file_only(lang):
    t = Translator(lang)
    study = embedded_study("secondary")
    made = SHEETS["lists"](study, t)
    every, theirs, ours = made.tables
    assert len(every.rows) == 8
    assert every.rows[0][1:5] == (9, 2, 0.8, "0.198")
    assert (len(theirs.rows), len(ours.rows)) == (7, 8)
    assert SHEETS["lists"](embedded_study("primary"), t) is None
    (in_brief,) = [one for one in brief(study, t).sheets if one.key == "lists"]
    assert in_brief.paper == "file"
