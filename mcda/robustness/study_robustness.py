"""How sure a study's ranking is: its region of weights, its uncertain and missing values, and its sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from criteria.errors import WeightsError
from criteria.text import Text
from inputs.evidence import UNCERTAINTIES, Uncertainty
from mcda.model.decision_matrix import Array
from mcda.model.ranking import Ranking
from mcda.robustness.acceptability import ALL_RANKS, Acceptability, Executor, acceptability
from mcda.robustness.explanation import Translator, sentence_for
from mcda.robustness.uncertain_values import Intervals
from mcda.robustness.variance_shares import VarianceShares, variance_shares
from mcda.robustness.weight_box import Box
from mcda.robustness.weight_regions import Near, Nested, Order, Region, Simplex
from mcda.study.missing_values import MissingValue, known_among_peers
from mcda.study.result_cache import has_result, result_of
from mcda.study.study import Study

REGIONS = ("near", "nested", "simplex", "order", "box")
CLOSE = "near"  # what robustness means where nothing else is said
SAMPLES = 10_000
SAME = 1e-9  # weights nearer than this are equally important


@dataclass(frozen=True)
class Sampling:
    """What is drawn: weights from a region round the study's own, values where they are uncertain, how often.

    `region` is one of REGIONS, None for all weights, group by group where there are groups; `within` is the half-width of a box as a share of
    each weight, `concentration` that of a Dirichlet near them; `redrawn` says whether values vary as well.
    """

    region: str | None = CLOSE
    samples: int = SAMPLES
    seed: int = 1
    redrawn: bool = True
    within: float = 0.5
    concentration: float = 40.0


def regions_for(study: Study) -> tuple[str, ...]:
    """The regions that differ for this study: without two groups of criteria, nested is the whole simplex."""
    return REGIONS if _is_grouped(study) else tuple(key for key in REGIONS if key != "nested")


def _is_grouped(study: Study) -> bool:
    return len({study.catalogue[key].group for key in study.filled.matrix.criteria}) > 1


def region_of(study: Study, sampling: Sampling) -> Region:
    """The region of weights over the criteria that are ranked. Raises WeightsError if there is none of that name."""
    weights, criteria = study.weights, study.filled.matrix.criteria
    key = sampling.region or "nested"
    if key not in REGIONS:
        raise WeightsError.of("region.unknown", found=key, known=REGIONS)
    if key == "order":
        return Order(_order(weights.array.tolist()))
    if key == "box":
        return Box.around(weights.array, sampling.within)
    if key == "near":
        return Near.of(weights.array, sampling.concentration)
    if key == "nested" and _is_grouped(study):
        return Nested.of([study.catalogue[criterion].group for criterion in criteria])
    return Simplex(len(criteria))


def _order(shares: list[float]) -> tuple[tuple[int, ...], ...]:
    """Columns from the heaviest to the lightest, equal ones together."""
    tied: list[list[int]] = []
    for column in sorted(range(len(shares)), key=lambda j: -shares[j]):
        if tied and shares[tied[-1][0]] - shares[column] <= SAME:
            tied[-1].append(column)
        else:
            tied.append([column])
    return tuple(tuple(sorted(columns)) for columns in tied)


def intervals_of(study: Study) -> Intervals | None:
    """The values that are not certain: known within a low and a high, or missing; None if all are certain.

    A missing one lies within its own bounds where it has any, else between the lowest and highest of the
    peers whose median stands in for it, else anywhere on the scale. An assumed value is certain. How each is drawn
    follows its kind of uncertainty: common ones of a variable at one share of the way; lists as yes or no, with the
    probability that a value between the ends stands for, else with one half; bounds never: such a value stays.
    """
    matrix, evidence = study.filled.matrix, study.assumed_evidence
    low, high = all_ends(study)
    lists, chance = np.zeros(matrix.shape, dtype=np.int64), np.full(matrix.shape, 0.5)
    common = np.zeros(matrix.shape, dtype=np.int64)
    variables = variables_of(study)
    for i, j in np.argwhere((low < high) | (low != matrix.values)):
        observation = evidence.observation(variables[j], matrix.alternatives[i])
        if observation.uncertainty == "bounds":
            low[i, j] = high[i, j] = matrix.values[i, j]
        if (observation.low, observation.high) != (low[i, j], high[i, j]):
            continue
        if observation.uncertainty == "common":
            common[i, j] = 1 + variables.index(variables[j])
        elif observation.uncertainty == "list":
            lists[i, j] = high[i, j] - low[i, j]
            if observation.value is not None:
                chance[i, j] = (observation.value - low[i, j]) / lists[i, j]
    found = Intervals.of(matrix, low, high, lists, chance, common)
    return found if len(found.rows) else None


def uncertain_counts(study: Study) -> dict[Uncertainty, int]:
    """How many of the values that are ranked by have each kind of uncertainty."""
    drawn = intervals_of(study)
    counts: dict[Uncertainty, int] = dict.fromkeys(UNCERTAINTIES, 0)
    if drawn is not None:
        common = np.bincount(drawn.shares)[drawn.shares] > 1
        counts["common"] = int(common.sum())
        counts["list"] = int(np.count_nonzero(drawn.lists))
        counts["own"] = len(drawn.rows) - counts["common"] - counts["list"]
    matrix, evidence = study.filled.matrix, study.assumed_evidence
    missing = {(gap.alternative, gap.criterion) for gap in study.filled.missing_values}
    counts["bounds"] = sum(map(len, study.bounded.values())) + sum(
        evidence.observation(variable, key).uncertainty == "bounds"
        for criterion, variable in zip(matrix.criteria, variables_of(study), strict=True)
        for key in matrix.alternatives
        if (key, criterion) in missing
    )
    return counts


def variables_of(study: Study) -> list[str]:
    """Of each criterion that is ranked by, the column of its values."""
    return [study.catalogue[criterion].variable for criterion in study.filled.matrix.criteria]


def all_ends(study: Study) -> tuple[Array, Array]:
    """Low and high (n × m) of every value that is ranked by, of each certain one the value itself."""
    filled, evidence = study.filled, study.assumed_evidence
    matrix = filled.matrix
    low, high = matrix.values.copy(), matrix.values.copy()
    rows = {key: i for i, key in enumerate(matrix.alternatives)}
    for j, variable in enumerate(variables_of(study)):
        for key, observation in evidence.observations.get(variable, {}).items():
            if key in rows and observation.value is not None:
                i = rows[key]
                low[i, j] = observation.value if observation.low is None else observation.low
                high[i, j] = observation.value if observation.high is None else observation.high
    for gap in filled.missing_values:
        if gap.alternative in rows and gap.criterion in matrix.criteria:
            cell = rows[gap.alternative], matrix.criteria.index(gap.criterion)
            low[cell], high[cell] = _ends(study, gap)
    return low, high


def _ends(study: Study, gap: MissingValue) -> tuple[float, float]:
    column = study.assumed_evidence.observations.get(study.catalogue[gap.criterion].variable, {})
    own = column.get(gap.alternative)
    bounded = own is not None and (own.low is not None or own.high is not None)
    if gap.policy == "prefecture_median" and not bounded:
        known = known_among_peers(study.evidence[gap.alternative], column, study.candidates)
        if len(set(known)) > 1:
            return min(known), max(known)
    return gap.low, gap.high


def sample_acceptability(
    study: Study,
    sampling: Sampling | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
    bands: bool | None = None,
    region: Region | None = None,
) -> Acceptability:
    """SMAA of the study's active scenario, its own method and parameters. Raises what `acceptability` raises.

    `region` stands for the sampling's own where it is none of REGIONS (the weights of a workshop's participants).
    """
    sampling = Sampling() if sampling is None else sampling
    ranking = study.ranking
    return acceptability(
        ranking.matrix,
        ranking.method.key,
        sampling.samples,
        sampling.seed,
        region_of(study, sampling) if region is None else region,
        executor=executor,
        observations=intervals_of(study) if sampling.redrawn else None,
        bands=bands,
        progress=progress,
        **study.scenario.parameters,
    )


def acceptability_of(
    study: Study,
    sampling: Sampling,
    progress: Callable[[float], None] | None = None,
    bands: bool | None = None,
) -> Acceptability:
    """`sample_acceptability` by a sampling of its own, drawn once for all who ask; `progress` hears of it only if it is not at hand."""
    banded = _is_banded(study, bands)
    return result_of(
        study,
        ("acceptability", sampling, banded),
        lambda: sample_acceptability(study, sampling, progress=progress, bands=banded),
    )


def variance_shares_of(study: Study, sampling: Sampling) -> VarianceShares | None:
    """What the spread of each rank comes from, under this sampling; computed once for all who ask. None: see `variance_shares`."""
    return result_of(
        study,
        ("variance_shares", sampling),
        lambda: variance_shares(acceptability_of(study, sampling).task),
    )


def is_at_hand(study: Study, sampling: Sampling, bands: bool | None = None) -> bool:
    """Whether `acceptability_of` would answer without drawing."""
    return has_result(study, ("acceptability", sampling, _is_banded(study, bands)))


def _is_banded(study: Study, bands: bool | None) -> bool:
    return bands or (bands is None and len(study.ranking) > ALL_RANKS)


def names_of(study: Study) -> Mapping[str, Text]:
    """The names of alternatives and criteria by key, as sentences take them."""
    names = {a.key: a.name for a in study.evidence.alternatives}
    return names | {c.key: c.in_sentence for c in study.catalogue.criteria}


def sentences(study: Study, smaa: Acceptability, t: Translator) -> dict[str, str]:
    """One sentence for each alternative, best first: its rank and how sure it is."""
    names = names_of(study)
    return {
        line.key: sentence_for(t, study.ranking, smaa, line.key, names) for line in study.ranking
    }


def kept_in_top(
    ranking: Ranking, smaa: Acceptability, k: int, share: float = 0.9
) -> tuple[str, ...]:
    """Who of the first k stays among the first k in at least this share of draws, best first."""
    among = smaa.top(k)
    return tuple(line.key for line in ranking if line.rank <= k and among[line.row] >= share)
