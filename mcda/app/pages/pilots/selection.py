"""The choice of pilots on the screen: its sentence, its firmness, its price, its rivals, or why there is none."""

import time
from collections.abc import Sequence

import streamlit as st

from criteria.errors import Finding, StudyError
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.instruments import has_instruments
from mcda.region.pilot_decision import FIRST, Decision, decide
from mcda.region.pilots import Firmness
from mcda.report.charts.pilots import constraint_costs, selection_shares
from mcda.report.tables import instruments, pilots
from mcda.report.tables.relations import graded_words
from mcda.study.study import Study
from mcda.words import Translator

VIEWS = ("firm", "price", "near", "left")
FEW, NAMED = 4, 3  # all of so many pilots are named in the headline, else the first


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
    return pilots.sentence(found, t, names if len(names) <= FEW else names[:NAMED])


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


def relations_and_instruments(t: Translator, found: Decision) -> None:
    """Beside each pilot its five relations and the instruments that fit it; behind a click what triggers each."""
    study, chosen = found.study, found.best.chosen
    if not has_instruments(study):
        return
    page_parts.section(t("relations.table_pilots"))
    table = instruments.of_pilots(study, chosen, t.written)
    charts_and_tables.prose(t, table, "pilots_relations", study)
    told = ("relations.suggestion", "relations.formula")
    st.caption(t.sentences([graded_words(study, t), *map(t, told)]))
    with st.expander(t("relations.table_fits")):
        fits = instruments.by_candidate(study, chosen, t.written)
        charts_and_tables.prose(t, fits, "pilots_instruments", study)


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
    charts_and_tables.still_chart(constraint_costs(found, t.written), "pilots_costs")
    charts_and_tables.as_table(t, pilots.prices(found, t.written), "pilots_price")


def _firm(t: Translator, found: Decision) -> None:
    """Of all draws; where they take longer than a moment, of the first of them until then, as provisional."""
    place, begun = st.empty(), time.monotonic()
    first = found.firmness(FIRST)
    waiting = False

    with page_parts.progress(t, "pilots.working_firm") as bar:

        def tell(share: float) -> None:
            nonlocal waiting
            if not waiting and time.monotonic() - begun > page_parts.PATIENCE:
                waiting = True
                with place.container():
                    _shares(t, found, first, [t("pilots.provisional", draws=first.draws)])
            bar(share)

        firm = found.firmness(progress=tell)
    with place.container():
        _shares(t, found, firm)
    title = t("app.as_table")
    with st.expander(title, key="_pilots_firm_open", on_change="rerun") as box:
        if box.open:  # the shares of near-optimal sets take their time
            charts_and_tables.table(pilots.firm(found, t.written), key="pilots_firm")
            st.caption(t("pilots.firm_fixed"))


def _shares(t: Translator, found: Decision, firm: Firmness, told: Sequence[str] = ()) -> None:
    """The shares; what is provisional is no picture to take away."""
    figure = selection_shares(found, firm, t.written)
    if told:
        st.altair_chart(figure, width="stretch", theme=None)
    else:
        notes = [t.written("pilots.share_signs"), pilots.firm_error(found, firm, t.written)]
        charts_and_tables.still_chart(figure, "pilots_shares", notes=notes)
    signs = t("pilots.share_signs")
    st.caption(t.sentences([*told, signs, pilots.firm_error(found, firm, t)]))


def _near(t: Translator, found: Decision) -> None:
    with st.spinner(t("pilots.working_near")):
        told = pilots.near_words(found, t)
    st.markdown(t.sentences(told))
    if len(found.near.portfolios) < 2:
        return
    charts_and_tables.table(pilots.rivals(found, t.written), key="pilots_near", height=320)


def _left(t: Translator, found: Decision) -> None:
    st.markdown(pilots.left_out(found, t))
