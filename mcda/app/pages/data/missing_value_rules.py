"""What stands in for missing readings: one rule for all, others for single criteria and single cells."""

from typing import Any

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.report.tables import missing_values
from mcda.report.tables.formatting import to_frame
from mcda.report.tables.model import Table
from mcda.study.missing_values import (
    CELL_POLICIES,
    LEFT_OUT_WEIGHTS,
    MISSING_VALUE_POLICIES,
    CellPolicy,
    MissingValuePolicy,
)
from mcda.study.study import Study
from mcda.words import Translator


def rules(t: Translator, study: Study) -> None:
    """The rule for all gaps; below, if there are gaps, the rules that go before it."""
    key = widget_values.seeded("_gap_policy", study.scenario.missing_value_policy)
    st.selectbox(
        t("data.policy"),
        MISSING_VALUE_POLICIES,
        format_func=lambda policy: t(f"kinds.{policy}"),
        key=key,
        index=widget_values.shown_index(key, MISSING_VALUE_POLICIES),
        label_visibility="collapsed",
        on_change=lambda: session.set_study(
            study.with_changes(missing_value_policy=st.session_state[key])
        ),
    )
    if study.filled.left_out_criteria or study.scenario.left_out:
        _left_out_weight(t, study)
    if not missing_values.has_missing_values(study):
        return
    with st.expander(t("data.rules")):
        st.markdown(t("data.rules_words"))
        _criteria(t, study)
        _cells(t, study)


def _left_out_weight(t: Translator, study: Study) -> None:
    """Whose the weight of a criterion left out becomes."""
    key = widget_values.seeded("_left_out_weight", study.scenario.left_out_weight)
    st.selectbox(
        t("data.left_out_weight"),
        LEFT_OUT_WEIGHTS,
        format_func=lambda rule: t(f"kinds.left_out_{rule}"),
        key=key,
        index=widget_values.shown_index(key, LEFT_OUT_WEIGHTS),
        on_change=lambda: session.set_study(study.with_left_out_weight(st.session_state[key])),
    )


def _criteria(t: Translator, study: Study) -> None:
    table, keys = missing_values.criteria(study, t.written)
    words = {policy: t(f"kinds.{policy}") for policy in MISSING_VALUE_POLICIES}

    def keep(changed: dict[int, str | None]) -> None:
        chosen: dict[str, MissingValuePolicy] = dict(study.scenario.missing_value_policies)
        for row, rule in changed.items():
            chosen.pop(keys[row], None)
            policy = next((p for p in MISSING_VALUE_POLICIES if words[p] == rule), None)
            if policy is not None:
                chosen[keys[row]] = policy
        session.set_study(study.with_changes(missing_value_policies=chosen))

    _editor(
        t,
        table,
        f"_gap_criteria_{len(study.scenario.missing_value_policies)}",
        list(words.values()),
        keep,
    )


def _cells(t: Translator, study: Study) -> None:
    table, cells = missing_values.cells(study, t.written)
    words = {policy: t(f"kinds.{policy}") for policy in CELL_POLICIES}

    def keep(changed: dict[int, str | None]) -> None:
        chosen = {(c.alternative, c.criterion): c for c in study.scenario.missing_value_cells}
        for row, rule in changed.items():
            chosen.pop(cells[row], None)
            policy = next((p for p in CELL_POLICIES if words[p] == rule), None)
            if policy is not None:
                chosen[cells[row]] = CellPolicy(*cells[row], policy)
        session.set_study(study.with_changes(missing_value_cells=tuple(chosen.values())))

    _editor(
        t,
        table,
        f"_gap_cells_{len(study.scenario.missing_value_cells)}",
        list(words.values()),
        keep,
    )


def _editor(t: Translator, shown: Table, key: str, options: list[str], keep: Any) -> None:
    """A table whose last column is a rule to choose; the others stand."""
    table, rule = to_frame(shown), t("data.rule")

    def changed() -> None:
        edited = st.session_state[key]["edited_rows"]
        keep({int(row): change.get(rule) for row, change in edited.items() if rule in change})

    st.data_editor(
        table,
        hide_index=True,
        width="stretch",
        height=min(38 + 36 * len(table), 320),
        key=key,
        disabled=[column for column in table.columns if column != rule],
        column_config={rule: st.column_config.SelectboxColumn(options=options)},
        on_change=changed,
    )
