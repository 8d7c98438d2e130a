"""How far the top k of a ranking and an official list agree: count, chance, who is on one and not on the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from scipy.stats import hypergeom

from criteria.errors import StudyError
from mcda.methods.registry import method_named
from mcda.region.official_lists import OfficialList
from mcda.robustness.list_changes import ListChange, smallest_change_for_list
from mcda.study.result_cache import result_of
from mcda.study.study import Study


@dataclass(frozen=True)
class Overlap:
    """Of the candidates that are ranked and known to be on the list or not.

    `both`, `list_only` and `top_only` are keys by rank; `unknown` are ranked, and it is not known whether they are on
    the list; `unranked` are on it and not ranked. `expected` and `p` (of as many or more) hold for as many candidates
    drawn at random without replacement (hypergeometric distribution).
    """

    listed: OfficialList
    k: int
    top: int  # candidates of rank k or better that are known: more than k where ranks are tied
    candidates: int
    members: int
    both: tuple[str, ...]
    list_only: tuple[str, ...]
    top_only: tuple[str, ...]
    unknown: tuple[str, ...]
    unranked: tuple[str, ...]
    expected: float
    p: float

    @property
    def need(self) -> int:
        """Half of the ranked members, or of k where the list is longer: so many are to be brought into the top k."""
        return ceil(min(self.members, self.k) / 2)


def default_k(study: Study) -> int:
    """The study's own k: as many as it seeks pilots, if there are so many candidates."""
    return min(study.scenario.pilot_constraints.k, len(study.ranking))


def overlap(study: Study, listed: OfficialList, k: int) -> Overlap:
    """Raises StudyError if k is not between 1 and the number of candidates."""
    ranking = study.ranking
    if not 1 <= k <= len(ranking):
        raise StudyError.of("lists.k", found=k, most=len(ranking))
    order = [line.key for line in ranking if line.key not in listed.unknown]
    first = {line.key for line in ranking if line.rank <= k}
    both = tuple(key for key in order if key in first and key in listed.members)
    list_only = tuple(key for key in order if key not in first and key in listed.members)
    top_only = tuple(key for key in order if key in first and key not in listed.members)
    members, top = len(both) + len(list_only), len(both) + len(top_only)
    ranked = set(ranking.alternatives)
    return Overlap(
        listed,
        k,
        top,
        len(order),
        members,
        both,
        list_only,
        top_only,
        tuple(line.key for line in ranking if line.key in listed.unknown),
        tuple(a.key for a in study.evidence.alternatives if a.key in listed.members - ranked),
        top * members / len(order) if order else 0.0,
        float(hypergeom.sf(len(both) - 1, len(order), members, top)) if order else 1.0,
    )


def overlaps(study: Study, lists: Sequence[OfficialList], k: int) -> tuple[Overlap, ...]:
    return tuple(overlap(study, listed, k) for listed in lists)


def is_additive(study: Study) -> bool:
    """Whether the smallest change can be computed: for other methods it is not."""
    return method_named(study.scenario.method).key == "additive"


def change_key(found: Overlap) -> tuple[str, frozenset[str], int, int]:
    """What the smallest change is kept under, beside its study."""
    return "list_change", frozenset(found.both + found.list_only), found.need, found.k


def change_to_half(study: Study, found: Overlap) -> ListChange:
    """The smallest change of weights that brings `need` members into the top k. Raises MethodError if not additive."""
    key = change_key(found)
    return result_of(
        study, key, lambda: smallest_change_for_list(study.ranking, key[1], found.need, found.k)
    )
