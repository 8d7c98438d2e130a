"""The network's closer looks: links, years, cities, claims, and a user's own figures."""

from collections.abc import Sequence

import streamlit as st

from inputs.embedded import rows_of
from inputs.files.written_csv import csv_bytes
from mcda.app.state import region
from mcda.app.widgets import charts_and_tables, downloads, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.app.widgets.upload_progress import upload_progress
from mcda.region.claims import verdicts
from mcda.region.link_years import (
    Observation,
    embedded_observations,
    measure_named,
    measures,
    periods,
)
from mcda.region.network import GROWTH_MEASURE, TOTAL_MEASURE, Network
from mcda.report.charts.region import bars
from mcda.report.tables import network
from mcda.report.tables.formatting import to_frame
from mcda.study.study import Study
from mcda.words import Translator

VIEWS = ("links", "years", "cities", "claims", "own")


def views(t: Translator, study: Study, found: Network) -> None:
    """Five closer looks, each computed only when it is asked for."""
    view = page_parts.view_choice(
        t("network.views"), {name: t(f"network.view_{name}") for name in VIEWS}, "network_view"
    )
    {"links": _links, "years": _years, "cities": _cities, "claims": _claims, "own": _own}[view](
        t, study, found
    )


def _figures() -> tuple[Observation, ...]:
    return (*region.own_links(), *embedded_observations())


def _measure(t: Translator, figures: Sequence[Observation], name: str, first: str) -> str:
    """Which measure is looked at; a user's own stand first."""
    own = [o.measure for o in region.own_links()]
    known = [m for m in dict.fromkeys([*own, *measures()]) if periods(figures, m)]
    names = {m: t.written.text(measure_named(m).name) for m in known}
    return remembered_select(t("network.measure"), names, name, first=own[0] if own else first)


def _links(t: Translator, study: Study, found: Network) -> None:
    """What the phase is, and the scores behind the ranks."""
    step = found.steps[-1]
    st.markdown(t("network.phase_words", name=step.name, gloss=step.gloss))
    sectors = [t.text(s.name) for s in found.sectors if s.step == step.number]
    told = [t("network.sectors_here", sectors=t.join(sectors, last=False)), t("network.six")]
    if step.note is not None:
        told.append(t("network.note", note=step.note))
    st.caption(t.sentences(told))
    charts_and_tables.as_table(t, network.links(found, t.written), "network_links", study)


def _years(t: Translator, study: Study, _: Network) -> None:
    figures = _figures()
    st.markdown(t("network.not_firms"))
    measure = _measure(t, figures, "growth_measure", GROWTH_MEASURE)
    sentence = network.leaders(figures, measure, study, t)
    st.markdown(t("network.leads_words", sentence=sentence, doubt=measure_named(measure).doubt))
    table = network.grown(figures, measure, study, t.written)
    if not table.rows:
        return
    rows = to_frame(table)
    last = rows.columns[-1]
    number = "+.0%" if table.columns[-1].meaning == "share" else ",.3~g"
    figure, finding = (
        bars(rows, rows.columns[0], last, number),
        network.leaders(figures, measure, study, t.written),
    )
    charts_and_tables.still_chart(figure, "network_years", title=finding, study=study)
    charts_and_tables.as_table(t, table, "network_growth", study)


def _cities(t: Translator, study: Study, _: Network) -> None:
    figures = _figures()
    measure = _measure(t, figures, "total_measure", TOTAL_MEASURE)
    words = t("network.tiers_words")
    st.markdown(t("network.leads_words", sentence=words, doubt=measure_named(measure).doubt))
    table = network.cities(figures, measure, t.written)
    charts_and_tables.table(table, key="network_cities", study=study)


def _claims(t: Translator, _: Study, __: Network) -> None:
    st.markdown(t("network.claims_words"))
    for verdict in verdicts(region.own_links()):
        mark = network.MARKS[verdict.answer]
        with st.container(border=True):
            st.markdown(f"**{t.text(verdict.claim.text)}**")
            answer = t(f"network.{verdict.answer}")
            st.markdown(
                t("network.verdict_words", mark=mark, answer=answer, sentence=verdict.sentence)
            )


def _own(t: Translator, _: Study, __: Network) -> None:
    st.markdown(t("network.own_words"))
    given = st.file_uploader(t("network.own_file"), type=["csv", "xlsx"], key="_own_links")
    if given is not None and region.own_links_file() != given.file_id:
        with upload_progress(t, given.name) as waiting:
            region.receive_own_links(given.file_id, given.name, given.getvalue(), waiting)
        st.rerun()
    page_parts.findings(t, region.own_links_findings())
    if region.own_links():
        st.markdown(t("network.own_read", count=len(region.own_links())))
    elif region.own_links_file() is not None:
        st.markdown(t("network.own_none"))
    row = st.container(horizontal=True)
    if region.own_links_file() is not None:
        row.button(t("network.own_forget"), on_click=region.forget_own_links)
    downloads.button(
        t("network.own_example"),
        make=example,
        file_name="links.csv",
        mime="text/csv",
        place=row,
    )


def example() -> bytes:
    """The embedded long table in the form that is read."""
    columns = ("city_a", "city_b", "year", "period", "measure", "value", "unit", "source", "note")
    ends = {row["key"]: (row["city_a"], row["city_b"]) for row in rows_of("links")}
    rows: list[Sequence[str]] = [columns]
    for row in rows_of("links_by_year"):
        a, b = ends[row["link"]]
        rows.append([a, b, *(row[column] for column in columns[2:])])
    return csv_bytes(rows)
