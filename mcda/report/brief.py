"""Study → Brief: the table of contents of the workbook."""

from collections.abc import Callable
from dataclasses import replace

from mcda.report import (
    atlas,
    audit,
    pairs,
    record,
    region_sheets,
    room_sheets,
    sheets,
    sureness,
)
from mcda.report.live import sheets as live
from mcda.report.table import Brief, Column, Link, Sheet, Table
from mcda.saving import digest, to_json
from mcda.study import Study
from mcda.words import Say

# A sheet with nothing to say (None) is not there.
SHEETS: dict[str, Callable[[Study, Say], Sheet | None]] = {
    "cover": sheets.cover,
    "answer": sheets.answer,
    "ranking": sheets.ranking,
    "map": atlas.atlas,
    "weights": sheets.weights,
    "robustness": sureness.robustness,
    "why": pairs.why,
    "workshop": room_sheets.workshop,
    "pilots": region_sheets.pilots,
    "chain": region_sheets.chain,
    "cities": region_sheets.cities,
    "network": region_sheets.network_,
    "claims": region_sheets.claims,
    "region": region_sheets.region,
    "heritage": region_sheets.heritage,
    "learn": region_sheets.learn,
    "performance": record.performance,
    "evidence": record.evidence,
    "method": audit.method,
    "what_if": live.what_if,
    "steps": live.steps,
    "audit": audit.audit,
}


def brief(study: Study, say: Say) -> Brief:
    """The brief of a study in the voice's language."""
    made = (make(study, say) for make in SHEETS.values())
    cover, *others = [sheet for sheet in made if sheet is not None]
    contents = Table(
        (Column(say("brief.sheet"), "key"), Column(say("brief.contents"), "text")),
        tuple((Link(sheet.name, sheet.key), sheet.title) for sheet in others),
        say("brief.contents"),
    )
    cover = replace(cover, tables=(*cover.tables, contents))
    return Brief(
        say.of(study.title),
        say.lang,
        study.date,
        digest(study),
        (cover, *others),
        to_json(study, ascii_only=True),
    )
