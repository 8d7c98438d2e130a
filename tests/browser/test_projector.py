"""The wall at 1280 × 720: letters that are read from afar, nothing beyond the edge, and a scene that follows the panel."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from criteria.text import Text
from mcda.group.model.projector import SCENE_KEYS
from mcda.group.model.workshop import AgendaItem, StakeholderGroup, Workshop
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.database import address as store_at
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.visitors import context_of

pytestmark = pytest.mark.browser
WALL = (1280, 720)
LEAST, NUMBERS, CODE = 28, 64, 128  # px
# the smallest letters of any text that is seen, and how far the scene reaches beyond the lower or the right edge
MEASURE = """() => {
    const room = document.querySelector(".room");
    let least = Infinity;
    const walk = document.createTreeWalker(room, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const holder = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || holder.tagName === "STYLE") continue;
        least = Math.min(least, parseFloat(getComputedStyle(holder).fontSize));
    }
    const size = of => [...room.querySelectorAll(of)].map(e => parseFloat(getComputedStyle(e).fontSize));
    const edge = room.getBoundingClientRect();
    return { least, numbers: size(".number"), code: size(".code"),
             right: Math.max(...[...room.querySelectorAll("*")].map(e => e.getBoundingClientRect().right)),
             bottom: edge.bottom };
}"""
LONG = "一个名称很长的参会方，代表沿线各乡镇的居民与合作社"


def opened(data: Path, lang: str, groups: int) -> tuple[str, str]:
    """Code and key of a workshop of that many groups, with two closed rounds, a vote and a parked question."""
    with closing(Store.open(store_at({"GREENHEART_DATA": str(data)}))) as store:
        names = [Text(f"Group number {n} of the valley", f"{LONG[:-1]}{n}") for n in range(groups)]
        workshop = Workshop.of(
            embedded_study("secondary"),
            "Which counties of the Qinba mountains should go first, and why?",
            "points",
            groups=[StakeholderGroup(f"g{n}", name) for n, name in enumerate(names)],
            agenda=(AgendaItem("Talk about the weights", 30),),
            lang=lang,
            minimum_group=3,
        )
        room = store.open_workshop(workshop)
        actors = rehearse(store, room.code, 4 * groups, seed=1)
        store.add_statement(room.key, "closing", "Counties that feed the middle route come first")
        for actor in actors:
            store.vote(actor.token, 1, 1)
        store.close_statements(room.key)
        store.note(room.key, "When does the railway come to Zhen'an?", "parked")
        submit(store, actors, 1)
        store.close_round(room.key)
        store.open_round(room.key)
        submit(store, actors, 2)
        store.close_round(room.key)
        store.go_to_item(room.key, 0)
        return room.code, room.key


@pytest.mark.parametrize(("lang", "groups"), [("zh", 4), ("en", 4), ("zh", 7), ("en", 2)])
def test_every_scene_is_read_from_afar(address, data, browser: Browser, lang, groups):
    code, key = opened(data, lang, groups)
    context = context_of(browser, WALL)
    tab = context.new_page()
    tab.goto(f"{address}/workshop?workshop={code}&view=projector")
    with closing(Store.open(store_at({"GREENHEART_DATA": str(data)}))) as store:
        criterion = store.facilitated(key).workshop.keys[0]
        for scene in SCENE_KEYS:
            store.show_scene(key, scene, criterion if scene == "criterion" else "")
            found = measured(tab, scene)
            assert found["least"] >= LEAST, (scene, found)
            assert found["bottom"] <= WALL[1], (scene, found)
            assert found["right"] <= WALL[0], (scene, found)
            assert all(size >= NUMBERS for size in found["numbers"]), (scene, found)
            assert bool(found["numbers"]) == (scene == "progress")
            assert all(size >= CODE for size in found["code"]), (scene, found)
    context.close()


def measured(tab: Page, scene: str) -> dict:
    expect(tab.locator(f'.room[data-scene="{scene}"]')).to_be_visible(timeout=40_000)
    return tab.evaluate(MEASURE)
