"""The sheets of what is known: the values, where they come from, what to doubt and what nobody knows."""

from collections.abc import Mapping
from dataclasses import replace

from criteria.text import Text
from mcda.report.tables import data, disputes, formatting
from mcda.report.tables.model import Column, Formula, Sheet, Table, sheet
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif.layout import VALUES_FIRST, VALUES_HEAD
from mcda.study.study import Study
from mcda.words import Translator


def performance(study: Study, t: Translator) -> Sheet:
    """Everyone's values, also of those below a cut-off; the live sheets take them from here."""
    return sheet(
        "performance",
        t,
        [
            t("brief.doubtful"),
            data.missing_value_rules(study, t),
            cutoffs(study, t),
        ],
        _with_words(data.performance(study, t, VALUES_HEAD), study, t),
    )


def _with_words(table: Table, study: Study, t: Translator) -> Table:
    """A user's own ordered words beside the values, which are looked up from them by formulas."""
    matrix = study.imputed.matrix
    worded = [key for key in matrix.criteria if data.is_worded(study, key)]
    if not worded:
        return table
    heads = [Column(t("brief.worded", name=study.catalogue[key].name), "key") for key in worded]
    first = VALUES_FIRST + len(matrix.criteria)
    rows, doubtful = [], set(table.doubtful)
    for i, row in enumerate(table.rows):
        cells, words = list(row), []
        for k, key in enumerate(worded):
            j, levels = matrix.criteria.index(key), study.catalogue[key].levels
            number = float(matrix.values[i, j])
            if (i, VALUES_FIRST - 1 + j) in doubtful:
                doubtful.add((i, first - 1 + k))
            words.append(t.text(levels[number]) if number in levels else "")
            at = addresses.cell(VALUES_HEAD + 1 + i, first + k)
            cells[VALUES_FIRST - 1 + j] = _looked_up(at, levels, number, t)
        rows.append((*cells, *words))
    return replace(
        table,
        columns=(*table.columns, *heads),
        rows=tuple(rows),
        doubtful=frozenset(doubtful),
    )


def _looked_up(at: str, levels: Mapping[float, Text], number: float, t: Translator) -> Formula:
    """What the word in a cell counts; an empty cell counts as it was filled, an unknown word is an error to be seen.

    No MATCH: it takes * and ? in a word for any letters.
    """
    known = ",".join(addresses.text(t.text(word)) for word in levels.values())
    same, counts = f"({at}={{{known}}})", ",".join(f"{level:.15g}" for level in levels)
    level = f"IF(SUMPRODUCT(--{same})=1,SUMPRODUCT({same}*{{{counts}}}),NA())"
    return Formula(f'IF({at}="",{number:.17g},{level})', number)


def cutoffs(study: Study, t: Translator) -> str:
    """The cut-offs in one sentence, with who is below them."""
    lines = study.scenario.cutoffs
    if not lines:
        return t("brief.no_cutoffs")
    told = [
        t(
            f"brief.{line.side}_{line.effect}",
            criterion=study.catalogue[line.criterion].in_sentence,
            value=formatting.limit(t, study.catalogue[line.criterion], line.value),
        )
        for line in lines
    ]
    names = [t.text(study.evidence[low.key].name) for low in study.screened_out]
    who = t.join(names, last=False) if names else t("compare.none")
    return t("brief.cutoffs", lines=t.clauses(told), names=who)


def evidence(study: Study, t: Translator) -> Sheet:
    made = study.evidence.corrections
    tables = (
        disputes.corrections(made, study, t) if made else None,
        data.doubts_by_criterion(study, t),
        data.criteria(study, t),
        data.sources(study, t),
    )
    return sheet(
        "evidence",
        t,
        [t("brief.unknown"), t.text(study.stage.unknown)],
        *(table for table in tables if table is not None),
    )


SHEETS = {"performance": performance, "evidence": evidence}
