"""What the projector screen shows, and the agenda's clock: the same on every device of a workshop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from criteria.errors import WorkshopError
from mcda.group.model.views import Attendance, Doorway
from mcda.group.model.workshop import MOST_MINUTES, AgendaItem

SceneKey = Literal[
    "joining",
    "question",
    "progress",
    "one_minute",
    "first_five",
    "criterion",
    "change",
    "votes",
    "parked",
    "black",
]
SCENE_KEYS: tuple[SceneKey, ...] = get_args(SceneKey)
OF_RESULTS: tuple[SceneKey, ...] = ("one_minute", "first_five", "criterion", "change", "votes")
EXTENSION = 5  # minutes
NOT_BEGUN = -1


@dataclass(frozen=True)
class Scene:
    """One picture on the wall; `argument` says of what, where there are several (a criterion's key)."""

    key: SceneKey = "joining"
    argument: str = ""

    @property
    def is_of_results(self) -> bool:
        """Whether people are to look up from their phones."""
        return self.key in OF_RESULTS


@dataclass(frozen=True)
class AgendaClock:
    """The agenda as it is now: `at` is the item in hand, begun at `since` (UTC) and extended by `extra` minutes."""

    items: tuple[AgendaItem, ...] = ()
    at: int = NOT_BEGUN
    since: str = ""
    extra: int = 0

    def seconds_left(self, now: datetime) -> int | None:
        """Until the end of the item in hand, negative beyond it; None where none is."""
        if not 0 <= self.at < len(self.items) or not self.since:
            return None
        passed = (now - datetime.fromisoformat(self.since)).total_seconds()
        return int(60 * (self.items[self.at].minutes + self.extra) - max(passed, 0))

    def moved(self, item: int, to: int) -> "AgendaClock":
        """The agenda with one item elsewhere; the item in hand stays in hand. Raises WorkshopError for none such."""
        if not (0 <= item < len(self.items) and 0 <= to < len(self.items)):
            raise WorkshopError.of("agenda.item", found=item + 1, most=len(self.items))
        order = list(range(len(self.items)))
        order.insert(to, order.pop(item))
        at = order.index(self.at) if self.at >= 0 else self.at
        return AgendaClock(tuple(self.items[n] for n in order), at, self.since, self.extra)

    def extended(self, minutes: int = EXTENSION) -> "AgendaClock":
        """The item in hand with more time, within the longest that an item may have."""
        extra = min(self.extra + minutes, MOST_MINUTES)
        return AgendaClock(self.items, self.at, self.since, extra)


@dataclass(frozen=True)
class Projected:
    """All that a projector screen follows; `version` grows whenever anybody should look again."""

    version: int
    scene: Scene
    clock: AgendaClock


@dataclass(frozen=True)
class OnProjector:
    """What the wall shows, but for results: the door, who has come, the scene and the clock, what was parked."""

    door: Doorway
    present: Attendance
    projected: Projected
    parked: tuple[str, ...]  # only while the scene is theirs


def scene_of(key: str, argument: str, criteria: Sequence[str]) -> Scene:
    """A scene that can be shown; raises WorkshopError for one that is none."""
    if key not in SCENE_KEYS or (key == "criterion" and argument not in criteria):
        raise WorkshopError.of("projector.scene", found=str(key)[:20] or "—", known=SCENE_KEYS)
    return Scene(key, argument if key == "criterion" else "")
