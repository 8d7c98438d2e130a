"""What if a reading changed: suppose it, see who moves, take it back."""

from dataclasses import replace

import streamlit as st

from criteria.model import Criterion, Scale
from mcda.app.state import presses, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts, press
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.tables import formatting, sensitivity
from mcda.study.scenario import Assumption
from mcda.study.study import Study
from mcda.words import Translator

SUPPOSE = "_suppose"


def render(t: Translator, study: Study) -> None:
    st.markdown(t("robustness.suppose_words"))
    candidates = {a.key: t.written.text(a.name) for a in study.candidates}
    criteria = {key: t.written.text(study.catalogue[key].name) for key in study.stage.keys}
    left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
    with left:
        first = session.selected() or next(iter(study.ranking)).key
        where = remembered_select(t("robustness.suppose_where"), candidates, "suppose_where", first)
    with middle:
        what = remembered_select(
            t("robustness.suppose_what"), criteria, "suppose_what", next(iter(criteria))
        )
    criterion, scale = study.catalogue[what], study.scales[what]
    known = study.evidence.observation(criterion.variable, where).value
    with right:
        value = _value(t, criterion, f"_suppose_{study.stage.key}_{where}_{what}", known, scale)
    told = t("robustness.unknown") if known is None else formatting.value(t, criterion, known)
    st.caption(
        t("robustness.suppose_known", known=told, scale=formatting.span(t, criterion, scale))
    )
    if press.button(t("robustness.suppose"), SUPPOSE, type="primary", disabled=value == known):
        with presses.acting(SUPPOSE):
            _suppose(study, Assumption(where, criterion.variable, float(value)), what)
        st.rerun()
    if study.scenario.assumed:
        _supposed(t, study)


def _value(
    t: Translator, criterion: Criterion, key: str, known: float | None, scale: Scale
) -> float:
    """The reading supposed: a number in its unit, or one of the levels that have names."""
    first = scale.best if known is None else known
    if criterion.levels:
        levels = sorted({*criterion.levels, first})
        return st.selectbox(
            t("robustness.suppose_level"),
            levels,
            index=levels.index(first),
            format_func=lambda level: formatting.value(t.written, criterion, level),
            key=key,
        )
    known_ones = [
        r.value
        for r in session.study().evidence.observations.get(criterion.variable, {}).values()
        if r.value is not None
    ]
    # what no place has ever had is no supposition: shares beyond a hundred, lengths below naught
    least = 0.0 if min(known_ones, default=-1.0) >= 0 else None
    most = 100.0 if criterion.unit.en == "%" and max(known_ones, default=101.0) <= 100 else None
    return st.number_input(
        t("robustness.suppose_value", unit=criterion.unit),
        min_value=least,
        max_value=most,
        value=float(first),
        key=key,
    )


def _suppose(study: Study, new: Assumption, criterion: str) -> None:
    """One supposition a cell: the last one stands. The choices stay, whoever leads now."""
    widget_values.set_value("suppose_where", new.alternative)
    widget_values.set_value("suppose_what", criterion)
    others = [a for a in study.scenario.assumed if not _same_cell(a, new)]
    session.set_study(study.with_changes(assumed=(*others, new)))


def _same_cell(a: Assumption, b: Assumption) -> bool:
    return (a.alternative, a.variable) == (b.alternative, b.variable)


def _supposed(t: Translator, study: Study) -> None:
    """What is supposed, each with its way back, and who moves by all of it."""
    page_parts.section(t("robustness.supposed_now"))
    told = sensitivity.suppositions(study, t)
    for number, (assumed, sentence) in enumerate(zip(study.scenario.assumed, told, strict=True)):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(sentence)
        left = tuple(a for a in study.scenario.assumed if a is not assumed)
        row.button(
            t("robustness.take_back"),
            key=f"_take_back_{number}",
            on_click=session.set_study,
            args=(study.with_changes(assumed=left),),
        )
    as_known = study.with_scenario(replace(study.scenario, assumed=()))
    moved = sensitivity.movers(as_known.ranking, study.ranking, study, t.written)
    if not moved.rows:
        st.markdown(t("robustness.nobody_moves"))
        return
    st.markdown(f"**{t('robustness.who_moves', count=len(moved.rows))}**")
    charts_and_tables.table(moved, key="who_moves")
