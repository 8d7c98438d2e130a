"""Publishing for officials: the study in hand goes on the shelf under a link; its planner replaces or withdraws it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from criteria.errors import AppError, Finding
from criteria.text import Text
from mcda.app.state import facilitator, resources, session, widget_values
from mcda.app.widgets import messages, page_parts, planner_key, sign_in
from mcda.app.widgets.dates import local_date
from mcda.group.model.typed_text import TITLE, clean
from mcda.group.store.publications import Published, Shelved
from mcda.study.io import to_json
from mcda.study.study import Study
from mcda.words import Translator

# Notes of the page: what was typed, the key as it is shown once, what stood in the way of the last action.
NAME, GIVEN, TROUBLE = "shelf_name", "planner_key_given", "shelf_trouble"


def render(t: Translator, study: Study) -> None:
    """The form, the key once, and what this planner has on the shelf."""
    page_parts.section(t("publications.publish"))
    st.markdown(t("publications.words"))
    if not sign_in.is_through(t, "publications.sign_in_first"):
        return
    name = widget_values.remembered(NAME, empty="")
    left, right = st.columns(2, gap="large")
    left.text_input(
        t("publications.name"),
        key=name,
        max_chars=TITLE,
        placeholder=t.written.text(study.title),
        autocomplete="off",
        on_change=widget_values.remember,
        args=(name,),
    )
    planner_key.field(t, t("publications.key_empty"), _typed, right)
    mine = _mine(t)
    st.button(
        t("publications.publish_another" if mine else "publications.publish"),
        key="_publish",
        on_click=_publish,
        args=(study,),
    )
    messages.show_errors(t, widget_values.value_of(TROUBLE) or ())
    _given(t)
    if mine:
        st.markdown(f"**{t('publications.mine')}**")
        for published in mine:
            _item(t, published, study)


def _typed() -> None:
    """Another key: what was said of the one before no longer holds."""
    widget_values.set_value(TROUBLE, None)


def _mine(t: Translator) -> tuple[Published, ...]:
    """What lies on the shelf under the key that was typed; one that opens nothing is told."""
    key = planner_key.typed()
    if not key:
        return ()
    try:
        found = resources.store().published_by(key)
    except AppError as error:
        messages.show_errors(t, error.findings)
        return ()
    if not found:
        messages.show_errors(t, [Finding.of("shelf.key")])
    return found


def _given(t: Translator) -> None:
    """A new key: shown until it is noted down, and then no more."""
    given = widget_values.value_of(GIVEN)
    if given:
        with st.container(border=True, key="planner_key_once"):
            st.markdown(t("publications.key_once"))
            st.code(given, language=None, wrap_lines=True)
            st.button(
                t("workshop.key_noted"),
                key="_planner_key_noted",
                on_click=widget_values.set_value,
                args=(GIVEN, None),
            )


def _item(t: Translator, published: Published, study: Study) -> None:
    link, date = published.link, local_date(t, published.date)
    with st.container(border=True, key=f"shelved_{link}"):
        status = t(f"publications.status_{published.status}", date=date)
        title, version = published.title, published.version
        st.markdown(t("publications.item", title=title, version=version, status=status))
        if published.status == "withdrawn":
            return
        st.code(f"{facilitator.site()}/published/{link}", language=None, wrap_lines=True)
        row = st.container(horizontal=True)
        if published.status == "current":
            row.button(
                t("publications.replace"),
                key=f"_replace_{link}",
                help=t("publications.replace_help"),
                on_click=_replace,
                args=(link, study),
            )
        with row.popover(t("publications.withdraw"), key="_withdraw_popover"):
            st.markdown(t("publications.withdraw_words"))
            st.button(
                t("publications.withdraw_now"),
                key=f"_withdraw_{link}",
                type="primary",
                on_click=_withdraw,
                args=(link,),
            )


def _publish(study: Study) -> None:
    study, title = _titled(study)
    key = planner_key.typed() or None
    address = session.client_address()
    shelved = _tried(lambda: resources.store().publish(to_json(study), title, key, address))
    if shelved is not None and key is None:
        planner_key.keep(shelved.planner_key)
        widget_values.set_value(GIVEN, shelved.planner_key)


def _replace(link: str, study: Study) -> None:
    study, title = _titled(study)
    _tried(lambda: resources.store().replace(link, to_json(study), title, planner_key.typed()))


def _withdraw(link: str) -> None:
    _tried(lambda: resources.store().withdraw(link, planner_key.typed()))


def _titled(study: Study) -> tuple[Study, str]:
    """The study under the title that was typed, else under its own, which speaks both languages."""
    typed = clean(widget_values.value_of(NAME) or "", TITLE)
    if typed:
        return replace(study, title=Text.same(typed)), typed
    return study, session.translator().written.text(study.title)


def _tried(act: Callable[[], Shelved | None]) -> Shelved | None:
    """What an action returns; what stood in its way is told on the page, and nothing typed is lost."""
    try:
        done = act()
    except AppError as error:
        widget_values.set_value(TROUBLE, error.findings)
        return None
    widget_values.set_value(TROUBLE, ())
    return done
