"""The projector screen driven from the control panel: a button a scene, arrow keys, and a small picture of the wall."""

from collections.abc import Callable, Sequence

import streamlit as st

from mcda.app.pages.workshop import projector_screen
from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import messages, page_parts
from mcda.group.model.projector import OF_RESULTS, SCENE_KEYS, OnProjector, Scene, SceneKey
from mcda.group.model.views import Facilitated
from mcda.words import Translator

LIVE = 3  # seconds between two looks at what hangs on the wall


def render(t: Translator, board: Facilitated) -> None:
    """What is on the wall, and what can be put there; results only once a round or a vote is closed."""
    page_parts.section(t("workshop.projector"))
    found = messages.answer_or_errors(t, lambda: resources.store().on_projector(board.code))
    if found is None:
        return
    now = found.projected.scene
    scenes = possible(board)
    row = st.container(horizontal=True)
    for key in scenes:
        if key != "criterion":
            row.button(
                t(f"workshop.scene_{key}"),
                key=f"_scene_{key}",
                type="primary" if key == now.key else "secondary",
                on_click=_show(key),
            )
    if "criterion" in scenes:
        _criterion(t, board, now)
    row = st.container(horizontal=True)
    for name, step, arrow in (("before", -1, "Left"), ("next", 1, "Right")):
        other = neighbour(scenes, now.key, step)
        row.button(
            t(f"workshop.scene_{name}"),
            key=f"_scene_{name}",
            shortcut=arrow,
            disabled=other is None,
            on_click=_show(other or now.key),
        )
    st.fragment(_preview, run_every=LIVE)(board.code)


def possible(board: Facilitated) -> tuple[SceneKey, ...]:
    """The scenes in their order; those of results from the first closed round on."""
    closed = any(not each.is_open for each in board.rounds)
    return tuple(key for key in SCENE_KEYS if closed or key not in OF_RESULTS or key == "votes")


def neighbour(scenes: Sequence[SceneKey], now: SceneKey, step: int) -> SceneKey | None:
    """The scene before or after the one on the wall, without those that need a choice; None at either end."""
    order = [key for key in scenes if key != "criterion" or key == now]
    at = order.index(now) + step if now in order else 0
    return order[at] if 0 <= at < len(order) else None


def _show(key: SceneKey, argument: str = "") -> Callable[[], None]:
    def press() -> None:
        facilitator.attempt(lambda: resources.store().show_scene(facilitator.key(), key, argument))

    return press


def _criterion(t: Translator, board: Facilitated, now: Scene) -> None:
    """One criterion of the newest closed round alone."""
    names = board.workshop.names
    closed = [each for each in board.rounds if not each.is_open]
    keys = [key for key in closed[-1].criteria or board.workshop.keys if key in names]

    def press() -> None:
        chosen = st.session_state.get("_scene_criterion")
        if chosen is not None:
            _show("criterion", chosen)()

    st.selectbox(
        t("workshop.scene_criterion"),
        keys,
        index=keys.index(now.argument) if now.argument in keys else None,
        format_func=lambda key: t.written.text(names[key]),
        placeholder=t("workshop.scene_criterion_choose"),
        key="_scene_criterion",
        on_change=press,
    )


def _preview(code: str) -> None:
    """A small picture of the wall."""
    t = session.translator()
    shown = messages.answer_or_errors(t, lambda: _markup(code))
    if shown is not None:
        with st.container(border=True, key="projector_preview", width=360):
            st.html(shown)


def _markup(code: str) -> str:
    found: OnProjector = resources.store().on_projector(code)
    return projector_screen.markup(found, projector_screen.SMALL, projector_screen.LOW)
