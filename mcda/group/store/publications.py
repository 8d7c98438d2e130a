"""A planner's drafts under keys that cannot be guessed, each with its owner; and studies published for officials."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from criteria.errors import AppError, WorkshopError
from mcda.group.model.keys import digest, new_key, new_token, typed
from mcda.group.model.typed_text import TITLE, clean
from mcda.group.store.database import Database
from mcda.group.store.rate_limit import Quotas
from mcda.group.store.schema import DISPUTES, DRAFTS, SHELF

Status = Literal["current", "replaced", "withdrawn"]
LARGEST = 8_000_000  # characters of a study as JSON: 3,000 places with 40 readings take about four million
DRAFT_DAYS = 180
MARKED = timedelta(days=1)  # between finding a draft old and deleting it
LINK = re.compile(r"[\w-]{1,64}", re.ASCII)  # how a link is written: nothing else is looked for
MOST_VERSIONS = 1000  # of a published study
LONGEST_CHAIN = 10_000  # versions that are followed to the newest


@dataclass(frozen=True)
class Draft:
    """A draft as it was last saved; `is_own` says whether it may be changed by whoever asked for it."""

    study: str  # JSON
    version: int
    saved_at: str  # ISO 8601
    is_own: bool


@dataclass(frozen=True)
class Published:
    """A study on the shelf as whoever has its link finds it; one withdrawn is not shown any more."""

    link: str
    status: Status
    title: str
    version: int
    date: str
    study: str  # JSON; empty if withdrawn
    replaced_by: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Shelved:
    """A link for officials, and the planner's key with which to replace or withdraw it."""

    link: str
    planner_key: str = field(repr=False)


def now() -> datetime:
    return datetime.now(UTC)


class Publications:
    """Drafts change in place; what was published stays as it was, and is replaced or withdrawn."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self.database = database
        self.clock = clock
        self.quotas = Quotas()

    def time(self, later: timedelta = timedelta()) -> str:
        return (self.clock() + later).isoformat(timespec="seconds")

    # drafts

    def keep_draft(self, study: str, owner: str, key: str, address: str | None = None) -> int:
        """Keep a study as JSON under a new key, for whoever has the mark `owner`; returns its version, 1.

        Raises WorkshopError if the key is taken: by an earlier try, if it cannot be guessed. So many new ones an hour are
        taken from one `address`.
        """
        check_size(study)
        self.quotas.take("draft", address)
        row = {"key_hash": digest(key), "owner_hash": digest(owner), "version": 1}
        row |= {"study": study, "at": self.time()}
        taken = select(DRAFTS.c.at).where(DRAFTS.c.key_hash == row["key_hash"])

        def work(connection: Connection) -> None:
            at = connection.execute(taken).scalar()
            if at:
                raise WorkshopError.of("draft.changed", at=at)
            connection.execute(insert(DRAFTS).values(row))

        self.database.write(work)
        return 1

    def change_draft(self, study: str, owner: str, key: str, version: int) -> int:
        """Put this study where `version` stood; returns the new version.

        Raises WorkshopError if this owner has no draft under the key, or if it was changed from elsewhere meanwhile.
        """
        check_size(study)
        own = (DRAFTS.c.key_hash == digest(key)) & (DRAFTS.c.owner_hash == digest(owner))
        values = {"study": study, "at": self.time(), "version": version + 1}

        def work(connection: Connection) -> None:
            change = update(DRAFTS).where(own, DRAFTS.c.version == version).values(values)
            if not connection.execute(change).rowcount:
                at = connection.execute(select(DRAFTS.c.at).where(own)).scalar()
                raise WorkshopError.of("draft.changed", at=at) if at else _no_draft()

        self.database.write(work)
        return version + 1

    def draft(self, key: str, owner: str) -> Draft:
        """What was kept under this key; raises WorkshopError if there is nothing."""
        query = select(*DRAFTS.c).where(DRAFTS.c.key_hash == digest(key))
        row = self.database.read(lambda connection: connection.execute(query).mappings().first())
        if row is None:
            raise _no_draft()
        return Draft(row["study"], row["version"], row["at"], row["owner_hash"] == digest(owner))

    def forget_drafts(self, days: int = DRAFT_DAYS) -> int:
        """Delete drafts that nobody changed for so many days and that were found so a day or more ago; returns how many.

        The first time, an old draft is only marked. A draft's age is counted from the newest one, never from the clock
        alone: after a start with a clock far ahead nothing is old, and what such a clock wrote makes nothing old either.
        """
        now = self.clock()
        marked_before = self.time(-MARKED)

        def work(connection: Connection) -> int:
            newest = connection.execute(select(func.max(DRAFTS.c.at))).scalar()
            if newest is None:
                return 0
            latest = min(now, datetime.fromisoformat(newest))
            limit = (latest - timedelta(days=days)).isoformat(timespec="seconds")
            is_old, marked = DRAFTS.c.at < limit, DRAFTS.c.old_since
            before = (marked != "") & (marked <= marked_before)
            gone = connection.execute(delete(DRAFTS).where(is_old, before)).rowcount
            first = update(DRAFTS).where(is_old, marked == "").values(old_since=self.time())
            connection.execute(first)
            again = (DRAFTS.c.at >= limit) & (marked != "")  # changed since, or the clock was wrong
            connection.execute(update(DRAFTS).where(again).values(old_since=""))
            return int(gone)

        return self.database.write(work)

    # published studies

    def publish(
        self, study: str, title: str, planner_key: str | None = None, address: str | None = None
    ) -> Shelved:
        """Put a study on the shelf, under a key given before or a new one; returns its link and that key.

        Raises WorkshopError for a key that was never given: nobody may choose one that can be guessed. So many an hour
        are taken from one `address`.
        """
        check_size(study)
        self.quotas.take("study", address)
        key, link = planner_key or new_key(), new_token()
        row = self._row(study, title, link, digest(typed(key)))

        def work(connection: Connection) -> None:
            if planner_key and not connection.execute(_of_planner(planner_key)).first():
                raise WorkshopError.of("shelf.key")
            connection.execute(insert(SHELF).values(row))

        self.database.write(work)
        return Shelved(link, key)

    def replace(self, link: str, study: str, title: str, planner_key: str) -> Shelved:
        """A newer version under a new link; the old link tells of it. Raises WorkshopError."""
        check_size(study)
        newer = new_token()

        def work(connection: Connection) -> None:
            old = self._own(connection, link, planner_key)
            if old["version"] >= MOST_VERSIONS:
                raise WorkshopError.of("shelf.versions", title=old["title"], most=MOST_VERSIONS)
            row = self._row(study, title, newer, old["planner_hash"])
            row |= {"version": old["version"] + 1, "replaces": link}
            connection.execute(insert(SHELF).values(row))
            self._change(connection, link, replaced_by=newer)

        self.database.write(work)
        return Shelved(newer, planner_key)

    def withdraw(self, link: str, planner_key: str) -> None:
        """Show the study no more; who opens the link is told when it was withdrawn. Raises WorkshopError."""

        def work(connection: Connection) -> None:
            own = self._own(connection, link, planner_key, withdrawing=True)
            self._change(connection, link, withdrawn_at=self.time(), study="")
            connection.execute(delete(DISPUTES).where(DISPUTES.c.shelf_id == own["id"]))

        self.database.write(work)

    def open_published(self, link: str) -> Published:
        """What stands under a link; raises WorkshopError if nothing ever did."""
        row = self.database.read(lambda connection: _on_shelf(connection, link))
        return _published(row)

    def newest(self, link: str) -> Published:
        """The last version that came to replace what stands under a link; raises WorkshopError."""

        def work(connection: Connection) -> RowMapping:
            newest = connection.execute(_chain(link)).scalar()
            return _on_shelf(connection, newest or link)

        return _published(self.database.read(work))

    def published_by(self, planner_key: str) -> tuple[Published, ...]:
        """Everything a planner put on the shelf, newest first, without the studies themselves."""
        query = _of_planner(planner_key)
        rows = self.database.read(
            lambda connection: (
                connection.execute(query.order_by(SHELF.c.id.desc())).mappings().all()
            )
        )
        return tuple(_published(row) for row in rows)

    def _row(self, study: str, title: str, link: str, planner_hash: str) -> dict[str, object]:
        return {
            "link": link,
            "planner_hash": planner_hash,
            "version": 1,
            "title": clean(title, TITLE),
            "study": study,
            "at": self.time(),
        }

    def _own(
        self, connection: Connection, link: str, planner_key: str, withdrawing: bool = False
    ) -> RowMapping:
        """The row of a link, if it is this planner's and may still be changed."""
        row = _on_shelf(connection, link, hold=True)
        if row["planner_hash"] != digest(typed(planner_key)):
            raise WorkshopError.of("shelf.key")
        if row["withdrawn_at"] or (row["replaced_by"] and not withdrawing):
            raise WorkshopError.of("shelf.done", title=row["title"])
        return row

    def _change(self, connection: Connection, link: str, **values: object) -> None:
        connection.execute(update(SHELF).where(SHELF.c.link == link).values(**values))


def _no_draft() -> AppError:
    return WorkshopError.of("draft.key")


def _on_shelf(connection: Connection, link: str, hold: bool = False) -> RowMapping:
    if not LINK.fullmatch(link):
        raise WorkshopError.of("shelf.link")
    query = select(*SHELF.c).where(SHELF.c.link == link)
    row = connection.execute(query.with_for_update() if hold else query).mappings().first()
    if row is None:
        raise WorkshopError.of("shelf.link")
    return row


def _of_planner(planner_key: str) -> Select[Any]:
    """What this planner published; the studies, which may be large, are left out."""
    columns = [column for column in SHELF.c if column is not SHELF.c.study]
    return select(*columns, literal("").label("study")).where(
        SHELF.c.planner_hash == digest(typed(planner_key))
    )


def _chain(link: str) -> Select[Any]:
    """The link at the end of the versions that replaced one another: links alone are read, and no more than so many."""
    if not LINK.fullmatch(link):
        raise WorkshopError.of("shelf.link")
    first = select(SHELF.c.link, SHELF.c.replaced_by, literal(0).label("step"))
    chain = first.where(SHELF.c.link == link).cte("chain", recursive=True)
    later = select(SHELF.c.link, SHELF.c.replaced_by, chain.c.step + 1).where(
        SHELF.c.link == chain.c.replaced_by, chain.c.step < LONGEST_CHAIN
    )
    chain = chain.union_all(later)
    return select(chain.c.link).order_by(chain.c.step.desc()).limit(1)


def _published(row: RowMapping) -> Published:
    status: Status = (
        "withdrawn" if row["withdrawn_at"] else "replaced" if row["replaced_by"] else "current"
    )
    return Published(
        row["link"],
        status,
        row["title"],
        row["version"],
        row["withdrawn_at"] or row["at"],
        row["study"],
        row["replaced_by"] or "",
        row["replaces"] or "",
    )


def check_size(study: str) -> None:
    """Raises WorkshopError for a study larger than the store takes."""
    if len(study) > LARGEST:
        raise WorkshopError.of("store.large", found=len(study), most=LARGEST)
