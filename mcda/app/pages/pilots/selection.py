"""The choice of pilots on the screen: its sentence, its price, its firmness, its rivals, or why there is none."""

import streamlit as st

from criteria.errors import Finding, StudyError
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.pilot_decision import FIRST, Decision, decide
from mcda.region.pilots import Firmness
from mcda.report.charts.region import bars
from mcda.report.tables import pilots
from mcda.report.tables.formatting import to_frame
from mcda.study.study import Study
from mcda.words import Translator

VIEWS = ("price", "firm", "near", "left")


def decided(study: Study) -> tuple[Decision | None, tuple[Finding, ...]]:
    """The decision, or what keeps it from being made."""
    try:
        return decide(study), ()
    except StudyError as error:
        return None, error.findings


def sentence(t: Translator, found: Decision | None, error: tuple[Finding, ...] = ()) -> str:
    if found is None:
        return pilots.none_words(error, t)
    names = [t.text(found[key].name) for key in found.best.chosen]
    if len(names) > 4:
        return t(
            "pilots.sentence",
            names=t.join(names[:3], last=False),
            more=len(names) - 3,
            k=len(names),
        )
    return t("pilots.sentence_few", names=t.join(names), k=len(names))


def refused(t: Translator, findings: tuple[Finding, ...], k: int) -> None:
    """What is wrong with the constraints, beside them; a clash as the list of those that clash."""
    for finding in findings:
        if finding.code == "pilots.clash":
            rules = finding.values["rules"]
            assert isinstance(rules, list)  # the names of those that clash
            lines = [f"- {t.text(rule)}" for rule in rules]
            st.error("\n".join([t("pilots.clash", k=k), "", *lines]))
        else:
            page_parts.findings(t, [finding])


def views(t: Translator, found: Decision) -> None:
    """Four closer looks, each computed only when it is asked for."""
    view = page_parts.view_choice(
        t("pilots.views"), {name: t(f"pilots.view_{name}") for name in VIEWS}, "pilots_view"
    )
    {"price": _price, "firm": _firm, "near": _near, "left": _left}[view](t, found)


def _price(t: Translator, found: Decision) -> None:
    for told in pilots.price_words(found, t):
        st.markdown(told)
    if not found.price:
        return
    table = pilots.prices(found, t.written)
    rows = to_frame(table)
    st.altair_chart(bars(rows, *rows.columns), width="stretch", theme=None)
    charts_and_tables.as_table(t, table, "pilots_price")


def _firm(t: Translator, found: Decision) -> None:
    """Of the first draws at once, as provisional; of all of them as soon as they are there."""
    first = found.firmness(FIRST)
    with st.empty():
        with st.container():
            st.markdown(t("pilots.provisional", draws=first.draws))
            _firm_words(t, found, first)
        with page_parts.progress(t, "pilots.working_firm") as tell:
            firm = found.firmness(progress=tell)
        with st.container():
            _firm_words(t, found, firm)
    table = pilots.firm(found, t.written)
    shown = to_frame(table)
    st.altair_chart(
        bars(shown, shown.columns[0], shown.columns[1], ".0%"), width="stretch", theme=None
    )
    charts_and_tables.as_table(t, table, "pilots_firm")
    st.caption(t("pilots.firm_fixed"))


def _firm_words(t: Translator, found: Decision, firm: Firmness) -> None:
    for phrase, keys in (
        ("pilots.core_words", firm.core),
        ("pilots.borderline_words", firm.borderline),
    ):
        names = [
            t.composed(f"{t.text(found[key].name)} {t.percent(firm.presence[key])}") for key in keys
        ]
        listed = t.join(names, last=False) or t("pilots.nobody")
        st.markdown(t(phrase, draws=f"{firm.draws:,}", names=listed))
    st.markdown(pilots.firm_error(found, firm, t))


def _near(t: Translator, found: Decision) -> None:
    with st.spinner(t("pilots.working_near")):
        told = pilots.near_words(found, t)
    for sentence in told:
        st.markdown(sentence)
    if len(found.near.portfolios) < 2:
        return
    charts_and_tables.table(pilots.rivals(found, t.written), key="pilots_near", height=320)


def _left(t: Translator, found: Decision) -> None:
    st.markdown(pilots.left_out(found, t))
