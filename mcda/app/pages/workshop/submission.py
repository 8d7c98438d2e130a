"""The end of a participant's answers: what follows, how consistent they were, submitting, thanks."""

import streamlit as st

from criteria.errors import Trouble
from mcda.app.pages.workshop import group_answers, questions
from mcda.app.state import participant
from mcda.app.widgets import page_parts
from mcda.app.widgets.plain_text import plain
from mcda.group.model.answers import Answered, weigh
from mcda.group.model.screens import TO_OTHERS, TO_WORST, step_of
from mcda.group.model.workshop import Workshop
from mcda.model.weights import GroupedWeights
from mcda.report.tables import formatting
from mcda.weighting import parsing
from mcda.weighting.answers import Judgement
from mcda.words import Say

FIRST = 5
LOOK, SPREAD = 20, 15  # seconds between two looks at the round


def summary(say: Say) -> None:
    """One's own ranking so far and how far the answers agree; then the button that counts."""
    hand = participant.in_hand()
    workshop = hand.seated.workshop
    if hand.first_open < len(hand.screens):
        st.title(say("phone.not_all"), anchor=False)
        st.button(
            say("phone.to_open"),
            key="_to_open",
            type="primary",
            width="stretch",
            on_click=participant.go,
            args=(hand.first_open,),
        )
        return
    st.title(say("phone.own"), anchor=False)
    try:
        answered = weigh(workshop, hand.answers)
    except Trouble as trouble:
        page_parts.told(say, trouble.findings)
        return
    first_five(say, workshop, answered.weights)
    consistency(say, workshop, answered)
    in_the_way(say)
    st.markdown(say("phone.until_closed"))


def first_five(say: Say, workshop: Workshop, weights: GroupedWeights) -> None:
    """Who leads by one's own weights, and these weights in a sentence."""
    try:
        study = workshop.opened_study.with_weights(weights)
        leaders = list(study.ranking)[:FIRST]
    except Trouble as trouble:
        page_parts.told(say, [formatting.named(workshop.opened_study, f) for f in trouble.findings])
        return
    names = [plain(say.of(study.evidence[line.key].name)) for line in leaders]
    # a dot after a number would begin a list, which counts for itself and knows no ties
    lines = [rf"{line.place}\. {name}" for line, name in zip(leaders, names, strict=True)]
    st.markdown("\n".join(f"{line}  " for line in lines))
    shares = [
        say("weights.share_of", name=questions.name(say, workshop, key), share=say.percent(share))
        for key, share in weights.groups.as_dict().items()
    ]
    st.markdown(say("phone.shares", shares=say.join(shares, last=False)))


def consistency(say: Say, workshop: Workshop, answered: Answered) -> None:
    """Whether the answers fit together; where not, the part that fits least and the judgement in it to mend."""
    tested = {
        block: elicited.consistency / elicited.limit
        for block, elicited in answered.blocks.items()
        if elicited.consistency is not None and elicited.limit
    }
    wrong = [block for block in tested if not answered.blocks[block].acceptable]
    if wrong:
        block = max(wrong, key=tested.__getitem__)
        st.warning(say("phone.contradict", block=questions.title(say, workshop, block)))
        _mend(say, workshop, block, answered.blocks[block].worst[0])
    elif tested:
        st.markdown(say("phone.consistent"))


def _mend(say: Say, workshop: Workshop, block: str, worst: Judgement) -> None:
    """The judgement that fits least: one tap puts what would fit, another goes back to look at it."""
    hand = participant.in_hand()
    row, column = (questions.name(say, workshop, key) for key in (worst.row, worst.column))
    now, fits = step_of(worst.given), step_of(worst.fits)
    if workshop.way == "ahp":
        pair = parsing.pair(worst.row, worst.column)
        turned = parsing.pair(worst.column, worst.row)
        part = pair if any(screen.part == pair for screen in hand.screens) else turned
        note, step = part, fits if part == pair or fits == 1 else -fits
    else:
        fits = max(1, fits)
        from_best = worst.row == hand.notes[block][parsing.BEST]
        part = TO_OTHERS if from_best else TO_WORST
        note = f"b/{worst.row}/{worst.column}" if from_best else f"w/{worst.column}/{worst.row}"
        step = fits
    before, after = (questions.ratio(say, each, row, column) for each in (now, fits))
    st.markdown(say("phone.least", row=row, column=column, given=before, fits=after))
    if fits != now:
        st.button(
            say("phone.mend", fits=after),
            key=f"_mend_{block}",
            width="stretch",
            on_click=participant.put,
            args=(block, {note: step}),
        )
    st.button(
        say("phone.look"),
        key=f"_look_{block}",
        width="stretch",
        on_click=participant.go_to,
        args=(block, part),
    )


def in_the_way(say: Say) -> None:
    """What stands in the way of the answers, beside the button that tries again."""
    found = [
        finding
        for finding in participant.in_hand().findings or participant.not_saved()
        if finding.code != participant.CLOSED  # which the page says in its heading
    ]
    if found:
        page_parts.told(say, found)
        st.markdown(say("phone.nothing_lost"))


def thanks(say: Say) -> None:
    """Submitted: the receipt, one's own first five, and the way to change it."""
    hand = participant.in_hand()
    submitted = hand.seated.submitted
    assert submitted is not None
    st.title(say("phone.thanks"), anchor=False)
    st.markdown(say("phone.receipt", receipt=submitted.receipt))
    st.markdown(f"**{say('phone.own')}**")
    first_five(say, hand.seated.workshop, submitted.weights)
    in_the_way(say)
    if participant.is_closed():
        group_answers.show(say)
    else:
        st.button(
            say("phone.revise"), key="_revise", width="stretch", on_click=participant.go, args=(0,)
        )
    st.markdown(say("phone.keep_address"))
    waiting(say)


def closed(say: Say) -> None:
    """The round ended before this participant had submitted: nothing is thrown away."""
    hand = participant.in_hand()
    st.title(say("phone.closed", number=hand.seated.round.number), anchor=False)
    if hand.seated.submitted is not None:
        st.markdown(say("phone.closed_changed"))
    else:
        st.markdown(say("phone.closed_unsent" if hand.notes else "phone.closed_empty"))
    group_answers.show(say)
    in_the_way(say)
    waiting(say)


def waiting(say: Say) -> None:
    """Look now and then whether the facilitator has closed the round or opened the next one."""
    seat = participant.in_hand().seated.seat.number
    # apart from each other, so that 200 phones do not ask in the same second
    st.fragment(_look_out, run_every=LOOK + seat % SPREAD)()
    st.button(
        say("phone.look_again"), key="_look_again", width="stretch", on_click=participant.look_again
    )


def _look_out() -> None:
    before = participant.in_hand().seated.round
    participant.look_again()
    if participant.in_hand().seated.round != before:
        st.rerun()
