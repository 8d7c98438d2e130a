"""Disputes of published values, to be accepted or declined by their planner; corrections from a file; all that were made."""

from functools import partial

import streamlit as st

from criteria.errors import AppError, EvidenceError
from inputs.corrections import HEADS, CorrectionFile, correction, read_corrections
from mcda.app.state import resources, session, widget_values
from mcda.app.widgets import charts_and_tables, messages, planner_key
from mcda.app.widgets.dates import local_date
from mcda.group.model.disputes import Dispute
from mcda.group.store.disputes import REASON
from mcda.report.tables import disputes
from mcda.study.study import Study
from mcda.words import Translator

# Notes of this part: what stood in the way of an answer, files taken (their widget begins anew), how many values.
TROUBLE, TAKEN, APPLIED = "answer_trouble", "correction_files", "corrections_applied"


def render(t: Translator, study: Study) -> None:
    """Closed until somebody wants it; above it, how many disputes wait.

    Not in its title: Streamlit takes an expander with another title for another one, and closes it.
    """
    found = _found(t)
    waiting = [each for each in found if each.status == "open"]
    if waiting:
        st.markdown(t("disputes.waiting", count=len(waiting)))
    box = st.expander(t("disputes.title"), key="_corrections", on_change="rerun")
    if not box.open:
        return
    with box:
        planner_key.field(t, "", partial(widget_values.set_value, TROUBLE, ()))
        if not planner_key.typed():
            st.caption(t("disputes.type_key"))
        else:
            _queue(t, study, found, waiting)
        messages.show_errors(t, widget_values.value_of(TROUBLE) or ())
        _file(t, study)
        if study.evidence.corrections:
            st.markdown(f"**{t('disputes.corrections')}**")
            charts_and_tables.table(
                disputes.corrections(study.evidence.corrections, study, t.written),
                key="data_corrections",
            )


def _found(t: Translator) -> tuple[Dispute, ...]:
    """All claims about what the planner published whose key was typed."""
    key = planner_key.typed()
    if not key:
        return ()
    return messages.answer_or_errors(t, lambda: resources.store().disputes_of(key)) or ()


def _queue(t: Translator, study: Study, found: tuple[Dispute, ...], waiting: list[Dispute]) -> None:
    for dispute in waiting:
        _item(t, study, dispute)
    if not waiting:
        st.caption(t("disputes.none_open"))
    accepted = [each for each in found if each.status == "accepted"]
    _enter(t, study, accepted)
    if accepted:
        st.caption(t("disputes.republish"))
    if found:
        charts_and_tables.csv(disputes.queue(found, study, t.written), "disputes", study)


def _enter(t: Translator, study: Study, accepted: list[Dispute]) -> None:
    """A way to enter values that were accepted elsewhere, or whose acceptance was undone; of one value the last answer."""
    last = {
        (each.alternative, each.variable): each
        for each in sorted(accepted, key=lambda each: each.answered_at)
        if _belongs(study, each)
    }
    left = [
        each
        for (alternative, variable), each in last.items()
        if study.evidence.observation(variable, alternative).value != each.value
    ]
    if left:
        st.button(
            t("disputes.enter", count=len(left)),
            key="_enter_accepted",
            on_click=lambda: session.set_study(_corrected(session.study(), left)),
        )


def _corrected(study: Study, accepted: list[Dispute]) -> Study:
    claimed = ((d.variable, d.alternative, d.value, d.source) for d in accepted)
    return study.corrected([correction(study.evidence, *each) for each in claimed])


def _item(t: Translator, study: Study, dispute: Dispute) -> None:
    """One claim: the value now and as disputed, source and note, and both answers."""
    is_here = _belongs(study, dispute)
    now = dispute.published
    if is_here:
        now = study.evidence.observation(dispute.variable, dispute.alternative).value
    before, after = disputes.values(study, dispute.variable, now, dispute.value, t)
    said = {"title": dispute.title, "version": dispute.version, "date": local_date(t, dispute.at)}
    told = [
        t(
            "disputes.item",
            what=t.composed(disputes.cell(study, dispute.alternative, dispute.variable, t)),
            before=t.composed(before),
            after=t.composed(after),
        ),
        t("disputes.item_source", source=dispute.source),
        *([t("disputes.item_note", note=dispute.note)] if dispute.note else []),
        t("disputes.item_from_name", **said, name=dispute.name)
        if dispute.name
        else t("disputes.item_from", **said),
    ]
    with st.container(border=True, key=f"dispute_{dispute.number}"):
        st.markdown("  \n".join(told))
        if not is_here:
            st.caption(t("disputes.elsewhere"))
        reason = f"_reason_{dispute.number}"
        st.text_input(t("disputes.reason"), key=reason, max_chars=REASON, autocomplete="off")
        row = st.container(horizontal=True)
        row.button(
            t("disputes.accept"),
            key=f"_accept_{dispute.number}",
            disabled=not is_here,
            on_click=_accept,
            args=(dispute,),
        )
        row.button(
            t("disputes.decline"),
            key=f"_decline_{dispute.number}",
            on_click=_decline,
            args=(dispute,),
        )


def _belongs(study: Study, dispute: Dispute) -> bool:
    """Whether the study in hand has the value in question."""
    keys = {alternative.key for alternative in study.evidence.alternatives}
    return (
        study.stage.key == dispute.stage
        and dispute.alternative in keys
        and dispute.variable in study.evidence.observations
    )


def _accept(dispute: Dispute) -> None:
    """The value enters the study in hand with its source; the claim is answered first, or nothing is changed."""
    changed = _corrected(session.study(), [dispute])
    if _answered(dispute, accepted=True):
        session.set_study(changed)


def _decline(dispute: Dispute) -> None:
    _answered(dispute, accepted=False)


def _answered(dispute: Dispute, accepted: bool) -> bool:
    """Answer a claim; what stands in the way is told, and the reason typed stays."""
    reason = "" if accepted else str(st.session_state.get(f"_reason_{dispute.number}") or "")
    key = planner_key.typed()
    try:
        resources.store().answer_dispute(dispute.number, key, accepted, reason)
    except AppError as error:
        widget_values.set_value(TROUBLE, error.findings)
        return False
    widget_values.set_value(TROUBLE, ())
    return True


def _file(t: Translator, study: Study) -> None:
    """A file of corrections: what is wrong with it line by line, then what remains, to be applied or not."""
    given = st.file_uploader(
        t("disputes.file", columns=list(HEADS)),
        key=f"_corrections_file_{widget_values.value_of(TAKEN) or 0}",
    )
    if given is None:
        applied = widget_values.value_of(APPLIED)
        if applied:
            st.success(t("disputes.applied", count=applied))
        return
    found = _read(t, study, given.name, given.getvalue())
    if found is None:
        return
    for finding in found.findings:
        st.error(t.line(finding)) if finding.severity == "error" else st.info(t.line(finding))
    if not found.corrections:
        return
    if found.findings:
        st.markdown(t("disputes.left"))
    charts_and_tables.table(
        disputes.corrections(found.corrections, study, t.written), key="file_corrections"
    )
    st.button(
        t("disputes.apply", count=len(found.corrections)),
        key="_apply_corrections",
        type="primary",
        on_click=_apply,
        args=(found,),
    )


def _read(t: Translator, study: Study, name: str, data: bytes) -> CorrectionFile | None:
    try:
        return read_corrections(name, data, study.evidence, study.catalogue, study.stage)
    except EvidenceError as error:
        messages.show_errors(t, error.findings)
        return None


def _apply(found: CorrectionFile) -> None:
    session.set_study(session.study().corrected(found.corrections))
    widget_values.set_value(TAKEN, (widget_values.value_of(TAKEN) or 0) + 1)
    widget_values.set_value(APPLIED, len(found.corrections))
