"""An official list, or a list of names of the user's own, beside the top of the ranking."""

from typing import Any

import streamlit as st

from mcda.app.state import region, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.app.widgets.upload_progress import upload_progress
from mcda.region.list_overlap import (
    Overlap,
    change_key,
    change_to_half,
    default_k,
    is_additive,
    overlap,
)
from mcda.region.official_lists import OfficialList, lists_for
from mcda.region.own_list import OwnNames, matched, split
from mcda.report.tables import lists
from mcda.study.result_cache import has_result
from mcda.study.study import Study
from mcda.words import Translator, phrase

OWN = "own"


def render(t: Translator, study: Study) -> None:
    """Closed until somebody wants it: nothing of it is computed before."""
    with st.expander(t("lists.title"), key="_lists_open", on_change="rerun") as box:
        if box.open:
            _inside(t, study)


def _inside(t: Translator, study: Study) -> None:
    known = {listed.key: listed for listed in lists_for(study)}
    names = {key: t.written.text(listed.name) for key, listed in known.items()}
    row = st.columns([3, 1])
    choices = names | {OWN: t("lists.own")}
    with row[0]:
        chosen = remembered_select(t("lists.which"), choices, f"list_{study.stage.key}")
    with row[1]:
        k = _top(t, study)
    if not known:
        st.markdown(t("lists.none"))
    listed = _own(t, study) if chosen == OWN else known[chosen]
    if listed is not None:
        _compared(t, study, overlap(study, listed, k))


def _top(t: Translator, study: Study) -> int:
    most = len(study.ranking)
    name = f"list_top_{study.stage.key}"
    typed = widget_values.value_of(name)
    key = widget_values.seeded(f"_{name}", min(typed or default_k(study), most))
    value = st.number_input(
        t("lists.top"),
        min_value=1,
        max_value=most,
        step=1,
        key=key,
        value=widget_values.shown(key),
        on_change=widget_values.remember,
        args=(key,),
    )
    return int(value)


def _own(t: Translator, study: Study) -> OfficialList | None:
    """The user's own list, as soon as what is left out of it was seen."""
    given = st.file_uploader(t("lists.file"), key="_own_list_file")
    if given is not None and region.own_list_file() != given.file_id:
        with upload_progress(t, given.name) as waiting:
            region.receive_own_list(given.file_id, given.name, given.getvalue(), waiting)
        st.rerun()
    page_parts.findings(t, region.own_list_findings())
    key = widget_values.remembered("own_list", empty="")
    st.text_area(
        t("lists.paste"),
        key=key,
        help=t("lists.paste_help"),
        on_change=widget_values.remember,
        args=(key,),
    )
    text = widget_values.value_of("own_list") or ""
    names = split(text)
    if not names:
        return None
    found = matched(study, names)
    page_parts.findings(t, found.findings)
    st.markdown(t("lists.held", count=len(found.keys), all=len(names)))
    row = st.container(horizontal=True)
    row.button(t("lists.clear"), on_click=region.forget_own_list)
    if not found.keys or not _is_seen(t, row, text, found):
        return None
    return found.as_list(phrase("lists.own"))


def _is_seen(t: Translator, row: Any, text: str, found: OwnNames) -> bool:
    """Whether every name was matched, or the user has said to go on without the others."""
    if found.is_complete or widget_values.value_of("own_list_seen") == text:
        return True
    rest = t("lists.rest", count=len(found.keys))
    row.button(rest, type="primary", on_click=widget_values.set_value, args=("own_list_seen", text))
    return False


def _compared(t: Translator, study: Study, found: Overlap) -> None:
    st.markdown(t.sentences(lists.sentences(study, found, t)))
    source = lists.source_sentence(found, t)
    if source:
        st.caption(source)
    _change(t, study, found)
    for table, key in (
        (lists.theirs(study, found, t.written), "lists_theirs"),
        (lists.ours(study, found, t.written), "lists_ours"),
    ):
        if table.rows:
            st.markdown(f"**{table.title}**")
            charts_and_tables.table(table, key)


def _change(t: Translator, study: Study, found: Overlap) -> None:
    """The smallest change takes seconds: it is computed when it is asked for, and then kept."""
    if not is_additive(study):
        st.markdown(t("lists.other_method"))
        return
    if not found.need:
        return
    wanted = change_key(found)
    asked = has_result(study, wanted) or st.button(t("lists.compute"), key="_list_change")
    if asked:
        with st.spinner(t("lists.compute")):
            change = change_to_half(study, found)
        st.markdown(t.sentences(lists.change_sentences(study, found, change, t)))
