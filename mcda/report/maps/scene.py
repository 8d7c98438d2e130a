"""A map's specification as shapes for the screen's own drawing, which can be zoomed and searched.

Files draw the same specification by Vega. Only what our maps use is understood; anything else is an error.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import asinh, degrees, radians, tan
from typing import Any

from mcda.report.charts.ranking import PICK
from mcda.report.maps.background import Row, Spec

UNITS = 1000  # of the drawing in a degree: about a hundred metres each
KEPT = 2000  # outlines kept at most
FILLED = {"geoshape", "circle", "square", "text"}  # whose colour is inside unless told otherwise
BY_SCREEN = re.compile(r"width < \d+ \? (?P<narrow>.+) : (?P<wide>.+)")
VALID = re.compile(r"isValid\(datum\.(?P<field>[\w.]+)\)")
EQUAL = re.compile(r'datum\.(?P<field>\w+) == (?:"(?P<text>[^"]*)"|(?P<flag>true|false|null))')
FLAG = re.compile(r"(?P<other>!?)datum\.(?P<field>\w+)")
Box = tuple[int, int, int, int]
Outline = tuple[str, Box]
Scene = dict[str, Any]
_outlines: dict[int, tuple[Row, Outline]] = {}


def scene(spec: Spec) -> Scene:
    """Layers of shapes in whole units, what each shape stands for, and the legends."""
    drawn = _Drawing({each["views"][0] for each in spec.get("params", []) if each["name"] == PICK})
    for layer in spec["layer"]:
        data = layer.get("data") or spec["data"]  # that of the whole, where all layers share it
        drawn.add(layer, spec["datasets"][data["name"]])
    meta = spec["usermeta"]
    return {
        "name": spec["description"],
        "height": meta["map"],
        "fixed": "aspect" not in meta,
        "box": _around(drawn.boxes),
        "layers": drawn.layers,
        "items": list(drawn.items.values()),
        "legends": drawn.legends,
    }


class _Drawing:
    """Layers as they are added, and what can be pointed at in them: once, however many shapes it has."""

    def __init__(self, chosen_from: set[str]) -> None:
        self.chosen_from = chosen_from  # names of the layers whose clicks choose
        self.layers: list[dict[str, Any]] = []
        self.items: dict[str, dict[str, Any]] = {}
        self.legends: list[dict[str, Any]] = []
        self.boxes: list[Box] = []

    def add(self, layer: Row, rows: Sequence[Row]) -> None:
        mark: dict[str, Any] = layer["mark"]  # type: ignore[assignment]
        encoding: dict[str, Any] = layer.get("encoding", {})  # type: ignore[assignment]
        self._explain(encoding)
        for step in layer.get("transform", []):  # type: ignore[attr-defined]
            test = _test(step["filter"])
            rows = [row for row in rows if test(row)]
        if not rows:
            return
        kind = mark["type"]
        draw = {"geoshape": self._area, "rule": self._line}.get(kind, self._point)
        shapes = []
        for row in rows:
            shape, box = draw(row)
            self.boxes.append(box)
            self._point_at(shape, row, layer, box)
            shapes.append(shape | _own(mark, encoding, row, rows))
        self.layers.append({"kind": kind, **_style(mark, encoding), "shapes": shapes})

    def _area(self, row: Row) -> tuple[dict[str, Any], Box]:
        geometry: Row = row["geometry"]  # type: ignore[assignment]
        path, box = _outline(geometry)
        return {"d": path}, box

    def _line(self, row: Row) -> tuple[dict[str, Any], Box]:
        (x, y), (x2, y2) = _at(row["lon"], row["lat"]), _at(row["lon2"], row["lat2"])
        return {"d": f"M{x},{y}L{x2},{y2}"}, (min(x, x2), min(y, y2), max(x, x2), max(y, y2))

    def _point(self, row: Row) -> tuple[dict[str, Any], Box]:
        x, y = _at(row["lon"], row["lat"])
        return {"x": x, "y": y}, (x, y, x, y)

    def _point_at(self, shape: dict[str, Any], row: Row, layer: Row, box: Box) -> None:
        """What a shape stands for: named where it is pointed at, found by name if it has a key."""
        about: Row = row.get("properties", row)  # type: ignore[assignment]
        if not about.get("name") or layer["mark"]["type"] == "text":  # type: ignore[index]
            return
        key = str(about.get("key") or about["name"])
        centre = {"x": (box[0] + box[2]) // 2, "y": (box[1] + box[3]) // 2}
        item = self.items.setdefault(
            key,
            {
                "number": len(self.items),
                "key": key,
                "name": about["name"],
                "said": [],
                "found": "key" in about,
                **centre,
            },
        )
        tooltip: Iterable[Row] = layer.get("encoding", {}).get("tooltip", [])  # type: ignore[attr-defined]
        said = about.get("detail") if any("detail" in str(t["field"]) for t in tooltip) else None
        if said and said not in item["said"]:
            item["said"].append(said)
        if layer.get("name") in self.chosen_from:
            item["choose"] = True
        shape["item"] = item["number"]

    def _explain(self, encoding: Row) -> None:
        """The legends of a layer; those of its shape, inside and edge are one."""
        entries: dict[str, dict[str, str]] = {}
        legend: dict[str, Any] | None = None
        for channel in ("color", "shape", "fill", "stroke"):
            coded: Any = encoding.get(channel, {})
            coded = coded.get("condition", coded)
            if coded.get("legend") is None:
                continue
            legend = coded["legend"]
            for label, value in zip(coded["scale"]["domain"], coded["scale"]["range"], strict=True):
                entry = entries.setdefault(label, {"label": label})
                if channel == "color":
                    symbol = legend.get("symbolType", "square")
                    entry |= {"shape": symbol, "stroke" if symbol == "stroke" else "fill": value}
                else:
                    entry[channel] = value
        if legend is None:
            return
        title = legend.get("title") or []
        found = {
            "title": title if isinstance(title, list) else [title],
            "beside": legend.get("titleOrient") == "left",
            "entries": list(entries.values()),
        }
        if found not in self.legends:
            self.legends.append(found)


def _style(mark: Row, encoding: Row) -> dict[str, Any]:
    """What all shapes of a layer share; two values where a phone has another than a laptop."""
    style = {name: _either(value) for name, value in mark.items() if name != "type"}
    colour: Any = encoding.get("color", {})
    if "value" in colour and "condition" not in colour:
        style["color"] = colour["value"]
    if "color" in style:
        inside = style.get("filled", mark["type"] in FILLED)
        style["fill" if inside else "stroke"] = style.pop("color")
    return style


def _own(mark: Row, encoding: Row, row: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """What a shape has for itself: its colour, its width, its words."""
    own: dict[str, Any] = {}
    colour: Any = encoding.get("color", {})
    inside = "fill" if mark["type"] in FILLED else "stroke"
    if "condition" in colour:
        coded, otherwise = colour["condition"], colour["value"]
        own[inside] = _scaled(coded, row) if _test(coded["test"])(row) else otherwise
    elif "field" in colour:
        own[inside] = _scaled(colour, row)
    width: Any = encoding.get("strokeWidth", {})
    if "condition" in width:
        chosen = _test(width["condition"]["test"])(row)
        own["strokeWidth"] = width["condition"]["value"] if chosen else width["value"]
    elif "field" in width:
        values = [float(each[width["field"]]) for each in rows]  # type: ignore[arg-type]
        low, high = width["scale"].get("domain") or (min(values), max(values))
        least, most = width["scale"]["range"]
        share = (float(row[width["field"]]) - low) / ((high - low) or 1)  # type: ignore[arg-type]
        own["strokeWidth"] = round(least + share * (most - least), 2)
    if "text" in encoding:
        own["text"] = row[encoding["text"]["field"]]  # type: ignore[index]
    return own


def _scaled(coded: Row, row: Row) -> object:
    scale: Any = coded["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    return colours.get(_field(row, str(coded["field"])))


def _field(row: Row, path: str) -> Any:
    value: Any = row
    for name in path.split("."):
        value = value.get(name)
    return value


def _test(words: str) -> Callable[[Row], bool]:
    """One of the few conditions that our maps state."""
    if found := VALID.fullmatch(words):
        field = found["field"]
        return lambda row: _field(row, field) is not None
    if found := EQUAL.fullmatch(words):
        name = found["field"]
        flags = {"true": True, "false": False, "null": None}
        wanted = flags[found["flag"]] if found["flag"] else found["text"]
        return lambda row: row.get(name) == wanted
    if found := FLAG.fullmatch(words):
        name, other = found["field"], bool(found["other"])
        return lambda row: bool(row.get(name)) is not other
    raise ValueError(f"a condition that the screen does not understand: {words}")


def _either(value: Any) -> Any:
    """A value, or [on a laptop, on a phone]."""
    if not isinstance(value, Mapping):
        return value
    found = BY_SCREEN.fullmatch(value["expr"])
    if found is None:
        raise ValueError(f"an expression that the screen does not understand: {value['expr']}")
    sides = [found["wide"], found["narrow"]]
    return [side[1:-1] if side.startswith('"') else float(side) for side in sides]


def _at(lon: Any, lat: Any) -> tuple[int, int]:
    """Mercator, as Vega's, in whole units; south is down."""
    north = asinh(tan(radians(lat)))
    return round(lon * UNITS), round(-degrees(north) * UNITS)


def _outline(geometry: Row) -> Outline:
    """The path of an area or a line and the box round it; kept, since the same are drawn again and again."""
    known = _outlines.get(id(geometry))
    if known is not None and known[0] is geometry:
        return known[1]
    if len(_outlines) >= KEPT:
        _outlines.clear()
    parts, corners = [], []
    for ring, closed in _rings(geometry):
        x, y = before = _at(*ring[0])
        steps = []
        corners.append(before)
        for lon, lat in ring[1:]:
            here = _at(lon, lat)
            if here != before:
                steps.append(f"{here[0] - before[0]} {here[1] - before[1]}")
                corners.append(here)
                before = here
        parts.append(f"M{x} {y}l{' '.join(steps)}{'z' if closed else ''}" if steps else "")
    xs, ys = zip(*corners, strict=True)
    made = "".join(parts), (min(xs), min(ys), max(xs), max(ys))
    _outlines[id(geometry)] = geometry, made
    return made


def _rings(geometry: Any) -> list[tuple[Any, bool]]:
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if kind == "Polygon":
        return [(ring, True) for ring in coordinates]
    if kind == "MultiPolygon":
        return [(ring, True) for polygon in coordinates for ring in polygon]
    if kind == "LineString":
        return [(coordinates, False)]
    if kind == "MultiLineString":
        return [(line, False) for line in coordinates]
    raise ValueError(f"a geometry that the screen does not draw: {kind}")


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
