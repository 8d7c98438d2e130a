"""Two real alternatives near the ends of a criterion's scale, so that a question about it can be pictured."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcda.study.study import Study


@dataclass(frozen=True)
class ExamplePair:
    """The keys of one near the worst and of one near the best end of a criterion's scale."""

    worst: str
    best: str


def example_pair(study: Study, criterion: str) -> ExamplePair | None:
    """Of the ranked candidates with a certain value, the nearest to each end; None where both are one.

    Among equally near ones the first by key, so that everybody sees the same two.
    """
    scale, variable = study.scales[criterion], study.catalogue[criterion].variable
    column = study.assumed_evidence.observations[variable]
    known = {
        alternative.key: observed.value
        for alternative in study.candidates
        if (observed := column.get(alternative.key)) is not None
        and observed.value is not None
        and observed.mark is None
    }
    if len(known) < 2:
        return None
    worst, best = (_nearest(known, end) for end in (scale.worst, scale.best))
    return None if known[worst] == known[best] else ExamplePair(worst, best)


def _nearest(known: Mapping[str, float], end: float) -> str:
    return min(sorted(known), key=lambda key: abs(known[key] - end))
