"""What is on the user's desk: language, the study in hand, the selected place. Session state and caches live here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from criteria.finding import LANGS, Finding, Lang
from inputs.boundaries import county_shapes
from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from mcda.opening import CHAIN, embedded_study, with_lists_off
from mcda.region.years import Observation
from mcda.report.brief import brief
from mcda.report.excel import write
from mcda.saving import to_json
from mcda.study import Study
from mcda.weights import GroupedWeights
from mcda.words import Say
from mcda.zoning import PROPOSED, ZoneRules

STAGES = ("primary", "secondary", "tertiary", "links")
FIRST_STAGE = "secondary"


def lay_out() -> None:
    """Put on the desk what a page needs: the language of the address, the embedded study of a first visit."""
    asked = st.query_params.get("lang")
    if asked in LANGS and asked != st.session_state.get("lang"):
        st.session_state["lang"] = asked
    if "lang" not in st.session_state:
        st.session_state["lang"] = (
            "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"
        )
    st.session_state.setdefault("stage", FIRST_STAGE)
    st.session_state.setdefault("studies", {})
    st.session_state.setdefault("locks", frozenset())
    st.query_params["lang"] = st.session_state["lang"]


def lang() -> Lang:
    chosen: Lang = st.session_state["lang"]
    return chosen


def speak(language: Lang) -> None:
    st.session_state["lang"] = language
    st.query_params["lang"] = language


def say() -> Say:
    return Say(lang())


def stage() -> str:
    chosen: str = st.session_state["stage"]
    return chosen


def turn_to(stage_key: str) -> None:
    """Another stage: its own study comes to hand, the others stay as they are."""
    st.session_state["stage"] = stage_key


def study() -> Study:
    """The study in hand."""
    return study_of(stage())


def study_of(stage_key: str) -> Study:
    """The study of any stage as the user left it."""
    studies: dict[str, Study] = st.session_state["studies"]
    return studies.get(stage_key) or first_study(stage_key)


def counties() -> tuple[Alternative, ...]:
    """The 119 counties, whichever stage is in hand."""
    return evidence_of("county").alternatives


def keep(changed: Study) -> None:
    """The study as the user has just changed it; the last state stays at hand for undo()."""
    st.session_state["before"] = study()
    st.session_state["studies"] = {**st.session_state["studies"], stage(): changed}


def accompanied() -> Study:
    """The study in hand with how the user answers the other stages of the chain; the same one while nothing changes."""
    known: dict[str, Study] = st.session_state["studies"]
    company = {
        key: known[key].scenario
        for key in CHAIN
        if key in known and key != stage() and known[key].scenario != first_study(key).scenario
    }
    chosen = study()
    before = st.session_state.get("accompanied")
    if before is None or before[0] is not chosen or before[1] != company:
        found = replace(chosen, company=company) if company else chosen
        st.session_state["accompanied"] = before = (chosen, company, found)
    return before[2]


def lists_off() -> tuple[str, ...]:
    """The groups of the county list that are switched off."""
    off: tuple[str, ...] = st.session_state.get("lists_off", ())
    return off


def zone_rules() -> ZoneRules:
    rules: ZoneRules = st.session_state.get("zone_rules", PROPOSED)
    return rules


def switch_lists(off: Sequence[str]) -> None:
    """Another county list: every stage follows."""
    st.session_state["lists_off"] = tuple(off)
    st.session_state["studies"] = {
        key: with_lists_off(kept, off) for key, kept in st.session_state["studies"].items()
    }


def draw_zones(rules: ZoneRules) -> None:
    """Other gates of the zones: every stage follows."""
    st.session_state["zone_rules"] = rules
    st.session_state["zones_typed"] = {}
    st.session_state["studies"] = {
        key: replace(kept, zone_rules=rules) for key, kept in st.session_state["studies"].items()
    }


def zones_typed() -> dict[str, float]:
    """Gates that were typed but cannot be: kept on the screen until they are mended."""
    typed: dict[str, float] = st.session_state.get("zones_typed", {})
    return typed


def keep_zones_typed(typed: dict[str, float]) -> None:
    st.session_state["zones_typed"] = typed


def own_links() -> tuple[Observation, ...]:
    """The user's own figures about links."""
    found: tuple[Observation, ...] = st.session_state.get("own_links", (None, (), ()))[1]
    return found


def own_links_file() -> str | None:
    """Which uploaded file they come from."""
    file: str | None = st.session_state.get("own_links", (None, (), ()))[0]
    return file


def own_links_findings() -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = st.session_state.get("own_links", (None, (), ()))[2]
    return found


def keep_own_links(
    file: str, figures: tuple[Observation, ...], findings: tuple[Finding, ...]
) -> None:
    st.session_state["own_links"] = (file, figures, findings)


def forget_own_links() -> None:
    st.session_state.pop("own_links", None)
    st.session_state.pop("_own_links", None)


def undo() -> None:
    """The study as it was before the last change."""
    before: Study | None = st.session_state.get("before")
    if before is not None and before.stage.key == stage():
        keep(before)
    else:
        start_over()


def start_over() -> None:
    """The stage's proposal again; other stages stay as they are."""
    keep(first_study(stage()))


def selected() -> str | None:
    """The place that was clicked or chosen, if it is one of this stage's."""
    key = st.session_state.get("selected")
    return (
        key
        if isinstance(key, str) and any(a.key == key for a in study().evidence.alternatives)
        else None
    )


def select(key: str | None) -> None:
    st.session_state["selected"] = key


def locks() -> frozenset[str]:
    held: frozenset[str] = st.session_state["locks"]
    return held


def lock(name: str, held: bool) -> None:
    st.session_state["locks"] = locks() | {name} if held else locks() - {name}


def seeded(key: str, value: object) -> str:
    """A widget's key, its value set from the study before it is drawn.

    Set only where it differs: setting it again would throw back a slider that is still being moved. But a run
    that a new click cuts short may have set a value that never reached the screen: that is set once more.
    """
    waiting: dict[str, object] = st.session_state.setdefault("on_its_way", {})
    fresh = key not in st.session_state
    if fresh or st.session_state[key] != value or key in waiting:
        waiting.setdefault(key, None if fresh else st.session_state[key])
        st.session_state[key] = value
    return key


def arrived() -> None:
    """The page is drawn to its end: what was set for its widgets has reached the screen."""
    st.session_state["on_its_way"] = {}


def is_echo(key: str) -> bool:
    """Whether a widget only tells what it showed before the value that is still on its way to it."""
    waiting: dict[str, object] = st.session_state.get("on_its_way", {})
    if key not in waiting:
        return False
    shown, now = waiting[key], st.session_state[key]
    return not now if shown is None else bool(now == shown)


def changed(key: str, act: Callable[[], object]) -> Callable[[], None]:
    """A widget's callback, for what the user changed and not for an echo."""

    def call() -> None:
        if not is_echo(key):
            act()

    return call


def noted(name: str, among: Sequence[object] | None = None, empty: object = None) -> str:
    """The key of a widget whose value outlives its page: empty until the user fills it.

    A value that is no longer among the choices is forgotten.
    """
    value = note_of(name)
    return seeded(f"_{name}", value if among is None or value in among else empty)


def note_of(name: str) -> Any:
    """What the user put into a noted widget, None if nothing; the widget need not be on the page."""
    return st.session_state.get("notes", {}).get(f"_{name}")


def note(key: str) -> None:
    """Keep what the user has just put into a widget."""
    if not is_echo(key):
        note_as(key.removeprefix("_"), st.session_state[key])


def note_as(name: str, value: object) -> None:
    """Keep an answer that was taken from a proposal instead of typed."""
    st.session_state["notes"] = {**st.session_state.get("notes", {}), f"_{name}": value}


def remember_way(stage_key: str, way: str, weights: GroupedWeights) -> None:
    """What one way of weighing led to, to be held beside the others."""
    st.session_state["ways"] = {**st.session_state.get("ways", {}), (stage_key, way): weights}


def ways_answered(stage_key: str) -> dict[str, GroupedWeights]:
    known: dict[tuple[str, str], GroupedWeights] = st.session_state.get("ways", {})
    return {way: weights for (stage, way), weights in known.items() if stage == stage_key}


def first_study(stage_key: str) -> Study:
    """The embedded study of a stage on the county list and with the zones in hand."""
    return _first_study(stage_key, lists_off(), zone_rules())


@st.cache_resource(max_entries=32, show_spinner=False)
def _first_study(stage_key: str, off: tuple[str, ...], rules: ZoneRules) -> Study:
    """Shared by all, since studies never change."""
    found = embedded_study(stage_key, off)
    if rules != PROPOSED:
        found = replace(found, zone_rules=rules)
    _ = found.ranking
    return found


@st.cache_resource(max_entries=1, show_spinner=False)
def warm() -> bool:
    """What the first visitor would wait for, done while the server starts."""
    county_shapes(tuple(county.key for county in evidence_of("county").alternatives))
    return True


def workbook_of(chosen: Study, language: Lang) -> Callable[[], bytes]:
    """What a download button calls: it runs outside the session, so it closes over its values."""
    return lambda: write(brief(chosen, Say(language)))


def json_of(chosen: Study) -> Callable[[], str]:
    return lambda: to_json(chosen)
