"""What was put into the forms, as the answers that elicit() takes: notes in, answers out, nothing drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

Note = Callable[[str], Any]  # the name of a note → what was put there, None if nothing was


@dataclass(frozen=True)
class Given:
    """`answers` once they suffice, else None; how many of how many are given, and what still stands open."""

    answers: dict[str, Any] | None
    count: int
    needed: int
    open: tuple[str, ...] = ()


def points(keys: Sequence[str], note: Note) -> Given:
    """A number each, one of them above zero."""
    return _numbered(keys, {key: note(key) for key in keys})


def swing(keys: Sequence[str], note: Note) -> Given:
    """The first step is 100, the others a number each."""
    first = note(FIRST)
    if first not in keys:
        return Given(None, 0, len(keys), tuple(keys))
    return _numbered(keys, {key: 100.0 if key == first else note(key) for key in keys})


def _numbered(keys: Sequence[str], numbers: dict[str, float | None]) -> Given:
    left = tuple(key for key in keys if numbers[key] is None)
    some = any(number for number in numbers.values() if number)
    answers = {"points": numbers} if some and not left else None
    return Given(answers, len(keys) - len(left), len(keys), left)


def ranking(keys: Sequence[str], note: Note) -> Given:
    """A number each; the same number is a tie."""
    numbers = {key: note(key) for key in keys}
    left = tuple(key for key in keys if numbers[key] is None)
    if left:
        return Given(None, len(keys) - len(left), len(keys), left)
    tiers = [
        [key for key, at in numbers.items() if at == number]
        for number in sorted(set(numbers.values()))
    ]
    order = [tier[0] if len(tier) == 1 else tier for tier in tiers]
    return Given({"order": order}, len(keys), len(keys))


def ahp(keys: Sequence[str], note: Note) -> Given:
    """Judgements pair by pair, enough once they connect all; below zero the second of a pair is the stronger."""
    matrix: list[list[float | None]] = [[1.0 if a == b else None for b in keys] for a in keys]
    connected = {keys[0]}
    count = 0
    asked = list(combinations(range(len(keys)), 2))
    for i, j in asked:
        ratio = note(pair(keys[i], keys[j]))
        if ratio is not None:
            count += 1
            matrix[i][j] = float(ratio) if ratio > 0 else 1 / -ratio
            matrix[j][i] = float(-ratio) if ratio < 0 else 1 / ratio
    for _ in keys:
        connected |= {
            keys[j]
            for i, row in enumerate(matrix)
            for j, cell in enumerate(row)
            if cell is not None and keys[i] in connected
        }
    left = tuple(key for key in keys if key not in connected)
    answers = None if left else {"criteria": list(keys), "matrix": matrix}
    return Given(answers, count, len(asked), left)


def pair(one: str, other: str) -> str:
    """The note of a comparison of two."""
    return f"{one}~{other}"


def pairs(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every pair; neighbours come first, so that the first n - 1 connect all."""
    yield from pairwise(keys)
    yield from ((keys[i], keys[j]) for i, j in combinations(range(len(keys)), 2) if j > i + 1)


def best_worst(keys: Sequence[str], note: Note) -> Given:
    """The two ends, the best against all others, and the others against the worst."""
    best, worst = note(BEST), note(WORST)
    needed = 2 * len(keys) - 1
    if best not in keys or worst not in keys or best == worst:
        return Given(None, (best in keys) + (worst in keys and worst != best), needed)
    to_others = {key: note(f"b/{best}/{key}") for key in keys if key != best}
    to_worst = {key: note(f"w/{worst}/{key}") for key in keys if key not in (best, worst)}
    asked = [*to_others.values(), *to_worst.values()]
    count = 2 + sum(number is not None for number in asked)
    if None in asked:
        return Given(None, count, needed)
    answers = {
        "criteria": list(keys),
        "best": best,
        "worst": worst,
        "best_to_others": {best: 1, **to_others},
        "others_to_worst": {worst: 1, best: to_others[worst], **to_worst},
    }
    return Given(answers, count, needed)


# notes that are not a criterion's own; a tilde keeps them apart from any key
FIRST, BEST, WORST, MORE = "~first", "~best", "~worst", "~more"

GIVEN: dict[str, Callable[[Sequence[str], Note], Given]] = {
    "points": points,
    "swing": swing,
    "ranking": ranking,
    "ahp": ahp,
    "best_worst": best_worst,
}
