"""Results of closed rounds: for the board and its projector, from what may be published and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import resources, session, widget_values
from mcda.app.widgets import charts_and_tables, messages, page_parts
from mcda.group.analysis.movement import movement
from mcda.group.analysis.one_minute import one_minute
from mcda.group.analysis.response_bias import leanings
from mcda.group.analysis.summary import (
    Summary,
    agreement_of,
    discussed,
    weights_of,
    workshop_outcome,
)
from mcda.group.model.minimum_group import QUARTERS
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.charts.workshop import weight_dots
from mcda.report.html.movement import movement_html
from mcda.report.html.one_minute import one_minute_html
from mcda.report.tables import workshop as workshop_tables
from mcda.words import Translator, phrase
from mcda.words.markdown import plain

VIEWS = ("minute", "weights", "places", "sure", "agreement", "discuss", "camps")
CHANGE = "change"  # only where an earlier round may be shown too


def render(
    t: Translator,
    code: str,
    rounds: Sequence[PublishedRound | SuppressedRound],
    quiet: bool = False,
) -> None:
    """The results of the newest closed round, or of any other that is chosen.

    `quiet` adds what is for the facilitator alone: how the answers lean, and the way into the study.
    """
    closed = {each.number: each for each in rounds if not each.round.is_open}
    if not closed:
        return
    page_parts.section(t("results.title"))
    names = {str(number): t("results.round_number", number=number) for number in reversed(closed)}
    chosen = str(max(closed))
    if len(closed) > 1:
        chosen = page_parts.view_choice(t("results.round"), names, "results_round", label=True)
    each = closed[int(chosen)]
    if isinstance(each, SuppressedRound):
        messages.show_errors(t, [each.finding])
        return
    summary = resources.summary_of(code, each)
    if summary is None:
        messages.show_errors(t, [resources.other_criteria(each)])
        return
    _told(t, summary)
    before = _before(code, rounds, each)
    views = VIEWS if before is None else (VIEWS[0], CHANGE, *VIEWS[1:])
    view = page_parts.view_choice(
        t("results.view"), {v: t(f"results.view_{v}") for v in views}, "results_view"
    )
    if before is not None and view == CHANGE:
        st.html(movement_html(summary, movement(before, summary), t.written))
        st.caption(t("minute.change_words"))
    else:
        SHOWN[view](t, summary)
    if quiet:
        _quiet(t, summary)
        _take(t, code, summary, rounds)


def _before(
    code: str, rounds: Sequence[PublishedRound | SuppressedRound], shown: PublishedRound
) -> Summary | None:
    """The newest round before this one that may be shown, summed up; None where there is none."""
    earlier = [
        each for each in rounds if isinstance(each, PublishedRound) and each.number < shown.number
    ]
    return resources.summary_of(code, earlier[-1]) if earlier else None


def _told(t: Translator, summary: Summary) -> None:
    shown = summary.shown
    if summary.verdict is None:
        st.title(t("results.alone"), anchor=False)
    else:
        st.title(t.text(summary.verdict.sentence), anchor=False)
    groups = [
        t("results.group_heads", name=plain(t.text(cell.name)), heads=cell.heads)
        for cell in shown.cells
    ]
    line = t("results.who", heads=shown.heads, groups=t.join(groups, last=False))
    told = [line]
    if any(len(cell.groups) > 1 for cell in shown.cells):
        told.append(t("results.merged"))
    if shown.paper:
        told.append(t("results.paper", paper=shown.paper))
    if any(cell.paper == cell.heads for cell in shown.cells):
        told.append(t("results.all_paper"))
    st.markdown(" ".join(told))


def _minute(t: Translator, summary: Summary) -> None:
    st.html(one_minute_html(summary, one_minute(summary), t.written))
    st.caption(t("minute.words"))


def _weights(t: Translator, summary: Summary) -> None:
    st.markdown(f"**{t('results.weights')}**")
    st.markdown(t("results.weights_words"))
    shown = summary.shown
    catalogue = summary.study.catalogue
    hidden = [t.text(catalogue[k].in_sentence) for k in shown.criteria if k not in shown.dots]
    minimum, people = shown.round.minimum_group, shown.heads
    if hidden:
        some = t("results.some_dots", names=t.join(hidden))
        told = some if shown.dots else t("results.no_dots")
        why = t("results.dots_why", people=people, floor=minimum)
        st.markdown(t.sentences([told, why]))
    if not shown.has_quartiles:
        st.markdown(t("results.no_quartiles", people=people, enough=QUARTERS * minimum))
    charts_and_tables.still_chart(
        weight_dots(summary, t.written), "results_weights", study=summary.study
    )
    found = weights_of(summary.spread)
    table = workshop_tables.weights(found, summary.shown.workshop.names, t.written)
    charts_and_tables.table(table, "results_weights_table", study=summary.study)


def _ranks(t: Translator, summary: Summary) -> None:
    st.markdown(f"**{t('results.ranks')}**")
    st.markdown(t("results.ranks_words"))
    st.markdown(workshop_tables.leader_held_by(summary, t))
    table = workshop_tables.leaders(summary, t.written)
    charts_and_tables.table(table, "results_places_table", study=summary.study)
    outcome = summary.outcome
    if outcome is not None and outcome.shared:
        names = [t.text(summary.study.evidence[key].name) for key in outcome.shared]
        st.markdown(t("results.shared", k=outcome.k, names=t.join(names)))


def _sure(t: Translator, summary: Summary) -> None:
    st.markdown(f"**{t('results.sure')}**")
    st.markdown(t("results.sure_words"))
    try:
        found = summary.sure
    except AppError as error:
        messages.show_errors(t, error.findings)
        return
    names = {a.key: a.name for a in summary.study.evidence.alternatives}
    table = workshop_tables.rank_shares(found, summary.shown.heads, names, t.written)
    charts_and_tables.table(table, "results_sure", study=summary.study)


def _agreement(t: Translator, summary: Summary) -> None:
    st.markdown(t("results.agreement_words"))
    charts_and_tables.tables(
        workshop_tables.agreement(agreement_of(summary), t.written),
        "results_agreement",
        summary.study,
    )


def _discuss(t: Translator, summary: Summary) -> None:
    divided = [divide for divide in summary.divides if divide.next is not None]
    if not divided:
        st.markdown(t("results.no_divide"))
    for divide in divided:
        part = divide.next
        settled = 0 if part is None else max(0, part.settled)
        words = "results.divide_settled" if settled else "results.divide_none"
        pairs = t("results.divide_pairs", apart=divide.apart, pairs=divide.pairs)
        pairs = t.sentences([pairs, t(words, settled=settled)])
        st.markdown(f"{plain(t.text(discussed(summary, divide)))}  \n{pairs}")


def _camps(t: Translator, summary: Summary) -> None:
    told = workshop_tables.opinion_groups(summary, t)
    if told:
        st.markdown(t("results.opinion_groups_words"))
    for line in told or [t("results.no_opinion_groups")]:
        st.markdown(f"- {line}" if told else line)


SHOWN: dict[str, Callable[[Translator, Summary], None]] = {
    "minute": _minute,
    "weights": _weights,
    "places": _ranks,
    "sure": _sure,
    "agreement": _agreement,
    "discuss": _discuss,
    "camps": _camps,
}


def _quiet(t: Translator, summary: Summary) -> None:
    """How the answers lean: figures that say where to look, and prove nothing."""
    found = leanings(summary.shown)
    with st.expander(t("results.quiet")):
        st.markdown(t("results.even", share=t.percent(found.even)))
        if not found.order_matters:
            st.markdown(t("results.order_none"))
        else:
            words = "results.order_early" if found.order < 0 else "results.order_late"
            st.markdown(t(words, value=f"{found.order:.2f}"))
        if found.anchored is not None:
            st.markdown(t("results.anchored", share=t.percent(found.anchored)))


def _take(
    t: Translator, code: str, summary: Summary, rounds: Sequence[PublishedRound | SuppressedRound]
) -> None:
    """The room's weights as a scenario of the study, with what the workshop said for the brief."""
    participant_weights = {
        voice: t(f"results.aggregation_{voice}") for voice in summary.participant_weights
    }
    voice = page_parts.view_choice(
        t("results.aggregation"), participant_weights, "results_voice", label=True
    )
    known: dict[int, Summary] = {}
    for each in rounds:
        if (
            isinstance(each, PublishedRound)
            and (other := resources.summary_of(code, each)) is not None
        ):
            known[each.number] = other
    workshop, number = summary.shown.workshop, summary.shown.number

    def take() -> None:
        spoken = workshop_outcome(workshop, rounds, known)
        name = phrase("results.scenario", title=workshop.title, number=number)
        study = workshop.opened_study
        scenario = replace(study.scenario, key=f"room_{code}_{number}".lower(), name=name)
        weighed = study.with_scenario(scenario).with_weights(summary.weights(voice))
        session.set_stage(study.stage.key)
        session.set_study(replace(weighed, workshop_outcome=spoken))
        widget_values.set_value("results_taken", t.written.text(name))

    st.button(t("results.take"), key="_results_take", on_click=take)
    taken = widget_values.value_of("results_taken")
    if taken:
        st.success(t("results.taken", name=plain(str(taken))))
