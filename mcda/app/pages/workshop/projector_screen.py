"""The projector screen: one scene at a time, as the facilitator put it. No names, no single answers, no key."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st
from markupsafe import Markup

from criteria.errors import AppError
from mcda.app.pages.workshop import projector_results
from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import messages, page_parts
from mcda.group.model.projector import OF_RESULTS, OnProjector, SceneKey
from mcda.report.html.qr import qr_image
from mcda.report.html.templates import fill
from mcda.report.tables import county_profile
from mcda.study.example_pair import example_pair
from mcda.words import Translator

LIVE = 3  # seconds
# nothing below 28 px at 1280 × 720
SIZE, HEIGHT = "max(28px,2.2vw)", "88vh"
SMALL, LOW = "8.5px", "12rem"  # of the preview on the control panel
LOOK = """<style>
[data-testid="stHeader"],[data-testid="stToolbar"]{display:none}
[data-stale="true"]{opacity:1!important;transition:none!important}
.stMainBlockContainer{max-width:none;padding:3vh 3vw}
</style>"""
# the clock runs between two looks at the store
TICK = """<script>
clearInterval(window.projectorClock);
window.projectorClock = setInterval(() => {
    const shown = document.querySelector("[data-seconds]");
    if (!shown) return;
    const left = Number(shown.dataset.seconds) - 1;
    shown.dataset.seconds = left;
    const much = Math.abs(left), two = number => String(number).padStart(2, "0");
    shown.textContent = (left < 0 ? "\u2212" : "") + Math.floor(much / 60) + ":" + two(much % 60);
}, 1000);
</script><i hidden></i>"""


def render(code: str) -> None:
    st.html(LOOK)
    st.fragment(_scene, run_every=LIVE)(code)


def _scene(code: str) -> None:
    """The scene as it is now; what was last seen gives way to a sentence if the database does not answer."""
    try:
        found = resources.store().on_projector(code, session.client_address())
        shown = markup(found)
    except AppError as error:
        t = session.translator()
        page_parts.section(t("workshop.no_projector"))
        messages.show_errors(t, error.findings)
        return
    st.html(shown)
    if found.projected.clock.seconds_left(datetime.now(UTC)) is not None:
        st.html(TICK, unsafe_allow_javascript=True)


def markup(found: OnProjector, size: str = SIZE, height: str = HEIGHT) -> Markup:
    """The scene in the language of the workshop, in letters of this size. Raises AppError."""
    t = Translator(found.door.workshop.lang)
    scene = found.projected.scene
    make = projector_results.body if scene.key in OF_RESULTS else SCENES[scene.key]
    values: dict[str, object] = {
        "heading": found.door.workshop.title,
        "asked": (),
        "numbers": (),
        "lines": (),
        "body": "",
        "seconds": None,
        "clock": "",
        **make(t, found),
    }
    return fill(
        "projector",
        size=size,
        height=height,
        scene=scene.key,
        lang="zh-Hans" if t.lang == "zh" else "en",
        title=found.door.workshop.title,
        code=found.door.code,
        **values,
    )


def _joining(t: Translator, found: OnProjector) -> dict[str, object]:
    """The code in big letters, the square, and how many of each group have come."""
    door, present = found.door, found.present
    address = f"{facilitator.site()}/workshop?workshop={door.code}"
    chips = [
        {"name": t.text(group.name), "count": present.joined[group.key]}
        for group in door.workshop.groups
    ]
    return {
        "state": _state(t, found),
        "scan": t("workshop.scan"),
        "address": address.rsplit("://", maxsplit=1)[-1].split("?", maxsplit=1)[0],
        "square": qr_image(address, t("workshop.square"), 8),
        "chips": chips,
        "together": t("workshop.chip_all", joined=present.heads, done=present.done),
    }


def _state(t: Translator, found: OnProjector) -> str:
    round_ = found.door.round
    words = "workshop.round_open" if round_.is_open else "workshop.round_closed"
    return t(words, number=round_.number)


def _question(t: Translator, found: OnProjector) -> dict[str, object]:
    """What is decided, and how one criterion differs between two real candidates."""
    workshop = found.door.workshop
    study = workshop.opened_study
    lines = []
    for criterion in workshop.keys:
        pair = example_pair(study, criterion)
        if pair is not None:
            told = {
                side: county_profile.said(study, key, criterion, t)
                for side, key in (("worst", pair.worst), ("best", pair.best))
            }
            names = {
                "first": study.evidence[pair.worst].name,
                "second": study.evidence[pair.best].name,
            }
            lines = [
                t("workshop.example"),
                t("workshop.example_pair", name=t.text(workshop.names[criterion]), **told, **names),
            ]
            break
    return {"asked": [t.text(study.stage.question)], "lines": lines}


def _progress(t: Translator, found: OnProjector) -> dict[str, object]:
    """How many have submitted, in all and of no group, and how long the item of the agenda still takes."""
    present, clock = found.present, found.projected.clock
    seconds = clock.seconds_left(datetime.now(UTC))
    lines = [_state(t, found)]
    if seconds is not None:
        lines.append(clock.items[clock.at].title)
    if present.paper:
        lines.append(t("workshop.on_paper", paper=present.paper))
    return {
        "numbers": [t("workshop.done_of", done=present.done, joined=present.heads)],
        "seconds": seconds,
        "clock": "" if seconds is None else minutes(seconds),
        "lines": lines,
    }


def minutes(seconds: int) -> str:
    """12:04, with a minus sign beyond the end."""
    whole, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{whole}:{rest:02}"


def _parked(t: Translator, found: OnProjector) -> dict[str, object]:
    lines = found.parked or (t("workshop.nothing_parked"),)
    return {"heading": t("results.parked"), "lines": lines}


def _black(t: Translator, found: OnProjector) -> dict[str, object]:  # noqa: ARG001 - as the others
    return {}


SCENES: dict[SceneKey, Callable[[Translator, OnProjector], dict[str, object]]] = {
    "joining": _joining,
    "question": _question,
    "progress": _progress,
    "parked": _parked,
    "black": _black,
}
