"""The towns of a county in the browser: their list, their workbook down, filled in, up, and ranked on a map."""

import pytest
from playwright.sync_api import expect

from inputs.stations import LATEST
from inputs.townships import townships_of
from mcda.report.tables.townships import headline
from mcda.words import Translator
from tests.drivers.township_workbooks import PLAUSIBLE, filled_in
from tests.drivers.visitors import LAPTOP, PHONE, follow, settled

pytestmark = pytest.mark.browser

NINGQIANG = "610726"


@pytest.mark.parametrize(("lang", "size"), [("en", LAPTOP), ("zh", PHONE)])
def test_towns_are_listed_filled_in_uploaded_and_ranked(visit, tmp_path, lang, size):
    t = Translator(lang)
    tab = visit("county", lang, size, f"&candidate={NINGQIANG}")
    tab.get_by_text(headline(NINGQIANG, LATEST, t)).click()
    tab.get_by_text(t("townships.not_ranked")).wait_for()
    with tab.expect_download() as given:
        tab.get_by_role("button", name=t("townships.workbook_button")).click()
    given.value.save_as(tmp_path / "towns.xlsx")
    columns = [name for name in PLAUSIBLE if name != "buses"]
    data = filled_in((tmp_path / "towns.xlsx").read_bytes(), columns)

    follow(tab, t, "data")
    tab.get_by_text(t("upload.title")).click()
    file = {"name": "towns.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    tab.locator('input[type="file"]').first.set_input_files(file)
    tab.get_by_role("button", name=t("upload.back")).first.wait_for()
    settled(tab)
    expect(tab.get_by_test_id("stAlert")).to_contain_text("buses")
    follow(tab, t, "ranking")
    told = tab.get_by_role("heading", level=1).inner_text()
    assert [town.name for town in townships_of(NINGQIANG, LATEST) if town.name in told]
    seats = sum(town.seat is not None for town in townships_of(NINGQIANG, LATEST))
    assert tab.locator(".st-key-ranking_map svg circle").count() >= seats
