"""Brief: rank ranges of the top 10, the files to download, a look at the sheets, publishing."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from criteria.errors import AppError
from mcda.app.pages.brief import publish
from mcda.app.state import region, result_cache, session
from mcda.app.widgets import charts_and_tables, downloads, page_parts, rank_ranges
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.html.print import STYLE, answer_page, body, ranking_csv
from mcda.report.open_data.data_package import data_package
from mcda.report.open_data.layers import (
    GEOJSON,
    GEOPACKAGE,
    geojson,
    geopackage,
    has_positions,
)
from mcda.report.tables import robustness
from mcda.report.workbook.contents import SHEETS
from mcda.study.study import Study
from mcda.words import Translator

TOP, ROWS = 10, 5  # candidates in the picture, rows of each table in the preview
FIRST = "answer"  # the sheet that is shown first
OF_THE_REGION = {
    *("chain", "cities", "network", "claims", "region"),
    *("instruments", "heritage", "types", "learn"),
}


def _downloads(t: Translator, study: Study) -> Translator:
    """The buttons in one row, with the language of the files: the voice they are written in."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
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
        mime=downloads.XLSX,
        type="primary",
        help=t("brief.live_hint"),
        place=row,
    )
    files: list[tuple[str, str, str, Callable[[Study, Translator], str | bytes]]] = [
        ("brief.download_page", "html", "text/html", answer_page),
        ("brief.download_csv", "csv", "text/csv", ranking_csv),
        ("open_data.button_package", "zip", "application/zip", data_package),
    ]
    if has_positions(study):
        files += [
            ("open_data.button_geopackage", "gpkg", GEOPACKAGE, geopackage),
            ("open_data.button_geojson", "geojson", GEOJSON, geojson),
        ]
    for words, ending, mime, make in files:
        downloads.button(
            t(words),
            make=partial(make, study, voice),
            file_name=f"{name}.{ending}",
            mime=mime,
            place=row,
        )
    return voice


def _preview(t: Translator, study: Study, voice: Translator) -> None:
    """One sheet of the file as it is written there, with the first rows of its tables."""
    sheets = [sheet for sheet in SHEETS if study.stage.level != "own" or sheet not in OF_THE_REGION]
    tabs = {sheet: voice(f"brief.tab_{sheet}") for sheet in sheets}
    chosen = remembered_select(t("brief.preview"), tabs, "sheet", first=FIRST, width=260)
    with st.spinner(t("brief.making")):
        sheet = result_cache.sheet(study, voice.lang, chosen)
    if sheet is None:
        st.markdown(t("brief.not_there"))
    else:
        charts_and_tables.paper(
            voice(f"brief.tab_{chosen or FIRST}"), STYLE, body(sheet, voice, ROWS)
        )


t, study = session.translator(), region.with_linked_scenarios()
page_parts.headline(t("brief.page_sentence"))
page_parts.stage_switch(t)
page_parts.scenario_switch(t)
top = min(TOP, len(study.ranking))  # where nothing can be ranked, the page says so from here
add_all_weights: Callable[[], None] | None = None
try:
    drawn = result_cache.near(study)  # the weight sets of the file, whatever is tested elsewhere
    add_all_weights = rank_ranges.chart(t, study, "brief_ranges", drawn, first=top)
    smaa = rank_ranges.found(t, study, drawn)
    st.caption(robustness.tested([smaa], t), help=robustness.details(study, smaa, t))
except AppError as error:  # what is ranked cannot be sampled
    st.caption(t.line(error.findings[0]))
voice = _downloads(t, study)
_preview(t, study, voice)
publish.render(t, study)
if add_all_weights is not None:
    add_all_weights()
