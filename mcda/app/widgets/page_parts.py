"""Widgets used on more than one page."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from criteria.errors import AppError, Finding
from criteria.model import EligibilityRule
from criteria.text import LANGS, Lang
from mcda.app.state import address, session, widget_values
from mcda.app.widgets import changes, downloads
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Translator, phrase
from mcda.words.markdown import plain

# White cannot be read on the bright green of the dark theme.
ON_GREEN = """<style>
.stApp [data-testid^="stBaseButton-primary"]:not(:disabled) p,.stApp [data-tag] *{color:light-dark(#FFF,#08130D)}
</style>"""
# Streamlit leaves a hand's breadth above the first line; a phone cannot spare it. Its small print is too pale to read.
# Charts are drawn on paper: on black, deep green would hide what comes first. A phone has no room for a row of buttons
# that says which stage: there a select box takes its place. Nor does it keep Streamlit's menu at the side, which stays
# open over the page that was chosen in it: a button with the page's name opens the others.
SPACE = """<style>
.stApp [data-testid="stVegaLiteChart"]{background:light-dark(transparent,#F2F5F2);color:#1F2A24;border-radius:.4rem}
.stApp [data-testid="stCaptionContainer"]{opacity:.78}
.stMainBlockContainer{padding-top:4rem;padding-bottom:3rem}
.stMainBlockContainer h1{padding:.2rem 0 .6rem}
[data-testid="stButtonGroup"] button{height:auto;min-height:2rem}
[data-testid="stButtonGroup"] button p{white-space:normal;text-align:left}
@media(min-width:641px){
[data-testid="stLayoutWrapper"]:has(>.st-key-stage_on_phone),
[data-testid="stLayoutWrapper"]:has(>.st-key-pages_on_phone){display:none}
}
@media(max-width:640px){
[data-testid="stLayoutWrapper"]:has(>.st-key-masthead),
[data-testid="stLayoutWrapper"]:has(>.st-key-link),
[data-testid="stLayoutWrapper"]:has(>.st-key-stage_on_laptop){display:none}
.stApp:has(.st-key-pages_on_phone) [data-testid="stHeader"]{display:none}
.stMainBlockContainer{padding:.8rem .9rem 2rem}
.st-key-page_header,.st-key-page_header *{gap:.4rem!important}
.st-key-page_header button{padding:.2rem .5rem}
}
</style>"""
PRINTED = """<style>@page{margin:14mm 12mm}
@media print{
[data-testid=stHeader],[data-testid=stCaptionContainer],[data-testid=stSelectbox],[data-testid=stButtonGroup],[data-testid=stDownloadButton],[data-testid=stPopover],[data-testid=stExpander],[data-testid=stElementToolbar]{display:none!important}
[data-testid=stMain],[data-testid=stAppViewContainer],.stApp{position:static!important;overflow:visible!important;height:auto!important}
.stMainBlockContainer{padding:0!important}
}</style>"""
NAMES: dict[Lang, str] = {lang: phrase("app.language_name").in_(lang) for lang in LANGS}
PATIENCE = 0.5  # seconds of work after which a bar says how far it is
View = TypeVar("View", bound=str)


def page_header(
    t: Translator, pages: Sequence[StreamlitPage], chosen: StreamlitPage
) -> DeltaGenerator:
    """Above every page the product's name and the language switch; for who may change a study, undo and redo.

    `pages` is empty for a reader, who has one page and changes nothing. Returned is the room beside undo and redo.
    """
    st.html(ON_GREEN + SPACE + downloads.style(t))
    bar = st.container(
        key="page_header",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )
    name = bar.container(horizontal=True, vertical_alignment="center", width="content")
    if pages:
        # another key on each page: one that stays is still open on the page that was chosen in it
        menu = name.container(key="pages_on_phone", width="content").popover(
            f"☰ {chosen.title}", key=f"_pages_from_{chosen.url_path}"
        )
        for page in pages:
            menu.page_link(page)
    with name.container(key="masthead", width="content"):
        st.markdown(f"**{t('app.title')}** · {t('app.subtitle')}", width="content")
    if pages:
        name = name.container(key="changes", horizontal=True, width="content")
        with name:
            changes.render(t)
    key = widget_values.seeded("_lang", t.lang)
    bar.segmented_control(
        t("app.language_name"),
        list(NAMES),
        format_func=NAMES.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=widget_values.on_change(
            key, lambda: session.set_language(st.session_state[key] or t.lang)
        ),
    )
    return name


def stage_switch(t: Translator, stages: Sequence[str] | None = None) -> None:
    """Which stage is asked about, a user's own study among them if there is one."""
    offered = stages or session.stages()
    names, written = (
        {stage: _stage_name(each, stage) for stage in offered} for each in (t, t.written)
    )
    with st.container(key="stage_on_laptop"):
        key = widget_values.seeded("_stage", session.stage())
        st.segmented_control(
            t("app.stage"),
            offered,
            format_func=names.__getitem__,
            key=key,
            label_visibility="collapsed",
            on_change=_choose_stage(key),
        )
    with st.container(key="stage_on_phone"):
        key = widget_values.seeded("_stage_on_phone", session.stage())
        st.selectbox(
            t("app.stage"),
            offered,
            format_func=written.__getitem__,
            key=key,
            index=widget_values.shown_index(key, offered),
            filter_mode=None,
            label_visibility="collapsed",
            on_change=_choose_stage(key),
        )
    _supposed(t)


def _stage_name(t: Translator, key: str) -> str:
    stage = session.first_study(key).stage
    return f"{t.text(stage.name)} · {t.text(stage.title)}"


def _choose_stage(key: str) -> Callable[[], None]:
    return widget_values.on_change(
        key, lambda: session.set_stage(st.session_state[key] or session.stage())
    )


def _supposed(t: Translator) -> None:
    """On every page: which readings are supposed and not known."""
    study = session.study()
    cells = [
        t.composed(
            f"{t.text(study.evidence[a.alternative].name)} “{t.text(study.variable_name(a.variable))}”"
        )
        for a in study.scenario.assumed
    ]
    if cells:
        st.markdown(f"**{t('app.supposed', cells=t.join(cells))}**")


def scenario_switch(t: Translator) -> None:
    """Which of the study's scenarios answers; of one that the stage names, what it is for."""
    study = session.study()
    names = {scenario.key: t.text(scenario.name) for scenario in study.scenarios}
    if len(names) < 2:
        return
    key = widget_values.seeded("_scenario", study.active)
    st.segmented_control(
        t("app.scenario"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        wrap=True,
        on_change=widget_values.on_change(
            key, lambda: session.set_study(study.activated(st.session_state[key] or study.active))
        ),
    )
    for named in study.stage.scenarios:
        if named.key == study.active:
            st.caption(t.text(named.reason))


def headline(sentence: str, over: str | None = None) -> None:
    """What the page answers now; above it, small, what a workshop or a published study is called."""
    if over is not None:
        st.markdown(f"**{over}**")
    st.title(sentence, anchor=False)


def print_style() -> None:
    """What a printer does not need is left out: navigation, switches, buttons."""
    st.html(PRINTED)


def section(title: str) -> None:
    """A heading inside a page."""
    st.header(title, anchor=False)


def unknown_in_address(t: Translator) -> None:
    """In one line each: what a link asks for and does not exist, so that the default is shown."""
    for name, value in address.unknown():
        st.warning(t("app.unknown_in_address", name=t(f"app.address_{name}"), value=plain(value)))


def view_choice(
    title: str, names: Mapping[View, str], name: str, label: bool = False, tip: str | None = None
) -> View:
    """One of several views, of which only the chosen one is computed; the choice outlives the page."""
    address.note_views(st.session_state.get("page_drawn", ""), name, names.__contains__)
    key = widget_values.remembered(name, among=list(names))
    if st.session_state[key] is None:
        st.session_state[key] = next(iter(names))
    chosen = st.segmented_control(
        title,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=widget_values.remember,
        args=(key,),
        label_visibility="visible" if label else "collapsed",
        help=tip,
    )
    return chosen or next(iter(names))


def candidate_choice(t: Translator) -> None:
    """Any place by name: the keyboard's way to what a click on the map does."""
    study = session.study()
    names = {
        line.key: f"{line.rank}  {t.written.text(study.evidence[line.key].name)}"
        for line in study.ranking
    }
    key = widget_values.seeded(
        "_place", session.selected() if session.selected() in names else None
    )
    st.selectbox(
        t("app.place"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=t("app.nothing_chosen"),
        on_change=widget_values.on_change(key, lambda: session.select(st.session_state[key])),
    )


def findings(t: Translator, found: Sequence[Finding]) -> None:
    """An error beside its cause: where, what is wrong, what to do."""
    for finding in found:
        st.error(t.line(formatting.named(session.study(), finding)))


def remarks(t: Translator, found: Sequence[Finding], title: str = "app.remarks") -> None:
    """What a reader of this ranking should know, quietly: it is no fault of theirs."""
    if not found:
        return
    with st.expander(t(title, count=len(found))):
        for finding in found:
            st.markdown(f"- {t.line(finding)}")


def run_page(t: Translator, page: Any) -> None:
    """Run a page; trouble becomes a sentence in the user's language, and the page's address stays usable."""
    try:
        page.run()
    except AppError as error:
        section(t("app.cannot"))
        findings(t, error.findings)
        back = st.container(horizontal=True)
        back.button(t("app.undo"), on_click=session.undo, type="primary")
        back.button(t("app.start_over"), on_click=session.start_over)
    except Exception as error:
        logging.getLogger(__name__).exception("a page failed")
        section(t("app.unexpected"))
        findings(t, [Finding.of("page.wrong", error=type(error).__name__)])


@contextmanager
def progress(t: Translator, words: str) -> Iterator[Callable[[float], None]]:
    """A function that hears the share of the work done; a bar tells it once that takes longer than a moment."""
    room, begun = st.empty(), time.monotonic()

    def tell(share: float) -> None:
        if time.monotonic() - begun > PATIENCE:
            room.progress(min(share, 1.0), t(words, share=round(100 * share)))

    try:
        yield tell
    finally:
        room.empty()


def eligibility_switch(t: Translator, study: Study, gate: EligibilityRule) -> None:
    """A gate that can be switched off or, where it is a distance, set otherwise."""
    limit = study.eligibility_limit(gate)

    def keep(value: float | None) -> None:
        session.set_study(
            study.with_changes(eligibility={**study.scenario.eligibility, gate.key: value})
        )

    on = widget_values.seeded(f"_gate_{gate.key}", limit is not None)
    st.toggle(
        t.text(gate.name),
        key=on,
        help=t.text(gate.reason),
        on_change=widget_values.on_change(
            on, lambda: keep(gate.at_least if st.session_state[on] else None)
        ),
    )
    if limit is not None and gate.at_least > 1:
        number = widget_values.seeded(f"_limit_{gate.key}", float(limit))
        st.number_input(
            t("data.limit"),
            min_value=0.0,
            max_value=500.0,
            step=1.0,
            key=number,
            value=widget_values.shown(number),
            on_change=widget_values.on_change(number, lambda: keep(st.session_state[number])),
        )


def method_choice(t: Translator, names: Mapping[str, str]) -> str:
    """How the user wants to weigh."""
    return view_choice(t("weights.way"), names, "way", label=True)


def province_filter(t: Translator, study: Study) -> list[str] | None:
    """The alternatives of the provinces chosen, None for all; hides rows and never ranks again."""
    provinces = {
        t.written.text(a.province): t.text(a.province)
        for a in study.candidates
        if a.province is not None
    }
    if len(provinces) < 2:
        return None
    chosen = st.pills(
        t("ranking.only"),
        list(provinces),
        format_func=provinces.__getitem__,
        selection_mode="multi",
        wrap=True,
        key="_provinces",
    )
    if not chosen:
        return None
    return [
        a.key
        for a in study.candidates
        if a.province is not None and t.written.text(a.province) in chosen
    ]
