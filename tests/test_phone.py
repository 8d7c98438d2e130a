"""The simulated phone of the load benchmark against a real server, so that it cannot rot, and its bookkeeping."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from mcda.words import Translator
from tests.drivers.event_loop import run
from tests.drivers.phone.client import NoAnswer, Phone
from tests.drivers.server_processes import Server, servers
from tests.drivers.submission_count import Reckoning, reckon

pytestmark = pytest.mark.slow


SHARE = "_share_secondary/ecology"


@pytest.fixture(scope="module")
def server() -> Any:
    with servers(1) as running:
        yield running[0]


def on_a_phone(server: Server, story: Callable[[Phone], Coroutine[Any, Any, None]]) -> None:
    async def visit() -> None:
        phone = Phone(server.address, patience=40)
        try:
            await story(phone)
        finally:
            await phone.close()

    run(visit())


def test_a_phone_weighs_speaks_chinese_and_comes_back(server):
    async def story(phone: Phone) -> None:
        await phone.open("/weights?lang=en")
        assert "Ecology 45%" in phone.screen.text
        assert phone.screen.find("Ecology").key == SHARE
        assert await phone.set(SHARE, 60) > 0
        assert "Ecology 60%" in phone.screen.text
        await phone.set("_lang", "简体中文")
        assert "lang=zh" in phone.query.split("&")
        assert "生态保护60%" in phone.screen.text
        session = phone.session
        await phone.reconnect()
        assert phone.session == session
        assert "生态保护60%" in phone.screen.text
        await phone.click(Translator("zh")("app.start_over"))
        assert "生态保护45%" in phone.screen.text
        await phone.go_to("data")
        assert not phone.screen.has(SHARE)
        await phone.reload()
        assert phone.session != session
        assert await phone.ping() > 0
        assert phone.screen.errors == []

    on_a_phone(server, story)


def test_what_a_phone_remembers_is_not_sent_again(server):
    async def story(phone: Phone) -> None:
        await phone.open("/ranking?lang=en")
        first, charts = phone.received, kinds(phone).count("vega_lite_chart")
        for _ in range(3):  # what is referred to again is not forgotten
            before = phone.received
            await phone.set("_lang", "English")
            assert phone.received - before < first / 4
            assert kinds(phone).count("vega_lite_chart") == charts > 0

    def kinds(phone: Phone) -> list[str]:
        return [element.kind for element in phone.screen]

    on_a_phone(server, story)


def test_a_widget_that_is_not_there_is_told_with_what_is(server):
    async def story(phone: Phone) -> None:
        await phone.open("/weights?lang=en")
        with pytest.raises(KeyError, match=SHARE):
            phone.screen.find("no such widget")

    on_a_phone(server, story)


def test_a_killed_server_is_no_answer_and_the_phone_comes_back_to_the_next_one(server):
    async def story(phone: Phone) -> None:
        await phone.open("/data?lang=en")
        server.kill()
        with pytest.raises(NoAnswer):
            await phone.set("_lang", "简体中文")
        with pytest.raises(NoAnswer):
            await phone.reconnect()
        server.start()
        await phone.reconnect()
        assert phone.screen.errors == []
        assert phone.screen.text

    on_a_phone(server, story)
    assert server.peak > 0


def test_lost_and_doubled_are_counted():
    assert reckon(["a", "b", "c"], ["a", "b", "b", "d"]) == Reckoning(3, lost=1, doubled=1)
    assert reckon([], ["a"]) == Reckoning(0, lost=0, doubled=0)
