"""Ratings on the control panel: ask what no data show, close it, and take the medians into the study."""

import streamlit as st

from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import charts_and_tables, messages, page_parts
from mcda.group.analysis.ratings import RatingResult, judgement
from mcda.group.model.ratings import FEWEST, MOST, Rating, RatingQuestion
from mcda.group.model.typed_text import TITLE
from mcda.group.model.views import Facilitated
from mcda.report.tables import workshop as workshop_tables
from mcda.study.expert_criterion import with_expert_criterion
from mcda.words import Translator
from mcda.words.markdown import plain

LIVE = 3  # seconds between two looks at how many have answered
PROPOSED = 8  # candidates


def render(t: Translator, board: Facilitated, key: str) -> None:
    known = messages.answer_or_errors(t, lambda: resources.store().ratings(key))
    results = messages.answer_or_errors(t, lambda: resources.store().rating_results(key))
    if known is None or results is None:
        return
    if known and known[-1][0].is_open:
        st.fragment(_open, run_every=LIVE)(known[-1][0].number)
    else:
        _ask(t, board)
    for found in reversed(results):
        _result(t, board, found)


def _open(number: int) -> None:
    """The open rating, how many have answered, and the button that closes it."""
    t = session.translator()
    known = messages.answer_or_errors(t, lambda: resources.store().ratings(facilitator.key()))
    if known is None:
        return
    rating, heads = known[number - 1]
    if not rating.is_open:
        st.rerun()
    _title(t, rating)
    st.markdown(t("rating.heads", heads=heads))
    st.button(
        t("rating.close"),
        key="_rating_close",
        type="primary",
        on_click=lambda: facilitator.attempt(
            lambda: resources.store().close_rating(facilitator.key())
        ),
    )


def _title(t: Translator, rating: Rating) -> None:
    words = t("rating.title", number=rating.number, question=plain(rating.question.words))
    page_parts.section(words)


def _ask(t: Translator, board: Facilitated) -> None:
    """The question, the candidates, and which group of criteria it would belong to."""
    study = board.workshop.opened_study
    st.markdown(t("rating.words"))
    st.text_input(
        t("rating.question"),
        max_chars=TITLE,
        placeholder=t("rating.question_example"),
        **facilitator.form_field("rating_question", ""),
    )
    names = {a.key: t.text(a.name) for a in study.candidates}
    chosen = st.multiselect(
        t("rating.candidates", fewest=FEWEST, most=MOST),
        list(names),
        format_func=names.__getitem__,
        max_selections=MOST,
        **facilitator.form_field(
            "rating_candidates", [line.key for line in list(study.ranking)[:PROPOSED]]
        ),
    )
    groups = list(study.stage.groups)
    left, right = st.columns(2)
    with left:
        group = st.selectbox(
            t("brief.group"),
            groups,
            format_func=lambda key: t.text(study.catalogue.group(key).name),
            **facilitator.choice_field("rating_group", groups[0], groups),
        )
    with right:
        better = st.segmented_control(
            t("rating.direction"),
            ["higher", "lower"],
            format_func=lambda each: t(f"rating.{each}"),
            required=True,
            **facilitator.form_field("rating_direction", "higher"),
        )

    def ask() -> None:
        words = facilitator.typed("rating_question")
        question = RatingQuestion.of(study, words, group, tuple(chosen), better == "higher")
        resources.store().open_rating(facilitator.key(), question)

    def press() -> None:
        if facilitator.attempt(ask) is not None:
            facilitator.clear("rating_question")

    st.button(t("rating.open"), key="_rating_open", type="primary", on_click=press)


def _result(t: Translator, board: Facilitated, found: RatingResult) -> None:
    """Medians and quartiles, of how many, and the way into the study."""
    study = board.workshop.opened_study
    _title(t, found.rating)
    st.markdown(t("rating.heads", heads=found.heads))
    few = len(found.rated) - len(found.shown)
    if few:
        st.markdown(t("rating.few", count=few, minimum=found.minimum))
    if not found.shown:
        return
    table = workshop_tables.rated(found, study, t.written)
    number = found.rating.number
    charts_and_tables.table(table, f"rating_{number}", study=study)

    def take() -> None:
        session.set_stage(study.stage.key)
        judged = judgement(found, board.workshop.title)
        session.set_study(with_expert_criterion(session.study_of(study.stage.key), judged))
        facilitator.set_taken_rating(number)

    st.button(t("rating.take"), key=f"_rating_take_{number}", on_click=take)
    if facilitator.taken_rating() == number:
        st.success(t("rating.taken"))
