"""What is on the projector screen, in the store: one row a workshop, whose version tells phones to look again."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from criteria.errors import WorkshopError
from mcda.group.model import serialisation
from mcda.group.model.projector import AgendaClock, OnProjector, Projected, Scene, scene_of
from mcda.group.model.workshop import AgendaItem, Workshop
from mcda.group.store import queries
from mcda.group.store.schema import PROJECTOR, WORKSHOPS
from mcda.group.store.seats import Seats


def changed(tx: Connection, workshop: int, at: str, **values: str) -> None:
    """Something happened that phones and projector should look at; `values` are columns that change with it."""
    own = PROJECTOR.c.workshop_id == workshop
    step = {"version": PROJECTOR.c.version + 1, "at": at, **values}
    if not tx.execute(update(PROJECTOR).where(own).values(step)).rowcount:
        row = {"version": 1, "scene": "", "agenda": "", "at": at, **values}
        tx.execute(insert(PROJECTOR).values(workshop_id=workshop, **row))


class Projector(Seats):
    """The facilitator sets the scene and the clock; whoever has the code follows."""

    def projected(self, code: str, address: str | None = None) -> Projected:
        """What the projector screen of a workshop shows now. Raises WorkshopError for a code that opens nothing."""
        door = self.door(code, address)
        return self.database.read(
            lambda tx: projected_of(tx, queries.id_of(tx, door.code), door.workshop)
        )

    def on_projector(self, code: str, address: str | None = None) -> OnProjector:
        """All that the wall shows, but for results. Raises WorkshopError for a code that opens nothing."""
        door, present = self.present(code, address)

        def work(tx: Connection) -> OnProjector:
            workshop = queries.id_of(tx, door.code)
            found = projected_of(tx, workshop, door.workshop)
            notes = (
                [note for each in queries.rounds_of(tx, workshop) for note in each.notes]
                if found.scene.key == "parked"
                else []
            )
            parked = tuple(note.text for note in notes if note.kind == "parked")
            return OnProjector(door, present, found, parked)

        return self.database.read(work)

    def versions(self) -> dict[str, int]:
        """By code, how often each workshop has changed: one look for everybody who waits."""
        query = select(WORKSHOPS.c.code, PROJECTOR.c.version).join(
            PROJECTOR, PROJECTOR.c.workshop_id == WORKSHOPS.c.id
        )
        return self.database.read(lambda tx: {row.code: row.version for row in tx.execute(query)})

    def show_scene(self, key: str, scene: str, argument: str = "") -> None:
        """Put a scene on the projector screen; raises WorkshopError for none such."""

        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            chosen = scene_of(scene, argument, self._settings(tx, head).keys)
            text = serialisation.to_text({"key": chosen.key, "argument": chosen.argument})
            changed(tx, head["id"], self.time(), scene=text)

        self.database.write(work)

    def go_to_item(self, key: str, at: int) -> None:
        """Begin an item of the agenda, -1 for none; its time runs from now."""

        def turned(clock: AgendaClock) -> AgendaClock:
            if not -1 <= at < len(clock.items):
                raise WorkshopError.of("agenda.item", found=at + 1, most=len(clock.items))
            return AgendaClock(clock.items, at, self.time() if at >= 0 else "")

        self._turn(key, turned)

    def extend_item(self, key: str) -> None:
        """Five minutes more for the item in hand."""
        self._turn(key, AgendaClock.extended)

    def move_item(self, key: str, item: int, to: int) -> None:
        """An item of the agenda elsewhere."""
        self._turn(key, lambda clock: clock.moved(item, to))

    def _turn(self, key: str, turned: Any) -> None:
        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            clock = turned(projected_of(tx, head["id"], self._settings(tx, head)).clock)
            changed(tx, head["id"], self.time(), agenda=_written(clock))

        self.database.write(work)


def projected_of(tx: Connection, workshop: int, settings: Workshop) -> Projected:
    """The scene and the clock of a workshop; before anything was set, the door and the agenda from its start."""
    query = select(*PROJECTOR.c).where(PROJECTOR.c.workshop_id == workshop)
    row = tx.execute(query).mappings().first()
    if row is None:
        return Projected(0, Scene(), AgendaClock(settings.agenda))
    scene = Scene(**serialisation.from_text(row["scene"])) if row["scene"] else Scene()
    return Projected(row["version"], scene, _clock(row["agenda"], settings))


def _written(clock: AgendaClock) -> str:
    items = [{"title": item.title, "minutes": item.minutes} for item in clock.items]
    plain = {"items": items, "at": clock.at, "since": clock.since, "extra": clock.extra}
    return serialisation.to_text(plain)


def _clock(text: str, settings: Workshop) -> AgendaClock:
    if not text:
        return AgendaClock(settings.agenda)
    plain = serialisation.from_text(text)
    items = tuple(AgendaItem(**item) for item in plain["items"])
    return AgendaClock(items, plain["at"], plain["since"], plain["extra"])
