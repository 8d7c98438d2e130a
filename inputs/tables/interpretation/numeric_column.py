"""A column of cells as figures that agree with each other; a cell that differs in kind from its column is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log10
from statistics import median

from inputs.files.sheet import Sheet
from inputs.tables.cells.number import NO, YES, Asked, Figure, ReadAs, Style, normalise_text, read
from inputs.tables.cells.ordered_words import OrderedWords
from inputs.tables.cells.units import MEASURES, multiple_of, same_unit, scale_of
from inputs.tables.cells.vocabulary import UNITS, normalise_label

# What programs write for not known, and how often it must stand in a column to be taken for that.
SENTINELS = {"-9999": 1, "-999": 2, "9999": 2}
Figures = dict[int, Figure]  # row → what its cell was read as


def figures_of(
    sheet: Sheet, rows: Sequence[int], column: int, style: Style, corrected: Mapping[int, str]
) -> Figures:
    """Each cell by itself, a corrected one by what was typed instead."""
    found = {i: _figure(sheet, i, column, style, corrected.get(i)) for i in rows}
    words = [i for i, figure in found.items() if figure.kind == "word"]
    texts = {i: _text(sheet, i, column, corrected).lower() for i in words}
    if words and all(text in YES or text in NO for text in texts.values()):
        for i, text in texts.items():
            found[i] = Figure("number", float(text in YES), "yes_no")
    return found


def levels_of(
    sheet: Sheet, column: int, words: OrderedWords, figures: Figures, corrected: Mapping[int, str]
) -> Figures:
    """A column of ordered words: each cell's level. A word without one, a number and a sign that may be one are asked."""
    found = {}
    for i, figure in figures.items():
        text = _text(sheet, i, column, corrected)
        level = words.value(text)
        if level is not None:
            found[i] = Figure("number", level)
        elif figure.kind == "missing":
            doubt = i not in corrected and words.may_be_a_level(text)
            found[i] = Figure("asked", why="level") if doubt else figure
        elif figure.kind in ("error", "formula") or (figure.kind == "number" and i in corrected):
            found[i] = figure
        else:
            found[i] = Figure("asked", why="level")
    return found


def _text(sheet: Sheet, row: int, column: int, corrected: Mapping[int, str]) -> str:
    return normalise_text(corrected.get(row, str(sheet.rows[row][column])))


def _figure(sheet: Sheet, row: int, column: int, style: Style, typed: str | None) -> Figure:
    if typed is not None:
        usual = read(typed)
        return usual if usual.kind in ("number", "missing") else read(typed, style)
    special = sheet.special_cells.get((row, column))
    cell = sheet.rows[row][column]
    if special == "error":
        return Figure("error")
    if special == "formula":
        return Figure("formula")
    if special == "date":
        return Figure("asked", None, "date")
    if isinstance(cell, float):
        return Figure("number", cell, unit="%") if special == "percent" else Figure("number", cell)
    return read(cell, style)


def harmonise(figures: Figures, unit: str, confirmed: Mapping[int, str]) -> tuple[Figures, str]:
    """The figures of one column held against each other, and the column's unit.

    `unit` is the heading's; `sure` are corrected rows, which are not asked again.
    """
    found = dict(figures)
    for settle in (_sentinels, _one_unit, _one_multiple, _one_percent, _brackets):
        found.update({i: figure for i, figure in settle(found, unit).items() if i not in confirmed})
    units = Counter(figure.unit for figure in found.values() if figure.unit)
    return found, unit or (units.most_common(1)[0][0] if units else "")


def _asked(figure: Figure, why: Asked) -> Figure:
    return replace(figure, kind="asked", why=why)


def _numbers(figures: Figures) -> Figures:
    return {i: figure for i, figure in figures.items() if figure.kind == "number"}


def _sentinels(figures: Figures, unit: str) -> Figures:  # noqa: ARG001 - one form for all
    """-9999 and its like, which programs write for not known: a missing value, unless figures of that size stand beside it."""
    numbers = {i: f.value for i, f in _numbers(figures).items() if f.value is not None}
    counts = Counter(numbers.values())
    marks = {
        value
        for value, count in counts.items()
        if count >= SENTINELS.get(f"{value:.15g}", count + 1)
    }
    others = [abs(value) for value in counts if value not in marks]
    largest = max(others, default=0.0)
    marks = {value for value in marks if others and abs(value) > 2 * largest}
    return {
        i: replace(figures[i], kind="missing", why="sentinel")
        for i, value in numbers.items()
        if value in marks
    }


def _one_unit(figures: Figures, unit: str) -> Figures:
    """Units inside cells: converted where the column's unit is a stated multiple of the same; another is asked.

    The column's unit is the heading's, or the commonest in its cells.
    """
    numbers = _numbers(figures)
    units = {i: f for i, f in numbers.items() if f.unit and f.unit not in "%‰"}
    asked = {
        i: _other_unit(f, unit)
        for i, f in numbers.items()
        if f.why == "currency" and multiple_of(unit)[1] != 1  # ¥8000 under 万元
    }
    if not units:
        return asked
    common = Counter(f.unit for f in units.values()).most_common(1)[0][0]
    base, factor = scale_of(unit or common)
    alike = {i for i, f in units.items() if scale_of(f.unit)[0] == base}
    found = {i: _converted(f, factor, unit, common) for i, f in units.items() if i in alike}
    others = {i: f for i, f in units.items() if i not in alike}
    few = len(others) * 2 < len(numbers)
    known = base in MEASURES or {normalise_label(unit), normalise_label(common)} <= UNITS
    if (
        not alike and not few and not known
    ):  # all cells carry a unit that says more than the heading
        others = {i: f for i, f in others.items() if same_unit(f.unit) != same_unit(common)}
    return asked | found | {i: _other_unit(f, unit) for i, f in others.items()}


def _other_unit(figure: Figure, unit: str) -> Figure:
    """Asked; suggested only where the heading's multiple can be taken out: 3 miles are not 3 km."""
    own = multiple_of(unit)[1]
    value = _rounded((figure.value or 0.0) / own) if own != 1 else None
    return replace(figure, kind="asked", why="unit", value=value)


def _converted(figure: Figure, factor: float, unit: str, common: str) -> Figure:
    """A figure in the column's unit. Where the heading states it, a multiple in the cell is beyond doubt."""
    number = figure.value or 0.0
    value = _rounded(number * scale_of(figure.unit)[1] / factor)
    if value == number:
        return replace(figure, factor=1.0) if unit else figure
    same = value == _rounded(number / figure.factor)
    why: ReadAs = "unit" if same else "converted"
    return replace(figure, value=value, why=why, unit=unit or common, factor=1.0)


def _one_multiple(figures: Figures, unit: str) -> Figures:
    """3.5万 among plain figures: in the heading's own multiple, or multiplied out if that fits the others better."""
    numbers = _numbers(figures)
    multiplied = {i: f for i, f in numbers.items() if f.factor != 1 and f.value is not None}
    if not multiplied:
        return {}
    own = multiple_of(unit)[1]
    if own != 1:
        return {i: replace(f, value=_rounded((f.value or 0) / own)) for i, f in multiplied.items()}
    plain = [abs(f.value) for i, f in numbers.items() if i not in multiplied and f.value]
    if not plain:
        return {}
    usual = log10(median(plain))
    return {
        i: _asked(f, "multiplied")
        for i, f in multiplied.items()
        if f.value
        and abs(log10(abs(f.value) / f.factor) - usual) < abs(log10(abs(f.value)) - usual)
    }


def _rounded(number: float) -> float:
    return float(f"{number:.15g}")


def _one_percent(figures: Figures, unit: str) -> Figures:
    """Per cent beside shares of one: the rarer kind is asked, unless the heading says per cent."""
    numbers = _numbers(figures)
    kinds = {"%": _with(numbers, "%"), "‰": _with(numbers, "‰")}
    plain = {i: f for i, f in numbers.items() if f.unit not in kinds}
    if kinds["%"] and kinds["‰"]:
        rarer = min(kinds.values(), key=len)
        return {i: _asked(f, "unit") for i, f in rarer.items()}
    marked = kinds["%"] or kinds["‰"]
    if not marked or not plain:
        return {}
    shares = all(abs(f.value or 0) <= 1 for f in plain.values()) and any(
        f.value for f in plain.values()
    )
    large = median(abs(f.value or 0) for f in marked.values()) > 1
    if not (shares and large) or same_unit(unit) == "%":
        return {}
    return {i: _asked(f, "percent") for i, f in min(plain, marked, key=len).items()}


def _with(numbers: Figures, unit: str) -> Figures:
    return {i: f for i, f in numbers.items() if f.unit == unit}


def _brackets(figures: Figures, unit: str) -> Figures:  # noqa: ARG001
    """A lone number in brackets may be a note; where other figures are negative it is one too."""
    numbers = _numbers(figures)
    bracketed = {i: f for i, f in numbers.items() if f.why == "accounting"}
    negative = any((f.value or 0) < 0 for i, f in numbers.items() if i not in bracketed)
    if not bracketed or negative or len(bracketed) > 2:
        return {}
    return {i: _asked(f, "brackets") for i, f in bracketed.items()}
