"""Towns and traditional villages of the embedded counties: where they lie, never what they rank by.

The tables are read when they are first asked for. Nearly a quarter of the towns has no position.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from criteria.text import Text
from inputs.derived import nearest_city
from inputs.embedded import county_rows, rows_of, station_name
from inputs.places import kilometres, place_of
from inputs.stations import DataYear, has_unplaced, nearest_placed

Row = Mapping[str, str]


@dataclass(frozen=True)
class Surroundings:
    """Great-circle km from a position to the county seat, the nearest served station and the nearest of 36 cities."""

    seat_km: float
    station: Text
    station_km: float
    city: Text
    city_km: float


@dataclass(frozen=True)
class Township:
    """A town, township or subdistrict in force; (lon, lat) in degrees and what lies round it, where that is known.

    `basis` is how its position was found (a value of the column position_basis); of the centre of an outline's box
    `box_km` is half the longer side of the box.
    """

    code: str
    name: str
    county: str
    basis: str = ""
    box_km: float | None = None
    seat: tuple[float, float] | None = None
    around: Surroundings | None = None


@dataclass(frozen=True)
class Village:
    """A village of the national list of traditional villages; its town is named as the list prints it."""

    name: str
    town: str
    batch: int
    seat: tuple[float, float]


@cache
def _by_county(table: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(table):
        found[row["county"]].append(row)
    return found


def townships_of(county: str, data_year: DataYear) -> tuple[Township, ...]:
    """The towns of a county by its key, in the order of their codes; those marked as abolished are left out."""
    rows = _by_county("townships").get(county, [])
    of_county = {row["key"]: row for row in county_rows()}
    return tuple(
        _township(row, of_county[county], data_year) for row in rows if row["abolished"] == "0"
    )


def _township(row: Row, county: Row, data_year: DataYear) -> Township:
    known = (row["code"], row["name_zh"], row["county"])
    if not row["lon"]:
        return Township(*known)
    seat = place_of(row)
    station, station_km = nearest_placed(row, rows_of("stations"), data_year)
    key, city_km = nearest_city(row, rows_of("cities"))
    city = next(each for each in rows_of("cities") if each["key"] == key)
    around = Surroundings(
        round(kilometres(seat, place_of(county)), 1),
        station_name(station["name_zh"]),
        station_km,
        Text(city["name_en"], city["name_zh"]),
        round(city_km, 1),
    )
    box_km = float(row["box_half_side_km"]) if row["box_half_side_km"] else None
    return Township(*known, row["position_basis"], box_km, seat, around)


def villages_of(county: str) -> tuple[Village, ...]:
    """The traditional villages of a county by its key, in the order of the table."""
    return tuple(
        Village(row["name_zh"], row["town_zh"], int(row["batch"]), place_of(row))
        for row in _by_county("traditional_villages").get(county, [])
    )


def has_unplaced_station(county: str, data_year: DataYear) -> bool:
    """Whether a station of the county has no position, so that one may be nearer than the distances say."""
    row = next(row for row in county_rows() if row["key"] == county)
    return has_unplaced(row, rows_of("stations"), data_year)
