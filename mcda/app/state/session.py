"""The session of one visitor: language, stage, the study of each stage, what is selected."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import streamlit as st

from criteria.text import LANGS, Lang
from inputs.boundaries import county_shapes
from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from inputs.stations import LATEST, DataYear
from mcda.app.state import result_cache, widget_values
from mcda.app.state.saved_session import FIRST_VISIT
from mcda.model.weights import GroupedWeights
from mcda.report.charts.ranking import ranking_bars
from mcda.report.maps.ranking import rank_map
from mcda.report.maps.scene import scene
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import FIRST_STAGE, STAGES, embedded_study, with_data_year
from mcda.study.history import History, is_change
from mcda.study.io import to_json
from mcda.study.scenario import Scenario
from mcda.study.study import Study
from mcda.study.town_type_rules import PROPOSED_TYPES, TownTypeRules
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import Translator

UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # control characters and halves of signs
MOST_SIGNS = 300  # of a word in an address: every key is shorter


def begin_run() -> None:
    """What a page needs before it is drawn: the language of the address, the embedded study of a first visit."""
    asked = st.query_params.get("lang")
    if asked in LANGS and asked != st.session_state.get("lang"):
        st.session_state["lang"] = asked
    if "lang" not in st.session_state:
        st.session_state["lang"] = (
            "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"
        )
    for name, value in FIRST_VISIT.items():
        st.session_state.setdefault(name, value)
    st.query_params["lang"] = st.session_state["lang"]


def lang() -> Lang:
    chosen: Lang = st.session_state["lang"]
    return chosen


def set_language(language: Lang) -> None:
    if language != st.session_state.get("lang"):
        widget_values.resend_all()
    st.session_state["lang"] = language
    st.query_params["lang"] = language


def translator() -> Translator:
    return Translator(lang(), marked=True)


def stage() -> str:
    chosen: str = st.session_state["stage"]
    return chosen


def set_stage(stage_key: str) -> None:
    """Another stage: its own study becomes the current one, the others stay as they are."""
    st.session_state["stage"] = stage_key


def study() -> Study:
    """The current study."""
    return study_of(stage())


def study_of(stage_key: str) -> Study:
    """The study of any stage as the user left it."""
    studies: dict[str, Study] = st.session_state["studies"]
    return studies.get(stage_key) or first_study(stage_key)


def counties() -> tuple[Alternative, ...]:
    """The 119 counties, whichever stage is in hand."""
    return evidence_of("county").alternatives


def set_study(changed: Study) -> None:
    """The study as the user has just changed it; undo() steps back."""
    before = study()
    if is_change(before, changed):
        _set_history(history().changed(before))
    _replace_study(changed)


def _replace_study(chosen: Study) -> None:
    st.session_state["studies"] = {**st.session_state["studies"], stage(): chosen}
    if chosen.stage.level != "own":
        _follow_data_year(chosen.data_year)


def _follow_data_year(year: DataYear) -> None:
    """All embedded studies in hand rest on one timetable: the others come with the one that is changed."""

    def follow(kept: Study) -> Study:
        return with_data_year(kept, year)

    studies: dict[str, Study] = st.session_state["studies"]
    followed = {key: follow(kept) for key, kept in studies.items()}
    if all(followed[key] is kept for key, kept in studies.items()):
        return
    st.session_state["studies"] = followed
    known: dict[str, History] = st.session_state.get("history", {})
    st.session_state["history"] = {
        key: each if key == stage() else each.mapped(follow) for key, each in known.items()
    }


def history() -> History:
    """The changes of the current stage's study since this visit began."""
    known: dict[str, History] = st.session_state.get("history", {})
    return known.get(stage(), History())


def _set_history(changed: History) -> None:
    st.session_state["history"] = {**st.session_state.get("history", {}), stage(): changed}


def lists_off() -> tuple[str, ...]:
    """The groups of the county list that are switched off."""
    off: tuple[str, ...] = st.session_state.get("lists_off", ())
    return off


def data_year() -> DataYear:
    """The timetable that the embedded studies rest on: the newest until another is chosen or opened."""
    studies: dict[str, Study] = st.session_state["studies"]
    return next((kept.data_year for kept in studies.values() if kept.stage.level != "own"), LATEST)


def zone_rules() -> ZoneRules:
    rules: ZoneRules = st.session_state.get("zone_rules", PROPOSED)
    return rules


def town_type_rules() -> TownTypeRules:
    rules: TownTypeRules = st.session_state.get("town_type_rules", PROPOSED_TYPES)
    return rules


def undo() -> None:
    """The study as it was before its last change; nothing where there is none."""
    before, left = history().undone(study())
    _set_history(left)
    _replace_study(before)


def redo() -> None:
    """The study as the change undone last had made it; nothing where none was undone."""
    after, left = history().redone(study())
    _set_history(left)
    _replace_study(after)


def set_opened() -> None:
    """The studies in hand are as they were opened, from a draft or a file: later changes are told against them."""
    st.session_state["opened"] = st.session_state["studies"]


def starting_points() -> tuple[str, ...]:
    """What the current study can be compared with, as far as it differs: the default settings, itself as opened."""
    now = study()
    known = ("default", "opened") if stage() in st.session_state.get("opened", {}) else ("default",)
    return tuple(name for name in known if is_change(starting_point(name), now))


def starting_point(name: str) -> Study:
    opened: dict[str, Study] = st.session_state.get("opened", {})
    return opened[stage()] if name == "opened" else _default_study(stage())


def _default_study(stage_key: str) -> Study:
    """The first study of a stage, on the newest timetable whichever is chosen."""
    return _first(stage_key, LATEST)


def is_scenario_changed(chosen: Study) -> bool:
    """Whether the active scenario is no longer what its name stands for in the study as it was first."""
    if chosen.stage.key not in stages():
        return False
    known = {scenario.key: scenario for scenario in first_study(chosen.stage.key).scenarios}
    return chosen.fitting(known.get(chosen.active, chosen.scenario)) != chosen.scenario


def map_history(change: Callable[[Study], Study]) -> None:
    """What holds for every study, such as another county list, holds for what they were before as well."""
    known: dict[str, History] = st.session_state.get("history", {})
    st.session_state["history"] = {key: each.mapped(change) for key, each in known.items()}


def start_over() -> None:
    """The stage's proposal again; other stages stay as they are."""
    set_study(_default_study(stage()))


def selected() -> str | None:
    """The place that was clicked or chosen, if it is one of this stage's."""
    key = st.session_state.get("selected")
    return (
        key
        if isinstance(key, str) and any(a.key == key for a in study().evidence.alternatives)
        else None
    )


def selected_on_any_page() -> str | None:
    """The place last chosen on any page, whether or not it is one of this stage's."""
    key: str | None = st.session_state.get("selected")
    return key


def select(key: str | None) -> None:
    st.session_state["selected"] = key


def locks() -> frozenset[str]:
    held: frozenset[str] = st.session_state["locks"]
    return held


def lock(name: str, held: bool) -> None:
    st.session_state["locks"] = locks() | {name} if held else locks() - {name}


def set_weights_by_method(stage_key: str, method_key: str, weights: GroupedWeights) -> None:
    """What one way of weighing led to, to be held beside the others."""
    st.session_state["ways"] = {
        **st.session_state.get("ways", {}),
        (stage_key, method_key): weights,
    }


def weights_by_method(stage_key: str) -> dict[str, GroupedWeights]:
    known: dict[tuple[str, str], GroupedWeights] = st.session_state.get("ways", {})
    return {
        method_key: weights for (stage, method_key), weights in known.items() if stage == stage_key
    }


def save_scenario(stage_key: str, kept: Scenario) -> None:
    """A scenario as it was kept under its name, whatever is tried with it afterwards."""
    known = st.session_state.get("scenarios_kept", {})
    st.session_state["scenarios_kept"] = {**known, (stage_key, kept.key): kept}


def saved_scenarios(stage_key: str) -> dict[str, Scenario]:
    known: dict[tuple[str, str], Scenario] = st.session_state.get("scenarios_kept", {})
    return {key: scenario for (stage, key), scenario in known.items() if stage == stage_key}


def stages() -> tuple[str, ...]:
    """The embedded stages, and those of the user's own study."""
    return (*STAGES, *st.session_state.get("own", {}))


def first_study(stage_key: str) -> Study:
    """The embedded study of a stage on the county list, timetable and zones in hand; a user's own as it was made."""
    return _first(stage_key, data_year())


def _first(stage_key: str, year: DataYear) -> Study:
    own: dict[str, Study] = st.session_state.get("own", {})
    if stage_key in own:
        return own[stage_key]
    return _first_study(stage_key, lists_off(), zone_rules(), town_type_rules(), year)


@st.cache_resource(max_entries=32, show_spinner=False)
def _first_study(
    stage_key: str,
    off: tuple[str, ...],
    rules: ZoneRules,
    types: TownTypeRules,
    year: DataYear,
) -> Study:
    """Shared by all, since studies never change."""
    found = embedded_study(stage_key, off, year)
    if rules != PROPOSED:
        found = replace(found, zone_rules=rules)
    if types != PROPOSED_TYPES:
        found = replace(found, town_type_rules=types)
    _ = found.ranking
    return found


def warm_up() -> None:
    """What the first visitor would wait for, done while the server starts: polygons, a ranking, its ranges, its charts."""
    county_shapes(tuple(county.key for county in evidence_of("county").alternatives))
    study = _first_study(FIRST_STAGE, (), PROPOSED, PROPOSED_TYPES, LATEST)
    said = Translator("en")
    scene(rank_map(study, said))
    result_cache.acceptability(study, result_cache.near(study))
    ranking_bars(study, said).to_dict()


def workbook_of(chosen: Study, language: Lang) -> Callable[[], bytes]:
    """What a download button calls: it runs outside the session, so it closes over its values."""
    return lambda: write(brief(chosen, Translator(language)))


def json_of(chosen: Study) -> Callable[[], str]:
    return lambda: to_json(chosen)


def query_parameter(name: str) -> str:
    """What the address says after `name=`, empty if nothing; signs that no text holds are shown as unreadable."""
    return UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", st.query_params.get(name, "")[:MOST_SIGNS])


def choose_language(language: Lang) -> None:
    """Asked first of whoever comes into a room."""
    set_language(language)
    st.session_state["lang_chosen"] = True


def has_chosen_language() -> bool:
    return bool(st.session_state.get("lang_chosen"))


def cookie(name: str) -> str:
    """What this browser brought under a name when it connected, empty if nothing."""
    return st.context.cookies.get(name, "") if keeps_cookies() else ""


def keeps_cookies() -> bool:
    """Whether this browser keeps cookies: the server gives every one its own against forged requests."""
    return bool(st.context.cookies)


def client_address() -> str | None:
    """The visitor's address on the network, where it is known."""
    return st.context.ip_address


def must_sign_in() -> bool:
    """Whether the operator asks facilitators to sign in, and this one has not: only then is there a sign-in at all."""
    return not st.user.get("is_logged_in", True)


def signed_in_as() -> str:
    """The e-mail address under which this visitor signed in, empty if nobody did."""
    return str(st.user.get("email") or "")


def is_admitted() -> bool:
    """Whether the operator's list of those who may open workshops and publish, where there is one, has this visitor."""
    own = signed_in_as().strip().casefold()
    admitted = _admitted()
    return not admitted or own in admitted


def _admitted() -> frozenset[str]:
    """`emails` of [facilitators] in the secrets; empty where nothing is said."""
    if not st.secrets.load_if_toml_exists() or "facilitators" not in st.secrets:
        return frozenset()
    given = st.secrets["facilitators"].get("emails", [])
    return frozenset(str(email).strip().casefold() for email in given)


def can_sign_in() -> bool:
    """Whether what Streamlit's sign-in needs is installed."""
    return find_spec("authlib") is not None
