"""Brief: what is in the file, in which language, the button, and a look at its sheets."""

import streamlit as st

from mcda.app.pages.brief import publish
from mcda.app.state import region, result_cache, session, widget_values
from mcda.app.widgets import charts_and_tables, downloads, page_parts
from mcda.report.html.print import STYLE, answer_page, body, ranking_csv
from mcda.report.workbook.contents import SHEETS
from mcda.words import Translator

ROWS, FIRST = 12, "answer"  # rows of each table that are shown, and the sheet that is shown first
OF_THE_REGION = {"chain", "cities", "network", "claims", "region", "heritage", "learn"}

t, study = session.translator(), region.with_linked_scenarios()
page_parts.headline(t("brief.page_sentence"))
page_parts.stage_switch(t)
page_parts.scenario_switch(t)
row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
language = row.segmented_control(
    t("brief.language"),
    list(page_parts.NAMES),
    format_func=page_parts.NAMES.__getitem__,
    default=t.lang,
    key="_file_lang",
)
voice = Translator(language or t.lang)
name = f"{voice('app.title')}-{voice.text(study.stage.title)}"
downloads.button(
    t("brief.download"),
    make=session.workbook_of(study, voice.lang),
    file_name=f"{name}.xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    type="primary",
    help=t("brief.live_hint"),
    place=row,
)
sheets = [sheet for sheet in SHEETS if study.stage.level != "own" or sheet not in OF_THE_REGION]
key = widget_values.remembered("sheet", among=sheets, empty=FIRST)
chosen = st.pills(
    t("brief.sheet"),
    sheets,
    format_func=lambda sheet: voice(f"brief.tab_{sheet}"),
    key=key,
    on_change=widget_values.remember,
    args=(key,),
    label_visibility="collapsed",
)
with st.spinner(t("brief.making")):
    sheet = result_cache.sheet(study, voice.lang, chosen or FIRST)
if sheet is None:
    st.markdown(t("brief.not_there"))
else:
    charts_and_tables.paper(voice(f"brief.tab_{chosen or FIRST}"), STYLE, body(sheet, voice, ROWS))
page_parts.section(t("brief.other_files"))
others = st.container(horizontal=True)
downloads.button(
    t("brief.download_page"),
    make=lambda: answer_page(study, voice),
    file_name=f"{name}.html",
    mime="text/html",
    place=others,
)
downloads.button(
    t("brief.download_csv"),
    make=lambda: ranking_csv(study, voice),
    file_name=f"{name}.csv",
    mime="text/csv",
    place=others,
)
publish.render(t, study)
