"""Each way of weighing on a phone: its form is filled as a visitor would, and the shares are those of mcda.elicit."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from mcda.study.factory import embedded_study
from mcda.weighting.registry import WEIGHTING_METHODS, compose, elicit
from mcda.words import Translator
from tests.drivers.visitors import PHONE, settled

pytestmark = pytest.mark.browser

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
    box.scroll_into_view_if_needed()
    box.click()
    tab.get_by_role("option", name=option, exact=True).click()
    settled(tab)


def type_number(tab: Page, name: str, number: float) -> None:
    field = tab.get_by_role("spinbutton", name=name, exact=True)
    field.fill(f"{number:g}")
    field.press("Enter")
    settled(tab)


def touch(tab: Page, group: str, choice: str) -> None:
    tab.get_by_role("radiogroup", name=group, exact=True).get_by_text(choice, exact=True).click()
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


def test_swing(visit):
    tab, t = on(visit, "en", "swing")
    known = names(t)
    first, *others = known
    tab.get_by_role("radiogroup", name=t("forms.first_swing")).get_by_text(
        known[first], exact=True
    ).click()
    settled(tab)
    expect(tab.get_by_role("spinbutton", name=known[first], exact=True)).to_have_count(0)
    points = {first: 100.0} | dict(zip(others, (80.0, 35.0, 5.0), strict=True))
    for key in others:
        type_number(tab, known[key], points[key])
    assert_shares(tab, t, elicit("swing", {"points": points}).weights.as_dict(), known)


def test_order_with_a_tie(visit):
    tab, t = on(visit, "zh", "ranking")
    known = names(t)
    for name, number in zip(known.values(), (2, 1, 2, 4), strict=True):
        touch(tab, name, str(number))
    a, b, c, d = known
    elicited = elicit("ranking", {"order": [b, [a, c], d]})
    shares = {key: elicited.weights[key] for key in known}
    shown = tab.get_by_text(re.compile("^" + t("forms.shares", shares="").removesuffix("。")))
    for key, share in shares.items():
        expect(shown).to_contain_text(
            t("weights.share_of", name=known[key], share=t.percent(share, 1))
        )


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
    taps = tab.get_by_role("button", name="Change it to")
    assert taps.count() == len(elicited.worst) == 3

    for _ in range(6):  # the worst judgement first, until the answers fit together
        worst = elicited.worst[0]
        i, j = sorted((keys.index(worst.row), keys.index(worst.column)))
        fits = worst.fits if worst.row == keys[i] else 1 / worst.fits
        step = max(1, round(max(fits, 1 / fits)))
        given[i, j] = step if fits >= 1 or step == 1 else -step
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


def test_pairs_beyond_those_that_connect_are_asked_for_only_on_demand(visit):
    tab, t = on(visit, "zh", "ahp")
    poverty = t.text(STUDY.catalogue.group("poverty_alleviation").name)
    tab.get_by_role("button", name=t("forms.next", name=poverty)).click()
    settled(tab)
    known = names(t, STUDY.scenario.weights.inside["poverty_alleviation"].criteria)
    keys = list(known)
    form = tab.locator(".st-key-form")
    assert form.get_by_role("combobox").count() == 4
    for i, ratio in enumerate((3, 2, 1, 4)):
        one, other = known[keys[i]], known[keys[i + 1]]
        words = t("forms.times", stronger=one, times=ratio) if ratio > 1 else t("forms.equal")
        pick(tab, t("forms.pair", one=one, other=other), words)
    matrix = [[1.0 if i == j else None for j in range(5)] for i in range(5)]
    for i, ratio in enumerate((3, 2, 1, 4)):
        matrix[i][i + 1], matrix[i + 1][i] = float(ratio), 1 / ratio
    elicited = elicit("ahp", {"criteria": keys, "matrix": matrix})
    assert_shares(tab, t, elicited.weights.as_dict(), known)
    expect(tab.get_by_text(t("forms.unchecked"))).to_be_visible()
    tab.get_by_text(t("forms.more", count=6)).click()
    settled(tab)
    assert form.get_by_role("combobox").count() == 10


def test_best_and_worst(visit):
    tab, t = on(visit, "en", "best_worst")
    known = names(t)
    best, other, third, worst = known
    for question, key in (("forms.best", best), ("forms.worst", worst)):
        tab.get_by_role("radiogroup", name=t(question)).get_by_text(known[key], exact=True).click()
        settled(tab)
    over, under = {other: 2, third: 4, worst: 8}, {other: 4, third: 2}
    for key, n in over.items():
        label = t("forms.best_to", end=known[best], other=known[key])
        pick(tab, label, t("forms.nine", n=n, words=t(f"forms.nine_{n}")))
    for key, n in under.items():
        label = t("forms.to_worst", end=known[worst], other=known[key])
        pick(tab, label, t("forms.nine", n=n, words=t(f"forms.nine_{n}")))
    elicited = elicit(
        "best_worst",
        {
            "criteria": list(known),
            "best": best,
            "worst": worst,
            "best_to_others": {best: 1, **over},
            "others_to_worst": {worst: 1, best: 8, **under},
        },
    )
    assert_shares(tab, t, elicited.weights.as_dict(), known)
    expect(tab.get_by_text(f"{elicited.consistency:.3f}")).to_be_visible()


def test_answers_outlive_the_page_and_the_language(visit):
    tab, t = on(visit, "en", "points")
    known = names(t)
    for i, name in enumerate(known.values()):
        type_number(tab, name, 20.0 + i)
    tab.get_by_text("简体中文", exact=True).click()
    settled(tab)
    zh = Translator("zh")
    for i, name in enumerate(names(zh).values()):
        assert tab.get_by_role("spinbutton", name=name, exact=True).input_value() == f"{20 + i}"
    given = {key: 20.0 + i for i, key in enumerate(known)}
    elicited = elicit("points", {"points": given})
    assert_shares(tab, zh, elicited.weights.as_dict(), names(zh))
