"""The map of a brief: where the places lie, as a scatter that every program draws."""

from itertools import groupby

from mcda.report import theme
from mcda.report.tables.model import Column, Points, Sheet, Table, sheet, where
from mcda.study.study import Study
from mcda.words import Say

NAMED = 10  # places whose names stand on the map


def atlas(study: Study, say: Say) -> Sheet | None:
    """Seats by longitude and latitude, coloured by step of place; None where the candidates have no seat."""
    lines = [line for line in study.ranking if study.evidence[line.key].seat is not None]
    if len(lines) < 2:
        return None
    count = len(study.ranking)
    rows, colours = [], []
    for line in lines:
        alternative = study.evidence[line.key]
        lon, lat = alternative.seat or (0.0, 0.0)
        rows.append((line.place, say.of(alternative.name), where(study, line.key, say), lon, lat))
        colours.append(theme.colour_of_place(line.place, count))
    classes = []
    for colour, members in groupby(range(len(lines)), key=colours.__getitem__):
        at = list(members)
        first, last = lines[at[0]].place, lines[at[-1]].place
        title = say("brief.band", first=first, last=last)
        classes.append((say("brief.places", places=title), at[0], at[-1], colour))
    columns = (
        Column(say("chart.place"), "place"),
        Column(say("chart.name"), "name"),
        Column(say("brief.where"), "key"),
        Column(say("brief.longitude"), "degree"),
        Column(say("brief.latitude"), "degree"),
    )
    points = Points(
        across=3,
        up=4,
        classes=tuple(classes),
        labelled=tuple(range(min(NAMED, len(lines)))),
        names=1,
        at=(5, len(columns) + 2),  # under the heading, which is printed on every page
        frame=_frame([(row[3], row[4]) for row in rows]),
    )
    table = Table(columns, tuple(rows), charts=(points,))
    return sheet("map", say, say("brief.title_map"), [say("brief.map_how")], table)


def _frame(seats: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Whole degrees round all seats."""
    across, up = zip(*seats, strict=True)
    return (
        float(min(across) // 1),
        float(min(up) // 1),
        float(max(across) // 1 + 1),
        float(max(up) // 1 + 1),
    )
