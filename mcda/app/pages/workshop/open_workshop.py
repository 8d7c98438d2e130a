"""The way in for a facilitator: open a workshop about the study in hand, or come back with its key."""

from typing import Any

import streamlit as st

from criteria.text import Text
from mcda.app.pages.workshop import join, seats
from mcda.app.state import facilitator, presses, session
from mcda.app.widgets import messages, page_parts, press, sign_in
from mcda.group.model.minimum_group import HIGHEST_MINIMUM, LOWEST_MINIMUM, MINIMUM_GROUP_SIZE
from mcda.group.model.typed_text import NAME, clean
from mcda.group.model.workshop import (
    DEFAULT_GROUPS,
    MOST_GROUPS,
    MOST_MINUTES,
    AgendaItem,
    StakeholderGroup,
    Workshop,
)
from mcda.study.study import Study
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator

AGENDA = (
    ("workshop.item_question", 10),
    ("workshop.item_weigh", 20),
    ("workshop.item_differ", 20),
    ("workshop.item_again", 15),
)


def render(t: Translator) -> None:
    """Whoever comes without a key and without a code."""
    page_parts.headline(t("workshop.sentence"))
    messages.show_errors(t, facilitator.findings())
    participant, chair = st.columns(2, gap="large")
    with participant:
        page_parts.section(t("workshop.join"))
        join.ask_code(t, "")
    with chair:
        page_parts.section(t("workshop.return"))
        with st.form("_return", border=False):
            st.text_input(
                t("workshop.key"), type="password", key="_key", autocomplete="off", max_chars=80
            )
            st.form_submit_button(
                t("workshop.to_control_panel"),
                width="stretch",
                on_click=lambda: facilitator.enter_key(st.session_state["_key"]),
            )
    page_parts.section(t("workshop.open"))
    if sign_in.is_through(t, "workshop.sign_in_first"):
        _form(t)


def _form(t: Translator) -> None:
    """The title and what is ranked; everything else has a default and stands behind *Options*."""
    page_parts.stage_switch(t)
    study = session.study()
    title = st.text_input(
        t("workshop.title"),
        max_chars=120,
        **facilitator.form_field("title", ""),
    )
    with st.expander(t("workshop.options")):
        criteria = criteria_choice(t, study, f"criteria_{study.stage.key}")
        method_key = way_choice(t, "points")
        groups = _groups(t)
        minimum_group = minimum_group_choice(t, MINIMUM_GROUP_SIZE)
        heads = seats.expected_choice(t)
        language = st.segmented_control(
            t("workshop.projector_language"),
            list(page_parts.NAMES),
            format_func=page_parts.NAMES.__getitem__,
            required=True,
            **facilitator.form_field("language", t.lang),
        )
        agenda = agenda_table(t, [(t(key), minutes) for key, minutes in AGENDA])
    if press.button(t("workshop.open"), "_open", type="primary"):
        with presses.acting("_open"):
            _open(
                study, title, criteria, method_key, groups, minimum_group, heads, language, agenda
            )
        st.rerun()


def _open(study: Study, title: str, criteria: list[str], method_key: str, *more: Any) -> None:
    groups, minimum_group, (expected, most), language, agenda = more

    def make() -> Workshop:
        found = Workshop.of(
            study,
            title,
            method_key,
            groups=groups,
            criteria=criteria,
            minimum_group=minimum_group,
            lang=language,
            agenda=agenda,
            expected_heads=expected,
            most_seats=most,
        )
        _ = (
            found.opened_study.ranking
        )  # a study that cannot be ranked is told here, not to the room
        return found

    made = facilitator.attempt(make)
    if made is not None:
        facilitator.open_workshop(made)


def criteria_choice(t: Translator, study: Study, name: str) -> list[str]:
    """Which of the study's criteria are weighed: all that the scenario counts unless some are taken out."""
    names = {key: t.written.text(study.catalogue[key].name) for key in study.stage.keys}
    return st.multiselect(
        t("workshop.criteria"),
        list(names),
        format_func=names.__getitem__,
        placeholder=t("workshop.criteria_none"),
        **facilitator.form_field(
            name, [key for key in names if key not in study.scenario.left_out]
        ),
    )


def way_choice(t: Translator, default: str, name: str = "way") -> str:
    """How people are asked for weights; what each method does stands in the tooltip."""
    method_key: str = st.radio(
        t("workshop.way"),
        list(WEIGHTING_METHODS),
        format_func=lambda key: t.text(WEIGHTING_METHODS[key].name),
        help="\n".join(
            f"- **{t.text(each.name)}**{t('punctuation.colon')}{t.text(each.gloss)}"
            for each in WEIGHTING_METHODS.values()
        ),
        **facilitator.choice_field(name, default, list(WEIGHTING_METHODS)),
    )
    return method_key


def minimum_group_choice(
    t: Translator, default: int, name: str = "minimum_group", lowest: int = LOWEST_MINIMUM
) -> int:
    """The minimum group size; told where it is below what everybody is promised elsewhere."""
    minimum_group = int(
        st.number_input(
            t("workshop.minimum_group"),
            min_value=lowest,
            max_value=HIGHEST_MINIMUM,
            step=1,
            help=t("workshop.minimum_group_words"),
            **facilitator.number_field(name, default),
        )
    )
    if minimum_group < MINIMUM_GROUP_SIZE:
        st.warning(t("workshop.floor_low", floor=minimum_group, usual=MINIMUM_GROUP_SIZE))
    return minimum_group


def _groups(t: Translator) -> tuple[StakeholderGroup, ...]:
    """Stakeholder groups, named in both languages, with a share of the say or none."""
    st.markdown(f"**{t('workshop.groups')}**", help=t("workshop.groups_words", most=MOST_GROUPS))
    rows = facilitator.table(
        "groups",
        [
            {"key": g.key, "en": g.name.en, "zh": g.name.zh, "weight": g.weight}
            for g in DEFAULT_GROUPS
        ],
        {
            "key": None,
            "zh": st.column_config.TextColumn(t("workshop.name_zh"), max_chars=NAME),
            "en": st.column_config.TextColumn(t("workshop.name_en"), max_chars=NAME),
            "weight": st.column_config.NumberColumn(t("workshop.weight"), min_value=0.0),
        },
    )
    taken = {row["key"] for row in rows if row["key"]}
    found = []
    for number, row in enumerate(rows, start=1):
        en, zh = (clean(row[lang] or "", NAME) for lang in ("en", "zh"))
        if not en and not zh:
            continue
        key = row["key"] or next(
            name
            for name in (f"group_{n}" for n in range(number, number + MOST_GROUPS + 1))
            if name not in taken
        )
        taken.add(key)
        weight = None if row["weight"] is None else float(row["weight"])
        found.append(StakeholderGroup(key, Text(en or zh, zh or en), weight))
    return tuple(found)


def agenda_table(t: Translator, items: list[tuple[str, int]]) -> tuple[AgendaItem, ...]:
    """What is talked about, in order, and for how many minutes."""
    st.markdown(f"**{t('workshop.agenda')}**")
    rows = facilitator.table(
        "agenda",
        [{"title": title, "minutes": minutes} for title, minutes in items],
        {
            "title": st.column_config.TextColumn(t("workshop.item"), max_chars=120, width="large"),
            "minutes": st.column_config.NumberColumn(
                t("workshop.minutes"), min_value=1, max_value=MOST_MINUTES, step=1
            ),
        },
    )
    return tuple(
        AgendaItem(str(row["title"]), int(row["minutes"] or 0)) for row in rows if row["title"]
    )
