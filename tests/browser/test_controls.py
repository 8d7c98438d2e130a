"""What is chosen is shown by every control, on whatever way one comes to its page: by links, twice round, and back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from criteria.text import Lang
from mcda.app import PAGES
from mcda.words import Translator
from tests.drivers.visitors import LAPTOP, PHONE, follow, settled
from tests.drivers.waiting import until

pytestmark = pytest.mark.browser
STAGE_CONTROLS = ("_stage", "_stage_on_phone")
# By key, what each control of the page shows: what is checked, and what stands in its fields.
CONTROLS = """() => {
    const main = document.querySelector('[data-testid="stMain"]'), found = {};
    if (!main || main.querySelector('[data-testid="stSkeleton"]')) return null;
    for (const element of main.querySelectorAll('[data-testid="stElementContainer"][class*="st-key-"]')) {
        const key = [...element.classList].find(name => name.startsWith("st-key-"));
        const choices = [...element.querySelectorAll('[role="radio"],[role="checkbox"],[role="switch"],input[type="radio"],input[type="checkbox"]')];
        const fields = [...element.querySelectorAll('input:not([type="radio"],[type="checkbox"],[type="file"]),textarea')];
        const chosen = choices.filter(each => each.getAttribute("aria-checked") === "true" || each.checked);
        if (choices.length || fields.length) found[key.slice(7)] = [
            ...chosen.map(each => (each.innerText || each.getAttribute("aria-label") || each.value).trim()),
            ...fields.map(each => each.value),
        ];
    }
    return found;
}"""
EMPTY_GROUPS = """() => [...document.querySelectorAll('[data-testid="stMain"] [role="radiogroup"]')]
    .filter(group => !group.querySelector('[aria-checked="true"],:checked'))
    .map(group => group.getAttribute("aria-label") || group.innerText)"""
FIELD = '[data-testid="stMain"] .st-key-_place input'


def controls(tab: Page) -> dict[str, Any]:
    """Once they are all drawn."""
    until(lambda: tab.evaluate(CONTROLS))
    found: dict[str, Any] = tab.evaluate(CONTROLS)
    return found


def choose_third_stage(tab: Page, size: tuple[int, int]) -> str:
    """By the row of buttons or, on a phone, by the select box in its place; the stage's name."""
    on_laptop, on_phone = (tab.locator(f".st-key-{control}") for control in STAGE_CONTROLS)
    shown, hidden = (on_laptop, on_phone) if size == LAPTOP else (on_phone, on_laptop)
    expect(hidden).to_be_hidden()
    if size == LAPTOP:
        option = shown.get_by_role("radio").nth(2)
    else:
        shown.get_by_role("combobox").click()
        option = tab.get_by_role("option").nth(2)
    name = option.inner_text().strip()
    option.click()
    settled(tab)
    return name


@pytest.mark.parametrize(("lang", "size"), [("en", LAPTOP), ("zh", PHONE)])
def test_every_control_shows_what_is_chosen_twice_round_and_back(visit, lang: Lang, size):
    t = Translator(lang)
    tab = visit("ranking", lang=lang, size=size)
    chosen = choose_third_stage(tab, size)
    field = tab.locator(FIELD)
    field.click()
    field.press("ArrowDown")
    field.press("Enter")
    until(field.input_value)
    place = field.input_value()

    seen: dict[str, dict[str, Any]] = {}
    for page in (*PAGES, *PAGES):
        follow(tab, t, page)
        shown = seen.setdefault(page, controls(tab))
        until(lambda: tab.evaluate(CONTROLS) == shown, 10)  # noqa: B023 - of this page
        for control in STAGE_CONTROLS:
            assert shown.get(control, [chosen]) == [chosen], page
        assert shown.get("_place", [place]) == [place], page
        assert tab.evaluate(EMPTY_GROUPS) == [], page
    assert sum("_stage" in shown for shown in seen.values()) >= 7
    assert sum("_place" in shown for shown in seen.values()) >= 2

    for page in reversed(PAGES[-4:-1]):
        tab.go_back()
        tab.wait_for_url(f"**/{page}?*")
        settled(tab)
        until(lambda: tab.evaluate(CONTROLS) == seen[page], 10)  # noqa: B023
