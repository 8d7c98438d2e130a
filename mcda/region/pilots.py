"""Pilots: the k candidates worth most under the rules, proven; what each rule costs, and how firm the choice is."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import takewhile
from threading import BoundedSemaphore, Lock
from time import monotonic

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_array

from criteria.errors import AppError, StudyError, raise_errors
from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.region.linear_constraints import Candidate, Row, Rules, check, rows
from mcda.region.many_choices import ManyChoices, Open
from mcda.robustness import integer_programme
from mcda.robustness.sampling_error import farther, wilson

NEAR = 0.01  # portfolios within this share of the best value count as near
LIMIT = 50  # and so many of them are enumerated at most, best first
CORE, BORDERLINE = 0.9, 0.1  # shares of the draws from which a candidate is core, or borderline
# HiGHS also stops at an absolute gap of 1e-6, which SciPy does not expose: values are scaled up before it
SCALE = 1e4
SECONDS = 10.0  # for one solve; what is not proven best by then is told, not used
TOGETHER = 125  # draws that are bounded together
SOLVED = 8  # of these, given to the solver before the others are bounded again by what it found
REPEATED = 60.0  # for all solves of one question that takes many
AT_ONCE = BoundedSemaphore(
    2
)  # solves of the whole process: each takes a core, and gigabytes where it is hard


class NotProvenError(Exception):
    """A solve took longer than it may. Never leaves this module."""


@dataclass(frozen=True)
class Portfolio:
    """A chosen set (keys, the most valuable first) and the sum of its values."""

    chosen: tuple[str, ...]
    value: float


@dataclass(frozen=True)
class Near:
    """Portfolios within a share of the best, best first; not all of them if `complete` is false."""

    portfolios: tuple[Portfolio, ...]
    complete: bool
    presence: dict[str, float]  # key → share of these portfolios that it is in


@dataclass(frozen=True)
class Firmness:
    """How often each candidate is chosen over draws of weights, and who is therefore core or borderline."""

    draws: int
    presence: dict[str, float]
    core: tuple[str, ...]
    borderline: tuple[str, ...]

    @property
    def error(self) -> float:
        """How far a share of 90% may be off by chance, in 95 of 100 samples of so many draws (Wilson's interval)."""
        return float(farther(wilson(np.array(CORE), max(self.draws, 1)), np.array(CORE)))

    @property
    def near_the_line(self) -> tuple[str, ...]:
        """Those whose interval holds 90%: other draws might put them on the other side of it."""
        ends = {key: wilson(np.array(share), self.draws) for key, share in self.presence.items()}
        return tuple(key for key, (low, high) in ends.items() if low <= CORE <= high)


@dataclass(frozen=True)
class LeftOut:
    """The most valuable candidate that was not chosen, and what it lacks.

    `needed` is the value with which it would come in, all others as they are; None if rules bar it at any value,
    and `barred_by` then names each rule that would have to go by itself. Where neither was proven in time, `proven` is
    false.
    """

    key: str
    value: float
    needed: float | None
    barred_by: tuple[str, ...] = ()
    proven: bool = True


def choose(candidates: Sequence[Candidate], rules: Rules) -> Portfolio:
    """The k candidates with the largest sum of values that respect all rules: proven best.

    Raises StudyError with every fault of the rules; where they cannot all be met, with a set of rules that clash and
    of which none can be spared; where nothing is proven in time, with that.
    """
    raise_errors(check(candidates, rules), StudyError)
    constraints = rows(candidates, rules)
    try:
        found = _solve(_values(candidates), constraints, rules.k)
    except NotProvenError:
        raise _not_proven(rules) from None
    if found is None:
        clash = clashing(candidates, rules)
        raise StudyError.of(
            "pilots.clash",
            k=rules.k,
            rules=list(dict.fromkeys(row.name for row in clash)),
            keys=list(dict.fromkeys(row.part for row in clash)),
        )
    return _portfolio(candidates, found)


def _not_proven(rules: Rules) -> AppError:
    return StudyError.of("pilots.time", k=rules.k, seconds=round(SECONDS))


def price(candidates: Sequence[Candidate], rules: Rules) -> dict[str, float]:
    """What each rule costs: the value that would be gained if it alone were dropped. Raises as choose does.

    A rule without which nothing is proven in time has no price.
    """
    best = choose(candidates, rules).value
    constraints = rows(candidates, rules)
    gained = {}
    for rule in dict.fromkeys(row.rule for row in constraints):
        kept = [row for row in constraints if row.rule != rule]
        with suppress(NotProvenError):
            without = _solve(_values(candidates), kept, rules.k)
            if without is None:
                continue
            gained[rule] = max(_portfolio(candidates, without).value - best, 0.0)
    return gained


def near(
    candidates: Sequence[Candidate], rules: Rules, share: float = NEAR, limit: int = LIMIT
) -> Near:
    """The portfolios whose value is within `share` of the best, at most `limit` of them, and those found in time.

    Best first; a part that is not proven in time ends the search.

    Each one found splits what is left into parts that differ from it (Murty 1968; Lawler 1972): a part keeps some
    of its candidates and forbids one. Cuts that forbid one set each grow slow; these do not. Raises as choose does.
    """
    best = choose(candidates, rules)
    values, constraints = _values(candidates), rows(candidates, rules)
    floor = best.value - share * abs(best.value)
    index = {candidate.key: i for i, candidate in enumerate(candidates)}
    start = tuple(index[key] for key in best.chosen)
    waiting = [(-best.value, 0, start, frozenset[int](), frozenset[int]())]
    found: list[Portfolio] = []
    parts = 0
    end = monotonic() + REPEATED
    in_time = True
    while waiting and len(found) < limit and in_time:
        _, _, chosen, kept, barred = heappop(waiting)
        found.append(_portfolio(candidates, chosen))
        # the least valuable first: leaving it out loses least, so the parts that follow are small
        for i in sorted(set(chosen) - kept, key=lambda i: values[i]):
            try:
                following = _solve(values, [*constraints, *_fixed(kept, barred | {i})], rules.k)
            except NotProvenError:
                in_time = False
                break
            if following is not None and float(values[list(following)].sum()) >= floor:
                parts += 1
                normalised = -float(values[list(following)].sum())
                heappush(waiting, (normalised, parts, following, kept, barred | {i}))
            kept |= {i}
        in_time = in_time and monotonic() < end
    return Near(tuple(found), not waiting and in_time, _presence(candidates, found))


def _fixed(kept: Collection[int], barred: Collection[int]) -> list[Row]:
    name = Text.same("part")
    inside = [Row("part", "part", name, (i,), 1, 1) for i in kept]
    return inside + [Row("part", "part", name, (i,), 0, 0) for i in barred]


def firmness(
    candidates: Sequence[Candidate], rules: Rules, normalised: ArrayLike, draws: ArrayLike
) -> Firmness:
    """The choice repeated for each draw of weights.

    `normalised` is n × m (values of the candidates on the criteria, 0 to 1), `draws` S × m (weights that sum to one).
    Core: chosen in at least 90% of the draws; borderline: in at least 10%, but less. Draws that are not proven in
    time do not count. Raises as choose does.
    """
    weights = np.asarray(draws, dtype=float)
    return RepeatedChoice(candidates, rules, normalised, weights).firmness(len(weights))


class RepeatedChoice:
    """The choice under one draw of weights after the other: what is found is kept, and it goes on where it stopped."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        rules: Rules,
        normalised: ArrayLike,
        draws: ArrayLike,
    ) -> None:
        """Raises as choose does: rules clash for every draw, or for none."""
        self._candidates, self._k = candidates, rules.k
        self._constraints = rows(candidates, rules)
        self._values: Array = np.asarray(draws, dtype=float) @ np.asarray(normalised, dtype=float).T
        self._many = ManyChoices(self._constraints, len(candidates), rules.k)
        index = {candidate.key: i for i, candidate in enumerate(candidates)}
        self._many.learn(tuple(sorted(index[key] for key in choose(candidates, rules).chosen)))
        self._found: list[tuple[int, ...] | None] = []  # none is None: choose() has met the rules
        self._in_time = True
        self._lock = Lock()

    def firmness(self, draws: int, progress: Callable[[float], None] | None = None) -> Firmness:
        """Of the first so many draws, or of those that are proven in time; `progress` hears the share done."""
        with self._lock:
            end = monotonic() + REPEATED
            while len(self._found) < draws and self._in_time:
                start = len(self._found)
                try:
                    self._decide(self._values[start : min(start + TOGETHER, draws)])
                except NotProvenError:
                    self._in_time = False
                self._in_time = self._in_time and monotonic() < end
                if progress is not None:
                    progress(len(self._found) / draws)
            found = self._found[:draws]
        n = len(self._candidates)
        counts = np.bincount([i for chosen in found for i in chosen or ()], minlength=n)
        shares = {
            candidate.key: int(count) / len(found)
            for candidate, count in zip(self._candidates, counts, strict=True)
            if count
        }
        order = sorted(shares, key=lambda key: -shares[key])
        return Firmness(
            len(found),
            shares,
            tuple(key for key in order if shares[key] >= CORE),
            tuple(key for key in order if BORDERLINE <= shares[key] < CORE),
        )

    def _decide(self, values: Array) -> None:
        """Some draws together: read off where part of the constraints settles one, else bounded together, searched
        where few sets are left, and given to the solver where many are.
        """
        decided = [_settled(row, self._constraints, self._k) for row in values]
        try:
            while open_ones := [at for at, chosen in enumerate(decided) if chosen is None]:
                solved = 0
                left_open = self._many.left_open(values[open_ones])
                for at, left in zip(open_ones, left_open, strict=True):
                    chosen = self._many.searched(values[at], left)
                    if chosen is None and solved < SOLVED:
                        chosen, solved = self._solved(values[at], left), solved + 1
                    if chosen is not None:
                        self._many.learn(chosen)
                    decided[at] = chosen
        finally:  # in the order of the draws, as far as they are proven
            self._found += takewhile(lambda chosen: chosen is not None, decided)

    def _solved(self, values: Array, left: Open) -> tuple[int, ...]:
        constraints = self._many.reduced(self._constraints, left)
        found = _solve(values[left.free], constraints, self._k - len(left.inside))
        assert found is not None, "the best set known meets the constraints"
        return tuple(sorted([*left.inside.tolist(), *left.free[list(found)].tolist()]))


def first_left_out(candidates: Sequence[Candidate], rules: Rules) -> LeftOut | None:
    """What the most valuable place outside the portfolio would need; None if all are in. Raises as choose does.

    What is not proven in time is told as that.
    """
    best = choose(candidates, rules)
    left_out = [candidate for candidate in candidates if candidate.key not in best.chosen]
    if not left_out:
        return None
    candidate = max(left_out, key=lambda p: p.value)
    forced = replace(rules, must=(*rules.must, candidate.key), never=rules.never)
    constraints = rows(candidates, forced)
    try:
        found = _solve(_values(candidates), constraints, rules.k)
    except NotProvenError:
        return LeftOut(candidate.key, candidate.value, None, proven=False)
    if found is not None:
        lacking = best.value - _portfolio(candidates, found).value
        return LeftOut(candidate.key, candidate.value, candidate.value + max(lacking, 0.0))
    own = f"must:{candidate.key}"
    barring = []
    for rule in dict.fromkeys(row.rule for row in rows(candidates, rules)):
        others = [row for row in constraints if row.rule != rule or row.part == own]
        with suppress(NotProvenError):
            if _solve(_values(candidates), others, rules.k) is not None:
                barring.append(rule)
    return LeftOut(candidate.key, candidate.value, None, tuple(barring))


def clashing(candidates: Sequence[Candidate], rules: Rules) -> tuple[Row, ...]:
    """Rules that cannot be met together with k, none of which can be spared (deletion filter); empty if all can.

    Raises StudyError if that is not proven in time; a rule of which it is not proven that it can be spared is kept.
    """
    kept = list(rows(candidates, rules))
    nothing = np.zeros(len(candidates))
    try:
        if _solve(nothing, kept, rules.k) is not None:
            return ()
    except NotProvenError:
        raise _not_proven(rules) from None
    for part in dict.fromkeys(row.part for row in kept):
        fewer = [row for row in kept if row.part != part]
        with suppress(NotProvenError):
            if _solve(nothing, fewer, rules.k) is None:
                kept = fewer
    return tuple(kept)


def _values(candidates: Iterable[Candidate]) -> Array:
    return np.array([candidate.value for candidate in candidates], dtype=float)


def _solve(values: Array, constraints: Sequence[Row], k: int) -> tuple[int, ...] | None:
    """Positions of the best k, or None if no set of k meets the constraints.

    Raises NotProvenError if neither is proven in ten seconds.
    """
    settled = _settled(values, constraints, k)
    return _programmed(values, constraints, k) if settled is None else settled


def _settled(values: Array, constraints: Sequence[Row], k: int) -> tuple[int, ...] | None:
    """Positions of the best k where a part of the constraints settles them, so that no solver is needed; else None."""
    relaxed = _relaxed(values, constraints, k)
    return relaxed if relaxed is not None and _met(relaxed, constraints) else None


def _relaxed(values: Array, constraints: Sequence[Row], k: int) -> tuple[int, ...] | None:
    """Positions of the best k under a part of the constraints, or None if these let nothing be found.

    No set that meets all constraints is worth more: what is found here is the best if it happens to meet the others.
    Counted are candidates that must be in or out, quotas of groups that have no candidate in common, and, inside each
    group, one cover of the constraints that let in one at most. Such sets are the bases of a matroid (laminar, with
    lower bounds), of which the most valuable first, as long as the rest can still be filled, is the best.
    """
    inside = {row.members[0] for row in constraints if len(row.members) == 1 and row.low > 0}
    out = {i for row in constraints if row.high == 0 for i in row.members}
    alone = [row.members for row in constraints if row.high == 1 and len(row.members) > 1]
    out |= {i for members in alone if not inside.isdisjoint(members) for i in members} - inside
    part: dict[int, int] = {}
    for number, members in enumerate(sorted(alone, key=len, reverse=True)):
        for i in members:
            part.setdefault(i, number)
    group, least, most = _groups(constraints)
    count = [0] * len(least)
    for i in inside & group.keys():
        count[group[i]] += 1
    owed = sum(max(low - found, 0) for low, found in zip(least, count, strict=True))
    chosen, taken = list(inside), set[tuple[int, int]]()
    for i in map(int, np.argsort(-values, kind="stable")):
        left = k - len(chosen)
        if left <= 0:
            break
        own = group.get(i, -1)
        place = (part.get(i, -1), own)
        if i in out or i in inside or (place[0] >= 0 and place in taken):
            continue
        if own >= 0 and count[own] >= most[own]:
            continue
        is_owed = own >= 0 and count[own] < least[own]
        if owed >= left and not is_owed:
            continue
        owed -= is_owed
        if own >= 0:
            count[own] += 1
        taken.add(place)
        chosen.append(i)
    return tuple(sorted(chosen)) if len(chosen) == k else None


def _groups(constraints: Sequence[Row]) -> tuple[dict[int, int], list[float], list[float]]:
    """Groups of quotas without a common candidate: of each candidate the group, of each group the least and most."""
    numbers: dict[tuple[int, ...], int] = {}
    group: dict[int, int] = {}
    least: list[float] = []
    most: list[float] = []
    for row in constraints:
        if len(row.members) < 2 or (row.low <= 0 and row.high <= 1):
            continue
        if row.members not in numbers:
            if not group.keys().isdisjoint(row.members):
                continue
            numbers[row.members] = len(least)
            group |= dict.fromkeys(row.members, len(least))
            least.append(0.0)
            most.append(np.inf)
        at = numbers[row.members]
        least[at], most[at] = max(least[at], row.low), min(most[at], row.high)
    return group, least, most


def _met(chosen: Collection[int], constraints: Iterable[Row]) -> bool:
    inside = set(chosen)
    return all(row.low <= len(inside.intersection(row.members)) <= row.high for row in constraints)


def _programmed(values: Array, constraints: Sequence[Row], k: int) -> tuple[int, ...] | None:
    """The same by integer programming (HiGHS), which takes milliseconds to seconds."""
    n = len(values)
    sizes = [len(row.members) for row in constraints]
    columns = [i for row in constraints for i in row.members]
    starts = np.r_[0, np.cumsum(sizes)] if sizes else np.array([0])
    matrix = csr_array(
        (np.ones(len(columns) + n), [*columns, *range(n)], [*starts, len(columns) + n]),
        shape=(len(constraints) + 1, n),
    )
    largest = float(np.abs(values).max(initial=0.0))
    limits = [*(row.low for row in constraints), k], [*(row.high for row in constraints), k]
    with AT_ONCE:
        result = integer_programme.solved(
            -values * (SCALE / largest if largest > 0 else 1.0),
            integrality=np.ones(n, dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, *limits),
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS},
        )
    if result.status == 2:
        return None
    if result.status == 1:
        raise NotProvenError
    if result.status != 0:
        raise StudyError.of("pilots.solver", message=str(result.message))
    return tuple(int(i) for i in np.nonzero(result.x > 0.5)[0])


def _portfolio(candidates: Sequence[Candidate], chosen: Iterable[int]) -> Portfolio:
    found = sorted((candidates[i] for i in chosen), key=lambda candidate: -candidate.value)
    return Portfolio(tuple(p.key for p in found), float(sum(p.value for p in found)))


def _presence(candidates: Sequence[Candidate], found: Sequence[Portfolio]) -> dict[str, float]:
    return {
        candidate.key: sum(candidate.key in portfolio.chosen for portfolio in found) / len(found)
        for candidate in candidates
        if any(candidate.key in portfolio.chosen for portfolio in found)
    }
