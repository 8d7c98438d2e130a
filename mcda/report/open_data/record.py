"""The ranking, its values and criteria as other programs read them: each column with a name, a kind and what it means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from criteria.errors import StudyError
from criteria.text import Text
from inputs.evidence import Alternative
from mcda.model.decision_matrix import Array
from mcda.model.ranking import Ranked
from mcda.region.pilot_decision import decide
from mcda.region.town_types import has_types, type_name, types_of
from mcda.report.workbook.sheets.robustness import robustness_of
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES, TownType
from mcda.words import Translator

Kind = Literal["string", "integer", "number", "boolean"]
Cell = str | int | float | bool | None
CellOf = Callable[[Ranked, Alternative], Cell]
BETWEEN = "; "  # names in one cell
COLUMNS: dict[str, Kind] = {
    **dict.fromkeys(("code", "name_en", "name_zh", "province", "prefecture"), "string"),
    **dict.fromkeys(("longitude", "latitude", "score"), "number"),
    **dict.fromkeys(("rank", "rank_from", "rank_to"), "integer"),
    **dict.fromkeys(("missing_values", "uncertain_values"), "string"),
    "selected": "boolean",
    **dict.fromkeys(("criterion", "mark", "group", "unit", "description", "curve"), "string"),
    **dict.fromkeys(("known_value", "low", "high", "counted_value"), "number"),
    **dict.fromkeys(("weight", "worst", "best"), "number"),
    "sources": "string",
}
UNNAMED = re.compile(r"\W+")


@dataclass(frozen=True)
class Field:
    """A column: its name for programs, what kind of cell it holds, and what it means in the reader's language."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Record:
    """Rows under described columns; no two names differ by capitals alone, which a database would not tell apart."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> int:
        return [field.name for field in self.fields].index(name)


def record_of(rows: Sequence[tuple[Cell, ...]], fields: Sequence[Field]) -> Record:
    """The rows under names that any program takes: letters, digits, underscores, and none twice."""
    seen: dict[str, int] = {}
    named = []
    for field in fields:
        name = UNNAMED.sub("_", field.name)
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        count = seen[name.lower()]
        named.append(Field(f"{name}_{count}" if count > 1 else name, field.kind, field.meaning))
    return Record(tuple(named), tuple(rows))


def ranking_record(study: Study, t: Translator) -> Record:
    """A row each alternative that is ranked, the first rank first: names, rank, 90% range, score, contributions, values.

    Of counties and county towns also their types, and whether each is among the pilots where a set meets the conditions.
    """
    found = study.ranking
    columns: list[tuple[Field, CellOf]] = [
        (_field("code", t), lambda line, _: line.key),
        (_field("name_en", t), lambda _, each: each.name.en),
        (_field("name_zh", t), lambda _, each: each.name.zh),
        (_field("province", t), lambda _, each: _text(each.province, t)),
        (_field("prefecture", t), lambda _, each: _text(each.prefecture, t)),
        (_field("longitude", t), lambda _, each: each.lon),
        (_field("latitude", t), lambda _, each: each.lat),
        (_field("rank", t, last=len(found)), lambda line, _: line.rank),
        *_ranges(study, t),
        (_field("score", t, method=found.method.name), lambda line, _: line.score),
        *_by_criterion(study, t),
        (_field("missing_values", t), lambda line, _: _missing(study, line.key)),
        (_field("uncertain_values", t), lambda line, _: _marked(study, line.key)),
        *_types(study, t),
        *_selected(study, t),
    ]
    rows = [tuple(cell(line, study.evidence[line.key]) for _, cell in columns) for line in found]
    return record_of(rows, [field for field, _ in columns])


def _ranges(study: Study, t: Translator) -> list[tuple[Field, CellOf]]:
    """The ends of the 90% rank range, as the brief has them; nothing where weights cannot be drawn."""
    sure = robustness_of(study)
    if sure is None:
        return []

    def end(which: int) -> CellOf:
        return lambda line, _: sure.interval(line.key)[which]

    told = {"region": sure.near.region.name, "samples": f"{sure.near.samples:,}"}
    return [(_field("rank_from", t, **told), end(0)), (_field("rank_to", t, **told), end(1))]


def _by_criterion(study: Study, t: Translator) -> list[tuple[Field, CellOf]]:
    """Of each criterion its contribution to the score, where scores are such sums, and its value."""
    found, columns = study.ranking, []

    def cell(table: Array, j: int) -> CellOf:
        return lambda line, _: float(table[line.row, j])

    for j, key in enumerate(found.matrix.criteria):
        criterion = study.catalogue[key]
        if found.parts is not None:
            told = t("open_data.contribution", criterion=criterion.name)
            columns.append((Field(f"contribution_{key}", "number", told), cell(found.parts, j)))
        unit = t.text(criterion.unit) or "—"
        told = t("open_data.value", criterion=criterion.name, unit=unit)
        columns.append((Field(f"value_{key}", "number", told), cell(found.matrix.values, j)))
    return columns


def _types(study: Study, t: Translator) -> list[tuple[Field, CellOf]]:
    if not has_types(study):
        return []

    def cell(kind: TownType) -> CellOf:
        return lambda line, _: types_of(line.key, study.town_type_rules)[kind]

    told = {kind: t("open_data.type", type=type_name(kind)) for kind in TOWN_TYPES}
    return [(Field(f"type_{kind}", "string", told[kind]), cell(kind)) for kind in TOWN_TYPES]


def _selected(study: Study, t: Translator) -> list[tuple[Field, CellOf]]:
    """Whether each is among the pilots; nothing where no set meets the conditions."""
    try:
        chosen = frozenset(decide(study).best.chosen)
    except StudyError:
        return []
    return [(_field("selected", t, k=len(chosen)), lambda line, _: line.key in chosen)]


def values_record(study: Study, t: Translator) -> Record:
    """A row each value as it stands in the evidence, and what counted where it is missing."""
    matrix, evidence = study.filled.matrix, study.assumed_evidence
    names = ("code", "criterion", "known_value", "low", "high", "mark", "counted_value")
    rows: list[tuple[Cell, ...]] = []
    for i, key in enumerate(matrix.alternatives):
        for j, criterion in enumerate(matrix.criteria):
            seen = evidence.observation(study.catalogue[criterion].variable, key)
            ends = (seen.value, seen.low, seen.high, seen.mark)
            rows.append((key, criterion, *ends, float(matrix.values[i, j])))
    return record_of(rows, [_field(name, t) for name in names])


def criteria_record(study: Study, t: Translator) -> Record:
    """A row each criterion that is ranked by: names, group, unit, weight, scale, the columns of its sources."""
    names = (
        *("criterion", "name_en", "name_zh", "group", "unit", "description"),
        *("weight", "worst", "best", "curve", "sources"),
    )
    shares = study.weights.as_dict()
    rows: list[tuple[Cell, ...]] = []
    for key in study.filled.matrix.criteria:
        each, scale = study.catalogue[key], study.scales[key]
        told = (each.name.en, each.name.zh, t.text(study.catalogue.group(each.group).name))
        ends = (float(shares[key]), scale.worst, scale.best, scale.curve)
        more = (t.text(each.unit), t.text(each.description))
        rows.append((key, *told, *more, *ends, BETWEEN.join(each.sources)))
    return record_of(rows, [_field(name, t) for name in names])


def _field(name: str, t: Translator, **values: object) -> Field:
    return Field(name, COLUMNS[name], t(f"open_data.column_{name}", **values))


def _text(text: Text | None, t: Translator) -> str | None:
    return None if text is None else t.text(text)


def _missing(study: Study, key: str) -> str:
    missing = study.filled.missing_values
    return BETWEEN.join(gap.criterion for gap in missing if gap.alternative == key)


def _marked(study: Study, key: str) -> str:
    """The criteria whose value of this alternative is uncertain, each with why."""
    told = []
    for criterion in study.filled.matrix.criteria:
        variable = study.catalogue[criterion].variable
        mark = study.assumed_evidence.observation(variable, key).mark
        if mark is not None:
            told.append(f"{criterion} {mark}")
    return BETWEEN.join(told)
