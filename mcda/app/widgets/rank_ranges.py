"""Rank ranges: what is sampled, with a bar while it takes long, and their chart."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, TypedDict, Unpack

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import result_cache, session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.charts import robustness as robustness_charts
from mcda.report.tables import robustness
from mcda.robustness import Acceptability, Sampling, region_of
from mcda.study.study import Study
from mcda.words import Translator


class RowChoice(TypedDict, total=False):
    """Which rows a chart of rank ranges has, and in what order."""

    first: int | None
    by: robustness.RowOrder
    only: Collection[str] | None


def found(t: Translator, study: Study, sampling: Sampling | None = None) -> Acceptability:
    """What sampling finds, with a bar while it takes longer than a moment."""
    with page_parts.progress(t, "robustness.drawing") as tell:
        return result_cache.acceptability(study, sampling or result_cache.sampling(), tell)


def rank_intervals(t: Translator, study: Study) -> tuple[dict[str, tuple[int, int]] | None, str]:
    """Intervals of place for a ranking shown beside them, and how they were drawn; none where a draw has no score."""
    try:
        smaa = found(t, study, result_cache.near(study))
    except AppError as error:
        return None, t.line(error.findings[0])
    words = [t("robustness.whiskers", region=smaa.region.name)]
    if smaa.task.observations is not None:
        words.append(t("robustness.whiskers_values"))
    return robustness.rank_intervals(smaa), t.sentences(words)


def known_intervals(study: Study) -> dict[str, tuple[int, int]] | None:
    """The same where they are at hand already: a map that only mentions them waits for none."""
    sampling = result_cache.near(study)
    if not result_cache.is_drawn(study, sampling):
        return None
    return robustness.rank_intervals(result_cache.acceptability(study, sampling))


def chart(
    t: Translator,
    study: Study,
    key: str,
    sampling: Sampling | None = None,
    **shown: Unpack[RowChoice],
) -> Callable[[], None]:
    """Rank ranges by the weights tested at once, and by all weights where those are at hand.

    `sampling`: what is tested, where it is not what the user chose.

    Where they are still to be drawn, what is returned draws them and adds them to the chart: to be called when the
    rest of the page stands.
    """
    sampling = sampling or result_cache.sampling()
    tested, room = found(t, study, sampling), st.empty()
    whole = replace(sampling, region=None)
    alone = region_of(study, whole).name == tested.region.name

    def figure(everything: Acceptability | None) -> Any:
        return robustness_charts.rank_ranges(
            study, tested, everything, t.written, session.selected(), **shown
        )

    title = robustness.headline(study, tested, t.written)
    note = robustness.drawn(tested, t.written)

    def draw() -> None:
        everything = None if alone else found(t, study, whole)
        with room.container():
            charts_and_tables.chart(figure(everything), key, title=title, notes=[note])

    if alone or result_cache.is_drawn(study, whole):
        draw()
        return lambda: None
    room.altair_chart(figure(None), width="stretch", theme=None)
    return draw
