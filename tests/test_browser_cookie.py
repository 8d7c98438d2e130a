"""The mark of a browser: given with the page, kept, and readable neither to scripts nor to other sites."""

import urllib.request
from http.cookies import Morsel, SimpleCookie

import pytest

from mcda.app.state.browser_mark import COOKIE, is_mark
from tests.drivers.app_server import served

pytestmark = pytest.mark.slow
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cookie")
    with served(folder / "log", GREENHEART_DATA=str(folder)) as address:
        yield address


def given(address: str, **headers: str) -> Morsel | None:
    """The mark that comes with an answer."""
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return SimpleCookie(answer.headers.get("set-cookie", "")).get(COOKIE)


def test_each_browser_gets_a_mark_of_its_own_that_no_script_reads(url):
    marks = {}
    for page in ("", "weights?lang=en", "published?study=A"):
        found = given(f"{url}/{page}", **PAGE)
        assert found["httponly"]
        assert found["samesite"] == "Lax"
        assert found["path"] == "/"
        assert int(found["max-age"]) > 180 * 24 * 3600  # as long as a draft is kept, and longer
        assert not found["secure"]  # the address is a plain one
        marks[page] = found.value
        assert is_mark(found.value)
    assert len(set(marks.values())) == 3


def test_a_mark_stays_and_what_is_none_is_replaced(url):
    mark = given(f"{url}/data", **PAGE).value
    others = f'theme="dark; {COOKIE}={mark}; _x={{1}}'
    assert given(f"{url}/ranking", Cookie=others, **PAGE).value == mark
    for forged in ("short", mark + "x", "é" * 43, " " * 43):
        header = f"{COOKIE}={forged}".encode().decode("latin-1")
        assert is_mark(given(f"{url}/data", Cookie=header, **PAGE).value)
        assert given(f"{url}/data", Cookie=header, **PAGE).value != forged


def test_what_is_no_page_carries_no_mark(url):
    assert given(f"{url}/_stcore/health") is None
    assert given(f"{url}/data", Accept="*/*") is None
