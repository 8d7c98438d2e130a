"""Native charts: bars stacked in the colours of screen and map, and a scatter of candidates."""

from openpyxl.chart import BarChart, Reference, ScatterChart
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.axis import NumericAxis
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from mcda.report import theme
from mcda.report.tables.model import Bars, Points
from mcda.report.workbook import addresses
from mcda.report.workbook.addresses import on
from mcda.report.workbook.styles import plain

SQUARE = 0.84  # a degree across is so much of a degree up, at 33° N
SHOWN = {
    "showSerName": True,
    "showVal": False,
    "showCatName": False,
    "showLegendKey": False,
    "showPercent": False,
}


def bars(page: Worksheet, head: tuple[int, int], spec: Bars, onto: Worksheet) -> None:
    """A chart of a table whose heading stands at `head` of `page`, put onto any page."""
    row, column = head
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    for j, colour in zip(range(spec.first, spec.last + 1), spec.colours, strict=True):
        data = Reference(page, min_col=column + j, min_row=row, max_row=row + spec.rows)
        chart.add_data(data, titles_from_data=True)
        shape = chart.series[-1].graphicalProperties
        if (
            colour is None
        ):  # a nameless entry of the legend: programs disagree on which one is deleted
            shape.noFill = True
            chart.series[-1].tx = SeriesLabel(v=" ")
        else:
            shape.solidFill = plain(colour)
    chart.set_categories(
        Reference(page, min_col=column + spec.names, min_row=row + 1, max_row=row + spec.rows)
    )
    chart.title = spec.title or None
    chart.x_axis.scaling.orientation = "maxMin"  # the first rank on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = "0.0", None
    chart.legend = Legend(legendPos="b") if spec.legend else None
    chart.x_axis.tickLblSkip = 1  # every name
    chart.width, chart.height = spec.size
    _put(onto, chart, spec.at)


def points(page: Worksheet, head: tuple[int, int], spec: Points) -> None:
    """One series a class, so that each has its own colour in every program; some candidates carry their names."""
    chart = ScatterChart()
    chart.style, chart.scatterStyle = 13, "lineMarker"
    for title, first, last, colour in spec.classes:
        series = _series(page, head, spec, first, last)
        series.tx = SeriesLabel(v=title)
        fill = GraphicalProperties(solidFill=plain(colour))
        fill.line.solidFill = plain(theme.INK)
        fill.line.width = 3000  # a quarter of a point, in English metric units
        series.marker = Marker(symbol="circle", size=8, spPr=fill)
        chart.series.append(series)
    for i in spec.labelled:
        series = _series(page, head, spec, i, i)
        name = on(page.title, addresses.cell(head[0] + 1 + i, head[1] + spec.names, "both"))
        series.tx = SeriesLabel(strRef=StrRef(name))
        series.marker = Marker(symbol="none")
        series.dLbls = DataLabelList(dLblPos="r", **SHOWN)
        chart.series.append(series)
    count = len(spec.classes)
    unnamed = [LegendEntry(idx=count + k, delete=True) for k in range(len(spec.labelled))]
    chart.legend = Legend(legendPos="b", legendEntry=unnamed)
    west, south, east, north = spec.frame
    for axis, low, high in ((chart.x_axis, west, east), (chart.y_axis, south, north)):
        assert isinstance(axis, NumericAxis)  # both axes of a scatter are
        axis.scaling.min, axis.scaling.max = low, high
        axis.delete, axis.majorGridlines, axis.numFmt = False, None, "0"
        axis.majorUnit = 2
    chart.width = 26
    chart.height = 3 + 23 * (north - south) / ((east - west) * SQUARE)
    _put(page, chart, spec.at)


def _series(
    page: Worksheet, head: tuple[int, int], spec: Points, first: int, last: int
) -> XYSeries:
    def column(j: int) -> Reference:
        top, bottom = head[0] + 1 + first, head[0] + 1 + last
        return Reference(page, min_col=head[1] + j, min_row=top, max_row=bottom)

    series: XYSeries = SeriesFactory(column(spec.up), column(spec.across))
    series.graphicalProperties = GraphicalProperties()
    series.graphicalProperties.line.noFill = True
    return series


def _put(page: Worksheet, chart: ChartBase, at: tuple[int, int]) -> None:
    page.add_chart(chart, addresses.cell(*at))
