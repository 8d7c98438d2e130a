"""Robustness of a ranking: over many weights, when one weight moves, when an alternative comes or goes."""

from mcda.methods.kernel import Kernel, prepare
from mcda.robustness.acceptability import Acceptability, acceptability
from mcda.robustness.explanation import Explanation, explain, sentence_for
from mcda.robustness.flips import Flip, smallest_change, smallest_change_into
from mcda.robustness.participant_weights import ParticipantWeights
from mcda.robustness.rank_reversal import Reversal, taken_out, with_added, with_clone, without_each
from mcda.robustness.stability_intervals import (
    Fall,
    Interval,
    Lines,
    lines_along,
    nearest_fall,
    stability_interval,
)
from mcda.robustness.study_robustness import (
    REGIONS,
    Sampling,
    acceptability_of,
    intervals_of,
    is_at_hand,
    kept_in_top,
    names_of,
    region_of,
    regions_for,
    sample_acceptability,
    sentences,
    uncertain_counts,
    variance_shares_of,
)
from mcda.robustness.uncertain_values import Intervals, UncertainValues
from mcda.robustness.variance_shares import VarianceShares
from mcda.robustness.weight_box import Box
from mcda.robustness.weight_regions import Given, Near, Nested, Order, Region, Simplex

__all__ = [
    "REGIONS",
    "Acceptability",
    "Box",
    "Explanation",
    "Fall",
    "Flip",
    "Given",
    "Interval",
    "Intervals",
    "Kernel",
    "Lines",
    "Near",
    "Nested",
    "Order",
    "ParticipantWeights",
    "Region",
    "Reversal",
    "Sampling",
    "Simplex",
    "UncertainValues",
    "VarianceShares",
    "acceptability",
    "acceptability_of",
    "explain",
    "intervals_of",
    "is_at_hand",
    "kept_in_top",
    "lines_along",
    "names_of",
    "nearest_fall",
    "prepare",
    "region_of",
    "regions_for",
    "sample_acceptability",
    "sentence_for",
    "sentences",
    "smallest_change",
    "smallest_change_into",
    "stability_interval",
    "taken_out",
    "uncertain_counts",
    "variance_shares_of",
    "with_added",
    "with_clone",
    "without_each",
]
