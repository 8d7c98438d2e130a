"""Choosing a ranking method and its settings; what this table does not allow is told before it runs."""

from typing import Any

import pandas as pd
import streamlit as st

from criteria.errors import MethodError
from mcda.app.state import presses, session, widget_values
from mcda.app.widgets import page_parts, press
from mcda.methods.promethee_ii import SHAPES
from mcda.methods.registry import METHODS, NOT_OFFERED, Method
from mcda.model.parameter import Parameter
from mcda.report.tables import formatting
from mcda.report.tables.ranking import compromise_sentence
from mcda.study.study import Study
from mcda.words import Translator

THRESHOLDS = ("q", "p", "s")
APPLY = "_apply_thresholds"


def method(t: Translator, study: Study) -> None:
    """One method a family, or all; below, the settings of the chosen one, and what cannot rank this table."""
    matrix = study.filled.matrix
    chosen = METHODS[study.scenario.method]
    everything = st.session_state.get("_all_methods", False) or not chosen.in_default_menu
    offered = [key for key, entry in METHODS.items() if everything or entry.in_default_menu]
    unmet = {key: METHODS[key].unmet(matrix) for key in offered}
    menu = [key for key in offered if key == chosen.key or not unmet[key]]
    key = widget_values.seeded("_method", chosen.key)
    st.selectbox(
        t("app.method"),
        menu,
        format_func=lambda name: t.written.text(METHODS[name].name),
        key=key,
        index=widget_values.shown_index(key, menu),
        help=_explained(t, chosen),
        filter_mode=None,
        on_change=widget_values.on_change(
            key,
            lambda: session.set_study(
                study.with_changes(method=st.session_state[key], parameters={})
            ),
        ),
    )
    st.toggle(t("ranking.all_methods"), key="_all_methods")
    if any(_settable(parameter) for parameter in chosen.parameters):
        with st.popover(t("ranking.settings"), width="stretch"):
            _settings(t, study, chosen)
    shut = [key for key in offered if unmet[key]]
    refused = dict(NOT_OFFERED) if everything else {}
    if shut or refused:
        count = len(shut) + len(refused)
        with st.popover(t("ranking.not_for_this_table", count=count), width="stretch"):
            for name in shut:
                found = [formatting.named(study, finding) for finding in unmet[name]]
                reasons = t.join([t.line(finding) for finding in found], last=False)
                st.markdown(f"**{t.text(METHODS[name].name)}**: {reasons}")
            for name, reason in refused.items():
                st.markdown(f"**{name.upper().replace('_', ' ')}**: {t.text(reason)}")


def _explained(t: Translator, chosen: Method) -> str:
    """What the chosen method does, and its limitations."""
    gloss = t("ranking.gloss", name=chosen.name, text=chosen.gloss)
    if chosen.key == next(iter(METHODS)):  # with which every study begins; the brief tells of it
        return gloss
    return t.sentences([gloss, t("ranking.limitations", text=chosen.limitations)])


def compromise(t: Translator, study: Study) -> None:
    """Whom VIKOR proposes, where it ranks."""
    proposed = compromise_sentence(study, t)
    if proposed is not None:
        st.markdown(proposed)


def _settable(parameter: Parameter) -> bool:
    """Bounds and reference points are the scales' own here; a table of one's own can set them on the shell."""
    return parameter.kind in ("choice", "number", "shapes")


def _settings(t: Translator, study: Study, chosen: Method) -> None:
    given = dict(study.scenario.parameters)
    for parameter in chosen.parameters:
        if parameter.kind == "choice":
            _choice(t, study, given, parameter)
        elif parameter.kind == "number":
            _number(t, study, given, parameter)
    if {p.key for p in chosen.parameters} >= {"preference", *THRESHOLDS}:
        _thresholds(t, study, given)


def _keep(study: Study, given: dict[str, Any], name: str, value: Any) -> None:
    session.set_study(study.with_changes(parameters={**given, name: value}))


def _choice(t: Translator, study: Study, given: dict[str, Any], parameter: Parameter) -> None:
    key = widget_values.seeded(
        f"_set_{study.scenario.method}_{parameter.key}", given.get(parameter.key, parameter.default)
    )
    st.selectbox(
        t(f"settings.{parameter.key}"),
        parameter.choices,
        format_func=lambda choice: t(f"settings.by_{choice}"),
        key=key,
        index=widget_values.shown_index(key, parameter.choices),
        filter_mode=None,
        on_change=widget_values.on_change(
            key, lambda: _keep(study, given, parameter.key, st.session_state[key])
        ),
    )


def _number(t: Translator, study: Study, given: dict[str, Any], parameter: Parameter) -> None:
    name = f"{study.scenario.method}_{parameter.key}"
    key = widget_values.seeded(f"_set_{name}", float(given.get(parameter.key, parameter.default)))
    st.number_input(
        t("settings.in_range", name=parameter.label, range=parameter.range),
        min_value=float(parameter.low or 0),
        max_value=None if parameter.high is None else float(parameter.high),
        step=0.05,
        key=key,
        value=widget_values.shown(key),
        on_change=widget_values.on_change(
            key, lambda: _keep(study, given, parameter.key, st.session_state[key])
        ),
    )


def _thresholds(t: Translator, study: Study, given: dict[str, Any]) -> None:
    """Shape, q, p and s of each criterion in its own unit, as a table to edit; kept once they fit together."""
    matrix = study.filled.matrix
    names = [study.catalogue[key] for key in matrix.criteria]
    set_now = METHODS[study.scenario.method].settings(matrix, given)
    columns: dict[str, list[Any]] = {
        "criterion": [f"{t.written.text(one.name)} ({t.written.text(one.unit)})" for one in names],
        "preference": list(set_now["preference"]),
    }
    for name in THRESHOLDS:
        columns[name] = [float(x) for x in set_now[name]]
    st.markdown(t("ranking.thresholds"))
    edited = st.data_editor(
        pd.DataFrame(columns),
        hide_index=True,
        width="stretch",
        disabled=["criterion"],
        column_config={
            "criterion": t("chart.criterion"),
            "preference": st.column_config.SelectboxColumn(
                t("settings.preference"),
                options=list(SHAPES),
                format_func=lambda shape: t(f"settings.shape_{shape}"),
                required=True,
            ),
            **{
                name: st.column_config.NumberColumn(name, min_value=0.0, format="%.5g")
                for name in THRESHOLDS
            },
        },
        key=f"_thresholds_{study.stage.key}_{study.active}",
    )
    if press.button(t("ranking.apply"), APPLY):
        # an emptied cell takes the default
        chosen = {
            name: [None if pd.isna(x) else float(x) for x in edited[name]] for name in THRESHOLDS
        }
        parameters = {"preference": list(edited["preference"]), **chosen}
        with presses.acting(APPLY):
            try:
                METHODS[study.scenario.method].settings(matrix, parameters)
            except MethodError as error:
                page_parts.findings(t, error.findings)
                return
            session.set_study(study.with_changes(parameters=parameters))
        st.rerun()
