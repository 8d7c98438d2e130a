"""A forwarded link with a seat, in real browsers: its owner goes on, anybody else is asked."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mcda.group.model.workshop import Workshop
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.visitors import PHONE

pytestmark = pytest.mark.browser
PATIENCE = 40_000


def test_a_forwarded_seat_is_asked_about_and_ones_own_is_not(
    address: str, data: Path, visitor: Callable[[tuple[int, int]], Page]
):
    with closing(Store.open(f"sqlite:///{data / 'workshop.db'}")) as store:
        study = Workshop.of(embedded_study("secondary"), "Forwarded", "points")
        room = store.open_workshop(study)
        seat = store.take_seat(room.code, "ecology")
        link = f"{address}/workshop?lang=en&workshop={room.code}&seat={seat.token}"

        owner = visitor(PHONE)
        owner.goto(link)  # on a second device
        owner.locator(".st-key-_go_on button").click(timeout=PATIENCE)
        begin = owner.locator(".st-key-_next button")
        expect(begin).to_be_visible(timeout=PATIENCE)
        owner.wait_for_url(lambda url: "seat=" not in url, timeout=PATIENCE)
        for again in (link, f"{address}/workshop?lang=en&workshop={room.code}"):
            owner.goto(again)
            expect(begin).to_be_visible(timeout=PATIENCE)
            expect(owner.locator(".st-key-_go_on")).to_have_count(0)

        other = visitor(PHONE)
        other.goto(link)
        expect(other.get_by_text(seat.receipt).first).to_be_visible(timeout=PATIENCE)
        other.locator(".st-key-_sit_anew button").click()
        other.locator(".st-key-_speak_en button").click(timeout=PATIENCE)
        other.locator(".st-key-_group label").nth(1).click(timeout=PATIENCE)
        other.locator(".st-key-_join button").click()
        expect(other.locator(".st-key-_next button")).to_be_visible(timeout=PATIENCE)
        other.reload()
        expect(other.locator(".st-key-_next button")).to_be_visible(timeout=PATIENCE)
        assert "seat=" not in other.url
        assert store.facilitated(room.key).attendance.heads == 2
