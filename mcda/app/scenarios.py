"""Named scenarios: keep the shares in hand under a name, and see what changes in the first ten."""

from dataclasses import replace

import streamlit as st

from criteria.finding import Text
from mcda.app import desk, parts
from mcda.report import comparison
from mcda.study import Study
from mcda.words import Say

NAME, TROUBLE = "_scenario_name", "scenario_trouble"


def keeper(say: Say, study: Study) -> None:
    """A name and a button; then the first ten of every scenario side by side."""
    st.markdown(say("weigh.scenarios_words"))
    row = st.container(horizontal=True, vertical_alignment="bottom")
    row.text_input(say("weigh.scenario_name"), key=NAME, max_chars=60)
    row.button(say("weigh.keep"), key="_keep_scenario", on_click=_keep)
    trouble = desk.note_of(TROUBLE)
    if trouble == "empty":
        st.warning(say("weigh.name_empty"))
    elif trouble is not None:
        st.warning(say("weigh.name_taken", name=trouble))
    if len(study.scenarios) > 1:
        parts.section(say("weigh.compared"))
        st.markdown("\n".join(f"- {line}" for line in comparison.changes(study, say)))
        table = comparison.scenarios(study, say)
        st.dataframe(table, hide_index=True, width="stretch", height="content")
        if study.active != study.scenarios[0].key:
            st.button(say("weigh.drop", name=study.scenario.name), on_click=_drop, args=(study,))


def _keep() -> None:
    """The scenario in hand under a new name; the one it grew from goes back to what it was when it was kept."""
    study = desk.study()  # as it is when the button is pressed
    name = str(st.session_state[NAME]).strip()
    taken = {spoken for s in study.scenarios for spoken in (s.name.en, s.name.zh)}
    desk.note_as(TROUBLE, "empty" if not name else name if name in taken else None)
    if not name or name in taken:
        return
    known = {scenario.key for scenario in study.scenarios}
    key = next(f"own_{n}" for n in range(1, len(known) + 2) if f"own_{n}" not in known)
    kept = replace(study.scenario, key=key, name=Text.same(name))
    before = {scenario.key: scenario for scenario in desk.first_study(study.stage.key).scenarios}
    before |= desk.scenarios_kept(study.stage.key)
    back = tuple(before.get(s.key, s) if s.key == study.active else s for s in study.scenarios)
    desk.keep(replace(study, scenarios=back).with_scenario(kept))
    desk.remember_scenario(study.stage.key, kept)
    st.session_state[NAME] = ""


def _drop(study: Study) -> None:
    left = tuple(scenario for scenario in study.scenarios if scenario.key != study.active)
    desk.keep(replace(study, scenarios=left, active=left[0].key))
