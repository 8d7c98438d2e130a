"""Pictures and tables to take away: title, legend, source and checksum on them, hostile names as text, plain file names."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from criteria.text import LANGS, Text
from mcda.report.charts.ranking import ranking_bars
from mcda.report.maps import picture as maps_picture
from mcda.report.maps.drawing import wrapped
from mcda.report.maps.ranking import rank_map
from mcda.report.pictures import Picture, PictureError, drawn, file_name, foot, shown_only
from mcda.report.tables.csv_file import csv_of
from mcda.report.tables.model import Column, Table
from mcda.report.tables.ranking import headline
from mcda.study.factory import embedded_study
from mcda.study.io import digest
from mcda.words import Translator
from tests.drivers.app_pages import opened

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOSTILE = '<script>alert(1)</script> & "#8883" ]]> \x07=1+1'


@pytest.fixture(scope="module")
def study():
    return embedded_study("secondary")


def texts(svg: bytes) -> list[str]:
    """What stands in a drawing, read as XML."""
    root = ElementTree.fromstring(svg)
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_map_as_svg_has_its_finding_legend_source_and_checksum(study, lang):
    t = Translator(lang)
    finding = headline(study, t)
    shown = texts(drawn(Picture(rank_map(study, t), study, finding), t, "svg"))
    assert "".join(shown).replace(" ", "").startswith(finding.replace(" ", ""))  # on several lines
    for legend in (t("map.legend"), t("map.not_ranked"), t("map.central_city"), "1–10"):
        assert legend.replace("–", "") in [each.replace("–", "").replace("—", "") for each in shown]
    source, rests_on = foot(Picture({}, study), t)
    said = "".join(shown).replace(" ", "")
    assert source.replace(" ", "") in said
    assert rests_on in shown
    assert digest(study)[:12] in rests_on
    assert t.text(study.scenario.name) in rests_on
    assert bool(CHINESE.search(said)) == (lang == "zh")


def test_a_chart_as_png_is_twice_as_large_as_its_drawing_and_not_blank(study):
    t = Translator("zh")
    picture = Picture(ranking_bars(study, t), study, headline(study, t))
    svg = ElementTree.fromstring(drawn(picture, t, "svg"))
    image = Image.open(BytesIO(drawn(picture, t, "png"))).convert("RGB")
    twice = [2 * float(svg.attrib[side]) for side in ("width", "height")]
    assert image.size == pytest.approx(twice, abs=1)  # whole pixels
    colours = image.getcolors(1 << 24)
    assert len(colours) > 100
    assert {(255, 255, 255), (0x1F, 0x2A, 0x24), (0x00, 0x9E, 0x73)} <= {
        each for _, each in colours
    }
    assert t.text(study.catalogue.groups[0].name) in texts(drawn(picture, t, "svg"))


def test_every_colour_of_a_picture_is_one_that_every_program_knows(study):
    t = Translator("en")
    svg = drawn(Picture(ranking_bars(study, t), study), t, "svg").decode()
    assert "currentColor" not in svg
    assert re.findall(r'"#[0-9A-Fa-f]{4}"', svg) == []


def test_a_hostile_name_stays_text(study):
    t = Translator("en")
    first = next(iter(study.ranking)).key
    named = replace(
        study.evidence,
        alternatives=tuple(
            replace(a, name=Text.same(HOSTILE)) if a.key == first else a
            for a in study.evidence.alternatives
        ),
    )
    changed = replace(study, evidence=named, title=Text.same(HOSTILE))
    chart = ranking_bars(changed, t)
    shown = texts(drawn(Picture(chart, changed, HOSTILE), t, "svg"))
    plain = HOSTILE.replace("\x07", "")
    assert " ".join(shown[:1]) == plain
    assert any(each.startswith("1  <script>") for each in shown)
    assert any(plain[:20] in each for each in shown[-3:])  # the title of the study, in the source
    assert drawn(Picture(chart, changed, HOSTILE), t, "png").startswith(b"\x89PNG")


def test_a_filter_says_what_is_hidden(study):
    t = Translator("en")
    gansu = [a.key for a in study.candidates if a.province and a.province.en == "Gansu"]
    notes = shown_only(study, t, gansu)
    assert notes == ["Only Gansu shown. Ranks are those among all 107."]
    assert notes[0] in texts(
        drawn(Picture(rank_map(study, t, only=gansu), study, notes=notes), t, "svg")
    )
    assert shown_only(study, t, None) == []


def test_a_changed_scenario_and_a_single_criterion_are_told(study):
    t = Translator("en")
    assert "Default weights, changed" in foot(Picture({}, study, changed=True), t)[1]
    source, _ = foot(Picture({}, study, criterion="tree_cover"), t)
    assert "MODIS" in source


def test_names_of_files_are_of_letters_that_every_system_knows(study):
    assert file_name(study, "ranking_map", "png") == "green-heart_secondary_ranking_map.png"
    other = embedded_study("tertiary").activated("no_large_town")
    assert file_name(other, "weights", "csv") == "green-heart_tertiary_no_large_town_weights.csv"
    twice = file_name(study, "profile_610923_secondary", "png")
    assert twice == "green-heart_secondary_profile_610923.png"
    kept = replace(study.scenario, key="领导/方案 ../\x00", name=Text.same("x"))
    odd = file_name(study.with_scenario(kept), "ranking_map", "svg")
    assert re.fullmatch(r"[\w.-]+", odd, re.ASCII)
    assert ".." not in odd


def test_what_cannot_be_drawn_is_an_error_and_takes_no_longer_than_allowed(study, monkeypatch):
    picture = Picture({"mark": 7, "height": 10}, study, "x")
    with pytest.raises(PictureError):
        drawn(picture, Translator("en"), "png")
    monkeypatch.setattr(maps_picture, "SECONDS", 0.01)
    with pytest.raises(PictureError):
        drawn(Picture(rank_map(study, Translator("en")), study), Translator("en"), "png")
    assert maps_picture.AT_ONCE.acquire(timeout=1)  # nobody waits for ever behind it
    maps_picture.AT_ONCE.release()


def test_lines_break_at_spaces_between_chinese_characters_and_in_words_too_long():
    assert wrapped("one two three", 4) == ["one two", "three"]
    assert wrapped("宁陕县居前，佛坪县次之。", 5) == ["宁陕县居", "前，佛坪县", "次之。"]
    assert wrapped("宁陕县居（首）位", 5) == ["宁陕县居", "（首）位"]
    assert wrapped("x" * 20, 5) == ["x" * 10, "x" * 10]
    assert wrapped("", 5) == []


def test_a_table_as_csv_is_read_by_pandas_and_runs_no_formula():
    columns = (Column("名称", "name"), Column("Score", "score"), Column("Score", "score"))
    rows = (("=1+1", 0.123456789, None), ("宁陕县", -2.0, 3.0))
    written = csv_of(Table(columns, rows))
    assert written.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(BytesIO(written))
    assert list(read.columns) == ["名称", "Score", "Score · 2"]
    assert read["名称"].tolist() == ["'=1+1", "宁陕县"]
    assert read["Score"].tolist() == [0.123456789, -2.0]


def buttons(app) -> dict[str, object]:
    return {button.label: button for button in app.get("download_button")}


def test_a_page_offers_each_picture_only_when_asked_and_every_table():
    t = Translator("en")
    app = opened("ranking", "en")
    assert t("picture.png") not in buttons(app)
    assert t("picture.csv") in buttons(app)
    app = opened("ranking", "en", _download_ranking_map=True)
    assert not app.exception
    assert {t("picture.png"), t("picture.svg")} <= set(buttons(app))


@pytest.mark.parametrize(
    "page", ["region", "data", "weights", "robustness", "pilots", "network", "county"]
)
def test_every_page_with_a_picture_offers_it(page):
    app = opened(page, "zh")
    assert not app.exception
    label = Translator("zh")("picture.download")
    assert label in [each.proto.popover.label for each in app.get("popover")]
