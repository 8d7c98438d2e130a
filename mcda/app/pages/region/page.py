"""Region: the paper's idea and the map; its layer is chosen, and the words follow it."""

import streamlit as st

from mcda.app.pages.region import areas, chain, comparators, own_study, zones
from mcda.app.state import session, upload
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.maps.ranking import place_map
from mcda.study.factory import STAGES
from mcda.words import Say


def stages(say: Say) -> None:
    """The idea, the ranking on the map, and who leads at each stage now."""
    page_parts.stage_switch(say)
    study = session.study()
    left, right = st.columns([3, 2], gap="large")
    with left:
        charts_and_tables.map_chart(place_map(study, say, session.selected()), key="region_map")
    with right:
        for idea in ("idea_1", "idea_2", "idea_3", "idea_4"):
            st.markdown(say(f"region.{idea}"))
        st.caption(say("region.the_paper"))
        st.markdown(say("region.next"))
    page_parts.section(say("region.stages"))
    for key in STAGES:
        other = session.study_of(key)
        names = [say.of(other.evidence[line.key].name) for line in list(other.ranking)[:3]]
        st.markdown(f"**{say.of(other.stage.question)}**")
        count = len(other.ranking)
        st.markdown(say("region.now", stage=other.stage.name, names=say.join(names), count=count))
    chosen_here = sum(c.attributes.get("list_basis") == "mountain_side" for c in session.counties())
    st.markdown(say("region.list", count=chosen_here))


VIEWS = {
    "stages": stages,
    "levels": areas.show,
    "heart": zones.show,
    "chain": chain.show,
    "criterion": comparators.measured,
    "badges": comparators.badged,
    "elsewhere": comparators.learnt,
}
say = session.say()
if upload.is_own():
    own_study.show(say, session.study())
else:
    page_parts.headline(say("app.region"), say("region.sentence"))
    names = {name: say(f"region.view_{name}") for name in VIEWS}
    VIEWS[page_parts.view_choice(say("region.view"), names, "region_view")](say)
