"""The end of a participant's answers: what follows, how consistent they were, submitting, thanks."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.pages.workshop import (
    group_answers,
    own_answers,
    questions,
    rating_form,
    statement_form,
)
from mcda.app.state import facilitator, participant, rating, session, statement
from mcda.app.widgets import messages
from mcda.group.model.answers import Answered, weigh
from mcda.group.model.workshop import Workshop
from mcda.model.weights import GroupedWeights
from mcda.report.tables import formatting
from mcda.weighting.answers import Judgement
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator
from mcda.words.markdown import plain

FIRST = 5
LOOK, SPREAD = 20, 15  # seconds between two looks at the round


def summary(t: Translator) -> None:
    """One's own ranking so far and how far the answers agree; then the button that counts."""
    hand = participant.current()
    workshop = hand.seated.workshop
    if hand.first_open < len(hand.screens):
        st.title(t("phone.not_all"), anchor=False)
        st.button(
            t("phone.to_open"),
            key="_to_open",
            type="primary",
            width="stretch",
            on_click=participant.go_to_screen,
            args=(hand.first_open,),
        )
        return
    st.title(t("phone.own"), anchor=False)
    try:
        answered = weigh(workshop, hand.answers)
    except AppError as error:
        messages.show_errors(t, error.findings)
        return
    first_five(t, workshop, answered.weights)
    consistency(t, workshop, answered)
    in_the_way(t)
    own_answers.render(t)
    st.markdown(t("phone.until_closed"))


def first_five(t: Translator, workshop: Workshop, weights: GroupedWeights) -> None:
    """Who leads by one's own weights, and these weights in a sentence."""
    try:
        study = workshop.opened_study.with_weights(weights)
        leaders = list(study.ranking)[:FIRST]
    except AppError as error:
        messages.show_errors(
            t, [formatting.named(workshop.opened_study, f) for f in error.findings]
        )
        return
    names = [plain(t.text(study.evidence[line.key].name)) for line in leaders]
    # a dot after a number would begin a list, which counts for itself and knows no ties
    lines = [rf"{line.rank}\. {name}" for line, name in zip(leaders, names, strict=True)]
    st.markdown("\n".join(f"{line}  " for line in lines))
    shares = [
        t("weights.share_of", name=questions.name(t, workshop, key), share=t.percent(share))
        for key, share in weights.groups.as_dict().items()
    ]
    st.markdown(t("phone.shares", shares=t.join(shares, last=False)))


def consistency(t: Translator, workshop: Workshop, answered: Answered) -> None:
    """Whether the answers fit together; where not, the part that fits least and the judgement in it to mend."""
    tested = {
        block: elicited.consistency / elicited.limit
        for block, elicited in answered.blocks.items()
        if elicited.consistency is not None and elicited.limit
    }
    wrong = [block for block in tested if not answered.blocks[block].acceptable]
    if wrong:
        block = max(wrong, key=tested.__getitem__)
        st.warning(t("phone.contradict", block=questions.title(t, workshop, block)))
        for judgement in answered.blocks[block].mends[:1]:
            _mend(t, workshop, block, judgement)
    elif tested:
        st.markdown(t("phone.consistent"))


def _mend(t: Translator, workshop: Workshop, block: str, judgement: Judgement) -> None:
    """The judgement whose change helps most: one tap puts what would fit, another goes back to look at it."""
    hand = participant.current()
    row, column = (questions.name(t, workshop, key) for key in (judgement.row, judgement.column))
    mended = WEIGHTING_METHODS[workshop.method_key].correction(judgement, hand.notes[block].get)
    before, after = (questions.ratio(t, each, row, column) for each in (mended.now, mended.fits))
    st.markdown(t("phone.least", row=row, column=column, given=before, fits=after))
    st.button(
        t("forms.take", fits=after),
        key=f"_mend_{block}",
        width="stretch",
        on_click=participant.set_notes,
        args=(block, {mended.note: mended.fits}),
    )
    st.button(
        t("phone.look"),
        key=f"_look_{block}",
        width="stretch",
        on_click=participant.go_to_question,
        args=(block, mended.step),
    )


def in_the_way(t: Translator) -> None:
    """What stands in the way of the answers, beside the button that tries again."""
    found = [
        finding
        for finding in participant.current().findings or participant.not_saved()
        if finding.code != participant.CLOSED  # which the page says in its heading
    ]
    if found:
        messages.show_errors(t, found)
        st.markdown(t("phone.nothing_lost"))


def thanks(t: Translator) -> None:
    """Submitted: the sign of this round, one's own first five, and the way to change it."""
    hand = participant.current()
    submitted = hand.seated.submitted
    assert submitted is not None
    rating_form.render(t)
    statement_form.render(t)
    st.title(t("phone.thanks"), anchor=False)
    st.markdown(t("phone.sign", sign=submitted.sign))
    st.markdown(f"**{t('phone.own')}**")
    first_five(t, hand.seated.workshop, submitted.weights)
    in_the_way(t)
    if participant.is_closed():
        group_answers.render(t)
    else:
        st.button(
            t("phone.revise"),
            key="_revise",
            width="stretch",
            on_click=participant.go_to_answers,
        )
    statement_form.write(t)
    _this_seat(t)
    waiting(t)
    st.markdown(t("phone.next_person_words"))
    st.button(
        t("phone.next_person"),
        key="_next_person",
        width="stretch",
        on_click=participant.give_up_seat,
        args=(hand.seated.code,),
    )


def _this_seat(t: Translator) -> None:
    """The seat's receipt, and the address that opens it on another device."""
    if not session.keeps_cookies():
        st.markdown(t("phone.keep_address"))
    with st.expander(t("phone.this_seat")):
        seated = participant.current().seated
        st.markdown(t("phone.seat_receipt", receipt=seated.seat.receipt))
        if session.keeps_cookies():
            st.markdown(t("phone.seat_words"))
            at = f"{facilitator.site()}/workshop?workshop={seated.code}&seat={seated.seat.token}"
            st.code(at, language=None, wrap_lines=True)


def closed(t: Translator) -> None:
    """The round ended before this participant had submitted: nothing is thrown away."""
    hand = participant.current()
    rating_form.render(t)
    statement_form.render(t)
    st.title(t("workshop.round_closed", number=hand.seated.round.number), anchor=False)
    if hand.seated.submitted is not None:
        st.markdown(t("phone.closed_changed"))
    else:
        st.markdown(t("phone.closed_unsent" if hand.notes else "phone.closed_empty"))
    group_answers.render(t)
    in_the_way(t)
    waiting(t)


def waiting(t: Translator) -> None:
    """Look now and then whether the facilitator has closed the round or opened the next one."""
    seat = participant.current().seated.seat.number
    # apart from each other, so that 200 phones do not ask in the same second
    st.fragment(_look_out, run_every=LOOK + seat % SPREAD)()
    st.button(
        t("phone.look_again"), key="_look_again", width="stretch", on_click=participant.reload
    )


def _look_out() -> None:
    before = _open_now()
    participant.reload()
    rating.current()
    statement.current()
    if _open_now() != before:
        st.rerun()


def _open_now() -> tuple[object, ...]:
    """What this phone has last seen: round, rating and statements."""
    seated = participant.current().seated
    return seated.round, rating.number_open(), statement.numbers_open()
