"""If weights move: lines along one weight, intervals in which the answer holds, the smallest change that flips it."""

import streamlit as st

from mcda.app.pages.robustness.compare_two import additive
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.charts.robustness import stability_lines
from mcda.report.tables import sensitivity
from mcda.report.tables.robustness import first_few
from mcda.robustness import (
    Flip,
    Interval,
    lines_along,
    smallest_change,
    smallest_change_into,
    stability_interval,
)
from mcda.study.result_cache import result_of
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study) -> None:
    own = study
    found = _intervals(t, own)
    study = additive(t, own)
    _lines(t, study)
    page_parts.section(t("robustness.intervals"))
    st.markdown(t("robustness.exact" if own is study else "robustness.searched"))
    intervals = sensitivity.intervals(own, found, t.written, first_few(len(own.ranking)))
    charts_and_tables.table(intervals, key="weight_intervals", height="content")
    _flips(t, study)


def _intervals(t: Translator, study: Study) -> dict[str, dict[str, Interval]]:
    """For each criterion the interval in which the first, the first few and the whole order hold."""
    ranking = study.ranking
    few = first_few(len(ranking))

    def work() -> dict[str, dict[str, Interval]]:
        kept = {}
        for number, key in enumerate(ranking.matrix.criteria):
            tell(number / len(ranking.matrix.criteria))
            kept[key] = {
                "first": stability_interval(ranking, key, 1),
                "few": stability_interval(ranking, key, few),
                "order": stability_interval(ranking, key, "order"),
            }
        return kept

    with page_parts.progress(t, "robustness.working") as tell:
        found: dict[str, dict[str, Interval]] = result_of(study, "intervals", work)
    return found


def _lines(t: Translator, study: Study) -> None:
    page_parts.section(t("robustness.along"))
    ranking = study.ranking
    names = {key: t.written.text(study.catalogue[key].name) for key in ranking.matrix.criteria}
    heaviest = max(names, key=lambda key: ranking.weights[key])
    criterion = remembered_select(t("robustness.criterion"), names, "line_criterion", heaviest)
    lines, held = lines_along(ranking, criterion), stability_interval(ranking, criterion)
    leader = next(iter(ranking)).key
    holds = t(
        "robustness.holds",
        name=study.evidence[leader].name,
        low=f"{100 * held.low:.1f}",
        high=f"{100 * held.high:.1f}",
    )
    st.markdown(
        t(
            "robustness.lines_words",
            criterion=study.catalogue[criterion].in_sentence,
            now=t.percent(lines.share, 1),
            holds=holds,
        )
    )
    figure = stability_lines(study, lines, held, t.written, session.selected())
    charts_and_tables.still_chart(figure, "weight_lines")
    charts_and_tables.as_table(t, sensitivity.leaders_along(study, lines, t.written), "lines_table")


def _flips(t: Translator, study: Study) -> None:
    page_parts.section(t("robustness.flips"))
    ranking = study.ranking
    names = {
        line.key: f"{line.rank}  {t.written.text(study.evidence[line.key].name)}"
        for line in ranking
    }
    leader, second = list(names)[:2]
    few = first_few(len(ranking))
    goals = {"1": t("robustness.to_lead")}
    if few > 1:
        goals[str(few)] = t("robustness.to_first", k=few)
    left, right = st.columns(2)
    with left:
        who = remembered_select(
            t("robustness.overtaker"), names, "flip_who", session.selected() or second
        )
    with right:
        goal = remembered_select(t("robustness.past"), {**goals, **names}, "flip_past", leader)
    if who == goal:
        st.markdown(t("robustness.same_two"))
    else:
        k = int(goal) if goal in goals else None

        def work() -> Flip | None:
            if k is not None:
                return smallest_change_into(ranking, who, k)
            return smallest_change(ranking, who, goal)

        with st.spinner(t("robustness.searching")):
            flip = result_of(study, ("flip", who, goal), work)
        past = goal if k is None else k
        st.markdown(sensitivity.flip_sentence(study, flip, t, who, past))
    st.markdown(f"**{t('robustness.to_be_first')}**")
    runners = list(names)[1 : max(few, 5)]

    def to_lead() -> dict[str, Flip | None]:
        kept = {}
        for number, key in enumerate(runners):
            tell(number / len(runners))
            kept[key] = smallest_change_into(ranking, key, 1)
        return kept

    with page_parts.progress(t, "robustness.working") as tell:
        changes: dict[str, Flip | None] = result_of(study, "to lead", to_lead)
    told = [sensitivity.flip_sentence(study, flip, t, key, 1) for key, flip in changes.items()]
    st.markdown("\n".join(f"- {sentence}" for sentence in told))
