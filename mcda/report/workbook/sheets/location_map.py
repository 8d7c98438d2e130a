"""The map of a brief: where the places lie, as a scatter that every program draws."""

from itertools import groupby

from mcda.report import theme
from mcda.report.tables.model import Column, Points, Sheet, Table, sheet, where
from mcda.study.study import Study
from mcda.words import Translator

NAMED = 10  # places whose names stand on the map


def atlas(study: Study, t: Translator) -> Sheet | None:
    """Seats by longitude and latitude, coloured by step of place; None where the candidates have no seat."""
    lines = [line for line in study.ranking if study.evidence[line.key].seat is not None]
    if len(lines) < 2:
        return None
    count = len(study.ranking)
    rows, colours = [], []
    for line in lines:
        alternative = study.evidence[line.key]
        lon, lat = alternative.seat or (0.0, 0.0)
        rows.append((line.rank, t.text(alternative.name), where(study, line.key, t), lon, lat))
        colours.append(theme.colour_of_rank(line.rank, count))
    classes = []
    for colour, members in groupby(range(len(lines)), key=colours.__getitem__):
        at = list(members)
        first, last = lines[at[0]].rank, lines[at[-1]].rank
        title = t("brief.band", first=first, last=last)
        classes.append((t("brief.places", places=title), at[0], at[-1], colour))
    columns = (
        Column(t("chart.place"), "rank"),
        Column(t("chart.name"), "name"),
        Column(t("brief.where"), "key"),
        Column(t("brief.longitude"), "degree"),
        Column(t("brief.latitude"), "degree"),
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
    return sheet("map", t, t("brief.title_map"), [t("brief.map_how")], table)


def _frame(seats: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Whole degrees round all seats."""
    across, up = zip(*seats, strict=True)
    return (
        float(min(across) // 1),
        float(min(up) // 1),
        float(max(across) // 1 + 1),
        float(max(up) // 1 + 1),
    )
