"""Tables of a study as data frames, with their words: what pages show beside and behind their charts."""

from collections.abc import Sequence

import pandas as pd

from criteria.errors import Trouble
from mcda.methods.registry import METHODS
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.words import Say


def size(study: Study) -> dict[str, int]:
    return {"count": len(study.candidates), "criteria": len(study.stage.keys)}


def readings(study: Study, say: Say) -> pd.DataFrame:
    """Alternatives × criteria as they stand in the evidence, gaps empty, units in the headings."""
    columns: dict[str, list[float | None]] = {}
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        heading = f"{say.of(criterion.name)} ({say.of(criterion.unit)})"
        columns[heading] = [
            study.evidence.reading(criterion.reading, a.key).value for a in study.candidates
        ]
    index = pd.Index([say.of(a.name) for a in study.candidates], name=say("chart.name"))
    return pd.DataFrame(columns, index=index)


def doubt_counts(study: Study) -> dict[str, int]:
    found = [
        study.evidence.reading(study.catalogue[key].reading, a.key)
        for key in study.stage.keys
        for a in study.candidates
    ]
    return {
        "gaps": sum(reading.is_gap for reading in found),
        "marks": sum(reading.mark is not None and not reading.is_gap for reading in found),
    }


def doubts(study: Study, say: Say) -> pd.DataFrame:
    """One row a reading that is missing or marked: where, why, what counts, and its interval."""
    filled = {(gap.alternative, gap.criterion): gap for gap in study.filled.gaps}
    rows = []
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        for alternative in study.candidates:
            reading = study.evidence.reading(criterion.reading, alternative.key)
            gap = filled.get((alternative.key, key))
            if gap is None and reading.mark is None:
                continue
            rows.append(
                {
                    say("chart.name"): say.of(alternative.name),
                    say("chart.criterion"): say.of(criterion.name),
                    say("data.why"): say(f"kinds.{reading.mark or 'gap'}"),
                    say("data.counts_as"): _known(gap.filled if gap else reading.value),
                    say("data.from"): _known(gap.low if gap else reading.low),
                    say("data.to"): _known(gap.high if gap else reading.high),
                }
            )
    return pd.DataFrame(rows)


def _known(number: float | None) -> str:
    return "" if number is None else theme.number(number)


def left_out(study: Study, say: Say) -> str | None:
    """The sentence that names what a rule for gaps left out."""
    out = study.filled
    names = [study.evidence[key].name for key in out.left_out_alternatives]
    names += [study.catalogue[key].name for key in out.left_out_criteria]
    return say("data.left_out", names=names) if names else None


def ranking(study: Study, say: Say, only: Sequence[str] | None = None) -> pd.DataFrame:
    """Place, name, where, score and, under the additive method, the part of each criterion."""
    found = study.ranking
    names = [say.of(study.catalogue[key].name) for key in found.matrix.criteria]
    rows = []
    for line in found:
        if only is not None and line.key not in only:
            continue
        alternative = study.evidence[line.key]
        row: dict[str, str | float] = {
            say("chart.place"): line.place,
            say("chart.name"): say.of(alternative.name),
        }
        if alternative.province is not None:
            row[say("ranking.province")] = say.of(alternative.province)
        row[say("brief.score")] = line.score
        if found.parts is not None:
            row |= dict(zip(names, map(float, found.parts[line.row]), strict=True))
        rows.append(row)
    return pd.DataFrame(rows)


def leaders(study: Study, before: Study, say: Say, count: int = 5) -> list[str]:
    """The first few, each with how far it moved against another state of the same study."""
    lines = []
    for line in list(study.ranking)[:count]:
        text = say("weights.leader", place=line.place, name=study.evidence[line.key].name)
        if line.key in before.ranking.alternatives:
            by = before.ranking.place(line.key) - line.place
            if by:
                text += "  ·  " + say(
                    "weights.moved_up" if by > 0 else "weights.moved_down", by=abs(by)
                )
        lines.append(text)
    return lines


def families(study: Study, say: Say, key: str) -> pd.DataFrame:
    """The place of one alternative under one method of each family; why not, where a method cannot rank the table."""
    rows = []
    for method in METHODS.values():
        if not method.in_default_menu and method.key != study.scenario.method:
            continue
        try:
            own = method.key == study.scenario.method
            found = study.ranking if own else study.ranked_by(method.key)
            place, note = found.place(key), ""
        except Trouble as trouble:
            place, note = None, say.finding(formatting.named(study, trouble.findings[0])).line()
        rows.append(
            {
                say("app.method"): say.of(method.name),
                say("ranking.family"): say(f"kinds.{method.family}"),
                say("chart.place"): place,
                say("ranking.note"): note,
            }
        )
    return pd.DataFrame(rows)


def card(study: Study, say: Say, key: str) -> pd.DataFrame:
    """One place's readings beside its scales: reading, worth from 0 to 1, and what it adds to the score."""
    matrix, ranking_ = study.filled.matrix, study.ranking
    row = matrix.alternatives.index(key)
    rows = []
    for j, criterion in enumerate(matrix.criteria):
        scale = study.scales[criterion]
        entry: dict[str, str | float] = {
            say("chart.criterion"): say.of(study.catalogue[criterion].name),
            say("ranking.reading"): _as_read(
                study, say, key, criterion, float(matrix.values[row, j])
            ),
            say("ranking.scale"): f"{theme.number(scale.worst)} → {theme.number(scale.best)}",
            say("ranking.worth"): float(matrix.worth[row, j]),
        }
        if ranking_.parts is not None:
            entry[say("chart.part")] = float(ranking_.parts[row, j])
        rows.append(entry)
    return pd.DataFrame(rows)


def _as_read(study: Study, say: Say, key: str, criterion: str, value: float) -> str:
    """A reading with its unit, and that it is supposed where it is."""
    entry = study.catalogue[criterion]
    words = formatting.reading(say, entry, value)
    mark = study.supposed.reading(entry.reading, key).mark
    return f"{words} ({say('kinds.assumed')})" if mark == "assumed" else words
