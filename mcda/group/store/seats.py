"""Seats: how participants come in, sit down, submit and are found again; and ballots on paper beside them."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.exc import IntegrityError

from criteria.errors import AppError, Finding, WorkshopError
from mcda.group.model.answers import Answered, order_shown
from mcda.group.model.keys import digest, new_token
from mcda.group.model.panel import Channel, Submission
from mcda.group.model.typed_text import PSEUDONYM, clean
from mcda.group.model.views import Attendance, Doorway, Entered, Entry, Receipt, Seat, Seated
from mcda.group.model.workshop import MOST_SEATS, Workshop
from mcda.group.store import commands, queries
from mcda.group.store.database import Database
from mcda.group.store.disputes import Disputes
from mcda.group.store.publications import now
from mcda.group.store.rate_limit import Guesses
from mcda.group.store.schema import SEATS

IDLE = timedelta(minutes=10)  # a seat that never answered is given on after so long
REMEMBERED = 64  # workshops whose settings stay in memory


class Seats(Disputes):
    """What a participant may do: with the code look in and sit down, with a token see and change one's own."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        guesses: Guesses | None = None,
    ) -> None:
        super().__init__(database, clock)
        self.guesses = guesses or Guesses()
        self._known: OrderedDict[tuple[str, int], Workshop] = OrderedDict()
        self._lock = Lock()

    def door(self, code: str, address: str | None = None) -> Doorway:
        """What stands behind a join code. A wrong one is answered slowly if its `address` tried many; a right one never."""

        def work(tx: Connection) -> Doorway | None:
            head = queries.by_code(tx, code)
            if head is None:
                return None
            return Doorway(
                head["code"], self._settings(tx, head), queries.current_round(tx, head["id"])
            )

        found = self.database.read(work)
        if found is None:
            raise self._wrong(code, address)
        return found

    def _wrong(self, code: str, address: str | None) -> AppError:
        """What is told of a code that opens nothing, held back where there were many."""
        if self.guesses.wrong(address, code):
            return WorkshopError.of("workshop.slow", found=queries.shown(code))
        return queries.no_such_code(code)

    def present(self, code: str, address: str | None = None) -> tuple[Doorway, Attendance]:
        """The door, and how many sit and have submitted by group: what a projector shows to everyone."""
        found = self.door(code, address)

        def work(tx: Connection) -> Attendance:
            head = queries.by_code(tx, found.code)
            if head is None:
                raise queries.no_such_code(code)
            return queries.attendance_of(tx, head["id"], found.workshop, found.round.number)

        return found, self.database.read(work)

    def take_seat(
        self,
        code: str,
        group: str,
        pseudonym: str = "",
        address: str | None = None,
        simulated: bool = False,
    ) -> Seat:
        """Sit down in a stakeholder group, under a pseudonym or none; the token opens this seat from anywhere.

        It waits its turn where many sit down from one address. In a full room a seat that never answered is given on.
        Raises WorkshopError, also in a rehearsal for anyone but the `simulated`: who plays them knows all other answers.
        """
        workshop = self.door(code, address).workshop
        workshop.group(group)
        if workshop.is_rehearsal and not simulated:
            raise WorkshopError.of("workshop.rehearsal")
        self.guesses.seat(address)
        token = new_token()

        def work(tx: Connection) -> Seat:
            head = queries.by_code(tx, code)
            if head is None:
                raise queries.no_such_code(code)
            queries.hold_open(tx, head["id"])  # so that the group is not taken away meanwhile
            settings = self._settings(tx, head)
            number = queries.current_round(tx, head["id"]).number
            most = settings.most_seats or MOST_SEATS
            commands.make_room(tx, head["id"], most, number, self.time(-IDLE), self.time())
            seat = commands.add_seat(
                tx,
                head["id"],
                settings.group(group).key,
                self.time(),
                pseudonym=clean(pseudonym, PSEUDONYM),
                token_hash=digest(token),
            )
            return _seat(settings, seat, token)

        return self.database.write(work)

    def seated(self, token: str) -> Seated:
        """Everything a participant needs after a reload, a lost connection or on a second device."""

        def work(tx: Connection) -> Seated:
            head, seat = queries.by_token(tx, token)
            settings = self._settings(tx, head)
            rounds = queries.rounds_of(tx, head["id"])
            own = queries.submissions_of(tx, head["id"], seat["id"])
            begun, number = queries.unfinished_of(tx, seat["id"], rounds, own)
            return Seated(
                head["code"],
                _seat(settings, seat, token),
                settings,
                rounds[-1],
                own,
                begun,
                is_carried=number < rounds[-1].number,
            )

        return self.database.read(work)

    def reseat(self, token: str, group: str | None = None, pseudonym: str | None = None) -> Seat:
        """Another group or pseudonym for one's own seat; what was submitted keeps the group it had."""

        def work(tx: Connection) -> Seat:
            head, seat = queries.by_token(tx, token)
            queries.hold_open(tx, head["id"])
            settings = self._settings(tx, head)
            values: dict[str, str] = {}
            if group is not None:
                values["group_key"] = settings.group(group).key
            if pseudonym is not None:
                values["pseudonym"] = clean(pseudonym, PSEUDONYM)
            if values:
                tx.execute(update(SEATS).where(SEATS.c.id == seat["id"]).values(values))
            return _seat(settings, {**seat, **values}, token)

        return self.database.write(work)

    def submit(
        self,
        token: str,
        answers: Mapping[str, Any],
        nonce: str,
        number: int,
        channel: Channel = "phone",
    ) -> Receipt:
        """Submit the answers of round `number`; the newest of a seat counts.

        `nonce` is the client's own name for this submission: sent again, the first is acknowledged again, also
        after the round has closed. Raises WeightsError for the answers and WorkshopError for a closed round.
        """
        name = nonce[:64]

        def before(tx: Connection) -> tuple[queries.Row, Workshop, Submission | None]:
            head, seat = queries.by_token(tx, token)
            stored = queries.submission_named(tx, seat["id"], name)
            if stored is None:
                commands.check_round(tx, head["id"], number)
            return seat, self._settings(tx, head), stored

        seat, settings, stored = self.database.read(before)
        if stored is not None:
            return Receipt(stored.sign, stored, repeated=True)
        answered = commands.weighed(settings, answers)

        def work(tx: Connection) -> Receipt:
            queries.hold_open(tx, seat["workshop_id"])
            again = queries.submission_named(tx, seat["id"], name)
            if again is not None:
                return Receipt(again.sign, again, repeated=True)
            commands.check_round(tx, seat["workshop_id"], number)
            place = queries.by_token(tx, token)[1]  # as it is now: the group may have changed
            submission = commands.append(
                tx, place, settings, answered, answers, name, number, channel, self.time()
            )
            return Receipt(submission.sign, submission)

        try:
            return self.database.write(work)
        except IntegrityError:  # the same nonce at the same moment: the other one stands
            return self.database.write(work)

    def keep_unfinished(self, token: str, answers: Mapping[str, Any], number: int) -> None:
        """Keep answers that are not complete yet, so that a reload or a second device finds them."""
        text = commands.sized(answers)

        def work(tx: Connection) -> None:
            head, seat = queries.by_token(tx, token)
            commands.check_round(tx, head["id"], number)
            commands.keep_unfinished(tx, seat["id"], number, text, self.time())

        try:
            self.database.write(work)
        except IntegrityError:  # two devices at once: now there is a row to change
            self.database.write(work)

    def enter(
        self, key: str, entries: Sequence[Entry], number: int, correct: bool = False
    ) -> Entered:
        """Enter ballots on paper into round `number`: the good ones at once, the others back with their findings.

        A ballot is known by its number: with the same answers again nothing happens, with others it is refused,
        unless `correct` says that these are to count from now on. `key` is the facilitator's.
        """
        head, settings = self.database.read(
            lambda tx: (head := queries.by_key(tx, key), self._settings(tx, head))
        )
        refused: dict[str, tuple[Finding, ...]] = {}
        weighed: list[tuple[Entry, Answered]] = []
        for entry in entries:
            try:
                settings.group(entry.group)
                weighed.append((entry, commands.weighed(settings, entry.answers)))
            except AppError as error:
                refused[entry.paper_form] = error.findings

        def work(tx: Connection) -> Entered:
            queries.by_key(tx, key, hold=True)
            commands.check_round(tx, head["id"], number)
            stored: list[str] = []
            repeated: list[str] = []
            twice: dict[str, tuple[Finding, ...]] = {}
            for entry, answered in weighed:
                try:
                    new = commands.enter(
                        tx, head["id"], settings, entry, answered, number, correct, self.time()
                    )
                except WorkshopError as error:
                    twice[entry.paper_form] = error.findings
                else:
                    (stored if new else repeated).append(entry.paper_form)
            return Entered(tuple(stored), tuple(repeated), {**refused, **twice})

        return self.database.write(work)

    def _settings(self, tx: Connection, head: queries.Row) -> Workshop:
        """A workshop's settings, read once for each version of them."""
        name = (head["key_hash"], head["version"])
        with self._lock:
            known = self._known.get(name)
        if known is not None:
            return known
        found = queries.settings_of(tx, head["id"])
        with self._lock:
            self._known[name] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


def _seat(settings: Workshop, row: Mapping[str, Any], token: str) -> Seat:
    return Seat(
        row["id"],
        row["group_key"],
        row["pseudonym"],
        row["receipt"],
        order_shown(settings, row["seed"]),
        token,
    )
