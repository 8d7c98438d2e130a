"""Heritage and species (4.1): the badges of a county, shown and never scored; no badge is not a zero."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.errors import Text
from inputs.embedded import rows_of

# columns of the county table that are badges, beside their evidence columns
COLUMNS = {
    "panda_national_park": ("national_park", Text("Giant Panda", "大熊猫国家公园")),
    "key_county_rural_revitalisation_2021": ("key_county", Text("2021 list", "2021年名单")),
}
SHENNONGJIA = "429021"


@dataclass(frozen=True)
class Badge:
    """A protected site or a list that a county is on, and how well that is known (read, recalled, part_read)."""

    kind: str
    kind_name: Text
    name: Text
    evidence: str
    evidence_name: Text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "badges.toml").read_text("utf-8"))


def _badge(kind: str, name: Text, evidence: str) -> Badge:
    words = _words()
    return Badge(
        kind, Text(**words[kind]["name"]), name, evidence, Text(**words["evidence"][evidence])
    )


@cache
def badges() -> dict[str, tuple[Badge, ...]]:
    """All badges, by the key of the county (or of its town, which carries the same key)."""
    found: dict[str, list[Badge]] = {}
    for row in rows_of("protected_sites"):
        name = Text(row["name_en"], row["name_zh"])
        found.setdefault(row["key"], []).append(_badge(row["kind"], name, row["evidence"]))
    found.setdefault(SHENNONGJIA, []).append(
        _badge("national_park", Text("Shennongjia (pilot)", "神农架国家公园体制试点"), "read")
    )
    for row in rows_of("counties"):
        for column, (kind, name) in COLUMNS.items():
            evidence = row[f"{column}_evidence"]
            if row[column] == "1" and evidence in _words()["evidence"]:
                found.setdefault(row["key"], []).append(_badge(kind, name, evidence))
    return {key: tuple(list_) for key, list_ in found.items()}


def badges_of(key: str) -> tuple[Badge, ...]:
    """The badges of a county; empty means that none is known, not that there is nothing."""
    return badges().get(key, ())
