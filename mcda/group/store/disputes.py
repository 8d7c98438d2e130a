"""Disputes: what readers of a published study say of its values, and what the planner who published it answers."""

from datetime import timedelta
from math import isfinite
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from criteria.errors import WorkshopError
from mcda.group.model.disputes import AnsweredDisputes, Claim, Dispute
from mcda.group.model.keys import digest, typed
from mcda.group.model.typed_text import NAME, clean
from mcda.group.store.publications import LINK, LONGEST_CHAIN, MARKED, Publications
from mcda.group.store.schema import DISPUTES, SHELF

SOURCE, NOTE, REASON = 300, 1000, 500  # characters
LONGEST_KEY = 1000  # characters of a stage, an alternative or a variable
MOST_OPEN = 50  # of a published study; then its planner has to answer first
MOST_AN_HOUR = 20  # of a published study, whoever they come from
MOST_TOLD = 200  # answers, the newest first, that a page tells
DISPUTE_DAYS = 180


class Disputes(Publications):
    """Whoever has the link of a published study may dispute its values; who has its planner's key answers."""

    def dispute(self, link: str, claim: Claim, address: str | None = None) -> None:
        """Keep what a reader says of the current version of a published study; the same again is kept once.

        Raises WorkshopError for a version that was replaced or withdrawn, for a claim without a number or a source, and
        where too many come: from one `address` in an hour, about one study in an hour, or waiting for an answer.
        """
        row = _row(claim) | {"at": self.time()}
        since = self.time(-timedelta(hours=1))
        self.quotas.take("dispute", address)

        def work(tx: Connection) -> None:
            head = _head(tx, SHELF.c.link == link)
            if head["withdrawn_at"] or head["replaced_by"]:
                raise WorkshopError.of("shelf.done", title=head["title"])
            own = (DISPUTES.c.shelf_id == head["id"]) & (DISPUTES.c.status == "open")
            same = {name: row[name] for name in ("alternative", "variable", "value", "source")}
            if _count(tx, and_(own, *(DISPUTES.c[name] == now for name, now in same.items()))):
                return
            if _count(tx, own) >= MOST_OPEN:
                raise WorkshopError.of("dispute.waiting", most=MOST_OPEN)
            recent = (DISPUTES.c.shelf_id == head["id"]) & (DISPUTES.c.at > since)
            if _count(tx, recent) >= MOST_AN_HOUR:
                raise WorkshopError.of("dispute.many", most=MOST_AN_HOUR)
            tx.execute(insert(DISPUTES).values(row | {"shelf_id": head["id"]}))

        if not LINK.fullmatch(link):
            raise WorkshopError.of("shelf.link")
        self.database.write(work)

    def answered_disputes(self, link: str) -> AnsweredDisputes:
        """The answers to claims about a published study and the versions it replaced, for everybody who reads it."""
        if not LINK.fullmatch(link):
            raise WorkshopError.of("shelf.link")
        of_versions = DISPUTES.c.shelf_id.in_(_versions(link))

        def work(tx: Connection) -> AnsweredDisputes:
            newest = _listed().where(of_versions, DISPUTES.c.status != "open")
            newest = newest.order_by(DISPUTES.c.answered_at.desc(), DISPUTES.c.id.desc())
            rows = tx.execute(newest.limit(MOST_TOLD)).mappings().all()
            waiting = _count(tx, of_versions & (DISPUTES.c.status == "open"))
            return AnsweredDisputes(tuple(_read({**row, "note": ""}) for row in rows), waiting)

        return self.database.read(work)

    def disputes_of(self, planner_key: str) -> tuple[Dispute, ...]:
        """All claims about what a planner published, the oldest first; empty for a key that opens nothing."""
        query = _listed().where(SHELF.c.planner_hash == digest(typed(planner_key)))
        rows = self.database.read(
            lambda tx: tx.execute(query.order_by(DISPUTES.c.id)).mappings().all()
        )
        return tuple(_read(row) for row in rows)

    def answer_dispute(
        self, number: int, planner_key: str, accepted: bool, reason: str = ""
    ) -> Dispute:
        """Accept a claim, or decline it with a reason; the name that came with it is dropped.

        Raises WorkshopError unless the key is that of the study's planner, for a claim that is answered already, and
        for one that is declined without a reason.
        """
        why = clean(reason, REASON)
        if not accepted and not why:
            raise WorkshopError.of("dispute.reason")
        answer = {"status": "accepted" if accepted else "declined", "reason": why, "name": ""}
        answer["answered_at"] = self.time()

        def work(tx: Connection) -> Dispute:
            shelf = select(DISPUTES.c.shelf_id).where(DISPUTES.c.id == number)
            head = _head(tx, SHELF.c.id == shelf.scalar_subquery(), "dispute.gone")
            if head["planner_hash"] != digest(typed(planner_key)):
                raise WorkshopError.of("shelf.key")
            open_one = (DISPUTES.c.id == number) & (DISPUTES.c.status == "open")
            if not tx.execute(update(DISPUTES).where(open_one).values(answer)).rowcount:
                raise WorkshopError.of("dispute.answered")
            found = _listed().where(DISPUTES.c.id == number)
            return _read(tx.execute(found).mappings().one())

        return self.database.write(work)

    def forget_disputes(self, days: int = DISPUTE_DAYS) -> int:
        """Delete claims made so many days ago, answered or not; returns how many.

        One that is a day short of it is marked first, and goes if the mark is a day old: a start with a clock far ahead
        deletes nothing.
        """
        limit, nearly = self.time(-timedelta(days=days)), self.time(MARKED - timedelta(days=days))
        marked = DISPUTES.c.old_since

        def work(tx: Connection) -> int:
            due = (DISPUTES.c.at <= limit) & (marked != "") & (marked <= self.time(-MARKED))
            gone = tx.execute(delete(DISPUTES).where(due)).rowcount
            first = update(DISPUTES).where(DISPUTES.c.at <= nearly, marked == "")
            tx.execute(first.values(old_since=self.time()))
            again = update(DISPUTES).where(DISPUTES.c.at > nearly, marked != "")
            tx.execute(again.values(old_since=""))  # the clock was wrong
            return int(gone)

        return self.database.write(work)


def _row(claim: Claim) -> dict[str, Any]:
    """A claim as it is kept, cleaned and cut; raises WorkshopError if it says nothing that could be looked up."""
    keys = {name: getattr(claim, name) for name in ("stage", "alternative", "variable")}
    if any(len(key) > LONGEST_KEY or "\x00" in key for key in keys.values()):
        raise WorkshopError.of("dispute.unknown")
    if not isfinite(claim.value):
        raise WorkshopError.of("dispute.number")
    source = clean(claim.source, SOURCE)
    if not source:
        raise WorkshopError.of("dispute.source")
    return keys | {
        "published": claim.published,
        "value": float(claim.value),
        "source": source,
        "note": clean(claim.note, NOTE),
        "name": clean(claim.name, NAME),
        "status": "open",
        "reason": "",
        "answered_at": "",
        "old_since": "",
    }


def _head(tx: Connection, which: ColumnElement[bool], missing: str = "shelf.link") -> RowMapping:
    """A published study without the study itself, held: what is counted about it stays so until the end."""
    columns = [column for column in SHELF.c if column is not SHELF.c.study]
    row = tx.execute(select(*columns).where(which).with_for_update()).mappings().first()
    if row is None:
        raise WorkshopError.of(missing)
    return row


def _count(tx: Connection, which: ColumnElement[bool]) -> int:
    return int(tx.execute(select(func.count()).select_from(DISPUTES).where(which)).scalar_one())


def _versions(link: str) -> Select[Any]:
    """The rows of a published study and of the versions before it."""
    newest = select(SHELF.c.id, SHELF.c.replaces, literal(0).label("step"))
    chain = newest.where(SHELF.c.link == link).cte("versions", recursive=True)
    older = select(SHELF.c.id, SHELF.c.replaces, chain.c.step + 1).where(
        SHELF.c.link == chain.c.replaces, chain.c.step < LONGEST_CHAIN
    )
    chain = chain.union_all(older)
    return select(chain.c.id)


def _listed() -> Select[Any]:
    columns = [column for column in DISPUTES.c if column.name not in ("shelf_id", "old_since")]
    return select(*columns, SHELF.c.title, SHELF.c.version).join(
        SHELF, SHELF.c.id == DISPUTES.c.shelf_id
    )


def _read(row: Any) -> Dispute:
    values = dict(row)
    return Dispute(number=values.pop("id"), **values)
