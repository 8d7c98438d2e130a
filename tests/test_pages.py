"""Each page in each language, on the embedded study and on one in which nobody may compete."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mcda.app import PAGES
from mcda.methods.registry import METHODS
from mcda.study.factory import embedded_study

FRONT_DOOR = Path(__file__).parents[1] / "streamlit_app.py"
WHATEVER_THE_STAGE = (
    "network",
    "workshop",
)  # pages that answer the same whichever stage is in hand


def opened(page: str, lang: str, **state: object) -> AppTest:
    app = AppTest.from_file(str(FRONT_DOOR), default_timeout=30)
    app.query_params["lang"] = lang
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    return app.switch_page(f"mcda/app/pages/{page}/page.py").run() if page != "region" else app


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_page_on_the_embedded_study(page, lang):
    app = opened(page, lang)
    assert not app.exception
    assert not app.error
    assert app.markdown


@pytest.mark.parametrize("stage", ["primary", "tertiary", "links"])
@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_other_stages(page, stage):
    app = opened(page, "zh", stage=stage)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in WHATEVER_THE_STAGE])
def test_page_where_nobody_competes_says_so_and_offers_the_way_back(page, lang):
    empty = embedded_study("secondary").with_changes(eligibility={"seat_km": 9999.0})
    app = opened(page, lang, studies={"secondary": empty})
    assert not app.exception
    assert any("2" in error.value or "两" in error.value for error in app.error)
    app.button[-1].click().run()
    assert not app.error


@pytest.mark.parametrize("method", METHODS)
def test_rank_page_under_each_method_that_can_rank_the_table(method):
    study = embedded_study("secondary").with_changes(method=method)
    app = opened("ranking", "zh", studies={"secondary": study})
    assert not app.exception
    assert bool(app.error) == bool(METHODS[method].unmet(study.filled.matrix))


def test_a_slider_moves_the_others_and_a_lock_holds():
    app = opened("weights", "en")
    app.slider("_share_secondary/ecology").set_value(60).run()
    shares = [
        app.slider(f"_share_secondary/{group}").value
        for group in ("ecology", "poverty_alleviation", "connectivity")
    ]
    assert shares[0] == 60
    assert sum(shares) == 100
    app.checkbox("_lock_secondary/ecology").check().run()
    app.slider("_share_secondary/connectivity").set_value(30).run()
    assert app.slider("_share_secondary/ecology").value == 60
    assert app.slider("_share_secondary/poverty_alleviation").value == 10
