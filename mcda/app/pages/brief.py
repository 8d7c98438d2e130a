"""Brief: what is in the file, in which language, and the button."""

import streamlit as st

from mcda.app import desk, parts, region_desk, shelving
from mcda.report.brief import brief
from mcda.report.sheets import headline
from mcda.words import Say

say, study = desk.say(), region_desk.accompanied()
scenario = study.scenario.name
parts.headline(
    say("app.brief"), say("brief.page_sentence", stage=study.stage.name, scenario=scenario)
)
parts.stage_switch(say)
parts.scenario_switch(say)
language = st.segmented_control(
    say("brief.language"),
    list(parts.NAMES),
    format_func=parts.NAMES.__getitem__,
    default=say.lang,
    key="_file_lang",
)
voice = Say(language or say.lang)
made = brief(study, voice)
st.download_button(
    say("brief.download"),
    data=desk.workbook_of(study, voice.lang),
    file_name=f"{voice('app.title')}-{voice.of(study.stage.title)}.xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    type="primary",
)
st.markdown(headline(study, say))
parts.section(say("brief.contents"))
for sheet in made.sheets:
    st.markdown(f"- **{sheet.name}**: {sheet.title}")
shelving.show(say, study)
