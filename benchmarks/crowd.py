"""Many phones at once: they arrive one after another, think, act, and what each answer took is kept."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.drivers.phone.client import Answer, NoAnswer, Phone
from tests.drivers.server_processes import Server
from tests.drivers.stories import Story

REST = 0.5  # seconds before a phone tries again, as the browser's own page does


@dataclass(frozen=True)
class Plan:
    """So many phones join spread over `joining` seconds, then take their steps spread over `acting` more.

    Insistent phones come back after the connection broke, as a browser does; the others give up.
    """

    phones: int
    joining: float
    acting: float
    insistent: bool = False
    seed: int = 1


@dataclass
class Evening:
    """What became of a crowd: seconds are counted from the first arrival."""

    joined: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    broken: int = 0
    received: int = 0


async def gather(story: Story, addresses: Sequence[str], plan: Plan) -> Evening:
    """The whole evening; phone i goes to address i modulo their number."""
    evening, begun = Evening(), time.perf_counter()

    async def until(second: float) -> None:
        await asyncio.sleep(max(0.0, begun + second - time.perf_counter()))

    async def insist(phone: Phone, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await act()
            except NoAnswer:
                if not plan.insistent:
                    raise
                evening.broken += 1
                await _come_back(phone)

    async def visit(seat: int) -> None:
        rng = random.Random(plan.seed * 100_000 + seat)
        phone = Phone(addresses[seat % len(addresses)], locale=("zh-CN", "en-GB")[seat % 2])
        end = plan.joining + plan.acting - story.pace
        moments = sorted(rng.uniform(plan.joining, end) for _ in range(story.steps))
        try:
            await until(rng.uniform(0, plan.joining))
            await insist(phone, lambda: story.join(phone, seat))
            evening.joined.append(time.perf_counter() - begun)
            for number, moment in enumerate(moments):
                await until(moment)
                await insist(phone, lambda number=number: story.step(phone, seat, number))
            evening.done.append(time.perf_counter() - begun)
        except (NoAnswer, AssertionError, KeyError) as error:
            evening.failures.append(f"phone {seat}: {error}")
        finally:
            evening.answers += phone.answers
            evening.received += phone.received
            evening.failures += [f"phone {seat} shows: {line}" for line in phone.screen.errors]
            await phone.close()

    await asyncio.gather(*(visit(seat) for seat in range(plan.phones)))
    return evening


async def _come_back(phone: Phone) -> None:
    """Try until the server is there again; the browser asks for its former session and sends what it holds.

    One that had not come to a session yet starts from its first address.
    """
    while True:
        await asyncio.sleep(REST)
        if not phone.session:
            return
        try:
            await phone.reconnect()
        except NoAnswer:
            continue
        return


async def strike(server: Server, times: int, within: float, seed: int = 1) -> int:
    """Kill -9 the server so many times, at random moments of `within` seconds, and start it again each time."""
    rng, begun, struck = random.Random(seed), time.perf_counter(), 0
    for moment in sorted(rng.uniform(0, within) for _ in range(times)):
        await asyncio.sleep(max(0.0, begun + moment - time.perf_counter()))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        struck += 1
    return struck


async def look_at(servers: Sequence[Server]) -> None:
    """Look at the servers' memory twice a second until cancelled."""
    while True:
        for server in servers:
            server.look()
        await asyncio.sleep(0.5)
