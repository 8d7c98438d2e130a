"""The map of a brief: the picture of the page Ranking, and the seats of the candidates as a table."""

from dataclasses import replace

from mcda.report.tables.model import Column, Sheet, sheet
from mcda.report.tables.ranking import table_of
from mcda.report.workbook.sheets.ranking import MAP, map_of
from mcda.study.study import Study
from mcda.words import Translator

WIDTH = 26.0  # centimetres on the screen


def atlas(study: Study, t: Translator) -> Sheet | None:
    """The map, coloured by step of rank, beside the seats; None where the candidates have no seat."""
    seat_of = {line.key: study.evidence[line.key].seat for line in study.ranking}
    lines = [line for line in study.ranking if seat_of[line.key] is not None]
    more = [
        (Column(t("brief.longitude"), "degree"), lambda line: (seat_of[line.key] or (0.0, 0.0))[0]),
        (Column(t("brief.latitude"), "degree"), lambda line: (seat_of[line.key] or (0.0, 0.0))[1]),
    ]
    table = table_of(study, lines, t, "workbook", more, without=("score",)) if lines else None
    at = (5, 2 + (len(table.columns) if table else 0))
    width, height = MAP  # of the same proportions, so that it is drawn once
    drawn = map_of(study, t, at, (WIDTH, WIDTH * height / width))
    if table is None or drawn is None:
        return None
    return replace(sheet("map", t, [t("brief.map_how")], table), pictures=(drawn,))


SHEETS = {"map": atlas}
