"""Study → Brief: the table of contents of the workbook."""

from collections.abc import Callable
from dataclasses import replace

from mcda.report.tables.model import Brief, Column, Link, Sheet, Table
from mcda.report.workbook.sheets import (
    audit,
    comparison,
    data,
    location_map,
    ranking,
    region,
    robustness,
    workshop,
)
from mcda.report.workbook.whatif import sheets as live
from mcda.study.io import digest, to_json
from mcda.study.study import Study
from mcda.words import Translator

# A sheet with nothing to say (None) is not there.
SHEETS: dict[str, Callable[[Study, Translator], Sheet | None]] = {
    "cover": ranking.cover,
    "answer": ranking.answer,
    "ranking": ranking.ranking,
    "map": location_map.atlas,
    "weights": ranking.weights,
    "robustness": robustness.robustness,
    "why": comparison.why,
    "workshop": workshop.workshop,
    "pilots": region.pilots,
    "chain": region.chain,
    "cities": region.cities,
    "network": region.network_,
    "claims": region.claims,
    "region": region.region,
    "heritage": region.heritage,
    "learn": region.learn,
    "performance": data.performance,
    "evidence": data.evidence,
    "method": audit.method,
    "what_if": live.what_if,
    "steps": live.steps,
    "audit": audit.audit,
}


def brief(study: Study, t: Translator) -> Brief:
    """The brief of a study in the voice's language."""
    made = (make(study, t) for make in SHEETS.values())
    cover, *others = [sheet for sheet in made if sheet is not None]
    contents = Table(
        (Column(t("brief.sheet"), "key"), Column(t("brief.contents"), "text")),
        tuple((Link(sheet.name, sheet.key), sheet.title) for sheet in others),
        t("brief.contents"),
    )
    cover = replace(cover, tables=(*cover.tables, contents))
    return Brief(
        t.text(study.title),
        t.lang,
        study.date,
        digest(study),
        (cover, *others),
        to_json(study, ascii_only=True),
    )
