"""The sheet of the five types of county town: source, rules, counts, the answers of each county, ranks within a type."""

from criteria.errors import AppError
from mcda.region.town_types import has_types
from mcda.report.tables import town_types as tables
from mcda.report.tables.model import Sheet, Table, sheet
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES
from mcda.words import Translator


def types(study: Study, t: Translator) -> Sheet | None:
    """The types of the counties of a study of counties or county towns; other studies have none."""
    if not has_types(study):
        return None
    keys = [each.key for each in study.evidence.alternatives]
    made = [
        tables.count_table(keys, study.town_type_rules, t),
        *_within(study, t),
        tables.county_table(study, t),
    ]
    sources = tables.sources(t)
    told = [tables.source_words(t, tables.districts(keys))]
    return sheet(
        "types",
        t,
        told,
        *made,
        *([] if sources is None else [sources]),
        title=t("town_types.choose"),
    )


def _within(study: Study, t: Translator) -> list[Table]:
    """The ranking of each type's candidates; a type of fewer than two has none."""
    found = []
    for kind in TOWN_TYPES:
        try:
            found.append(tables.within_table(study, kind, t))
        except AppError:
            continue
    return found


SHEETS = {"types": types}
