"""A small workshop to try things on, and answers of people who know what they want."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from criteria.errors import WorkshopError
from criteria.text import Text
from mcda.group.model.answers import weigh
from mcda.group.model.panel import Panel, Submission
from mcda.group.model.workshop import Round, StakeholderGroup, Workshop

CRITERIA = {
    "green": ("trees", "water"),
    "people": ("income", "school", "homes"),
    "roads": ("rail",),
}
NAMES = {
    "green": Text("Ecology", "生态"),
    "people": Text("Livelihood", "民生"),
    "roads": Text("Connection", "联系"),
    "trees": Text("Tree cover", "林木覆盖率"),
    "water": Text("Water", "水源"),
    "income": Text("Income", "收入"),
    "school": Text("Schooling", "受教育年限"),
    "homes": Text("Housing", "住房"),
    "rail": Text("Rail", "铁路"),
}
GROUPS = tuple(
    StakeholderGroup(key, Text(en, zh))
    for key, en, zh in (
        ("forest", "Forestry", "林业"),
        ("town", "Townspeople", "居民"),
        ("road", "Transport", "交通"),
    )
)


def workshop(**changes) -> Workshop:
    settings = {
        "title": "A small room",
        "stage": "secondary",
        "criteria": CRITERIA,
        "names": NAMES,
        "method_key": "points",
        "groups": GROUPS,
        "study": "{}",
        "minimum_group": 3,
        "lang": "en",
    }
    return Workshop(**{**settings, **changes})


def points(room: Workshop, seed: int = 0) -> dict:
    """Answers in points, different for each seed."""
    rng = np.random.default_rng(seed)
    return {
        block: {
            "points": {
                key: int(p) for key, p in zip(keys, rng.integers(1, 101, len(keys)), strict=True)
            }
        }
        for block, keys in room.blocks.items()
    }


def submission(room: Workshop, seat: int, group: str, number: int = 1, answers=None, **changes):
    answers = points(room, seat) if answers is None else answers
    answered = weigh(room, answers)
    settings = {
        "seat": seat,
        "group": group,
        "round": number,
        "method_key": room.method_key,
        "answers": answers,
        "weights": answered.weights,
        "consistency": answered.consistency,
        "channel": "phone",
        "order": room.keys,
        "submitted_at": "2026-03-01T08:00:00+00:00",
        "receipt": f"R{seat}",
    }
    return Submission(**{**settings, **changes})


@cache
def closed(number: int) -> Round:
    return Round(number, "closed", "2026-03-01T08:00:00+00:00", "2026-03-01T09:00:00+00:00")


def panel(room: Workshop, *rounds) -> Panel:
    """A panel of closed rounds; each is a list of (seat, group) or (seat, group, seed of the answers)."""
    found = []
    for number, people in enumerate(rounds, start=1):
        for seat, group, *seed in people:
            answers = points(room, seed[0] if seed else seat)
            found.append(submission(room, seat, group, number, answers))
    return Panel(room, tuple(closed(n + 1) for n in range(len(rounds))), tuple(found))


def refusal(act: Callable[[], object]) -> str:
    """The code of the one finding with which an act is refused."""
    with pytest.raises(WorkshopError) as trouble:
        act()
    (finding,) = trouble.value.findings
    return finding.code
