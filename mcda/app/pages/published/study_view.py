"""What an official reads under the link of a published study. It comes from the store, never from the session."""

import streamlit as st

from criteria.errors import AppError, StoreError
from mcda.app.pages.published import disputes
from mcda.app.state import result_cache, session
from mcda.app.widgets import (
    charts_and_tables,
    downloads,
    messages,
    page_parts,
    rank_ranges,
)
from mcda.app.widgets.dates import local_date
from mcda.group.store.publications import Published
from mcda.report import published_page
from mcda.report.maps.ranking import rank_map
from mcda.report.open_data.layers import has_positions
from mcda.report.tables import data, robustness
from mcda.report.tables.ranking import headline, source_words
from mcda.report.tables.workshop import workshop_sentences
from mcda.report.workbook.sheets.ranking import why_words
from mcda.robustness import Acceptability
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

DATA, ON_MAP = ("json", "csv", "xlsx", "zip"), ("gpkg", "geojson")  # see entry/published_data.py


def render(t: Translator, published: Published, study: Study) -> None:
    """One page: title, answer, the first ten, the map, how sure, what it rests on."""
    date = local_date(t, published.date)
    page_parts.headline(
        t.text(study.title), over=t("publications.published", date=date, version=published.version)
    )
    st.markdown(t.sentences([headline(study, t), *workshop_sentences(study, t)]))
    st.caption(t.sentences(source_words(study, t)))
    written, smaa = t.written, _drawn(t, study)
    left, right = st.columns([1, 1], gap="large")  # on a phone the map follows below
    with left:
        charts_and_tables.narrow(t, published_page.first_ten(study, written, smaa), "top_10", study)
        downloads.button(
            t("brief.download"),
            make=session.workbook_of(study, t.lang),
            file_name=f"{written('app.title')}-{written.text(study.stage.title)}.xlsx",
            mime=downloads.XLSX,
            type="primary",
        )
    with right:
        _map(t, study)
    _how_sure(t, study, smaa)
    page_parts.section(t("brief.why"))
    charts_and_tables.prose(t, published_page.reasons(study, written), "reasons", study)
    for sentence in why_words(study, t):
        st.caption(sentence)
    page_parts.section(t("brief.title_evidence"))
    told = [t.text(study.stage.question), *published_page.rests_on(study, t)]
    st.markdown("\n".join(f"- {line}" for line in told))
    assumed_evidence = published_page.assumed_evidence(study, t)
    if assumed_evidence:
        st.markdown(f"**{assumed_evidence}**")
    st.markdown(t("app.unknown", text=study.stage.unknown))
    page_parts.remarks(t, study.findings)
    sources = data.sources(study, written)
    if sources is not None:
        with st.expander(t("brief.table_sources")):
            charts_and_tables.prose(t, sources, "sources", study)
    disputes.answers(t, published, study)
    disputes.form(t, published, study)
    kinds = (*DATA, *(ON_MAP if has_positions(study) else ()))
    files = [f"[{kind.upper()}](published/{published.link}.{kind}?lang={t.lang})" for kind in kinds]
    st.caption(t("open_data.data_of_page", links=t.composed(" · ".join(files))))
    st.caption(t("publications.checksum", hash=digest(study)))


def _map(t: Translator, study: Study) -> None:
    drawn = rank_map(study, t.written)
    if drawn:
        page_parts.section(t("brief.title_map"))
        charts_and_tables.drawn_map(
            drawn, key="published_map", title=headline(study, t.written), study=study
        )


def _drawn(t: Translator, study: Study) -> Acceptability | None:
    """What is drawn close to the weights; a method that cannot be drawn says so."""
    try:
        return rank_ranges.found(t, study, result_cache.near(study))
    except AppError as error:
        messages.show_errors(t, error.findings)
        return None


def _how_sure(t: Translator, study: Study, smaa: Acceptability | None) -> None:
    """The first three in sentences."""
    if smaa is not None:
        page_parts.section(t("app.robustness"))
        st.markdown("\n".join(f"- {told}" for told in published_page.how_sure(study, smaa, t)))
        st.caption(robustness.drawn(smaa, t), help=robustness.details(study, smaa, t))


def replaced(t: Translator, published: Published, newest: Published) -> None:
    """Above an older version: that there is a newer one, and the way to it."""
    if published.status != "replaced":
        return
    date = local_date(t, newest.date)
    if newest.status == "withdrawn":
        st.warning(t("publications.newer_gone", date=date))
    else:
        words = t("publications.open_version", version=newest.version)
        link = t.composed(
            f"[{words}](?study={newest.link}&lang={t.lang})"
        )  # ours: it is to lead on
        st.warning(t("publications.newer", date=date, link=link))


def withdrawn(t: Translator, published: Published) -> None:
    st.title(t("publications.withdrawn"), anchor=False)
    date = local_date(t, published.date)
    st.markdown(t("publications.withdrawn_on", title=published.title, date=date))


def no_way_in(t: Translator, error: AppError) -> None:
    """Nothing under the link, no database, or a study that this version cannot open."""
    known = any(finding.code == "shelf.link" for finding in error.findings)
    st.title(t("publications.nowhere" if known else "publications.not_now"), anchor=False)
    messages.show_errors(t, error.findings)
    if isinstance(error, StoreError):
        st.button(t("phone.retry"), key="_again", type="primary")
