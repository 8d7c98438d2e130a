"""What a page says while the server is gone, slow, or still at work; it stands in the browser before it is needed."""

import streamlit as st

from mcda.report.html.templates import fill
from mcda.words import Translator

STAY = 3600  # seconds
# Streamlit's page knows when its connection is closed and when a run is under way, but not that a server whose
# connection is open has fallen silent. Every message to it is answered by another one: if none comes within SILENCE
# milliseconds, the page is marked, until one does.
SILENCE = 4000
WATCH = """<script>(() => {
    if (window.isServerWatched) return;
    window.isServerWatched = true;
    const root = document.documentElement, known = new WeakSet(), send = WebSocket.prototype.send;
    let waiting;
    const heard = () => {
        clearTimeout(waiting);
        waiting = undefined;
        delete root.dataset.server;
    };
    WebSocket.prototype.send = function(data) {
        if (!known.has(this)) {
            known.add(this);
            this.addEventListener("message", heard);
            this.addEventListener("close", heard);
        }
        waiting ??= setTimeout(() => { root.dataset.server = "silent"; }, %d);
        return send.call(this, data);
    };
})()</script><i></i>"""


def render(t: Translator) -> None:
    """Hidden words and what shows them; apart from the page's own, so that they take no room."""
    words = {"lost": t("app.lost"), "silent": t("app.silent"), "working": t("app.working")}
    with st.container(key="connection"):
        st.html(fill("connection", **words))
        st.html(WATCH % SILENCE, unsafe_allow_javascript=True)
        st.fragment(_stay, run_every=STAY)()


def _stay() -> None:
    """Nothing to see: it makes the browser ask for the page when it comes back.

    A server started anew, or a phone that slept for long, leaves a browser without its session. It then asks for the
    page by itself only if some fragment runs by the clock; else its taps would go to a screen that nobody knows.
    """
