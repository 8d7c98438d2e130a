"""Addresses of 1.0 and links of publications lead on, with all that they say."""

import urllib.request

import pytest

from mcda.app import PAGES
from mcda.app.entry.addresses import NEW_NAMES, leads_to
from tests.drivers.app_server import served


def test_pages_of_1_0_lead_to_their_new_names_and_keep_what_they_say():
    assert set(NEW_NAMES.values()) < set(PAGES)
    assert leads_to("/evidence", "") == "/data"
    assert leads_to("/weigh/", "lang=zh&draft=K") == "/weights?lang=zh&draft=K"
    assert leads_to("/green/sure", "lang=en", base="/green") == "/green/robustness?lang=en"


def test_a_link_of_a_publication_leads_to_its_page():
    assert leads_to("/brief", "study=A-b_1&lang=zh") == "/published?study=A-b_1&lang=zh"
    assert leads_to("/published/A-b_1", "lang=zh") == "/published?study=A-b_1&lang=zh"
    assert leads_to("/published/A&lang=en", "") == "/published?study=A%26lang%3Den"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/brief",
        "/data",
        "/published",
        "/static/rank",
        "//x.org/rank",
        "/published/_stcore/health",
    ],
)
def test_everything_else_stays_where_it_is(path):
    assert leads_to(path, "lang=en") is None


@pytest.mark.slow
def test_a_server_leads_a_browser_on(tmp_path):
    with served(tmp_path / "server.log", GREENHEART_DATA=str(tmp_path)) as url:
        for old, new in (
            ("evidence?lang=zh", "data?lang=zh"),
            ("brief?study=A&lang=en", "published?study=A&lang=en"),
            ("published/A", "published?study=A"),
            ("weights?lang=en", "weights?lang=en"),
        ):
            with urllib.request.urlopen(f"{url}/{old}", timeout=30) as answer:
                assert answer.status == 200
                assert answer.url == f"{url}/{new}"
