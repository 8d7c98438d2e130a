"""Statements on the control panel: write or choose what is voted on, close it, and read the counts."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import charts_and_tables, downloads, messages, page_parts
from mcda.group.analysis.statements import (
    StatementResult,
    StatementVotes,
    polis_comments,
    polis_votes,
)
from mcda.group.model.statements import LENGTHS, STATEMENT_KINDS, Statement, StatementKind
from mcda.group.model.views import Facilitated
from mcda.report.tables import statements as statement_tables
from mcda.words import Translator

LIVE = 3  # seconds between two looks at how many have voted


def render(t: Translator, board: Facilitated, key: str) -> None:
    results = messages.answer_or_errors(t, lambda: resources.store().statement_results(key))
    if results is None:
        return
    _write(t)
    st.fragment(_listed, run_every=LIVE)()
    _results(t, board, key, results)


def _write(t: Translator) -> None:
    """One sentence of the facilitator's, which people vote on at once."""
    st.markdown(t("statement.words"))
    kind: StatementKind = st.segmented_control(
        t("statement.kind"),
        STATEMENT_KINDS,
        format_func=lambda each: t(f"statement.{each}"),
        required=True,
        **facilitator.form_field("statement_kind", STATEMENT_KINDS[0]),
    )
    st.text_area(
        t("statement.text"),
        max_chars=max(LENGTHS.values()),
        height=80,
        placeholder=t(f"statement.{kind}_example"),
        **facilitator.form_field("statement_text", ""),
    )

    def press() -> None:
        words = facilitator.typed("statement_text")
        asked = facilitator.attempt(
            lambda: resources.store().add_statement(facilitator.key(), kind, words)
        )
        if asked is not None:
            facilitator.clear("statement_text")

    st.button(t("statement.open"), key="_statement_open", type="primary", on_click=press)


def _listed() -> None:
    """What participants wrote and nobody has seen yet, and what is voted on now, looked at every few seconds."""
    t = session.translator()
    known = messages.answer_or_errors(t, lambda: resources.store().statements(facilitator.key()))
    if known is None:
        return
    proposed = [each for each, _ in known if each.status == "proposed"]
    if proposed:
        page_parts.section(t("statement.proposed"))
        for each in proposed:
            _proposed(t, each)
    voted = [(each, heads) for each, heads in known if each.status == "open"]
    if not voted:
        return
    page_parts.section(t("statement.now"))
    for each, heads in voted:
        st.markdown(t("statement.heads", number=each.number, text=each.text, heads=heads))
    st.button(
        t("statement.close"),
        key="_statements_close",
        type="primary",
        on_click=lambda: facilitator.attempt(
            lambda: resources.store().close_statements(facilitator.key())
        ),
    )


def _proposed(t: Translator, each: Statement) -> None:
    """A participant's sentence with the two things that can be done with it."""
    st.markdown(t("statement.of_kind", kind=t(f"statement.{each.kind}"), text=each.text))
    row = st.container(horizontal=True)
    for name in ("open", "hide"):
        act = f"{name}_statement"
        row.button(
            t(f"statement.{name}"),
            key=f"_{act}_{each.number}",
            on_click=lambda act=act, number=each.number: facilitator.attempt(
                lambda: getattr(resources.store(), act)(facilitator.key(), number)
            ),
        )


def _results(
    t: Translator, board: Facilitated, key: str, results: Sequence[StatementResult]
) -> None:
    """Counts of people, and the rows for Pol.is and what reads its files."""
    if not results:
        return
    page_parts.section(t("statement.results"))
    few = [found for found in results if found.agree is None]
    if few:
        minimum = few[0].minimum
        st.markdown(t("statement.few", count=len(few), minimum=minimum))
    for kind in STATEMENT_KINDS:
        table = statement_tables.counts(results, kind, t.written)
        if table.rows:
            charts_and_tables.prose(t, table, f"statements_{kind}")
    if not any(found.agree is not None for found in results):
        return
    files = {"comments": polis_comments, "votes": polis_votes}
    row = st.container(horizontal=True)
    for name, make in files.items():
        downloads.button(
            t(f"statement.polis_{name}"),
            make=partial(_file, key, make),
            file_name=f"workshop_{board.code}_{name}.csv",
            mime="text/csv",
            place=row,
            key=f"_polis_{name}",
        )


def _file(key: str, make: Callable[[Sequence[StatementVotes]], str]) -> str:
    return make(resources.store().statement_votes(key))
