"""Whether rows of single people may be shown: nobody's row is among fewer than the minimum, however rows are joined."""

from collections import Counter
from collections.abc import Sequence

from mcda.group.privacy.cell_suppression import Answer, Family

Pattern = tuple[str | None, ...]  # of each round that shows rows, the cell; None for not in it


def joins_fit(rounds: Sequence[Family]) -> bool:
    """Whether the rows of these rounds may stand side by side, each round's in its cells.

    The reader joins rows that are equal in two rounds, and knows who sat in which cell in which round. A row may be of
    everybody who was where it stands; a person may have every row that stands where they were. The rows of all rounds
    may be shown if each row may be of at least the minimum of people, and each person have at least as many rows in
    every round. So also for a reader who typed the paper forms in and knows those.
    """
    return _joins_fit(rounds) and _joins_fit([each.without_typed() for each in rounds])


def attendance_fits(rounds: Sequence[Family]) -> bool:
    """Whether everybody was where at least the minimum of people were, in all rounds alike (the typist's eyes too).

    Then nobody is told apart even by a reader who could join all rows of a person, by whatever in them is alike.
    """
    minimum = max((each.minimum_group for each in rounds), default=0)
    return all(
        count >= minimum
        for reader in (rounds, [each.without_typed() for each in rounds])
        for count in Counter(attendance_of(reader).values()).values()
    )


def as_one(family: Family) -> Family:
    """The same people without cells."""
    everyone = frozenset[Answer]().union(*family.cells.values())
    return Family({"all": everyone} if everyone else {}, family.minimum_group)


def attendance_of(rounds: Sequence[Family]) -> dict[int, Pattern]:
    """In which cell each person sat, round by round."""
    found: dict[int, list[str | None]] = {}
    for at, each in enumerate(rounds):
        for key, cell in each.cells.items():
            for answer in cell:
                found.setdefault(answer.seat, [None] * len(rounds))[at] = key
    return {seat: tuple(cells) for seat, cells in found.items()}


def rows_of(rounds: Sequence[Family]) -> Counter[Pattern]:
    """How many rows stand in these cells and in no others: one row where a person keeps the answer."""
    found: dict[tuple[int, str], list[str | None]] = {}
    for at, each in enumerate(rounds):
        for key, cell in each.cells.items():
            for answer in cell:
                name = (answer.seat, answer.words)
                found.setdefault(name, [None] * len(rounds))[at] = key
    return Counter(tuple(cells) for cells in found.values())


def _joins_fit(rounds: Sequence[Family]) -> bool:
    minimum = max((each.minimum_group for each in rounds), default=0)
    people, rows = Counter(attendance_of(rounds).values()), rows_of(rounds)
    for row in rows:
        if sum(n for person, n in people.items() if _may_be(row, person)) < minimum:
            return False
    for person in people:
        theirs = {row: n for row, n in rows.items() if _may_be(row, person)}
        for at, cell in enumerate(person):
            if (
                cell is not None
                and sum(n for row, n in theirs.items() if row[at] == cell) < minimum
            ):
                return False
    return True


def _may_be(row: Pattern, person: Pattern) -> bool:
    return all(cell is None or cell == own for cell, own in zip(row, person, strict=True))
