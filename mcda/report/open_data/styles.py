"""How layers look in a geographic information system: the colours of our map as QGIS's QML and as SLD 1.0."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mcda.report import theme
from mcda.report.maps.ranking import rank_steps
from mcda.study.study import Study
from mcda.words import Translator

OGC, SLD = "http://www.opengis.net/ogc", "http://www.opengis.net/sld"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
VERSION = "3.22.0"  # of QGIS, whose form this is
MILLIMETRES, PIXELS = 3.2, 9  # of a point
WIDTH = 0.8  # of a line, in millimetres


@dataclass(frozen=True)
class Step:
    """One class of the legend: first and last rank, its words, fill (none of a ring) and outline."""

    first: int
    last: int
    words: str
    fill: str | None
    outline: str


@dataclass(frozen=True)
class Style:
    """The classes of a layer of points or lines, by rank."""

    steps: tuple[Step, ...]
    is_line: bool


def ranking_style(study: Study, t: Translator) -> Style:
    """Deeper green is earlier, in the steps of our map."""
    count, first, steps = len(study.ranking), 1, []
    for (last, words), colour in zip(rank_steps(count, t), theme.RAMP[::-1], strict=False):
        steps.append(Step(first, last, words, colour, theme.INK))
        first = last + 1
    return Style(tuple(steps), _is_line(study))


def pilots_style(study: Study, t: Translator) -> Style:
    """A ring round each."""
    ring = Step(1, len(study.ranking), t("app.pilots"), None, theme.SELECTED)
    return Style((ring,), _is_line(study))


def _is_line(study: Study) -> bool:
    return study.stage.level == "link"


def qml(style: Style) -> str:
    """A graduated renderer by the field `rank`."""
    root = ET.Element("qgis", version=VERSION, styleCategories="Symbology")
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        type="graduatedSymbol",
        attr="rank",
        graduatedMethod="GraduatedColor",
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
    )
    ranges, symbols = ET.SubElement(renderer, "ranges"), ET.SubElement(renderer, "symbols")
    for number, step in enumerate(style.steps):
        ET.SubElement(
            ranges,
            "range",
            lower=str(step.first),
            upper=str(step.last),
            symbol=str(number),
            label=step.words,
            render="true",
        )
        kind = "line" if style.is_line else "marker"
        symbol = ET.SubElement(
            symbols, "symbol", name=str(number), type=kind, alpha="1", clip_to_extent="1"
        )
        layer = ET.SubElement(
            symbol,
            "layer",
            {"class": "SimpleLine" if style.is_line else "SimpleMarker"},
            enabled="1",
            locked="0",
            **{"pass": "0"},
        )
        for key, value in _properties(style, step).items():
            ET.SubElement(layer, "prop", k=key, v=value)
    return DOCTYPE + ET.tostring(root, encoding="unicode")


def _properties(style: Style, step: Step) -> dict[str, str]:
    if style.is_line:
        return {"line_color": _rgba(step.fill or step.outline), "line_width": str(WIDTH)}
    fill = _rgba(step.fill) if step.fill else _rgba("#FFFFFF", 0)
    size = str(MILLIMETRES if step.fill else 2 * MILLIMETRES)
    return {
        "name": "circle",
        "color": fill,
        "outline_color": _rgba(step.outline),
        "outline_width": "0.2" if step.fill else "0.6",
        "size": size,
        "size_unit": "MM",
    }


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"


def sld(name: str, style: Style) -> str:
    """A rule a class, by the field `rank`."""
    ET.register_namespace("", SLD)
    ET.register_namespace("ogc", OGC)
    root = ET.Element(f"{{{SLD}}}StyledLayerDescriptor", version="1.0.0")
    layer = _in(root, "NamedLayer")
    _in(layer, "Name", name)
    rules = _in(_in(layer, "UserStyle"), "FeatureTypeStyle")
    for step in style.steps:
        rule = _in(rules, "Rule")
        _in(rule, "Name", step.words)
        between = ET.SubElement(
            ET.SubElement(rule, f"{{{OGC}}}Filter"), f"{{{OGC}}}PropertyIsBetween"
        )
        ET.SubElement(between, f"{{{OGC}}}PropertyName").text = "rank"
        for end, rank in (("Lower", step.first), ("Upper", step.last)):
            edge = ET.SubElement(between, f"{{{OGC}}}{end}Boundary")
            ET.SubElement(edge, f"{{{OGC}}}Literal").text = str(rank)
        if style.is_line:
            stroke = _in(_in(rule, "LineSymbolizer"), "Stroke")
            _css(stroke, "stroke", step.fill or step.outline)
            _css(stroke, "stroke-width", "2")
            continue
        graphic = _in(_in(rule, "PointSymbolizer"), "Graphic")
        mark = _in(graphic, "Mark")
        _in(mark, "WellKnownName", "circle")
        if step.fill:
            _css(_in(mark, "Fill"), "fill", step.fill)
        stroke = _in(mark, "Stroke")
        _css(stroke, "stroke", step.outline)
        _css(stroke, "stroke-width", "0.5" if step.fill else "2")
        _in(graphic, "Size", str(PIXELS if step.fill else 2 * PIXELS))
    return ET.tostring(root, encoding="unicode")


def _in(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{SLD}}}{name}")
    child.text = text
    return child


def _css(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, f"{{{SLD}}}CssParameter", name=name).text = value
