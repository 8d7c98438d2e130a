"""make load: phones that speak Streamlit's protocol, browsers that watch; on this machine alone, and ends by itself."""

import argparse
import asyncio
import os
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.crowd import Evening, gather, look_at
from benchmarks.machine import machine, row
from benchmarks.phone import Answer
from benchmarks.serving import Server, servers
from benchmarks.stories import Story, Weigher
from benchmarks.watching import seen, watching

STORIES: dict[str, type[Story]] = {"weigh": Weigher}
BOUND = 900  # seconds after which a run gives up


def quantile(answers: Sequence[Answer], share: float) -> float:
    """Seconds below which this share of the answers stayed."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


async def crowd(
    story: Story, running: Sequence[Server], phones: int, joining: float, acting: float, eyes: int
) -> tuple[Evening, list[str]]:
    """The evening, and what each browser shows at its end."""
    looking = asyncio.create_task(look_at(running))
    urls = [running[n % len(running)].address + story.watched for n in range(eyes)]
    try:
        async with asyncio.timeout(BOUND), watching(urls) as pages:
            evening = await gather(
                story, [server.address for server in running], phones, joining, acting
            )
            return evening, [await seen(page) for page in pages]
    finally:
        looking.cancel()


def tell(
    evening: Evening, views: Sequence[str], running: Sequence[Server], limits: tuple[float, float]
) -> None:
    """The table: figure, target, met or not."""
    joining, acting = limits
    n = evening.phones
    in_time = sum(second <= joining for second in evening.joined)
    row("phones that joined in time", f"{in_time} of {n}", f"in {joining:.0f} s", in_time == n)
    done = sum(second <= joining + acting for second in evening.done)
    row("phones that finished in time", f"{done} of {n}", f"in {acting:.0f} s more", done == n)
    by_action: dict[str, list[Answer]] = defaultdict(list)
    for answer in evening.answers:
        by_action[answer.action].append(answer)
    asked = [answer for answer in evening.answers if answer.action != "load"]
    median, late = quantile(asked, 0.5), quantile(asked, 0.95)
    row("median answer", f"{median:.2f} s", "< 1 s", median < 1)
    row("95th percentile of the answers", f"{late:.2f} s", "< 3 s", late < 3)
    peak = max(server.peak for server in running)
    row("server memory, peak of a process", f"{peak:.0f} MiB", "< 1536 MiB", peak < 1536)
    alive = sum(bool(view) for view in views)
    row("browsers that watched to the end", f"{alive} of {len(views)}", "all", alive == len(views))
    row("phones in trouble", str(len(evening.failures)), "0", not evening.failures)
    print()
    for action, answers in sorted(by_action.items()):
        slowest = max(answer.seconds for answer in answers)
        print(
            f"  {action:<22} {len(answers):>6} ×   median {quantile(answers, 0.5):6.2f} s   "
            f"95 % {quantile(answers, 0.95):6.2f} s   slowest {slowest:6.2f} s"
        )
    spent = sum(server.seconds for server in running)
    print(
        f"  processor time of the app {spent:.0f} s; {evening.received / 2**20:.0f} MiB sent to the phones; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    for line in evening.failures[:10]:
        print("  ", line[:200])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--story", choices=STORIES, default="weigh")
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--joining", type=float, default=60)
    parser.add_argument("--acting", type=float, default=120)
    parser.add_argument("--browsers", type=int, default=3)
    asked = parser.parse_args()
    print(machine(), "\n")
    with servers(asked.processes) as running:
        # The last to come needs time to join, and the last to act to be answered.
        evening, views = asyncio.run(
            crowd(
                STORIES[asked.story](),
                running,
                asked.phones,
                0.8 * asked.joining,
                0.9 * asked.acting,
                asked.browsers,
            )
        )
        tell(evening, views, running, (asked.joining, asked.acting))


if __name__ == "__main__":
    main()
