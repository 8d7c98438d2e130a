"""A rating on a participant's phone: one alternative a screen, five words or none, then the list of one's answers."""

from collections.abc import Mapping

import streamlit as st

from mcda.app.state import participant, rating
from mcda.app.widgets import messages
from mcda.group.model.ratings import ANCHORS
from mcda.words import Translator
from mcda.words.markdown import plain


def render(t: Translator) -> bool:
    """The open rating, if there is one; whether there is."""
    held = rating.current()
    if held is None:
        return False
    question = held.rating.question
    study = participant.current().seated.workshop.opened_study
    names = {key: plain(t.text(study.evidence[key].name)) for key in question.alternatives}
    messages.show_errors(t, held.findings)
    if held.at == len(question.alternatives):
        _answers(t, held, names)
        return True
    key = question.alternatives[held.at]
    st.progress((held.at + 1) / len(names), t("phone.progress", at=held.at + 1, count=len(names)))
    st.title(names[key], anchor=False)
    st.markdown(plain(question.words))
    chosen = held.answers.steps.get(key)
    for step in sorted(ANCHORS, reverse=True):
        _choice(t.text(ANCHORS[step]), f"{key}_{step}", step == chosen, (key, step))
    told = key in held.answered and chosen is None
    has_interest = key in held.answers.interest
    _choice(t("rating.unknown"), f"{key}_unknown", told and not has_interest, (key, None))
    _choice(t("rating.interest"), f"{key}_interest", has_interest, (key, None, True))
    if held.at:
        st.button(t("phone.back"), key="_rating_back", on_click=rating.go_to, args=(held.at - 1,))
    return True


def _choice(
    words: str, name: str, is_chosen: bool, args: tuple[str, int | None] | tuple[str, None, bool]
) -> None:
    st.button(
        words,
        key=f"_rate_{name}",
        width="stretch",
        type="primary" if is_chosen else "secondary",
        on_click=rating.answer,
        args=args,
    )


def _answers(t: Translator, held: rating.RatingForm, names: Mapping[str, str]) -> None:
    """What was answered of each alternative; a tap on one changes it."""
    st.title(t("rating.thanks"), anchor=False)
    st.markdown(t("rating.thanks_words", question=plain(held.rating.question.words)))
    for at, (key, name) in enumerate(names.items()):
        step = held.answers.steps.get(key)
        if step is not None:
            said = t.text(ANCHORS[step])
        else:
            has_interest = key in held.answers.interest
            said = t("rating.interest" if has_interest else "rating.unknown")
        st.button(
            t("rating.answered", name=name, said=said),
            key=f"_rated_{key}",
            width="stretch",
            on_click=rating.go_to,
            args=(at,),
        )
