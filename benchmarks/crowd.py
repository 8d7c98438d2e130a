"""Many phones at once: they arrive one after another, think, act, and what each answer took is kept."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.phone import Answer, NoAnswer, Phone
from benchmarks.serving import Server
from benchmarks.stories import Story


@dataclass
class Evening:
    """What became of a crowd: seconds are counted from the first arrival."""

    phones: int
    joined: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    received: int = 0


async def gather(
    story: Story,
    addresses: Sequence[str],
    phones: int,
    joining: float,
    acting: float,
    seed: int = 1,
) -> Evening:
    """Phones join spread over `joining` seconds, then take their steps spread over the `acting` seconds after that.

    Phone i goes to address i modulo their number.
    """
    evening, begun = Evening(phones), time.perf_counter()

    async def until(second: float) -> None:
        await asyncio.sleep(max(0.0, begun + second - time.perf_counter()))

    async def visit(seat: int) -> None:
        rng = random.Random(seed * 100_000 + seat)
        phone = Phone(addresses[seat % len(addresses)], locale=("zh-CN", "en-GB")[seat % 2])
        try:
            await until(rng.uniform(0, joining))
            await story.join(phone, seat)
            evening.joined.append(time.perf_counter() - begun)
            moments = sorted(rng.uniform(joining, joining + acting) for _ in range(story.steps))
            for number, moment in enumerate(moments):
                await until(moment)
                await story.step(phone, seat, number)
            evening.done.append(time.perf_counter() - begun)
        except (NoAnswer, AssertionError, KeyError) as error:
            evening.failures.append(f"phone {seat}: {error}")
        finally:
            evening.answers += phone.answers
            evening.received += phone.received
            evening.failures += [f"phone {seat} shows: {line}" for line in phone.screen.errors]
            await phone.close()

    await asyncio.gather(*(visit(seat) for seat in range(phones)))
    return evening


async def look_at(servers: Sequence[Server]) -> None:
    """Look at the servers' memory twice a second until cancelled."""
    while True:
        for server in servers:
            server.look()
        await asyncio.sleep(0.5)
