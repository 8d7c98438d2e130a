"""The choice of pilots on the screen: its sentence, its price, its firmness, its rivals, or why there is none."""

import streamlit as st

from criteria.errors import Finding, StudyTrouble
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.pilot_decision import Decision, decide
from mcda.report.charts.region import bars
from mcda.report.tables import pilots
from mcda.study.study import Study
from mcda.words import Say

VIEWS = ("price", "firm", "near", "left")


def decided(study: Study) -> tuple[Decision | None, tuple[Finding, ...]]:
    """The decision, or what keeps it from being made."""
    try:
        return decide(study), ()
    except StudyTrouble as trouble:
        return None, trouble.findings


def sentence(say: Say, found: Decision | None) -> str:
    if found is None:
        return say("pilots.sentence_none")
    names = [say.of(found[key].name) for key in found.best.chosen]
    if len(names) > 4:
        return say(
            "pilots.sentence",
            names=say.join(names[:3], last=False),
            more=len(names) - 3,
            k=len(names),
        )
    return say("pilots.sentence_few", names=say.join(names), k=len(names))


def refused(say: Say, findings: tuple[Finding, ...], k: int) -> None:
    """What is wrong with the wishes, beside them; a clash as the list of wishes that clash."""
    for finding in findings:
        if finding.code == "pilots.clash":
            rules = finding.values["rules"]
            assert isinstance(rules, list)  # the names of those that clash
            lines = [f"- {say.of(rule)}" for rule in rules]
            st.error("\n".join([say("pilots.clash", k=k), "", *lines]))
        else:
            page_parts.findings(say, [finding])


def views(say: Say, found: Decision) -> None:
    """Four closer looks, each computed only when it is asked for."""
    view = page_parts.view_choice(
        say("pilots.views"), {name: say(f"pilots.view_{name}") for name in VIEWS}, "pilots_view"
    )
    {"price": _price, "firm": _firm, "near": _near, "left": _left}[view](say, found)


def _price(say: Say, found: Decision) -> None:
    if not found.price:
        st.markdown(pilots.no_rules(found, say))
        return
    st.markdown(say("pilots.price_words"))
    table = charts_and_tables.frame(pilots.prices(found, say))
    st.altair_chart(bars(table, *table.columns), width="stretch", theme=None)
    charts_and_tables.as_table(
        say, table, "pilots_price", column_config=charts_and_tables.decimals(table)
    )


def _firm(say: Say, found: Decision) -> None:
    with st.spinner(say("pilots.working_firm")):
        firm = found.firm
        table = pilots.firm(found, say)
    for phrase, keys in (
        ("pilots.core_words", firm.core),
        ("pilots.borderline_words", firm.borderline),
    ):
        names = [f"{say.of(found[key].name)} {say.percent(firm.presence[key])}" for key in keys]
        st.markdown(say(phrase, names=say.join(names, last=False) or say("pilots.nobody")))
    shown = charts_and_tables.frame(table)
    st.altair_chart(
        bars(shown, shown.columns[0], shown.columns[1], ".0%"), width="stretch", theme=None
    )
    formats = {head: st.column_config.NumberColumn(format="percent") for head in shown.columns[1:3]}
    charts_and_tables.as_table(say, shown, "pilots_firm", column_config=formats)


def _near(say: Say, found: Decision) -> None:
    with st.spinner(say("pilots.working_near")):
        near = found.near
    others = len(near.portfolios) - 1
    if not others:
        st.markdown(say("pilots.near_none"))
        return
    st.markdown(say("pilots.near_words" if near.complete else "pilots.near_more", count=others))
    always = [say.of(found[key].name) for key, share in near.presence.items() if share == 1]
    st.markdown(say("pilots.near_always", names=say.join(always) or say("pilots.nobody")))
    charts_and_tables.table(pilots.rivals(found, say), key="pilots_near", height=320)


def _left(say: Say, found: Decision) -> None:
    st.markdown(pilots.left_out(found, say))
