"""Positions on the sphere, in degrees, and great-circle distances between them."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (lon, lat) in degrees, in km (haversine)."""
    (lon_a, lat_a), (lon_b, lat_b) = a, b
    across = sin(radians(lat_b - lat_a) / 2) ** 2
    along = cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across + along))


def place_of(row: Mapping[str, str]) -> tuple[float, float]:
    """(lon, lat) of a row of a table."""
    return float(row["lon"]), float(row["lat"])
