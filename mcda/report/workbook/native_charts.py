"""Native charts, bars stacked in the colours of screen and map; and pictures."""

from io import BytesIO

from openpyxl.chart import BarChart, Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.image import Image
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from mcda.report.maps.picture import png
from mcda.report.tables.model import Bars, Picture
from mcda.report.workbook import addresses
from mcda.report.workbook.styles import plain

SCREEN = 96 / 2.54  # pixels of a screen in a centimetre


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
    chart.title = _title(spec.title) if spec.title else None
    chart.x_axis.scaling.orientation = "maxMin"  # the first rank on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = spec.number, None
    chart.legend = Legend(legendPos="b") if spec.legend else None
    chart.x_axis.tickLblSkip = 1  # every name, which programs drop where letters are too high
    chart.x_axis.txPr = chart.y_axis.txPr = _letters(900)
    width, height = spec.size
    chart.width, chart.height = round(width), height
    _put(onto, chart, spec.at)


def _letters(size: int) -> RichText:
    """Letters of this size, in hundredths of a point."""
    look = ParagraphProperties(defRPr=CharacterProperties(sz=size))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=CharacterProperties(sz=size))])


def _title(words: str) -> Title:
    """A title in letters of the sheet's headings: programs write it half as large again."""
    letters = CharacterProperties(sz=1000, b=True)
    run = RegularTextRun(t=words, rPr=letters)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def picture(page: Worksheet, spec: Picture) -> bool:
    """A map as a picture on a page; False where it could not be drawn."""
    width, height = spec.size
    drawn = png(spec.spec, width, height)
    if drawn is None:
        return False
    image = Image(BytesIO(drawn))
    image.width, image.height = round(SCREEN * width), round(SCREEN * height)
    page.add_image(image, addresses.cell(*spec.at))
    return True


def _put(page: Worksheet, chart: ChartBase, at: tuple[int, int]) -> None:
    page.add_chart(chart, addresses.cell(*at))
