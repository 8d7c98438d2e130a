"""Evidence × stage → every finding at once: one function a check."""

from collections.abc import Iterator

from criteria.errors import Finding
from criteria.model import Catalogue, Stage
from inputs.column_diagnostics import coverage, outliers, pairs
from inputs.evidence import Alternative, Evidence


def check(
    evidence: Evidence, catalogue: Catalogue, stage: Stage, candidates: tuple[Alternative, ...]
) -> list[Finding]:
    """What a user should know of the values that a stage takes, about the candidates that compete in it."""
    about = evidence.only(candidates)
    return [finding for one in CHECKS for finding in one(about, catalogue, stage)]


def unread_criteria(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    for key in stage.keys:
        if catalogue[key].variable not in evidence.observations:
            yield Finding.of("criterion.unread", criterion=key, variable=catalogue[key].variable)


def missing_values(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    for key in stage.keys:
        for alternative, _ in evidence.missing_values([catalogue[key].variable]):
            yield Finding.of(
                "check.gap", alternative=evidence[alternative].name, criterion=catalogue[key].name
            )


def constant_columns(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    for key in stage.keys:
        values = {
            observation.value
            for observation in evidence.observations.get(catalogue[key].variable, {}).values()
        }
        if len(values - {None}) == 1:
            yield Finding.of("check.constant", criterion=catalogue[key].name)


def beyond_scale(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    """Values beyond a scale, where they are more than one in six: the scale then hides differences."""
    for use in stage.criteria:
        column = evidence.observations.get(catalogue[use.key].variable, {}).values()
        values = [observation.value for observation in column if observation.value is not None]
        outside = sum(not use.scale.low <= value <= use.scale.high for value in values)
        if outside * 6 > len(values):
            yield Finding.of(
                "check.beyond",
                criterion=catalogue[use.key].name,
                count=outside,
                low=use.scale.low,
                high=use.scale.high,
            )


CHECKS = (
    unread_criteria,
    missing_values,
    constant_columns,
    beyond_scale,
    coverage,
    outliers,
    pairs,
)
