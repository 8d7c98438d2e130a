"""What was understood of a table, open to correction: columns, cells, and where the table lies."""

from typing import Any

import pandas as pd
import streamlit as st

from inputs.tables.interpretation.column_roles import USES
from inputs.tables.questions.findings import LEFT_OUT
from inputs.tables.questions.proposal import Proposal, shown
from mcda.app.state import upload
from mcda.app.widgets import charts_and_tables
from mcda.app.widgets.upload_questions import widget_key
from mcda.report.tables import data
from mcda.words import Translator


def columns(t: Translator, found: Proposal) -> None:
    """One row a column: what it is for, its direction and weight, to be changed in place."""
    with st.expander(t("upload.columns")):
        heads = {
            name: t(f"upload.{name}")
            for name in ("column", "heading", "use", "unit", "group", "direction", "weight")
        }
        uses: dict[str, str] = {use: t(f"upload.use_{use}") for use in ("name", *USES)}
        method_keys = {"max": t("upload.max"), "min": t("upload.min")}
        table = pd.DataFrame(
            [
                {
                    heads["column"]: column.letter,
                    heads["heading"]: column.heading.written,
                    heads["use"]: uses[column.use],
                    heads["unit"]: found.units.get(column.key, column.heading.unit),
                    heads["group"]: column.heading.group,
                    heads["direction"]: {1: method_keys["max"], -1: method_keys["min"], None: None}[
                        column.direction
                    ],
                    heads["weight"]: column.weight,
                }
                for column in found.columns
            ]
        )
        key = widget_key(found, f"columns_{len(found.answers)}")
        fixed = [heads[name] for name in ("column", "heading", "unit", "group")]
        st.data_editor(
            table,
            hide_index=True,
            width="stretch",
            disabled=fixed,
            key=key,
            column_config={
                heads["use"]: st.column_config.SelectboxColumn(
                    options=list(uses.values()), required=True
                ),
                heads["direction"]: st.column_config.SelectboxColumn(
                    options=list(method_keys.values())
                ),
                heads["weight"]: st.column_config.NumberColumn(min_value=0.0),
            },
            on_change=lambda: _keep_columns(found, st.session_state[key], heads, uses, method_keys),
        )


def _keep_columns(
    found: Proposal,
    edited: dict[str, Any],
    heads: dict[str, str],
    uses: dict[str, str],
    method_keys: dict[str, str],
) -> None:
    answers: dict[str, str] = {}
    for row, changes in edited["edited_rows"].items():
        letter = found.columns[int(row)].letter
        for head, value in changes.items():
            if head == heads["use"]:
                chosen = next(use for use, words in uses.items() if words == value)
                answers |= {"names": letter} if chosen == "name" else {f"use/{letter}": chosen}
            elif head == heads["direction"]:
                answers[f"direction/{letter}"] = next(
                    (w for w, words in method_keys.items() if words == value), ""
                )
            elif head == heads["weight"]:
                answers[f"weight/{letter}"] = "" if value is None else f"{value:.15g}"
    upload.answer(answers)


def cells(t: Translator, found: Proposal) -> None:
    """The cells of the criteria as they stand in the file; what is typed instead is kept beside them."""
    with st.expander(t("upload.grid")):
        st.markdown(t("upload.grid_words"))
        rows = list(found.named.alternatives)
        table = pd.DataFrame(
            {
                f"{column.letter} · {column.name}": [
                    found.answers.get(
                        found.sheet.address(i, column.index),
                        shown(found.original.rows[i][column.index]),
                    )
                    for i in rows
                ]
                for column in found.criteria
            },
            index=pd.Index(
                [f"{found.sheet.line(i)} · {found.named.alternatives[i].key}" for i in rows],
                name=t("chart.name"),
            ),
        )
        key = widget_key(found, f"cells_{len(found.answers)}")
        st.data_editor(
            table,
            width="stretch",
            height=360,
            key=key,
            on_change=lambda: _keep_cells(found, st.session_state[key], rows),
        )
        if found.corrections:
            st.markdown(t("upload.corrected", count=len(found.corrections)))
            charts_and_tables.table(
                data.corrections(found.corrections, t.written), key="upload_corrected"
            )


def _keep_cells(found: Proposal, edited: dict[str, Any], rows: list[int]) -> None:
    columns_of = {f"{c.letter} · {c.name}": c.index for c in found.criteria}
    upload.answer(
        {
            found.sheet.address(rows[int(row)], columns_of[head]): ""
            if value is None
            else str(value)
            for row, changes in edited["edited_rows"].items()
            for head, value in changes.items()
        }
    )


def table_position(t: Translator, found: Proposal) -> None:
    """Sheet, headings, column of names, and rows left out."""
    with st.expander(t("upload.place")):
        if len(found.book.names) > 1:
            _choice(t, found, "sheet", list(found.book.names), found.sheet.name)
        letters = [found.sheet.letter(j) for j in range(found.sheet.width)]
        _choice(t, found, "names", letters, found.sheet.letter(found.layout.name))
        lines = [found.sheet.line(i) for i in found.layout.headings] or [found.sheet.line(0)]
        left, right = st.columns(2)
        ends = [
            column.number_input(
                t(words),
                min_value=1,
                max_value=max(found.sheet.line(len(found.sheet.rows) - 1), 1),
                value=line,
                key=widget_key(found, f"{words}_{len(found.answers)}"),
            )
            for column, words, line in (
                (left, "upload.heading_first", lines[0]),
                (right, "upload.heading_last", lines[-1]),
            )
        ]
        if ends != [lines[0], lines[-1]]:
            upload.answer({"headings": f"{ends[0]}-{max(ends)}"})
            st.rerun()
        out = {
            found.sheet.line(i): t.written(
                "upload.row", line=found.sheet.line(i), text=_words(found, i), why=LEFT_OUT[why]
            )
            for i, why in found.layout.left_out.items()
        }
        if out:
            key = widget_key(found, f"rows_{len(found.answers)}")
            st.multiselect(
                t("upload.rows_in"),
                list(out),
                format_func=out.__getitem__,
                key=key,
                placeholder=t("upload.choose_rows"),
                on_change=lambda: upload.answer(
                    {f"row/{line}": "in" for line in st.session_state[key]}
                ),
            )


def _choice(t: Translator, found: Proposal, name: str, options: list[str], now: str | None) -> None:
    key = widget_key(found, f"{name}_{len(found.answers)}")
    st.selectbox(
        t(f"upload.{name}"),
        options,
        index=options.index(now) if now in options else 0,
        key=key,
        on_change=lambda: upload.answer({name: st.session_state[key]}),
    )


def _words(found: Proposal, row: int) -> str:
    return next((shown(cell) for cell in found.sheet.rows[row] if cell != ""), "")[:40]
