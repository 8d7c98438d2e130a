"""Each page in each language, on the embedded study and on one in which nobody may compete."""

import pytest
from streamlit.testing.v1 import AppTest

from criteria.errors import AppError
from mcda.app import PAGES
from mcda.methods.registry import METHODS
from mcda.report.tables import formatting
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.app_pages import opened

WHATEVER_THE_STAGE = (
    "network",
    "workshop",
)  # pages that answer the same whichever stage is in hand


def silent_fields(app: AppTest) -> list[str]:
    """Fields whose own default is another than the value set for them.

    A slow browser that draws one first after a second run knows nothing but its default, and tells that.
    """
    numbers = [(each, each.value) for each in (*app.number_input, *app.slider)]
    told = [
        each.label
        for each, value in numbers
        if value is not None
        and list(each.proto.default if each.type == "slider" else [each.proto.default]) != [value]
    ]
    chosen = [each for each in (*app.selectbox, *app.radio) if each.value is not None]
    return told + [each.label for each in chosen if each.proto.default != each.index]


@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.slow), "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_page_on_the_embedded_study(page, lang):
    app = opened(page, lang)
    assert not app.exception
    assert not app.error
    assert app.markdown
    assert silent_fields(app) == []


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["primary", "tertiary", "links"])
@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_other_stages(page, stage):
    app = opened(page, "zh", stage=stage)
    assert not app.exception
    assert not app.error


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in WHATEVER_THE_STAGE])
def test_page_where_nobody_competes_says_so_and_offers_the_way_back(page, lang):
    empty = embedded_study("secondary").with_changes(eligibility={"seat_km": 9999.0})
    app = opened(page, lang, studies={"secondary": empty})
    assert not app.exception
    with pytest.raises(AppError) as raised:
        _ = empty.ranking
    t = Translator(lang, marked=True)
    why = [t.line(formatting.named(empty, found)) for found in raised.value.findings]
    assert [error.value for error in app.error] == why
    app.button[-1].click().run()
    assert not app.error


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_rank_page_under_each_method_that_can_rank_the_table(method):
    study = embedded_study("secondary").with_changes(method=method)
    app = opened("ranking", "zh", studies={"secondary": study})
    assert not app.exception
    assert bool(app.error) == bool(METHODS[method].unmet(study.filled.matrix))


@pytest.mark.slow
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
