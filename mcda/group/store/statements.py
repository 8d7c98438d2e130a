"""Statements in the store: written by facilitator or seats, put to the vote and closed by the facilitator."""

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from criteria.errors import WorkshopError
from mcda.group.analysis.statements import StatementResult, StatementVotes, result
from mcda.group.model.statements import (
    MOST_CLOSING,
    MOST_OF_A_SEAT,
    MOST_STATEMENTS,
    PROPOSED,
    STATEMENT_KINDS,
    VOTES,
    Statement,
    StatementKind,
    Status,
    checked_text,
)
from mcda.group.model.workshop import Workshop
from mcda.group.store import queries
from mcda.group.store.projector import changed
from mcda.group.store.ratings import Ratings
from mcda.group.store.schema import SEATS, STATEMENT_VOTES, STATEMENTS

OPEN = (STATEMENTS.c.opened_at != "") & (STATEMENTS.c.closed_at == "")


class Statements(Ratings):
    """Each seat votes once on a statement, and may change its vote until it is closed."""

    def add_statement(self, key: str, kind: StatementKind, text: str) -> Statement:
        """The facilitator's: people vote on it from now on. Raises WorkshopError for one that is there already."""
        assert kind in STATEMENT_KINDS

        def work(tx: Connection) -> Statement:
            workshop = queries.by_key(tx, key, hold=True)["id"]
            now = self.time()
            made = _add(tx, workshop, kind, text, None, now, opened_at=now)
            changed(tx, workshop, now)
            return made

        return self.database.write(work)

    def propose_statement(self, token: str, kind: StatementKind, text: str) -> Statement:
        """A participant's: the facilitator puts it to the vote or hides it. Raises WorkshopError beyond three a seat."""
        assert kind in PROPOSED

        def work(tx: Connection) -> Statement:
            workshop, seat = queries.by_token(tx, token)
            queries.hold_open(tx, workshop["id"])
            own = select(func.count()).where(STATEMENTS.c.seat_id == seat["id"])
            if tx.execute(own).scalar_one() >= MOST_OF_A_SEAT:
                raise WorkshopError.of("statement.enough", most=MOST_OF_A_SEAT)
            return _add(tx, workshop["id"], kind, text, seat["id"], self.time())

        return self.database.write(work)

    def open_statement(self, key: str, number: int) -> None:
        """Put one that a participant wrote to the vote; nothing for one that was opened or hidden before."""
        self._turn_statement(key, number, "opened_at")

    def hide_statement(self, key: str, number: int) -> None:
        """Keep one that nobody has voted on yet from being shown to anybody; it cannot be put to the vote any more."""
        self._turn_statement(key, number, "hidden_at")

    def close_statements(self, key: str) -> None:
        """Close all open ones together and for good: results one after another would tell who voted last."""

        def work(tx: Connection) -> None:
            workshop = queries.by_key(tx, key, hold=True)["id"]
            now = self.time()
            own = (STATEMENTS.c.workshop_id == workshop) & OPEN
            tx.execute(update(STATEMENTS).where(own).values(closed_at=now))
            changed(tx, workshop, now)

        self.database.write(work)

    def vote(self, token: str, number: int, vote: int) -> None:
        """A seat's vote (1, 0 or -1), in the place of an earlier one. Raises WorkshopError once it is closed."""
        if type(vote) is not int or vote not in VOTES:
            raise WorkshopError.of("statement.unfit")

        def work(tx: Connection) -> None:
            workshop, seat = queries.by_token(tx, token)
            queries.hold_open(tx, workshop["id"])
            own = (STATEMENTS.c.workshop_id == workshop["id"]) & (STATEMENTS.c.number == number)
            statement = tx.execute(select(STATEMENTS.c.id).where(own & OPEN)).scalar()
            if statement is None:
                raise WorkshopError.of("statement.closed", number=number)
            mine = (STATEMENT_VOTES.c.statement_id == statement) & (
                STATEMENT_VOTES.c.seat_id == seat["id"]
            )
            values = {"vote": vote, "at": self.time()}
            if not tx.execute(update(STATEMENT_VOTES).where(mine).values(values)).rowcount:
                row = {"statement_id": statement, "seat_id": seat["id"], **values}
                tx.execute(insert(STATEMENT_VOTES).values(workshop_id=workshop["id"], **row))

        self.database.write(work)

    def statements_of(self, token: str) -> tuple[tuple[Statement, int | None], ...]:
        """What is put to the vote now, each with the seat's own vote, None before it has voted."""

        def work(tx: Connection) -> tuple[tuple[Statement, int | None], ...]:
            workshop, seat = queries.by_token(tx, token)
            own = select(STATEMENTS.c.number, STATEMENT_VOTES.c.vote).join(
                STATEMENTS, STATEMENTS.c.id == STATEMENT_VOTES.c.statement_id
            )
            votes = {
                row.number: row.vote
                for row in tx.execute(own.where(STATEMENT_VOTES.c.seat_id == seat["id"]))
            }
            known = _statements(tx, workshop["id"])
            return tuple((s, votes.get(s.number)) for s in known if s.status == "open")

        return self.database.read(work)

    def statements(self, key: str) -> tuple[tuple[Statement, int], ...]:
        """Every statement of a workshop in order, with how many have voted on it."""

        def work(tx: Connection) -> tuple[tuple[Statement, int], ...]:
            workshop = queries.by_key(tx, key)["id"]
            query = (
                select(STATEMENTS.c.number, func.count().label("heads"))
                .join(STATEMENT_VOTES, STATEMENT_VOTES.c.statement_id == STATEMENTS.c.id)
                .where(STATEMENTS.c.workshop_id == workshop)
                .group_by(STATEMENTS.c.number)
            )
            counts = {row.number: row.heads for row in tx.execute(query)}
            return tuple((s, counts.get(s.number, 0)) for s in _statements(tx, workshop))

        return self.database.read(work)

    def statement_results(self, key: str) -> tuple[StatementResult, ...]:
        """The closed ones as they may be shown: over the seats that count, under the workshop's minimum."""

        def work(tx: Connection) -> tuple[StatementResult, ...]:
            head = queries.by_key(tx, key)
            return self.statement_results_of(tx, head["id"], self._settings(tx, head))

        return self.database.read(work)

    def statement_results_of(
        self, tx: Connection, workshop: int, settings: Workshop
    ) -> tuple[StatementResult, ...]:
        """The same for whom a transaction has already let in."""
        votes = _votes(tx, workshop)
        return tuple(result(each, settings.shown_minimum) for each in votes)

    def statement_votes(self, key: str) -> tuple[StatementVotes, ...]:
        """The closed ones that may be shown, with the vote of each person; empty where too few voted.

        Voters are numbered anew by their votes alone, so that no number says who came first or what else is known.
        """

        def work(tx: Connection) -> tuple[StatementVotes, ...]:
            head = queries.by_key(tx, key)
            minimum = self._settings(tx, head).shown_minimum
            return tuple(each for each in _votes(tx, head["id"]) if len(each.of) >= minimum)

        return self.database.read(work)

    def _turn_statement(self, key: str, number: int, column: str) -> None:
        def work(tx: Connection) -> None:
            workshop = queries.by_key(tx, key, hold=True)["id"]
            own = (STATEMENTS.c.workshop_id == workshop) & (STATEMENTS.c.number == number)
            still = own & (STATEMENTS.c.hidden_at == "") & (STATEMENTS.c.opened_at == "")
            tx.execute(update(STATEMENTS).where(still).values({column: self.time()}))
            changed(tx, workshop, self.time())

        self.database.write(work)


def _add(
    tx: Connection,
    workshop: int,
    kind: StatementKind,
    text: str,
    seat: int | None,
    now: str,
    opened_at: str = "",
) -> Statement:
    kept = checked_text(kind, text)
    known = _statements(tx, workshop)
    if len(known) >= MOST_STATEMENTS:
        raise WorkshopError.of("statement.many", most=MOST_STATEMENTS)
    same = kept.casefold()
    if any(each.kind == kind and each.text.casefold() == same for each in known):
        raise WorkshopError.of("statement.known")
    standing = [each for each in known if each.kind == "closing" and each.status == "open"]
    if kind == "closing" and len(standing) >= MOST_CLOSING:
        raise WorkshopError.of("statement.closing", most=MOST_CLOSING)
    number = len(known) + 1
    row = {
        "workshop_id": workshop,
        "number": number,
        "kind": kind,
        "text": kept,
        "seat_id": seat,
        "at": now,
        "opened_at": opened_at,
    }
    tx.execute(insert(STATEMENTS).values(row))
    return Statement(number, kind, kept, "open" if opened_at else "proposed", seat is not None)


def _statements(tx: Connection, workshop: int) -> list[Statement]:
    query = (
        select(*STATEMENTS.c)
        .where(STATEMENTS.c.workshop_id == workshop)
        .order_by(STATEMENTS.c.number)
    )
    return [
        Statement(
            row["number"],
            row["kind"],
            row["text"],
            _status(row),
            row["seat_id"] is not None,
            row["closed_at"],
        )
        for row in tx.execute(query).mappings()
    ]


def _status(row: RowMapping) -> Status:
    if row["hidden_at"]:
        return "hidden"
    if row["closed_at"]:
        return "closed"
    return "open" if row["opened_at"] else "proposed"


def _votes(tx: Connection, workshop: int) -> list[StatementVotes]:
    """The closed statements with the votes of the seats that counted when each was closed."""
    closed = [each for each in _statements(tx, workshop) if each.status == "closed"]
    query = (
        select(STATEMENTS.c.number, STATEMENT_VOTES.c.seat_id, STATEMENT_VOTES.c.vote)
        .join(STATEMENTS, STATEMENTS.c.id == STATEMENT_VOTES.c.statement_id)
        .join(SEATS, SEATS.c.id == STATEMENT_VOTES.c.seat_id)
        .where(STATEMENTS.c.workshop_id == workshop, STATEMENTS.c.closed_at != "")
        .where((SEATS.c.voided_in == 0) | (SEATS.c.voided_at > STATEMENTS.c.closed_at))
    )
    of: dict[int, dict[int, int]] = {}
    for number, seat, vote in tx.execute(query):
        of.setdefault(seat, {})[number] = vote
    numbers = [each.number for each in closed]
    order = sorted(of, key=lambda seat: [of[seat].get(number, 2) for number in numbers])
    return [
        StatementVotes(
            each,
            {
                voter: of[seat][each.number]
                for voter, seat in enumerate(order)
                if each.number in of[seat]
            },
        )
        for each in closed
    ]
