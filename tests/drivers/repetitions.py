"""How often random tests repeat: few times under `make check`, as written under `make test`, more under `make test-all`."""

import os

FACTORS = {"few": 0.2, "normal": 1.0, "many": 5.0}
FACTOR = FACTORS[os.environ.get("REPETITIONS", "normal")]


def times(count: int) -> int:
    """So many examples or seeds as this run is to try where a normal run tries `count`."""
    return max(1, round(FACTOR * count))
