"""A participant's phone: one screen at a time, from the door to the thanks. Lean, for two hundred ask at once."""

import json
import logging

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from criteria.errors import AppError, Finding, WorkshopError
from criteria.text import Lang
from mcda.app.pages.workshop import asked_again, group_answers, join, questions, submission
from mcda.app.state import participant, resources, session
from mcda.app.widgets import messages, page_parts
from mcda.group.model.keys import typed
from mcda.group.model.screens import is_answered, may_be_left_out
from mcda.words import Translator
from mcda.words.markdown import plain

# A phone in the sun: nothing of the app's frame, things to tap at least 44 px high, the way on always in reach.
LOOK = """<style>
[data-testid="stHeader"]{background:transparent;pointer-events:none}
[data-testid="stToolbar"],[data-testid="stDecoration"]{display:none}
.stMainBlockContainer{max-width:34rem;padding:1rem 1rem 1.5rem}
.st-key-screen{min-height:70vh}
.stMain button{min-height:44px;height:auto}
.stMain button p{white-space:normal;font-size:1rem}
[data-testid="stButtonGroup"] [role="radiogroup"],[data-testid="stButtonGroup"] [role="group"]{
  display:grid;grid-template-columns:repeat(auto-fill,minmax(3.2rem,1fr));gap:.35rem;width:100%}
[data-testid="stButtonGroup"] button{min-width:44px;width:100%;margin:0;justify-content:center}
[data-testid="stElementContainer"]:has(>[data-testid="stButtonGroup"]){margin-top:-.6rem}
[data-testid="stRadioGroup"]{gap:.4rem;width:100%}[data-testid="stRadioGroup"]>div{width:100%}
[data-testid="stRadioOption"]{min-height:44px;width:100%;padding:.6rem .7rem;border:1px solid #8885;border-radius:.4rem}
[data-stale="true"]{opacity:1!important;transition:none!important}
[data-testid="stTextInput"] input{min-height:44px;font-size:1rem}
[data-testid="stExpander"] summary{min-height:44px}
[data-testid="stLayoutWrapper"]:has(>.st-key-way_on){position:sticky;bottom:0;z-index:90}
.stMain:has(.st-key-way_on){scroll-padding-bottom:6rem}
.st-key-way_on{background:light-dark(#FFF,#121815);border-top:1px solid #8885;padding:.6rem 0 .7rem}
</style>"""
KEPT = 60 * 60 * 24 * 60  # seconds: rounds of one workshop may be weeks apart
KEEP = (
    "<script>document.cookie=%s+(location.protocol==='https:'?'; Secure':'')</script><i hidden></i>"
)
TO_TOP = (
    "<script>for(const e of document.querySelectorAll('[data-testid=\"stMain\"]'))"
    "e.scrollTo(0,0)</script><i data-screen='%s'></i>"
)


def render(t: Translator, code: str, token: str) -> None:
    """Whoever comes with a code; whoever sits already goes on where they were."""
    st.html(page_parts.ON_GREEN + LOOK)
    try:
        if token and not participant.is_own(code, token):
            join.whose_seat(t, participant.seat_at(code, token))
            return
        token = token or participant.taken_seat(code)
        if token:
            participant.open_seat(code, token)
        elif not _sits_here(t, code):
            join.enter(t, resources.store().door(code, session.client_address()))
            return
    except AppError as error:
        _no_way_in(t, code, error)
        return
    participant.keep_in_browser()
    if session.keeps_cookies():
        seated = participant.current().seated
        _set_cookie(seated.code, seated.seat.token, KEPT)
    screen()


def _sits_here(t: Translator, code: str) -> bool:
    """Whether this browser has a seat in the workshop: the one in hand, or else the one it has kept."""
    hand = participant.current_or_none()
    if hand is not None and _is_here(hand, code):
        return True
    participant.leave()
    token = participant.kept_by_browser(code)
    if token:
        try:
            participant.open_seat(code, token)
        except WorkshopError as error:  # voided or deleted: said once, and then one may join anew
            messages.show_errors(t, error.findings)
            participant.give_up_seat(code)
            return False
    elif session.cookie(participant.cookie_name(code)):
        _set_cookie(typed(code), "", 0)
    return bool(token)


def _set_cookie(code: str, token: str, seconds: int) -> None:
    """Have the browser keep a seat for so long; both words are the store's own letters and digits."""
    cookie = f"{participant.cookie_name(code)}={token}; path=/; max-age={seconds}; SameSite=Strict"
    st.html(KEEP % json.dumps(cookie), unsafe_allow_javascript=True)


@st.fragment
def screen() -> None:
    """The screen in hand. A fragment, so that a tap draws this and nothing else of the app."""
    t = session.translator()
    try:
        _screen(t)
    except AppError as error:
        messages.show_errors(t, error.findings)
        st.button(t("phone.retry"), key="_retry", width="stretch")
    except Exception as error:
        logging.getLogger(__name__).exception("a participant's screen failed")
        messages.show_errors(t, [Finding.of("page.wrong", error=type(error).__name__)])
        st.button(t("phone.retry"), key="_retry", width="stretch")


def _screen(t: Translator) -> None:
    hand = participant.current()
    count = len(hand.screens)
    st.html(
        TO_TOP % f"{hand.seated.round.number}/{hand.at}/{hand.again_at}/{hand.done}",
        unsafe_allow_javascript=True,
    )
    with st.container(key="screen"):
        if hand.done:
            submission.thanks(t)
        elif participant.is_closed():
            submission.closed(t)
        elif hand.at == participant.INTRODUCTION:
            _introduction(t, hand)
        elif hand.at == participant.AGAIN:
            asked_again.render(t)
        elif hand.at == count:
            submission.summary(t)
        else:
            st.progress((hand.at + 1) / count, t("phone.progress", at=hand.at + 1, count=count))
            asked = hand.screens[hand.at]
            st.markdown(f"**{questions.title(t, hand.seated.workshop, asked.block)}**")
            questions.question(t, asked)
            if found := participant.not_saved():
                messages.show_errors(t, found)
                st.markdown(t("phone.nothing_lost"))
    if not (hand.done or participant.is_closed()):
        _way_on(t, participant.current(), count)
    _language(t)


def _way_on(t: Translator, hand: participant.Participant, count: int) -> None:
    """Back and on, at the lower edge; on needs an answer, unless the question only tests the others."""
    row = st.container(horizontal=True, key="way_on")
    is_question = 0 <= hand.at < count
    if hand.at != participant.INTRODUCTION and hand.back_to is None:
        row.button(t("phone.back"), key="_back", width="stretch", on_click=participant.go_back)
    if hand.at == participant.AGAIN:
        row.button(
            t("phone.next" if asked_again.is_changed() else "phone.keep"),
            key="_keep",
            type="primary",
            width="stretch",
            on_click=participant.next_again,
        )
    elif hand.at == count and hand.first_open == count:
        row.button(
            t("phone.submit" if hand.seated.submitted is None else "phone.submit_again"),
            key="_submit",
            type="primary",
            width="stretch",
            on_click=participant.submit,
        )
    elif is_question:
        _on(t, row, hand)
    elif hand.at == participant.INTRODUCTION:
        is_kept = hand.seated.has_comparable_answers and not hand.seated.is_carried
        row.button(
            t("phone.all_again" if is_kept else "phone.begin"),
            key="_next",
            type="secondary" if is_kept else "primary",
            width="stretch",
            on_click=participant.go_to_screen,
            args=(hand.first_open if hand.seated.is_carried else 0,),
        )


def _on(t: Translator, row: DeltaGenerator, hand: participant.Participant) -> None:
    """From a question to the next one, or back to the list of answers from which it was opened."""
    asked, workshop = hand.screens[hand.at], hand.seated.workshop
    answered = is_answered(workshop, asked, hand.notes)
    spare = may_be_left_out(workshop, asked, hand.notes)
    is_opened = hand.back_to is not None
    words = "phone.next" if answered or not spare else "phone.skip"
    row.button(
        t("phone.to_list" if is_opened else words),
        key="_to_list" if is_opened else "_next",
        type="primary",
        width="stretch",
        disabled=not (answered or spare),
        on_click=participant.go_back if is_opened else participant.go_to_screen,
        args=() if is_opened else (hand.at + 1,),
    )


def _introduction(t: Translator, hand: participant.Participant) -> None:
    """What is decided, how, and from where to where each criterion goes."""
    workshop = hand.seated.workshop
    st.text(workshop.title)
    st.title(plain(t.text(workshop.opened_study.stage.question)), anchor=False)
    st.markdown(t(f"weighting.{workshop.method_key}_how", count=len(hand.screens)))
    if hand.seated.round.number > 1:
        st.markdown(t("phone.next_round", number=hand.seated.round.number))
        group_answers.render(t)
        if hand.seated.has_comparable_answers:
            is_asked_again = asked_again.begin(t)
            st.button(
                t("phone.keep_former"),
                key="_former",
                type="secondary" if is_asked_again else "primary",
                width="stretch",
                on_click=participant.reuse_former_answers,
            )
    st.markdown(t("phone.rules", floor=workshop.minimum_group))
    if hand.seated.round.number == 1:
        for group in workshop.criteria:
            st.markdown(questions.described(t, workshop, group))


def _language(t: Translator) -> None:
    other: Lang = "en" if t.lang == "zh" else "zh"
    st.button(
        page_parts.NAMES[other],
        key="_other",
        type="tertiary",
        on_click=session.set_language,
        args=(other,),
    )


def _no_way_in(t: Translator, code: str, error: AppError) -> None:
    """No such workshop or seat, or no database: the sentence, the code once more, and another try."""
    st.title(t("phone.no_way_in"), anchor=False)
    messages.show_errors(t, error.findings)
    st.button(t("phone.retry"), key="_retry", width="stretch")
    join.ask_code(t, code)
    _language(t)


def _is_here(hand: participant.Participant, code: str) -> bool:
    return hand.seated.code == typed(code)
