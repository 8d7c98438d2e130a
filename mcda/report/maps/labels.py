"""Where names stand on a small map: beside their points, none upon another; one without room is left to hovering."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from unicodedata import east_asian_width

import altair as alt

from mcda.report import theme
from mcda.report.maps.background import Layers, central_cities, position
from mcda.words import Translator

# The map as it is drawn on a phone, its smallest: pixels per degree, and of a letter.
PER_LON, PER_LAT = 31.0, 37.0
NARROW, WIDE, TALL = 6.6, 12.5, 15.0
ROOM = 14.0  # pixels between a point and its name
HALO = 3  # px of paper round a name on the map
LARGER = 14 / 12  # the letters of the central cities


@dataclass(frozen=True)
class Label:
    """A name and its offset in pixels from the point; y grows downwards."""

    text: str
    dx: float
    dy: float


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def names(
    drawn: Layers, t: Translator, name: str, points: Sequence[tuple[str, float, float]]
) -> None:
    """Names with a halo of paper, so that they read on any colour; none upon a central city's."""
    cities = [
        (label, city.lon, city.lat, dy)
        for city, label, dy in central_cities(t)
        if city.lon is not None and city.lat is not None
    ]
    for number, (label, (_, lon, lat)) in enumerate(
        zip(placed(points, cities), points, strict=True)
    ):
        if label is None:
            continue
        base = drawn.on(f"{name}_{number}", [{"label": label.text, "lon": lon, "lat": lat}])
        words = partial(
            alt.Chart.mark_text,
            base,
            dx=label.dx,
            dy=label.dy,
            fontSize=12,
            fontWeight="bold",
            baseline="middle",
        )
        halo = words(stroke=theme.PAPER, strokeWidth=HALO, color=theme.PAPER, strokeJoin="round")
        drawn.add(
            halo.encode(**position(), text=alt.Text("label:N")),
            words(color=theme.INK).encode(**position(), text=alt.Text("label:N")),
        )


def placed(
    points: Sequence[tuple[str, float, float]],
    cities: Sequence[tuple[str, float, float, float]] = (),
) -> tuple[Label | None, ...]:
    """A label for each (name, lon, lat), above, below, beside or askew of its point; None where there is no room.

    Greedy, in the order given, so that the first of a ranking keep their names. `cities` (name, lon, lat, how far
    below) have theirs already.
    """
    spots = [_spot(lon, lat) for _, lon, lat in points]
    taken = [_Box(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    of_points = list(taken)
    for name, lon, lat, below in cities:
        x, y = _spot(lon, lat)
        taken += [_Box(x - 6, y - 6, x + 6, y + 6), _box(x, y + below, LARGER * _width(name) + 8)]
    found: list[Label | None] = []
    for (name, _, _), (x, y), own in zip(points, spots, of_points, strict=True):
        width = _width(name)
        for dx, dy in (
            (0.0, -ROOM - 2),
            (0.0, ROOM + 2),
            (ROOM + width / 2, 0.0),
            (-ROOM - width / 2, 0.0),
            *((side * (width / 2 + 4), over * ROOM) for over in (-1, 1) for side in (1, -1)),
        ):
            box = _box(x + dx, y + dy, width)
            if not any(box.meets(other) for other in taken if other is not own):
                taken.append(box)
                found.append(Label(name, dx, dy))
                break
        else:
            found.append(None)
    return tuple(found)


def _spot(lon: float, lat: float) -> tuple[float, float]:
    return lon * PER_LON, -lat * PER_LAT


def _width(name: str) -> float:
    return sum(WIDE if east_asian_width(c) in "WF" else NARROW for c in name)


def _box(x: float, y: float, width: float) -> _Box:
    return _Box(x - width / 2, y - TALL / 2, x + width / 2, y + TALL / 2)
