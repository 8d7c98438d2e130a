"""One candidate at one stage: how sure its rank is, its weakest values, and what would lift it."""

from dataclasses import dataclass
from functools import lru_cache

from criteria.text import Text
from mcda.methods.registry import rank
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table
from mcda.robustness import (
    Acceptability,
    Flip,
    Sampling,
    acceptability_of,
    names_of,
    sentence_for,
)
from mcda.robustness import smallest_change_into as into
from mcda.study.study import Study
from mcda.words import Translator, phrase

SAMPLES, FIRST = 10_000, 10  # draws of weights near the study's own; the ranks to come among
SHOWN = 3


def near_acceptability(study: Study) -> Acceptability:
    """10,000 weightings near the study's own; some hundredths of a second under the additive method."""
    return acceptability_of(study, Sampling("near", SAMPLES))


def robustness_sentence(study: Study, key: str, t: Translator) -> str:
    """How robust the rank is, in sentences; what was drawn stands beside them."""
    return sentence_for(t, study.ranking, near_acceptability(study), key, names_of(study))


@dataclass(frozen=True)
class Lift:
    """The rank that an alternative would have if one value stood at the best end of its scale."""

    criterion: str
    observation: float
    best: float
    rank: int


@lru_cache(maxsize=256)
def at_best(study: Study, key: str) -> tuple[Lift, ...]:
    """The rank of an alternative with each of its values, one at a time, at the best end of its scale."""
    matrix = study.filled.matrix
    row = matrix.alternatives.index(key)
    found = []
    for j, criterion in enumerate(matrix.criteria):
        best = study.scales[criterion].best
        changed = study.filled.with_cells({(key, criterion): best})
        ranking = rank(changed, study.weights, study.scenario.method, **study.scenario.parameters)
        found.append(Lift(criterion, float(matrix.values[row, j]), best, ranking.rank(key)))
    return tuple(found)


def lifts(study: Study, key: str) -> tuple[Lift, ...]:
    """Which values would lift an alternative most, each alone at its best end; those that would not are left out."""
    now = study.ranking.rank(key)
    found = [lift for lift in at_best(study, key) if lift.rank < now]
    return tuple(sorted(found, key=lambda lift: lift.rank))


@lru_cache(maxsize=256)
def reweighed(study: Study, key: str) -> Flip | None:
    """The smallest change of weights that brings it among the first ten; a second or two. None: no weights do."""
    return into(study.ranked_by("additive"), key, FIRST)


def weakest(study: Study, key: str, t: Translator) -> Table:
    """The values that cost it most against the best end of their scale, and its rank if each were there."""
    matrix, weights = study.filled.matrix, study.weights.array
    row = matrix.alternatives.index(key)
    lost = weights * (1 - matrix.normalised[row])
    ranks = {lift.criterion: lift.rank for lift in at_best(study, key)}
    rows = []
    for j in sorted(range(len(lost)), key=lambda j: -float(lost[j]))[:SHOWN]:
        if lost[j] <= 0:
            continue
        criterion = matrix.criteria[j]
        rows.append(
            (
                t.text(study.catalogue[criterion].name),
                t(f"kinds.{study.stage[criterion].kind}"),
                formatting.value(t, study.catalogue[criterion], float(matrix.values[row, j])),
                formatting.value(t, study.catalogue[criterion], study.scales[criterion].best),
                float(lost[j]),
                ranks[criterion],
            )
        )
    return Table(
        (
            Column(t("chart.criterion"), "name"),
            Column(t("brief.kind"), "key"),
            Column(t("ranking.value"), "key"),
            Column(t("county.best_end"), "key"),
            Column(t("county.costs"), "score"),
            Column(t("county.rank_then"), "rank"),
        ),
        tuple(rows),
    )


def lift_words(study: Study, key: str, t: Translator) -> str:
    """Which change of weights, as small as can be, would bring it among the first ten.

    The programme needs scores that add up, so the additive method answers, and the sentence says so.
    """
    told = _lift_words(study, key, t)
    if study.ranking.parts is not None:
        return told
    return t("county.by_additive", method=study.ranking.method.name, sentence=told)


def _lift_words(study: Study, key: str, t: Translator) -> str:
    rank = study.ranked_by("additive").rank(key)
    if rank <= FIRST:
        return t("county.already", count=FIRST)
    flip = reweighed(study, key)
    if flip is None:
        return t("county.no_weights", count=FIRST)
    before, after = study.weights, flip.weights
    moves = sorted(
        before.criteria, key=lambda criterion: -abs(after[criterion] - before[criterion])
    )
    points = 50 * flip.change  # what is taken from some is what is given to others
    digits = 1 if points >= 0.1 else 4
    told = [
        t(
            "county.move",
            name=study.catalogue[criterion].in_sentence,
            before=t.percent(before[criterion], digits),
            after=t.percent(after[criterion], digits),
        )
        for criterion in moves[:SHOWN]
        if 100 * abs(after[criterion] - before[criterion]) >= 0.5 * 10**-digits
    ]
    return t(
        "county.reweighed",
        count=FIRST,
        moves=t.join(told, last=False),
        change=f"{points:.{digits}f}",
    )


def doubts(study: Study, key: str, t: Translator) -> list[str]:
    """Which of its values are missing or marked, and why."""
    found = []
    for criterion in study.stage.keys:
        observation = study.evidence.observation(study.catalogue[criterion].variable, key)
        if observation.is_missing or observation.mark is not None:
            why = t(f"kinds.{observation.mark or 'gap'}")
            found.append(t("county.doubt", name=study.catalogue[criterion].name, why=why))
    return found


def score_outside(study: Study, key: str, t: Translator) -> list[str]:
    """The score of one that does not compete, as it would be with nobody shut out, where there is one."""
    low = next((low for low in study.screened_out if low.key == key), None)
    score = low.score if low is not None else study.ineligible_scores.get(key)
    return [] if score is None else [t("ranking.outside_score", score=theme.number(score))]


def why_not(study: Study, key: str) -> Text | None:
    """Why an alternative does not compete: its eligibility rule, its cut-off, or a missing value; None if it does."""
    if key in study.ranking.alternatives:
        return None
    gate = study.ineligible.get(key)
    if gate is not None:
        return gate.name
    low = next((low for low in study.screened_out if low.key == key), None)
    if low is not None:
        return study.cutoffs_name(low)
    return phrase("study.left_out_by_gaps")
