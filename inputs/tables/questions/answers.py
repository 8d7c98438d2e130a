"""Answers about a table, held against it: one that cannot be used is told, not passed over."""

import re
from collections.abc import Callable, Iterator, Mapping

from criteria.errors import Finding
from criteria.text import Text
from inputs.county_units import found_by
from inputs.files.sheet import Book, Sheet, column_of
from inputs.tables.cells.number import read
from inputs.tables.cells.ordered_words import values_in
from inputs.tables.interpretation.column_roles import USES
from inputs.tables.interpretation.county_places import NO_PLACE
from inputs.tables.structure.layout import asked_column, asked_rows
from inputs.words import phrase

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
LETTERS = re.compile(r"[A-Z]{1,3}", re.ASCII)
LINE = re.compile(r"[1-9]\d{0,6}", re.ASCII)
ROLES = ("in", "out", "group")
DIRECTIONS = ("max", "min")
STYLES = ("point", "comma")
COUNTY = phrase("county_form")
LEVELS = phrase("levels_form")
NUMBER = phrase("number_from_0")
ANOTHER = phrase("names_first")
KEYS = phrase("answer_keys")


def unusable(answers: Mapping[str, str], book: Book, sheet: Sheet, name: int) -> Iterator[Finding]:
    """A finding for each answer whose key or value the sheet does not have. An empty value takes an answer back."""
    for key, value in answers.items():
        wrong = _wrong(key, value.strip(), book, sheet)
        letter = sheet.letter(name)
        if key == f"use/{letter}" and value and answers.get("names") != letter:
            wrong = value, ANOTHER
        if wrong is not None:
            found, expected = wrong
            yield Finding.of(
                "answer.unusable",
                file=sheet.whole,
                answer=f"{key}={value}",
                found=found,
                expected=expected,
            )


Wrong = tuple[str, Text | str]  # what was found, what was expected


def _wrong(key: str, value: str, book: Book, sheet: Sheet) -> Wrong | None:
    kind, slash, target = key.partition("/")
    if slash and kind in ROW:
        return _row(target, sheet) or ROW[kind](value)
    if slash and kind in COLUMN:
        if not (LETTERS.fullmatch(target) and _has_column(sheet, target)):
            return target or "–", _letters(sheet)
        return COLUMN[kind](value) if value else None
    if key in WHOLE:
        return WHOLE[key](value, book, sheet) if value or key == "sheet" else None
    if ADDRESS.fullmatch(key):
        return None if _has_cell(sheet, key) else (key, _cells(sheet))
    return key, KEYS


def _row(target: str, sheet: Sheet) -> Wrong | None:
    if LINE.fullmatch(target) and 0 <= int(target) - sheet.line(0) < len(sheet.rows):
        return None
    return target or "–", f"{sheet.line(0)}–{sheet.line(max(len(sheet.rows) - 1, 0))}"


def _one_of(value: str, known: tuple[str, ...]) -> Wrong | None:
    return None if not value or value in known else (value, " / ".join(known))


def _county(value: str) -> Wrong | None:
    known = value in ("", NO_PLACE) or found_by(value).unit is not None
    return None if known else (value, COUNTY)


def _weight(value: str) -> Wrong | None:
    figure = read(value)
    if figure.kind == "missing":
        return None
    known = figure.kind == "number" and figure.value is not None and figure.value >= 0
    return None if known else (value, NUMBER)


def _sheet(value: str, book: Book, sheet: Sheet) -> Wrong | None:  # noqa: ARG001 - one form for all
    return (
        None if value in book.names else (value or "–", ", ".join(filter(None, book.names)) or "–")
    )


def _names(value: str, _: Book, sheet: Sheet) -> Wrong | None:
    return None if asked_column(sheet, {"names": value}) is not None else (value, _letters(sheet))


def _headings(value: str, _: Book, sheet: Sheet) -> Wrong | None:
    last = sheet.line(max(len(sheet.rows) - 1, 0))
    form = re.fullmatch(r"\d{1,7}(?:\s*-\s*\d{1,7})?", value, re.ASCII)
    ends = [int(end) for end in value.split("-")] if form else []
    fits = form and ends[0] <= ends[-1] <= last and asked_rows(sheet, {"headings": value})
    return None if fits and ends[0] >= sheet.line(0) else (value, f"{sheet.line(0)}–{last}")


def _decimals(value: str, _: Book, __: Sheet) -> Wrong | None:
    return _one_of(value, STYLES)


WHOLE: Mapping[str, Callable[[str, Book, Sheet], Wrong | None]] = {
    "decimals": _decimals,
    "sheet": _sheet,
    "names": _names,
    "headings": _headings,
}
ROW: Mapping[str, Callable[[str], Wrong | None]] = {
    "row": lambda value: _one_of(value, ROLES),
    "county": _county,
}
COLUMN: Mapping[str, Callable[[str], Wrong | None]] = {
    "direction": lambda value: _one_of(value, DIRECTIONS),
    "use": lambda value: _one_of(value, USES),
    "weight": _weight,
    "levels": lambda value: None if values_in(value) else (value, LEVELS),
}


def _has_column(sheet: Sheet, letters: str) -> bool:
    return 0 <= column_of(letters) - sheet.first_column < sheet.width


def _has_cell(sheet: Sheet, address: str) -> bool:
    at = ADDRESS.fullmatch(address)
    assert at is not None
    return _has_column(sheet, at[1]) and 0 <= int(at[2]) - sheet.line(0) < len(sheet.rows)


def _letters(sheet: Sheet) -> str:
    return f"{sheet.letter(0)}–{sheet.letter(max(sheet.width - 1, 0))}"


def _cells(sheet: Sheet) -> str:
    return f"{sheet.address(0, 0)}–{sheet.address(max(len(sheet.rows) - 1, 0), max(sheet.width - 1, 0))}"
