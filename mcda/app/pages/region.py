"""Region: the paper's idea and the map; its layer is chosen, and the words follow it."""

import streamlit as st

from mcda.app import chaining, desk, drawer, elsewhere, heart, levels, own, parts, showing
from mcda.report.maps import place_map
from mcda.words import Say


def stages(say: Say) -> None:
    """The idea, the ranking on the map, and who leads at each stage now."""
    parts.stage_switch(say)
    study = desk.study()
    left, right = st.columns([3, 2], gap="large")
    with left:
        showing.map_chart(place_map(study, say, desk.selected()), key="region_map")
    with right:
        for idea in ("idea_1", "idea_2", "idea_3", "idea_4"):
            st.markdown(say(f"region.{idea}"))
        st.caption(say("region.the_paper"))
        st.markdown(say("region.next"))
    parts.section(say("region.stages"))
    for key in desk.STAGES:
        other = desk.study_of(key)
        names = [say.of(other.evidence[line.key].name) for line in list(other.ranking)[:3]]
        st.markdown(f"**{say.of(other.stage.question)}**")
        count = len(other.ranking)
        st.markdown(say("region.now", stage=other.stage.name, names=say.join(names), count=count))
    chosen_here = sum(c.attributes.get("list_basis") == "mountain_side" for c in desk.counties())
    st.markdown(say("region.list", count=chosen_here))


VIEWS = {
    "stages": stages,
    "levels": levels.show,
    "heart": heart.show,
    "chain": chaining.show,
    "criterion": elsewhere.measured,
    "badges": elsewhere.badged,
    "elsewhere": elsewhere.learnt,
}
say = desk.say()
if drawer.is_own():
    own.show(say, desk.study())
else:
    parts.headline(say("app.region"), say("region.sentence"))
    names = {name: say(f"region.view_{name}") for name in VIEWS}
    VIEWS[parts.view_choice(say("region.view"), names, "region_view")](say)
