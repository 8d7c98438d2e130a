"""The store of workshops: all verbs of the room on one database, those of the facilitator here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from criteria.errors import Finding, StoreError, WorkshopError
from mcda.group.analysis.consensus import Spread, spread
from mcda.group.analysis.statements import StatementResult
from mcda.group.export import document
from mcda.group.model.keys import new_code, new_key
from mcda.group.model.panel import Panel
from mcda.group.model.paper_forms import PaperForm, paper_forms
from mcda.group.model.projector import OF_RESULTS
from mcda.group.model.views import Attendance, Facilitated, Opened
from mcda.group.model.workshop import Kind, Round, Workshop, note
from mcda.group.privacy import clustering
from mcda.group.privacy.publication import (
    Forecast,
    PublishedRound,
    SuppressedRound,
    forecast,
    published,
)
from mcda.group.store import commands, queries
from mcda.group.store.database import Database, address
from mcda.group.store.facilitators import Facilitators
from mcda.group.store.projector import changed, projected_of
from mcda.group.store.publications import check_size, now
from mcda.group.store.rate_limit import Guesses
from mcda.group.store.schema import NOTES, PRINTED_FORMS


class Store(Facilitators):
    """Participants' verbs stand in `seats`, those of drafts and published studies in `shelf`.

    A key, a token or a code that opens nothing raises WorkshopError; a database that does not answer raises
    StoreError, and then nothing was written. What returned is on disk.
    """

    @classmethod
    def open(
        cls,
        url: str | None = None,
        clock: Callable[[], datetime] = now,
        guesses: Guesses | None = None,
    ) -> "Store":
        """The store at `url`, else at DATABASE_URL, else in GREENHEART_DATA; its schema brought up to date."""
        database = Database(url or address())
        try:
            database.upgrade()
        except Exception:
            database.close()
            raise
        return cls(database, clock, guesses)

    def close(self) -> None:
        self.database.close()

    def open_workshop(self, workshop: Workshop, address: str | None = None) -> Opened:
        """A new workshop with its first round open; the key is told once and cannot be told again.

        Raises WorkshopError for a study that is too large, and beyond so many an hour from one `address`.
        """
        check_size(workshop.study)
        self.quotas.take("workshop", address)
        while True:
            opened = Opened(new_code(), new_key())
            try:
                self._open(workshop, opened)
            except IntegrityError:
                continue  # another workshop has that code
            return opened

    def facilitated(self, key: str) -> Facilitated:
        """The facilitator's board: everything but answers."""

        def work(tx: Connection) -> Facilitated:
            head = queries.by_key(tx, key)
            settings, rounds = self._settings(tx, head), queries.rounds_of(tx, head["id"])
            present = queries.attendance_of(tx, head["id"], settings, rounds[-1].number)
            voided = queries.voided_of(tx, head["id"])
            others = queries.facilitators_of(tx, head["id"])
            return Facilitated(
                head["code"], settings, rounds, present, voided, head["actor"], others
            )

        return self.database.read(work)

    def attendance(self, key: str) -> Attendance:
        """Live counts by group, for the board and the projector: no names, no answers."""
        return self.facilitated(key).attendance

    def amend(self, key: str, workshop: Workshop) -> None:
        """Other settings for the next round; only between rounds, so that nobody answers what is gone."""
        check_size(workshop.study)

        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            self._check_between_rounds(tx, head["id"])
            commands.amend(tx, head, workshop)

        self.database.write(work)

    def let_in(self, key: str, most_seats: int) -> None:
        """How many phones may sit down, also while a round is open: who sits already stays. Raises WorkshopError."""

        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            commands.amend(tx, head, replace(self._settings(tx, head), most_seats=most_seats))

        self.database.write(work)

    def void_seat(self, key: str, receipt: str) -> None:
        """A seat does not count from the open round on, and its holder is told; the log keeps it. Raises WorkshopError."""

        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            number = queries.current_round(tx, head["id"]).number
            commands.check_round(tx, head["id"], number)
            commands.void_seat(tx, head["id"], receipt, number, self.time())

        self.database.write(work)

    def close_round(self, key: str) -> Round:
        """Close the current round: whoever submits after this is told so."""

        def work(tx: Connection) -> Round:
            head = queries.by_key(tx, key, hold=True)
            number = head["id"]
            current = queries.current_round(tx, number)
            if current.is_open:
                closing = (current.number, queries.CLOSED, self.time())
                commands.happen(tx, number, *closing, actor=head["actor"])
                commands.drop_pseudonyms(tx, number)
                changed(tx, number, self.time())
            return queries.current_round(tx, number)

        return self.database.write(work)

    def reopen_round(self, key: str) -> Round:
        """Undo the closing of the current round; raises WorkshopError once anyone has seen its results."""

        def work(tx: Connection) -> Round:
            number = queries.by_key(tx, key, hold=True)["id"]
            current = queries.current_round(tx, number)
            if current.shown_at:
                raise WorkshopError.of("round.was_shown", number=current.number)
            if not current.is_open:
                commands.happen(tx, number, current.number, queries.REOPENED, self.time())
                changed(tx, number, self.time())
            return queries.current_round(tx, number)

        return self.database.write(work)

    def open_round(self, key: str) -> Round:
        """Open the next round; the current one must be closed, and is shown from now on."""

        def work(tx: Connection) -> Round:
            head = queries.by_key(tx, key, hold=True)
            current = self._check_between_rounds(tx, head["id"])
            settings = self._settings(tx, head)
            self._mark_shown(tx, head["id"])
            commands.happen(
                tx, head["id"], current.number + 1, queries.OPENED, self.time(), settings
            )
            changed(tx, head["id"], self.time())
            return queries.current_round(tx, head["id"])

        return self.database.write(work)

    def print_paper_forms(self, key: str, count: int, first: int = 1) -> tuple[PaperForm, ...]:
        """Paper forms from number `first` on; from now on these numbers may be entered. Raises WorkshopError."""

        def work(tx: Connection) -> tuple[PaperForm, ...]:
            head = queries.by_key(tx, key)
            made = paper_forms(self._settings(tx, head), count, first)
            printed = {"first": first, "last": first + count - 1, "at": self.time()}
            tx.execute(insert(PRINTED_FORMS).values(workshop_id=head["id"], **printed))
            return made

        return self.database.write(work)

    def note(self, key: str, words: str, kind: Kind = "note") -> None:
        """Keep a note, or park a question, with the current round."""
        kept = note(words, kind, self.time())

        def work(tx: Connection) -> None:
            head = queries.by_key(tx, key, hold=True)
            number = queries.current_round(tx, head["id"]).number
            row = {"workshop_id": head["id"], "round": number, "kind": kept.kind}
            tx.execute(insert(NOTES).values(**row, text=kept.text, at=kept.at))
            changed(tx, head["id"], self.time())

        self.database.write(work)

    def panel(self, key: str) -> Panel:
        """Everyone's answers, one by one: to be counted with, never to be shown (see `published`)."""

        def work(tx: Connection) -> Panel:
            head = queries.by_key(tx, key)
            return self._panel(tx, head)

        return self.database.read(work)

    def show_scene(self, key: str, scene: str, argument: str = "") -> None:
        """Put a scene on the projector screen, which shows what it tells; raises WorkshopError for none such."""
        super().show_scene(key, scene, argument)
        if scene in OF_RESULTS:
            self.published(key)

    def published(self, key: str) -> tuple[PublishedRound | SuppressedRound, ...]:
        """Every round as it may be shown; what the facilitator sees is what may be projected.

        From now on participants see it as well, and its closing cannot be undone, unless too few answered.
        """

        def work(tx: Connection) -> None:
            self._mark_shown(tx, queries.by_key(tx, key, hold=True)["id"])

        found = published(self.panel(key))
        last = found[-1]
        if last.round.is_open or last.round.shown_at or _is_of_few(last):
            return found
        self.database.write(work)
        return published(self.panel(key))

    def forecast(self, key: str) -> Forecast:
        """How the current round would be shown if it were closed now."""
        return forecast(self.panel(key))

    def projected_rounds(self, code: str) -> tuple[PublishedRound | SuppressedRound, ...]:
        """The rounds as they may be shown, while the facilitator has put a scene of results on the projector screen."""

        def work(tx: Connection) -> Panel | None:
            head = queries.by_code(tx, code)
            if head is None:
                raise queries.no_such_code(code)
            scene = projected_of(tx, head["id"], self._settings(tx, head)).scene
            return self._panel(tx, head) if scene.is_of_results else None

        panel = self.database.read(work)
        return () if panel is None else _that_were_shown(published(panel))

    def projected_votes(self, code: str) -> tuple[StatementResult, ...]:
        """The closed votes as they may be shown, while they are on the projector screen."""

        def work(tx: Connection) -> tuple[StatementResult, ...]:
            head = queries.by_code(tx, code)
            if head is None:
                raise queries.no_such_code(code)
            settings = self._settings(tx, head)
            if projected_of(tx, head["id"], settings).scene.key != "votes":
                return ()
            return self.statement_results_of(tx, head["id"], settings)

        return self.database.read(work)

    def results(self, token: str) -> tuple[Spread | SuppressedRound, ...]:
        """What a participant may see of the others: the spread of weights in rounds that may be shown."""

        def work(tx: Connection) -> Panel:
            return self._panel(tx, queries.by_token(tx, token)[0])

        shown = _that_were_shown(published(self.database.read(work)))
        return tuple(spread(each) if isinstance(each, PublishedRound) else each for each in shown)

    def export(self, key: str, lines: bool = False) -> dict[str, Any]:
        """The workshop as plain data, for JSON: cells' figures; each person's weights without names with `lines`."""
        return document(self.facilitated(key), self.published(key), lines)

    def delete_workshop(self, key: str) -> bool:
        """Delete the workshop and everything that was submitted to it: not to be undone.

        False if something that reads the database, such as a backup, still holds traces of it (see `erase_traces`).
        """
        self.database.write(
            lambda tx: commands.delete_workshop(
                tx, queries.by_key(tx, key, hold=True, first=True)["id"]
            )
        )
        clustering.forget()
        return self.database.erase_traces()

    def erase_traces(self) -> None:
        """What was deleted lingers nowhere any more. Raises StoreError as long as something holds it."""
        if not self.database.erase_traces():
            raise StoreError.of("store.traces")

    def _open(self, workshop: Workshop, opened: Opened) -> None:
        self.database.write(
            lambda tx: commands.open_workshop(tx, workshop, opened.code, opened.key, self.time())
        )

    def _mark_shown(self, tx: Connection, workshop: int) -> None:
        """The results of the current round are handed out, if it is closed."""
        current = queries.current_round(tx, workshop)
        if not current.is_open and not current.shown_at:
            commands.happen(tx, workshop, current.number, queries.SHOWN, self.time())
            changed(tx, workshop, self.time())

    def _check_between_rounds(self, tx: Connection, workshop: int) -> Round:
        current = queries.current_round(tx, workshop)
        if current.is_open:
            raise WorkshopError.of("round.still_open", number=current.number)
        return current

    def _panel(self, tx: Connection, head: queries.Row) -> Panel:
        return Panel(
            self._settings(tx, head),
            queries.rounds_of(tx, head["id"]),
            queries.submissions_of(tx, head["id"]),
        )


def _is_of_few(last: PublishedRound | SuppressedRound) -> bool:
    """Whether nothing is told of a round but that too few answered, which the live counts tell as well."""
    return isinstance(last, SuppressedRound) and last.finding.code.startswith("anonymity.few")


def _that_were_shown(
    rounds: Sequence[PublishedRound | SuppressedRound],
) -> tuple[PublishedRound | SuppressedRound, ...]:
    """The rounds as participants and the projector may see them: not before the facilitator has."""
    return tuple(
        SuppressedRound(each.round, Finding.of("anonymity.not_shown", number=each.number))
        if isinstance(each, PublishedRound) and not each.round.shown_at
        else each
        for each in rounds
    )
