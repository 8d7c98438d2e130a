"""If weights move: lines along one weight, intervals in which the answer holds, the smallest change that flips it."""

import pandas as pd
import streamlit as st

from mcda.app import desk, parts, shelf, showing
from mcda.app.why import additive, choose
from mcda.report import change_tables
from mcda.report.sure_figures import stability_lines
from mcda.report.sure_tables import first_few
from mcda.robustness import (
    Flip,
    Interval,
    lines_along,
    smallest_change,
    smallest_change_into,
    stability_interval,
)
from mcda.study import Study
from mcda.words import Say


def show(say: Say, study: Study) -> None:
    own = study
    found = _intervals(say, own)
    study = additive(say, own)
    _lines(say, study)
    parts.section(say("sure.intervals"))
    st.markdown(say("sure.exact" if own is study else "sure.searched"))
    st.dataframe(
        change_tables.intervals(own, found, say, first_few(len(own.ranking))),
        hide_index=True,
        width="stretch",
        height="content",
    )
    _flips(say, study)


def _intervals(say: Say, study: Study) -> dict[str, dict[str, Interval]]:
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

    with parts.progress(say, "sure.working") as tell:
        found: dict[str, dict[str, Interval]] = shelf.worked_out(study, "intervals", work)
    return found


def _lines(say: Say, study: Study) -> None:
    parts.section(say("sure.along"))
    ranking = study.ranking
    names = {key: say.of(study.catalogue[key].name) for key in ranking.matrix.criteria}
    heaviest = max(names, key=lambda key: ranking.weights[key])
    criterion = choose(say("sure.criterion"), names, "line_criterion", heaviest)
    lines, held = lines_along(ranking, criterion), stability_interval(ranking, criterion)
    leader = next(iter(ranking)).key
    holds = say(
        "sure.holds",
        name=study.evidence[leader].name,
        low=f"{100 * held.low:.1f}",
        high=f"{100 * held.high:.1f}",
    )
    st.markdown(
        say(
            "sure.lines_words",
            criterion=names[criterion],
            now=say.percent(lines.share, 1),
            holds=holds,
        )
    )
    figure = stability_lines(study, lines, held, say, desk.selected())
    st.altair_chart(figure, width="stretch", theme=None)
    table = pd.DataFrame(
        [
            {
                say("sure.leads_from"): say.percent(start, 1),
                say("sure.leads_to"): say.percent(end, 1),
                say("sure.leader_table"): say.of(study.evidence[key].name),
            }
            for start, end, key in lines.leaders
        ]
    )
    showing.as_table(say, table, "lines_table")


def _flips(say: Say, study: Study) -> None:
    parts.section(say("sure.flips"))
    ranking = study.ranking
    names = {line.key: f"{line.place}  {say.of(study.evidence[line.key].name)}" for line in ranking}
    leader, second = list(names)[:2]
    few = first_few(len(ranking))
    goals = {"1": say("sure.to_lead")}
    if few > 1:
        goals[str(few)] = say("sure.to_first", k=few)
    left, right = st.columns(2)
    with left:
        who = choose(say("sure.overtaker"), names, "flip_who", desk.selected() or second)
    with right:
        goal = choose(say("sure.past"), {**goals, **names}, "flip_past", leader)
    if who == goal:
        st.markdown(say("sure.same_two"))
    else:
        k = int(goal) if goal in goals else None

        def work() -> Flip | None:
            if k is not None:
                return smallest_change_into(ranking, who, k)
            return smallest_change(ranking, who, goal)

        with st.spinner(say("sure.searching")):
            flip = shelf.worked_out(study, ("flip", who, goal), work)
        past = goal if k is None else k
        st.markdown(change_tables.flip_told(study, flip, say, who, past))
    st.markdown(f"**{say('sure.to_be_first')}**")
    runners = list(names)[1 : max(few, 5)]

    def to_lead() -> dict[str, Flip | None]:
        kept = {}
        for number, key in enumerate(runners):
            tell(number / len(runners))
            kept[key] = smallest_change_into(ranking, key, 1)
        return kept

    with parts.progress(say, "sure.working") as tell:
        changes: dict[str, Flip | None] = shelf.worked_out(study, "to lead", to_lead)
    told = [change_tables.flip_told(study, flip, say, key, 1) for key, flip in changes.items()]
    st.markdown("\n".join(f"- {sentence}" for sentence in told))
