"""What a room's people make of the first: how many put them where, and where other rooms like theirs would."""

from collections.abc import Mapping, Sequence

import numpy as np

from mcda.group.analysis.outcome_agreement import Ranks
from mcda.methods.kernel import prepare
from mcda.methods.registry import method_named
from mcda.model.decision_matrix import Array
from mcda.robustness import ParticipantWeights, Sampling, sample_acceptability
from mcda.robustness.participant_weights import Mode
from mcda.robustness.rank_counts import exact_ranks
from mcda.study.study import Study
from mcda.study.workshop_outcome import ANOTHER_ROOM, ASKED_AGAIN, PEOPLE, RankShares, rounded

ROOMS = 10_000  # drawn anew: a share of 50% is within one point of what all rooms would give
PEOPLE_DRAWN = (
    100_000  # with their doubt, in all rooms together; but 1,000 rooms, within three points
)
FIRST = 10  # ranks under the room's weights of which it is told
EACH_END = 20  # one in so many people is left out at each end of a range of ranks
DRAWN: dict[str, Mode] = {ANOTHER_ROOM: "bootstrap", ASKED_AGAIN: "doubt"}


def ranks_of_people(study: Study, shares: Array) -> Ranks:
    """The ranks (P × n) that the study's method gives under each of P people's weights (P × m)."""
    matrix, scenario = study.filled.matrix, study.scenario
    method = method_named(scenario.method)
    kernel = prepare(scenario.method, matrix, method.settings(matrix, scenario.parameters))
    return exact_ranks(kernel(shares), method.higher_is_better)


def rank_range(ranks: Ranks) -> tuple[Ranks, Array, Ranks]:
    """Between which ranks people put each alternative, and the middle: (low, median, high), each n; `ranks` is P × n.

    One in twenty people is left out at each end: of fewer than twenty nobody, so that these are the best and the worst
    rank given; from twenty on at least nine in ten people lie between.
    """
    ordered = np.sort(ranks, axis=0)
    left_out = len(ranks) // EACH_END
    return ordered[left_out], np.median(ordered, axis=0), ordered[len(ranks) - 1 - left_out]


def top_rank_shares(
    study: Study,
    ranks: Ranks,
    shares: Array,
    groups: Sequence[str],
    group_weights: Mapping[str, float],
    k: int,
) -> dict[str, tuple[RankShares, ...]]:
    """The first ten of a study under P participants' weights (P × m, in the order of its criteria), by what is asked.

    `study` has the room's weights, `ranks` (P × n) are each person's. Values stay as they are, so that what differs is
    what people want. Raises MethodError where the study's method has no score under some of the weights.
    """
    keys = study.filled.matrix.alternatives
    first = [line.key for line in study.ranking][:FIRST]
    rows = [keys.index(key) for key in first]
    k = min(k, len(study.ranking))
    low, middle, high = rank_range(ranks)
    found = {
        PEOPLE: tuple(
            RankShares(
                keys[row],
                float(rounded((ranks[:, row] == 1).mean())),
                float(rounded((ranks[:, row] <= k).mean())),
                int(low[row]),
                int(high[row]),
                float(middle[row]),
            )
            for row in rows
        )
    }
    room = ParticipantWeights.of(shares, groups, group_weights)
    samples = {ANOTHER_ROOM: ROOMS, ASKED_AGAIN: min(ROOMS, max(1000, PEOPLE_DRAWN // len(shares)))}
    for name, mode in DRAWN.items():
        smaa = sample_acceptability(
            study,
            Sampling(samples=samples[name], redrawn=False),
            region=room.with_mode(mode),
            bands=False,
        )
        among, interval = smaa.top(k), smaa.rank_interval
        found[name] = tuple(
            RankShares(
                keys[row],
                float(rounded(smaa.acceptability[row, 0])),
                float(rounded(among[row])),
                *map(int, interval[row]),
            )
            for row in rows
        )
    return found
