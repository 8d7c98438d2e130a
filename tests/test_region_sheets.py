"""The brief's sheets of the region: each row of the paper's systems is there, in both languages; choices show."""

from dataclasses import replace

import pytest

from mcda.report.workbook.contents import brief
from mcda.report.workbook.sheets.region import (
    chain,
    heritage,
    instruments,
    network_,
    pilots,
    region,
)
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.words import Translator

pytestmark = pytest.mark.slow


# for each row of what the paper holds: the sheet that shows it, and words that stand there
ROWS = {
    "levels": ("region", "61.6 million people", "6164万人"),
    "relations": ("region", "Cities are the market", "城市是山区产品的市场"),
    "shares": ("region", "None of the five", "不属于五种关系"),
    "fitting": ("instruments", "Tourism with limits", "限量生态旅游"),
    "profiles": ("pilots", "4 Protection policy", "4 政策保障"),
    "borders": ("chain", "Lead city in another province: 0", "牵头城市在外省的0个"),
    "innovation": ("region", "Innovation", "创新"),
    "zones": ("region", "29 + 5 + 3 + 1", "29 + 5 + 3 + 1"),
    "receivers": ("region", "+321,950", "+32.2万人"),
    "belt": ("region", "Chengdu, Deyang and Mianyang", "成都市、德阳市和绵阳市"),
    "people": ("region", "Resident population, top 20", "前20名常住人口"),
    "people of the pilots": ("pilots", "Resident population, pilots", "试点常住人口"),
    "not known": ("region", "microclimate and carbon", "小气候和碳汇"),
    "dispersion": ("region", "disperse gradually outwards", "人口逐步向外疏解"),
    "list": ("region", "our judgement", "本项目判断"),
    "chain": ("chain", "Zhouzhi county town", "周至县城"),
    "positioning": ("cities", "Top third on", "位于前三分之一的指标"),
    "named": ("cities", "not in the top third", "未进入前三分之一"),
    "steps": ("network", "Axial sectors", "轴线板块"),
    "growth": ("network", "Chongqing–Zhengzhou", "重庆—郑州"),
    "claims": ("claims", "cannot be assessed", "无法判断"),
    "elsewhere": ("learn", "2.404 × 10⁷ km²", "2.404×10⁷平方千米"),
    "lessons": ("learn", "national park", "国家公园"),
    "instruments": ("learn", "Boundary Waters Treaty", "《边界水域条约》"),
    "badges": ("heritage", "Laoxiancheng", "老县城"),
    "pilots": ("pilots", "Proven", "已证明"),
}


def words(sheet) -> str:
    cells = [
        str(cell)
        for table in sheet.tables
        for row in (*table.rows, [column.title for column in table.columns])
        for cell in row
    ]
    return "\n".join([sheet.title, *sheet.sentences, *cells])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_row_of_the_paper_is_found_in_the_brief(secondary, lang):
    sheets = {sheet.key: words(sheet) for sheet in brief(secondary, Translator(lang)).sheets}
    for row, (key, en, zh) in ROWS.items():
        assert (en if lang == "en" else zh) in sheets[key], row


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_stage_has_a_brief_with_the_region(each_study, lang):
    keys = [sheet.key for sheet in brief(each_study, Translator(lang)).sheets]
    assert {"network", "region", "heritage", "learn", "claims"} <= set(keys)
    assert ("chain" in keys) == (each_study.stage.key != "links")


def test_a_users_own_table_has_no_region(tmp_path, capsys):
    from mcda.__main__ import main

    table = tmp_path / "mine.csv"
    table.write_text("name,a,b\n,max,min\nx,1,2\ny,3,4\nz,5,1\n", "utf-8")
    file = str(tmp_path / "brief.xlsx")
    assert main(["brief", "--table", str(table), "-o", file, "--json"]) == 0
    assert "network" not in capsys.readouterr().out


def test_the_pilots_of_the_brief_keep_the_wishes_and_price_them(secondary):
    wish = PilotConstraints(6, (Quota("province", None, 0, 2),), 60.0, must=("610124",))
    sheet = pilots(secondary.with_changes(pilot_constraints=wish), Translator("en"))
    told = words(sheet)
    assert "at most 2 in each province" in told
    assert "Zhouzhi" in told
    assert "Cost of each condition" in [table.title for table in sheet.tables]


def test_wishes_that_clash_are_told_in_the_brief(secondary):
    wish = PilotConstraints(5, (Quota("province", "Gansu", 4), Quota("province", "Gansu", 0, 2)))
    sheet = pilots(secondary.with_changes(pilot_constraints=wish), Translator("zh"))
    assert any("无法同时满足" in sentence for sentence in sheet.sentences)


def test_a_group_switched_off_is_told_and_changes_the_totals():
    whole = embedded_study("secondary")
    shorter = embedded_study("secondary", ["mountain_side"])
    before, after = (words(region(study, Translator("en"))) for study in (whole, shorter))
    assert "Reconstructed list, counties: 119" in before
    assert "Reconstructed list, counties: 95. Switched off: Counties at the foot" in after
    assert "119 counties\n" in before
    assert "95 counties\n" in after
    ranking = next(s for s in brief(shorter, Translator("en")).sheets if s.key == "ranking")
    assert any("switched off" in sentence for sentence in ranking.sentences)


def test_bottom_lines_stand_beside_the_zones(secondary):
    lined = secondary.with_changes(cutoffs=(Cutoff("tree_cover", "at_least", 60.0),))
    titles = [table.title for table in region(lined, Translator("en")).tables]
    assert "Candidates below a cut-off" in titles


def test_the_chain_answers_the_other_stages_as_the_user_does(secondary):
    primary = embedded_study("primary")
    flat = primary.weights
    turned = primary.with_weights(replace(flat, shares=tuple(reversed(flat.shares))))
    own = replace(secondary, linked_scenarios={"primary": turned.scenario})
    assert words(chain(own, Translator("en"))) != words(chain(secondary, Translator("en")))


def test_sheets_speak_without_holes(each_study):
    for make in (pilots, chain, network_, region, instruments, heritage):
        for lang in ("en", "zh"):
            sheet = make(each_study, Translator(lang))
            if sheet is not None:
                assert "{" not in words(sheet)
                assert "nan" not in words(sheet).lower().split()
