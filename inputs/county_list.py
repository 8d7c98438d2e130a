"""The rebuilt county list: its groups, any of which a user may switch off."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from criteria.errors import StudyError
from criteria.text import Text
from inputs.embedded import rows_of


@dataclass(frozen=True)
class ListBasis:
    """One group of the county list: why its counties are on it, and which they are."""

    key: str
    name: Text
    members: tuple[str, ...]


@cache
def list_bases() -> tuple[ListBasis, ...]:
    """The groups of the list, in its own order."""
    names = tomllib.loads(files("inputs").joinpath("county_list.toml").read_text("utf-8"))
    return tuple(
        ListBasis(
            key,
            Text(**entry["name"]),
            tuple(row["key"] for row in rows_of("counties") if row["list_basis"] == key),
        )
        for key, entry in names.items()
    )


def checked(lists_off: Collection[str]) -> tuple[str, ...]:
    """The groups to switch off, in the list's order. Raises StudyError if one is unknown."""
    known = [basis.key for basis in list_bases()]
    strangers = sorted(set(lists_off) - set(known))
    if strangers:
        raise StudyError.of("list_basis.unknown", keys=strangers, known=known)
    return tuple(key for key in known if key in lists_off)
