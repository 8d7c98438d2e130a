"""Weighing on a phone: forms are filled as a visitor would, and the shares are those of mcda.elicit.

The forms of the other methods, widget by widget, are in tests/test_weighting_forms.py.
"""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from mcda.study.factory import embedded_study
from mcda.weighting.model import nearest_step
from mcda.weighting.registry import WEIGHTING_METHODS, compose, elicit
from mcda.words import Translator
from tests.drivers.visitors import PHONE, settled

pytestmark = pytest.mark.browser

# The page has scrolled as far as it was asked to, and says nothing of it any more.
STOPPED = """() => {
    const top = document.querySelector('[data-testid="stMain"]').scrollTop;
    const still = window.lastTop === top;
    window.lastTop = top;
    return still;
}"""
STUDY = embedded_study("secondary")
ECOLOGY = STUDY.scenario.weights.inside["ecology"].criteria


def names(t: Translator, keys: tuple[str, ...] = ECOLOGY) -> dict[str, str]:
    return {key: t.text(STUDY.catalogue[key].name) for key in keys}


def on(visit, lang: str, way: str) -> tuple[Page, Translator]:
    """A phone on the weighing page, the form of one way open at its first step."""
    tab = visit("weights", lang, PHONE)
    t = Translator(lang)
    tab.get_by_role("radiogroup", name=t("weights.way")).get_by_role(
        "radio", name=t.text(WEIGHTING_METHODS[way].name), exact=True
    ).click()
    settled(tab)
    return tab, t


def pick(tab: Page, label: str, option: str) -> None:
    """Choose in a list by its label, as a finger does."""
    box = tab.get_by_role("combobox", name=label, exact=True)
    # Brought into view first, for a list closes when the page scrolls; the bar at the lower edge covers nothing then.
    box.evaluate("e => e.scrollIntoView({block: 'center'})")
    tab.wait_for_function(STOPPED, polling="raf")
    box.click()
    wanted = tab.get_by_role("option", name=option, exact=True)
    wanted.click()
    settled(tab)


def type_number(tab: Page, name: str, number: float) -> None:
    field = tab.get_by_role("spinbutton", name=name, exact=True)
    field.fill(f"{number:g}")
    field.press("Enter")
    settled(tab)


def assert_shares(tab: Page, t: Translator, weights: Mapping[str, float], known: Mapping[str, str]):
    """The sentence beneath the form tells exactly these shares."""
    shares = [
        t("weights.share_of", name=known[key], share=t.percent(share, 1))
        for key, share in weights.items()
    ]
    sentence = t("forms.shares", shares=t.join(shares, last=False))
    expect(tab.get_by_text(sentence, exact=True)).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_points_through_all_steps_to_the_ranking(visit):
    tab, t = on(visit, "zh", "points")
    inside = {}
    for step, (group, own) in enumerate(STUDY.scenario.weights.inside.items()):
        known = names(t, own.criteria)
        given = {key: 10.0 * (3 * step + i + 1) for i, key in enumerate(known)}
        for key, number in given.items():
            type_number(tab, known[key], number)
        inside[group] = elicit("points", {"points": given}).weights
        assert_shares(tab, t, inside[group].as_dict(), known)
        order = [*STUDY.scenario.weights.inside, None]
        after = order[step + 1]
        title = t("forms.groups") if after is None else t.text(STUDY.catalogue.group(after).name)
        tab.get_by_role("button", name=t("forms.next", name=title), exact=True).click()
        settled(tab)
    groups = {key: t.text(STUDY.catalogue.group(key).name) for key in inside}
    given = dict(zip(groups, (50.0, 30.0, 20.0), strict=True))
    for key, number in given.items():
        type_number(tab, groups[key], number)
    top = elicit("points", {"points": given}).weights
    assert_shares(tab, t, top.as_dict(), groups)

    answered = STUDY.with_weights(compose(inside, top))
    leader = t.text(STUDY.evidence[next(iter(answered.ranking)).key].name)
    expect(tab.get_by_text(f"1. {leader}")).to_be_visible()
    tab.get_by_role("button", name=t("weights.use"), exact=True).click()
    settled(tab)
    spoken = [
        t("weights.share_of", name=groups[key], share=t.percent(share))
        for key, share in top.as_dict().items()
    ]
    heading = t("weights.sentence", shares=t.join(spoken, last=False))
    expect(tab.get_by_role("heading", name=heading)).to_be_visible()


def test_pairwise_comparison_that_contradicts_itself_is_mended_by_a_tap(visit):
    tab, t = on(visit, "en", "ahp")
    known = names(t)
    keys = list(known)
    # tree cover over light over designations over tree cover: no weights can fit these
    given = {(0, 1): 5, (1, 2): 5, (2, 3): 3, (0, 2): -3, (0, 3): 7, (1, 3): 5}
    for (i, j), ratio in given.items():
        one, other = known[keys[i]], known[keys[j]]
        stronger = one if ratio > 0 else other
        pick(
            tab,
            t("forms.pair", one=one, other=other),
            t("forms.times", stronger=stronger, times=abs(ratio)),
        )
    elicited = elicit("ahp", {"criteria": keys, "matrix": matrix_of(given, len(keys))})
    assert not elicited.acceptable
    assert_shares(tab, t, elicited.weights.as_dict(), known)
    warning = tab.get_by_test_id("stAlert")
    expect(warning).to_contain_text(f"{elicited.consistency:.3f}")
    taps = tab.get_by_role("button", name="Change to")
    assert taps.count() == len(elicited.mends) == 3

    for _ in range(6):  # what helps most first, until the answers are consistent
        mended = elicited.mends[0]
        i, j = keys.index(mended.row), keys.index(mended.column)
        given[i, j] = nearest_step(mended.fits)
        taps.first.click()
        settled(tab)
        elicited = elicit("ahp", {"criteria": keys, "matrix": matrix_of(given, len(keys))})
        assert_shares(tab, t, elicited.weights.as_dict(), known)
        if elicited.acceptable:
            break
    assert elicited.acceptable
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    sentence = t(
        "forms.consistent", value=f"{elicited.consistency:.3f}", limit=f"{elicited.limit:.3f}"
    )
    expect(tab.get_by_text(sentence, exact=True)).to_be_visible()


def matrix_of(given: Mapping[tuple[int, int], int], n: int) -> list[list[float]]:
    matrix = [[1.0] * n for _ in range(n)]
    for (i, j), ratio in given.items():
        matrix[i][j] = float(ratio) if ratio > 0 else 1 / -ratio
        matrix[j][i] = 1 / matrix[i][j]
    return matrix
