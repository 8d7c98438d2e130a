"""The map of a brief: where the candidates lie, as a scatter that every program draws."""

from dataclasses import replace
from itertools import groupby

from mcda.report import theme
from mcda.report.tables.model import Column, Points, Sheet, sheet
from mcda.report.tables.ranking import column_in_workbook, table_of
from mcda.study.study import Study
from mcda.words import Translator

NAMED = 10  # candidates whose names stand on the map


def atlas(study: Study, t: Translator) -> Sheet | None:
    """Seats by longitude and latitude, coloured by step of rank; None where the candidates have no seat."""
    lines = [line for line in study.ranking if study.evidence[line.key].seat is not None]
    if len(lines) < 2:
        return None
    count = len(study.ranking)
    seats = [study.evidence[line.key].seat or (0.0, 0.0) for line in lines]
    colours = [theme.colour_of_rank(line.rank, count) for line in lines]
    classes = []
    for colour, members in groupby(range(len(lines)), key=colours.__getitem__):
        at = list(members)
        first, last = lines[at[0]].rank, lines[at[-1]].rank
        classes.append((t("map.ranks", first=first, last=last), at[0], at[-1], colour))
    seat_of = dict(zip([line.key for line in lines], seats, strict=True))
    more = [
        (Column(t("brief.longitude"), "degree"), lambda line: seat_of[line.key][0]),
        (Column(t("brief.latitude"), "degree"), lambda line: seat_of[line.key][1]),
    ]
    table = table_of(study, lines, t, "workbook", more, without=("score",))
    width = len(table.columns)
    points = Points(
        across=width - 2,
        up=width - 1,
        classes=tuple(classes),
        labelled=tuple(i for i, line in enumerate(lines) if line.rank <= NAMED),
        names=column_in_workbook("name") - 1,
        at=(5, width + 2),  # under the heading, which is printed on every page
        frame=_frame(seats),
    )
    drawn = replace(table, charts=(points,))
    return sheet("map", t, [t("brief.map_how")], drawn)


def _frame(seats: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Whole degrees round all seats."""
    across, up = zip(*seats, strict=True)
    return (
        float(min(across) // 1),
        float(min(up) // 1),
        float(max(across) // 1 + 1),
        float(max(up) // 1 + 1),
    )


SHEETS = {"map": atlas}
