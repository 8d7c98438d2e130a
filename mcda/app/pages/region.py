"""Region: the paper's idea, the map, and who leads at each stage now."""

import streamlit as st

from mcda.app import desk, parts
from mcda.report.maps import place_map

say, study = desk.say(), desk.study()
parts.headline(say("app.region"), say("region.sentence"))
parts.stage_switch(say)
left, right = st.columns([3, 2], gap="large")
with left:
    parts.map_chart(place_map(study, say, desk.selected()), key="region_map")
with right:
    for idea in ("idea_1", "idea_2", "idea_3", "idea_4"):
        st.markdown(say(f"region.{idea}"))
    st.markdown(say("region.next"))
parts.section(say("region.stages"))
for key in desk.STAGES:
    other = desk.study_of(key)
    names = [say.of(other.evidence[line.key].name) for line in list(other.ranking)[:3]]
    st.markdown(f"**{say.of(other.stage.question)}**")
    st.markdown(
        say("region.now", stage=other.stage.name, names=say.join(names), count=len(other.ranking))
    )
chosen_here = sum(c.attributes.get("list_basis") == "mountain_side" for c in desk.counties())
st.markdown(say("region.list", count=chosen_here))
