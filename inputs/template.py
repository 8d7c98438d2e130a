"""An empty study workbook to fill in: a table of readings, and the criteria they are ranked by."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

READINGS = ("name 名称", "income", "forest")
EXAMPLE = (("Example county 示例县", 21500, 68.2), ("Second county 第二县", 34800, 41.5))
CRITERIA = (
    "key",
    "direction",
    "weight",
    "name_en",
    "name_zh",
    "group",
    "unit",
    "worst",
    "best",
    "curve",
)
EXAMPLE_CRITERIA = (
    (
        "income",
        "min",
        60,
        "GDP per person",
        "人均地区生产总值",
        "poverty",
        "yuan",
        80000,
        20000,
        "linear",
    ),
    ("forest", "max", 40, "Tree cover", "林木覆盖率", "ecology", "%", 15, 95, "linear"),
)
NOTES = {
    "direction": "max: more is better, min: less is better\nmax 越大越好，min 越小越好",
    "weight": "points; shares are computed\n分值，占比自动计算",
    "worst": "leave empty for the column's own range\n留空则取该列的极值",
    "curve": "linear or log\nlinear 线性，log 对数",
}


def template() -> bytes:
    """The bytes of the workbook; its first sheet is the table, its second the criteria, both with example rows."""
    book = Workbook()
    readings, criteria = book.active, book.create_sheet("criteria")
    readings.title = "readings"
    _fill(readings, READINGS, EXAMPLE)
    _fill(criteria, CRITERIA, EXAMPLE_CRITERIA)
    for j, heading in enumerate(CRITERIA, start=1):
        if heading in NOTES:
            criteria.cell(1, j).comment = Comment(NOTES[heading], "Green Heart")
    for column, choices in (("B", "max,min"), ("J", "linear,log")):
        rule = DataValidation(
            "list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True
        )
        criteria.add_data_validation(rule)
        rule.add(f"{column}2:{column}200")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, heading: tuple[str, ...], rows: tuple[tuple[object, ...], ...]) -> None:
    sheet.append(heading)
    for row in rows:
        sheet.append(row)
    for j, title in enumerate(heading, start=1):
        cell = sheet.cell(1, j)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E5F2E5")
        cell.alignment = Alignment(wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = max(14, len(title) + 4)
    sheet.freeze_panes = "B2"
