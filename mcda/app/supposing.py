"""What if a reading changed: suppose it, see who moves, take it back."""

from dataclasses import replace

import streamlit as st

from criteria.criterion import Criterion, Scale
from mcda.app import desk, parts
from mcda.app.why import choose
from mcda.report import change_tables, spoken
from mcda.scenario import Assumption
from mcda.study import Study
from mcda.words import Say


def show(say: Say, study: Study) -> None:
    st.markdown(say("sure.suppose_words"))
    places = {a.key: say.of(a.name) for a in study.candidates}
    criteria = {key: say.of(study.catalogue[key].name) for key in study.stage.keys}
    left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
    with left:
        first = desk.selected() or next(iter(study.ranking)).key
        where = choose(say("sure.suppose_where"), places, "suppose_where", first)
    with middle:
        what = choose(say("sure.suppose_what"), criteria, "suppose_what", next(iter(criteria)))
    criterion, scale = study.catalogue[what], study.scales[what]
    known = study.evidence.reading(criterion.reading, where).value
    with right:
        value = _value(say, criterion, f"_suppose_{study.stage.key}_{where}_{what}", known, scale)
    told = say("sure.unknown") if known is None else spoken.reading(say, criterion, known)
    st.caption(say("sure.suppose_known", known=told, scale=spoken.span(say, criterion, scale)))
    if st.button(say("sure.suppose"), type="primary", disabled=value == known):
        _suppose(study, Assumption(where, criterion.reading, float(value)), what)
        st.rerun()
    if study.scenario.assumed:
        _supposed(say, study)


def _value(say: Say, criterion: Criterion, key: str, known: float | None, scale: Scale) -> float:
    """The reading supposed: a number in its unit, or one of the levels that have names."""
    first = scale.best if known is None else known
    if criterion.levels:
        levels = sorted({*criterion.levels, first})
        return st.selectbox(
            say("sure.suppose_level"),
            levels,
            index=levels.index(first),
            format_func=lambda level: spoken.reading(say, criterion, level),
            key=key,
        )
    known_ones = [
        r.value
        for r in desk.study().evidence.readings.get(criterion.reading, {}).values()
        if r.value is not None
    ]
    # what no place has ever had is no supposition: shares beyond a hundred, lengths below naught
    least = 0.0 if min(known_ones, default=-1.0) >= 0 else None
    most = 100.0 if criterion.unit.en == "%" and max(known_ones, default=101.0) <= 100 else None
    return st.number_input(
        say("sure.suppose_value", unit=criterion.unit),
        min_value=least,
        max_value=most,
        value=float(first),
        key=key,
    )


def _suppose(study: Study, new: Assumption, criterion: str) -> None:
    """One supposition a cell: the last one stands. The choices stay, whoever leads now."""
    desk.note_as("suppose_where", new.alternative)
    desk.note_as("suppose_what", criterion)
    others = [a for a in study.scenario.assumed if not _same_cell(a, new)]
    desk.keep(study.having(assumed=(*others, new)))


def _same_cell(a: Assumption, b: Assumption) -> bool:
    return (a.alternative, a.reading) == (b.alternative, b.reading)


def _supposed(say: Say, study: Study) -> None:
    """What is supposed, each with its way back, and who moves by all of it."""
    parts.section(say("sure.supposed_now"))
    told = change_tables.suppositions(study, say)
    for number, (assumed, sentence) in enumerate(zip(study.scenario.assumed, told, strict=True)):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(sentence)
        left = tuple(a for a in study.scenario.assumed if a is not assumed)
        row.button(
            say("sure.take_back"),
            key=f"_take_back_{number}",
            on_click=desk.keep,
            args=(study.having(assumed=left),),
        )
    as_known = study.with_scenario(replace(study.scenario, assumed=()))
    moved = change_tables.movers(as_known.ranking, study.ranking, study, say)
    if moved.empty:
        st.markdown(say("sure.nobody_moves"))
        return
    st.markdown(f"**{say('sure.who_moves', count=len(moved))}**")
    st.dataframe(moved, hide_index=True, width="stretch")
