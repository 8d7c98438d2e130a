"""How sure the first places are in a room's eyes: its people as they are, as another room, and with their doubt."""

from collections.abc import Mapping, Sequence

from mcda.model.decision_matrix import Array
from mcda.robustness import ParticipantWeights, Sampling, sample_acceptability
from mcda.robustness.participant_weights import MODES
from mcda.study.study import Study
from mcda.study.workshop_outcome import RankShares, rounded

DRAWS = 10_000
FIRST = 10  # places under the room's weights of which it is told


def top_rank_shares(
    study: Study,
    shares: Array,
    groups: Sequence[str],
    group_weights: Mapping[str, float],
    k: int,
) -> dict[str, tuple[RankShares, ...]]:
    """By mode, the first ten of a study under P participants' weights (P × m, in the order of its criteria).

    `study` has the room's weights; readings stay as they are, so that what differs is what people want.
    """
    room = ParticipantWeights.of(shares, groups, group_weights)
    first = [line.key for line in study.ranking][:FIRST]
    k = min(k, len(study.ranking))
    found: dict[str, tuple[RankShares, ...]] = {}
    for mode in MODES:
        smaa = sample_acceptability(
            study, Sampling(samples=DRAWS, redrawn=False), region=room.with_mode(mode), bands=False
        )
        among = smaa.top(k)
        rows = [smaa.alternatives.index(key) for key in first]
        found[mode] = tuple(
            RankShares(
                key,
                float(rounded(smaa.acceptability[row, 0])),
                float(rounded(among[row])),
                int(smaa.rank_interval[row, 0]),
                int(smaa.rank_interval[row, 1]),
            )
            for key, row in zip(first, rows, strict=True)
        )
    return found
