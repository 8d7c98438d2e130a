"""A planner's own table in the browser: a Chinese one in GBK to a saved study and back, and one of 2,850 places."""

from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from mcda.study.io import open_study
from mcda.words import Translator
from tests.drivers.large_tables import large_table
from tests.drivers.visitors import settled
from tests.drivers.walks import answer, to

pytestmark = pytest.mark.browser

ZH = Translator("zh")
TABLE = """各县主要指标,,,,
单位：见表头,,,,
县名,森林覆盖率（%）,人均GDP（元）,到省会距离（公里）,每千人床位数（张）
方向,越大越好,,越小越好,
甲县,68.2,"21,500",41,5.1
乙县,55.0,"34,800",缺,6.3
丙县,61.0,"28,100",12,4.4
丁县,44.5,"30,250",80,7.0
戊县,72.1,"19,900",95,3.9
"""
# Noted from now on whether a sentence stood on the page: it may be gone before anybody asks for it.
NOTE_SENTENCE = """sentence => { window.wasTold = false; new MutationObserver(() => {
    window.wasTold ||= document.querySelector('[data-testid="stMain"]').innerText.includes(sentence);
}).observe(document.body, { childList: true, subtree: true, characterData: true }); }"""


def bring(tab: Page, name: str, data: bytes) -> None:
    tab.get_by_text("自备数据表或已保存的评价项目").click()
    given = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    tab.locator('input[type="file"]').first.set_input_files(given)


def download(tab: Page, name: str, path: Path) -> Path:
    with tab.expect_download(timeout=120_000) as given:
        tab.get_by_role("button", name=name).click()
    given.value.save_as(path)
    return path


def test_a_chinese_table_in_gbk_is_ranked_exported_saved_and_opened_again(visit, tmp_path):
    tab = visit("data", "zh")
    bring(tab, "各县.csv", TABLE.encode("gbk"))
    use = tab.get_by_role("button", name="使用这张表")
    use.wait_for()
    assert use.is_disabled()
    for criterion in ("人均GDP", "每千人床位数"):
        asked = tab.get_by_role("radiogroup", name=criterion)
        asked.get_by_text("越大越好").click()
        settled(tab)
    tab.wait_for_function(
        "name => [...document.querySelectorAll('button')].some(b => b.innerText == name && !b.disabled)",
        arg="使用这张表",
    )
    use.click()
    tab.get_by_text("正在使用自备数据表").wait_for()

    to(tab, ZH, "ranking")
    first = answer(tab)
    assert first.count("县") >= 3
    to(tab, ZH, "brief")
    book = load_workbook(download(tab, "下载简报", tmp_path / "brief.xlsx"))
    rows = [[cell.value for cell in row] for row in book["排序"].iter_rows()]
    names = [row[1] for row in rows if str(row[1]).endswith("县")]
    assert len(names) == 5
    assert names[0] in first

    to(tab, ZH, "data")
    saved = download(tab, "保存评价项目", tmp_path / "study.json")
    kept = open_study(saved)
    assert {a.name.zh for a in kept.evidence.alternatives} == {f"{n}县" for n in "甲乙丙丁戊"}

    other = visit("data", "zh")
    bring(other, "study.json", saved.read_bytes())
    other.get_by_text("正在使用自备数据表").wait_for()
    to(other, ZH, "ranking")
    assert answer(other) == first


def test_a_large_table_is_read_ranked_and_exported_with_its_progress_told(visit, tmp_path):
    tab = visit("data", "zh")
    tab.evaluate(NOTE_SENTENCE, ZH("upload.understanding", file="large.csv"))
    bring(tab, "large.csv", large_table(2850, 20))
    use = tab.get_by_role("button", name="使用这张表")
    use.wait_for()
    assert tab.evaluate("window.wasTold")
    use.click()
    tab.get_by_text("正在使用自备数据表").wait_for()
    to(tab, ZH, "ranking")
    assert "2850" in answer(tab).replace(",", "")
    to(tab, ZH, "brief")
    path = download(tab, "下载简报", tmp_path / "brief.xlsx")
    assert path.stat().st_size < 15e6
    with closing(load_workbook(path, read_only=True)) as book:
        rows = book["排序"].iter_rows(values_only=True)
        assert sum(isinstance(row[0], int) for row in rows) == 2850
