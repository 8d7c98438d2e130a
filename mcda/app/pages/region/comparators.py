"""Regions to learn from, one criterion on the map, heritage and species."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app.pages.region import map_layer
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.region.comparators import lessons, premise, regions
from mcda.region.designations import designations_of, unsettled
from mcda.report.maps.background import TALL
from mcda.report.maps.ranking import value_map
from mcda.report.tables import areas
from mcda.words import Translator


def learnt(t: Translator) -> None:
    """The Alps, the Great Lakes, Bohai beside Qinba; lessons; what the paper prints oddly."""
    st.markdown(t.text(premise()))
    charts_and_tables.prose(t, areas.elsewhere(session.lists_off(), t.written), "comparators")
    with st.expander(t("region.lessons")):
        st.markdown("\n".join(f"{n}. {t.text(one)}" for n, one in enumerate(lessons(), start=1)))
        for region in regions(session.lists_off()):
            st.markdown(f"- **{t.text(region.name)}**: {t.text(region.setting)}")
    with st.expander(t("region.table_instruments")):
        charts_and_tables.prose(t, areas.instruments(t.written), "instruments")
    with st.expander(t("region.table_odd")):
        charts_and_tables.prose(t, areas.odd_prints(t.written), "odd_prints")


def measured(t: Translator) -> None:
    """One criterion of the stage on the map, and what it measures."""
    page_parts.stage_switch(t)
    study = session.study()
    names = {key: t.written.text(study.catalogue[key].name) for key in study.filled.matrix.criteria}
    left, right = st.columns(map_layer.SIDES, gap="medium")
    with right:
        picked = remembered_select(t("region.criterion"), names, "region_criterion")
        criterion, use = study.catalogue[picked], study.stage[picked]
        st.markdown(t.text(use.reason))
        st.caption(t(f"kinds.{use.kind}"))
        with st.expander(t("region.definition")):
            st.markdown(t.text(criterion.description))
        with st.expander(t("app.not_covered")):
            st.markdown(t.text(study.stage.unknown))
    with left:
        shown = value_map(study, t.written, picked, session.selected(), TALL)
        charts_and_tables.map_chart(
            shown, key="region_criterion_map", study=study, criterion=picked
        )


def badged(t: Translator) -> None:
    """The badges of the counties: shown, never scored."""
    counties = evidence_of("county", session.lists_off()).alternatives

    def beside() -> None:
        st.markdown(t("region.badges_words"))
        with_badges = [county for county in counties if designations_of(county.key)]
        shown = [d for county in with_badges for d in designations_of(county.key)]
        read = sum(d.evidence == "read" for d in shown)
        unverified = sum(d.is_unverified for d in shown)
        values = {"badges": len(shown), "count": len(with_badges), "read": read}
        values |= {"named": len(shown) - read - unverified, "unverified": unverified}
        st.markdown(t("region.badges_count", **values))
        sites = [t("region.badge_unsettled", name=name, kind=kind) for name, kind in unsettled()]
        st.caption(t("region.badges_unsettled", sites=sites))

    map_layer.render(t, "badges", beside)
    page_parts.section(t("region.table_badges"))
    charts_and_tables.table(areas.badge_rows(counties, t.written), key="region_badges", height=420)
    with st.expander(t("region.table_paper_heritage")):
        charts_and_tables.prose(t, areas.paper_heritage(t.written), "paper_heritage")
        st.caption(t("region.paper_heritage_words"))
    with st.expander(t("data.source_notes")):
        for line in areas.badge_sources(t):
            st.markdown(f"- {line}")
