"""Why one candidate is before another: a waterfall from one score to the other, for any pair chosen in two cells."""

from mcda.report import theme
from mcda.report.tables.model import Bars, Column, Formula, Input, Sheet, Table, Value, sheet
from mcda.report.tables.ranking import column_in_workbook, parts_first
from mcda.report.workbook import addresses
from mcda.report.workbook.sheets.ranking import ranking_head
from mcda.study.study import Study
from mcda.words import Translator

CHOICE_HEAD, HEAD = 5, 10  # rows of the two headings
A, B = CHOICE_HEAD + 1, CHOICE_HEAD + 2  # rows of the pair
LESS = "#9AA19C"  # a grey: what holds back


def why(study: Study, t: Translator) -> Sheet | None:
    """None where scores do not add up by criterion."""
    if study.ranking.parts is None:
        return None
    best, second = list(study.ranking)[:2]
    pair = {"a": study.evidence[best.key].name, "b": study.evidence[second.key].name}
    gap = theme.number(best.score - second.score)
    told = (
        t("brief.why_tied", **pair)
        if best.rank == second.rank
        else t("brief.why_first", **pair, gap=gap)
    )
    return sheet("why", t, [told, t("brief.why_how")], _pair(study, t), _waterfall(study, t))


def _on_ranking(study: Study, t: Translator, first: int, last: int) -> str:
    """Columns of the sheet of the ranking, every row."""
    head = ranking_head(study)
    area = addresses.block(head + 1, first, head + len(study.ranking), last)
    return addresses.on(t("brief.tab_ranking"), area)


def _pair(study: Study, t: Translator) -> Table:
    """The two cells to choose in, the row of the ranking that each stands in, and its score."""
    stand = [column_in_workbook(key) for key in ("name", "score")]
    names, scores = (_on_ranking(study, t, column, column) for column in stand)
    rows = []
    for k, line in enumerate(list(study.ranking)[:2]):
        chosen, at = addresses.cell(A + k, 2), addresses.cell(A + k, 3)
        rows.append(
            (
                t("brief.why_this" if k == 0 else "brief.why_against"),
                Input(t.text(study.evidence[line.key].name), (names,), advice=t("brief.choose")),
                Formula(f"IFERROR(MATCH({chosen},{names},0),{k + 1})", k + 1),
                Formula(f"INDEX({scores},{at})", line.score),
            )
        )
    columns = (
        Column(t("brief.why_pair"), "name"),
        Column(t("chart.name"), "name"),
        Column(t("brief.why_row"), "rank"),
        Column(t("brief.score"), "score"),
    )
    return Table(columns, tuple(rows), at=(CHOICE_HEAD, 1))


def _waterfall(study: Study, t: Translator) -> Table:
    """From the score of the second to that of the first, criterion by criterion; columns 6 to 9 make the chart."""
    found = study.ranking
    assert found.parts is not None
    best, second = list(found)[:2]
    m = len(found.matrix.criteria)
    first = parts_first(study, t)
    parts = _on_ranking(study, t, first, first + m - 1)
    names = [t.text(study.evidence[line.key].name) for line in (best, second)]
    level = second.score
    rows: list[tuple[Value, ...]] = [_total(B, names[1], second.score)]
    for j, key in enumerate(found.matrix.criteria):
        row = HEAD + 2 + j
        a, b, more, before = (addresses.cell(row, column) for column in (2, 3, 4, 5))
        part_a, part_b = float(found.parts[best.row, j]), float(found.parts[second.row, j])
        step = part_a - part_b
        previous = f"{addresses.cell(row - 1, 5)}+{addresses.cell(row - 1, 4)}"
        rows.append(
            (
                t.text(study.catalogue[key].name),
                Formula(f"INDEX({parts},{addresses.cell(A, 3, 'both')},{j + 1})", part_a),
                Formula(f"INDEX({parts},{addresses.cell(B, 3, 'both')},{j + 1})", part_b),
                Formula(f"{a}-{b}", step),
                Formula(previous if j else addresses.cell(B, 4), level),
                Formula(f"MIN({before},{before}+{more})", min(level, level + step)),
                0,
                Formula(f"MAX({more},0)", max(step, 0.0)),
                Formula(f"MAX(-{more},0)", max(-step, 0.0)),
            )
        )
        level += step
    rows.append(_total(A, names[0], best.score))
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("brief.why_part_a"), "part"),
        Column(t("brief.why_part_b"), "part"),
        Column(t("brief.why_difference"), "part"),
        Column(t("brief.why_level"), "part"),
        Column(t("brief.why_base"), "part"),
        Column(t("brief.score"), "part"),
        Column(t("brief.why_more"), "part"),
        Column(t("brief.why_less"), "part"),
    )
    bars = Bars(
        names=0,
        first=5,
        last=8,
        rows=len(rows),
        colours=(None, theme.QUIET, theme.RAMP[3], LESS),
        at=(HEAD + len(rows) + 2, 1),
        size=(28, 3 + 0.55 * len(rows)),
    )
    return Table(columns, tuple(rows), t("brief.table_waterfall"), at=(HEAD, 1), charts=(bars,))


def _total(row: int, name: str, score: float) -> tuple[Value, ...]:
    """The bar of a whole score, named by the cell that was chosen in."""
    whole = Formula(addresses.cell(row, 4), score)
    return (Formula(addresses.cell(row, 2), name), None, None, None, None, 0, whole, 0, 0)


SHEETS = {"why": why}
