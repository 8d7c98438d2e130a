"""A participant's phone after the server was killed and started again: no tap is dead, no answer gone, no receipt false."""

import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mcda.group.store.database import address
from mcda.group.store.workshops import Store
from tests.drivers.event_loop import run
from tests.drivers.phone.client import Phone
from tests.drivers.server_processes import Server, servers
from tests.drivers.stories import Participant
from tests.drivers.submission_count import Reckoning
from tests.drivers.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers(1) as running:
        yield running[0]


def in_the_room(
    server: Server, story: Callable[[Participant, Phone], Coroutine[Any, Any, None]]
) -> Participant:
    participant = Participant(pause=(0, 0))
    participant.prepare(server)

    async def visit() -> None:
        phone = Phone(server.address, patience=40)
        try:
            await participant.join(phone, 1)
            await story(participant, phone)
        finally:
            await phone.close()

    run(visit())
    return participant


def started_anew(server: Server) -> None:
    server.kill()
    server.start()


def forget_the_last_tap(server: Server, token: str) -> None:
    """What a kill between the tap and the write leaves in the store."""
    store = Store.open(address(server.environment))
    ((block, own),) = store.seated(token).unfinished["notes"].items()
    *kept, _ = own.items()
    store.keep_unfinished(token, {"notes": {block: dict(kept)}}, 1)
    store.close()


def wait_until_kept(server: Server, token: str, taps: int) -> None:
    """Until the store has what was tapped: the page does not wait for it."""
    store = Store.open(address(server.environment))
    until(
        lambda: (
            sum(len(own) for own in store.seated(token).unfinished.get("notes", {}).values())
            == taps
        )
    )
    store.close()


def first_question(phone: Phone) -> list[str]:
    return [element.key for element in phone.screen if element.kind == "button_group"]


def test_a_tap_after_the_server_came_back_is_heard(server):
    async def story(_: Participant, phone: Phone) -> None:
        await phone.reload()  # the last run is then the page's, not a fragment's
        started_anew(server)
        await phone.reconnect()
        await phone.click("_next")
        assert first_question(phone)

    in_the_room(server, story)


def test_an_answer_that_the_store_never_got_is_taken_from_the_phone(server):
    async def story(_: Participant, phone: Phone) -> None:
        await phone.click("_next")
        asked = first_question(phone)
        for key in asked:
            await phone.set(key, "70")
        assert not phone.screen.find("_next").message.disabled
        (token,) = (value for name, value in phone.cookies.items() if "seat" in name)
        wait_until_kept(server, token, len(asked))
        server.kill()
        forget_the_last_tap(server, token)
        server.start()
        await phone.reconnect()
        assert not phone.screen.find("_next").message.disabled

    in_the_room(server, story)


def test_a_receipt_holds_after_a_kill_and_is_shown_again(server):
    async def story(participant: Participant, phone: Phone) -> None:
        for number in range(participant.steps):
            await participant.step(phone, 1, number)
        started_anew(server)
        await phone.reload()
        assert participant.receipts[0] in phone.screen.text

    participant = in_the_room(server, story)
    assert participant.reckoned() == Reckoning(1, lost=0, doubled=0)


def test_a_server_that_is_told_to_end_writes_what_still_waits(server):
    """A deploy while the database is busy: the answer waits in the queue as SIGTERM comes."""
    file = Path(server.environment["GREENHEART_DATA"]) / "workshop.db"

    async def story(_: Participant, phone: Phone) -> None:
        await phone.click("_next")
        keys = first_question(phone)
        (token,) = (value for name, value in phone.cookies.items() if "seat" in name)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for key in keys:
            await phone.set(key, "70")
        await phone.close()
        server.tell_to_end()
        until(lambda: server.has_ended() or "writing what still waits" in server.log.read_text())
        other.execute("ROLLBACK")
        other.close()
        server.stop()
        with closing(Store.open(f"sqlite:///{file}")) as store:
            notes = store.seated(token).unfinished["notes"]
        assert sum(len(block) for block in notes.values()) == len(keys)
        server.start()

    in_the_room(server, story)
