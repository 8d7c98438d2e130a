"""One type of county town alone: chosen in a popover, and its candidates ranked among themselves."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.town_types import candidates_of_type, has_types, rule_words, type_name
from mcda.report.tables import town_types
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES, TownType
from mcda.words import Translator


def choice(t: Translator, study: Study) -> TownType | None:
    """The type that is chosen, None for all; hides the others and ranks them apart below."""
    if not has_types(study):
        return None
    names = {kind: t.text(type_name(kind)) for kind in TOWN_TYPES}
    with st.popover(t("town_types.choose"), width="stretch"):
        kind: TownType | None = st.pills(
            t("town_types.choose"),
            list(names),
            format_func=names.__getitem__,
            wrap=True,
            key="_town_type",
        )
        if kind is not None:
            st.markdown(t.text(rule_words(kind, study.town_type_rules)))
        st.caption(town_types.source_words(t))
    return kind


def shown(study: Study, kind: TownType | None, others: list[str] | None) -> list[str] | None:
    """The keys of a type's candidates that no other filter hides; None where nothing is filtered."""
    if kind is None:
        return others
    return [key for key in candidates_of_type(study, kind) if others is None or key in others]


def notes(study: Study, kind: TownType | None, t: Translator) -> list[str]:
    """What a picture says of the filter."""
    if kind is None:
        return []
    count, everyone = len(candidates_of_type(study, kind)), len(study.ranking)
    return [t("town_types.only", count=count, type=type_name(kind), all=everyone)]


def within(t: Translator, study: Study, kind: TownType | None) -> None:
    """The candidates of the type ranked among themselves, or why they cannot be."""
    if kind is None:
        return
    page_parts.section(t("town_types.table_within", type=type_name(kind)))
    try:
        table = town_types.within_table(study, kind, t.written)
    except AppError as refused:
        page_parts.findings(t, refused.findings)
        return
    st.markdown(town_types.within_words(study, kind, t))
    charts_and_tables.table(table, key=f"within_{kind}")
