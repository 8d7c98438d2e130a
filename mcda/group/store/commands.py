"""What is written to the store: each function works inside a transaction that it is given."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from criteria.errors import WorkshopError
from mcda.group.model import serialisation
from mcda.group.model.answers import Answered, order_shown, weigh
from mcda.group.model.keys import digest, new_receipt, new_secret, round_sign, typed
from mcda.group.model.panel import Channel, Submission
from mcda.group.model.views import Entry
from mcda.group.model.workshop import MOST_SEATS, Workshop
from mcda.group.store import queries
from mcda.group.store.schema import (
    OF_A_WORKSHOP,
    PRINTED_FORMS,
    ROUND_EVENTS,
    SEATS,
    SUBMISSIONS,
    UNFINISHED,
    WORKSHOPS,
)

LARGEST = 50_000  # characters of answers as JSON


def open_workshop(tx: Connection, workshop: Workshop, code: str, key: str, at: str) -> None:
    """The workshop and its first round."""
    number = tx.execute(
        insert(WORKSHOPS)
        .values(
            code=code,
            key_hash=digest(typed(key)),
            version=1,
            settings=serialisation.to_text(serialisation.settings(workshop)),
            study=workshop.study,
            opened_at=at,
        )
        .returning(WORKSHOPS.c.id)
    ).scalar_one()
    happen(tx, number, 1, queries.OPENED, at, workshop)


def happen(
    tx: Connection,
    workshop: int,
    number: int,
    event: str,
    at: str,
    asked: Workshop | None = None,
    actor: str = "",
) -> None:
    """A round was opened, with what it asks, of whom, and the secret of its signs; closed; opened again; or shown."""
    settings: dict[str, Any] = {}
    if asked is not None:
        settings = {
            "criteria": asked.keys,
            "way": asked.method_key,
            "floor": asked.minimum_group,
            "groups": serialisation.groups(asked.groups),
            "secret": new_secret(),
            "visibility": asked.visibility,
        }
    of_it = (ROUND_EVENTS.c.workshop_id, ROUND_EVENTS.c.number, ROUND_EVENTS.c.event)
    same = [column == value for column, value in zip(of_it, (workshop, number, event), strict=True)]
    turn = tx.execute(select(func.count()).select_from(ROUND_EVENTS).where(*same)).scalar_one()
    tx.execute(
        insert(ROUND_EVENTS).values(
            workshop_id=workshop,
            number=number,
            event=event,
            turn=turn,
            actor=actor,
            settings=serialisation.to_text(settings),
            at=at,
        )
    )


def amend(tx: Connection, head: Mapping[str, Any], workshop: Workshop) -> None:
    """Other settings; raises WorkshopError for other groups or a lower minimum than people were promised.

    Rounds that are shown are parted by these groups: cut another way they would give single people away.
    """
    now = queries.settings_of(tx, head["id"])
    if workshop.groups != now.groups:
        raise WorkshopError.of("workshop.groups_fixed", known=[group.name for group in now.groups])
    if workshop.minimum_group < now.minimum_group:
        raise WorkshopError.of(
            "workshop.floor_lowered", found=workshop.minimum_group, now=now.minimum_group
        )
    workshop = replace(workshop, is_rehearsal=now.is_rehearsal)
    values = {
        "settings": serialisation.to_text(serialisation.settings(workshop)),
        "study": workshop.study,
        "version": head["version"] + 1,
    }
    tx.execute(update(WORKSHOPS).where(WORKSHOPS.c.id == head["id"]).values(values))


def drop_pseudonyms(tx: Connection, workshop: int) -> None:
    """A name served its purpose while its owner answered; what is kept for months holds none."""
    tx.execute(update(SEATS).where(SEATS.c.workshop_id == workshop).values(pseudonym=""))


def delete_workshop(tx: Connection, workshop: int) -> None:
    """Every row that belongs to the workshop."""
    seats = select(SEATS.c.id).where(SEATS.c.workshop_id == workshop)
    for table in OF_A_WORKSHOP:
        if table is UNFINISHED:
            tx.execute(delete(table).where(table.c.seat_id.in_(seats)))
        else:
            own = table.c.id if table is WORKSHOPS else table.c.workshop_id
            tx.execute(delete(table).where(own == workshop))


def make_room(tx: Connection, workshop: int, most: int, number: int, idle: str, at: str) -> None:
    """A free seat for one more phone: if `most` are taken, the oldest that never answered is voided in its favour.

    Only a seat taken before `idle` is given on. Raises WorkshopError if there is none.
    """
    taken = select(func.count()).where(SEATS.c.workshop_id == workshop, _of_a_phone())
    if tx.execute(taken).scalar_one() < most:
        return
    answered = select(SUBMISSIONS.c.seat_id).where(SUBMISSIONS.c.workshop_id == workshop)
    unused = (
        select(SEATS.c.id)
        .where(SEATS.c.workshop_id == workshop, _of_a_phone(), SEATS.c.joined_at < idle)
        .where(SEATS.c.id.not_in(answered), SEATS.c.id.not_in(select(UNFINISHED.c.seat_id)))
        .order_by(SEATS.c.id)
        .limit(1)
    )
    oldest = tx.execute(unused).scalar()
    if oldest is None:
        raise WorkshopError.of("workshop.full", most=most)
    _void(tx, oldest, number, at)


def void_seat(tx: Connection, workshop: int, receipt: str, number: int, at: str) -> None:
    """A seat counts no more from round `number` on. Raises WorkshopError if none has this receipt."""
    query = select(SEATS.c.id).where(SEATS.c.workshop_id == workshop, SEATS.c.voided_in == 0)
    found = tx.execute(query.where(SEATS.c.receipt == typed(receipt))).scalar()
    if found is None:
        raise WorkshopError.of("workshop.receipt", found=queries.shown(receipt))
    _void(tx, found, number, at)


def _void(tx: Connection, seat: int, number: int, at: str) -> None:
    tx.execute(delete(UNFINISHED).where(UNFINISHED.c.seat_id == seat))
    tx.execute(update(SEATS).where(SEATS.c.id == seat).values(voided_in=number, voided_at=at))


def _of_a_phone() -> ColumnElement[bool]:
    """Seats that count and are held by a phone: paper forms take nobody's seat."""
    return (SEATS.c.voided_in == 0) & SEATS.c.token_hash.is_not(None)


def add_seat(
    tx: Connection, workshop: int, group: str, at: str, **own: str | None
) -> dict[str, Any]:
    """A seat with a receipt of its own and an order of its own; raises WorkshopError beyond so many paper forms."""
    taken = select(func.count()).where(
        SEATS.c.workshop_id == workshop, SEATS.c.token_hash.is_(None)
    )
    if own.get("ballot") and tx.execute(taken).scalar_one() >= MOST_SEATS:
        raise WorkshopError.of("workshop.full", most=MOST_SEATS)
    row: dict[str, Any] = {
        "workshop_id": workshop,
        "group_key": group,
        "pseudonym": "",
        "seed": secrets.randbelow(2**31),
        "joined_at": at,
        "receipt": _new_receipt(tx, workshop),
        "ballot": None,
        "token_hash": None,
        **own,
    }
    row["id"] = tx.execute(insert(SEATS).values(row).returning(SEATS.c.id)).scalar_one()
    return row


def _new_receipt(tx: Connection, workshop: int) -> str:
    while True:
        receipt = new_receipt()
        query = select(SEATS.c.id).where(
            SEATS.c.workshop_id == workshop, SEATS.c.receipt == receipt
        )
        if tx.execute(query).first() is None:
            return receipt


def weighed(workshop: Workshop, answers: Mapping[str, Any]) -> Answered:
    """What follows from the answers; raises WeightsError, also for more than anyone could have typed."""
    sized(answers)
    return weigh(workshop, answers)


def sized(answers: Mapping[str, Any]) -> str:
    """The answers as JSON; raises WorkshopError if they are no JSON or too long."""
    try:
        text = serialisation.to_text(answers)
    except (TypeError, ValueError):
        raise WorkshopError.of("submission.unfit", most=LARGEST) from None
    if len(text) > LARGEST or "\\u0000" in text:
        raise WorkshopError.of("submission.unfit", most=LARGEST)
    return text


def check_round(tx: Connection, workshop: int, number: int) -> None:
    """Raises WorkshopError unless round `number` is the current one and open."""
    current = queries.current_round(tx, workshop)
    if number != current.number or not current.is_open:
        raise WorkshopError.of("round.closed", number=number)


def append(
    tx: Connection,
    seat: Mapping[str, Any],
    settings: Workshop,
    answered: Answered,
    answers: Mapping[str, Any],
    nonce: str,
    number: int,
    channel: Channel,
    at: str,
) -> Submission:
    """One more submission of a seat: nothing before it is changed."""
    row = {
        "workshop_id": seat["workshop_id"],
        "seat_id": seat["id"],
        "nonce": nonce,
        "round": number,
        "group_key": seat["group_key"],
        "way": settings.method_key,
        "answers": serialisation.to_text(answers),
        "weights": serialisation.to_text(serialisation.weights(answered.weights)),
        "consistency": serialisation.to_text(answered.consistency),
        "channel": channel,
        "shown": serialisation.to_text(order_shown(settings, seat["seed"])),
        "at": at,
    }
    tx.execute(insert(SUBMISSIONS).values(row))
    begun = (UNFINISHED.c.seat_id == seat["id"]) & (UNFINISHED.c.round <= number)
    tx.execute(delete(UNFINISHED).where(begun))
    secret = queries.secrets_of(tx, seat["workshop_id"])[number]
    return serialisation.submission_from(
        {**seat, **row, "sign": round_sign(secret, seat["receipt"])}
    )


def keep_unfinished(tx: Connection, seat: int, number: int, text: str, at: str) -> None:
    own = (UNFINISHED.c.seat_id == seat) & (UNFINISHED.c.round == number)
    if not tx.execute(update(UNFINISHED).where(own).values(answers=text, at=at)).rowcount:
        tx.execute(insert(UNFINISHED).values(seat_id=seat, round=number, answers=text, at=at))


def check_printed(tx: Connection, workshop: int, number: str) -> None:
    """Raises WorkshopError for a paper form that this workshop's board has not printed."""
    at = int(number[:-1])
    query = select(PRINTED_FORMS.c.id).where(
        PRINTED_FORMS.c.workshop_id == workshop,
        PRINTED_FORMS.c.first <= at,
        PRINTED_FORMS.c.last >= at,
    )
    if tx.execute(query).first() is None:
        raise WorkshopError.of("ballot.not_printed", number=number)


def enter(
    tx: Connection,
    workshop: int,
    settings: Workshop,
    entry: Entry,
    answered: Answered,
    number: int,
    correct: bool,
    at: str,
) -> bool:
    """A ballot as one submission; False if it stands there already. Raises WorkshopError if it says otherwise."""
    check_printed(tx, workshop, entry.paper_form)
    query = select(*SEATS.c).where(
        SEATS.c.workshop_id == workshop, SEATS.c.ballot == entry.paper_form
    )
    found = tx.execute(query).mappings().first()
    if found and found["voided_in"]:
        raise WorkshopError.of("workshop.seat_void")
    seat = (
        dict(found)
        if found
        else add_seat(
            tx, workshop, entry.group, at, ballot=entry.paper_form, receipt=entry.paper_form
        )
    )  # from which signs are made; the number itself is shown nowhere
    before = [s for s in queries.submissions_of(tx, workshop, seat["id"]) if s.round == number]
    if before:
        newest = before[-1]
        if newest.group == entry.group and newest.answers == serialisation.plain(entry.answers):
            return False
        if not correct:
            raise WorkshopError.of("ballot.twice", number=entry.paper_form)
    if seat["group_key"] != entry.group:
        seat["group_key"] = entry.group
        tx.execute(update(SEATS).where(SEATS.c.id == seat["id"]).values(group_key=entry.group))
    nonce = hashlib.sha256(f"{number}/{len(before)}/{entry.paper_form}".encode()).hexdigest()
    append(tx, seat, settings, answered, entry.answers, nonce, number, entry.channel, at)
    return True
