"""Ratings: what no data show, judged by the people in the room, and taken into a study as a criterion with its doubt."""

import numpy as np
import pytest

from criteria.errors import WorkshopError
from inputs.evidence import Observation
from mcda.group.analysis.ratings import judgement, result
from mcda.group.model.ratings import Rating, RatingAnswers, RatingQuestion
from mcda.group.model.workshop import Workshop
from mcda.robustness import Sampling, acceptability_of, intervals_of
from mcda.study.expert_criterion import with_expert_criterion
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json

STUDY = embedded_study("secondary")
KEYS = tuple(alternative.key for alternative in STUDY.candidates[:6])
WORDS = "Readiness of the local government"


def asked(**changes) -> RatingQuestion:
    settings = {"words": WORDS, "group": "ecology", "alternatives": KEYS}
    return RatingQuestion.of(STUDY, **{**settings, **changes})


def rooms_rating(store, people: int = 7, minimum: int = 5):
    """An open workshop with an open rating, and the tokens of its people."""
    room = store.open_workshop(Workshop.of(STUDY, "Evening", minimum_group=minimum))
    seats = [store.take_seat(room.code, "ecology").token for _ in range(people)]
    return room, seats, store.open_rating(room.key, asked())


def test_medians_and_quartiles_by_hand(store):
    room, seats, rating = rooms_rating(store)
    for seat, step in zip(seats, (1, 2, 2, 3, 4, 5, 5), strict=True):
        store.rate(seat, rating.number, RatingAnswers({KEYS[0]: step, KEYS[1]: 3}))
    store.close_rating(room.key)
    (told,) = store.rating_results(room.key)
    assert told.heads == 7
    first, second = told.rated[:2]
    assert (first.heads, first.median, first.lower, first.upper) == (7, 3.0, 2.0, 4.5)
    assert (second.heads, second.median, second.lower, second.upper) == (7, 3.0, 3.0, 3.0)


def test_who_does_not_know_and_who_has_an_interest_are_not_counted(store):
    room, seats, _ = rooms_rating(store)
    for seat in seats[:5]:
        store.rate(seat, 1, RatingAnswers({KEYS[0]: 4}))
    store.rate(seats[5], 1, RatingAnswers({KEYS[0]: 1}, interest=(KEYS[0],)))
    store.rate(seats[6], 1, RatingAnswers({}))
    store.close_rating(room.key)
    (told,) = store.rating_results(room.key)
    assert told.heads == 7
    assert (told.rated[0].heads, told.rated[0].median) == (5, 4.0)


def test_nothing_of_fewer_people_than_the_minimum(store):
    room, seats, _ = rooms_rating(store)
    for seat in seats[:4]:
        store.rate(seat, 1, RatingAnswers({KEYS[0]: 4}))
    store.close_rating(room.key)
    (told,) = store.rating_results(room.key)
    assert told.rated[0].median is told.rated[0].lower is told.rated[0].upper is None
    assert told.shown == ()


def test_an_answer_may_be_changed_until_the_rating_is_closed(store):
    room, seats, _ = rooms_rating(store)
    store.rate(seats[0], 1, RatingAnswers({KEYS[0]: 4}))
    store.rate(seats[0], 1, RatingAnswers({KEYS[0]: 2, KEYS[2]: 5}))
    rating, own = store.rating_of(seats[0])
    assert rating.question == asked()
    assert own == RatingAnswers({KEYS[0]: 2, KEYS[2]: 5})
    assert store.rating_of(seats[1])[1] is None
    assert store.ratings(room.key) == ((rating, 1),)
    store.close_rating(room.key)
    assert store.rating_of(seats[0]) is None
    with pytest.raises(WorkshopError) as closed:
        store.rate(seats[0], 1, RatingAnswers({KEYS[0]: 5}))
    assert closed.value.findings[0].code == "rating.closed"


def test_results_are_told_only_once_it_is_closed(store):
    room, seats, _ = rooms_rating(store)
    for seat in seats:
        store.rate(seat, 1, RatingAnswers({KEYS[0]: 4}))
    assert store.rating_results(room.key) == ()


def test_a_voided_seat_does_not_count(store):
    room, seats, _ = rooms_rating(store)
    for at, seat in enumerate(seats):
        store.rate(seat, 1, RatingAnswers({KEYS[0]: 1 if at else 5}))
    store.void_seat(room.key, store.seated(seats[0]).seat.receipt)
    store.close_rating(room.key)
    (told,) = store.rating_results(room.key)
    assert (told.heads, told.rated[0].heads, told.rated[0].upper) == (6, 6, 1.0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": " \u200b "}, "rating.question"),
        ({"group": "beauty"}, "rating.group"),
        ({"alternatives": KEYS[:4]}, "rating.count"),
        ({"alternatives": (*KEYS, "nowhere")}, "rating.count"),
    ],
)
def test_a_question_that_cannot_be_asked(changes, code):
    with pytest.raises(WorkshopError) as refused:
        asked(**changes)
    assert refused.value.findings[0].code == code


def test_one_rating_at_a_time_and_no_question_twice(store):
    room, _, _ = rooms_rating(store)
    with pytest.raises(WorkshopError) as still:
        store.open_rating(room.key, asked(words="Another"))
    assert still.value.findings[0].code == "rating.still_open"
    store.close_rating(room.key)
    with pytest.raises(WorkshopError) as twice:
        store.open_rating(room.key, asked(words=WORDS.upper()))
    assert twice.value.findings[0].code == "rating.asked"


@pytest.mark.parametrize("steps", [{KEYS[0]: 6}, {KEYS[0]: True}, {KEYS[0]: 2.5}, {"nowhere": 3}])
def test_answers_that_do_not_fit(store, steps):
    _, seats, _ = rooms_rating(store, people=1)
    with pytest.raises(WorkshopError) as refused:
        store.rate(seats[0], 1, RatingAnswers(steps))
    assert refused.value.findings[0].code == "rating.unfit"


def rated_study(higher_is_better: bool = True):
    """The embedded counties with a rating of six of them: the last is rated by too few."""
    rating = Rating(2, asked(higher_is_better=higher_is_better), "2026-12-01", "2026-12-01T10:00")
    steps = [{**dict.fromkeys(KEYS[:5], 1), KEYS[2]: step} for step in (1, 2, 3, 4, 5)]
    steps[0][KEYS[5]] = 3
    told = result(rating, [RatingAnswers(each) for each in steps], minimum=5)
    return with_expert_criterion(STUDY, judgement(told, "Evening"))


def test_a_rating_is_a_criterion_on_offer_that_counts_for_nothing_until_it_is_taken_in():
    study = rated_study()
    assert [line.key for line in study.ranking] == [line.key for line in STUDY.ranking]
    assert study.ranking.scores.tolist() == STUDY.ranking.scores.tolist()
    criterion = study.catalogue["expert_1"]
    assert criterion.name.en == WORDS
    assert "n = 5" in study.evidence.sources["expert_1"].title.en
    assert "n=5" in study.evidence.sources["expert_1"].title.zh
    column = study.evidence.observations["expert_1"]
    assert column[KEYS[0]] == Observation(1.0, 1.0, 1.0)
    assert set(column) == set(KEYS[:5])


def test_a_rating_taken_in_is_ranked_and_drawn_between_its_quartiles():
    room = rated_study().taking_in("expert_1")
    assert room.weights.as_dict()["expert_1"] > 0
    assert digest(from_json(to_json(room))) == digest(room)
    drawn = intervals_of(room)
    cell = (
        [a.key for a in room.candidates].index(KEYS[2]),
        room.stage.keys.index("expert_1"),
    )
    (at,) = np.flatnonzero((drawn.rows == cell[0]) & (drawn.columns == cell[1]))
    assert (drawn.low[at], drawn.high[at]) == (2.0, 4.0)
    found = acceptability_of(room, Sampling("near", samples=200, seed=1))
    assert found.acceptability.shape[0] == len(list(room.ranking))


def test_less_may_be_better():
    scale = rated_study(higher_is_better=False).taking_in("expert_1").scales["expert_1"]
    assert (scale.worst, scale.best) == (5.0, 1.0)


def test_the_same_question_taken_over_again_replaces_its_values():
    study = rated_study()
    again = with_expert_criterion(study, judgement(_of_others(), "Evening"))
    assert [use.key for use in again.stage.offered if use.key.startswith("expert")] == ["expert_1"]
    assert again.evidence.observations["expert_1"][KEYS[0]].value == 2.0


def _of_others():
    rating = Rating(3, asked(), "2026-12-02", "2026-12-02T10:00")
    return result(rating, [RatingAnswers({KEYS[0]: 2})] * 5, minimum=5)
