"""Tables of a study as data frames, with their words: what pages show beside and behind their charts."""

from collections.abc import Sequence

import pandas as pd

from criteria.errors import AppError
from mcda.methods.registry import METHODS
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Translator


def size(study: Study) -> dict[str, int]:
    return {"count": len(study.candidates), "criteria": len(study.stage.keys)}


def values(study: Study, t: Translator) -> pd.DataFrame:
    """Alternatives × criteria as they stand in the evidence, gaps empty, units in the headings."""
    columns: dict[str, list[float | None]] = {}
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        heading = f"{t.text(criterion.name)} ({t.text(criterion.unit)})"
        columns[heading] = [
            study.evidence.observation(criterion.variable, a.key).value for a in study.candidates
        ]
    index = pd.Index([t.text(a.name) for a in study.candidates], name=t("chart.name"))
    return pd.DataFrame(columns, index=index)


def doubt_counts(study: Study) -> dict[str, int]:
    found = [
        study.evidence.observation(study.catalogue[key].variable, a.key)
        for key in study.stage.keys
        for a in study.candidates
    ]
    return {
        "gaps": sum(observation.is_missing for observation in found),
        "marks": sum(
            observation.mark is not None and not observation.is_missing for observation in found
        ),
    }


def doubts(study: Study, t: Translator) -> pd.DataFrame:
    """One row a reading that is missing or marked: where, why, what counts, and its interval."""
    filled = {(gap.alternative, gap.criterion): gap for gap in study.filled.missing_values}
    rows = []
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        for alternative in study.candidates:
            observation = study.evidence.observation(criterion.variable, alternative.key)
            gap = filled.get((alternative.key, key))
            if gap is None and observation.mark is None:
                continue
            rows.append(
                {
                    t("chart.name"): t.text(alternative.name),
                    t("chart.criterion"): t.text(criterion.name),
                    t("data.why"): t(f"kinds.{observation.mark or 'gap'}"),
                    t("data.counts_as"): _known(gap.filled if gap else observation.value),
                    t("data.from"): _known(gap.low if gap else observation.low),
                    t("data.to"): _known(gap.high if gap else observation.high),
                }
            )
    return pd.DataFrame(rows)


def _known(number: float | None) -> str:
    return "" if number is None else theme.number(number)


def left_out(study: Study, t: Translator) -> str | None:
    """The sentence that names what a rule for gaps left out."""
    out = study.filled
    names = [study.evidence[key].name for key in out.left_out_alternatives]
    names += [study.catalogue[key].name for key in out.left_out_criteria]
    return t("data.left_out", names=names) if names else None


def ranking(study: Study, t: Translator, only: Sequence[str] | None = None) -> pd.DataFrame:
    """Place, name, where, score and, under the additive method, the part of each criterion."""
    found = study.ranking
    names = [t.text(study.catalogue[key].name) for key in found.matrix.criteria]
    rows = []
    for line in found:
        if only is not None and line.key not in only:
            continue
        alternative = study.evidence[line.key]
        row: dict[str, str | float] = {
            t("chart.place"): line.rank,
            t("chart.name"): t.text(alternative.name),
        }
        if alternative.province is not None:
            row[t("ranking.province")] = t.text(alternative.province)
        row[t("brief.score")] = line.score
        if found.parts is not None:
            row |= dict(zip(names, map(float, found.parts[line.row]), strict=True))
        rows.append(row)
    return pd.DataFrame(rows)


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


def families(study: Study, t: Translator, key: str) -> pd.DataFrame:
    """The place of one alternative under one method of each family; why not, where a method cannot rank the table."""
    rows = []
    for method in METHODS.values():
        if not method.in_default_menu and method.key != study.scenario.method:
            continue
        try:
            own = method.key == study.scenario.method
            found = study.ranking if own else study.ranked_by(method.key)
            rank, note = found.rank(key), ""
        except AppError as error:
            rank, note = None, t.finding(formatting.named(study, error.findings[0])).line()
        rows.append(
            {
                t("app.method"): t.text(method.name),
                t("ranking.family"): t(f"kinds.{method.family}"),
                t("chart.place"): rank,
                t("ranking.note"): note,
            }
        )
    return pd.DataFrame(rows)


def card(study: Study, t: Translator, key: str) -> pd.DataFrame:
    """One place's readings beside its scales: reading, worth from 0 to 1, and what it adds to the score."""
    matrix, ranking_ = study.filled.matrix, study.ranking
    row = matrix.alternatives.index(key)
    rows = []
    for j, criterion in enumerate(matrix.criteria):
        scale = study.scales[criterion]
        entry: dict[str, str | float] = {
            t("chart.criterion"): t.text(study.catalogue[criterion].name),
            t("ranking.reading"): _as_read(study, t, key, criterion, float(matrix.values[row, j])),
            t("ranking.scale"): f"{theme.number(scale.worst)} → {theme.number(scale.best)}",
            t("ranking.worth"): float(matrix.normalised[row, j]),
        }
        if ranking_.parts is not None:
            entry[t("chart.part")] = float(ranking_.parts[row, j])
        rows.append(entry)
    return pd.DataFrame(rows)


def _as_read(study: Study, t: Translator, key: str, criterion: str, value: float) -> str:
    """A reading with its unit, and that it is supposed where it is."""
    entry = study.catalogue[criterion]
    words = formatting.value(t, entry, value)
    mark = study.assumed_evidence.observation(entry.variable, key).mark
    return f"{words} ({t('kinds.assumed')})" if mark == "assumed" else words
