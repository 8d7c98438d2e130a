"""Where names stand on a map: beside their points or, by a leader line, near them; none upon another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import cos, hypot, inf, pi, radians, sin
from unicodedata import east_asian_width

AIR = 2.0  # pixels between two names
AROUND = 2.5  # pixels from a ring to what must not touch it
EDGE = 30.0  # pixels from the outermost of the names that stand already to the map's edge
LEADERS = (20.0, 28.0, 38.0, 50.0, 64.0)  # pixels from a point to a name that a line leads to
# sixteenths of a turn, up and down first, those between the eighths last
WAYS = (-4, 4, 0, 8, -2, -6, 2, 6, -1, -3, -5, -7, 1, 3, 5, 7)
STEP = 4.0  # pixels between the points at which a leader line is checked


Standing = tuple[
    str, float, float, float
]  # a name that stands already: lon, lat, pixels below the point


@dataclass(frozen=True)
class Scale:
    """How large a map is drawn: pixels per degree, and of a letter, a Chinese character, a line of text."""

    per_lon: float
    per_lat: float
    letter: float
    character: float
    line: float
    font: int
    radius: float  # of a ring


LAPTOP = Scale(37.0, 45.0, 6.9, 12.3, 15.0, 12, 8.6)
PHONE = Scale(27.0, 32.5, 6.2, 11.2, 13.0, 11, 6.0)
LEAST = 0.05  # degrees that a map spans at least
ROOM_ON_LAPTOP, ROOM_ON_PHONE = (600.0, 320.0), (310.0, 320.0)  # pixels of a map of a user's own
NARROW = 440  # pixels of a map below which names stand where a phone has room for them


def fitted(scale: Scale, seats: Sequence[tuple[float, float]], room: tuple[float, float]) -> Scale:
    """The scale of a map of these seats, drawn as large as `room` (pixels across and down) allows."""
    lons, lats = zip(*seats, strict=True)
    shrink = cos(radians((max(lats) + min(lats)) / 2))
    across = room[0] / max(max(lons) - min(lons), LEAST)
    down = room[1] * shrink / max(max(lats) - min(lats), LEAST)
    per_lon = min(across, down)
    return replace(scale, per_lon=per_lon, per_lat=per_lon / shrink)


@dataclass(frozen=True)
class Label:
    """A name, its offset in pixels from the point (y grows downwards), and where a leader line ends, if it has one."""

    text: str
    dx: float
    dy: float
    leader: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def placed(
    points: Sequence[tuple[str, float, float]],
    scale: Scale = LAPTOP,
    others: Sequence[Standing] = (),
) -> tuple[Label | None, ...]:
    """A label for each (name, lon, lat); None where there is no room.

    `others` are names that stand already, each with how many pixels it is below its point. Greedy, in the order
    given, so that the first of a ranking keep their names nearest; who finds no room so goes before all others once.
    """
    found = _placed(points, range(len(points)), scale, others)
    without = [i for i, label in enumerate(found) if label is None]
    if not without:
        return found
    rest = [i for i in range(len(points)) if i not in without]
    again = _placed(points, [*without, *rest], scale, others)
    return again if again.count(None) < found.count(None) else found


def _placed(
    points: Sequence[tuple[str, float, float]],
    order: Iterable[int],
    scale: Scale,
    others: Sequence[Standing],
) -> tuple[Label | None, ...]:
    at = [(lon * scale.per_lon, -lat * scale.per_lat) for _, lon, lat in points]
    ring = scale.radius + AROUND
    taken = [_Box(x - ring, y - ring, x + ring, y + ring) for x, y in at]
    standing = [(lon * scale.per_lon, -lat * scale.per_lat) for _, lon, lat, _ in others]
    for (name, _, _, below), (x, y) in zip(others, standing, strict=True):
        taken += [
            _Box(x - 5, y - 5, x + 5, y + 5),
            _around(x, y + below, _width(name, scale), scale),
        ]
    left = min((x for x, _ in standing), default=-inf) - EDGE
    right = max((x for x, _ in standing), default=inf) + EDGE
    found: list[Label | None] = [None] * len(points)
    for i in order:
        name, (x, y), own = points[i][0], at[i], taken[i]
        width = _width(name, scale)
        for label in _spots(name, width, scale):
            box = _around(x + label.dx, y + label.dy, width, scale)
            inside = left <= box.left and box.right <= right
            mine = [box, *_along(x, y, label, scale)]
            if inside and not any(
                one.meets(other) for one in mine for other in taken if other is not own
            ):
                taken += mine
                found[i] = label
                break
    return tuple(found)


def _width(name: str, scale: Scale) -> float:
    return sum(scale.character if east_asian_width(c) in "WF" else scale.letter for c in name)


def _around(x: float, y: float, width: float, scale: Scale) -> _Box:
    across, down = width / 2 + AIR / 2, scale.line / 2
    return _Box(x - across, y - down, x + across, y + down)


def _along(x: float, y: float, label: Label, scale: Scale) -> list[_Box]:
    """The leader line as small boxes, so that it runs through no name and no other ring."""
    if label.leader is None:
        return []
    across, down = label.leader
    length = hypot(across, down)
    steps = range(int(scale.radius + STEP), int(length), int(STEP))
    points = [(x + across * step / length, y + down * step / length) for step in steps]
    return [_Box(a - 1.5, b - 1.5, a + 1.5, b + 1.5) for a, b in points]


def _spots(name: str, width: float, scale: Scale) -> list[Label]:
    """Above, below, beside and askew of the point; then farther off, the nearest first."""
    ring = scale.radius + AROUND
    over, beside = ring + scale.line / 2, ring + AIR + width / 2
    near = [(0.0, -over), (0.0, over), (beside, 0.0), (-beside, 0.0)]
    near += [(side * (width / 2 + 4), up * over) for up, side in product((-1, 1), (1, -1))]
    labels = [Label(name, dx, dy) for dx, dy in near]
    for distance, way in product(LEADERS, WAYS):
        across, down = cos(way * pi / 8), sin(way * pi / 8)
        end = across * distance, down * distance
        dx, dy = end[0] + across * width / 2, end[1] + down * scale.line / 2
        labels.append(Label(name, round(dx, 1), round(dy, 1), end))
    return labels
