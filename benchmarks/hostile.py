"""Hostile uploads while phones tap: who brings what, and the heart of the server meanwhile.

The heart is listened to by a process of its own: this one is busy with what fifty phones draw.
"""

import asyncio
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.crowd import Evening, Plan, gather
from tests.drivers.hostile_tables import KINDS
from tests.drivers.large_tables import large_table
from tests.drivers.phone.client import NoAnswer, Phone
from tests.drivers.phone.uploads import bring
from tests.drivers.stories import Story

BEAT = 0.25  # seconds between two heartbeats
LARGEST = (9_990, 39)  # the largest table within the limits
ALL_ALIKE = ("zip bomb", "too many bytes")  # refused before they are understood


@dataclass
class Siege:
    """What was seen: seconds of each heartbeat, of each upload, and what did not go as it should."""

    beats: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def files(count: int) -> list[tuple[str, bytes]]:
    """One in ten is the largest table that may come; the others are each hostile in its own way."""
    largest = ("largest.csv", large_table(*LARGEST))
    kinds = [hostile for kind, hostile in KINDS.items() if kind not in ALL_ALIKE]
    return [
        largest if n % 10 == 0 else (kinds[n % len(kinds)].file, kinds[n % len(kinds)].data())
        for n in range(count)
    ]


async def siege(story: Story, address: str, plan: Plan, count: int) -> tuple[Evening, Siege]:
    """The phones' evening, with so many uploads in the time of their acting, and a heart that beats all the while."""
    seen, rng, brought = Siege(), random.Random(plan.seed), files(count)
    listener = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.hostile", address], stdout=subprocess.PIPE, text=True
    )
    bringing = [
        _bring(address, file, plan.joining + rng.uniform(0, 0.5) * plan.acting, seen)
        for file in brought
    ]
    try:
        evening, *_ = await asyncio.gather(gather(story, [address], plan), *bringing)
    finally:
        listener.terminate()
        heard, _ = listener.communicate()
    seen.beats += map(float, heard.split())
    return evening, seen


async def _bring(address: str, file: tuple[str, bytes], at: float, seen: Siege) -> None:
    await asyncio.sleep(at)
    phone = Phone(address, patience=600)
    try:
        await phone.open("/data?lang=en")
        seen.uploads.append(await bring(phone, "_upload", *file))
    except (NoAnswer, OSError, KeyError) as error:
        seen.failures.append(f"{file[0]}: {error!r}")
    finally:
        await phone.close()


async def listen(address: str) -> None:
    """Print the seconds of each heartbeat until the process is ended."""
    phone = Phone(address)
    await phone.open("/workshop?lang=en")
    while True:
        await asyncio.sleep(BEAT)
        print(await phone.ping(), flush=True)


def late(seconds: Sequence[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


if __name__ == "__main__":
    asyncio.run(listen(sys.argv[1]))
