"""make load: phones that speak Streamlit's protocol, browsers that watch; on this machine alone, and ends by itself.

python -m benchmarks.load [PART …]    every part, or those named: sqlite, postgres, two, kills, hostile, writers
python -m benchmarks.load --story weigh [PART …]    the same with visitors of the weigh page
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

from benchmarks import writers
from benchmarks.crowd import Evening, Plan, gather, look_at, strike
from benchmarks.hostile import late, siege
from benchmarks.machine import machine, row
from benchmarks.watching import seen, watching
from tests.drivers.phone.client import Answer
from tests.drivers.server_processes import Server, postgres, servers
from tests.drivers.store_writers import run
from tests.drivers.stories import Participant, Story, Weigher

STORIES: dict[str, type[Story]] = {"room": Participant, "weigh": Weigher}
BOUND = 600  # seconds after which a part gives up
JOINING, ACTING = 60.0, 120.0
BROWSERS, KILLS = 3, 10
SETTLING = 5.0  # seconds until what runs every few seconds has run once more


def quantile(answers: Sequence[Answer], share: float) -> float:
    """Seconds below which this share of the answers stayed."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


async def evening_of(
    story: Story, running: Sequence[Server], plan: Plan, kills: int = 0
) -> tuple[Evening, list[str], int]:
    """The evening, what each browser shows at its end, and how often the first server was killed."""
    looking = asyncio.create_task(look_at(running))
    urls = [running[n % len(running)].address + story.watched for n in range(BROWSERS)]
    try:
        async with asyncio.timeout(BOUND), watching(urls) as pages:
            striking = asyncio.create_task(
                strike(running[0], kills, 0.9 * (plan.joining + plan.acting))
            )
            evening = await gather(story, [server.address for server in running], plan)
            struck = await striking
            await asyncio.sleep(SETTLING)
            return evening, [await seen(page) for page in pages], struck
    finally:
        looking.cancel()


def tell_time(evening: Evening, phones: int) -> None:
    """Who came and finished in time."""
    joined = sum(second <= JOINING for second in evening.joined)
    row(
        "phones that joined in time",
        f"{joined} of {phones}",
        f"in {JOINING:.0f} s",
        joined == phones,
    )
    done = sum(second <= JOINING + ACTING for second in evening.done)
    row(
        "phones that finished in time",
        f"{done} of {phones}",
        f"in {ACTING:.0f} s more",
        done == phones,
    )


def tell_answers(evening: Evening) -> None:
    """How long phones waited; fetching the page's files the first time is told apart."""
    asked = [answer for answer in evening.answers if answer.action != "load"]
    median, late = quantile(asked, 0.5), quantile(asked, 0.95)
    row("median answer", f"{median:.2f} s", "< 1 s", median < 1)
    row("95th percentile of the answers", f"{late:.2f} s", "< 3 s", late < 3)


def tell_state(
    evening: Evening, views: Sequence[str], running: Sequence[Server], story: Story
) -> None:
    """Memory, browsers, trouble, and what is kept."""
    peak = max(server.peak for server in running)
    row("server memory, peak of a process", f"{peak:.0f} MiB", "< 1536 MiB", peak < 1536)
    right = sum(story.shows(view) for view in views)
    row("browsers that show the end", f"{right} of {len(views)}", "all", right == len(views))
    row("phones in trouble", str(len(evening.failures)), "0", not evening.failures)
    kept = story.reckoned()
    if kept is not None:
        row(
            "acknowledged submissions lost",
            f"{kept.lost} of {kept.acknowledged}",
            "0",
            not kept.lost,
        )
        row("acknowledged submissions doubled", str(kept.doubled), "0", not kept.doubled)


def tell_actions(evening: Evening, running: Sequence[Server]) -> None:
    """Each kind of action, and what it cost."""
    by_action: dict[str, list[Answer]] = defaultdict(list)
    for answer in evening.answers:
        by_action[answer.action].append(answer)
    print()
    for action, answers in sorted(by_action.items()):
        slowest = max(answer.seconds for answer in answers)
        print(
            f"  {action:<22} {len(answers):>6} ×   median {quantile(answers, 0.5):6.2f} s   "
            f"95% {quantile(answers, 0.95):6.2f} s   slowest {slowest:6.2f} s"
        )
    spent = sum(server.seconds for server in running)
    print(
        f"  processor time of the app {spent:.0f} s, of the phones so far {time.process_time():.0f} s; "
        f"{evening.received / 2**20:.0f} MiB to the phones; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    for line in evening.failures[:10]:
        print("  ", line[:300])


def held(story: Story, phones: int, processes: int, **environment: str) -> None:
    """So many phones on so many processes, with browsers watching."""
    with servers(processes, **environment) as running:
        story.prepare(running[0])
        # The last to come needs time to join, and the last to act to be answered.
        plan = Plan(phones, 0.9 * JOINING, 0.95 * ACTING)
        evening, views, _ = asyncio.run(evening_of(story, running, plan))
        tell_time(evening, phones)
        tell_answers(evening)
        tell_state(evening, views, running, story)
        tell_actions(evening, running)


def held_by_postgres(story: Story, phones: int, processes: int) -> None:
    """The same with PostgreSQL as the database that the processes share."""
    with postgres() as url:
        held(story, phones, processes, DATABASE_URL=url)


def killed(story: Story, phones: int) -> None:
    """The server is killed and started again while phones are at work; they come back and finish."""
    with servers(1) as running:
        story.prepare(running[0])
        plan = Plan(phones, 0.5 * JOINING, ACTING, insistent=True)
        evening, views, struck = asyncio.run(evening_of(story, running, plan, KILLS))
        row("kill -9 of the server, started again", str(struck), str(KILLS), struck == KILLS)
        done = len(evening.done)
        row("phones that finished all the same", f"{done} of {phones}", "all", done == phones)
        tell_state(evening, views, running, story)
        print(f"\n  a phone found no server, or lost it in an action, {evening.broken} times")
        tell_actions(evening, running)


def besieged(story: Story, phones: int, uploads: int) -> None:
    """Phones tap while hostile tables are brought; the heart of the server must not wait for any of them."""
    with servers(1) as running:
        story.prepare(running[0])
        plan = Plan(phones, 0.5 * JOINING, 0.95 * ACTING, insistent=True)
        evening, seen = asyncio.run(siege(story, running[0].address, plan, uploads))
        beats = seen.beats
        row("heartbeats", f"{len(beats)}, median {late(beats, 0.5):.3f} s", "stated", True)
        row("  99th percentile", f"{late(beats, 0.99):.3f} s", "< 0.5 s", late(beats, 0.99) < 0.5)
        row("  slowest", f"{max(beats):.3f} s", "< 0.5 s", max(beats) < 0.5)
        answered = len(seen.uploads)
        row("uploads answered", f"{answered} of {uploads}", "all", answered == uploads)
        row("  slowest, its queue included", f"{max(seen.uploads):.1f} s", "stated", True)
        done = len(evening.done)
        row("phones that finished", f"{done} of {phones}", "all", done == phones)
        tell_answers(evening)
        tell_actions(evening, running)
        for line in (*seen.failures[:10], *running[0].complaints()[:10]):
            print("  ", line[:300])


def written(_: Story) -> None:
    """Straight at the store, on both databases."""
    with tempfile.TemporaryDirectory() as folder, postgres() as url:
        for name, place in (("SQLite", f"sqlite:///{folder}/workshop.db"), ("PostgreSQL", url)):
            done = run(place, writers.PROCESSES, writers.WRITERS, writers.EACH)
            asked = writers.PROCESSES * writers.WRITERS * writers.EACH
            row(
                f"{name}: submissions acknowledged",
                str(done.acknowledged),
                str(asked),
                done.acknowledged == asked,
            )
            row(f"{name}: lost", str(done.lost), "0", not done.lost)
            row(f"{name}: doubled", str(done.doubled), "0", not done.doubled)
            print(f"  {done.rate:.0f} a second, longest wait {done.slowest:.2f} s")


PARTS: dict[str, tuple[str, Callable[[Story], None]]] = {
    "sqlite": ("200 phones on one process, SQLite", lambda story: held(story, 200, 1)),
    "postgres": (
        "200 phones on one process, PostgreSQL",
        lambda story: held_by_postgres(story, 200, 1),
    ),
    "two": (
        "400 phones on two processes, one PostgreSQL",
        lambda story: held_by_postgres(story, 400, 2),
    ),
    "kills": ("50 phones while the server is killed", lambda story: killed(story, 50)),
    "hostile": ("50 hostile uploads while 50 phones tap", lambda story: besieged(story, 50, 50)),
    "writers": ("16 writers × 500 submissions from four processes", written),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--story", choices=STORIES, default="room")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    print(machine())
    for name in asked.parts or PARTS:
        title, part = PARTS[name]
        print(f"\n{title}, story: {asked.story}")
        part(STORIES[asked.story]())


if __name__ == "__main__":
    main()
