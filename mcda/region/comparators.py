"""Regions to learn from (section 2): figures as printed, their instruments, and Qinba as computed beside them."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.text import Text
from mcda.region.areas import Total, levels


@dataclass(frozen=True)
class Figure:
    """A figure exactly as the paper prints it, with a note where it is printed oddly."""

    measure: Text
    printed: Text
    note: Text | None


@dataclass(frozen=True)
class Instrument:
    """A treaty, agreement or plan that binds a region; without a year where the paper prints none."""

    name: Text
    year: int | None


@dataclass(frozen=True)
class Region:
    """A region with printed figures, instruments and what came of them; only Qinba has computed totals."""

    key: str
    name: Text
    setting: Text
    figures: tuple[Figure, ...]
    instruments: tuple[Instrument, ...]
    result: Text | None = None
    computed: tuple[Total, ...] = ()


@dataclass(frozen=True)
class Aim:
    """What the paper says the region is worth or should become: where, what, and what this tool has of it."""

    place: Text
    says: Text
    here: Text


@dataclass(frozen=True)
class Oddity:
    """Something that the paper prints oddly: where, how, and what is odd about it."""

    place: Text
    printed: Text
    note: Text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "regions.toml").read_text("utf-8"))


def regions(off: Collection[str] = ()) -> tuple[Region, ...]:
    """The Alps, the Great Lakes, the Bohai circle, and the wider Qinba region with its computed totals.

    `off` switches groups of the county list off, as in levels; raises as it does.
    """
    printed = tuple(_region(entry) for entry in _words()["region"])
    return (*printed, _region(_words()["qinba"], levels(off)[2].totals))


def _region(entry: Mapping[str, Any], computed: tuple[Total, ...] = ()) -> Region:
    return Region(
        key=entry["key"],
        name=Text(**entry["name"]),
        setting=Text(**entry["setting"]),
        figures=tuple(
            Figure(
                Text(**figure["measure"]),
                Text(**figure["printed"]),
                Text(**figure["note"]) if "note" in figure else None,
            )
            for figure in entry["figures"]
        ),
        instruments=tuple(
            Instrument(Text(**instrument["name"]), instrument.get("year"))
            for instrument in entry.get("instruments", ())
        ),
        result=Text(**entry["result"]) if "result" in entry else None,
        computed=computed,
    )


def premise() -> Text:
    return Text(**_words()["premise"])


def lessons() -> tuple[Text, ...]:
    """The four tasks with which section 2 closes."""
    return tuple(Text(**lesson) for lesson in _words()["lesson"])


def aims() -> tuple[Aim, ...]:
    """Value and goals of the region by the paper (4.1, 4.2, 4.3.1, 5.1.2, 5.2.1, 6)."""
    return tuple(
        Aim(Text(**aim["place"]), Text(**aim["says"]), Text(**aim["here"]))
        for aim in _words()["aim"]
    )


def oddities() -> tuple[Oddity, ...]:
    """What the paper prints oddly, shown as printed and never corrected silently."""
    return tuple(
        Oddity(Text(**odd["place"]), Text(**odd["printed"]), Text(**odd["note"]))
        for odd in _words()["odd"]
    )
