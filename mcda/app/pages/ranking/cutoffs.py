"""Bottom lines: the price before the line is drawn, the line, and who falls."""

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.charts.region import level_curve
from mcda.report.tables import cutoffs
from mcda.study.cutoffs import EFFECTS, SIDES, BottomLine, Side
from mcda.study.study import Study
from mcda.words import Say

PRICE = 0.1  # the level first shown is the one at which about so many of the candidates fall


def show(say: Say, study: Study) -> None:
    """The lines that are drawn, a new one with its curve, and who would fall."""
    lines = study.scenario.bottom_lines
    title = say("lines.title", count=len(lines))
    with st.expander(title, expanded=bool(lines), key="_lines_open", on_change="rerun") as box:
        if box.open:  # its curve costs as much as the bars
            _inside(say, study)


def _inside(say: Say, study: Study) -> None:
    st.markdown(say("lines.words"))
    for number, line in enumerate(study.scenario.bottom_lines):
        _drawn(say, study, number, line)
    line = _new(say, study)
    keys = cutoffs.would_fall(study, [line])
    count, of = len(keys), len(study.gathered.matrix.alternatives)
    st.markdown(say("lines.would", count=count, of=of))
    table = cutoffs.level_table(study, line.criterion, line.side, say)
    steps = cutoffs.levels(study, line.criterion, line.side)
    curve = level_curve(steps, line.value, *(column.title for column in table.columns[:2]))
    st.altair_chart(curve, width="stretch", theme=None)
    charts_and_tables.as_table(say, charts_and_tables.frame(table), "lines_levels")
    st.button(say("lines.draw"), type="primary", on_click=_draw, args=(line,))
    if keys:
        st.markdown(f"**{say('lines.table_fallen')}**")
        charts_and_tables.table(cutoffs.fallen_table(study, keys, say), key="lines_fallen")
    else:
        st.markdown(say("lines.nobody"))


def fallen(say: Say, study: Study) -> None:
    """Who fails the lines that are drawn, with the score and place each would have had."""
    if study.fallen:
        page_parts.section(say("lines.table_fallen"))
        charts_and_tables.table(
            cutoffs.fallen_table(study, study.fallen, say), key="lines_all_fallen"
        )


def _drawn(say: Say, study: Study, number: int, line: BottomLine) -> None:
    words = cutoffs.line_words(study, line, say)
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(say("lines.standing", line=words, effect=say(f"lines.{line.effect}")))
    row.button(
        say("lines.drop", line=words), on_click=_drop, args=(number,), key=f"_drop_line_{number}"
    )


def _new(say: Say, study: Study) -> BottomLine:
    """The line that is being thought about; its fields outlive the page."""
    keys = study.gathered.matrix.criteria
    names = {key: say.of(study.catalogue[key].name) for key in keys}
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        picked = _chosen(say("lines.criterion"), names, f"line_criterion_{study.stage.key}")
        sides = {side: say(f"lines.{side}") for side in SIDES}
        better = study.scales[picked].direction == 1
        side = page_parts.view_choice(
            say("lines.side"),
            dict(sorted(sides.items(), reverse=not better)),
            f"line_side_{picked}",
            label=True,
        )
        unit = study.catalogue[picked].unit
        name = f"line_level_{study.stage.key}_{picked}_{side}"
        typed = session.note_of(name)
        level = _first_level(study, picked, side) if typed is None else typed
        key = session.seeded(f"_{name}", level)
        value = st.number_input(
            say("lines.level_in", unit=unit), key=key, on_change=session.note, args=(key,)
        )
    effects = {effect: say(f"lines.{effect}") for effect in EFFECTS}
    effect = page_parts.view_choice(say("lines.effect"), effects, "line_effect", label=True)
    return BottomLine(picked, side, float(value or 0.0), effect)


def _chosen(title: str, names: dict[str, str], name: str) -> str:
    key = session.noted(name, among=list(names), empty=next(iter(names)))
    found = st.selectbox(
        title,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=session.note,
        args=(key,),
    )
    return str(found)


def _first_level(study: Study, criterion: str, side: Side) -> float:
    steps = cutoffs.levels(study, criterion, side)
    wanted = PRICE * len(study.gathered.matrix.alternatives)
    nearest = (steps["fall"] - wanted).abs().argmin()
    return float(f"{steps['level'].iloc[nearest]:.3g}")


def _draw(line: BottomLine) -> None:
    study = session.study()
    others = tuple(
        old
        for old in study.scenario.bottom_lines
        if (old.criterion, old.side) != (line.criterion, line.side)
    )
    session.keep(study.having(bottom_lines=(*others, line)))


def _drop(number: int) -> None:
    lines = session.study().scenario.bottom_lines
    session.keep(session.study().having(bottom_lines=lines[:number] + lines[number + 1 :]))
