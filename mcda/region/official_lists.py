"""The lists that officials hold beside a ranking: counties on each, those that are unsettled, and how far it was checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.errors import StudyError
from criteria.text import Text
from inputs.embedded import rows_of, sources_in
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE
from mcda.study.study import Study


@dataclass(frozen=True)
class OfficialList:
    """Keys of the alternatives on a list, and of those of which it is not known (`unknown`).

    `checked` says how far it was compared with the text, `doubt` what the source's own doubt is, and
    `criteria` are those that the list enters.
    """

    key: str
    name: Text
    members: frozenset[str]
    unknown: frozenset[str] = frozenset()
    checked: Text | None = None
    source: Text | None = None
    doubt: Text | None = None
    criteria: tuple[str, ...] = ()


@cache
def words() -> Mapping[str, Any]:
    """What official_lists.toml holds."""
    return tomllib.loads(files("mcda").joinpath("region", "official_lists.toml").read_text("utf-8"))


@cache
def _county_lists() -> tuple[OfficialList, ...]:
    rows = rows_of("counties")
    sources = sources_in("counties")
    found = []
    for key, entry in words()["list"].items():
        column = entry.get("column", key)
        source = sources[column]
        found.append(
            OfficialList(
                key,
                Text(**entry["name"]),
                frozenset(row["key"] for row in rows if row[column] == "1"),
                frozenset(row["key"] for row in rows if row[column] == ""),
                Text(**words()["checked"][entry["checked"]]),
                source.title,
                source.doubt,
                tuple(entry.get("criteria", ())),
            )
        )
    return tuple(found)


def lists_for(study: Study) -> tuple[OfficialList, ...]:
    """The official lists of a study's candidates: those of counties, for counties and their towns; else none."""
    is_of_counties = study.stage.key in (COUNTY_STAGE, TOWN_STAGE) and study.stage.level != "own"
    return _county_lists() if is_of_counties else ()


def list_named(study: Study, key: str) -> OfficialList:
    """Raises StudyError if the stage has no list of that key."""
    known = lists_for(study)
    for each in known:
        if each.key == key:
            return each
    if not known:
        raise StudyError.of("lists.none", stage=study.stage.name)
    raise StudyError.of("lists.key", found=key, known=[each.key for each in known])
