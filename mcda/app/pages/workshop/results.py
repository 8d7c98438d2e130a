"""Results of closed rounds: for the board and its projector, from what may be published and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from criteria.errors import Trouble
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.plain_text import plain
from mcda.group.analysis.response_bias import leanings
from mcda.group.analysis.summary import Summary, agreement_of, discussed, heard, weights_of
from mcda.group.privacy.publication import Shown, Withheld
from mcda.report.charts.workshop import weight_dots
from mcda.report.tables import workshop as workshop_tables
from mcda.words import Say, phrase

VIEWS = ("weights", "places", "sure", "agreement", "discuss", "camps")


def show(say: Say, code: str, rounds: Sequence[Shown | Withheld], quiet: bool = False) -> None:
    """The results of the newest closed round, or of any other that is chosen.

    `quiet` adds what is for the facilitator alone: how the answers lean, and the way into the study.
    """
    closed = {each.number: each for each in rounds if not each.round.is_open}
    if not closed:
        return
    page_parts.section(say("results.title"))
    names = {str(number): say("results.round_number", number=number) for number in reversed(closed)}
    chosen = str(max(closed))
    if len(closed) > 1:
        chosen = page_parts.view_choice(say("results.round"), names, "results_round", label=True)
    each = closed[int(chosen)]
    if isinstance(each, Withheld):
        page_parts.told(say, [each.finding])
        return
    summary = session.summed(code, each)
    if summary is None:
        page_parts.told(say, [session.other_criteria(each)])
        return
    _told(say, summary)
    view = page_parts.view_choice(
        say("results.view"), {v: say(f"results.view_{v}") for v in VIEWS}, "results_view"
    )
    SHOWN[view](say, summary)
    if quiet:
        _quiet(say, summary)
        _take(say, code, summary, rounds)


def _told(say: Say, summary: Summary) -> None:
    shown = summary.shown
    if summary.verdict is None:
        st.title(say("results.alone"), anchor=False)
    else:
        st.title(say.of(summary.verdict.sentence), anchor=False)
    groups = [
        say("results.group_heads", name=plain(say.of(cell.name)), heads=cell.heads)
        for cell in shown.cells
    ]
    line = say("results.who", heads=shown.heads, groups=say.join(groups, last=False))
    joined = any(len(cell.groups) > 1 for cell in shown.cells)
    st.markdown(f"{line} {say('results.merged')}" if joined else line)


def _weights(say: Say, summary: Summary) -> None:
    st.markdown(f"**{say('results.weights')}**")
    st.markdown(say("results.weights_words"))
    st.altair_chart(weight_dots(summary, say), width="stretch", theme=None)
    found = weights_of(summary.spread)
    table = workshop_tables.weights(found, summary.shown.workshop.names, say.written)
    charts_and_tables.table(table, "results_weights_table")


def _places(say: Say, summary: Summary) -> None:
    st.markdown(f"**{say('results.places')}**")
    st.markdown(say("results.places_words"))
    charts_and_tables.table(workshop_tables.leaders(summary, say.written), "results_places_table")
    outcome = summary.outcome
    if outcome is not None and outcome.shared:
        names = [say.of(summary.study.evidence[key].name) for key in outcome.shared]
        st.markdown(say("results.shared", k=outcome.k, names=say.join(names)))


def _sure(say: Say, summary: Summary) -> None:
    st.markdown(f"**{say('results.sure')}**")
    st.markdown(say("results.sure_words"))
    try:
        found = summary.sure
    except Trouble as trouble:
        page_parts.told(say, trouble.findings)
        return
    names = {a.key: a.name for a in summary.study.evidence.alternatives}
    charts_and_tables.tables(workshop_tables.sure(found, names, say.written), "results_sure")


def _agreement(say: Say, summary: Summary) -> None:
    st.markdown(say("results.agreement_words"))
    charts_and_tables.tables(
        workshop_tables.agreement(agreement_of(summary), say.written), "results_agreement"
    )


def _discuss(say: Say, summary: Summary) -> None:
    divided = [divide for divide in summary.divides if divide.next is not None]
    if not divided:
        st.markdown(say("results.no_divide"))
    for divide in divided:
        part = divide.next
        settled = 0 if part is None else max(0, part.settled)
        words = "results.divide_pairs" if settled else "results.divide_none"
        pairs = say(words, apart=divide.apart, pairs=divide.pairs, settled=settled)
        st.markdown(f"{plain(say.of(discussed(summary, divide)))}  \n{pairs}")


def _camps(say: Say, summary: Summary) -> None:
    told = workshop_tables.camps(summary, say)
    for line in told or [say("results.no_camps")]:
        st.markdown(f"- {line}" if told else line)


SHOWN: dict[str, Callable[[Say, Summary], None]] = {
    "weights": _weights,
    "places": _places,
    "sure": _sure,
    "agreement": _agreement,
    "discuss": _discuss,
    "camps": _camps,
}


def _quiet(say: Say, summary: Summary) -> None:
    """How the answers lean: figures that say where to look, and prove nothing."""
    found = leanings(summary.shown)
    with st.expander(say("results.quiet")):
        st.markdown(say("results.even", share=say.percent(found.even)))
        if not found.order_matters:
            st.markdown(say("results.order_none"))
        else:
            words = "results.order_early" if found.order < 0 else "results.order_late"
            st.markdown(say(words, value=f"{found.order:.2f}"))
        if found.anchored is not None:
            st.markdown(say("results.anchored", share=say.percent(found.anchored)))


def _take(say: Say, code: str, summary: Summary, rounds: Sequence[Shown | Withheld]) -> None:
    """The room's weights as a scenario of the study, with what the workshop said for the brief."""
    voices = {voice: say(f"results.voice_{voice}") for voice in summary.voices}
    voice = page_parts.view_choice(say("results.voice"), voices, "results_voice", label=True)
    known: dict[int, Summary] = {}
    for each in rounds:
        if isinstance(each, Shown) and (other := session.summed(code, each)) is not None:
            known[each.number] = other
    workshop, number = summary.shown.workshop, summary.shown.number

    def take() -> None:
        spoken = heard(workshop, rounds, known)
        name = phrase("results.scenario", title=workshop.title, number=number)
        study = workshop.opened_study
        scenario = replace(study.scenario, key=f"room_{code}_{number}".lower(), name=name)
        weighed = study.with_scenario(scenario).with_weights(summary.weights(voice))
        session.turn_to(study.stage.key)
        session.keep(replace(weighed, heard=spoken))
        session.note_as("results_taken", say.of(name))

    st.button(say("results.take"), key="_results_take", on_click=take)
    taken = session.note_of("results_taken")
    if taken:
        st.success(say("results.taken", name=plain(str(taken))))
