"""Sliders that always sum to one: moving one gives and takes from those that are not locked."""

from collections.abc import Callable

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.app.widgets import page_parts
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Translator

FIELD = 62  # pixels for a number to type: three digits, no buttons


def sliders(t: Translator, study: Study) -> None:
    """The groups, each openable into its criteria."""
    groups = study.scenario.weights.groups.as_dict()
    page_parts.section(t("weights.groups"))
    for key in groups:
        group_slider(t, study, key)
    for key, share in groups.items():
        name = t.text(study.catalogue.group(key).name)
        with st.expander(t("weights.inside", name=name, share=t.percent(share))):
            inside_sliders(t, study, key)
    st.button(t("app.start_over"), on_click=session.start_over)


def group_slider(t: Translator, study: Study, group: str) -> None:
    """One group's share of the whole, with a lock beside it."""
    weights = study.scenario.weights
    held = {key for key in weights.groups.criteria if f"{study.stage.key}/{key}" in session.locks()}

    def move(share: float) -> None:
        session.set_study(study.with_weights(weights.moved_group(group, share, held)))

    name = t.text(study.catalogue.group(group).name)
    _slider(
        t,
        f"{study.stage.key}/{group}",
        name,
        weights.groups[group],
        move,
        frozen=_frozen(weights.groups.criteria, held, group),
    )


def inside_sliders(t: Translator, study: Study, group: str) -> None:
    """Each criterion's share inside its group, its range in units, and what it then is of the whole."""
    weights = study.scenario.weights
    members = weights.inside[group]
    held = {
        key for key in members.criteria if f"{study.stage.key}/{group}/{key}" in session.locks()
    }
    ranking = study.ranking
    influence = dict(zip(ranking.matrix.criteria, ranking.influence, strict=True))
    for key in members.criteria:

        def move(share: float, key: str = key) -> None:
            session.set_study(study.with_weights(weights.moved_inside(group, key, share, held)))

        name, scale = t.text(study.catalogue[key].name), study.scales[key]
        _slider(
            t,
            f"{study.stage.key}/{group}/{key}",
            name,
            members[key],
            move,
            frozen=_frozen(members.criteria, held, key),
        )
        words = [formatting.span(t, study.catalogue[key], scale)]
        if key in influence:
            share, pull = ranking.weights[key], float(influence[key])
            values = {"share": t.percent(share, 1), "influence": t.percent(pull, 1)}
            said = "weights.of_whole_against" if pull < 0 else "weights.of_whole"
            words.append(t(said, **values))
        st.markdown("  \n".join(words))


def _frozen(keys: tuple[str, ...], held: set[str], key: str) -> bool:
    """Whether nothing is left that could give or take."""
    return key in held or not [other for other in keys if other != key and other not in held]


def _slider(
    t: Translator,
    name_key: str,
    name: str,
    share: float,
    move: Callable[[float], None],
    frozen: bool,
) -> None:
    row = st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small")
    key = widget_values.seeded(f"_share_{name_key}", round(100 * share))
    typed = widget_values.seeded(f"_typed_{name_key}", round(100 * share))
    held = widget_values.seeded(f"_lock_{name_key}", name_key in session.locks())
    row.slider(
        name,
        0,
        100,
        key=key,
        format="%d%%",
        disabled=frozen,
        help=t("weights.all_locked", name=name) if frozen else None,
        on_change=widget_values.on_change(key, lambda: move(st.session_state[key] / 100)),
    )
    row.number_input(
        t("weights.typed", name=name),
        0,
        100,
        key=typed,
        disabled=frozen,
        label_visibility="collapsed",
        width=FIELD,
        on_change=widget_values.on_change(typed, lambda: move(st.session_state[typed] / 100)),
    )
    row.checkbox(
        t("weights.lock_short"),
        key=held,
        help=t("weights.lock", name=name),
        width="content",
        on_change=widget_values.on_change(
            held, lambda: session.lock(name_key, st.session_state[held])
        ),
    )
