"""Heritage and species (4.1): the badges of a county, shown and never scored; no badge is not a zero."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.text import Text
from inputs.embedded import rows_of


@dataclass(frozen=True)
class Designation:
    """A protected site or a list that a county is on, and how well that is known.

    `read`: a public text has the site and the county. `name_read`, `county_unsure`: the site only. `recalled`: neither.
    `part_read`: a list that was read in part.
    """

    kind: str
    kind_name: Text
    name: Text
    evidence: str
    evidence_name: Text

    @property
    def is_unverified(self) -> bool:
        """Whether no text was read that has the site or the list."""
        return self.evidence in ("recalled", "part_read")


@dataclass(frozen=True)
class PaperItem:
    """A species or a human site that the paper names (4.1): as printed, and the counties that a public text names.

    `guess`: what the paper means is guessed from how it is printed; the counties are those of the guess.
    """

    kind: str
    name: Text
    printed: Text
    counties: tuple[str, ...]
    evidence: str
    evidence_name: Text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "badges.toml").read_text("utf-8"))


def _badge(kind: str, name: Text, evidence: str) -> Designation:
    words = _words()
    return Designation(
        kind, Text(**words[kind]["name"]), name, evidence, Text(**words["evidence"][evidence])
    )


@cache
def designations() -> dict[str, tuple[Designation, ...]]:
    """All badges, by the key of the county (or of its town, which carries the same key)."""
    found: dict[str, list[Designation]] = {}
    for row in rows_of("protected_sites"):
        name = Text(row["name_en"], row["name_zh"])
        found.setdefault(row["key"], []).append(_badge(row["kind"], name, row["evidence"]))
    for site in _words()["site"]:
        designation = _badge(site["kind"], Text(**site["name"]), site["evidence"])
        found.setdefault(site["county"], []).append(designation)
    for row in rows_of("counties"):
        for column, entry in _words()["column"].items():
            evidence = row[f"{column}_evidence"]
            if row[column] == "1" and evidence in _words()["evidence"]:
                designation = _badge(entry["kind"], Text(**entry["name"]), evidence)
                found.setdefault(row["key"], []).append(designation)
    return {key: tuple(list_) for key, list_ in found.items()}


@cache
def named_in_paper() -> tuple[PaperItem, ...]:
    """The species and human sites of the table, in the paper's order."""
    return tuple(
        PaperItem(
            row["kind"],
            Text(row["name_en"], row["name_zh"]),
            Text(row["printed_en"], row["printed_zh"]),
            tuple(row["counties"].split()),
            row["evidence"],
            Text(**_words()["evidence"][row["evidence"]]),
        )
        for row in rows_of("paper_heritage")
    )


@cache
def unsettled() -> tuple[tuple[Text, Text], ...]:
    """Name and kind of the sites on a list of which no public text tells the county."""
    words = _words()
    return tuple(
        (Text(**site["name"]), Text(**words[site["kind"]]["name"])) for site in words["unsettled"]
    )


def designations_of(key: str) -> tuple[Designation, ...]:
    """The badges of a county; empty means that none is known, not that there is nothing."""
    return designations().get(key, ())
