"""Statements on a participant's phone: one at a time with three answers, then the list, and a line to write one's own."""

import streamlit as st

from mcda.app.state import statement
from mcda.app.widgets import messages
from mcda.group.model.statements import LENGTHS, PROPOSED, VOTES
from mcda.report.tables.statements import vote_words
from mcda.words import Translator
from mcda.words.markdown import plain


def render(t: Translator) -> bool:
    """What is put to the vote, if anything; whether there is."""
    held = statement.current()
    messages.show_errors(t, held.findings)
    if not held.open:
        return False
    asked = held.asked
    if asked is not None:
        each, own = asked
        st.markdown(f"**{t(f'statement.{each.kind}_asked')}**")
        st.text(each.text)
        for vote in VOTES:
            st.button(
                vote_words(t, each.kind, vote),
                key=f"_vote_{each.number}_{vote}",
                width="stretch",
                type="primary" if vote == own else "secondary",
                on_click=statement.vote,
                args=(each.number, vote),
            )
        return True
    st.markdown(f"**{t('statement.thanks')}**")
    for each, own in held.open:
        assert own is not None  # else it would be asked
        said = vote_words(t, each.kind, own)
        st.button(
            t("statement.voted", text=plain(each.text), said=said),
            key=f"_voted_{each.number}",
            width="stretch",
            on_click=statement.look_at,
            args=(each.number,),
        )
    return True


def write(t: Translator) -> None:
    """A line for what is missing or what one wants others to agree with; folded, for most have nothing to add."""
    held = statement.current()
    with st.expander(t("statement.write")):
        for kind in PROPOSED:
            field = f"_statement_{kind}"
            st.text_input(
                t(f"statement.{kind}_write"),
                max_chars=LENGTHS[kind],
                key=field,
                placeholder=t(f"statement.{kind}_example"),
            )
            st.button(
                t("statement.send"),
                key=f"_send_{kind}",
                width="stretch",
                on_click=statement.send,
                args=(kind, field),
            )
        if held.is_sent:
            st.success(t("statement.sent"))
        st.markdown(t("statement.unsigned"))
