"""A rehearsal: simulated participants who join, answer and submit through the same door as people."""

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.group.model.views import Receipt
from mcda.group.model.workshop import Workshop
from mcda.group.store.workshops import Store
from mcda.weighting.registry import WEIGHTING_METHODS

# how closely people of one group agree: the sum of a Dirichlet distribution's parameters, an item
LIKE_MINDED = 6.0
REVISED = 0.4  # in a later round people go this far from their own weights towards the room's


@dataclass(frozen=True)
class Actor:
    """A simulated participant: a seat, and the weights it has in mind for each block."""

    token: str
    group: str
    mind: Mapping[str, np.ndarray[Any, Any]]
    seed: int


def rehearse(store: Store, code: str, people: int, seed: int | None = None) -> tuple[Actor, ...]:
    """Seat `people` simulated participants, group by group in turn; each group has a mind of its own.

    From chance unless a seed is given: who knows the seed can make all their answers again.
    """
    seed = secrets.randbits(63) if seed is None else seed
    workshop = store.door(code).workshop
    rng = np.random.default_rng(seed)
    minds = {group.key: _minds(workshop, rng) for group in workshop.groups}
    actors = []
    for n in range(people):
        group = workshop.groups[n % len(workshop.groups)].key
        seat = store.take_seat(code, group, f"#{n + 1}", simulated=True)
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
    """Answers of someone with a mind of their own, in the workshop's weighting method."""
    return answers_from(workshop, _minds(workshop, np.random.default_rng(seed)), seed)


def answers_from(
    workshop: Workshop, mind: Mapping[str, np.ndarray[Any, Any]], seed: int
) -> dict[str, Any]:
    """What someone with these weights in mind would answer, block by block, with some doubt."""
    chance = random.Random(seed)  # noqa: S311 - a rehearsal is to be the same each time
    method = WEIGHTING_METHODS[workshop.method_key]
    return {
        block: method.simulated(keys, np.asarray(mind[block], dtype=float), chance)
        for block, keys in workshop.blocks.items()
    }


def _minds(workshop: Workshop, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    return {block: rng.dirichlet(np.full(len(k), 1.5)) for block, k in workshop.blocks.items()}


def _mean(shares: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    return np.asarray(np.mean(shares, axis=0))
