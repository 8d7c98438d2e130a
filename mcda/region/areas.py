"""Totals of the paper's three spatial levels, computed and beside the printed figures."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from criteria.text import Text
from inputs.county_list import checked
from inputs.embedded import rows_of
from inputs.places import kilometres, place_of

Row = Mapping[str, str]


@dataclass(frozen=True)
class Total:
    """One figure of a level: as computed, as the paper prints it, and why the two may differ.

    People are persons, area is in km², GDP in 100 million yuan. `known` of `units` have a figure.
    """

    measure: str
    computed: float
    printed: float | None
    why: Text
    known: int
    units: int

    @property
    def difference(self) -> float | None:
        """Computed less printed; None where the paper prints nothing."""
        return None if self.printed is None else self.computed - self.printed


@dataclass(frozen=True)
class Level:
    """One of the three levels, its members (keys) and its totals."""

    key: str
    name: Text
    counties: tuple[str, ...]
    cities: tuple[str, ...]
    totals: tuple[Total, ...]

    def __getitem__(self, measure: str) -> Total:
        return next(total for total in self.totals if total.measure == measure)


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "levels.toml").read_text("utf-8"))


def levels(off: Collection[str] = ()) -> tuple[Level, Level, Level]:
    """Mountain area, city area and wider Qinba region, with groups of the county list switched `off`.

    In the last, each counts once: a county inside one of the 26 cities is in that city's figures.
    Raises StudyError if a group is unknown.
    """
    off = checked(off)
    counties = [row for row in rows_of("counties") if row["list_basis"] not in off]
    cities = [row for row in rows_of("cities") if row["is_qinba_city_area"] == "1"]
    names = {row["name_zh"] for row in cities}
    beyond = [row for row in counties if row["prefecture_zh"] not in names]
    return (
        _level("mountain_area", counties, []),
        _level("city_area", [], cities),
        _level("pan_qinba", beyond, cities),
    )


def _span_km(counties: Sequence[Row]) -> float:
    """From the westernmost to the easternmost seat, in a straight line."""
    seats = sorted(map(place_of, counties))
    return kilometres(seats[0], seats[-1]) if seats else 0.0


def _level(key: str, counties: Sequence[Row], cities: Sequence[Row]) -> Level:
    entry = words()[key]
    columns = {
        "area_km2": [r["area_km2"] for r in counties] + [r["modis_land_area_km2"] for r in cities],
        "people": [row["pop_2020"] for row in (*counties, *cities)],
        "gdp": [row["gdp_2021"] for row in (*counties, *cities)],
    }
    prefectures = {row["prefecture_zh"] for row in counties} - set(
        words()["mountain_area"]["units"]["not_counted"]
    )
    found = {
        "counties": float(len(counties)),
        "units": float(len(prefectures)),
        "cities": float(len(cities)),
        "span_km": _span_km(counties),
        **{name: sum(float(cell) for cell in cells if cell) for name, cells in columns.items()},
    }
    totals = tuple(
        Total(
            measure=name,
            computed=value,
            printed=entry[name].get("printed"),
            why=Text(**entry[name]["why"]),
            known=sum(map(bool, columns[name])) if name in columns else int(value),
            units=len(columns[name]) if name in columns else int(value),
        )
        for name, value in found.items()
        if name in entry
    )
    return Level(
        key,
        Text(**entry["name"]),
        tuple(row["key"] for row in counties),
        tuple(row["key"] for row in cities),
        totals,
    )
