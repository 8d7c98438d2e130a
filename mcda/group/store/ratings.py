"""Ratings in the store: the facilitator asks and closes, each seat answers once and may change it until then."""

from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from criteria.errors import WorkshopError
from mcda.group.analysis.ratings import RatingResult, result
from mcda.group.model import serialisation
from mcda.group.model.ratings import MOST_RATINGS, Rating, RatingAnswers, RatingQuestion
from mcda.group.store import queries
from mcda.group.store.projector import Projector, changed
from mcda.group.store.schema import RATING_ANSWERS, RATINGS, SEATS


class Ratings(Projector):
    """What no data show, rated by the seats of a workshop."""

    def open_rating(self, key: str, question: RatingQuestion) -> Rating:
        """Ask it on the phones. Raises WorkshopError while another is open, and for a question that was asked before.

        Asked twice, the two results would tell what those who changed their mind had answered.
        """

        def work(tx: Connection) -> Rating:
            workshop = queries.by_key(tx, key, hold=True)["id"]
            known = _ratings(tx, workshop)
            if any(rating.is_open for rating in known):
                raise WorkshopError.of("rating.still_open", number=known[-1].number)
            if len(known) >= MOST_RATINGS:
                raise WorkshopError.of("rating.many", most=MOST_RATINGS)
            same = question.words.casefold()
            if any(rating.question.words.casefold() == same for rating in known):
                raise WorkshopError.of("rating.asked", question=question.words)
            rating = Rating(len(known) + 1, question, self.time())
            row = {
                "workshop_id": workshop,
                "number": rating.number,
                "question": _written(question),
                "opened_at": rating.opened_at,
            }
            tx.execute(insert(RATINGS).values(row))
            changed(tx, workshop, rating.opened_at)
            return rating

        return self.database.write(work)

    def close_rating(self, key: str) -> None:
        """Close the open rating for good; nothing where none is open."""

        def work(tx: Connection) -> None:
            workshop = queries.by_key(tx, key, hold=True)["id"]
            still = (RATINGS.c.workshop_id == workshop) & (RATINGS.c.closed_at == "")
            tx.execute(update(RATINGS).where(still).values(closed_at=self.time()))
            changed(tx, workshop, self.time())

        self.database.write(work)

    def rating_of(self, token: str) -> tuple[Rating, RatingAnswers | None] | None:
        """The rating that is open for a seat, and what the seat has answered so far; None where none is open."""

        def work(tx: Connection) -> tuple[Rating, RatingAnswers | None] | None:
            workshop, seat = queries.by_token(tx, token)
            row = _open(tx, workshop["id"])
            if row is None:
                return None
            own = select(RATING_ANSWERS.c.answers).where(
                RATING_ANSWERS.c.rating_id == row["id"], RATING_ANSWERS.c.seat_id == seat["id"]
            )
            text = tx.execute(own).scalar()
            return _rating(row), None if text is None else _answers(text)

        return self.database.read(work)

    def rate(self, token: str, number: int, answers: RatingAnswers) -> None:
        """A seat's answer to the open rating, in the place of an earlier one. Raises WorkshopError once it is closed."""

        def work(tx: Connection) -> None:
            workshop, seat = queries.by_token(tx, token)
            queries.hold_open(tx, workshop["id"])
            row = _open(tx, workshop["id"])
            if row is None or row["number"] != number:
                raise WorkshopError.of("rating.closed", number=number)
            kept = answers.checked(_rating(row).question)
            own = {"rating_id": row["id"], "seat_id": seat["id"]}
            values = {
                "answers": serialisation.to_text(
                    {"steps": dict(kept.steps), "interest": list(kept.interest)}
                ),
                "at": self.time(),
            }
            mine = (RATING_ANSWERS.c.rating_id == row["id"]) & (
                RATING_ANSWERS.c.seat_id == seat["id"]
            )
            if not tx.execute(update(RATING_ANSWERS).where(mine).values(values)).rowcount:
                tx.execute(
                    insert(RATING_ANSWERS).values(**own, workshop_id=workshop["id"], **values)
                )

        self.database.write(work)

    def ratings(self, key: str) -> tuple[tuple[Rating, int], ...]:
        """Every rating of a workshop in order, with how many have answered it."""

        def work(tx: Connection) -> tuple[tuple[Rating, int], ...]:
            workshop = queries.by_key(tx, key)["id"]
            query = (
                select(RATINGS.c.number, func.count().label("heads"))
                .join(RATING_ANSWERS, RATING_ANSWERS.c.rating_id == RATINGS.c.id)
                .where(RATINGS.c.workshop_id == workshop)
                .group_by(RATINGS.c.number)
            )
            counts = {row.number: row.heads for row in tx.execute(query)}
            return tuple((r, counts.get(r.number, 0)) for r in _ratings(tx, workshop))

        return self.database.read(work)

    def rating_results(self, key: str) -> tuple[RatingResult, ...]:
        """The closed ratings as they may be shown: over the seats that count, under the workshop's minimum."""

        def work(tx: Connection) -> tuple[RatingResult, ...]:
            head = queries.by_key(tx, key)
            minimum = self._settings(tx, head).shown_minimum
            return tuple(
                result(rating, _all_answers(tx, head["id"], rating), minimum)
                for rating in _ratings(tx, head["id"])
                if not rating.is_open
            )

        return self.database.read(work)


def _all_answers(tx: Connection, workshop: int, rating: Rating) -> list[RatingAnswers]:
    query = (
        select(RATING_ANSWERS.c.answers)
        .join(RATINGS, RATINGS.c.id == RATING_ANSWERS.c.rating_id)
        .join(SEATS, SEATS.c.id == RATING_ANSWERS.c.seat_id)
        .where(RATINGS.c.workshop_id == workshop, RATINGS.c.number == rating.number)
        .where((SEATS.c.voided_in == 0) | (SEATS.c.voided_at > rating.closed_at))
    )
    return [_answers(text) for text in tx.execute(query).scalars()]


def _open(tx: Connection, workshop: int) -> RowMapping | None:
    still = (RATINGS.c.workshop_id == workshop) & (RATINGS.c.closed_at == "")
    return tx.execute(select(*RATINGS.c).where(still)).mappings().first()


def _ratings(tx: Connection, workshop: int) -> list[Rating]:
    query = select(*RATINGS.c).where(RATINGS.c.workshop_id == workshop).order_by(RATINGS.c.number)
    return [_rating(row) for row in tx.execute(query).mappings()]


def _rating(row: RowMapping) -> Rating:
    asked: dict[str, Any] = serialisation.from_text(row["question"])
    question = RatingQuestion(
        asked["words"], asked["group"], tuple(asked["alternatives"]), asked["higher_is_better"]
    )
    return Rating(row["number"], question, row["opened_at"], row["closed_at"])


def _written(question: RatingQuestion) -> str:
    return serialisation.to_text(
        {
            "words": question.words,
            "group": question.group,
            "alternatives": list(question.alternatives),
            "higher_is_better": question.higher_is_better,
        }
    )


def _answers(text: str) -> RatingAnswers:
    plain = serialisation.from_text(text)
    return RatingAnswers(plain["steps"], tuple(plain["interest"]))
