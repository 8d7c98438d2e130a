"""From a weight to a workbook: Chinese, the ecology slider, the first place changes, its card, the brief."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.drivers.visitors import settled

pytestmark = pytest.mark.browser


def first_row(tab: Page) -> str:
    return tab.locator('[data-testid="stMain"] h1').first.inner_text()


def test_from_a_slider_to_the_brief(visit, tmp_path: Path):
    tab = visit("ranking", "en")
    tab.get_by_text("简体中文", exact=True).click()
    tab.get_by_role("heading", name="居前").wait_for()
    before = first_row(tab)

    tab.get_by_role("link", name="权重").click()
    slider = tab.get_by_role("slider", name="生态保护").first
    slider.wait_for()
    settled(tab)
    slider.focus()
    for _ in range(40):
        slider.press("ArrowLeft")
    tab.get_by_text("生态保护5%", exact=False).first.wait_for()
    settled(tab)

    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    tab.get_by_role("heading", name="居前").wait_for()
    settled(tab)
    after = first_row(tab)
    assert after != before
    leader = after.split("，")[1].split("、")[0]
    assert leader not in before.split("，")[1].split("、")[0]

    label = tab.locator("[data-testid=stVegaLiteChart]").first
    label.wait_for()
    box = label.bounding_box()
    assert box is not None
    tab.mouse.click(
        box["x"] + box["width"] * 0.45, box["y"] + 48
    )  # the first bar, below the legend
    tab.get_by_role("heading", name=f"{leader}：第1名").wait_for()

    tab.get_by_role("link", name="简报").click()
    tab.wait_for_url("**/brief?*")
    settled(tab)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载简报").click()
    path = tmp_path / "brief.xlsx"
    download.value.save_as(path)
    book = load_workbook(BytesIO(path.read_bytes()))
    cells = [[cell.value for cell in row] for row in book["结论"].iter_rows()]
    heading = next(i for i, row in enumerate(cells) if row[0] == "名次")
    places = cells[heading + 1 : heading + 11]
    assert places[0][1] == leader
    said = (
        after.split("，")[1]
        .removesuffix("。")
        .removesuffix("居前")
        .removesuffix("依次")
        .replace("和", "、")
        .split("、")
    )
    assert [row[1] for row in places if row[1] in said] == said

    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    tab.get_by_role("heading", name=f"{leader}：第1名").wait_for()  # still chosen
    ranking = [[cell.value for cell in row] for row in book["排序"].iter_rows()]
    start = next(i for i, row in enumerate(ranking) if row[0] == "名次")
    scores = {row[1]: row[3] for row in ranking[start + 1 :] if row[0] is not None}
    assert len(scores) == 107
    assert scores[leader] == pytest.approx(score_on_screen(tab, leader), abs=0.0005)
    second = places[1][1]
    choice = tab.get_by_role("combobox", name="选择候选对象")
    choice.scroll_into_view_if_needed()
    choice.click()
    choice.press_sequentially(second)
    tab.get_by_text(f"2  {second}").first.wait_for()
    choice.press("Enter")
    assert scores[second] == pytest.approx(score_on_screen(tab, second), abs=0.0005)


def score_on_screen(tab: Page, name: str) -> float:
    heading = tab.get_by_role("heading", name=f"{name}：第")
    heading.wait_for()
    return float(heading.inner_text().split("得分")[1])
