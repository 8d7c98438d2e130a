"""A saved study that would have a planner's browser fetch from outside: it asks nobody but the app, and reads as typed."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mcda.study.io import open_study, to_json
from mcda.words import Translator
from mcda.words.markdown import JOINER
from tests.drivers.foreign_texts import HOST, TYPED, with_foreign_texts
from tests.drivers.visitors import settled
from tests.drivers.walks import to

pytestmark = pytest.mark.browser

SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "studies" / "everything.json"
MEANT = f'img[src*="{HOST}"], a[href*="{HOST}"], [data-testid="stMain"] b:text-is("h")'


def test_a_foreign_study_fetches_nothing_and_reads_as_it_was_typed(visit, address):
    t = Translator("en")
    tab = visit("data", "en")
    asked, refused = set(), []
    tab.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    tab.on(
        "console",
        lambda said: refused.append(said.text) if "Content Security" in said.text else None,
    )
    tab.get_by_text(t("upload.title")).click()
    study = to_json(with_foreign_texts(open_study(SAVED)))
    given = {"name": "![p](x).json", "mimeType": "application/json", "buffer": study.encode()}
    tab.locator('input[type="file"]').first.set_input_files(given)
    tab.get_by_text(TYPED[:25]).first.wait_for()
    settled(tab)
    for page in (
        "weights",
        "ranking",
        "robustness",
        "pilots",
        "county",
        "workshop",
        "brief",
        "data",
    ):
        to(tab, t, page)
        assert tab.locator(MEANT).count() == 0, page
        if page == "weights":
            label = tab.locator('[data-testid="stSlider"] label').first.inner_text()
            assert label.replace(JOINER, "") == f"Ecology {TYPED}"
    assert asked - {"", urlsplit(address).netloc} == set()
    assert refused == []
