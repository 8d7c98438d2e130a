"""Bottom lines: the price before the line is drawn, the line, and who falls."""

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts, picture_download
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.charts.region import level_curve
from mcda.report.tables import cutoffs
from mcda.study.cutoffs import EFFECTS, SIDES, Cutoff, Side, levels_of
from mcda.study.study import Study
from mcda.words import Translator

PRICE = 0.1  # the level first shown is the one at which about so many of the candidates fall


def render(t: Translator, study: Study) -> None:
    """The lines that are drawn, a new one with its curve, and who would fall."""
    title = t("cutoffs.title", count=len(study.scenario.cutoffs))
    with st.popover(title, width="stretch", key="_lines_open", on_change="rerun") as box:
        if box.open:  # its curve costs as much as the bars
            _inside(t, study)


def _inside(t: Translator, study: Study) -> None:
    st.markdown(t("cutoffs.words"))
    for number, line in enumerate(study.scenario.cutoffs):
        _drawn(t, study, number, line)
    line = _new(t, study)
    keys = cutoffs.would_fall(study, [line])
    count, of = len(keys), len(study.imputed.matrix.alternatives)
    told = [t("cutoffs.would", count=count, of=of), *cutoffs.stand_ins(study, line, t)]
    st.markdown(t.sentences(told))
    table = cutoffs.level_table(study, line.criterion, line.side, t.written)
    steps = levels_of(study.imputed.matrix, line.criterion, line.side)
    curve = level_curve(steps, line.value, *(column.title for column in table.columns[:2]))
    st.altair_chart(curve, width="stretch", theme=None)
    picture_download.offer_in_popover(curve, "cutoff_levels", criterion=line.criterion)
    charts_and_tables.as_table(t, table, "lines_levels")
    st.button(t("cutoffs.draw"), type="primary", on_click=_draw, args=(line,))
    if keys:
        st.markdown(f"**{t('cutoffs.table_fallen')}**")
        charts_and_tables.table(cutoffs.fallen_table(study, keys, t.written), key="lines_fallen")
    else:
        st.markdown(t("cutoffs.nobody"))


def screened_out(t: Translator, study: Study) -> None:
    """Who fails the lines that are drawn, with the score and place each would have had."""
    if study.screened_out:
        page_parts.section(t("cutoffs.table_fallen"))
        charts_and_tables.table(
            cutoffs.fallen_table(study, study.screened_out, t.written), key="lines_all_fallen"
        )


def _drawn(t: Translator, study: Study, number: int, line: Cutoff) -> None:
    words = cutoffs.line_words(study, line, t)
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(t("cutoffs.standing", line=words, effect=t(f"cutoffs.{line.effect}")))
    row.button(
        t("cutoffs.drop", line=words), on_click=_drop, args=(number,), key=f"_drop_line_{number}"
    )


def _new(t: Translator, study: Study) -> Cutoff:
    """The line that is being thought about; its fields outlive the page."""
    keys = study.imputed.matrix.criteria
    names = {key: t.written.text(study.catalogue[key].name) for key in keys}
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        picked = remembered_select(t("chart.criterion"), names, f"line_criterion_{study.stage.key}")
        sides = {side: t(f"cutoffs.{side}") for side in SIDES}
        better = study.scales[picked].direction == 1
        side = page_parts.view_choice(
            t("cutoffs.side"),
            dict(sorted(sides.items(), reverse=not better)),
            f"line_side_{picked}",
            label=True,
        )
        unit = study.catalogue[picked].unit
        name = f"line_level_{study.stage.key}_{picked}_{side}"
        typed = widget_values.value_of(name)
        level = _first_level(study, picked, side) if typed is None else typed
        key = widget_values.seeded(f"_{name}", level)
        value = st.number_input(
            t("cutoffs.level_in", unit=unit),
            key=key,
            value=widget_values.shown(key),
            on_change=widget_values.remember,
            args=(key,),
        )
    effects = {effect: t(f"cutoffs.{effect}") for effect in EFFECTS}
    effect = page_parts.view_choice(t("cutoffs.effect"), effects, "line_effect", label=True)
    return Cutoff(picked, side, float(value or 0.0), effect)


def _first_level(study: Study, criterion: str, side: Side) -> float:
    wanted = PRICE * len(study.imputed.matrix.alternatives)
    steps = levels_of(study.imputed.matrix, criterion, side)
    nearest = min(steps, key=lambda step: abs(step.fall - wanted))
    if nearest.value in study.catalogue[criterion].levels:
        return nearest.value  # rounded, it would be no level
    return float(f"{nearest.value:.3g}")


def _draw(line: Cutoff) -> None:
    study = session.study()
    others = tuple(
        old
        for old in study.scenario.cutoffs
        if (old.criterion, old.side) != (line.criterion, line.side)
    )
    session.set_study(study.with_changes(cutoffs=(*others, line)))


def _drop(number: int) -> None:
    lines = session.study().scenario.cutoffs
    session.set_study(session.study().with_changes(cutoffs=lines[:number] + lines[number + 1 :]))
