"""One candidate at one stage: its profile and those nearest to it, how sure its rank is, and what would lift it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from criteria.model import Criterion
from criteria.text import Text
from mcda.methods.registry import rank
from mcda.report import theme
from mcda.report.tables import formatting, robustness
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
from mcda.study.profiles import nearest, profiles_of
from mcda.study.study import Study
from mcda.words import Translator, phrase

SAMPLES, FIRST = 10_000, 10  # draws of weights near the study's own; the ranks to come among
SHOWN, MOVES = 3, 2  # weakest values; weights told of a change of them
NEAREST = 5  # profiles like this one
BETTER = 2  # criteria told of each, in which it stands better
LEAST = 0.01  # difference of normalised values below which nothing is told


def near_acceptability(study: Study) -> Acceptability:
    """10,000 weightings near the study's own; some hundredths of a second under the additive method."""
    return acceptability_of(study, Sampling("near", SAMPLES))


def robustness_sentence(study: Study, key: str, t: Translator) -> str:
    """How robust the rank is, in sentences; what was drawn stands beside them."""
    return sentence_for(t, study.ranking, near_acceptability(study), key, names_of(study))


def variance(study: Study, key: str, t: Translator) -> str:
    """Whether the spread of its rank comes from the weights or from uncertain values; empty where it is not ranked."""
    if key not in study.ranking.alternatives:
        return ""
    return robustness.variance(study, Sampling("near", SAMPLES), key, t)


def profile(study: Study, key: str, t: Translator) -> pd.DataFrame:
    """One row a criterion, by group: normalised value, its ends, median and best of the ranked candidates, values in words.

    Median and best are taken over the candidates whose value is known.
    """
    profiles = profiles_of(study)
    row = profiles.row(key)
    ranked = profiles.normalised[[profiles.row(line.key) for line in study.ranking]]
    values = _known_values(study)
    order = [group.key for group in study.catalogue.groups]
    rows = []
    for j, criterion in enumerate(profiles.criteria):
        known = ranked[:, j][~np.isnan(ranked[:, j])]
        raw = values[criterion]
        best = max if study.scales[criterion].direction > 0 else min
        catalogued = study.catalogue[criterion]
        rows.append(
            {
                "criterion": criterion,
                "name": t.text(catalogued.name),
                "group": catalogued.group,
                "known": not np.isnan(profiles.normalised[row, j]),
                "value": float(profiles.normalised[row, j]),
                "low": float(profiles.low[row, j]),
                "high": float(profiles.high[row, j]),
                "median": float(np.median(known)) if len(known) else np.nan,
                "best": float(known.max()) if len(known) else np.nan,
                "said": said(study, key, criterion, t),
                "median_said": formatting.value(t, catalogued, float(np.median(raw)))
                if raw
                else "",
                "best_said": formatting.value(t, catalogued, best(raw)) if raw else "",
                "from": 0.0,
                "to": 1.0,
            }
        )
    rows.sort(key=lambda each: order.index(str(each["group"])))
    return pd.DataFrame(rows)


def _known_values(study: Study) -> dict[str, list[float]]:
    """The values of the ranked candidates that are known, by criterion."""
    found = {}
    for criterion in study.filled.matrix.criteria:
        variable = study.catalogue[criterion].variable
        column = [study.assumed_evidence.observation(variable, line.key) for line in study.ranking]
        found[criterion] = [each.value for each in column if each.value is not None]
    return found


def said(study: Study, key: str, criterion: str, t: Translator) -> str:
    """A value with its unit, or that it is not known, with its bounds where it has any."""
    catalogued = study.catalogue[criterion]
    observation = study.assumed_evidence.observation(catalogued.variable, key)
    if observation.value is not None:
        sign = "−" if observation.value < 0 else ""
        return sign + formatting.value(t, catalogued, abs(observation.value))
    if observation.low is None or observation.high is None:
        return t("county.not_known")
    low, high = (
        formatting.value(t, catalogued, end) for end in (observation.low, observation.high)
    )
    return t("county.not_known_between", low=low, high=high)


def alike(study: Study, key: str, t: Translator) -> Table:
    """The nearest profiles among the ranked candidates: rank, distance, and where each stands better.

    A criterion of which one of the two values is not known is left out, and the number compared is told.
    """
    profiles = profiles_of(study)
    own = profiles.normalised[profiles.row(key)]
    rows = []
    for neighbour in nearest(profiles, key, study.ranking.alternatives, NEAREST):
        ahead = profiles.normalised[profiles.row(neighbour.key)] - own
        better = [j for j in np.argsort(-ahead, kind="stable") if ahead[j] >= LEAST][:BETTER]
        told = [
            _ahead(study, study.catalogue[profiles.criteria[j]], neighbour.key, key, t)
            for j in better
        ]
        distance = f"{neighbour.distance:.2f}"
        if neighbour.compared < len(profiles.criteria):
            of = {"compared": neighbour.compared, "count": len(profiles.criteria)}
            distance = t("county.distance_over", distance=distance, **of)
        rows.append(
            (
                t.text(study.evidence[neighbour.key].name),
                study.ranking.rank(neighbour.key),
                t.join(told, last=False) if told else t("ranking.nobody"),
                distance,
            )
        )
    return Table(
        (
            Column(t(f"county.alike_{study.stage.level}"), "name"),
            Column(t("chart.rank"), "rank"),
            Column(t("county.better"), "key"),
            Column(t("county.distance"), "score"),
        ),
        tuple(rows),
    )


def _ahead(study: Study, criterion: Criterion, key: str, than: str, t: Translator) -> str:
    """In one criterion, by how much a value differs from another, in its unit; a level by its name."""
    theirs, own = (
        study.assumed_evidence.observation(criterion.variable, each).value for each in (key, than)
    )
    assert theirs is not None
    assert own is not None
    if theirs in criterion.levels:
        return t("county.ahead_level", name=criterion.name, value=criterion.levels[theirs])
    number = ("+" if theirs > own else "−") + theme.number(abs(theirs - own))
    if criterion.unit.en == formatting.PERCENT:
        amount = t("county.points", number=number)
    else:
        amount = formatting.amount(t, number, criterion.unit)
    return t("county.ahead", name=criterion.name, amount=amount)


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
                formatting.value(t, study.catalogue[criterion], float(matrix.values[row, j])),
                formatting.value(t, study.catalogue[criterion], study.scales[criterion].best),
                float(lost[j]),
                ranks[criterion],
            )
        )
    return Table(
        (
            Column(t("county.weakest"), "name"),
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
        for criterion in moves[:MOVES]
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
