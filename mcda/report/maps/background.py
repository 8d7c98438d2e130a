"""What lies under every map: the 119 counties, province lines, the cities round them; geometry is never validated."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict
from unicodedata import east_asian_width

import altair as alt

from inputs.boundaries import county_shapes, outlines
from inputs.embedded import evidence_of, short_city
from inputs.evidence import Alternative
from mcda.report import theme
from mcda.report.charts.ranking import PICK
from mcda.report.charts.style import with_theme
from mcda.report.maps.labels import Standing
from mcda.words import Translator

HEIGHT = 400  # px of a map beside a chart
TALL = 490  # px of a map that has most of a laptop's width
HIDDEN = "#EDF1ED"  # a county that the filter leaves out
QUIET_GROUND = "#C4D3C6"  # a county as a point where counties are not what is ranked
LINE = 21  # px of a legend
LETTERS = 46  # of a legend's line on a phone; a Chinese character counts two
SOUTH = 31.5  # degrees; the names of cities below it stand beneath them, outside the region
CENTRAL = (18, -12)  # px from a central city down to its name, south and north of SOUTH
GAP = 28  # px between the map and its legend, for the names of cities at the lower edge
PHONE = 358  # px a phone leaves a map
WIDER = 1.4  # the region and the cities round it are so much wider than high
# legends one below the other: side by side they are cut off on a phone; Altair's schema knows no such entry
STACKED = {
    "layout": {"bottom": {"direction": "vertical", "anchor": "start", "margin": 4, "offset": GAP}}
}
CROSS = "M-1,-.7L-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0Z"
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


class Sign(NamedTuple):
    """A mark that the legend explains: what it says, a symbol of Vega's or a path, its inside and its edge."""

    label: str
    shape: str
    fill: str = "transparent"
    stroke: str = "transparent"


class Layers:
    """Layers of one map, the named data they draw, and the signs its legend explains."""

    def __init__(self, height: int = HEIGHT) -> None:
        self.height = height
        self.legend = 0  # lines of the legend of colours
        self.signs: list[Sign] = []
        self.layers: list[alt.Chart] = []
        self.data: dict[str, Sequence[Row]] = {}

    def on(self, name: str, rows: Sequence[Row]) -> alt.Chart:
        self.data[name] = rows
        return alt.Chart(alt.NamedData(name))

    def add(self, *layers: alt.Chart) -> None:
        self.layers.extend(layers)

    def spec(self, name: str) -> Spec:
        """Its height is for a laptop; with `aspect` a narrower screen leaves no empty room above and below."""
        lines = self.legend
        if self.signs:
            columns = columns_of([sign.label for sign in self.signs])
            self.add(_legend_of(self.on("signs", []), self.signs, columns))
            lines += -(-len(self.signs) // columns)
        chart = alt.layer(*self.layers).project("mercator")
        below = GAP + LINE * lines
        height = self.height + LINE * lines  # a legend takes nothing from the map
        chart = with_theme(chart.properties(height=height, padding=PADDING), name)
        made = chart.to_dict()
        made["config"] = made["config"] | {"legend": made["config"]["legend"] | STACKED}
        aspect = PHONE / (PHONE / WIDER + PADDING["top"] + below)
        shape = {"aspect": round(aspect, 3), "map": self.height}
        return {**made, "datasets": self.data, "usermeta": shape}


def columns_of(labels: Collection[str], before: int = 0) -> int:
    """Of a legend: so many that a phone's width cuts no label off; `before` letters stand at their left."""

    def fits(columns: int) -> bool:
        widths = [max(map(letters, list(labels)[j::columns])) for j in range(columns)]
        return before + sum(width + 3 for width in widths) <= LETTERS + 3

    return next((n for n in range(len(labels), 1, -1) if fits(n)), 1)


def letters(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _legend_of(nothing: alt.Chart, signs: Sequence[Sign], columns: int) -> alt.Chart:
    """A layer that draws nothing: its scales alone make the legend."""

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=[sign.label for sign in signs], range=values)

    legend = alt.Legend(title=None, orient="bottom", columns=columns, labelLimit=300)
    marks: alt.Chart = nothing.mark_point(opacity=1).encode(
        shape=alt.Shape("sign:N", scale=scale([s.shape for s in signs]), legend=legend),
        fill=alt.Fill("sign:N", scale=scale([s.fill for s in signs]), legend=legend),
        stroke=alt.Stroke("sign:N", scale=scale([s.stroke for s in signs]), legend=legend),
    )
    return marks


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
    hidden: Collection[str] = (),
    without: str | None = None,
) -> None:
    """The 119 counties: coloured where they are what is ranked, else a pale ground; `hidden` ones have no cross.

    `without` says why a county has a cross, where that is not because it is not ranked.
    """
    crossed = without or t("map.not_ranked")
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
            detail=details.get(county.key, crossed),
        )
        for county in counties
        if county.key in shapes and county.key not in hidden
    ]
    if hidden:
        rest = [feature(shapes[key]) for key in hidden if key in shapes]
        drawn.add(drawn.on("hidden", rest).mark_geoshape(fill=HIDDEN, stroke="white"))
    base = drawn.on("counties", features)
    if colour is None:
        drawn.add(base.mark_geoshape(fill="#DDE8DD", stroke="white", strokeWidth=0.5))
    else:
        fill = alt.condition("isValid(datum.properties.value)", colour, alt.value(theme.EXCLUDED))
        shown = base.mark_geoshape(stroke="white", strokeWidth=0.6).encode(
            color=fill, tooltip=tips(t, "properties.name", "properties.detail")
        )
        drawn.add(shown.add_params(pick("properties.key")))
        crosses = [
            point(county)
            for county in counties
            if county.key not in values and county.key not in hidden
        ]
        if crosses:
            drawn.signs.append(Sign(crossed, CROSS, theme.QUIET))
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
    drawn.signs.append(Sign(t("map.points"), "circle", QUIET_GROUND))
    marks = drawn.on("county_points", rows).mark_circle(size=110).encode(**position())
    if colour is None:
        drawn.add(marks.encode(color=alt.ColorValue(QUIET_GROUND)))
    else:
        shade = alt.Color("value:N", scale=colour["scale"], legend=colour["legend"])
        fill = alt.condition("isValid(datum.value)", shade, alt.value(theme.EXCLUDED))
        drawn.add(marks.encode(color=fill, tooltip=tips(t)).add_params(pick()))


def central_cities(t: Translator) -> list[tuple[Alternative, str, int]]:
    """Each with its name and how far below it (in pixels) the name stands."""
    return [
        (city, short_city(t.text(city.name)), CENTRAL[(city.lat or 0) >= SOUTH])
        for city in evidence_of("city").alternatives
        if city.number("is_qinba_city_area") and city.number("is_central_city")
    ]


def central_names(t: Translator) -> list[Standing]:
    """The names of the central cities, which stand on every map of the region."""
    return [(name, *city.seat, dy) for city, name, dy in central_cities(t) if city.seat is not None]


def cities_over(drawn: Layers, t: Translator) -> None:
    """The six central cities, named, and the other cities of the city area as small dots."""
    cities = [
        city for city in evidence_of("city").alternatives if city.number("is_qinba_city_area")
    ]
    central = [
        point(city) | {"label": label, "south": dy == CENTRAL[0]}
        for city, label, dy in central_cities(t)
    ]
    others = [point(city) for city in cities if not city.number("is_central_city")]
    drawn.signs += [
        Sign(t("map.central_city"), "square", theme.QUIET),
        Sign(t("map.other_city"), "circle", theme.QUIET),
    ]
    dots = drawn.on("cities", others).mark_circle(size=22, color=theme.QUIET, opacity=0.8)
    ranks = drawn.on("central_cities", central)
    drawn.add(
        dots.encode(**position(), tooltip=[alt.Tooltip("name:N", title=t("chart.name"))]),
        ranks.mark_square(size=70, color=theme.QUIET).encode(**position()),
        *(
            ranks.transform_filter(f"datum.south == {side}")
            .mark_text(dy=dy, fontSize=14, fontWeight="bold", color=theme.QUIET)
            .encode(**position(), text=alt.Text("label:N"))
            for side, dy in zip(("true", "false"), CENTRAL, strict=True)
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
