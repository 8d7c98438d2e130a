"""One place at one stage: how sure its place is, its weakest readings, and what would lift it."""

from dataclasses import dataclass
from functools import lru_cache

from criteria.errors import Text
from mcda.methods.registry import rank
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table
from mcda.robustness import Acceptability, Flip, Sampling, how_sure, names_of, sentence_for
from mcda.robustness import smallest_change_into as into
from mcda.study.study import Study
from mcda.words import Say, phrase

SAMPLES, FIRST = 10_000, 10  # draws of weights near the study's own; the places to come among
SHOWN = 3


@lru_cache(maxsize=32)
def near_acceptability(study: Study) -> Acceptability:
    """10,000 weightings near the study's own; some hundredths of a second under the additive method."""
    return how_sure(study, Sampling("near", SAMPLES))


def sure(study: Study, key: str, say: Say) -> str:
    """How sure the place is, in a sentence that names the region of weights."""
    return sentence_for(say, study.ranking, near_acceptability(study), key, names_of(study))


@dataclass(frozen=True)
class Lift:
    """The place that an alternative would have if one reading stood at the best end of its scale."""

    criterion: str
    reading: float
    best: float
    place: int


@lru_cache(maxsize=256)
def lifts(study: Study, key: str) -> tuple[Lift, ...]:
    """Which readings would lift an alternative most, each alone at its best end; those that would not are left out."""
    matrix, now = study.filled.matrix, study.ranking.place(key)
    row = matrix.alternatives.index(key)
    found = []
    for j, criterion in enumerate(matrix.criteria):
        best = study.scales[criterion].best
        changed = study.filled.with_cells({(key, criterion): best})
        ranking = rank(changed, study.weights, study.scenario.method, **study.scenario.parameters)
        if ranking.place(key) < now:
            reading = float(matrix.values[row, j])
            found.append(Lift(criterion, reading, best, ranking.place(key)))
    return tuple(sorted(found, key=lambda lift: lift.place))


@lru_cache(maxsize=256)
def reweighed(study: Study, key: str) -> Flip | None:
    """The smallest change of weights that brings it among the first ten; a second or two. None: no weights do."""
    return into(study.ranked_by("additive"), key, FIRST)


def weakest(study: Study, key: str, say: Say) -> Table:
    """The readings that cost it most against the best end of their scale, and its place if each were there."""
    matrix, weights = study.filled.matrix, study.weights.array
    row = matrix.alternatives.index(key)
    lost = weights * (1 - matrix.worth[row])
    places = {lift.criterion: lift.place for lift in lifts(study, key)}
    rows = []
    for j in sorted(range(len(lost)), key=lambda j: -float(lost[j]))[:SHOWN]:
        if lost[j] <= 0:
            continue
        criterion = matrix.criteria[j]
        rows.append(
            (
                say.of(study.catalogue[criterion].name),
                say(f"kinds.{study.stage[criterion].kind}"),
                formatting.reading(say, study.catalogue[criterion], float(matrix.values[row, j])),
                formatting.reading(say, study.catalogue[criterion], study.scales[criterion].best),
                float(lost[j]),
                places.get(criterion, study.ranking.place(key)),
            )
        )
    return Table(
        (
            Column(say("chart.criterion"), "name"),
            Column(say("brief.kind"), "key"),
            Column(say("ranking.reading"), "key"),
            Column(say("county.best_end"), "key"),
            Column(say("county.costs"), "score"),
            Column(say("county.place_then"), "place"),
        ),
        tuple(rows),
    )


def lift_words(study: Study, key: str, say: Say) -> str:
    """Which change of weights, as small as can be, would bring it among the first ten."""
    place = study.ranked_by("additive").place(key)
    if place <= FIRST:
        return say("county.already", count=FIRST)
    flip = reweighed(study, key)
    if flip is None:
        return say("county.no_weights", count=FIRST)
    before, after = study.weights, flip.weights
    moves = sorted(
        before.criteria, key=lambda criterion: -abs(after[criterion] - before[criterion])
    )
    told = [
        say(
            "county.move",
            name=study.catalogue[criterion].name,
            before=say.percent(before[criterion], 1),
            after=say.percent(after[criterion], 1),
        )
        for criterion in moves[:SHOWN]
        if abs(after[criterion] - before[criterion]) >= 0.0005
    ]
    return say(
        "county.reweighed",
        count=FIRST,
        moves=say.join(told, last=False),
        change=f"{50 * flip.change:.1f}",
    )


def doubts(study: Study, key: str, say: Say) -> list[str]:
    """Which of its readings are missing or marked, and why."""
    found = []
    for criterion in study.stage.keys:
        reading = study.evidence.reading(study.catalogue[criterion].reading, key)
        if reading.is_gap or reading.mark is not None:
            why = say(f"kinds.{reading.mark or 'gap'}")
            found.append(say("county.doubt", name=study.catalogue[criterion].name, why=why))
    return found


def why_not(study: Study, key: str) -> Text | None:
    """Why an alternative does not compete: its gate, its bottom line, or a gap; None if it does."""
    if key in study.ranking.alternatives:
        return None
    gate = study.outside.get(key)
    if gate is not None:
        return gate.name
    low = next((low for low in study.fallen if low.key == key), None)
    if low is not None:
        return study.bottom_lines_name(low)
    return phrase("study.left_out_by_gaps")
