"""What lies under every map: the 119 counties, province lines, the cities round them; geometry is never validated."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import altair as alt

from inputs.boundaries import county_shapes, outlines
from inputs.embedded import evidence_of, short_city
from inputs.evidence import Alternative
from mcda.report import theme
from mcda.report.charts.ranking import PICK
from mcda.report.charts.style import with_theme
from mcda.words import Translator

HEIGHT = 460
LINE = 28  # of a legend
SOUTH = 31.5  # degrees; the names of cities below it stand beneath them, outside the region
PADDING = {"left": 5, "right": 5, "top": 18, "bottom": 5}  # room for a name at the edge
Spec = dict[str, Any]  # a Vega-Lite specification whose data stand beside it by name
Row = Mapping[str, object]  # of the data that a layer draws


class Position(TypedDict):
    """Where a mark stands, as the channels of a map."""

    longitude: alt.Longitude
    latitude: alt.Latitude


class Ends(Position):
    """Where a line begins and where it ends."""

    longitude2: alt.Longitude2
    latitude2: alt.Latitude2


class Layers:
    """Layers of one map, and the named data they draw."""

    def __init__(self) -> None:
        self.legend = 2  # lines of it that HEIGHT has room for
        self.layers: list[alt.Chart] = []
        self.data: dict[str, Sequence[Row]] = {}

    def on(self, name: str, rows: Sequence[Row]) -> alt.Chart:
        self.data[name] = rows
        return alt.Chart(alt.NamedData(name))

    def add(self, *layers: alt.Chart) -> None:
        self.layers.extend(layers)

    def spec(self, name: str) -> Spec:
        chart = alt.layer(*self.layers).project("mercator")
        more = LINE * max(0, self.legend - 2)  # a long legend takes nothing from the map
        chart = with_theme(chart.properties(height=HEIGHT + more, padding=PADDING), name)
        return {**chart.to_dict(), "datasets": self.data}


Over = Callable[[Layers], None]


def tips(t: Translator, name: str = "name", detail: str = "detail") -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{name}:N", title=t("chart.name")),
        alt.Tooltip(f"{detail}:N", title=t("map.detail")),
    ]


def position() -> Position:
    # as objects: given as words, altair looks for the class of each among all its schemas anew
    return {"longitude": alt.Longitude("lon:Q"), "latitude": alt.Latitude("lat:Q")}


def ends() -> Ends:
    """The two ends of a line."""
    return {
        **position(),
        "longitude2": alt.Longitude2("lon2:Q"),
        "latitude2": alt.Latitude2("lat2:Q"),
    }


def pick(field: str = "key") -> alt.Parameter:
    return alt.selection_point(name=PICK, fields=[field], on="click", empty=False)


def ground(
    drawn: Layers,
    t: Translator,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: alt.Color | None,
    selected: str | None,
) -> None:
    """The 119 counties: coloured where they are what is ranked, else a pale ground."""
    counties = evidence_of("county").alternatives
    shapes = county_shapes(tuple(county.key for county in counties))
    if not shapes:
        _points(drawn, counties, t, values, details, colour)
        return
    features = [
        feature(
            shapes[county.key],
            key=county.key,
            name=both_names(county),
            value=values.get(county.key),
            detail=details.get(county.key, t("map.not_ranked")),
        )
        for county in counties
        if county.key in shapes
    ]
    base = drawn.on("counties", features)
    if colour is None:
        drawn.add(base.mark_geoshape(fill="#DDE8DD", stroke="white", strokeWidth=0.5))
    else:
        fill = alt.condition("isValid(datum.properties.value)", colour, alt.value(theme.EXCLUDED))
        shown = base.mark_geoshape(stroke="white", strokeWidth=0.6).encode(
            color=fill, tooltip=tips(t, "properties.name", "properties.detail")
        )
        drawn.add(shown.add_params(pick("properties.key")))
        crosses = [point(county) for county in counties if county.key not in values]
        if crosses:
            drawn.add(
                drawn.on("crosses", crosses)
                .mark_text(text="×", fontSize=13, color=theme.QUIET)
                .encode(**position())
            )
    provinces = drawn.on("provinces", _provinces(counties))
    drawn.add(provinces.mark_geoshape(filled=False, stroke="#6C7A71", strokeWidth=1.2))
    if colour is not None and selected in shapes:
        chosen = drawn.on("chosen", [feature(shapes[str(selected)])])
        drawn.add(chosen.mark_geoshape(filled=False, stroke=theme.SELECTED, strokeWidth=2.5))


def feature(geometry: Row, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _provinces(counties: Sequence[Alternative]) -> list[Row]:
    groups: dict[str, list[str]] = {}
    for county in counties:
        groups.setdefault(county.province.en if county.province else "", []).append(county.key)
    return [
        feature(line) for line in outlines(tuple(tuple(members) for members in groups.values()))
    ]


def _points(
    drawn: Layers,
    counties: Sequence[Alternative],
    t: Translator,
    values: Mapping[str, str],
    details: Mapping[str, str],
    colour: alt.Color | None,
) -> None:
    """Counties as points, where no polygons can be read."""
    rows = [
        point(county)
        | {
            "value": values.get(county.key),
            "detail": details.get(county.key, t("map.not_ranked")),
        }
        for county in counties
    ]
    marks = drawn.on("county_points", rows).mark_circle(size=110).encode(**position())
    if colour is None:
        drawn.add(marks.encode(color=alt.ColorValue("#C4D3C6")))
    else:
        shade = alt.Color("value:N", scale=colour["scale"], legend=colour["legend"])
        fill = alt.condition("isValid(datum.value)", shade, alt.value(theme.EXCLUDED))
        drawn.add(marks.encode(color=fill, tooltip=tips(t)).add_params(pick()))


def cities_over(drawn: Layers, t: Translator) -> None:
    """The six central cities, named, and the other cities of the city area as small dots."""
    cities = [
        city for city in evidence_of("city").alternatives if city.number("is_qinba_city_area")
    ]
    central = [
        point(city) | {"label": short_city(t.text(city.name)), "south": (city.lat or 0) < SOUTH}
        for city in cities
        if city.number("is_central_city")
    ]
    others = [point(city) for city in cities if not city.number("is_central_city")]
    dots = drawn.on("cities", others).mark_circle(size=22, color=theme.QUIET, opacity=0.8)
    ranks = drawn.on("central_cities", central)
    drawn.add(
        dots.encode(**position(), tooltip=[alt.Tooltip("name:N", title=t("chart.name"))]),
        ranks.mark_square(size=70, color=theme.QUIET).encode(**position()),
        *(
            ranks.transform_filter(f"datum.south == {side}")
            .mark_text(dy=dy, fontSize=14, fontWeight="bold", color=theme.QUIET)
            .encode(**position(), text=alt.Text("label:N"))
            for side, dy in (("true", 18), ("false", -12))
        ),
    )


def point(alternative: Alternative) -> dict[str, object]:
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
