"""Which county is looked at, and the plain facts about it."""

import streamlit as st

from inputs.county_list import list_bases
from inputs.embedded import evidence_of, station_name
from inputs.evidence import Alternative
from mcda.app.state import session, widget_values
from mcda.region.areas import words
from mcda.region.chain import across_border, cluster_name, cluster_of, lead_city
from mcda.region.pilot_candidates import leads_unranked
from mcda.region.zones import zone_of
from mcda.report.tables import areas, chain
from mcda.report.tables.model import where
from mcda.study.factory import CITY_STAGE, COUNTY_STAGE, TOWN_STAGE
from mcda.words import Translator


def county_choice(t: Translator) -> str:
    """The county chosen on any page, else the first of the ranking; its key."""
    counties = {a.key: a for a in evidence_of("county").alternatives}
    chosen = session.selected_on_any_page()
    if chosen not in counties:
        chosen = next(iter(session.study_of(COUNTY_STAGE).ranking)).key
    key = widget_values.seeded("_county", chosen)
    offered = sorted(counties, key=lambda k: t.text(counties[k].name))
    picked = st.selectbox(
        t("county.choose"),
        offered,
        format_func=lambda k: f"{counties[k].name.zh} {counties[k].name.en}",
        key=key,
        index=widget_values.shown_index(key, offered),
        help=t("county.print"),
        on_change=widget_values.on_change(key, lambda: session.select(st.session_state[key])),
    )
    return str(picked)


def listed(key: str) -> bool:
    """Whether the county is on the list in hand."""
    return any(a.key == key for a in session.study_of(COUNTY_STAGE).evidence.alternatives)


def rank_sentence(t: Translator, county: Alternative) -> str:
    """The county's rank and its town's, for the head of the page."""
    parts = []
    for level, stage in (("county", COUNTY_STAGE), ("town", TOWN_STAGE)):
        ranking = session.study_of(stage).ranking
        if county.key in ranking.alternatives:
            values = {"rank": ranking.rank(county.key), "count": len(ranking)}
            parts.append(t(f"county.rank_{level}", name=county.name, **values))
        else:
            parts.append(t(f"county.out_{level}", name=county.name))
    return t.sentences(parts)


def facts(t: Translator, county: Alternative) -> list[str]:
    """Where it lies, who leads it, how many live there, its zone."""
    primary = session.study_of(CITY_STAGE)
    city = primary.evidence[lead_city(county, primary)]
    border = across_border(county)
    ranked = city.key in primary.ranking.alternatives
    candidate = (
        t(
            "county.city_rank",
            rank=primary.ranking.rank(city.key),
            count=len(primary.ranking),
        )
        if ranked
        else t("chain.always_in" if leads_unranked(primary, city.key) else "chain.shut_out")
    )
    return [
        t(
            "county.where",
            where=where(session.study_of(COUNTY_STAGE), county.key, t)
            if listed(county.key)
            else t.text(county.province or county.name),
            city=city.name,
            city_rank=candidate,
        ),
        *([t("county.border", border=chain.border(border, t))] if border else []),
        _people(t, county),
        *([t("ranking.named")] if county.number("paper_named") else []),
        *areas.renamed(county.key, t),
    ]


def more(t: Translator, county: Alternative) -> list[str]:
    """Its urban cluster, why it is on the list, its area, its neighbours, its high-speed station."""
    primary = session.study_of(CITY_STAGE)
    cluster, _ = cluster_of(primary.evidence[lead_city(county, primary)], primary)
    basis = next(basis for basis in list_bases() if county.key in basis.members)
    return [
        t("county.cluster", cluster=cluster_name(cluster)),
        t("county.basis", basis=basis.name),
        t("county.area", area=areas.counted("area_km2", county.number("area_km2") or 0.0, t)),
        *areas.income_and_people(county.key, t),
        _neighbours(t, county),
        *_station(t, county),
    ]


def _people(t: Translator, county: Alternative) -> str:
    rules = session.zone_rules()
    zone = zone_of(evidence_of("county"), rules).get(county.key)
    before, after = county.number("pop_2010"), county.number("pop_2020") or 0.0
    change = areas.signed(100 * (after / before - 1)) if before else "—"
    people = f"{after:,.0f}" if t.lang == "en" else f"{after / 1e4:.1f}"
    return t(
        "county.facts",
        people=t("county.people", people=people),
        change=change,
        zone=words()["zones"][zone]["name"][t.lang] if zone else "—",
    )


def _station(t: Translator, county: Alternative) -> list[str]:
    """The nearest high-speed station and how many are its own, by the data year; nothing where the study says nothing."""
    study = session.study_of(COUNTY_STAGE)
    if not listed(county.key):
        return []
    known = study.evidence[county.key]
    nearest, count = known.attributes.get("nearest_station"), known.number("hsr_station")
    if nearest is None or count is None:
        return []
    year = t(f"data.year_{study.data_year}")
    return [t("county.station", name=station_name(str(nearest)), year=year, count=f"{count:.0f}")]


def _neighbours(t: Translator, county: Alternative) -> str:
    known = (*evidence_of("county").alternatives, *evidence_of("city").alternatives)
    names = {alternative.key: alternative.name for alternative in known}
    keys = str(county.attributes.get("neighbours", "")).split()
    return t("county.neighbours", names=[names[key] for key in keys if key in names])
