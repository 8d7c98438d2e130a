"""A closed round summed up: the room's weights, how far it agrees, what divides it, and what a study keeps of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from criteria.errors import AppError, Finding
from criteria.text import Text
from mcda.group.analysis.agreement import Measure, WeightAgreement, weight_agreement
from mcda.group.analysis.consensus import Mean, Spread, aip, group_judgement, spread
from mcda.group.analysis.disagreement import Divide, divides
from mcda.group.analysis.outcome_agreement import Outcome, Ranks, agree
from mcda.group.analysis.rank_shares import ranks_of_people, top_rank_shares
from mcda.group.analysis.verdict import Verdict, verdict
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.model.decision_matrix import Array
from mcda.model.weights import GroupedWeights, Weights
from mcda.study.study import Study
from mcda.study.workshop_outcome import (
    CriterionSpread,
    GroupMean,
    RankShares,
    RoundOutcome,
    WorkshopOutcome,
    rounded,
)
from mcda.words import phrase

Voice = Literal["arithmetic", "geometric", "judgements"]
VOICES: tuple[Voice, ...] = ("arithmetic", "geometric", "judgements")
FIRST = 3  # places of which the sentence speaks


@dataclass(frozen=True, eq=False)
class Summary:
    """One round that may be shown, and what follows from it for the study that the room weighed.

    `shares` (P × m) are in the order of the study's criteria; `placed` (P × n) are each person's ranks under them,
    by the study's method.
    """

    shown: PublishedRound
    study: Study
    shares: Array
    spread: Spread
    on_weights: WeightAgreement | None
    outcome: Outcome | None
    verdict: Verdict | None
    divides: tuple[Divide, ...]
    placed: Ranks

    @property
    def participant_weights(self) -> tuple[Voice, ...]:
        """The ways in which one voice can be made of many here."""
        return VOICES if self.shown.round.method_key == "ahp" else VOICES[:2]

    def weights(self, voice: Voice = "arithmetic") -> GroupedWeights:
        """The room's weights: means of the people's (AIP), or of their judgements (AIJ, for AHP alone).

        From means to half a percentage point: these weights go into studies that are kept and published.
        """
        judged = group_judgement(self.shown) if voice == "judgements" else None
        if judged is not None:
            return self._coarse(judged[0].whole(self.shown.criteria))
        mean: Mean = "geometric" if voice == "geometric" else "arithmetic"
        flat = aip(self.shown.weights, self.shown.participant_weights, self.shown.criteria, mean)
        return self._coarse(flat)

    def _coarse(self, flat: Weights) -> GroupedWeights:
        shares = rounded(flat.array)
        if not shares.sum() > 0:  # so many criteria that none has half a point
            shares = flat.array
        group_of = {key: g for g, keys in self.shown.workshop.criteria.items() for key in keys}
        return GroupedWeights.from_flat(Weights.of(shares, flat.criteria), group_of)

    @cached_property
    def sure(self) -> dict[str, tuple[RankShares, ...]]:
        """How sure the first ranks are, by what is asked of the room's people; drawn when first asked for.

        Raises MethodError where the study's method has no score under some of the weights.
        """
        room = self.shown.room
        weighed = self.study.with_weights(self.weights())
        return top_rank_shares(
            weighed, self.placed, self.shares, room["groups"], room["group_weights"], FIRST
        )

    def top(self, k: int) -> Array:
        """The share of the group weights, for each alternative, that puts it among the first k, to half a point."""
        return rounded(self.shown.participant_weights @ (self.placed <= k))

    def people_in_top(self, k: int) -> Array:
        """The share of people, for each alternative, who put it among the first k, to half a point."""
        return rounded((self.placed <= k).mean(axis=0))


def summed(shown: PublishedRound, study: Study) -> Summary | None:
    """The round summed up for a study; None if it weighed other criteria than the study ranks by."""
    matrix = study.filled.matrix
    if set(matrix.criteria) != set(shown.criteria):
        return None
    columns = [shown.criteria.index(key) for key in matrix.criteria]
    shares = shown.weights[:, columns]
    inside = _columns(shown.workshop, matrix.criteria)
    agreed = weight_agreement(shares, inside)
    room = Weights.of(shown.participant_weights @ shares, matrix.criteria)
    scenario = study.scenario
    outcome = agree(matrix, shares, room.array, inside, FIRST, scenario.method, scenario.parameters)
    normalised = matrix.normalised[:, [matrix.criteria.index(key) for key in shown.criteria]]
    return Summary(
        shown,
        study,
        shares,
        spread(shown),
        agreed,
        outcome,
        None if outcome is None else verdict(agreed, outcome),
        divides(shown, normalised),
        ranks_of_people(study, shares),
    )


def _columns(workshop: Workshop, criteria: Sequence[str]) -> list[list[int]]:
    return [[criteria.index(key) for key in keys] for keys in workshop.criteria.values()]


def workshop_outcome(
    workshop: Workshop,
    rounds: Sequence[PublishedRound | SuppressedRound],
    summaries: Mapping[int, Summary],
) -> WorkshopOutcome:
    """What a study keeps of a workshop: its closed rounds, each with figures or with why there are none."""
    closed = [each for each in rounds if not each.round.is_open]
    return WorkshopOutcome(
        workshop.title, tuple(_heard(each, summaries.get(each.number)) for each in closed)
    )


def _heard(each: PublishedRound | SuppressedRound, summary: Summary | None) -> RoundOutcome:
    said = RoundOutcome(
        each.number,
        each.round.method_key,
        notes=tuple(note.text for note in each.round.notes if note.kind == "note"),
        parked=tuple(note.text for note in each.round.notes if note.kind == "parked"),
    )
    if isinstance(each, SuppressedRound):
        return replace(said, why_suppressed=_found(each.finding))
    groups = tuple(
        GroupMean(cell.name, cell.heads, _means(each, at)) for at, cell in enumerate(each.cells)
    )
    said = replace(said, heads=each.heads, groups=groups)
    if summary is None:
        other = Finding.of("room.other_criteria", number=each.number)
        return replace(said, why_suppressed=_found(other))
    return replace(
        said,
        weights=weights_of(summary.spread),
        sentence=None if summary.verdict is None else summary.verdict.sentence,
        agreement=agreement_of(summary),
        discuss=tuple(discussed(summary, divide) for divide in summary.divides if divide.next),
        rank_shares=_sure(summary),
        agree_on_weights=None if summary.verdict is None else summary.verdict.weights,
        agree_on_ranks=None if summary.verdict is None else summary.verdict.first,
    )


def _sure(summary: Summary) -> dict[str, tuple[RankShares, ...]] | None:
    try:
        return summary.sure
    except AppError:  # the method has no score under somebody's weights
        return None


def _means(shown: PublishedRound, cell: int) -> dict[str, float]:
    """What a cell's people gave to each criterion, on average, to half a percentage point."""
    means = rounded(shown.of_cell(cell).mean(axis=0))
    return dict(zip(shown.criteria, map(float, means), strict=True))


def _found(finding: Finding) -> Text:
    return Text(finding.in_("en").problem, finding.in_("zh").problem)


def weights_of(found: Spread) -> dict[str, CriterionSpread]:
    """Each criterion's share: the mean over everyone's voice; quartiles and median over heads where they are told."""
    if found.everyone is None:
        return {
            key: CriterionSpread(float(mean))
            for key, mean in zip(found.criteria, found.mean, strict=True)
        }
    rows = zip(found.criteria, found.mean, found.everyone.T, strict=True)
    return {
        key: CriterionSpread(float(mean), *(float(quartile) for quartile in quartiles))
        for key, mean, quartiles in rows
    }


def agreement_of(summary: Summary) -> dict[str, float]:
    """The figures of agreement that exist, by name, to three digits: more would be a mark of these very answers."""
    measures: dict[str, Measure | None] = {}
    found: dict[str, float] = {}
    if summary.on_weights is not None:
        on = summary.on_weights
        measures |= {"distance": on.distance, "w": on.w, "spearman": on.spearman}
        measures["consensus"] = on.consensus
        found["distance_p"] = on.distance_p
        found |= {} if on.w_p is None else {"p": on.w_p}
    if summary.outcome is not None:
        out = summary.outcome
        measures |= {"overlap": out.overlap, "w_places": out.w, "ws": out.ws}
    for name, measure in measures.items():
        if measure is not None:
            found |= {name: measure.value, f"{name}_random": measure.random}
    return {
        name: round(float(value), 3) + 0.0 for name, value in found.items() if np.isfinite(value)
    }


def discussed(summary: Summary, divide: Divide) -> Text:
    """What two groups should talk about next, in a sentence; only where `divide.next` is there."""
    part = divide.next
    assert part is not None, "asked only where there is something to discuss"
    cells = {cell.key: cell.name for cell in summary.shown.cells}
    one, other = (cells[key] for key in divide.cells)
    criterion = summary.study.catalogue[part.criterion].in_sentence
    first, second = (f"{100 * share:.0f}" for share in part.weights)
    much = f"{100 * min(part.share, 1):.0f}"
    return phrase(
        "group.discuss",
        one=one,
        other=other,
        criterion=criterion,
        first=first,
        second=second,
        much=much,
    )
