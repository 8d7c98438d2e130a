"""Charts and tables on the screen: clicks that choose a place, a table behind each chart, sentences in cells."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd
import streamlit as st
from markupsafe import Markup

from mcda.app.state import session
from mcda.app.widgets import downloads, picture_download
from mcda.app.widgets.picture_download import Framing
from mcda.app.widgets.screen_map import screen_map
from mcda.report.charts.ranking import PICK
from mcda.report.html.templates import fill
from mcda.report.pictures import file_name
from mcda.report.tables.csv_file import csv_of
from mcda.report.tables.formatting import FORMATS, format_value, heading, to_frame
from mcda.report.tables.model import Column, Table, Value
from mcda.report.theme import criterion_colours
from mcda.study.study import Study
from mcda.words import Translator
from mcda.words.markdown import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

NARROW = """<style>
.narrow{border-collapse:collapse;width:100%;max-width:34rem;line-height:1.35;font-variant-numeric:tabular-nums}
.narrow th{text-align:left;font-weight:normal;opacity:.75;padding:.2rem .7rem .2rem 0;border-bottom:1px solid #8886}
.narrow td{padding:.3rem .7rem .3rem 0;border-bottom:1px solid #8883}
.narrow td.range,.narrow td.score{white-space:nowrap}
</style>"""
# On a phone each row becomes a card with its headings beside the cells.
PROSE = """<style>
.prose{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.45}
.prose th{text-align:left;font-weight:normal;opacity:.75;padding:.35rem .8rem .35rem 0;border-bottom:1px solid #8886}
.prose td{vertical-align:top;padding:.45rem .8rem .45rem 0;border-bottom:1px solid #8883}
.prose td.rank,.prose td.score,.prose td.share{font-variant-numeric:tabular-nums}
.prose td.name{min-width:6.5em}.prose td.key{min-width:7em}.prose th{min-width:3.2em}
@media(max-width:700px){
.prose thead{position:absolute;display:block;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.prose tr{display:block;padding:.6rem 0;border-bottom:1px solid #8886}
.prose td{display:grid;grid-template-columns:7.5em 1fr;border:0;padding:.12rem 0}
.prose td::before{content:attr(data-head);opacity:.75}
}</style>"""


def map_chart(spec: dict[str, Any], key: str, **framing: Unpack[Framing]) -> None:
    """A map whose clicks choose the place for the whole page; a study without coordinates has none."""
    if not spec:
        st.markdown(session.translator()("upload.no_map"))
        return
    screen_map(session.translator().written, spec, key, session.select)
    picture_download.offer(spec, key, **framing)


def drawn_map(
    spec: dict[str, Any], key: str, tools: bool = True, **framing: Unpack[Framing]
) -> None:
    """A map that names its places and chooses none; without `tools` too small to search in."""
    screen_map(session.translator().written, spec, key, tools=tools)
    picture_download.offer(spec, key, **framing)


def chart(figure: Any, key: str, **framing: Unpack[Framing]) -> None:
    """A chart whose clicks choose the place for the whole page."""
    event = _chart(figure, key, **framing)
    _listen(event, key)


def clicked(figure: Any, key: str, **framing: Unpack[Framing]) -> str | None:
    """A chart, and the key of what was clicked in it just now."""
    return _new_click(_chart(figure, key, **framing), key)


def _chart(figure: Any, key: str, **framing: Unpack[Framing]) -> Any:
    event = st.altair_chart(
        figure, on_select="rerun", selection_mode=PICK, key=key, width="stretch", theme=None
    )
    picture_download.offer(figure, key, **framing)
    return event


def still_chart(figure: Any, key: str, **framing: Unpack[Framing]) -> None:
    """A chart in which nothing is chosen."""
    st.altair_chart(figure, key=key, width="stretch", theme=None)
    picture_download.offer(figure, key, **framing)


def _listen(event: Any, key: str) -> None:
    candidate = _new_click(event, key)
    if candidate is not None and candidate != session.selected():
        session.select(candidate)
        st.rerun()


def _new_click(event: Any, key: str) -> str | None:
    """What was clicked, once: an old click must not undo a later choice made elsewhere."""
    picked = event["selection"].get(PICK) if event and event.get("selection") else None
    found = (
        next((str(value) for entry in picked for value in entry.values()), None) if picked else None
    )
    if found == st.session_state.get(f"seen_{key}"):
        return None
    st.session_state[f"seen_{key}"] = found
    return found


def paper(name: str, style: str, body: Markup) -> None:
    """A sheet of paper on the table: what is printed on it scrolls, by keyboard too, where the screen is narrow."""
    st.html(fill("paper", name=name, style=Markup(style), body=body))  # noqa: S704 - our own style


def table(
    shown: Table, key: str, pinned: bool = False, study: Study | None = None, **settings: Any
) -> None:
    """A table on the screen, its numbers as the workbook writes them; a pinned first column does not scroll."""
    rows = to_frame(shown)
    heads = zip(rows.columns, shown.columns, strict=True)
    formats = {head: made for head, column in heads if (made := _format(rows[head], column))}
    if pinned:
        formats[rows.columns[0]] = st.column_config.Column(pinned=True)
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        key=key,
        column_config=formats,
        placeholder="—",
        **settings,
    )
    csv(shown, key, study)


def csv(shown: Table, key: str, study: Study | None = None) -> None:
    """A small button under a table: the same as CSV, which runs no formula."""
    downloads.button(
        session.translator()("picture.csv"),
        make=partial(csv_of, shown),
        file_name=file_name(study or session.study(), key, "csv"),
        mime="text/csv",
        key=f"_csv_{key}",
        type="tertiary",
    )


def _format(cells: "pd.Series[Any]", column: Column) -> "ColumnConfig | None":
    screen = FORMATS[column.meaning].screen
    if column.meaning == "range":  # words about ranks, read as numbers are
        return st.column_config.TextColumn(alignment="right")
    if screen is None or not pd.api.types.is_numeric_dtype(cells):
        return None
    return st.column_config.NumberColumn(format=screen)


def as_table(t: Translator, shown: Table, key: str, study: Study | None = None) -> None:
    """The table behind a chart."""
    with st.expander(t("app.as_table")):
        table(shown, key, study=study)


def tables(shown: Iterable[Table], key: str, study: Study | None = None) -> None:
    """Several tables, each under its title."""
    for number, each in enumerate(shown):
        st.markdown(f"**{plain(each.title)}**")
        table(each, f"{key}_{number}", study=study)


def prose(t: Translator, shown: Table, key: str, study: Study | None = None) -> None:
    """A table whose cells are sentences: every word stays in sight, also on a phone."""
    _in_words(t, shown, "prose", PROSE)
    csv(shown, key, study)


def narrow(t: Translator, shown: Table, key: str, study: Study | None = None) -> None:
    """A table of few short columns, in rows on a phone as well."""
    _in_words(t, shown, "narrow", NARROW)
    csv(shown, key, study)


def _in_words(t: Translator, shown: Table, kind: str, look: str) -> None:
    def words(value: Value, column: Column) -> str:
        return format_value(value, column.meaning, t.written, missing="—")

    style = Markup(look)  # noqa: S704 - written above
    st.html(fill("words", kind=kind, style=style, table=shown, heading=heading, shown=words))


def legend(t: Translator, study: Study) -> None:
    """The criteria in their tints, as text that wraps on a phone."""
    names = {key: t.written.text(study.catalogue[key].name) for key in study.filled.matrix.criteria}
    colours = criterion_colours(study)
    st.html(fill("legend", entries=[(names[key], colour) for key, colour in colours.items()]))
