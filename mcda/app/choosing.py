"""Choosing a ranking method and its settings; what this table does not allow is told before it runs."""

from typing import Any

import pandas as pd
import streamlit as st

from mcda.app import desk
from mcda.methods import METHODS, NOT_OFFERED, Method, default_thresholds
from mcda.outranking import SHAPES
from mcda.parameters import Parameter
from mcda.study import Study
from mcda.words import Say


def method(say: Say, study: Study) -> None:
    """One method a family, or all; below, the settings of the chosen one, and what cannot rank this table."""
    matrix = study.filled.matrix
    chosen = METHODS[study.scenario.method]
    unmet = {key: entry.unmet(matrix) for key, entry in METHODS.items()}
    everything = st.session_state.get("_all_methods", False) or not chosen.in_default_menu
    menu = [
        key
        for key, entry in METHODS.items()
        if key == chosen.key or ((everything or entry.in_default_menu) and not unmet[key])
    ]
    key = desk.seeded("_method", chosen.key)
    row = st.container(horizontal=True, vertical_alignment="bottom")
    row.selectbox(
        say("app.method"),
        menu,
        format_func=lambda name: f"{say.of(METHODS[name].name)}: {say.of(METHODS[name].gloss)}",
        key=key,
        on_change=desk.changed(
            key, lambda: desk.keep(study.having(method=st.session_state[key], parameters={}))
        ),
    )
    row.toggle(say("rank.all_methods"), key="_all_methods")
    if not chosen.in_default_menu:
        st.markdown(say("rank.vices", text=chosen.vices))
    if chosen.parameters:
        with st.expander(say("rank.settings", name=chosen.name)):
            _settings(say, study, chosen)
    shut = [key for key in METHODS if unmet[key] and (everything or METHODS[key].in_default_menu)]
    if shut or everything:
        with st.expander(
            say(
                "rank.not_for_this_table", count=len(shut) + (len(NOT_OFFERED) if everything else 0)
            )
        ):
            for name in shut:
                reasons = [say.finding(finding).line() for finding in unmet[name]]
                st.markdown(
                    f":gray[**{say.of(METHODS[name].name)}**: {say.join(reasons, last=False)}]"
                )
            for name, reason in NOT_OFFERED.items() if everything else ():
                st.markdown(f":gray[**{name}**: {say.of(reason)}]")


def _settings(say: Say, study: Study, chosen: Method) -> None:
    given = dict(study.scenario.parameters)
    per_criterion = [p for p in chosen.parameters if p.kind in ("per_criterion", "shapes")]
    for parameter in chosen.parameters:
        if parameter.kind == "choice":
            _choice(study, given, parameter)
        elif parameter.kind == "number":
            _number(study, given, parameter)
    if {p.key for p in per_criterion} >= {"preference", "q", "p", "s"}:
        _thresholds(say, study, given)


def _keep(study: Study, given: dict[str, Any], name: str, value: Any) -> None:
    desk.keep(study.having(parameters={**given, name: value}))


def _choice(study: Study, given: dict[str, Any], parameter: Parameter) -> None:
    key = desk.seeded(
        f"_set_{study.scenario.method}_{parameter.key}", given.get(parameter.key, parameter.default)
    )
    st.selectbox(
        parameter.key,
        parameter.choices,
        key=key,
        on_change=desk.changed(
            key, lambda: _keep(study, given, parameter.key, st.session_state[key])
        ),
    )


def _number(study: Study, given: dict[str, Any], parameter: Parameter) -> None:
    key = desk.seeded(
        f"_set_{study.scenario.method}_{parameter.key}",
        float(given.get(parameter.key, parameter.default)),
    )
    st.number_input(
        f"{parameter.key} ({parameter.range})",
        min_value=parameter.low,
        max_value=parameter.high,
        step=0.05,
        key=key,
        on_change=desk.changed(
            key, lambda: _keep(study, given, parameter.key, st.session_state[key])
        ),
    )


def _thresholds(say: Say, study: Study, given: dict[str, Any]) -> None:
    """Shape, q, p and s of each criterion in its own unit, as a table to edit."""
    matrix = study.filled.matrix
    shapes = given.get("preference", "linear")
    table = pd.DataFrame(
        {
            say("chart.criterion"): [say.of(study.catalogue[key].name) for key in matrix.criteria],
            "preference": [shapes] * len(matrix.criteria)
            if isinstance(shapes, str)
            else list(shapes),
            **{
                name: list(given.get(name, default_thresholds(name, matrix)))
                for name in ("q", "p", "s")
            },
        }
    )
    st.markdown(say("rank.thresholds"))
    edited = st.data_editor(
        table,
        hide_index=True,
        width="stretch",
        disabled=[say("chart.criterion")],
        column_config={
            "preference": st.column_config.SelectboxColumn(options=list(SHAPES), required=True)
        },
        key=f"_thresholds_{study.stage.key}",
    )
    if st.button(say("rank.apply")):
        values = {name: [float(x) for x in edited[name]] for name in ("q", "p", "s")}
        desk.keep(study.having(parameters={"preference": list(edited["preference"]), **values}))
        st.rerun()
