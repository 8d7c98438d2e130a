"""How many people stand behind a set: sentences, and tables by part of a ranking and by class of a map."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from inputs.evidence import Evidence
from mcda.region.residents import Part, People, parts, people, residents_of, top, tops
from mcda.report.tables.areas import signed_number
from mcda.report.tables.model import Column, Table, Value
from mcda.study.study import Study
from mcda.words import Translator

Row = tuple[Sequence[Value], Collection[str]]  # what heads a row, and the set that it tells of


def amount(persons: float, t: Translator) -> str:
    """In millions, in Chinese in 万, as the phrases say: 4.3 and 0.06; 426 and 6.0."""
    number, large = (persons / 1e4, 100) if t.lang == "zh" else (persons / 1e6, 1)
    digits = (0 if t.lang == "zh" else 1) + (abs(number) < large)
    return signed_number(f"{number:.{digits}f}")


def measure(study: Study, t: Translator) -> str:
    """What is counted: residents, of a county town the people in all towns of its county."""
    return t(f"residents.measure_{'town' if study.stage.level == 'town' else 'all'}")


def of_set(
    study: Study, who: str, keys: Collection[str], t: Translator, away: bool = True
) -> list[str]:
    """The people of a set beside those of all ranked, and how many have a figure; nothing where nobody has one."""
    found, all_ = people(study.evidence, keys), _ranked(study)
    if found is None or all_ is None or not all_.residents:
        return []
    share = t.percent(found.residents / all_.residents)
    told = [
        t(
            "residents.set",
            measure=measure(study, t),
            who=who,
            amount=amount(found.residents, t),
            all=amount(all_.residents, t),
            share=share,
        )
    ]
    if found.known < found.members:
        told.append(t("residents.known", known=found.known, members=found.members))
    if away and found.away is not None:
        number = amount(found.away, t)
        told.append(t("residents.away", amount=number, known=found.both, members=found.members))
    return told


def of_top(study: Study, t: Translator) -> list[str]:
    """The people of the first ten and twenty of the ranking, and by which census."""
    ks = tops(study)
    told = [
        line
        for k in ks
        for line in of_set(study, t("residents.top", k=k), top(study, k), t, away=k == ks[-1])
    ]
    return [*told, basis(study, t)] if told else []


def basis(study: Study, t: Translator) -> str:
    return t(f"residents.basis_{'town' if study.stage.level == 'town' else 'all'}")


def _ranked(study: Study) -> People | None:
    return people(study.evidence, study.ranking.alternatives)


def column(study: Study, t: Translator) -> list[tuple[Column, Callable[[str], Value]]]:
    """The residents of each candidate, in persons; no column where nobody has a figure."""
    if _ranked(study) is None:
        return []
    head = t(f"residents.column_{'town' if study.stage.level == 'town' else 'all'}")
    return [(Column(head, "value"), lambda key: _whole(residents_of(study.evidence, key)))]


def _whole(number: float | None) -> float | None:
    return None if number is None else float(round(number))


def document_of(study: Study, keys: Collection[str]) -> dict[str, Any] | None:
    """The people of a set for other programs, in persons; None where nobody has a figure."""
    found, all_ = people(study.evidence, keys), _ranked(study)
    if found is None or all_ is None:
        return None
    return {**asdict(found), "residents_of_all": all_.residents}


def by_part(study: Study, t: Translator) -> Table | None:
    """A row a province, prefecture, zone and type of county town: its people, and those of its candidates in the top."""
    ks = tops(study)
    if _ranked(study) is None or not ks:
        return None
    first = set(top(study, ks[-1]))

    def row(part: Part) -> Row:
        return (t(f"residents.by_{part.by}"), t.text(part.name)), part.keys

    found = _table(
        study.evidence,
        [Column(t("residents.by"), "key"), Column(t("residents.part"), "name")],
        [row(part) for part in parts(study)],
        t("residents.candidates"),
        column(study, t)[0][0].title,
        t,
    )
    heads = (t("residents.in_top", k=ks[-1]), t("residents.of_top", k=ks[-1]))
    more = [[key for key in part.keys if key in first] for part in parts(study)]
    rows = tuple(
        (*cells, len(keys), 0.0 if not keys else _residents(study.evidence, keys))
        for cells, keys in zip(found.rows, more, strict=True)
    )
    columns = (*found.columns, Column(heads[0], "whole"), Column(heads[1], "value"))
    return Table(columns, rows, t("residents.table_parts"))


def by_class(evidence: Evidence, classes: Mapping[str, str], without: str, t: Translator) -> Table:
    """A row a class of a layer of the map, in its order; counties in none come last, as `without`."""
    names = [*dict.fromkeys(classes.values()), without]
    keys = [each.key for each in evidence.alternatives]
    rows = [((name,), [k for k in keys if classes.get(k, without) == name]) for name in names]
    return _table(
        evidence,
        [Column(t("residents.class"), "name")],
        [row for row in rows if row[1]],
        t("region.members"),
        t("residents.column_all"),
        t,
        t("residents.table_classes"),
    )


def class_words(shown: Table, t: Translator) -> str:
    """The classes of such a table in a sentence."""
    told = [
        t("residents.class_words", name=str(row[0]), amount=amount(float(str(row[2])), t))
        for row in shown.rows
        if row[2] is not None
    ]
    return t("residents.classes", classes=t.clauses(told))


def _table(
    evidence: Evidence,
    heads: Sequence[Column],
    rows: Sequence[Row],
    count: str,
    residents: str,
    t: Translator,
    title: str = "",
) -> Table:
    """Sets with their people; what is registered elsewhere only where some set has it."""
    found = [people(evidence, keys) for _, keys in rows]
    cells: list[list[Value]] = [
        [*head, len(keys), None if each is None else float(round(each.residents))]
        for (head, keys), each in zip(rows, found, strict=True)
    ]
    columns = [*heads, Column(count, "whole"), Column(residents, "value")]
    if any(each is not None and each.away is not None for each in found):
        columns += [
            Column(t("residents.column_away"), "value"),
            Column(t("residents.both"), "whole"),
        ]
        for row, each in zip(cells, found, strict=True):
            row += [None if each is None else _whole(each.away), 0 if each is None else each.both]
    return Table(tuple(columns), tuple(map(tuple, cells)), title)


def _residents(evidence: Evidence, keys: Collection[str]) -> float | None:
    found = people(evidence, keys)
    return None if found is None else float(round(found.residents))
