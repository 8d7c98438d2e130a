"""Every row of the paper's systems, visited in a real browser in both languages; a phone needs no sideways scroll."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.drivers.visitors import LAPTOP, PHONE, settled, still

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # the first visitor waits for the polygons

# row: page, the clicks that lead there, words that stand there; for each language
ROWS = {
    "1 levels": (
        "region",
        {"en": ["Areas and list"], "zh": ["范围与名单"]},
        {
            "en": ["61.6 million people", "13.3 million people less"],
            "zh": ["6164万人", "少1330万人"],
        },
    ),
    "2 relations": (
        "region",
        {"en": ["Five relations"], "zh": ["五种关系"]},
        {
            "en": ["Cities are the market", "Not covered by the data"],
            "zh": ["城市是山区产品的市场", "数据未反映的方面"],
        },
    ),
    "3 groups and kinds": (
        "data",
        {"en": [], "zh": []},
        {
            "en": ["asset", "Yes first: this is water for the cities"],
            "zh": ["本底", "多者优先|越多越优先|优先"],
        },
    ),
    "4 green heart": (
        "region",
        {"en": ["Green heart zones"], "zh": ["绿心分区"]},
        {
            "en": ["29 + 5 + 3 + 1", "disperse gradually outwards"],
            "zh": ["−13.1%", "人口逐步向外疏解"],
        },
    ),
    "5 chain": (
        "region",
        {"en": ["Chain"], "zh": ["传导链条"]},
        {
            "en": ["not in the top third", "Longnan would move", "prints Longnan twice"],
            "zh": ["未进入前三分之一", "陇南市将由", "列了两次"],
        },
    ),
    "6 network": (
        "network",
        {"en": ["3 · Cluster sectors"], "zh": ["3 · 集群板块"]},
        {
            "en": ["strengthen Chengdu–Lanzhou first", "1 same, −1 reversed"],
            "zh": ["优先加强成都—兰州", "−1为相反"],
        },
    ),
    "7 years": (
        "network",
        {"en": ["Over the years"], "zh": ["历年变化"]},
        {"en": ["Chongqing–Zhengzhou grew closer fastest"], "zh": ["重庆—郑州的紧密程度提高最快"]},
    ),
    "7 claims": (
        "network",
        {"en": ["Claims assessed"], "zh": ["论断核对"]},
        {
            "en": ["cannot be assessed", "proxy only", "supported"],
            "zh": ["无法判断", "仅有替代数据", "支持"],
        },
    ),
    "8 elsewhere": (
        "region",
        {"en": ["Comparators"], "zh": ["经验借鉴地区"]},
        {
            "en": ["2.404 × 10⁷ km²", "Zhengzhou County", "1909"],
            "zh": ["2.404×10⁷平方千米", "郑州县", "1909"],
        },
    ),
    "9 badges": (
        "region",
        {"en": ["Designations and listings"], "zh": ["保护地与名录"]},
        {"en": ["Shown, not scored", "listings: 165"], "zh": ["只展示，不计分", "165项"]},
    ),
    "9 my county": (
        "county",
        {"en": [], "zh": []},
        {
            "en": ["Designations and listings: 1", "Similar county", "Rank at best end"],
            "zh": ["保护地与名录：1项", "相近的县", "达到最好值后的名次"],
        },
    ),
    "pilots": (
        "pilots",
        {"en": ["Closest left out"], "zh": ["最接近入选的对象"]},
        {"en": ["Proven", "Highest left out"], "zh": ["已证明", "未入选者中得分最高"]},
    ),
}


def walked(tab: Page, clicks: list[str]) -> None:
    for name in clicks:
        tab.get_by_role("radio", name=name, exact=True).or_(
            tab.locator('[data-testid="stButtonGroup"] button', has_text=name)
        ).first.click()
        settled(tab)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", dict.fromkeys(page for page, *_ in ROWS.values()))
def test_rows_of_a_page_are_there_and_fit_a_phone(look, page, lang):
    tab = look(page, lang)
    for name, (_, clicks, words) in ROWS.items():
        if ROWS[name][0] == page:
            row_is_there(tab, clicks[lang], words[lang])


def row_is_there(tab: Page, clicks: list[str], words: list[str]) -> None:
    """At a laptop's width, and then without a sideways scroll at a phone's."""
    tab.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    still(tab)
    walked(tab, clicks)
    main = tab.locator('[data-testid="stMain"]')
    for word in words:
        expect(main).to_contain_text(re.compile(word if "|" in word else re.escape(word)))
    assert tab.locator('[data-testid="stAlert"]').count() == 0
    tab.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    still(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert tab.evaluate("document.querySelector('.stMain').scrollWidth") <= PHONE[0]
    assert tab.locator('[data-testid="stException"]').count() == 0


def test_wishes_move_the_pilots_and_a_clash_is_told(visit):
    tab = visit("pilots", "en")
    heading = tab.locator('[data-testid="stMain"] h1').first
    before = heading.inner_text()
    most = tab.get_by_role("spinbutton", name="province").first
    most.fill("2")
    most.press("Enter")
    expect(heading).not_to_have_text(before)
    walked(tab, ["Cost of conditions"])
    expect(tab.locator('[data-testid="stMain"]')).to_contain_text("Zero: met anyway")
    most.fill("1")
    most.press("Enter")
    expect(heading).to_have_text("No set meets all these conditions.")
    expect(tab.locator('[data-testid="stAlert"]')).to_contain_text("at most 1 in each province")
    expect(most).to_have_value("1")


def test_a_group_switched_off_changes_ranks_and_the_brief(visit, tmp_path):
    from io import BytesIO

    from openpyxl import load_workbook

    tab = visit("region", "zh")
    walked(tab, ["范围与名单"])
    tab.get_by_text("邻山县（市、区）（本项目判断）（24个）").click()
    expect(tab.locator('[data-testid="stMain"]')).to_contain_text("当前计入95个")
    tab.get_by_role("link", name="简报").click()
    tab.wait_for_url("**/brief?*")
    settled(tab)
    with tab.expect_download(timeout=60_000) as download:
        tab.get_by_role("button", name="下载简报").click()
    path = tmp_path / "brief.xlsx"
    download.value.save_as(path)
    book = load_workbook(BytesIO(path.read_bytes()))
    cells = [str(c.value) for row in book["区域"].iter_rows() for c in row if c.value]
    assert any("已停用：邻山县" in cell for cell in cells)
