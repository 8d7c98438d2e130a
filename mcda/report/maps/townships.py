"""The map of one county's towns and traditional villages; towns without a position are not on it."""

import altair as alt

from inputs.boundaries import Geometry, county_shapes
from inputs.evidence import Alternative
from inputs.stations import DataYear
from inputs.townships import townships_of, villages_of
from mcda.report import theme
from mcda.report.maps.background import Layers, Sign, Spec, feature, point, position, tips
from mcda.report.maps.labels import LAPTOP, PHONE, fitted
from mcda.report.maps.names import names
from mcda.words import Translator

SMALL = 320  # pixels in height
WIDE_ROOM, NARROW_ROOM = (600.0, 250.0), (290.0, 250.0)  # pixels that the area takes of it
TOWN, VILLAGE = theme.RAMP[3], theme.GROUP_COLOURS["poverty_alleviation"]


def township_map(county: Alternative, data_year: DataYear, t: Translator) -> Spec:
    """Dots of towns, squares of villages and a ring round the seat on the county's area; named where there is room."""
    drawn = Layers(SMALL)
    shapes = county_shapes((county.key,))
    if county.key in shapes:
        area = drawn.on("area", [feature(shapes[county.key])])
        drawn.add(area.mark_geoshape(fill=theme.RAMP[0], stroke=theme.QUIET))
    seat = t("townships.sign_seat")
    towns = [(town.name, *town.seat) for town in townships_of(county.key, data_year) if town.seat]
    dots = [
        {"name": name, "lon": lon, "lat": lat, "detail": t("townships.town")}
        for name, lon, lat in towns
    ]
    squares = [
        {
            "name": f"{village.town} {village.name}",
            "lon": village.seat[0],
            "lat": village.seat[1],
            "detail": t("townships.village_of", batch=village.batch),
        }
        for village in villages_of(county.key)
    ]
    if squares:
        shown = drawn.on("villages", squares).mark_square(size=90, color=VILLAGE, opacity=1)
        drawn.add(shown.encode(**position(), tooltip=tips(t)))
        drawn.signs.append(Sign(t("townships.sign_village"), "square", VILLAGE))
    if dots:
        shown = drawn.on("towns", dots).mark_circle(size=45, color=TOWN, opacity=1)
        drawn.add(shown.encode(**position(), tooltip=tips(t)))
        drawn.signs.append(Sign(t("townships.sign_town"), "circle", TOWN))
    ring = drawn.on("seat", [point(county) | {"detail": seat}])
    shown = ring.mark_point(size=160, strokeWidth=2)
    drawn.add(shown.encode(**position(), color=alt.ColorValue(theme.SELECTED), tooltip=tips(t)))
    drawn.signs.append(Sign(seat, "circle", stroke=theme.SELECTED))
    if towns:
        spanned = [*_corners(shapes.get(county.key)), *((lon, lat) for _, lon, lat in towns)]
        wide, phone = (
            fitted(scale, spanned, room)
            for scale, room in ((LAPTOP, WIDE_ROOM), (PHONE, NARROW_ROOM))
        )
        names(drawn, "town_names", towns, wide, phone)
    named = t("townships.about_map", name=county.name)
    return {**drawn.spec(named), "usermeta": {"map": SMALL}}  # of any shape


def _corners(shape: Geometry | None) -> list[tuple[float, float]]:
    """The (lon, lat) that an area spans; none if its boundary cannot be read."""
    if shape is None:
        return []
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [(lon, lat) for part in parts for lon, lat in part[0]]
