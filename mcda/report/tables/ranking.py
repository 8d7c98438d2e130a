"""The ranking as a table: its columns stand here once, for the screen, the brief, paper, CSV and the command line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mcda.methods.vikor import compromise
from mcda.model.ranking import Ranked
from mcda.report import theme
from mcda.report.tables import formatting, plan_membership, residents
from mcda.report.tables.model import Column, Meaning, Table, Value, where
from mcda.robustness.leaders import first_by_source, leading_group
from mcda.study.study import Study
from mcda.words import Translator

View = Literal["screen", "workbook", "page", "shell"]
SHARING = 3  # of those who share a rank, so many are named
Cell = Callable[[Study, Ranked, Translator], Value]
FIRST, TOGETHER = 3, 7  # named in the headline; of those that lead together
NAMED = 10  # alternatives of a set of compromise solutions that a sentence names
More = Sequence[tuple[Column, Callable[[Ranked], Value]]]  # columns after those of the ranking


@dataclass(frozen=True)
class RankingColumn:
    """A column of the ranking: the phrase that heads it, what its cells mean and hold, and where it is shown."""

    phrase: str
    meaning: Meaning
    cell: Cell
    views: tuple[View, ...] = ("screen", "workbook", "page", "shell")


def _province(study: Study, line: Ranked, t: Translator) -> str:
    province = study.evidence[line.key].province
    return "" if province is None else t.text(province)


def _code(study: Study, line: Ranked, t: Translator) -> str:
    """By which other commands ask for it; of a user's own table often the name, which is told anyway."""
    return "" if line.key == t.text(study.evidence[line.key].name) else line.key


COLUMNS: dict[str, RankingColumn] = {
    "rank": RankingColumn("chart.rank", "rank", lambda _, line, __: line.rank),
    "code": RankingColumn("live.key", "key", _code, ("shell",)),
    "name": RankingColumn(
        "chart.name", "name", lambda study, line, t: t.text(study.evidence[line.key].name)
    ),
    "province": RankingColumn("ranking.province", "key", _province, ("screen",)),
    "where": RankingColumn(
        "brief.where",
        "key",
        lambda study, line, t: where(study, line.key, t),
        ("workbook", "page"),
    ),
    "plan": RankingColumn(
        "plans.column",
        "key",
        lambda study, line, t: plan_membership.word(study.evidence[line.key], t),
        ("screen", "page"),
    ),
    "score": RankingColumn("brief.score", "score", lambda _, line, __: line.score),
}
IN_WORKBOOK = [key for key, column in COLUMNS.items() if "workbook" in column.views]


def parts_first(study: Study, t: Translator) -> int:
    """Column of the first part on the sheet of the ranking, from 1: residents, where they are known, go before."""
    return len(IN_WORKBOOK) + len(residents.column(study, t)) + 1


def column_in_workbook(key: str) -> int:
    """On the sheet of the ranking, from 1, for the formulas of other sheets."""
    return IN_WORKBOOK.index(key) + 1


def table_of(
    study: Study,
    lines: Iterable[Ranked],
    t: Translator,
    view: View,
    more: More = (),
    without: Sequence[str] = (),
) -> Table:
    """Some lines of the ranking in the columns of a view, and more columns beside them.

    Off the workbook, whose formulas count columns, a column in which nothing stands is left out.
    """
    chosen, lines = [], list(lines)
    for key, column in COLUMNS.items():
        if view in column.views and key not in without:
            cells = [column.cell(study, line, t) for line in lines]
            if view == "workbook" or any(cell not in ("", None) for cell in cells):
                chosen.append((Column(t(column.phrase), column.meaning), cells))
    chosen += [(column, [cell(line) for line in lines]) for column, cell in more]
    columns, cells_of = zip(*chosen, strict=True)
    return Table(columns, tuple(zip(*cells_of, strict=True)))


def parts(study: Study, t: Translator) -> More:
    """A column for each criterion: its part of the score, where scores are such sums."""
    found, colours = study.ranking, theme.criterion_colours(study)
    every = found.parts
    if every is None:
        return []

    def part(j: int) -> Callable[[Ranked], Value]:
        return lambda line: float(every[line.row, j])

    return [
        (Column(t.text(study.catalogue[key].name), "part", colour=colours[key]), part(j))
        for j, key in enumerate(found.matrix.criteria)
    ]


def ranking(
    study: Study, t: Translator, view: View = "screen", only: Sequence[str] | None = None
) -> Table:
    """Everyone that is ranked, or only some, with their residents and the parts of their scores."""
    lines = [line for line in study.ranking if only is None or line.key in only]
    people = [(head, _of_key(cell)) for head, cell in residents.column(study, t)]
    return table_of(study, lines, t, view, [*people, *parts(study, t)])


def _of_key(cell: Callable[[str], Value]) -> Callable[[Ranked], Value]:
    return lambda line: cell(line.key)


def headline(study: Study, t: Translator) -> str:
    """One sentence of answer: who leads, together where the error of the values does not tell them apart.

    Where it does, the first three, in order unless some share a rank, and how many more share the last of their ranks.
    """
    lines, group = list(study.ranking), leading_group(study)
    if study.ranking.rank(group[-1]) > 1:
        names = [t.text(study.evidence[key].name) for key in group[:TOGETHER]]
        more = len(group) - len(names)
        told = "brief.headline_group_more" if more else "brief.headline_group"
        return t(told, names=t.join(names), count=len(lines), more=more)
    names = [t.text(study.evidence[line.key].name) for line in lines[:FIRST]]
    more = sum(line.rank == lines[len(names) - 1].rank for line in lines[FIRST:])
    ranks = {line.rank for line in lines[: len(names)]}
    apart = "brief.headline_order" if 1 < len(names) == len(ranks) else "brief.headline"
    told = "brief.headline_level" if more else apart
    return t(told, names=t.join(names), count=len(lines), more=more)


def source_words(study: Study, t: Translator) -> list[str]:
    """Which choice of source changes who ranks first, or that none of them does; none where there is no choice."""
    found, told = first_by_source(study), []

    def name(key: str) -> str:
        return t.text(study.evidence[key].name)

    for key, (low, high) in found.ends.items():
        criterion = study.catalogue[key]
        if criterion.least is None or criterion.most is None:
            continue
        ends = {
            "criterion": criterion.in_sentence,
            "least": criterion.least,
            "most": criterion.most,
        }
        if low == high == found.first:
            told.append(t("brief.source_same", name=name(low), **ends))
        else:
            told.append(t("brief.source_changes", low=name(low), high=name(high), **ends))
    if found.without_lists is not None:
        same = found.without_lists == found.first
        words = "brief.lists_same" if same else "brief.lists_change"
        told.append(t(words, name=name(found.without_lists)))
    return told


def records(study: Study, t: Translator, lines: Iterable[Ranked]) -> list[dict[str, Value]]:
    """Some lines of it by the keys of the columns, for other programs."""
    shown = {key: column.cell for key, column in COLUMNS.items() if "shell" in column.views}
    del shown["code"]  # the key itself is told
    return [{key: cell(study, line, t) for key, cell in shown.items()} for line in lines]


def compromise_sentence(study: Study, t: Translator) -> str | None:
    """Whom VIKOR proposes, alone or together, and which of its conditions decides; None under another method."""
    if study.ranking.method.key != "vikor":
        return None
    found = compromise(study.ranking)
    names = [t.text(study.evidence[key].name) for key in found.solutions]
    if len(names) > NAMED:
        names = [*names[:NAMED], t("ranking.compromise_more", count=len(names) - NAMED)]
    by_sum, by_largest = t("ranking.by_sum"), t("ranking.by_largest")
    best = [by_sum] * found.best_by_sum + [by_largest] * found.best_by_largest
    if not found.has_advantage:
        phrase = "ranking.compromise_close"
    else:
        phrase = "ranking.compromise_alone" if best else "ranking.compromise_unstable"
    return t(
        phrase,
        names=t.composed(t.join(names)),
        lead=f"{found.lead:.3g}",
        needed=f"{found.needed:.3g}",
        by=t.composed(t.join(best)),
        sum=by_sum,
        largest=by_largest,
    )


def leaders(study: Study, before: Study, t: Translator, count: int = 5) -> list[str]:
    """The first few, each with how far it moved against another state of the same study."""
    lines = []
    for line in list(study.ranking)[:count]:
        text = t("weights.leader", place=line.rank, name=study.evidence[line.key].name)
        if line.key in before.ranking.alternatives:
            by = before.ranking.rank(line.key) - line.rank
            if by:
                text += "  ·  " + t(
                    "weights.moved_up" if by > 0 else "weights.moved_down", by=abs(by)
                )
        lines.append(text)
    return lines


def surroundings(study: Study, key: str, t: Translator) -> list[str]:
    """Who shares an alternative's rank, and who holds the ranks beside it."""
    told = []
    lines, own = list(study.ranking), study.ranking.rank(key)
    level = [line for line in lines if line.rank == own and line.key != key]
    if level:
        told.append(t("ranking.level_with", names=_named(study, level, t)))
    before = max((line.rank for line in lines if line.rank < own), default=None)
    after = min((line.rank for line in lines if line.rank > own), default=None)
    beside = {
        side: _named(study, [line for line in lines if line.rank == rank], t)
        for side, rank in (("before", before), ("after", after))
    }
    return [*told, t("ranking.neighbours", **beside)]


def _named(study: Study, lines: Sequence[Ranked], t: Translator) -> str:
    """The names of a few, and how many more there are; nobody of none."""
    names = [t.text(study.evidence[line.key].name) for line in lines[:SHARING]]
    if not names:
        return t("ranking.nobody")
    if len(lines) <= SHARING:
        return t.join(names)
    return t("ranking.and_more", names=names, count=len(lines) - SHARING)


def card(study: Study, t: Translator, key: str) -> Table:
    """One alternative's values beside its scales: value, normalised value from 0 to 1, and what it adds to the score."""
    matrix, split = study.filled.matrix, study.ranking.parts
    row = matrix.alternatives.index(key)
    rows: list[tuple[Value, ...]] = []
    for j, criterion in enumerate(matrix.criteria):
        scale = study.scales[criterion]
        rows.append(
            (
                t.text(study.catalogue[criterion].name),
                _as_read(study, t, key, criterion, float(matrix.values[row, j])),
                " → ".join(
                    formatting.without_unit(t, study.catalogue[criterion], end)
                    for end in (scale.worst, scale.best)
                ),
                float(matrix.normalised[row, j]),
                *([] if split is None else [float(split[row, j])]),
            )
        )
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("ranking.value"), "key"),
        Column(t("ranking.scale"), "key"),
        Column(t("ranking.worth"), "score"),
        *([] if split is None else [Column(t("chart.part"), "part")]),
    )
    return Table(columns, tuple(rows))


def _as_read(study: Study, t: Translator, key: str, criterion: str, value: float) -> str:
    """A value with its unit, and that it is assumed where it is."""
    entry = study.catalogue[criterion]
    words = formatting.value(t, entry, value)
    mark = study.assumed_evidence.observation(entry.variable, key).mark
    return f"{words} ({t('kinds.assumed')})" if mark == "assumed" else words
