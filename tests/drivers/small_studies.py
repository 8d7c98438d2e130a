"""Studies of tables that fit into a test."""

from criteria.text import Text
from inputs.evidence import Alternative, Evidence, Observation
from inputs.own_study.criteria_file import Loaded, own_criteria
from mcda.study.factory import own_study


def study(values, directions=None):
    """A study of a small table; None is a gap; every scale runs from 0 to 10."""
    m = len(values[0])
    keys = [f"c{j}" for j in range(m)]
    names = [f"a{i}" for i in range(len(values))]
    readings = {
        key: {name: Observation(row[j]) for name, row in zip(names, values, strict=True)}
        for j, key in enumerate(keys)
    }
    evidence = Evidence(
        tuple(Alternative(n, Text.same(n), "own", prefecture=Text.same(n[-1])) for n in names),
        readings,
    )
    rows = []
    for j, key in enumerate(keys):
        high = (directions or [1] * m)[j] == 1
        ends = {"worst": "0", "best": "10"} if high else {"worst": "10", "best": "0"}
        rows.append(("test", {"key": key, "direction": "max" if high else "min", **ends}))
    loaded = Loaded(evidence, {}, ())
    return own_study(own_criteria(rows, loaded), loaded, Text.same("test"), "2026-01-01")
