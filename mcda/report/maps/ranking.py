"""The map of a study: counties, towns, cities or links coloured by rank or by a value."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby

import altair as alt

from inputs.boundaries import county_shapes
from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from mcda.model.ranking import ranks_of
from mcda.report import theme
from mcda.report.maps.background import (
    HEIGHT,
    Layers,
    Over,
    Spec,
    both_names,
    central_names,
    cities_over,
    columns_of,
    ends,
    feature,
    ground,
    letters,
    pick,
    point,
    position,
    tips,
)
from mcda.report.maps.labels import Standing
from mcda.report.maps.names import names
from mcda.report.tables.formatting import without_unit
from mcda.study.study import Study
from mcda.words import Translator

LOCATOR = 220  # pixels in height of a map that only shows where a place is


def rank_map(
    study: Study,
    t: Translator,
    selected: str | None = None,
    only: Sequence[str] | None = None,
    over: Over | None = None,
    intervals: Mapping[str, tuple[int, int]] | None = None,
    height: int = HEIGHT,
    named: int = 0,
) -> Spec:
    """The ranking on a map: counties filled, towns and cities as dots, links as lines; deeper green is earlier.

    Hovering shows a rank and, where `intervals` are given, between which ranks it lies in nine draws of ten.
    So many of the first as `named` have their name on the map, and so has the selected one; `over` sees to both.
    """
    ranks = {line.key: line.rank for line in study.ranking if only is None or line.key in only}
    steps = rank_steps(len(study.ranking), t)
    values = {
        key: steps[sum(rank > edge for edge, _ in steps[:-1])][1] for key, rank in ranks.items()
    }
    colours = dict(zip([label for _, label in steps], theme.RAMP[::-1], strict=False))
    details = {key: f"{t('chart.rank')} {rank}" for key, rank in ranks.items()}
    if intervals is not None:
        for key, rank in details.items():
            low, high = intervals[key]
            details[key] = t("robustness.hover", rank=rank, low=low, high=high)
    first = [*list(ranks)[:named], *([selected] if selected else [])]

    hidden = [line.key for line in study.ranking if line.key not in ranks]
    return region_map(
        study,
        t,
        values,
        colours,
        details,
        selected,
        over=over or names_over(study, t, first),
        height=height,
        hidden=hidden,
    )


def names_over(
    study: Study,
    t: Translator,
    keys: Sequence[str],
    standing: Sequence[Standing] = (),
) -> Over:
    """The names of some, where cities and what is `standing` leave room; none on a map of the user's own."""
    known = {each.key: each for each in study.evidence.alternatives}
    points = [
        (t.text(known[key].name), *seat)
        for key in dict.fromkeys(keys)
        if key in known and (seat := known[key].seat) is not None
    ]

    def over(drawn: Layers) -> None:
        if study.stage.level != "own":
            names(drawn, "first_names", points, standing=[*central_names(t), *standing])

    return over


def locator_map(county: Alternative, t: Translator) -> Spec:
    """Where one county lies: small, its area and a ring round its seat on the pale ground, without ranks."""
    drawn = Layers(LOCATOR)
    ground(drawn, t, {}, {}, None, None)
    shapes = county_shapes((county.key,))
    if county.key in shapes:
        here = drawn.on("here", [feature(shapes[county.key])])
        drawn.add(here.mark_geoshape(fill=theme.RAMP[-1], stroke=theme.SELECTED, strokeWidth=1.5))
    if county.seat:  # a ring, so that a small district is found
        ring = drawn.on("seat", [point(county)]).mark_point(size=420, strokeWidth=2)
        drawn.add(ring.encode(**position(), color=alt.ColorValue(theme.SELECTED)))
    cities_over(drawn, t)
    drawn.signs.clear()  # it says where, and needs no legend
    return drawn.spec(t("county.about_map", name=county.name))


def rank_steps(count: int, t: Translator) -> list[tuple[int, str]]:
    """(last rank, words) of each colour step."""
    edges = [*theme.steps(count), count]
    starts = [1, *(edge + 1 for edge in edges[:-1])]
    return [
        (
            end,
            t("brief.band", first=first, last=end) if first < end else str(end),
        )
        for first, end in zip(starts, edges, strict=True)
        if first <= end
    ]


def value_map(
    study: Study,
    t: Translator,
    criterion: str,
    selected: str | None = None,
    height: int = HEIGHT,
) -> Spec:
    """One criterion on the map, in fifths of its values; deeper green is nearer the best end.

    Equal values have one colour: a class begins with the first that differs from the one before.
    """
    matrix = study.filled.matrix
    column = matrix.criteria.index(criterion)
    order = sorted(
        range(len(matrix.alternatives)), key=lambda i: -float(matrix.normalised[i, column])
    )
    fifth = max(1, -(-len(order) // 5))
    labels, values, details = {}, {}, {}
    unit, name = (
        t.text(text) for text in (study.catalogue[criterion].unit, study.catalogue[criterion].name)
    )
    ranks = ranks_of(matrix.normalised[:, column])
    for step, group in groupby(order, key=lambda i: int(ranks[i] - 1) // fifth):
        members = list(group)
        ends = [float(matrix.values[i, column]) for i in (members[0], members[-1])]
        label = _ends_in_words(
            ends, lambda number: without_unit(t, study.catalogue[criterion], number)
        )
        if label in labels:  # of two classes that differ in the digits left out
            label = _ends_in_words(ends, theme.limit)
        labels[label] = theme.RAMP[::-1][min(step, 4)]
        for i in members:
            key = matrix.alternatives[i]
            values[key] = label
            number = float(matrix.values[i, column])
            levels = study.catalogue[criterion].levels
            details[key] = (
                t.text(levels[number]) if number in levels else f"{theme.number(number)} {unit}"
            )
    title = t("map.legend_value", name=name, unit=unit)
    return region_map(study, t, values, labels, details, selected, title=title, height=height)


def _ends_in_words(ends: Sequence[float], number: Callable[[float], str]) -> str:
    first, last = map(number, ends)
    return first if first == last else f"{first} – {last}"


def region_map(
    study: Study,
    t: Translator,
    values: Mapping[str, str],
    colours: Mapping[str, str],
    details: Mapping[str, str],
    selected: str | None = None,
    title: str | None = None,
    over: Over | None = None,
    height: int = HEIGHT,
    hidden: Collection[str] = (),
    without: str | None = None,
) -> Spec:
    """Alternatives coloured by a word each; alternatives without one are grey, and crossed if not merely `hidden`.

    A user's own study is drawn as dots on empty ground, and not at all (an empty Spec) if it has no coordinates.

    `title` heads the legend; `over` draws what lies above the ground (rings, lines, marks, names), else the selected
    has its name; `without` says why an alternative has no word.
    """
    level = study.stage.level
    heading = title or t("map.legend")
    named = t("map.about", title=" ".join(heading.splitlines()))
    columns = columns_of(colours, before=0 if title else letters(heading))
    colour = alt.Color(
        "properties.value:N" if level == "county" else "value:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(
            title=heading.splitlines(),
            titleLimit=320,
            titleOrient="top" if title else "left",
            orient="bottom",
            columns=columns,
            symbolType="stroke" if level == "link" else "square",
            labelLimit=300,
        ),
    )
    drawn = Layers(height)
    drawn.legend = -(-len(colours) // columns) + len(title.splitlines() if title else [])
    if level == "own":
        if not any(a.seat for a in study.candidates):
            return {}
        _dots(drawn, study, t, values, details, colour, selected)
        if over is not None:
            over(drawn)
        return {**drawn.spec(named), "usermeta": {"map": height}}  # of any shape
    county = level == "county"
    ground(drawn, t, values, details, colour if county else None, selected, hidden, without)
    if level == "link":
        _lines(drawn, study, t, values, details, colour)
    elif level != "county":
        _dots(drawn, study, t, values, details, colour, selected)
    if over is None:
        over = names_over(study, t, [selected] if selected else [])
    over(drawn)
    cities_over(drawn, t)
    return drawn.spec(named)


def _dots(
    drawn: Layers,
    study: Study,
    t: Translator,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: alt.Color,
    selected: str | None,
) -> None:
    rows = [
        point(alternative)
        | {"value": values[alternative.key], "detail": details.get(alternative.key, "")}
        for alternative in study.candidates
        if alternative.key in values and alternative.lon is not None
    ]
    chosen = {"test": f"datum.key == {json.dumps(selected)}", "value": 3}
    width = alt.StrokeWidthValue(0.8, condition=chosen)
    drawn.add(
        drawn.on("ranked", rows)
        .mark_circle(size=120 if len(rows) < 400 else 30, stroke=theme.QUIET, opacity=1)
        .encode(**position(), color=colour, strokeWidth=width, tooltip=tips(t))
        .add_params(pick())
    )


def _lines(
    drawn: Layers,
    study: Study,
    t: Translator,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: alt.Color,
) -> None:
    cities = {city.key: city for city in evidence_of("city").alternatives}
    rows = []
    for line in study.ranking:
        if line.key in values:
            link = study.evidence[line.key]
            a, b = (cities[str(link.attributes[end])] for end in ("city_a", "city_b"))
            cities_at = {"lon": a.lon, "lat": a.lat, "lon2": b.lon, "lat2": b.lat}
            words = {
                "value": values[line.key],
                "detail": details[line.key],
                "name": both_names(link),
            }
            rows.append({"key": line.key, "width": line.score, **words, **cities_at})
    drawn.add(
        drawn.on("links", rows)
        .mark_rule(strokeCap="round")
        .encode(
            **ends(),
            color=colour,
            strokeWidth=alt.StrokeWidth("width:Q", scale=alt.Scale(range=[1, 9]), legend=None),
            tooltip=tips(t),
        )
        .add_params(pick())
    )
