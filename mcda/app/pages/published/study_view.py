"""What an official reads under the link of a published study. It comes from the store, never from the desk."""

import streamlit as st

from criteria.errors import StoreTrouble, Trouble
from mcda.app.pages.brief.publish import day
from mcda.app.state import result_cache, session
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.app.widgets.plain_text import plain
from mcda.group.store.publications import Published
from mcda.report import published_page
from mcda.report.maps.ranking import place_map
from mcda.report.workbook.sheets.ranking import headline
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Say


def show(say: Say, published: Published, study: Study) -> None:
    """One page: title, answer, the first ten, the map, how sure, what it rests on."""
    date = day(say, published.date)
    page_parts.headline(
        say("shelf.published", date=date, version=published.version), plain(say.of(study.title))
    )
    st.markdown(f"**{say.name(study.stage.question)}**  \n{headline(study, say)}")
    written = say.written
    st.download_button(
        say("shelf.download"),
        data=session.workbook_of(study, say.lang),
        file_name=f"{written('app.title')}-{written.of(study.stage.title)}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        type="primary",
    )
    count = len(study.ranking)
    page_parts.section(
        say("shelf.first_ten", count=published_page.TEN)
        if count > published_page.TEN
        else say("shelf.first_all")
    )
    charts_and_tables.prose(say, published_page.first_ten(study, written))
    left, right = st.columns([1, 1], gap="large")
    with left:
        _map(say, study)
    with right:
        _how_sure(say, study)
    page_parts.section(say("shelf.rests_on"))
    st.markdown("\n".join(f"- {line}" for line in published_page.rests_on(study, say)))
    supposed = published_page.supposed(study, say)
    if supposed:
        st.markdown(f"**{supposed}**")
    st.markdown(say("app.unknown", text=study.stage.unknown))
    page_parts.remarks(say, study.findings)
    sources = published_page.sources(study, written)
    if sources is not None:
        with st.expander(say("shelf.sources")):
            charts_and_tables.prose(say, sources)
    st.caption(say("shelf.hash", hash=digest(study)))


def _map(say: Say, study: Study) -> None:
    drawn = place_map(study, say)
    if drawn:
        page_parts.section(say("shelf.map"))
        st.vega_lite_chart(drawn, width="stretch", key="published_map")


def _how_sure(say: Say, study: Study) -> None:
    """The first three in sentences; a method that cannot be drawn says so."""
    page_parts.section(say("shelf.how_sure"))
    try:
        smaa = rank_ranges.found(say, study, result_cache.near(study))
    except Trouble as trouble:
        page_parts.told(say, trouble.findings)
    else:
        st.markdown("\n".join(f"- {told}" for told in published_page.how_sure(study, smaa, say)))


def replaced(say: Say, published: Published, newest: Published) -> None:
    """Above an older version: that there is a newer one, and the way to it."""
    if published.status != "replaced":
        return
    date = day(say, newest.date)
    if newest.status == "withdrawn":
        st.warning(say("shelf.newer_gone", date=date))
    else:
        address = f"?study={newest.link}&lang={say.lang}"
        st.warning(say("shelf.newer", date=date, version=newest.version, address=address))


def withdrawn(say: Say, published: Published) -> None:
    st.title(say("shelf.withdrawn"), anchor=False)
    title, date = plain(published.title), day(say, published.date)
    st.markdown(say.written("shelf.withdrawn_on", title=title, date=date))


def no_way_in(say: Say, trouble: Trouble) -> None:
    """Nothing under the link, no database, or a study that this version cannot open."""
    known = any(finding.code == "shelf.link" for finding in trouble.findings)
    st.title(say("shelf.nowhere" if known else "shelf.not_now"), anchor=False)
    page_parts.told(say, trouble.findings)
    if isinstance(trouble, StoreTrouble):
        st.button(say("shelf.again"), key="_again", type="primary")
