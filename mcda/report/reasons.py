"""Why a candidate ranks where it does: on which values it gains and loses most, each with its direction."""

from dataclasses import dataclass

from criteria.text import Text
from mcda.study.study import Study
from mcda.words import Translator, phrase

GAINS, LOSSES = 2, 1  # how many of each are told


@dataclass(frozen=True)
class Reason:
    """A criterion, and what it adds to or takes from the weighted sum of an average candidate."""

    criterion: str
    difference: float
    filled: bool = False  # its value is missing and was filled in


def reasons(study: Study, key: str) -> tuple[Reason, ...]:
    """For each criterion: weight × (normalised value − mean over the ranked candidates), the largest first.

    The differences add up to that between the candidate's weighted sum and the mean one, whatever method ranks.
    """
    matrix, row = study.filled.matrix, study.filled.matrix.alternatives.index(key)
    differences = study.weights.array * (matrix.normalised[row] - matrix.normalised.mean(axis=0))
    filled = {gap.criterion for gap in study.filled.missing_values if gap.alternative == key}
    found = (
        Reason(criterion, float(difference), criterion in filled)
        for criterion, difference in zip(matrix.criteria, differences, strict=True)
    )
    return tuple(sorted(found, key=lambda reason: -reason.difference))


def in_words(study: Study, reason: Reason) -> Text:
    """What is true of the candidate: "far from high-speed rail", or "high …" of a user's own criterion."""
    criterion = study.catalogue[reason.criterion]
    high = (reason.difference > 0) == (study.scales[reason.criterion].direction > 0)
    own = phrase("reasons.high" if high else "reasons.low", name=criterion.in_sentence)
    said = (criterion.high if high else criterion.low) or own
    return phrase("reasons.filled", reason=said) if reason.filled else said


def gains(study: Study, key: str, t: Translator, most: int = GAINS) -> str:
    """The reasons for which it stands above an average candidate; empty if there is none."""
    return t.join(
        [t.text(in_words(study, each)) for each in reasons(study, key)[:most] if _tells(each, 1)]
    )


def losses(study: Study, key: str, t: Translator, most: int = LOSSES) -> str:
    """The reasons for which it stands below an average candidate; empty if there is none."""
    least = reasons(study, key)[::-1][:most]
    return t.join([t.text(in_words(study, each)) for each in least if _tells(each, -1)])


def gain_sentence(study: Study, key: str, t: Translator) -> str:
    """What it gains most from; empty where it stands above an average candidate in nothing."""
    names = gains(study, key, t)
    return t("reasons.gains", names=names) if names else ""


def sentence(study: Study, key: str, t: Translator) -> str:
    """Both in a sentence each; empty where the candidate is average in everything."""
    found = {"reasons.gains": gains(study, key, t), "reasons.losses": losses(study, key, t)}
    return t.sentences(t(name, names=names) for name, names in found.items() if names)


def _tells(reason: Reason, sign: int) -> bool:
    """A difference that arithmetic alone may have left is no reason."""
    return sign * reason.difference > 1e-9
