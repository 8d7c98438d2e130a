"""Who is in an urban cluster plan already: rows of city and plan, checked, and what follows for counties."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from criteria.errors import EvidenceError, Finding, raise_errors
from criteria.text import Text
from inputs.words import phrase

Row = Mapping[str, str]
Member = Literal["whole", "partly", "none"]
MEMBER: tuple[Member, ...] = get_args(Member)  # strongest first
UNKNOWN = "unknown"  # what was read of the plan gives no list of members
KINDS = ("national", "circle")  # a metropolitan circle is told and does not count
EVIDENCE = ("read", "second_hand", "no_list")
# the fields of a row that hold one of some words
WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "membership": (*MEMBER, UNKNOWN),
    "evidence": EVIDENCE,
}


@dataclass(frozen=True)
class Membership:
    """What one plan says of one city.

    Of a city that is partly in it, the plan prints the Chinese names of the counties that are (`named`), of those that
    are in part (`named_in_part`), or of those left out (`left_out`): then all others are in.
    """

    city: str
    plan: str
    kind: str
    membership: str
    evidence: str
    role: Text | None = None
    named: frozenset[str] = frozenset()
    named_in_part: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def of_county(self, name_zh: str) -> str:
        """Whether a county of the city is in the plan: one of the words of `membership`."""
        if self.membership != "partly":
            return self.membership
        if name_zh in self.named_in_part:
            return "partly"
        is_in = name_zh in self.named if self.named else name_zh not in self.left_out
        return "whole" if is_in else "none"


def read_memberships(
    file: str, rows: Sequence[Row], cities: Collection[str], plans: Collection[str]
) -> dict[str, tuple[Membership, ...]]:
    """The rows of a table by the key of the city, in its order.

    Raises EvidenceError with a finding, by line, for each city, plan or word that is not known, each pair of city and
    plan that is there twice, and each city partly in a plan without one list of its parts.
    """
    findings: list[Finding] = []
    found: dict[str, list[Membership]] = {}
    lines: dict[tuple[str, str], int] = {}
    known = {"key": cities, "plan": plans, **WORDS}
    for line, row in enumerate(rows, start=2):
        place = phrase("file_line", file=file, line=line)
        for name, values in known.items():
            if row[name] not in values:
                findings.append(_finding(name, place, row[name], values))
        pair = row["key"], row["plan"]
        if lines.setdefault(pair, line) != line:
            values = {"city": pair[0], "plan": pair[1], "first": lines[pair]}
            findings.append(Finding.of("membership.twice", place=place, **values))
        parts = bool(row["named_zh"]) + bool(row["left_out_zh"])
        if parts != (row["membership"] == "partly"):
            findings.append(Finding.of("membership.parts", place=place, city=row["key"]))
        found.setdefault(row["key"], []).append(_membership(row))
    raise_errors(findings, EvidenceError)
    return {city: tuple(each) for city, each in found.items()}


def _finding(field: str, place: Text, found: str, known: Iterable[str]) -> Finding:
    code = "membership.city" if field == "key" else "membership.word"
    values: dict[str, Any] = {"place": place, "column": field, "found": found or "–"}
    return Finding.of(code, **values, known=list(known))


def _membership(row: Row) -> Membership:
    return Membership(
        row["key"],
        row["plan"],
        row["kind"],
        row["membership"],
        row["evidence"],
        Text(row["role_en"], row["role_zh"]) if row["role_en"] else None,
        *(_names(row[column]) for column in ("named_zh", "named_in_part_zh", "left_out_zh")),
    )


def _names(printed: str) -> frozenset[str]:
    return frozenset(printed.split(";") if printed else ())


def city_membership(memberships: Iterable[Membership]) -> Member:
    """The strongest membership over the national plans that cover a city."""
    return _strongest(one.membership for one in memberships if one.kind == "national")


def county_membership(memberships: Iterable[Membership], name_zh: str) -> Member:
    """The strongest membership of a county over the national plans that cover its city; none if none does."""
    return _strongest(one.of_county(name_zh) for one in memberships if one.kind == "national")


def _strongest(words: Iterable[str]) -> Member:
    said = set(words)
    return next((word for word in MEMBER if word in said), "none")
