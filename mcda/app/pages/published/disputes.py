"""Under a published study: what became of disputed values, and the form with which a reader disputes another."""

import streamlit as st

from criteria.errors import AppError, Finding
from inputs.corrections import beyond_limits
from mcda.app.state import resources, session, widget_values
from mcda.app.widgets import messages, page_parts
from mcda.app.widgets.dates import local_date
from mcda.group.model.disputes import Claim
from mcda.group.model.typed_text import NAME
from mcda.group.store.disputes import NOTE, SOURCE
from mcda.group.store.publications import Published
from mcda.report.tables import disputes, formatting
from mcda.study.study import Study
from mcda.words import Translator

SHOWN = 5  # answers in sight, the newest; the rest are behind an expander
# Notes of the form: what stood in the way, and how many were sent, by which its widgets begin anew.
TROUBLE, SENT = "dispute_trouble", "disputes_sent"
FIELDS = ("alternative", "criterion", "value", "source", "note", "name")


def answers(t: Translator, published: Published, study: Study) -> None:
    """What the planner answered, newest first, and how many claims wait; nothing where there was none."""
    found = messages.answer_or_errors(
        t, lambda: resources.store().answered_disputes(published.link)
    )
    if found is None or not (found.answered or found.waiting):
        return
    page_parts.section(t("disputes.answers"))
    told = [
        f"- {disputes.answer(study, each, local_date(t, each.answered_at), t)}"
        for each in found.answered
    ]
    if told:
        st.markdown("\n".join(told[:SHOWN]))
    if told[SHOWN:]:
        with st.expander(t("disputes.more_answers", count=len(told) - SHOWN)):
            st.markdown("\n".join(told[SHOWN:]))
    if found.waiting:
        st.markdown(t("disputes.waiting", count=found.waiting))


def form(t: Translator, published: Published, study: Study) -> None:
    """Closed until a reader wants it; only under the current version."""
    if published.status != "current":
        return
    box = st.expander(t("disputes.wrong"), key="_dispute", on_change="rerun")
    if box.open:
        with box:
            _fields(published.link, study)


@st.fragment
def _fields(link: str, study: Study) -> None:
    """A fragment, so that a choice draws the form and nothing else of the page."""
    t = session.translator()
    keys = _keys()
    names = {a.key: t.written.text(a.name) for a in study.evidence.alternatives}
    criteria = {key: study.catalogue[key] for key in study.stage.keys}
    alternative = st.selectbox(
        t("robustness.suppose_where"),
        sorted(names, key=names.__getitem__),
        index=None,
        format_func=names.__getitem__,
        placeholder=t("disputes.choose"),
        key=keys["alternative"],
    )
    criterion = st.selectbox(
        t("chart.criterion"),
        list(criteria),
        index=None,
        format_func=lambda key: t.written.text(criteria[key].name),
        placeholder=t("disputes.choose"),
        key=keys["criterion"],
    )
    if alternative in names and criterion in criteria:
        variable = criteria[criterion].variable
        now = study.evidence.observation(variable, alternative).value
        told = t("kinds.gap") if now is None else formatting.value(t, criteria[criterion], now)
        st.caption(t("disputes.published_value", value=t.composed(told)))
    unit = criteria[criterion].unit if criterion in criteria else None
    st.number_input(
        t("disputes.value_in", unit=unit) if unit else t("disputes.value"),
        value=None,
        format="%.15g",
        key=keys["value"],
    )
    st.text_input(
        t("disputes.source"),
        max_chars=SOURCE,
        placeholder=t("disputes.source_hint"),
        key=keys["source"],
        autocomplete="off",
    )
    st.text_area(t("disputes.note"), max_chars=NOTE, height=68, key=keys["note"])
    st.text_input(t("disputes.name"), max_chars=NAME, key=keys["name"], autocomplete="off")
    st.caption(t("disputes.kept"))
    st.button(
        t("disputes.send"), key="_dispute_send", type="primary", on_click=_send, args=(link, study)
    )
    messages.show_errors(t, widget_values.value_of(TROUBLE) or ())
    if widget_values.value_of(SENT) and not widget_values.value_of(TROUBLE):
        st.success(t("disputes.sent"))


def _keys() -> dict[str, str]:
    """Of the form's widgets; others once a claim was sent, so that the next one begins empty."""
    return {name: f"_dispute_{name}_{widget_values.value_of(SENT) or 0}" for name in FIELDS}


def _send(link: str, study: Study) -> None:
    """Keep the claim; what is wrong with it is told in the form, and nothing typed is lost."""
    given = {name: st.session_state.get(key) for name, key in _keys().items()}
    try:
        claim = _claim(given, study)
        resources.store().dispute(link, claim, session.client_address())
    except AppError as error:
        widget_values.set_value(TROUBLE, error.findings)
        return
    widget_values.set_value(TROUBLE, ())
    widget_values.set_value(SENT, (widget_values.value_of(SENT) or 0) + 1)


def _claim(given: dict[str, object], study: Study) -> Claim:
    """What the form says. Raises AppError with all that is wrong at once."""
    alternative, key, value = (given[name] for name in ("alternative", "criterion", "value"))
    known = {a.key: a.name for a in study.evidence.alternatives}
    number = float(value) if isinstance(value, (int, float)) else None
    found = [] if number is not None else [Finding.of("dispute.number")]
    source = str(given["source"] or "")
    if not source.strip():
        found.append(Finding.of("dispute.source"))
    if not (isinstance(alternative, str) and isinstance(key, str)) or not (
        alternative in known and key in study.stage.keys
    ):
        raise AppError(Finding.of("dispute.unknown"), *found)
    criterion, name = study.catalogue[key], known[alternative]
    now = study.evidence.observation(criterion.variable, alternative).value
    if number is not None:
        found += beyond_limits(criterion, study.stage, number, name)
        if number == now:
            found.append(Finding.of("dispute.same", name=name, criterion=criterion.name))
    if found or number is None:
        raise AppError(*found)
    return Claim(
        study.stage.key,
        alternative,
        criterion.variable,
        now,
        number,
        source,
        str(given["note"] or ""),
        str(given["name"] or ""),
    )
