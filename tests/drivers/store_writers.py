"""Writers straight at the store, from several processes, and a count of what was lost or doubled."""

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

from sqlalchemy import select

from mcda.group.model.workshop import Workshop
from mcda.group.rehearsal import sensible_answers
from mcda.group.store.schema import SUBMISSIONS
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study

RETRIED = 10  # every so many submissions one is sent twice, as after a lost acknowledgement


@dataclass(frozen=True)
class Outcome:
    """What was acknowledged to the writers, and what then stood in the store."""

    acknowledged: int
    lost: int
    doubled: int
    seconds: float
    slowest: float  # the longest wait for one acknowledgement

    @property
    def rate(self) -> float:
        return self.acknowledged / self.seconds


def run(url: str, processes: int, writers: int, each: int) -> Outcome:
    """`processes` × `writers` seats submit `each` times at once; then every acknowledged one is looked for."""
    store = Store.open(url)
    opened = store.open_workshop(Workshop.of(embedded_study("secondary"), "Writers"))
    groups = [group.key for group in store.facilitated(opened.key).workshop.groups]
    seats = [
        store.take_seat(opened.code, groups[n % len(groups)]).token
        for n in range(processes * writers)
    ]
    store.close()
    context = multiprocessing.get_context("spawn")
    start = time.perf_counter()
    # a pool of multiprocessing would start a writer anew that cannot start, again and again
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        shares = [seats[n::processes] for n in range(processes)]
        found = pool.map(write, repeat(url), shares, repeat(each))
        written = [pair for pairs in found for pair in pairs]
    seconds = time.perf_counter() - start
    store = Store.open(url)
    query = select(SUBMISSIONS.c.nonce)
    stored = Counter(store.database.read(lambda tx: tx.execute(query).scalars().all()))
    store.close()
    names = {nonce for nonce, _ in written}
    return Outcome(
        acknowledged=len(names),
        lost=len(names - set(stored)),
        doubled=sum(count - 1 for count in stored.values()),
        seconds=seconds,
        slowest=max(wait for _, wait in written),
    )


def write(url: str, tokens: list[str], each: int) -> list[tuple[str, float]]:
    """One process: a thread a seat; returns each acknowledged nonce and how long it took."""
    store = Store.open(url)
    try:
        with ThreadPoolExecutor(len(tokens)) as pool:
            found = pool.map(lambda token: _submit(store, token, each), tokens)
            return [pair for pairs in found for pair in pairs]
    finally:
        store.close()


def _submit(store: Store, token: str, each: int) -> list[tuple[str, float]]:
    workshop = store.seated(token).workshop
    answers = [sensible_answers(workshop, seed) for seed in range(min(each, 8))]
    acknowledged = []
    for n in range(each):
        nonce = f"{token}-{n}"
        for _ in range(2 if n % RETRIED == 0 else 1):
            start = time.perf_counter()
            store.submit(token, answers[n % len(answers)], nonce, 1)
            acknowledged.append((nonce, time.perf_counter() - start))
    return acknowledged
