"""Charts and tables on the screen: clicks that choose a place, a table behind each chart, sentences in cells."""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from mcda.app.state import session
from mcda.report import theme
from mcda.report.charts.ranking import PICK, criterion_colours
from mcda.report.tables.model import Table, Value
from mcda.study.study import Study
from mcda.words import Translator

# On a phone each row becomes a card with its headings beside the cells.
PROSE = """<style>
.prose{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.45}
.prose th{text-align:left;font-weight:normal;opacity:.75;padding:.35rem .8rem .35rem 0;border-bottom:1px solid #8886}
.prose td{vertical-align:top;padding:.45rem .8rem .45rem 0;border-bottom:1px solid #8883}
.prose td.rank,.prose td.score,.prose td.share{font-variant-numeric:tabular-nums}
.prose td.name{min-width:6.5em}.prose td.key{min-width:7em}.prose th{min-width:3.2em}
@media(max-width:700px){
.prose thead{position:absolute;clip-path:inset(50%)}
.prose tr{display:block;padding:.6rem 0;border-bottom:1px solid #8886}
.prose td{display:grid;grid-template-columns:7.5em 1fr;border:0;padding:.12rem 0}
.prose td::before{content:attr(data-head);opacity:.75}
}</style>"""
FORMATS = {"score": "%.3f", "part": "%.3f", "share": "percent", "value": "localized"}


def map_chart(spec: dict[str, Any], key: str) -> None:
    """A map whose clicks choose the place for the whole page; a study without coordinates has none."""
    if not spec:
        st.markdown(session.translator()("upload.no_map"))
        return
    event = st.vega_lite_chart(
        spec, on_select="rerun", selection_mode=PICK, key=key, width="stretch"
    )
    if session.study().stage.level != "own":
        st.caption(session.translator()("map.signs"))
    _listen(event, key)


def chart(figure: Any, key: str) -> None:
    """A chart whose clicks choose the place for the whole page."""
    event = st.altair_chart(
        figure, on_select="rerun", selection_mode=PICK, key=key, width="stretch", theme=None
    )
    _listen(event, key)


def _listen(event: Any, key: str) -> None:
    """Choose what was clicked, once: an old click must not undo a later choice made elsewhere."""
    picked = event["selection"].get(PICK) if event and event.get("selection") else None
    candidate = (
        next((str(value) for entry in picked for value in entry.values()), None) if picked else None
    )
    if candidate != st.session_state.get(f"seen_{key}"):
        st.session_state[f"seen_{key}"] = candidate
        if candidate is not None and candidate != session.selected():
            session.select(candidate)
            st.rerun()


def paper(name: str, style: str, body: str) -> None:
    """A sheet of paper on the table: what is printed on it scrolls sideways where the screen is narrow."""
    # the keyboard scrolls what it can reach
    reached = f'tabindex="0" role="region" aria-label="{escape(name)}"'
    sheet = "border:1px solid #C9D1CB;box-shadow:0 1px 6px rgba(31,42,36,.12);padding:1.6rem 1.8rem"
    st.html(
        f'<style>{style}</style><div class="brief" {reached} style="{sheet};overflow-x:auto">{body}</div>'
    )


def as_table(t: Translator, table: pd.DataFrame, key: str, **settings: Any) -> None:
    """The table behind a chart."""
    with st.expander(t("app.as_table")):
        st.dataframe(table, hide_index=True, key=key, width="stretch", **settings)


def frame(shown: Table) -> pd.DataFrame:
    """A table of the brief as the screen shows it: the same headings, the same rows."""
    heads = [f"{c.title} ({c.unit})" if c.unit else c.title for c in shown.columns]
    return pd.DataFrame([dict(zip(heads, row, strict=True)) for row in shown.rows], columns=heads)


def table(shown: Table, key: str, **settings: Any) -> None:
    """A table of the brief on the screen, its numbers as the workbook writes them."""
    rows = frame(shown)
    formats = {
        head: st.column_config.NumberColumn(format=FORMATS[column.meaning])
        for head, column in zip(rows.columns, shown.columns, strict=True)
        if column.meaning in FORMATS and pd.api.types.is_numeric_dtype(rows[head])
    }
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        key=key,
        column_config=formats,
        placeholder="—",
        **settings,
    )


def tables(shown: Iterable[Table], key: str) -> None:
    """Several tables, each under its title."""
    for number, each in enumerate(shown):
        st.markdown(f"**{each.title}**")
        table(each, f"{key}_{number}")


def prose(t: Translator, shown: Table) -> None:
    """A table whose cells are sentences: every word stays in sight, also on a phone."""
    heads = [escape(f"{c.title} ({c.unit})" if c.unit else c.title) for c in shown.columns]
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-head="{name}" class="{column.meaning}">{escape(_cell(t, value, column.meaning))}</td>'
            for name, column, value in zip(heads, shown.columns, row, strict=True)
        )
        + "</tr>"
        for row in shown.rows
    )
    st.html(
        f'{PROSE}<table class="prose"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(t: Translator, value: Value, meaning: str) -> str:
    if value is None:
        return "—"
    if meaning == "share" and isinstance(value, (int, float)):
        return t.percent(value)
    if meaning in ("score", "part"):
        return f"{value:.3f}"
    return theme.number(value) if isinstance(value, float) else str(value)


def legend(t: Translator, study: Study) -> None:
    """The criteria in their tints, as text that wraps on a phone."""
    entries = [
        f'<span style="white-space:nowrap;margin-right:.9em"><span style="color:{colour}">■</span> '
        f"{escape(t.text(study.catalogue[key].name))}</span>"
        for key, colour in criterion_colours(study).items()
    ]
    st.html(f'<div style="font-size:.85rem;line-height:1.7">{" ".join(entries)}</div>')


def decimals(table: pd.DataFrame, digits: int = 3) -> dict[str, Any]:
    """Three decimals for every column of scores and parts, or as many as asked."""
    return {
        str(name): st.column_config.NumberColumn(format=f"%.{digits}f")
        for name in table.select_dtypes("float").columns
    }
