"""Evenings of random permitted actions, and a reader who sees all that is shown and who was there: nobody singled out.

The reader is written apart from the rules: exact fractions for what follows from sums, and for what follows from
joining equal rows every distribution of rows over people that the counts allow.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from mcda.group.model.keys import new_secret
from mcda.group.model.panel import Panel
from mcda.group.model.workshop import Round
from mcda.group.privacy.publication import PublishedRound, published
from tests.drivers.repetitions import times
from tests.drivers.workshops import GROUPS, points, submission, workshop

EVENINGS = times(times(80))  # 2,000 where repetitions are many
BATCHES = 20


@dataclass(frozen=True)
class Row:
    """A person's answers in a round, as they are: what an omniscient join would know."""

    seat: int
    words: str
    typed: bool


# an evening


def evening(chance: random.Random) -> Panel:
    """Rounds of people who come late, leave, move, change all or part of their answers, or keep them; some on paper."""
    minimum_group = chance.choice((3, 5, 8))
    keep, absent, move = chance.choice((0, 0.3, 0.7, 1)), chance.choice((0, 0.1, 0.3)), 0.1
    phones, papers = chance.randint(minimum_group, 20), chance.choice((0, 0, 1, 2, 5, 7))
    phones, papers = (0, phones) if chance.random() < 0.05 else (phones, papers)
    groups = GROUPS[: chance.randint(1, 3)]
    room = workshop(minimum_group=minimum_group, groups=groups)
    groups_of = [chance.choice(groups).key for _ in range(phones + papers)]
    answers: dict[int, dict] = {}
    rounds, found = [], []
    for number in range(1, chance.randint(1, 4) + 1):
        for seat in range(phones + papers):
            if chance.random() < absent:
                continue
            if chance.random() < move * (number > 1):
                groups_of[seat] = chance.choice(groups).key
            if seat not in answers or chance.random() >= keep:
                answers[seat] = changed(room, answers.get(seat), chance)
            found.append(
                submission(
                    room,
                    seat,
                    groups_of[seat],
                    number,
                    answers[seat],
                    channel="phone" if seat < phones else "workbook",
                )
            )
        minimum_group += chance.random() < 0.1  # a minimum may be raised
        rounds.append(
            Round(
                number,
                "closed",
                "",
                "x",
                minimum_group=minimum_group,
                groups=groups,
                secret=new_secret(),
            )
        )
    return Panel(room, tuple(rounds), tuple(found))


def changed(room, before: dict | None, chance: random.Random) -> dict:
    """Other answers: of a few that many give, or of one's own, in all blocks or in one."""
    other = points(room, chance.choice((chance.randint(1, 5), chance.randint(10, 10_000))))
    if before is None or chance.random() < 0.7:
        return other
    block = chance.choice(list(other))
    return {**before, block: other[block]}


# what follows from sums


def echelon(rows: Sequence[Sequence[int]]) -> list[tuple[int, list[Fraction]]]:
    """(pivot, row) of the row space, exactly; each row is one at its pivot and zero at the others."""
    found: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        left = reduced(list(map(Fraction, row)), found)
        pivot = next((i for i, value in enumerate(left) if value), None)
        if pivot is None:
            continue
        left = [value / left[pivot] for value in left]
        found = [(at, reduced(other, [(pivot, left)])) for at, other in found]
        found.append((pivot, left))
    return found


def reduced(row: list[Fraction], by: Sequence[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for pivot, other in by:
        if row[pivot]:
            factor = row[pivot]
            row = [a - factor * b for a, b in zip(row, other, strict=True)]
    return row


def few_from_sums(cells: Sequence[frozenset[Row]], minimum_group: int) -> list[set[int]]:
    """The people, fewer than the minimum, whose sum, or sum or difference of two classes, follows from the cells' sums."""
    classes: dict[tuple[bool, ...], set[int]] = {}
    for row in frozenset().union(*cells):
        classes.setdefault(tuple(row in cell for cell in cells), set()).add(row.seat)
    names = list(classes)
    space = echelon([[int(name[i]) for name in names] for i in range(len(cells))])
    found = []
    for some in [(i,) for i in range(len(names))] + list(combinations(range(len(names)), 2)):
        people = set().union(*(classes[names[i]] for i in some))
        if len(people) >= minimum_group:
            continue
        for sign in (1, -1)[: len(some)]:
            wanted = [Fraction(0)] * len(names)
            wanted[some[0]], wanted[some[-1]] = Fraction(1), Fraction(sign if len(some) > 1 else 1)
            if not any(reduced(wanted, space)):
                found.append(people)
    return found


# what follows from joining equal rows


def blocks(rounds: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """Every way in which a person's rows in these rounds may be the same or other ones."""
    if not rounds:
        yield []
        return
    first, *rest = rounds
    for size in range(len(rest) + 1):
        for same in combinations(rest, size):
            for others in blocks([r for r in rest if r not in same]):
                yield [(first, *same), *others]


@cache
def fewest_candidates(
    people: tuple[tuple[tuple, int], ...], rows: tuple[tuple[tuple, int], ...]
) -> int:
    """Over everybody and every round: the fewest rows that may be theirs, in all worlds that fit the counts."""
    counts, worlds = dict(rows), []
    for where, _ in people:
        there = [i for i, cell in enumerate(where) if cell is not None]
        for parting in blocks(there):
            used = [tuple(where[i] if i in b else None for i in range(len(where))) for b in parting]
            if all(pattern in counts for pattern in used):
                worlds.append((where, used))
    kinds = list(counts)
    equal = [[float(where == person) for where, _ in worlds] for person, _ in people]
    equal += [[float(used.count(kind)) for _, used in worlds] for kind in kinds]
    sums = [n for _, n in people] + [counts[kind] for kind in kinds]
    constraint = LinearConstraint(np.array(equal), sums, sums)

    def possible(person: tuple, kind: tuple) -> bool:
        """Whether in some world somebody who was there holds such a row."""
        own = np.array([-float(where == person and kind in used) for where, used in worlds])
        if not own.any():
            return False
        found = milp(own, constraints=constraint, integrality=1, bounds=Bounds(0))
        return bool(found.success and found.fun < -0.5)

    fewest = 10**6
    for person, _ in people:
        may = {kind for kind in kinds if possible(person, kind)}
        for i, cell in enumerate(person):
            if cell is not None:
                fewest = min(fewest, sum(counts[kind] for kind in may if kind[i] == cell))
    return fewest


def fewest_rows(rounds: Sequence[dict[Row, str]]) -> int:
    """`fewest_candidates` where each round shows its rows in cells: row → cell."""
    where: dict[int, list] = {}
    kinds: dict[tuple[int, str], list] = {}
    for i, shown in enumerate(rounds):
        for row, cell in shown.items():
            where.setdefault(row.seat, [None] * len(rounds))[i] = cell
            kinds.setdefault((row.seat, row.words), [None] * len(rounds))[i] = cell
    count = [Counter(tuple(each) for each in found.values()) for found in (where, kinds)]
    return fewest_candidates(*(tuple(sorted(found.items(), key=str)) for found in count))


# the reader


def rows_of(panel: Panel, shown: PublishedRound, words) -> list[Row]:
    """The true answers behind the rows shown, in their order."""
    own = {tuple(s.weights.whole(shown.criteria).shares): [] for s in panel.counted(shown.number)}
    for s in panel.counted(shown.number):
        own[tuple(s.weights.whole(shown.criteria).shares)].append(s)
    found = []
    for at, shares in enumerate(shown.weights):
        same = own[tuple(shares.tolist())]
        cell = shown.cells[shown.cell_of[at]]
        s = next(each for each in same if each.group in cell.groups)
        same.remove(s)
        found.append(Row(s.seat, words(shares), s.is_typed))
    return found


def singled_out(panel: Panel) -> list[str]:
    """What the reader finds out about fewer people than the minimum: nothing, if all is well."""
    shown = [each for each in published(panel) if isinstance(each, PublishedRound)]
    if not shown:
        return []
    found = []
    minimum_group = min(each.round.minimum_group for each in shown)
    whole = [rows_of(panel, each, lambda shares: str(shares.tolist())) for each in shown]
    for knows in (False, True):  # the paper forms
        cells = []
        for each, rows in zip(shown, whole, strict=True):
            for parting in (each.cell_of, each.opinion_group_of):
                if parting is None:
                    continue
                for name in set(parting):
                    cell = {r for r, at in zip(rows, parting, strict=True) if at == name}
                    cells.append(frozenset(r for r in cell if not (knows and r.typed)))
        cells = [cell for cell in cells if cell]
        found += (
            [f"sum of {people}" for people in few_from_sums(cells, minimum_group)] if cells else []
        )
        for criterion in shown[0].criteria:
            drawn = [each for each in shown if criterion in each.dots or each.rows]
            dots = []
            for each in drawn:
                at = each.criteria.index(criterion)
                rows = rows_of(
                    panel, each, lambda s, at=at: str(round(round(s[at] * 200) / 200, 3))
                )
                dots.append(
                    {
                        row: each.cells[cell].key
                        for row, cell in zip(rows, each.cell_of, strict=True)
                        if not (knows and row.typed)
                    }
                )
            dots = [each for each in dots if each]
            if dots and fewest_rows(dots) < minimum_group:
                found.append(f"dots of {criterion} in {[each.number for each in drawn]}")
        found += lines_tell(shown, whole, knows, minimum_group)
    signs = Counter(sign for each in shown for sign in each.signs)
    found += [f"sign {sign}" for sign, n in signs.items() if n > 1]
    return found


def lines_tell(
    shown: Sequence[PublishedRound], whole: Sequence[list[Row]], knows: bool, minimum_group: int
) -> list[str]:
    """Whole rows: even if every row of a person could be joined, and by equal rows."""
    given = [(e, r) for e, r in zip(shown, whole, strict=True) if e.rows]
    rounds = [
        {
            row: each.cells[cell].key if each.lines == "with_cells" else "all"
            for row, cell in zip(rows, each.cell_of, strict=True)
            if not (knows and row.typed)
        }
        for each, rows in given
    ]
    where: dict[int, list] = {}
    for i, each in enumerate(rounds):
        for row, cell in each.items():
            where.setdefault(row.seat, [None] * len(rounds))[i] = cell
    people = Counter(map(tuple, where.values()))
    found = [f"lines of {who}" for who, n in people.items() if n < minimum_group]
    rounds = [each for each in rounds if each]
    if rounds and fewest_rows(rounds) < minimum_group:
        found.append("lines that are equal")
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nobody_is_singled_out_whatever_the_room_does(batch):
    for seed in range(batch, EVENINGS, BATCHES):
        panel = evening(random.Random(seed))
        assert singled_out(panel) == [], f"evening {seed}"


def test_the_evenings_are_worth_attacking():
    """Most show several rounds, some with dots and lines in two: rules that withhold everything would pass as well."""
    several = lines = dots = papers = 0
    for seed in range(60):
        shown = [
            each
            for each in published(evening(random.Random(seed)))
            if isinstance(each, PublishedRound)
        ]
        several += len(shown) > 1
        dots += sum(bool(each.dots) for each in shown) > 1
        lines += sum(each.lines != "none" for each in shown) > 1
        papers += any(each.paper for each in shown)
    assert min(several, dots, lines, papers) >= 5


def test_the_reader_finds_what_is_there_to_be_found():
    """A reader who never finds anything would prove nothing."""
    a, b, c = (frozenset(Row(n, "x", False) for n in people) for people in ("Tb", "bc", "Tc"))
    assert {"T"} in few_from_sums([a, b, c], 2)
    late = [
        {Row(n, "x", False): "all" for n in range(5)},
        {Row(n, "x", False): "all" for n in range(6)},
    ]
    assert fewest_rows(late) == 1
    moved = [
        {Row(n, f"{n}", False): "all" for n in range(6)},
        {Row(n, "y", False): "all" for n in range(6)},
    ]
    assert fewest_rows(moved) == 6
