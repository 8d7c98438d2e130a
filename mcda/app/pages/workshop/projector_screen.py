"""The projector: code and square in big type, and how many have come by group. No names, no answers, no key."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import messages, page_parts
from mcda.report.html.qr import qr_image
from mcda.report.html.templates import fill
from mcda.words import Translator

LIVE = 3  # seconds
LOOK = """<style>
[data-testid="stHeader"],[data-testid="stToolbar"]{display:none}
[data-stale="true"]{opacity:1!important;transition:none!important}
.stMainBlockContainer{max-width:none;padding:3vh 4vw}
.room{display:grid;grid-template-columns:1fr auto;gap:4vh 4vw;align-items:center}
.room h1{font-size:clamp(1.6rem,3.4vw,4rem);margin:0;overflow-wrap:anywhere}
.room .code{font-size:clamp(2.4rem,7.6vw,11rem);font-weight:700;letter-spacing:.06em;line-height:1.1;margin:0}
.room p{font-size:clamp(1.1rem,1.9vw,2.4rem);margin:.6vh 0}
.room img{width:min(30vw,44vh);height:auto;background:#fff;border-radius:.4rem}
.room table{border-collapse:collapse;font-size:clamp(1.1rem,2vw,2.6rem);grid-column:1/-1;width:100%}
.room td,.room th{padding:.8vh 1vw;border-bottom:1px solid #8885;text-align:right;font-variant-numeric:tabular-nums}
.room td:first-child,.room th:first-child{text-align:left;overflow-wrap:anywhere}
.room th{font-weight:600}
@media (max-width:640px){.room{grid-template-columns:1fr}.room img{width:70vw}}
</style>"""


def render(code: str) -> None:
    st.html(LOOK)
    st.fragment(_board, run_every=LIVE)(code)


def _board(code: str) -> None:
    """Counts as they are now; what was last seen gives way to a sentence if the database does not answer."""
    try:
        doorway, present = resources.store().present(code, session.client_address())
    except AppError as error:
        t = session.translator()
        page_parts.section(t("workshop.no_projector"))
        messages.show_errors(t, error.findings)
        return
    workshop = doorway.workshop
    t = Translator(workshop.lang)
    address = f"{facilitator.site()}/workshop?workshop={doorway.code}"
    words = "workshop.round_open" if doorway.round.is_open else "workshop.round_closed"
    st.html(
        fill(
            "projector",
            lang="zh-Hans" if t.lang == "zh" else "en",
            title=workshop.title,
            code=doorway.code,
            lines=[
                t(words, number=doorway.round.number),
                t("workshop.scan"),
                doorway.code,
                address.rsplit("://", maxsplit=1)[-1].split("?", maxsplit=1)[0],
                *([t("workshop.on_paper", paper=present.paper)] if present.paper else []),
            ],
            square=qr_image(address, t("workshop.square"), 8),
            heads=[t("workshop.group"), t("workshop.joined"), t("workshop.submitted")],
            rows=[
                (t.text(group.name), present.joined[group.key], present.submitted[group.key])
                for group in workshop.groups
            ],
            together=(t("workshop.together"), present.heads, present.done),
        )
    )
