"""Rows of the store read into the room's values; each function works inside a transaction that it is given."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from criteria.errors import AppError, WorkshopError
from mcda.group.model import serialisation
from mcda.group.model.keys import digest, round_sign, typed
from mcda.group.model.panel import TYPED, Submission
from mcda.group.model.views import Attendance, VoidedSeat
from mcda.group.model.workshop import Note, Round, Workshop
from mcda.group.store.schema import (
    FACILITATORS,
    NOTES,
    ROUND_EVENTS,
    SEATS,
    SUBMISSIONS,
    UNFINISHED,
    WORKSHOPS,
)

Row = dict[str, Any]
OPENED, CLOSED, REOPENED, SHOWN = "opened", "closed", "reopened", "shown"
HEAD = (WORKSHOPS.c.id, WORKSHOPS.c.code, WORKSHOPS.c.key_hash, WORKSHOPS.c.version)


def by_code(connection: Connection, code: str) -> Row | None:
    """Id, code, key hash and version of the workshop with a join code."""
    found = connection.execute(select(*HEAD).where(WORKSHOPS.c.code == typed(code)))
    row = found.mappings().first()
    return None if row is None else dict(row)


def id_of(connection: Connection, code: str) -> int:
    """The number of the workshop with a join code; raises WorkshopError."""
    head = by_code(connection, code)
    if head is None:
        raise no_such_code(code)
    return int(head["id"])


def no_such_code(code: str) -> AppError:
    return WorkshopError.of("workshop.code", found=shown(code))


def shown(code: str) -> str:
    """A code that opens nothing, as it may stand in a sentence."""
    return typed(code)[:12] or "—"


def by_key(connection: Connection, key: str, hold: bool = False, first: bool = False) -> Row:
    """The same by a facilitator's key, with the name of its holder as "actor", empty for the first key.

    `hold` keeps submissions out until the transaction ends; `first`: only the first key will do. Raises WorkshopError.
    """
    hashed = digest(typed(key))
    row = _head(connection, WORKSHOPS.c.key_hash == hashed, hold)
    if row is not None:
        return {**row, "actor": ""}
    further = select(FACILITATORS.c.workshop_id, FACILITATORS.c.name)
    further = further.where(FACILITATORS.c.key_hash == hashed, FACILITATORS.c.revoked_at == "")
    found = connection.execute(further).first()
    row = None if found is None else _head(connection, WORKSHOPS.c.id == found.workshop_id, hold)
    if found is None or row is None:
        raise WorkshopError.of("workshop.key")
    if first:
        raise WorkshopError.of("workshop.first_key")
    return {**row, "actor": found.name}


def _head(connection: Connection, which: ColumnElement[bool], hold: bool) -> Row | None:
    query = select(*HEAD).where(which)
    row = connection.execute(query.with_for_update() if hold else query).mappings().first()
    return None if row is None else dict(row)


def facilitators_of(connection: Connection, workshop: int) -> tuple[str, ...]:
    """Who holds a further key that is in force, by name, oldest first."""
    query = select(FACILITATORS.c.name).where(
        FACILITATORS.c.workshop_id == workshop, FACILITATORS.c.revoked_at == ""
    )
    return tuple(connection.execute(query.order_by(FACILITATORS.c.id)).scalars())


def by_token(connection: Connection, token: str) -> tuple[Row, Row]:
    """(workshop, seat) of a seat token; raises WorkshopError."""
    query = select(*SEATS.c).where(SEATS.c.token_hash == digest(str(token)))
    seat = connection.execute(query).mappings().first()
    if seat is None:
        raise WorkshopError.of("workshop.seat")
    if seat["voided_in"]:
        raise WorkshopError.of("workshop.seat_void")
    of = select(*HEAD).where(WORKSHOPS.c.id == seat["workshop_id"])
    return dict(connection.execute(of).mappings().one()), dict(seat)


def hold_open(connection: Connection, workshop: int) -> None:
    """Keep the current round from being closed until this transaction ends; others may submit beside it.

    Raises WorkshopError if the workshop has been deleted meanwhile.
    """
    query = select(WORKSHOPS.c.id).where(WORKSHOPS.c.id == workshop)
    if connection.execute(query.with_for_update(read=True)).first() is None:
        raise WorkshopError.of("workshop.seat")


def settings_of(connection: Connection, workshop: int) -> Workshop:
    query = select(WORKSHOPS.c.settings, WORKSHOPS.c.study).where(WORKSHOPS.c.id == workshop)
    row = connection.execute(query).one()
    return serialisation.workshop_from(serialisation.from_text(row.settings), row.study)


def rounds_of(connection: Connection, workshop: int) -> tuple[Round, ...]:
    """The rounds, in order, from what happened to them, with their notes."""
    query = select(*ROUND_EVENTS.c).where(ROUND_EVENTS.c.workshop_id == workshop)
    opened: dict[int, Row] = {}
    closed: dict[int, tuple[str, str]] = {}  # when, and by whom
    shown: dict[int, str] = {}
    for row in connection.execute(query.order_by(ROUND_EVENTS.c.id)).mappings():
        if row["event"] == OPENED:
            opened[row["number"]] = dict(row)
        elif row["event"] == SHOWN:
            shown.setdefault(row["number"], row["at"])
        else:
            is_closed = row["event"] == CLOSED
            closed[row["number"]] = (row["at"], row["actor"]) if is_closed else ("", "")
    notes: dict[int, list[Note]] = {}
    written = select(*NOTES.c).where(NOTES.c.workshop_id == workshop).order_by(NOTES.c.id)
    for row in connection.execute(written).mappings():
        notes.setdefault(row["round"], []).append(Note(row["text"], row["kind"], row["at"]))
    return tuple(
        _round(
            number, row, closed.get(number, ("", "")), shown.get(number, ""), notes.get(number, [])
        )
        for number, row in sorted(opened.items())
    )


def current_round(connection: Connection, workshop: int) -> Round:
    """The newest round: a workshop has at least one."""
    return rounds_of(connection, workshop)[-1]


def _round(
    number: int, row: Row, closing: tuple[str, str], shown_at: str, notes: list[Note]
) -> Round:
    closed, closed_by = closing
    asked = serialisation.from_text(row["settings"])
    return Round(
        number,
        "closed" if closed else "open",
        row["at"],
        closed,
        tuple(asked["criteria"]),
        asked["way"],
        asked["floor"],
        tuple(notes),
        serialisation.groups_from(asked.get("groups", ())),
        asked.get("secret", ""),
        asked.get("visibility", "anonymous"),
        shown_at,
        closed_by,
    )


def secrets_of(connection: Connection, workshop: int) -> dict[int, str]:
    """The secret of each round's signs."""
    query = select(ROUND_EVENTS.c.number, ROUND_EVENTS.c.settings).where(
        ROUND_EVENTS.c.workshop_id == workshop, ROUND_EVENTS.c.event == OPENED
    )
    return {
        row.number: serialisation.from_text(row.settings).get("secret", "")
        for row in connection.execute(query)
    }


def submissions_of(
    connection: Connection, workshop: int, seat: int | None = None
) -> tuple[Submission, ...]:
    """All submissions of a workshop, or of one seat, in the order they came; of a voided seat those before it was."""
    query = (
        select(*SUBMISSIONS.c, SEATS.c.receipt, SEATS.c.pseudonym)
        .join(SEATS, SEATS.c.id == SUBMISSIONS.c.seat_id)
        .where(SUBMISSIONS.c.workshop_id == workshop)
        .where((SEATS.c.voided_in == 0) | (SUBMISSIONS.c.round < SEATS.c.voided_in))
        .order_by(SUBMISSIONS.c.id)
    )
    if seat is not None:
        query = query.where(SUBMISSIONS.c.seat_id == seat)
    secrets = secrets_of(connection, workshop)
    return tuple(_submission(row, secrets) for row in connection.execute(query).mappings())


def _submission(row: RowMapping, secrets: Mapping[int, str]) -> Submission:
    sign = round_sign(secrets[row["round"]], row["receipt"])
    return serialisation.submission_from({**row, "sign": sign})


def voided_of(connection: Connection, workshop: int) -> tuple[VoidedSeat, ...]:
    """The seats that were voided, oldest first."""
    query = select(SEATS.c.receipt, SEATS.c.group_key, SEATS.c.voided_in, SEATS.c.voided_at)
    query = query.where(SEATS.c.workshop_id == workshop, SEATS.c.voided_in > 0)
    rows = connection.execute(query.order_by(SEATS.c.voided_at, SEATS.c.id))
    return tuple(VoidedSeat(*row) for row in rows)


def submission_named(connection: Connection, seat: int, nonce: str) -> Submission | None:
    """The submission of a seat that the client sent under this nonce."""
    query = (
        select(*SUBMISSIONS.c, SEATS.c.receipt, SEATS.c.pseudonym)
        .join(SEATS, SEATS.c.id == SUBMISSIONS.c.seat_id)
        .where(SUBMISSIONS.c.seat_id == seat, SUBMISSIONS.c.nonce == nonce)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _submission(row, secrets_of(connection, row["workshop_id"]))


def unfinished_of(
    connection: Connection, seat: int, rounds: Sequence[Round], submitted: Sequence[Submission]
) -> tuple[dict[str, Any], int]:
    """Answers that a seat has begun and not submitted, and the round in which it did: the current one if there is one.

    From an earlier round they are carried on, unless the seat did submit in it or other questions are asked now.
    """
    done = {submission.round for submission in submitted}
    current = rounds[-1]
    fit = [
        each.number
        for each in rounds
        if each is current or (each.method_key == current.method_key and each.number not in done)
    ]
    query = (
        select(UNFINISHED.c.answers, UNFINISHED.c.round)
        .where(UNFINISHED.c.seat_id == seat, UNFINISHED.c.round.in_(fit))
        .order_by(UNFINISHED.c.round.desc())
    )
    row = connection.execute(query).first()
    if row is None:
        return {}, current.number
    begun: dict[str, Any] = serialisation.from_text(row.answers)
    return begun, row.round


def attendance_of(
    connection: Connection, workshop: int, settings: Workshop, number: int
) -> Attendance:
    """How many joined and how many submitted in a round, for each group offered."""
    seated = (
        select(SEATS.c.group_key, func.count())
        .where(SEATS.c.workshop_id == workshop, SEATS.c.voided_in == 0)
        .group_by(SEATS.c.group_key)
    )
    done = (
        select(SEATS.c.group_key, func.count(SUBMISSIONS.c.seat_id.distinct()))
        .join(SEATS, SEATS.c.id == SUBMISSIONS.c.seat_id)
        .where(SUBMISSIONS.c.workshop_id == workshop, SUBMISSIONS.c.round == number)
        .where(SEATS.c.voided_in == 0)
        .group_by(SEATS.c.group_key)
    )
    paper = select(func.count(SUBMISSIONS.c.seat_id.distinct())).where(
        SUBMISSIONS.c.workshop_id == workshop,
        SUBMISSIONS.c.round == number,
        SUBMISSIONS.c.channel.in_(TYPED),
    )
    none = {group.key: 0 for group in settings.groups}
    return Attendance(
        {**none, **{row[0]: row[1] for row in connection.execute(seated)}},
        {**none, **{row[0]: row[1] for row in connection.execute(done)}},
        connection.execute(paper).scalar_one(),
    )
