"""The rating in a participant's hand: which alternative is asked now, and what this seat has answered so far."""

from dataclasses import dataclass, replace

import streamlit as st

from criteria.errors import AppError, Finding
from mcda.app.state import participant, resources
from mcda.group.model.ratings import Rating, RatingAnswers


@dataclass(frozen=True)
class RatingForm:
    """`at` counts the alternatives from 0; their number is the list of all answers."""

    rating: Rating
    answers: RatingAnswers
    answered: frozenset[str]  # asked and told, also "do not know"
    at: int
    findings: tuple[Finding, ...] = ()


def current() -> RatingForm | None:
    """The rating that is open for the seat in hand, as far as it is answered; None where none is. Raises AppError."""
    found = resources.store().rating_of(participant.current().seated.seat.token)
    if found is None:
        st.session_state.pop("rating", None)
        return None
    rating, own = found
    held: RatingForm | None = st.session_state.get("rating")
    if held is None or held.rating.number != rating.number:
        keys = rating.question.alternatives
        # answered before, here or on another phone: the list, from which each can be changed
        answered = frozenset(keys) if own is not None else frozenset()
        at = len(keys) if own is not None else 0
        held = RatingForm(rating, own or RatingAnswers({}), answered, at)
        st.session_state["rating"] = held
    return held


def number_open() -> int:
    """Of the rating that was last seen open; 0 if there was none."""
    held: RatingForm | None = st.session_state.get("rating")
    return 0 if held is None else held.rating.number


def answer(key: str, step: int | None, has_interest: bool = False) -> None:
    """Keep what is said of one alternative, in the store at once, and go on to the next that is not answered."""
    held: RatingForm = st.session_state["rating"]
    steps = {name: known for name, known in held.answers.steps.items() if name != key}
    if step is not None:
        steps[key] = step
    interest = tuple(name for name in held.answers.interest if name != key)
    answers = RatingAnswers(steps, (*interest, key) if has_interest else interest)
    token = participant.current().seated.seat.token
    try:
        resources.store().rate(token, held.rating.number, answers)
    except AppError as error:
        st.session_state["rating"] = replace(held, findings=error.findings)
        return
    answered = held.answered | {key}
    keys = held.rating.question.alternatives
    at = next((n for n, name in enumerate(keys) if name not in answered), len(keys))
    st.session_state["rating"] = RatingForm(held.rating, answers, answered, at)


def go_to(at: int) -> None:
    """Back to one alternative."""
    held: RatingForm = st.session_state["rating"]
    st.session_state["rating"] = replace(held, at=at, findings=())
