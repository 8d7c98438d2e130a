"""An empty study workbook to fill in: sheets for the study, its criteria, alternatives, values and sources."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria.model import CURVES, KINDS
from inputs.own_study.files import VALUES_SHEETS

ROWS = 2000  # down to which the drop-downs reach
Rows = list[tuple[float | str | None, ...]]


def _sheets() -> dict[str, tuple[dict[str, str], Rows]]:
    """Each sheet: its headings with what they mean, and its example rows, each as long as the headings."""
    document = tomllib.loads(files("inputs").joinpath("template.toml").read_text("utf-8"))
    found = {}
    for entry in document["sheet"]:
        notes = {heading: both(note) for heading, note in entry["columns"].items()}
        rows = [(*row, *[None] * (len(notes) - len(row))) for row in entry["rows"]]
        found[entry["name"]] = (notes, rows)
    return found


def both(note: str | Mapping[str, str]) -> str:
    """What a heading means, in both languages one under the other, since the sheet is one for both."""
    return note if isinstance(note, str) else f"{note['en']}\n{note['zh']}"


SHEETS = _sheets()
# Sheet, column and what may be chosen there; a range names another sheet's column.
CHOICES = (
    ("criteria", "direction", '"max,min"'),
    ("criteria", "curve", f'"{",".join(CURVES)}"'),
    ("criteria", "kind", f'"{",".join(KINDS)}"'),
    ("criteria", "stage", "study!$A$2:$A$50"),
    (VALUES_SHEETS[0], "key", f"alternatives!$A$2:$A${ROWS}"),
    ("sources", "column", "criteria!$B$2:$B$200"),
)


def template() -> bytes:
    """The bytes of the workbook; example rows show how each sheet is meant, and rank as they stand."""
    return study_workbook(SHEETS, examples=True)


def study_workbook(
    sheets: Mapping[str, tuple[dict[str, str], Rows]],
    above: Mapping[str, Rows] | None = None,
    examples: bool = False,
) -> bytes:
    """The bytes of a study workbook of these sheets; `above` are rows for people over a sheet's headings."""
    book = Workbook()
    for name, (headings, rows) in sheets.items():
        sheet = book.worksheets[0] if name == next(iter(sheets)) else book.create_sheet()
        sheet.title = name
        _fill(sheet, headings, rows, (above or {}).get(name, []), examples)
    for name, heading, choices in CHOICES:
        sheet, top = book[name], 1 + len((above or {}).get(name, []))
        letter = get_column_letter(list(sheets[name][0]).index(heading) + 1)
        rule = DataValidation("list", formula1=choices, allow_blank=True)
        # what a range of another sheet offers may be added to; a closed list may not
        rule.showErrorMessage = choices.startswith('"')
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{top + 1}:{letter}{ROWS}")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(
    sheet: Worksheet, headings: dict[str, str], rows: Rows, above: Rows, examples: bool
) -> None:
    for row in above:
        sheet.append(row)
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    top = 1 + len(above)
    for line in range(1, top + 1):
        for cell in sheet[line]:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E5F2E5")
            cell.alignment = Alignment(wrap_text=len(above) == 0 or line > 1, vertical="top")
    for j, (title, note) in enumerate(headings.items(), start=1):
        cell = sheet.cell(top, j)
        if note:
            cell.comment = Comment(note, "Green Heart", height=90, width=320)
        longest = max((len(str(row[j - 1] or "")) for row in rows if len(row) >= j), default=0)
        sheet.column_dimensions[get_column_letter(j)].width = min(
            max(12, longest + 2, len(title) + 4), 44
        )
    if examples:
        for cells in sheet.iter_rows(min_row=top + 1):
            for example in cells:
                example.font = Font(italic=True, color="5B665F")  # examples, to be written over
    sheet.freeze_panes = "B2" if not above else f"D{top + 1}"
