"""Tables of missing readings: how much each criterion is known, what each gap does, and by which rule."""

import pandas as pd

from mcda.report import theme
from mcda.study.study import Study
from mcda.words import Say

SEARCHED = 150  # touched places whose interval is searched where it is not exact
GAPS = 500  # gaps listed cell by cell


def has_gaps(study: Study) -> bool:
    return any(True for _ in study.supposed.only(study.candidates).gaps(_readings(study)))


def _readings(study: Study) -> list[str]:
    return [study.catalogue[key].reading for key in study.stage.keys]


def criteria(study: Study, say: Say) -> tuple[pd.DataFrame, list[str]]:
    """One row a criterion with gaps: how many, the share known, its own rule; and the criteria's keys."""
    evidence, count = study.supposed.only(study.candidates), len(study.candidates)
    rows, keys = [], []
    for key in study.stage.keys:
        missing = sum(1 for _ in evidence.gaps([study.catalogue[key].reading]))
        if missing:
            rule = study.scenario.gap_policies.get(key)
            keys.append(key)
            rows.append(
                {
                    say("chart.criterion"): say.of(study.catalogue[key].name),
                    say("data.missing"): missing,
                    say("data.coverage"): say.percent(1 - missing / count),
                    say("data.rule"): say(f"kinds.{rule}") if rule else None,
                }
            )
    return pd.DataFrame(rows), keys


def cells(study: Study, say: Say) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """One row a gap, the first few hundred: what counts, within which ends, its own rule; and the cells' keys."""
    chosen = {(c.alternative, c.criterion): c.policy for c in study.scenario.gap_cells}
    gaps = study.gathered.gaps[:GAPS]
    rows = []
    for gap in gaps:
        rule = chosen.get((gap.alternative, gap.criterion))
        rows.append(
            {
                say("chart.name"): say.of(study.evidence[gap.alternative].name),
                say("chart.criterion"): say.of(study.catalogue[gap.criterion].name),
                say("data.counts_as"): "" if gap.filled is None else theme.number(gap.filled),
                say("data.from"): theme.number(gap.low),
                say("data.to"): theme.number(gap.high),
                say("data.rule"): say(f"kinds.{rule}") if rule else None,
            }
        )
    return pd.DataFrame(rows), [(gap.alternative, gap.criterion) for gap in gaps]


def effects(study: Study, say: Say) -> pd.DataFrame:
    """One row a touched place: where it stands, and the best and worst place its missing readings allow."""
    touched = {gap.alternative for gap in study.filled.gaps}
    rows = []
    for line in study.ranking:
        if line.key not in touched:
            continue
        found = study.places_over_fillings(line.key)
        rows.append(
            {
                say("chart.name"): say.of(study.evidence[line.key].name),
                say("chart.place"): line.place,
                say("data.best_place"): found.first,
                say("data.worst_place"): found.last,
            }
        )
        if len(rows) >= SEARCHED and not found.exact:
            break
    return pd.DataFrame(rows)


def how_found(study: Study, say: Say) -> str:
    """Whether the intervals bound every filling, or are the widest of those tried."""
    touched = {gap.alternative for gap in study.filled.gaps}
    first = next((line.key for line in study.ranking if line.key in touched), None)
    if first is None:
        return say("data.no_gaps")
    if study.places_over_fillings(first).exact:
        return say("data.exact")
    method = study.ranking.method.name
    return say("data.searched", method=method, count=min(SEARCHED, len(touched)))
