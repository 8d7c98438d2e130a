"""Tables of missing values: how much each criterion is known, what each missing value does, and by which rule."""

from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.report.theme import number
from mcda.study.imputation_bounds import is_exact
from mcda.study.missing_values import MissingValue
from mcda.study.study import Study
from mcda.words import Translator

SEARCHED = 150  # touched places whose interval is searched where it is not exact
GAPS = 500  # missing values listed cell by cell


def has_missing_values(study: Study) -> bool:
    return any(
        True
        for _ in study.assumed_evidence.only(study.candidates).missing_values(_variables(study))
    )


def _variables(study: Study) -> list[str]:
    return [study.catalogue[key].variable for key in study.stage.keys]


def criteria(study: Study, t: Translator) -> tuple[Table, list[str]]:
    """One row a criterion with missing values: how many, the share known, its own rule; and the criteria's keys."""
    evidence, count = study.assumed_evidence.only(study.candidates), len(study.candidates)
    rows: list[tuple[Value, ...]] = []
    keys = []
    for key in study.stage.keys:
        missing = sum(1 for _ in evidence.missing_values([study.catalogue[key].variable]))
        if missing:
            rule = study.scenario.missing_value_policies.get(key)
            keys.append(key)
            rows.append(
                (
                    t.text(study.catalogue[key].name),
                    missing,
                    t.percent(1 - missing / count),
                    t(f"kinds.{rule}") if rule else None,
                )
            )
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("data.missing"), "rank"),
        Column(t("data.coverage"), "key"),
        Column(t("data.rule"), "key"),
    )
    return Table(columns, tuple(rows)), keys


def cells(study: Study, t: Translator) -> tuple[Table, list[tuple[str, str]]]:
    """One row a missing value, the first few hundred: what counts, within which ends, its own rule; and the cells' keys."""
    chosen = {(c.alternative, c.criterion): c.policy for c in study.scenario.missing_value_cells}
    missing_values = study.imputed.missing_values[:GAPS]

    def rule(gap: MissingValue) -> str | None:
        policy = chosen.get((gap.alternative, gap.criterion))
        return t(f"kinds.{policy}") if policy else None

    table = tabulate(
        t,
        "",
        missing_values,
        ("chart.name", "name", lambda gap: t.text(study.evidence[gap.alternative].name)),
        ("chart.criterion", "name", lambda gap: t.text(study.catalogue[gap.criterion].name)),
        ("data.counts_as", "key", lambda gap: "" if gap.filled is None else number(gap.filled)),
        ("data.from", "key", lambda gap: number(gap.low)),
        ("data.to", "key", lambda gap: number(gap.high)),
        ("data.rule", "key", rule),
    )
    return table, [(gap.alternative, gap.criterion) for gap in missing_values]


def effects(study: Study, t: Translator) -> Table:
    """One row a touched candidate: where it stands, and the best and worst rank its missing values allow."""
    touched = {gap.alternative for gap in study.filled.missing_values} | set(study.bounded)
    rows = []
    for line in study.ranking:
        if line.key not in touched:
            continue
        found = study.ranks_over_imputations(line.key)
        name = t.text(study.evidence[line.key].name)
        rows.append((name, line.rank, found.first, found.last))
        if len(rows) >= SEARCHED and not found.exact:
            break
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("chart.rank"), "rank"),
        Column(t("data.best_rank"), "rank"),
        Column(t("data.worst_rank"), "rank"),
    )
    return Table(columns, tuple(rows))


def own_range(study: Study, key: str, t: Translator) -> list[str]:
    """Between which ranks its own missing values leave an alternative, where that is more than one.

    Bounds that no filling leads beyond, or the widest of those tried, which is said.
    """
    found = study.ranks_over_imputations(key)
    if found.first == found.last:
        return []
    ends = {"first": found.first, "last": found.last}
    if key in study.bounded:
        return [
            t("ranking.between_bounds" if found.exact else "ranking.between_bounds_tried", **ends)
        ]
    return [t("ranking.between" if found.exact else "ranking.between_tried", **ends)]


def how_found(study: Study, t: Translator) -> str:
    """Whether the intervals bound every filling, or are the widest of those tried."""
    touched = {gap.alternative for gap in study.filled.missing_values}
    ranked = touched.intersection(study.ranking.alternatives)
    if not ranked:
        return t("data.no_missing_values")
    if is_exact(study.ranking):
        return t("data.exact")
    method = study.ranking.method.name
    return t("data.searched", method=method, count=min(SEARCHED, len(ranked)))
