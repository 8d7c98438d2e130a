"""Where names stand on a small map: beside their points, none upon another; one without room is left to hovering."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

# The map as it is drawn on a laptop: pixels per degree, and of a letter.
PER_LON, PER_LAT = 37.0, 45.0
NARROW, WIDE, TALL = 6.6, 12.5, 15.0
ROOM = 14.0  # pixels between a point and its name


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


def placed(points: Sequence[tuple[str, float, float]]) -> tuple[Label | None, ...]:
    """A label for each (name, lon, lat), above, below, beside or askew of its point; None where there is no room.

    Greedy, in the order given, so that the first of a ranking keep their names.
    """
    spots = [(lon * PER_LON, -lat * PER_LAT) for _, lon, lat in points]
    taken = [_Box(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    found: list[Label | None] = []
    for (name, _, _), (x, y), own in zip(points, spots, list(taken), strict=True):
        width = sum(WIDE if east_asian_width(c) in "WF" else NARROW for c in name)
        for dx, dy in (
            (0.0, -ROOM - 2),
            (0.0, ROOM + 2),
            (ROOM + width / 2, 0.0),
            (-ROOM - width / 2, 0.0),
            *((side * (width / 2 + 4), over * ROOM) for over in (-1, 1) for side in (1, -1)),
        ):
            box = _Box(x + dx - width / 2, y + dy - TALL / 2, x + dx + width / 2, y + dy + TALL / 2)
            if not any(box.meets(other) for other in taken if other is not own):
                taken.append(box)
                found.append(Label(name, dx, dy))
                break
        else:
            found.append(None)
    return tuple(found)
