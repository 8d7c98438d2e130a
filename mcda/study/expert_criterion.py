"""A criterion that experts judged where no data are: a column of the evidence like any other, with its doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from criteria.model import Criterion, Scale, StageCriterion
from criteria.text import Text
from inputs.evidence import Observation, Source
from mcda.study.study import Study
from mcda.words import phrase

STEPS = (1.0, 5.0)  # of the scale, worst to best where higher is better


@dataclass(frozen=True)
class ExpertJudgement:
    """What was asked, of which group of criteria, and each alternative's value: the median between its quartiles."""

    question: str
    group: str
    higher_is_better: bool
    values: Mapping[str, Observation]
    heads: int
    workshop: str
    round: int
    year: str
    levels: Mapping[float, Text]


def with_expert_criterion(study: Study, judged: ExpertJudgement) -> Study:
    """The study with one more criterion on offer, marked as expert judgement.

    It has no weight, and no part in any ranking, until somebody takes it in. Alternatives that nobody rated are
    missing values of it. Taken over a second time, the same question of the same workshop replaces its values.
    """
    key = _key(study, judged)
    name = Text.same(judged.question)
    said = {"heads": judged.heads, "workshop": judged.workshop, "number": judged.round}
    told = phrase("rating.source", **said)
    criterion = Criterion(
        key,
        name,
        told,
        judged.group,
        phrase("rating.unit"),
        "unsorted",
        key,
        caveat=phrase("rating.doubt"),
        levels=judged.levels,
    )
    low, high = STEPS
    scale = Scale(low, high) if judged.higher_is_better else Scale(high, low)
    points = min(use.points for use in study.stage.criteria)
    use = StageCriterion(key, scale, points, "unsorted", told, left_out=True)
    source = Source(key, name, told, judged.year, "", phrase("rating.doubt"))
    evidence = replace(
        study.evidence,
        observations={**study.evidence.observations, key: dict(judged.values)},
        sources={**study.evidence.sources, key: source},
    )
    if any(known.key == key for known in study.catalogue.criteria):
        return replace(study, evidence=evidence)
    catalogue = replace(study.catalogue, criteria=(*study.catalogue.criteria, criterion))
    stage = replace(study.stage, offered=(*study.stage.offered, use))
    return replace(study, catalogue=catalogue, stage=stage, evidence=evidence)


def _key(study: Study, judged: ExpertJudgement) -> str:
    """That of the same question, if the study has it; else the first that is free."""
    taken = {criterion.key: criterion for criterion in study.catalogue.criteria}
    for n in range(1, len(taken) + 2):
        key = f"expert_{n}"
        if key not in taken or taken[key].name.en == judged.question:
            return key
    raise AssertionError("one of so many keys is free")
