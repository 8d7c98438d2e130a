"""Study → Brief: the table of contents of the workbook."""

from collections.abc import Callable

from mcda.report import record, region_sheets, room_sheets, sheets
from mcda.report.table import Brief, Column, Sheet, Table
from mcda.saving import digest
from mcda.study import Study
from mcda.words import Say

# A sheet with nothing to say (None) is not there.
SHEETS: dict[str, Callable[[Study, Say], Sheet | None]] = {
    "cover": sheets.cover,
    "answer": sheets.answer,
    "ranking": sheets.ranking,
    "weights": sheets.weights,
    "workshop": room_sheets.workshop,
    "pilots": region_sheets.pilots,
    "chain": region_sheets.chain,
    "network": region_sheets.network_,
    "region": region_sheets.region,
    "performance": record.performance,
    "evidence": record.evidence,
    "notes": record.notes,
}


def brief(study: Study, say: Say) -> Brief:
    """The brief of a study in the voice's language."""
    made = (make(study, say) for make in SHEETS.values())
    pages = [sheet for sheet in made if sheet is not None]
    names = {sheet.key: (sheet.name, sheet.title) for sheet in pages}
    contents = Table(
        (Column(say("brief.sheet"), "key"), Column(say("brief.contents"), "text")),
        tuple(names[key] for key in names if key != "cover"),
        say("brief.contents"),
    )
    cover = pages[0]
    pages[0] = Sheet(cover.key, cover.name, cover.title, cover.sentences, (*cover.tables, contents))
    return Brief(say.of(study.title), say.lang, study.date, digest(study), tuple(pages))
