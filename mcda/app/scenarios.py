"""Named scenarios: keep the shares in hand under a name, and see what changes in the first ten."""

from dataclasses import replace

import streamlit as st

from criteria.finding import Text
from mcda.app import desk, parts
from mcda.report import tables
from mcda.study import Study
from mcda.words import Say


def keeper(say: Say, study: Study) -> None:
    """A name and a button; then the first ten of every scenario side by side."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    name = row.text_input(say("weigh.scenario_name"), key="_scenario_name", max_chars=60)
    row.button(say("weigh.keep"), on_click=_keep, args=(study, name), disabled=not name.strip())
    if len(study.scenarios) > 1:
        parts.section(say("weigh.compared"))
        st.dataframe(tables.scenarios(study, say), hide_index=True, width="stretch")
        if study.active != study.scenarios[0].key:
            st.button(say("weigh.drop", name=study.scenario.name), on_click=_drop, args=(study,))


def _keep(study: Study, name: str) -> None:
    """The scenario in hand under a new name; the one it grew from goes back to what the stage proposes."""
    known = {scenario.key for scenario in study.scenarios}
    key = next(f"own_{n}" for n in range(1, len(known) + 2) if f"own_{n}" not in known)
    kept = replace(study.scenario, key=key, name=Text.same(name.strip()))
    proposed = {scenario.key: scenario for scenario in desk.first_study(study.stage.key).scenarios}
    back = tuple(proposed.get(s.key, s) if s.key == study.active else s for s in study.scenarios)
    desk.keep(replace(study, scenarios=back).with_scenario(kept))
    st.session_state["_scenario_name"] = ""


def _drop(study: Study) -> None:
    left = tuple(scenario for scenario in study.scenarios if scenario.key != study.active)
    desk.keep(replace(study, scenarios=left, active=left[0].key))
