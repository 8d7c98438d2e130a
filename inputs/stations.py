"""High-speed stations under the timetables of two years: how many a county has, and how far the nearest is."""

from collections.abc import Mapping, Sequence
from typing import Literal

from inputs.evidence import Observation
from inputs.places import kilometres, place_of

Row = Mapping[str, str]
DataYear = Literal[2024, 2026]

# June 2024 and October 2026: each timetable says which stations are served.
DATA_YEARS: tuple[DataYear, ...] = (2024, 2026)
LATEST: DataYear = 2026


def served(stations: Sequence[Row], year: DataYear) -> list[Row]:
    """The stations at which high-speed trains call.

    They were read in the timetable of the year, or carried over: served in 2024 and not read again since.
    """
    return [station for station in stations if station[f"service_{year}"] in ("read", "carried")]


def own_stations(county: Row, stations: Sequence[Row], year: DataYear) -> list[Row]:
    """The served stations that lie in a county."""
    return [each for each in served(stations, year) if each["county"] == county["key"]]


def nearest_station(county: Row, stations: Sequence[Row], year: DataYear) -> Row:
    """The nearest served station; the county's own goes before, where its position is not known."""
    own = own_stations(county, stations, year)
    if own and not any(map(_is_placed, own)):
        return own[0]
    return nearest_placed(county, stations, year)[0]


def nearest_placed(here: Row, stations: Sequence[Row], year: DataYear) -> tuple[Row, float]:
    """The nearest served station whose position is known, and the great-circle km to it."""
    nearest = min(_placed(served(stations, year)), key=lambda station: _km(here, station))
    return nearest, _km(here, nearest)


def has_unplaced(county: Row, stations: Sequence[Row], year: DataYear) -> bool:
    """Whether a served station of the county's own has no known position."""
    return any(not _is_placed(station) for station in own_stations(county, stations, year))


def hsr_km(county: Row, stations: Sequence[Row], year: DataYear) -> Observation:
    """Great-circle km from the county seat to the nearest served station.

    `low` is the distance to a nearer station whose service is announced and was not read; 0 where a station of the
    county's own has no known position. If it is the only one, the value is missing, the nearest station of known
    position is its upper bound, and nothing is believed of where between the two it lies.
    """
    nearest, km = nearest_placed(county, stations, year)
    if has_unplaced(county, stations, year):
        if nearest in own_stations(county, stations, year):
            return Observation(km, 0.0, km, mark="unplaced")
        return Observation(None, 0.0, km, mark="unplaced", uncertainty="bounds")
    announced = [each for each in stations if each[f"service_{year}"] == "announced"]
    low = min((_km(county, each) for each in _placed(announced)), default=km)
    if low < km:
        return Observation(km, low, km, mark="announced")
    return Observation(km, mark="carried" if nearest[f"service_{year}"] == "carried" else None)


def _is_placed(station: Row) -> bool:
    return bool(station["station_lon"])


def _placed(stations: Sequence[Row]) -> list[Row]:
    return [station for station in stations if _is_placed(station)]


def _km(county: Row, station: Row) -> float:
    position = float(station["station_lon"]), float(station["station_lat"])
    return round(kilometres(place_of(county), position), 1)
