"""Sliders that always sum to one: moving one gives and takes from those that are not locked or left out."""

from collections.abc import Callable, Collection

import streamlit as st

from criteria.errors import StudyError
from criteria.model import Criterion
from mcda.app.state import session, widget_values
from mcda.app.widgets import page_parts
from mcda.report.tables import data, formatting, weights
from mcda.study.left_out import Locks, empty_groups, is_locked
from mcda.study.missing_values import MissingValuePolicy
from mcda.study.study import Study
from mcda.words import Translator

ONLY_KNOWN: MissingValuePolicy = "leave_out_alternative"
FIELD = 62  # pixels for a number to type: three digits, no buttons
LAST = (
    "weights_last"  # the criterion that could not be left out, told until the page is drawn again
)


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
    shares = study.scenario.weights
    held = {key for key in shares.groups.criteria if f"{study.stage.key}/{key}" in session.locks()}
    empty = empty_groups(study.scenario)

    def move(share: float) -> None:
        session.set_study(study.with_weights(shares.moved_group(group, share, {*held, *empty})))

    name = t.text(study.catalogue.group(group).name)
    frozen = _frozen(shares.groups.criteria, {*held, *empty}, group)
    _slider(
        t,
        f"{study.stage.key}/{group}",
        name,
        shares.groups[group],
        move,
        frozen=frozen,
        told=t("weights.all_locked", name=name) if frozen and group not in empty else None,
    )


def inside_sliders(t: Translator, study: Study, group: str) -> None:
    """Each criterion's share inside its group, its range in units, and what it then is of the whole."""
    shares, left_out = study.scenario.weights, study.scenario.left_out
    members = shares.inside[group]
    locks = _locks(study)
    held = {key for key in members.criteria if key in locks.inside or key in left_out}
    ranking = study.ranking
    influence = dict(zip(ranking.matrix.criteria, ranking.influence, strict=True))
    st.markdown(t("weights.total_inside"), help=t("weights.leave_out_words"))
    for key in members.criteria:

        def move(share: float, key: str = key) -> None:
            session.set_study(study.with_weights(shares.moved_inside(group, key, share, held)))

        name, scale = t.text(study.catalogue[key].name), study.scales[key]
        frozen = _frozen(members.criteria, held, key)
        told = [data.uncertainty(study, key, t)]
        if frozen and key not in left_out:
            told.append(t("weights.all_locked", name=name))
        _slider(
            t,
            f"{study.stage.key}/{group}/{key}",
            name,
            0.0 if key in left_out else members[key],
            move,
            frozen=frozen,
            told="  \n".join(filter(None, told)) or None,
        )
        words = [formatting.span(t, study.catalogue[key], scale)]
        if key in influence:
            share, pull = ranking.weights[key], float(influence[key])
            values = {"share": t.percent(share, 1), "influence": t.percent(pull, 1)}
            said = "weights.of_whole_against" if pull < 0 else "weights.of_whole"
            words.append(t(said, **values))
        row = st.container(
            horizontal=True, wrap=False, horizontal_alignment="distribute", gap="small"
        )
        row.markdown("  \n".join(words))
        _leave_out(row, t, study, key, locks)
        if study.stage[key].left_out and key not in left_out:
            _speaks_for(t, study, key)
    for use in study.stage.offered:
        criterion = study.catalogue[use.key]
        if criterion.group == group:
            row = st.container(
                horizontal=True, wrap=False, horizontal_alignment="distribute", gap="small"
            )
            known = weights.known_for(study, use.key, t)
            row.markdown(f"{t.text(criterion.name)}  \n{known}", help=_caveat(t, criterion))
            _leave_out(row, t, study, use.key, locks)


def _caveat(t: Translator, criterion: Criterion) -> str | None:
    return t.text(criterion.caveat) if criterion.caveat else None


def _speaks_for(t: Translator, study: Study, key: str) -> None:
    """For whom a criterion speaks that few have a value of, and the choice to rank only them."""
    policies = study.scenario.missing_value_policies
    tick = widget_values.seeded(f"_known_{study.stage.key}/{key}", policies.get(key) == ONLY_KNOWN)

    def change() -> None:
        others = {k: policy for k, policy in policies.items() if k != key}
        chosen = {**others, key: ONLY_KNOWN} if st.session_state[tick] else others
        session.set_study(study.with_changes(missing_value_policies=chosen))

    told = [weights.speaks_for(study, key, t), _caveat(t, study.catalogue[key])]
    st.markdown(t.sentences(filter(None, told)))
    known = weights.known(study, key)
    st.checkbox(
        t("weights.only_known", count=len(known)),
        key=tick,
        disabled=len(known) < 2,
        on_change=widget_values.on_change(tick, change),
    )


def _leave_out(
    row: st.delta_generator.DeltaGenerator, t: Translator, study: Study, key: str, locks: Locks
) -> None:
    """The tick by which a criterion is left out, and taken back or, where the stage only offers it, taken in."""
    offered = any(use.key == key for use in study.stage.offered)
    is_out = offered or key in study.scenario.left_out
    tick = widget_values.seeded(f"_out_{study.stage.key}/{key}", is_out)

    def change() -> None:
        try:
            if st.session_state[tick]:
                session.set_study(study.without(key, locks))
            else:
                session.set_study((study.taking_in if offered else study.with_again)(key, locks))
        except StudyError:  # one must stay
            st.session_state[LAST] = key

    row.checkbox(
        t("weights.leave_out"),
        key=tick,
        disabled=is_locked(study.offering(key).scenario, key, locks),
        width="content",
        on_change=widget_values.on_change(tick, change),
    )
    if st.session_state.get(LAST) == key:
        del st.session_state[LAST]
        st.warning(t("weights.last"))


def _locks(study: Study) -> Locks:
    stage, locks = study.stage.key, session.locks()
    inside = study.scenario.weights.inside
    return Locks(
        {group for group in inside if f"{stage}/{group}" in locks},
        {
            key
            for group, members in inside.items()
            for key in members.criteria
            if f"{stage}/{group}/{key}" in locks
        },
    )


def _frozen(keys: tuple[str, ...], held: Collection[str], key: str) -> bool:
    """Whether nothing is left that could give or take."""
    return key in held or not [other for other in keys if other != key and other not in held]


def _slider(
    t: Translator,
    name_key: str,
    name: str,
    share: float,
    move: Callable[[float], None],
    frozen: bool,
    told: str | None,
) -> None:
    """A slider, a field to type in and a lock; `told` stands behind a question mark."""
    row = st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small")
    key = widget_values.seeded(f"_share_{name_key}", round(100 * share))
    typed = widget_values.seeded(f"_typed_{name_key}", round(100 * share))
    held = widget_values.seeded(f"_lock_{name_key}", name_key in session.locks())
    row.slider(
        name,
        0,
        100,
        key=key,
        value=widget_values.shown(key),
        format="%d%%",
        disabled=frozen,
        help=told,
        on_change=widget_values.on_change(key, lambda: move(st.session_state[key] / 100)),
    )
    row.number_input(
        t("weights.typed", name=name),
        0,
        100,
        key=typed,
        value=widget_values.shown(typed),
        disabled=frozen,
        label_visibility="collapsed",
        width=FIELD,
        on_change=widget_values.on_change(typed, lambda: move(st.session_state[typed] / 100)),
    )
    row.checkbox(
        t("weights.lock_short"),
        key=held,
        width="content",
        on_change=widget_values.on_change(
            held, lambda: session.lock(name_key, st.session_state[held])
        ),
    )
