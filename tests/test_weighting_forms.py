"""Each weighting method's form filled widget by widget: the shares told beneath it are those of mcda.elicit."""

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from mcda.study.factory import embedded_study
from mcda.weighting.registry import elicit
from mcda.words import Translator
from tests.drivers.app_pages import opened

pytestmark = pytest.mark.slow
STUDY = embedded_study("secondary")
INSIDE = {group: own.criteria for group, own in STUDY.scenario.weights.inside.items()}


def form_of(lang: str, way: str, group: str = "ecology") -> tuple[AppTest, Translator]:
    """The weights page with the form of one method open at one group's step."""
    notes = {"_way": way, f"_secondary/{way}/~step": group}
    return opened("weights", lang, notes=notes), Translator(lang)


def names(t: Translator, group: str = "ecology") -> dict[str, str]:
    return {key: t.text(STUDY.catalogue[key].name) for key in INSIDE[group]}


def one(widgets, label: str):
    """The only widget of this label."""
    (found,) = [widget for widget in widgets if widget.label == label]
    return found


def pick(app: AppTest, label: str, option: str) -> None:
    box = one(app.selectbox, label)
    at = box.options.index(option)
    box.select_index(at).run()


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def assert_shares(app: AppTest, t: Translator, weights: Mapping[str, float], known) -> None:
    shares = [
        t("weights.share_of", name=known[key], share=t.percent(share, 1))
        for key, share in weights.items()
    ]
    assert t("forms.shares", shares=t.join(shares, last=False)) in said(app)


def test_swing():
    app, t = form_of("en", "swing")
    known = names(t)
    first, *others = known
    one(app.radio, t("forms.first_swing")).set_value(first).run()
    assert known[first] not in [field.label for field in app.number_input]
    points = {first: 100.0} | dict(zip(others, (80.0, 35.0, 5.0), strict=True))
    for key in others:
        one(app.number_input, known[key]).set_value(points[key]).run()
    assert_shares(app, t, elicit("swing", {"points": points}).weights.as_dict(), known)


def test_order_with_a_tie():
    app, t = form_of("zh", "ranking")
    known = names(t)
    for name, number in zip(known.values(), (2, 1, 2, 4), strict=True):
        one(app.button_group, name).set_value(number).run()
    a, b, c, d = known
    elicited = elicit("ranking", {"order": [b, [a, c], d]})
    for key in known:
        share = t.percent(elicited.weights[key], 1)
        assert t("weights.share_of", name=known[key], share=share) in said(app)


def test_pairs_beyond_those_that_connect_are_asked_for_only_on_demand():
    app, t = form_of("zh", "ahp", "poverty_alleviation")
    known = names(t, "poverty_alleviation")
    keys = list(known)
    pairs = [box for box in app.selectbox if box.key.startswith("_secondary/ahp/")]
    assert len(pairs) == 5
    for i, ratio in enumerate((3, 2, 1, 4, 2)):
        this, other = known[keys[i]], known[keys[i + 1]]
        words = t("forms.times", stronger=this, times=ratio) if ratio > 1 else t("forms.equal")
        pick(app, t("forms.pair", one=this, other=other), words)
    matrix = [[1.0 if i == j else None for j in range(6)] for i in range(6)]
    for i, ratio in enumerate((3, 2, 1, 4, 2)):
        matrix[i][i + 1], matrix[i + 1][i] = float(ratio), 1 / ratio
    elicited = elicit("ahp", {"criteria": keys, "matrix": matrix})
    assert_shares(app, t, elicited.weights.as_dict(), known)
    assert t("forms.unchecked") in said(app)
    one(app.toggle, t("forms.more", count=10)).set_value(True).run()
    assert len([box for box in app.selectbox if box.key.startswith("_secondary/ahp/")]) == 15


def test_best_and_worst():
    app, t = form_of("en", "best_worst")
    known = names(t)
    inside = {key: t.text(STUDY.catalogue[key].in_sentence) for key in known}
    best, other, third, worst = known
    for question, key in (("forms.best", best), ("forms.worst", worst)):
        one(app.radio, t(question)).set_value(key).run()
    over, under = {other: 2, third: 4, worst: 8}, {other: 4, third: 2}
    for key, n in over.items():
        label = t("forms.best_to", end=inside[best], other=inside[key])
        pick(app, label, t("forms.nine", n=n, words=t(f"forms.nine_{n}")))
    for key, n in under.items():
        label = t("forms.to_worst", end=inside[worst], other=inside[key])
        pick(app, label, t("forms.nine", n=n, words=t(f"forms.nine_{n}")))
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
    assert_shares(app, t, elicited.weights.as_dict(), known)
    assert f"{elicited.consistency:.3f}" in said(app)


def test_answers_outlive_the_language():
    app, t = form_of("en", "points")
    known = names(t)
    for i, name in enumerate(known.values()):
        one(app.number_input, name).set_value(20.0 + i).run()
    app.segmented_control("_lang").set_value("zh").run()
    zh = Translator("zh")
    for i, name in enumerate(names(zh).values()):
        assert one(app.number_input, name).value == 20 + i
    given = {key: 20.0 + i for i, key in enumerate(known)}
    elicited = elicit("points", {"points": given})
    assert_shares(app, zh, elicited.weights.as_dict(), names(zh))
