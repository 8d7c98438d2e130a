"""Which cities compete by their membership in urban cluster plans: one choice of three, on Data and on Ranking."""

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.report.tables import plan_membership
from mcda.study.plan_choice import PLAN_CHOICES, plan_choice, plan_rules, with_plan_choice
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study) -> None:
    """Nothing at a stage that does not ask for membership; nothing is chosen where both of its rules hold."""
    if not plan_rules(study):
        return
    names = plan_membership.choice_names(study, t)
    key = widget_values.seeded("_plan_choice", plan_choice(study))
    st.radio(
        t("plans.choice"),
        PLAN_CHOICES,
        format_func=names.__getitem__,
        key=key,
        index=None,
        help=plan_membership.default_words(study, t),
        on_change=widget_values.on_change(
            key, lambda: session.set_study(with_plan_choice(study, st.session_state[key]))
        ),
    )
    st.caption(plan_membership.choice_why(study, t))
