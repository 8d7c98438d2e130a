"""What an operator sees and removes without anybody's key: which workshops and studies are kept, since when, how large."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select, update
from sqlalchemy import delete as erase

from criteria.errors import StoreError, WorkshopError
from mcda.group.model import serialisation
from mcda.group.model.keys import typed
from mcda.group.store import commands, queries
from mcda.group.store.schema import (
    DISPUTES,
    DRAFTS,
    ROUND_EVENTS,
    SEATS,
    SHELF,
    SUBMISSIONS,
    WORKSHOPS,
)
from mcda.group.store.workshops import Store

WORKSHOP_DAYS = 180


@dataclass(frozen=True)
class StoredWorkshop:
    """A workshop as an operator sees it: nothing of anybody's answers."""

    code: str
    title: str
    opened_at: str
    last_at: str  # when a round was last opened or closed, or something submitted
    rounds: int
    is_open: bool
    seats: int
    submissions: int


@dataclass(frozen=True)
class StoredStudy:
    """A published study as an operator sees it."""

    link: str
    title: str
    version: int
    published_at: str
    is_withdrawn: bool
    characters: int


@dataclass(frozen=True)
class Stored:
    """Everything that a database keeps, oldest first."""

    workshops: tuple[StoredWorkshop, ...]
    studies: tuple[StoredStudy, ...]
    drafts: int


def stored(store: Store) -> Stored:
    """What is kept. Raises StoreError."""

    def work(tx: Connection) -> Stored:
        drafts = tx.execute(select(func.count()).select_from(DRAFTS)).scalar_one()
        return Stored(_workshops(tx), _studies(tx), drafts)

    return store.database.read(work)


def expired(store: Store, days: int = WORKSHOP_DAYS) -> tuple[StoredWorkshop, ...]:
    """The workshops in which nothing has happened for so many days. Raises StoreError."""
    limit = store.time(-timedelta(days=days))
    return tuple(each for each in stored(store).workshops if each.last_at < limit)


def delete(store: Store, name: str) -> StoredWorkshop | StoredStudy:
    """Delete a workshop by its code, or what is in a published study by its link: not to be undone.

    Whoever opens the link is told that it was withdrawn. Raises WorkshopError if nothing is called so, and StoreError.
    """

    def work(tx: Connection) -> StoredWorkshop | StoredStudy:
        for workshop in _workshops(tx):
            if workshop.code == typed(name):
                commands.delete_workshop(tx, queries.id_of(tx, workshop.code))
                return workshop
        for study in _studies(tx):
            if study.link == name.strip().rpartition("/")[2]:
                values = {"study": "", "withdrawn_at": store.time()}
                own = select(SHELF.c.id).where(SHELF.c.link == study.link).scalar_subquery()
                tx.execute(erase(DISPUTES).where(DISPUTES.c.shelf_id == own))
                tx.execute(update(SHELF).where(SHELF.c.link == study.link).values(values))
                return study
        raise WorkshopError.of("store.unknown", found=queries.shown(name))

    return store.database.write(work)


def erase_traces(store: Store) -> StoreError | None:
    """What was deleted lingers nowhere any more; what stands in the way, if something does."""
    try:
        store.erase_traces()
    except StoreError as error:
        return error
    return None


def _workshops(tx: Connection) -> tuple[StoredWorkshop, ...]:
    last, rounds = (
        _by_workshop(tx, select(ROUND_EVENTS.c.workshop_id, found).group_by("workshop_id"))
        for found in (func.max(ROUND_EVENTS.c.at), func.max(ROUND_EVENTS.c.number))
    )
    answered = _by_workshop(
        tx,
        select(SUBMISSIONS.c.workshop_id, func.max(SUBMISSIONS.c.at)).group_by("workshop_id"),
    )
    counted = _by_workshop(
        tx, select(SUBMISSIONS.c.workshop_id, func.count()).group_by("workshop_id")
    )
    seats = _by_workshop(tx, select(SEATS.c.workshop_id, func.count()).group_by("workshop_id"))
    rows = tx.execute(
        select(
            WORKSHOPS.c.id, WORKSHOPS.c.code, WORKSHOPS.c.settings, WORKSHOPS.c.opened_at
        ).order_by(WORKSHOPS.c.id)
    )
    return tuple(
        StoredWorkshop(
            code=row.code,
            title=serialisation.from_text(row.settings)["title"],
            opened_at=row.opened_at,
            last_at=max(row.opened_at, last.get(row.id, ""), answered.get(row.id, "")),
            rounds=rounds.get(row.id, 0),
            is_open=queries.current_round(tx, row.id).is_open,
            seats=seats.get(row.id, 0),
            submissions=counted.get(row.id, 0),
        )
        for row in rows
    )


def _by_workshop(tx: Connection, query: Select[Any]) -> Mapping[int, Any]:
    return {row[0]: row[1] for row in tx.execute(query)}


def _studies(tx: Connection) -> tuple[StoredStudy, ...]:
    size = func.length(SHELF.c.study)
    rows = tx.execute(
        select(
            SHELF.c.link, SHELF.c.title, SHELF.c.version, SHELF.c.at, SHELF.c.withdrawn_at, size
        ).order_by(SHELF.c.id)
    )
    return tuple(
        StoredStudy(link, title, version, at, bool(withdrawn), characters or 0)
        for link, title, version, at, withdrawn, characters in rows
    )
