"""A rehearsal: simulated participants who join, answer and submit through the same door as people, from a seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.group.model.views import Receipt
from mcda.group.model.workshop import Workshop
from mcda.group.store.workshops import Store

LIKE_MINDED = (
    6.0  # how closely people of one group agree: the sum of a Dirichlet distribution's parameters
)
DOUBT = (
    0.15  # how far a pairwise answer strays from the weights behind it, on the scale of logarithms
)
REVISED = 0.4  # in a later round people go this far from their own weights towards the room's


@dataclass(frozen=True)
class Actor:
    """A simulated participant: a seat, and the weights it has in mind for each block."""

    token: str
    group: str
    mind: Mapping[str, np.ndarray[Any, Any]]
    seed: int


def rehearse(store: Store, code: str, people: int, seed: int = 1) -> tuple[Actor, ...]:
    """Seat `people` simulated participants, group by group in turn; each group has a mind of its own."""
    workshop = store.door(code).workshop
    rng = np.random.default_rng(seed)
    minds = {group.key: _minds(workshop, rng) for group in workshop.groups}
    actors = []
    for n in range(people):
        group = workshop.groups[n % len(workshop.groups)].key
        seat = store.take_seat(code, group, f"#{n + 1}")
        mind = {
            block: rng.dirichlet(LIKE_MINDED * len(shares) * shares + 0.05)
            for block, shares in minds[group].items()
        }
        actors.append(Actor(seat.token, group, mind, seed * 100_000 + n))
    return tuple(actors)


def submit(store: Store, actors: tuple[Actor, ...], number: int) -> tuple[Receipt, ...]:
    """Everyone submits in round `number`; from the second on they have moved towards each other."""
    towards = 1 - (1 - REVISED) ** (number - 1)
    receipts = []
    for actor in actors:
        workshop = store.seated(actor.token).workshop
        room = {block: _mean([a.mind[block] for a in actors]) for block in actor.mind}
        mind = {
            block: (1 - towards) * shares + towards * room[block]
            for block, shares in actor.mind.items()
        }
        answers = answers_from(workshop, mind, actor.seed + number)
        nonce = f"rehearsal-{actor.seed}-{number}"
        receipts.append(store.submit(actor.token, answers, nonce, number, "rehearsal"))
    return tuple(receipts)


def sensible_answers(workshop: Workshop, seed: int) -> dict[str, Any]:
    """Answers of someone with a mind of their own, in the workshop's way of weighing."""
    return answers_from(workshop, _minds(workshop, np.random.default_rng(seed)), seed)


def answers_from(
    workshop: Workshop, mind: Mapping[str, np.ndarray[Any, Any]], seed: int
) -> dict[str, Any]:
    """What someone with these weights in mind would answer, block by block, with some doubt."""
    chance = random.Random(seed)  # noqa: S311 - a rehearsal is to be the same each time
    asked = {
        "points": _points,
        "swing": _points,
        "ranking": _order,
        "ahp": _pairs,
        "best_worst": _ends,
    }[workshop.method_key]
    return {
        block: asked(keys, np.asarray(mind[block], dtype=float), chance)
        for block, keys in workshop.blocks.items()
    }


def _minds(workshop: Workshop, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    return {block: rng.dirichlet(np.full(len(k), 1.5)) for block, k in workshop.blocks.items()}


def _mean(shares: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    return np.asarray(np.mean(shares, axis=0))


def _points(keys: tuple[str, ...], mind: Any, _chance: random.Random) -> dict[str, Any]:
    """Points to the nearest five, the largest 100, as people give them."""
    scaled = np.maximum(5 * np.round(20 * mind / mind.max()), 0)
    return {"points": {key: int(p) for key, p in zip(keys, scaled, strict=True)}}


def _order(keys: tuple[str, ...], mind: Any, _chance: random.Random) -> dict[str, Any]:
    return {"order": [keys[j] for j in np.argsort(-mind, kind="stable")]}


def _pairs(keys: tuple[str, ...], mind: Any, chance: random.Random) -> dict[str, Any]:
    """A judgement a pair on Saaty's scale, each strayed a little: some contradict each other, as people's do."""
    n = len(keys)
    rows: list[list[float]] = [[1.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1, n):
            ratio = _ratio(mind[i], mind[j]) * float(np.exp(chance.gauss(0, DOUBT)))
            step = _step(max(ratio, 1 / ratio))
            rows[i][j], rows[j][i] = (step, 1 / step) if ratio >= 1 else (1 / step, step)
    return {"criteria": list(keys), "matrix": rows}


def _ends(keys: tuple[str, ...], mind: Any, _chance: random.Random) -> dict[str, Any]:
    """Comparisons with the best and the worst: where all are alike, the first and the last are taken."""
    best, worst = int(np.argmax(mind)), int(len(mind) - 1 - np.argmin(mind[::-1]))
    if best == worst:
        best, worst = 0, len(keys) - 1
    over = {key: _step(_ratio(mind[best], m)) for key, m in zip(keys, mind, strict=True)}
    under = {key: _step(_ratio(m, mind[worst])) for key, m in zip(keys, mind, strict=True)}
    over[keys[best]] = under[keys[worst]] = 1
    under[keys[best]] = over[keys[worst]]
    if over[keys[worst]] == 1:
        over, under = dict.fromkeys(keys, 1), dict.fromkeys(keys, 1)
    return {
        "criteria": list(keys),
        "best": keys[best],
        "worst": keys[worst],
        "best_to_others": over,
        "others_to_worst": under,
    }


def _ratio(one: float, other: float) -> float:
    return float(max(one, 1e-3) / max(other, 1e-3))


def _step(ratio: float) -> int:
    """The nearest step of the scale from 1 to 9."""
    return min(9, max(1, round(ratio)))
