"""The map: counties as polygons, the six central cities round them, coloured by place or by a reading."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from inputs.boundaries import county_shapes, outlines
from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from mcda.report import look
from mcda.report.figures import PICK, dressed
from mcda.study import Study
from mcda.words import Say

HEIGHT = 460
Spec = dict[
    str, Any
]  # a Vega-Lite specification whose data stand beside it by name: geometry is never validated


class _Layers:
    """Layers of one map, and the named data they draw."""

    def __init__(self) -> None:
        self.layers: list[Any] = []
        self.data: dict[str, list[dict[str, Any]]] = {}

    def on(self, name: str, rows: list[dict[str, Any]]) -> alt.Chart:
        self.data[name] = rows
        return alt.Chart(alt.NamedData(name))

    def add(self, *layers: Any) -> None:
        self.layers.extend(layers)

    def spec(self) -> Spec:
        chart = dressed(alt.layer(*self.layers).project("mercator").properties(height=HEIGHT))
        return {**chart.to_dict(), "datasets": self.data}


def place_map(
    study: Study,
    say: Say,
    selected: str | None = None,
    only: Sequence[str] | None = None,
    intervals: Mapping[str, tuple[int, int]] | None = None,
) -> Spec:
    """The ranking on a map: counties filled, towns and cities as dots, links as lines; deeper green is earlier.

    Hovering tells a place and, where `intervals` are given, between which places it lies in nine draws of ten.
    """
    places = {line.key: line.place for line in study.ranking if only is None or line.key in only}
    steps = place_steps(len(study.ranking), say)
    values = {
        key: steps[sum(place > edge for edge, _ in steps[:-1])][1] for key, place in places.items()
    }
    colours = dict(zip([label for _, label in steps], look.RAMP[::-1], strict=False))
    details = {key: f"{say('chart.place')} {place}" for key, place in places.items()}
    if intervals is not None:
        for key, place in details.items():
            low, high = intervals[key]
            details[key] = say("sure.hover", place=place, low=low, high=high)
    return region_map(study, say, values, colours, details, selected)


def place_steps(count: int, say: Say) -> list[tuple[int, str]]:
    """(last place, words) of each colour step."""
    edges = [*look.steps(count), count]
    starts = [1, *(edge + 1 for edge in edges[:-1])]
    return [
        (
            end,
            say("map.places", first=first, last=end)
            if first < end
            else say("map.one_place", place=end),
        )
        for first, end in zip(starts, edges, strict=True)
        if first <= end
    ]


def reading_map(study: Study, say: Say, criterion: str, selected: str | None = None) -> Spec:
    """One criterion on the map, in fifths of its readings; deeper green is nearer the best end."""
    matrix = study.filled.matrix
    column = matrix.criteria.index(criterion)
    order = sorted(range(len(matrix.alternatives)), key=lambda i: -float(matrix.worth[i, column]))
    fifth = max(1, -(-len(order) // 5))
    labels, values, details = {}, {}, {}
    unit = say.of(study.catalogue[criterion].unit)
    for step in range(0, len(order), fifth):
        members = order[step : step + fifth]
        ends = [look.number(float(matrix.values[i, column])) for i in (members[0], members[-1])]
        label = f"{ends[0]} – {ends[1]}"
        labels[label] = look.RAMP[::-1][min(step // fifth, 4)]
        for i in members:
            key = matrix.alternatives[i]
            values[key] = label
            details[key] = f"{look.number(float(matrix.values[i, column]))} {unit}"
    return region_map(study, say, values, labels, details, selected)


def region_map(
    study: Study,
    say: Say,
    values: Mapping[str, str],
    colours: Mapping[str, str],
    details: Mapping[str, str],
    selected: str | None = None,
) -> Spec:
    """Alternatives coloured by a word each; alternatives without one are grey and crossed."""
    level = study.stage.level
    colour = alt.Color(
        "properties.value:N" if level == "county" else "value:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(
            title=say("map.legend"), orient="bottom", columns=3, symbolType="square", labelLimit=300
        ),
    )
    drawn = _Layers()
    _ground(drawn, say, values, details, colour if level == "county" else None, selected)
    if level == "link":
        _lines(drawn, study, say, values, details, colour)
    elif level != "county":
        _dots(drawn, study, say, values, details, colour, selected)
    _cities(drawn, say)
    return drawn.spec()


def _tips(say: Say, name: str = "name", detail: str = "detail") -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{name}:N", title=say("chart.name")),
        alt.Tooltip(f"{detail}:N", title=say("map.detail")),
    ]


def _pick(field: str = "key") -> Any:
    return alt.selection_point(name=PICK, fields=[field], on="click", empty=False)


def _ground(
    drawn: _Layers,
    say: Say,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: Any,
    selected: str | None,
) -> None:
    """The 119 counties: coloured where they are what is ranked, else a pale ground."""
    counties = evidence_of("county").alternatives
    shapes = county_shapes(tuple(county.key for county in counties))
    if not shapes:
        _points(drawn, counties, say, values, details, colour)
        return
    features = [
        _feature(
            shapes[county.key],
            key=county.key,
            name=both_names(county),
            value=values.get(county.key),
            detail=details.get(county.key, say("map.not_ranked")),
        )
        for county in counties
        if county.key in shapes
    ]
    base = drawn.on("counties", features)
    if colour is None:
        drawn.add(base.mark_geoshape(fill="#DDE8DD", stroke="white", strokeWidth=0.5))
    else:
        fill = alt.condition("isValid(datum.properties.value)", colour, alt.value(look.EXCLUDED))
        shown = base.mark_geoshape(stroke="white", strokeWidth=0.6).encode(
            color=fill, tooltip=_tips(say, "properties.name", "properties.detail")
        )
        drawn.add(shown.add_params(_pick("properties.key")))
        crosses = [_point(county) for county in counties if county.key not in values]
        if crosses:
            drawn.add(
                drawn.on("crosses", crosses)
                .mark_text(text="×", fontSize=13, color=look.QUIET)
                .encode(longitude="lon:Q", latitude="lat:Q")
            )
    provinces = drawn.on("provinces", _provinces(counties))
    drawn.add(provinces.mark_geoshape(filled=False, stroke="#6C7A71", strokeWidth=1.2))
    if colour is not None and selected in shapes:
        chosen = drawn.on("chosen", [_feature(shapes[str(selected)])])
        drawn.add(chosen.mark_geoshape(filled=False, stroke=look.SELECTED, strokeWidth=2.5))


def _feature(geometry: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _provinces(counties: Sequence[Alternative]) -> list[dict[str, Any]]:
    groups: dict[str, list[str]] = {}
    for county in counties:
        groups.setdefault(county.province.en if county.province else "", []).append(county.key)
    return [
        _feature(line) for line in outlines(tuple(tuple(members) for members in groups.values()))
    ]


def _points(
    drawn: _Layers,
    counties: Sequence[Alternative],
    say: Say,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: Any,
) -> None:
    """Counties as points, where no polygons can be read."""
    rows = [
        _point(county)
        | {
            "value": values.get(county.key),
            "detail": details.get(county.key, say("map.not_ranked")),
        }
        for county in counties
    ]
    marks = (
        drawn.on("county_points", rows)
        .mark_circle(size=110)
        .encode(longitude="lon:Q", latitude="lat:Q")
    )
    if colour is None:
        drawn.add(marks.encode(color=alt.value("#C4D3C6")))
    else:
        shade = alt.Color("value:N", scale=colour.scale, legend=colour.legend)
        fill = alt.condition("isValid(datum.value)", shade, alt.value(look.EXCLUDED))
        drawn.add(marks.encode(color=fill, tooltip=_tips(say)).add_params(_pick()))


def _dots(
    drawn: _Layers,
    study: Study,
    say: Say,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: Any,
    selected: str | None,
) -> None:
    rows = [
        _point(alternative)
        | {"value": values[alternative.key], "detail": details.get(alternative.key, "")}
        for alternative in study.candidates
        if alternative.key in values and alternative.lon is not None
    ]
    width = alt.condition(f"datum.key == '{selected}'", alt.value(3), alt.value(0.8))
    drawn.add(
        drawn.on("ranked", rows)
        .mark_circle(size=120, stroke=look.QUIET, opacity=1)
        .encode(
            longitude="lon:Q", latitude="lat:Q", color=colour, strokeWidth=width, tooltip=_tips(say)
        )
        .add_params(_pick())
    )


def _lines(
    drawn: _Layers,
    study: Study,
    say: Say,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: Any,
) -> None:
    cities = {city.key: city for city in evidence_of("city").alternatives}
    rows = []
    for line in study.ranking:
        if line.key in values:
            link = study.evidence[line.key]
            a, b = (cities[str(link.attributes[end])] for end in ("city_a", "city_b"))
            ends = {"lon": a.lon, "lat": a.lat, "lon2": b.lon, "lat2": b.lat}
            words = {
                "value": values[line.key],
                "detail": details[line.key],
                "name": both_names(link),
            }
            rows.append({"key": line.key, "width": line.score, **words, **ends})
    drawn.add(
        drawn.on("links", rows)
        .mark_rule(strokeCap="round")
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            longitude2="lon2:Q",
            latitude2="lat2:Q",
            color=colour,
            strokeWidth=alt.StrokeWidth("width:Q", scale=alt.Scale(range=[1, 9]), legend=None),
            tooltip=_tips(say),
        )
        .add_params(_pick())
    )


def _cities(drawn: _Layers, say: Say) -> None:
    """The six central cities, named, and the other cities of the City Area as small dots."""
    cities = [
        city for city in evidence_of("city").alternatives if city.number("is_qinba_city_area")
    ]
    central = [
        _point(city) | {"label": say.of(city.name).removesuffix("市")}
        for city in cities
        if city.number("is_central_city")
    ]
    others = [_point(city) for city in cities if not city.number("is_central_city")]
    dots = drawn.on("cities", others).mark_circle(size=22, color=look.QUIET, opacity=0.8)
    places = drawn.on("central_cities", central)
    position: dict[str, Any] = {"longitude": "lon:Q", "latitude": "lat:Q"}
    drawn.add(
        dots.encode(**position, tooltip=[alt.Tooltip("name:N", title=say("chart.name"))]),
        places.mark_square(size=70, color=look.QUIET).encode(**position),
        places.mark_text(dy=-12, fontSize=14, fontWeight="bold", color=look.QUIET).encode(
            **position, text="label:N"
        ),
    )


def _point(alternative: Alternative) -> dict[str, Any]:
    return {
        "key": alternative.key,
        "name": both_names(alternative),
        "lon": alternative.lon,
        "lat": alternative.lat,
    }


def both_names(alternative: Alternative) -> str:
    """The name in both languages, as hovering shows it."""
    name = alternative.name
    return name.en if name.en == name.zh else f"{name.zh} {name.en}"
