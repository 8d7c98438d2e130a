"""The belt of 26 cities round the mountains: how large each is, how far the next lies, and which lie close together.

The paper asks that continuous development of these urban areas be avoided (5.1.1); it gives no distance.
"""

from dataclasses import dataclass

import numpy as np

from criteria.text import Text
from inputs.embedded import rows_of
from inputs.neighbour_graphs import distances, pieces
from inputs.places import place_of


@dataclass(frozen=True)
class BeltCity:
    """A city of the belt: residents and people in towns (census 2020, persons), the next city and km to its seat."""

    key: str
    name: Text
    residents: float
    urban: float
    next: Text
    km: float


@dataclass(frozen=True)
class OuterBelt:
    """The cities, the nearest to another first, and groups that hang together by steps of at most `close_km`."""

    cities: tuple[BeltCity, ...]
    groups: tuple[tuple[Text, ...], ...]
    close_km: float


def outer_belt(close_km: float) -> OuterBelt:
    """Straight lines between seats: how far a city is built up is not known."""
    rows = [row for row in rows_of("cities") if row["is_qinba_city_area"] == "1"]
    points = [place_of(row) for row in rows]
    names = [Text(row["name_en"], row["name_zh"]) for row in rows]
    km = distances(points)
    np.fill_diagonal(km, np.inf)
    cities = [
        BeltCity(
            row["key"],
            names[i],
            float(row["pop_2020"]),
            float(row["pop_2020"]) * float(row["urban_share_2020"]) / 100,
            names[int(km[i].argmin())],
            float(km[i].min()),
        )
        for i, row in enumerate(rows)
    ]
    groups = [tuple(names[i] for i in group) for group in pieces(points, close_km)]
    return OuterBelt(
        tuple(sorted(cities, key=lambda city: city.km)),
        tuple(group for group in groups if len(group) > 1),
        close_km,
    )
