"""Best-worst method: weights from comparisons with the best and the worst criterion only, and their consistency."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linprog

from criteria.errors import Finding, WeightsError, raise_errors
from mcda.model.decision_matrix import Array
from mcda.model.weights import Weights
from mcda.weighting.answers import (
    MARGIN,
    Elicited,
    Judgement,
    covering,
    is_number,
    misformed,
    named_numbers,
    names,
    part,
)
from mcda.weighting.model import (
    Answers,
    Choice,
    Column,
    Correction,
    Note,
    Number,
    ParsedNotes,
    Step,
    WeightingMethod,
    importance_ratio,
    nearest_step,
)
from mcda.words import phrase

# largest acceptable input-based consistency ratio by best-to-worst value, for 3, 4, … 9 criteria
# (Liang, Brunelli & Rezaei 2020, Omega 96, 102175)
LIMITS = {
    2: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    3: (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
    4: (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
    5: (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
    6: (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
    7: (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
    8: (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
    9: (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
}
LOWEST, HIGHEST = 1, 9
SHOWN = 3  # criteria whose two judgements are shown to look at again
EXACT = 1e-13  # a deviation so small is rounding
TIGHT: Any = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}

BEST, WORST = (
    "~best",
    "~worst",
)  # notes that are no criterion's own; the tilde keeps them apart from any key


class BestWorst(WeightingMethod):
    """The two ends, the best against all others, and the others against the worst."""

    key = "best_worst"
    reference = "Best-worst method, linear model: Rezaei (2016), Omega 64, 126-130"
    marks = (
        ("paper_forms.column_best", "tick"),
        ("paper_forms.column_worst", "tick"),
        ("paper_forms.column_over", "box"),
        ("paper_forms.column_under", "box"),
    )

    def weigh(self, answers: Any) -> Elicited:
        return best_worst(answers)

    def steps(self, items: Sequence[str], note: Note) -> tuple[Step, ...]:
        """Of two items, the one that is not the best is the worst and nothing is left to compare with it."""
        best = note(BEST) if note(BEST) in items else None
        candidates = tuple(item for item in items if item != best)
        worst = note(WORST) if note(WORST) in candidates else None
        is_pair = len(items) == 2
        over, under = "phone.ends_first", "phone.ends_first"
        to_others: tuple[Number, ...] = ()
        to_worst: tuple[Number, ...] = ()
        if best is not None and worst is not None:
            over, under = "phone.best_to", "phone.to_worst"
            to_others = tuple(
                Number(over_note(best, item), item, "multiple", 9, best, "forms.best_to")
                for item in candidates
            )
            to_worst = tuple(
                Number(under_note(worst, item), item, "multiple", 9, worst, "forms.to_worst")
                for item in candidates
                if item != worst
            )
        asked = (
            Step("best", "forms.best", (Choice(BEST, tuple(items), "forms.best"),)),
            Step(
                "worst", "forms.worst", (Choice(WORST, candidates, "forms.worst"),), None, is_pair
            ),
            Step("to_others", over, to_others, best),
            Step("to_worst", under, to_worst, worst),
        )
        return asked[:3] if is_pair else asked

    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        best, worst = note(BEST), note(WORST)
        needed = 2 * len(items) - 1
        if best not in items or worst not in items or best == worst:
            count = (best in items) + (worst in items and worst != best)
            return ParsedNotes(None, count, needed)
        to_others = {item: note(over_note(best, item)) for item in items if item != best}
        to_worst = {
            item: note(under_note(worst, item)) for item in items if item not in (best, worst)
        }
        asked = [*to_others.values(), *to_worst.values()]
        count = 2 + sum(number is not None for number in asked)
        if None in asked:
            return ParsedNotes(None, count, needed)
        to_others[best] = to_worst[worst] = 1
        to_worst[best] = to_others[worst]
        return ParsedNotes(_answers(items, best, worst, to_others, to_worst), count, needed)

    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        best, worst = answers["best"], answers["worst"]
        if best not in items or worst not in items:
            return {}
        over = {over_note(best, k): n for k, n in answers["best_to_others"].items() if k != best}
        under = {
            under_note(worst, k): n
            for k, n in answers["others_to_worst"].items()
            if k not in (best, worst)
        }
        return {BEST: best, WORST: worst, **over, **under}

    def columns(self, items: Sequence[str]) -> tuple[Column, ...]:
        best, worst = phrase("group.most_important"), phrase("group.least_important")
        found = [Column("best", (best,), True), Column("worst", (worst,), True)]
        for item in items:
            found.append(Column(f"best:{item}", (best, item)))
            found.append(Column(f"{item}:worst", (item, worst)))
        return tuple(found)

    def from_row(self, items: Sequence[str], row: Mapping[str, Any]) -> Answers:
        over = {item: row[f"best:{item}"] for item in items}
        under = {item: row[f"{item}:worst"] for item in items}
        return _answers(items, row["best"], row["worst"], over, under)

    def simulated(self, items: Sequence[str], weights: Array, _: random.Random) -> Answers:
        """Where all weights are alike, the first and the last item are taken as best and worst."""
        best, worst = int(np.argmax(weights)), int(len(weights) - 1 - np.argmin(weights[::-1]))
        if best == worst:
            best, worst = 0, len(items) - 1
        over = {i: _step(weights[best], w) for i, w in zip(items, weights, strict=True)}
        under = {i: _step(w, weights[worst]) for i, w in zip(items, weights, strict=True)}
        over[items[best]] = under[items[worst]] = 1
        under[items[best]] = over[items[worst]]
        if over[items[worst]] == 1:
            over, under = dict.fromkeys(items, 1), dict.fromkeys(items, 1)
        return _answers(items, items[best], items[worst], over, under)

    def with_consequences(
        self, items: Sequence[str], notes: Mapping[str, Any], changed: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Of two, the other one is the worst; of more, it is chosen anew if it has become the best."""
        now = {**notes, **changed}
        if BEST in changed and len(items) == 2:
            now[WORST] = next((item for item in items if item != now[BEST]), None)
        elif BEST in changed and now.get(WORST) == now[BEST]:
            now[WORST] = None
        return now

    def correction(self, judgement: Judgement, note: Note) -> Correction:
        now, fits = nearest_step(judgement.given), max(1, nearest_step(judgement.fits))
        row, column = judgement.row, judgement.column
        if row == note(BEST):
            return Correction("to_others", over_note(row, column), now, fits)
        return Correction("to_worst", under_note(column, row), now, fits)


def over_note(best: str, item: str) -> str:
    return f"b/{best}/{item}"


def under_note(worst: str, item: str) -> str:
    return f"w/{worst}/{item}"


def _answers(
    items: Sequence[str],
    best: str | None,
    worst: str | None,
    over: Mapping[str, float | None],
    under: Mapping[str, float | None],
) -> Answers:
    """An answers file, without what is not answered."""
    return {
        "criteria": list(items),
        "best": best,
        "worst": worst,
        "best_to_others": {item: n for item, n in over.items() if n is not None},
        "others_to_worst": {item: n for item, n in under.items() if n is not None},
    }


def _step(one: float, other: float) -> int:
    return nearest_step(max(importance_ratio(one, other), 1.0))


def best_worst(answers: Any) -> Elicited:
    """Weights by the linear model of Rezaei (2016), with ξ in `workings`.

    `answers`: "criteria", "best", "worst", and for each criterion how many times the best is as important
    ("best_to_others") and how many times it is as important as the worst ("others_to_worst"), from 1 to 9.
    Consistency is the largest CR_j = |a_Bj a_jW - a_BW| / (a_BW² - a_BW) (Liang, Brunelli & Rezaei 2020); there is
    a limit for 3 to 9 criteria and whole a_BW from 2 to 9. `worst` holds both judgements of the criteria with
    the largest CR_j, each with the value that would fit if the other one stays.

    Raises WeightsError if best and worst are one, a value is beyond 1 to 9 or missing, a criterion compared
    with itself is not one, or the two vectors disagree about best and worst.
    """
    criteria = names(answers)
    best, worst = _ends(answers, criteria)
    over, under = _vectors(answers, criteria, best, worst)
    shares, xi = linear_model(over, under, criteria.index(best), criteria.index(worst))
    a_bw = over[criteria.index(worst)]
    ratios = np.abs(over * under - a_bw) / (a_bw**2 - a_bw) if a_bw > 1 else np.zeros(len(over))
    return Elicited(
        Weights.of(shares, criteria),
        consistency=float(ratios.max()),
        limit=_limit(a_bw, len(criteria)),
        worst=tuple(
            judgement
            for j in np.argsort(-ratios, kind="stable")[:SHOWN]
            if ratios[j] > MARGIN
            for judgement in (
                Judgement(best, criteria[j], float(over[j]), float(a_bw / under[j])),
                Judgement(criteria[j], worst, float(under[j]), float(a_bw / over[j])),
            )
        ),
        mends=_mends(criteria, best, worst, over, under, ratios),
        workings={"xi": xi, "best_to_worst": float(a_bw)},
    )


def _mends(
    criteria: tuple[str, ...], best: str, worst: str, over: Array, under: Array, ratios: Array
) -> tuple[Judgement, ...]:
    """Of each criterion that fits least, both judgements with the step nearest to what the other one asks for."""
    a_bw = over[criteria.index(worst)]
    steps = np.arange(LOWEST, HIGHEST + 1)
    found: list[Judgement] = []
    for j in np.argsort(-ratios, kind="stable")[:SHOWN]:
        gains: list[tuple[float, Judgement]] = []
        for given, other, row, column in (
            (over[j], under[j], best, criteria[j]),
            (under[j], over[j], criteria[j], worst),
        ):
            step = steps[np.abs(steps * other - a_bw).argmin()]
            gain = abs(given * other - a_bw) - abs(step * other - a_bw)
            gains.append((float(gain), Judgement(row, column, float(given), float(step))))
        gains.sort(key=lambda each: -each[0])
        found += [judgement for gain, judgement in gains if gain > MARGIN]
    return tuple(found)


def linear_model(over: Array, under: Array, best: int, worst: int) -> tuple[Array, float]:
    """Weights and ξ: the largest |w_B - a_Bj w_j| and |w_j - a_jW w_W| as small as can be, Σ w = 1, w ≥ 0.

    Where several weights share that ξ, the next largest deviation is made as small as can be, and so on: this
    leaves one answer, whatever the order of the criteria.
    """
    n = len(over)
    others = [j for j in range(n) if j not in (best, worst)]
    rows = []
    for j in [*others, worst]:
        row = np.zeros(n)
        row[best], row[j] = 1.0, -over[j]
        rows.append(row)
    for j in others:
        row = np.zeros(n)
        row[j], row[worst] = 1.0, -under[j]
        rows.append(row)
    deviations = np.array(rows)
    settled = np.full(len(rows), np.nan)  # how large each deviation is once it cannot shrink
    sides = np.vstack([deviations, -deviations])
    xi = 0.0
    while np.isnan(settled).any():
        open_ = np.isnan(settled)
        found: Any = linprog(
            np.r_[np.zeros(n), 1.0],
            A_ub=np.column_stack([sides, -np.tile(open_, 2).astype(float)]),
            b_ub=np.tile(np.where(open_, 0.0, settled), 2),
            A_eq=np.r_[np.ones(n), 0.0][None, :],
            b_eq=[1.0],
            method="highs",
            options=TIGHT,
        )
        level = float(found.x[n])
        xi = max(xi, level)
        if level <= EXACT:
            break
        price = -found.ineqlin.marginals.reshape(2, -1).sum(axis=0)
        # a deviation with a price is at this level in every solution, and some open one always has a price
        held = open_ & (price >= min(1e-9, price[open_].max()))
        settled[held] = level + EXACT  # room for rounding, or the next step may find no solution
    shares: Array = found.x[:n]
    return shares, xi


def _limit(a_bw: float, n: int) -> float | None:
    if not 3 <= n <= 9 or a_bw not in LIMITS:
        return None
    return LIMITS[int(a_bw)][n - 3]


def _ends(answers: Any, criteria: tuple[str, ...]) -> tuple[str, str]:
    expected = phrase("weighting.one_of", criteria=criteria)
    ends = [str(part(answers, key, expected)) for key in ("best", "worst")]
    for key, end in zip(("best", "worst"), ends, strict=True):
        if end not in criteria:
            raise misformed(key, end, expected)
    best, worst = ends
    if best == worst:
        raise WeightsError.of("best_worst.same", criterion=best)
    return best, worst


def _vectors(answers: Any, criteria: tuple[str, ...], best: str, worst: str) -> tuple[Array, Array]:
    """Best-to-others and others-to-worst in the order of the criteria; raises WeightsError."""
    vectors = {
        "best_to_others": {best: 1.0, **named_numbers(answers, "best_to_others")},
        "others_to_worst": {worst: 1.0, **named_numbers(answers, "others_to_worst")},
    }
    findings = []
    for place, own in (("best_to_others", best), ("others_to_worst", worst)):
        findings += covering(vectors[place], criteria, place)
        for key, value in vectors[place].items():
            if not is_number(value) or not LOWEST <= value <= HIGHEST:
                findings.append(
                    Finding.of("best_worst.scale", field=place, criterion=key, value=repr(value))
                )
            elif key == own and value != 1:
                findings.append(
                    Finding.of("best_worst.self", field=place, criterion=key, value=float(value))
                )
    raise_errors(findings, WeightsError)
    over, under = (
        np.array([vector[key] for key in criteria], dtype=float) for vector in vectors.values()
    )
    one, other = over[criteria.index(worst)], under[criteria.index(best)]
    if abs(one - other) > MARGIN:
        raise WeightsError.of(
            "best_worst.pair", best=best, worst=worst, one=float(one), other=float(other)
        )
    if one == 1 and max(over.max(), under.max()) > 1:
        raise WeightsError.of("best_worst.even", best=best, worst=worst)
    return over, under
