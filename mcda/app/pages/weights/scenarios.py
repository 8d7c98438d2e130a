"""Named scenarios: keep the shares in hand under a name, give one another name, see what changes in the first ten."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from criteria.text import Text
from mcda.app.state import session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.tables import weights
from mcda.study.scenario import Scenario
from mcda.study.study import Study
from mcda.words import Translator

NAME, TROUBLE = "_scenario_name", "scenario_trouble"


def is_open() -> bool:
    """Whether a name was refused, which is said where it was typed."""
    return widget_values.value_of(TROUBLE) is not None


def keeper(t: Translator, study: Study) -> None:
    """A name, to save a scenario or rename the current one, and the way to be rid of it again."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    row.text_input(t("weights.scenario_name"), key=NAME, max_chars=60)
    row.button(
        t("weights.keep"), key="_keep_scenario", on_click=_keep, help=t("weights.scenarios_words")
    )
    row.button(t("weights.rename"), key="_rename_scenario", on_click=_rename)
    error = widget_values.value_of(TROUBLE)
    if error == "empty":
        st.warning(t("weights.name_empty"))
    elif error is not None:
        st.warning(t("weights.name_taken", name=error))
    if study.active != study.scenarios[0].key:
        st.button(t("weights.drop", name=study.scenario.name), on_click=_drop, args=(study,))


def compared(t: Translator, study: Study) -> None:
    """The first ten of every scenario side by side, once one was saved."""
    proposed = {scenario.key for scenario in session.first_study(study.stage.key).scenarios}
    if all(scenario.key in proposed for scenario in study.scenarios):
        return
    page_parts.section(t("weights.compared"))
    st.markdown("\n".join(f"- {line}" for line in weights.changes(study, t)))
    table = weights.scenarios(study, t.written)
    charts_and_tables.table(table, key="scenarios_table", height="content")


def _keep() -> None:
    """The scenario in hand under a new name; the one it grew from goes back to what it was when it was kept."""
    study = session.study()  # as it is when the button is pressed
    name = _new_name(study.scenarios)
    if not name:
        return
    known = {scenario.key for scenario in study.scenarios}
    key = next(f"own_{n}" for n in range(1, len(known) + 2) if f"own_{n}" not in known)
    kept = replace(study.scenario, key=key, name=Text.same(name))
    before = {scenario.key: scenario for scenario in session.first_study(study.stage.key).scenarios}
    before |= session.saved_scenarios(study.stage.key)
    back = tuple(
        replace(study.fitting(before.get(s.key, s)), name=s.name) if s.key == study.active else s
        for s in study.scenarios
    )
    session.set_study(replace(study, scenarios=back).with_scenario(kept))
    session.save_scenario(study.stage.key, kept)
    st.session_state[NAME] = ""


def _rename() -> None:
    """The scenario in hand under another name, nothing else of it changed."""
    study = session.study()
    name = _new_name([s for s in study.scenarios if s.key != study.active])
    if not name:
        return
    now = study.scenario.name
    if name not in (now.en, now.zh):
        session.set_study(study.with_changes(name=Text.same(name)))
    st.session_state[NAME] = ""


def _new_name(others: Iterable[Scenario]) -> str:
    """The name that was typed; empty, and the reason kept to be told, if there is none or another has it."""
    name = str(st.session_state[NAME]).strip()
    taken = {spoken for scenario in others for spoken in (scenario.name.en, scenario.name.zh)}
    widget_values.set_value(TROUBLE, "empty" if not name else name if name in taken else None)
    return "" if name in taken else name


def _drop(study: Study) -> None:
    left = tuple(scenario for scenario in study.scenarios if scenario.key != study.active)
    session.set_study(replace(study, scenarios=left, active=left[0].key))
