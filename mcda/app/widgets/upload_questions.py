"""What a table does not say, asked: its decimal mark, directions, and cells that can mean two things."""

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

from inputs.tables.interpretation.column_roles import Column
from inputs.tables.questions.proposal import Proposal, Question
from mcda.app.state import upload, widget_values
from mcda.app.widgets import page_parts
from mcda.report import theme
from mcda.words import Translator
from mcda.words.markdown import plain

CELLS_AT_ONCE = 24  # lines to type in; the rest stand in the grid


def questions(t: Translator, found: Proposal) -> None:
    """Every open question, what is needed first; answers given stay on the page to be changed."""
    page_parts.section(t("upload.questions"))
    given = [key for key in found.answers if key == "decimals" or key.startswith("direction/")]
    worded = [c for c in found.columns if c.words.values or c.unordered or c.may_be_ordered]
    if not found.questions and not given and not worded:
        st.markdown(t("upload.none_open"))
        return
    _decimals(t, found)
    if worded:
        _words(t, found, worded)
    _directions(t, found)
    _cells(t, found, [q for q in found.questions if q.about in ("cell", "word")])
    _counties(t, found, [q for q in found.questions if q.about == "place"])


def widget_key(found: Proposal, name: str) -> str:
    """A widget's key that belongs to this file and sheet alone."""
    file = sha256(f"{found.book.file}/{found.sheet.name}".encode()).hexdigest()[:8]
    return f"_ask_{file}_{name}"


def _decimals(t: Translator, found: Proposal) -> None:
    if not found.open_example and "decimals" not in found.answers:
        return
    key = widget_values.seeded(widget_key(found, "decimals"), found.answers.get("decimals"))
    st.radio(
        t("upload.decimals", found=found.open_example or "1,234"),
        ("point", "comma"),
        format_func=lambda style: t(f"upload.{style}"),
        key=key,
        on_change=lambda: upload.answer({"decimals": st.session_state[key]}),
    )


def _answer(name: str, key: str) -> None:
    upload.answer({name: st.session_state[key] or ""})


def _directions(t: Translator, found: Proposal) -> None:
    """Criteria whose direction the table does not say, answered ones among them."""
    asked = [column for column in found.criteria if column.stated is None]
    if not asked:
        return
    st.markdown(f"**{t('upload.directions')}**")
    box = st.container(height=420, border=False) if len(asked) > 6 else st.container()
    for column in asked:
        name = f"direction/{column.letter}"
        key = widget_values.seeded(widget_key(found, name), found.answers.get(name))
        order = " < ".join(column.words.values)
        unit = order or found.units.get(column.key, "")
        box.segmented_control(
            plain(f"{column.name} ({unit})" if unit else column.name),
            ("max", "min"),
            format_func=lambda method_key: t(f"upload.{method_key}"),
            key=key,
            on_change=widget_values.on_change(key, partial(_answer, name, key)),
        )
    still = [f"direction/{column.letter}" for column in asked if column.direction is None]
    if len(still) > 1:
        row = st.container(horizontal=True)
        for method_key in ("max", "min"):
            row.button(
                t(f"upload.rest_{method_key}"),
                on_click=upload.answer,
                args=(dict.fromkeys(still, method_key),),
            )


def _words(t: Translator, found: Proposal, worded: Sequence[Column]) -> None:
    """The different words of each column with what they count; a column without any value is no scale."""
    st.markdown(f"**{t('upload.words')}**  \n{t('upload.words_how')}")
    rows = [(column, word) for column in worded for word in _in_order(column)]
    heads = {
        "heading": t.written("upload.heading"),
        "word": t.written("upload.word"),
        "times": t.written("upload.times"),
        "counts": t.written("upload.counts"),
    }
    table = pd.DataFrame(
        [
            {
                heads["heading"]: f"{column.letter} · {column.name}",
                heads["word"]: word,
                heads["times"]: column.words.counts.get(word, 0),
                heads["counts"]: column.words.values.get(word),
            }
            for column, word in rows
        ]
    ).astype({heads["counts"]: float})
    key = widget_key(found, f"words_{len(found.answers)}")
    st.data_editor(
        table,
        hide_index=True,
        width="stretch",
        placeholder="–",
        key=key,
        disabled=[heads[name] for name in ("heading", "word", "times")],
        on_change=lambda: upload.answer(
            levels_answers(rows, st.session_state[key]["edited_rows"], heads["counts"])
        ),
    )


def _in_order(column: Column) -> list[str]:
    """The words that have a value from the lowest to the highest, then the others."""
    return list(dict.fromkeys((*column.words.values, *column.words.counts)))


def levels_answers(
    rows: Sequence[tuple[Column, str]], edited: Mapping[int, Mapping[str, Any]], head: str
) -> dict[str, str]:
    """Answers (levels/F) from values typed beside words: as soon as two words of the column have one."""
    typed = {int(row): changes[head] for row, changes in edited.items() if head in changes}
    answers = {}
    for letter in dict.fromkeys(rows[row][0].letter for row in typed):
        values = {
            word: typed.get(i, column.words.values.get(word))
            for i, (column, word) in enumerate(rows)
            if column.letter == letter
        }
        known = {word: value for word, value in values.items() if value is not None}
        steps = sorted(known, key=known.__getitem__)
        if len(known) > 1:
            answers[f"levels/{letter}"] = "<".join(f"{w}={known[w]:.15g}" for w in steps)
    return answers


def _counties(t: Translator, found: Proposal, asked: Sequence[Question]) -> None:
    """Rows among counties of which it is not certain which unit they are."""
    if not asked:
        return
    st.markdown(f"**{t('upload.counties')}**  \n{t('upload.counties_how')}")
    for question in asked[:CELLS_AT_ONCE]:
        key = widget_values.seeded(widget_key(found, question.key), "")
        st.text_input(
            t("upload.county", cell=question.place, found=question.found, why=question.why),
            key=key,
            placeholder=t.written.join(list(question.choices), last=False),
            on_change=partial(_answer, question.key, key),
        )
    if len(asked) > CELLS_AT_ONCE:
        st.markdown(t("upload.more_counties", count=len(asked) - CELLS_AT_ONCE))


def _cells(t: Translator, found: Proposal, asked: Sequence[Question]) -> None:
    if not asked:
        return
    st.markdown(f"**{t('upload.cells')}**  \n{t('upload.cells_words')}")
    for question in asked[:CELLS_AT_ONCE]:
        _cell(t, found, question)
    if len(asked) > CELLS_AT_ONCE:
        st.markdown(t("upload.more_cells", count=len(asked) - CELLS_AT_ONCE))
    suggested = {q.key: f"{q.suggestion:.15g}" for q in asked if q.suggestion is not None}
    if suggested:
        st.button(t("upload.take_suggested"), on_click=upload.answer, args=(suggested,))


def _cell(t: Translator, found: Proposal, question: Question) -> None:
    key = widget_values.seeded(widget_key(found, question.key), found.answers.get(question.key, ""))
    hint = (
        t.written("upload.number_or_dash")
        if question.suggestion is None
        else t.written("upload.perhaps", suggestion=theme.exact(question.suggestion))
    )
    st.text_input(
        t(
            "upload.cell",
            cell=question.key,
            name=question.alternative,
            criterion=question.criterion,
            found=question.found,
            why=question.why,
        ),
        key=key,
        placeholder=hint,
        on_change=lambda: upload.answer({question.key: st.session_state[key]}),
    )
