"""What stands behind a click on the page of one county: method, score breakdown, designations, what is not known."""

from pathlib import Path

import streamlit as st

import mcda.app
from inputs.evidence import Alternative
from mcda.app.pages.county import county_choice, towns
from mcda.app.widgets import charts_and_tables
from mcda.region.designations import designations_of, named_in_paper
from mcda.report.tables import (
    areas,
    county_profile,
    plan_membership,
    ranking,
    robustness,
    town_types,
)
from mcda.study.study import Study
from mcda.words import Translator

REGION = Path(mcda.app.__file__).parent / "pages" / "region" / "page.py"


def tested(t: Translator, studies: tuple[Study, ...]) -> str:
    """Which weights the ranges were found with, how many of them, and the largest error of a share."""
    return robustness.tested([county_profile.near_acceptability(study) for study in studies], t)


def render(t: Translator, county: Alternative, studies: tuple[Study, ...]) -> None:
    """Six closed expanders, the designations and the missing values with their number."""
    about(t, county)
    _town_types(t, county, studies)
    _unknown(t, county, studies)
    for study in studies:
        if county.key in study.ranking.alternatives:
            with st.expander(t("county.breakdown", stage=study.stage.name)):
                charts_and_tables.table(
                    ranking.card(study, t.written, county.key), key=f"made_of_{study.stage.key}"
                )
    _method(t, studies)


def about(t: Translator, county: Alternative) -> None:
    """Its urban cluster, list group and neighbours; its designations and a way to all of them; its towns."""
    with st.expander(t("county.more")):
        st.markdown(t.sentences(county_choice.more(t, county)))
        if areas.income_and_people(county.key, t):
            st.caption(areas.income_sources(t))
    found = designations_of(county.key)
    unverified = sum(designation.is_unverified for designation in found)
    with st.expander(t("county.badges", count=len(found), unverified=unverified)):
        for designation in found:
            told = t(
                "county.badge",
                name=designation.name,
                kind=designation.kind_name,
                evidence=designation.evidence_name,
            )
            st.markdown(f"- {told}")
        if not found:
            st.markdown(t("county.no_badges"))
        items = [
            t("county.in_paper_item", name=item.name, evidence=item.evidence_name)
            for item in named_in_paper()
            if county.key in item.counties
        ]
        if items:
            st.markdown(t("county.in_paper", items=t.join(items, last=False)))
        st.page_link(REGION, label=t("app.region"))
    with st.expander(plan_membership.of_county(county, t)):
        for told in plan_membership.badge(str(county.attributes["lead_city"]), t):
            st.markdown(f"- {told}")
        st.caption(plan_membership.doubt(t))
    towns.render(t, county)


def _town_types(t: Translator, county: Alternative, studies: tuple[Study, ...]) -> None:
    """Its types of county town with what they rest on, its rank within each, and their source."""
    rules = studies[0].town_type_rules
    with st.expander(town_types.headline(county.key, rules, t)):
        for told in town_types.answers(county.key, rules, t):
            st.markdown(f"- {told}")
        ranks = [line for study in studies for line in town_types.ranks(study, county.key, t)]
        if ranks:
            st.markdown(t.sentences(ranks))
        st.caption(town_types.source_words(t))


def _unknown(t: Translator, county: Alternative, studies: tuple[Study, ...]) -> None:
    doubts = dict.fromkeys(
        doubt for study in studies for doubt in county_profile.doubts(study, county.key, t)
    )
    with st.expander(t("county.unknown", count=len(doubts))):
        spread = [
            told for study in studies if (told := county_profile.variance(study, county.key, t))
        ]
        unknown = [t.text(study.stage.unknown) for study in studies]
        for told in (*doubts, *spread, *unknown):
            st.markdown(f"- {told}")


def _method(t: Translator, studies: tuple[Study, ...]) -> None:
    with st.expander(t("county.method")):
        for line in (
            t("county.method_profile"),
            t("county.method_alike", most=county_profile.NEAREST),
            t(
                "county.method_better",
                most=county_profile.BETTER,
                least=county_profile.LEAST,
            ),
            t("county.method_lost", count=county_profile.FIRST),
        ):
            st.markdown(f"- {line}")
        for study in studies:
            drawn = robustness.drawn(county_profile.near_acceptability(study), t)
            st.markdown(f"- {t('chain.note', stage=study.stage.name, note=drawn)}")
