"""Pilots: seconds to the proven best set (gap 0) against k, the number of candidates and the rules."""

import time

import numpy as np

from benchmarks.machine import row, seconds
from criteria.errors import StudyError
from criteria.text import Text
from mcda.region.linear_constraints import Candidate, Rules
from mcda.region.pilot_decision import decide
from mcda.region.pilots import choose, near, price
from mcda.study.factory import embedded_study
from mcda.study.pilot_constraints import PilotConstraints, Quota

SIZES = (
    119,
    500,
    2850,
)  # the region's counties, a large province's townships, all counties of China
COUNTS = (5, 10, 20, 40)
LIMIT = 5.0  # seconds promised for the embedded study; made-up tables are only measured
FIRM = 10.0  # for core and borderline, behind a bar
SPACE = 0.28  # square degrees that a candidate has to itself: as the region's counties lie
CORNER = np.array([100.0, 22.0])  # degrees east and north
RULES = {
    "no rule": (),
    "a quota a province": ("quota",),
    "60 km apart": ("spacing",),
    "both, and a chain": ("quota", "spacing", "chain"),
}


def made_up(n: int) -> tuple[Candidate, ...]:
    """N candidates scattered as densely as the region's counties, in provinces of about twenty."""
    rng = np.random.default_rng(n)
    side = float(np.sqrt(n * SPACE))
    seats = np.add(rng.uniform(0, side, (n, 2)), CORNER)
    values = rng.beta(4, 4, n)
    bands = max(2, round(float(np.sqrt(n / 20))))
    provinces = np.floor((seats - CORNER) / side * bands).astype(int)
    return tuple(
        Candidate(
            f"p{i}",
            Text.same(f"p{i}"),
            float(values[i]),
            (float(seats[i, 0]), float(seats[i, 1])),
            {"province": Text.same("-".join(map(str, provinces[i])))},
        )
        for i in range(n)
    )


def rules_of(places: tuple[Candidate, ...], k: int, kinds: tuple[str, ...]) -> Rules:
    """The named rules; a quota of twice the even share, and a chain that lets in two candidates of three."""
    provinces = len({place.groups["province"].en for place in places})
    most = max(3, -(-2 * k // provinces))
    return Rules(
        k=k,
        quotas=(Quota("province", None, 0, most),) if "quota" in kinds else (),
        min_distance_km=60.0 if "spacing" in kinds else 0.0,
        chained=frozenset(p.key for i, p in enumerate(places) if i % 3)
        if "chain" in kinds
        else None,
    )


def told(places: tuple[Candidate, ...], rules: Rules) -> str:
    """Seconds to the proven best set, or that there is none, and how soon that is known."""
    started = time.perf_counter()
    try:
        choose(places, rules)
        none = ""
    except StudyError:
        none = "none "
    return f"{none}{time.perf_counter() - started:.2f} s"


def run() -> None:
    wish = PilotConstraints(10, (Quota("province", None, 0, 3),), 60.0, chain=True)
    study = embedded_study("secondary").with_changes(pilot_constraints=wish)
    found = decide(study)
    rules = found.rules
    took = seconds(lambda: choose(found.candidates, rules))
    what = "embedded, k = 10, at most 3 a province, 60 km, chain"
    row(what, f"{took:.3f} s", f"≤ {LIMIT:g} s", took <= LIMIT)
    took = seconds(lambda: price(found.candidates, rules))
    row("  the price of each of its rules", f"{took:.3f} s", f"≤ {LIMIT:g} s", took <= LIMIT)
    took = seconds(lambda: near(found.candidates, rules))
    row("  fifty sets within 1%", f"{took:.2f} s", f"≤ {LIMIT:g} s", took <= LIMIT)
    took = seconds(lambda: found.firmness(250))
    row("  250 draws of weights", f"{took:.2f} s", f"≤ {LIMIT:g} s", took <= LIMIT)
    took = seconds(lambda: found.firm)
    row("  4,000 draws of weights", f"{took:.2f} s", f"≤ {FIRM:g} s", took <= FIRM)
    print(f"\n{'candidates, rules':<44}" + "".join(f"{f'k = {k}':>12}" for k in COUNTS))
    for n in SIZES:
        places = made_up(n)
        for name, kinds in RULES.items():
            times = [told(places, rules_of(places, k, kinds)) for k in COUNTS]
            print(f"{n:>5}  {name:<37}" + "".join(f"{t:>12}" for t in times), flush=True)


if __name__ == "__main__":
    run()
