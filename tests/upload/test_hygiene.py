"""Hygiene of indicators: each finding where it belongs, and nowhere else."""

import numpy as np
import pytest

from criteria.text import Text
from inputs.checks import check
from inputs.column_diagnostics import shape_of
from inputs.evidence import Alternative, Evidence, Observation
from inputs.own_study.criteria_file import Loaded, own_criteria


def told(columns: dict[str, list]) -> dict[str, list]:
    """Code → values of each finding about a table of these columns."""
    names = [f"a{i}" for i in range(len(next(iter(columns.values()))))]
    readings = {
        key: {n: Observation(v) for n, v in zip(names, column, strict=True)}
        for key, column in columns.items()
    }
    evidence = Evidence(tuple(Alternative(n, Text.same(n), "own") for n in names), readings)
    own = own_criteria(
        [("t", {"key": key, "direction": "max"}) for key in columns], Loaded(evidence, {}, ())
    )
    found: dict[str, list] = {}
    for finding in check(evidence, own.catalogue, own.stage, evidence.alternatives):
        found.setdefault(finding.code, []).append(finding.values)
    return found


RNG = np.random.default_rng(3)
EVEN = list(RNG.uniform(10, 20, 30))
OTHER = list(RNG.uniform(10, 20, 30))


def test_ordinary_columns_are_told_nothing():
    assert told({"x": EVEN, "y": OTHER}) == {}


def test_a_constant_column_is_told():
    assert set(told({"x": EVEN, "y": [4.0] * 30})) == {"check.constant"}


def test_an_outlier_is_told_with_its_alternative():
    (values,) = told({"x": [*EVEN[:-1], 500.0], "y": OTHER})["check.outlier"]
    assert values["alternative"].en == "a29"
    assert values["value"] == 500


def test_two_columns_that_run_alike_are_told():
    (values,) = told({"x": EVEN, "y": [2 * x + e / 50 for x, e in zip(EVEN, OTHER, strict=True)]})[
        "check.alike"
    ]
    assert float(values["correlation"]) > 0.9


@pytest.mark.parametrize("turn", [lambda x: 100 - x, lambda x: 7 / x, lambda x: round(100 - x, 4)])
def test_an_inverse_or_a_complement_is_told_as_such(turn):
    found = told({"x": EVEN, "y": [turn(x) for x in EVEN], "z": OTHER})
    assert set(found) == {"check.inverse"}
    assert len(found["check.inverse"]) == 1


def test_thin_columns_and_rows_are_told():
    thin = [None if i % 2 else x for i, x in enumerate(EVEN)]
    found = told({"x": EVEN, "y": thin})
    assert found["check.coverage_column"][0]["share"] == 50
    assert found["check.coverage_rows"][0]["count"] == 15


def test_less_than_the_share_that_is_asked_for_is_not_told_as_that_share():
    """Of 17 values 11 are known, 64.7 %: rounded they would be the 65 % that is asked for."""
    known = [x if i < 11 else None for i, x in enumerate(EVEN[:17])]
    found = told({"x": EVEN[:17], "y": known, "z": OTHER[:17]})
    assert found["check.coverage_column"][0]["share"] == 64


def test_coverage_at_the_limit_is_enough():
    nearly = [None if i in (0, 1, 2, 3, 4, 5, 6) else x for i, x in enumerate(EVEN[:20])]
    assert "check.coverage_column" not in told({"x": EVEN[:20], "y": nearly, "z": OTHER[:20]})


def test_skewness_and_kurtosis_are_those_of_a_spreadsheet():
    values = np.array([2, 8, 0, 4, 1, 9, 9, 0], dtype=float)
    skew, kurtosis = shape_of(values)
    n, s = len(values), values.std(ddof=1)
    z = (values - values.mean()) / s
    assert skew == pytest.approx(n / ((n - 1) * (n - 2)) * (z**3).sum())
    expected = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (z**4).sum() - 3 * (n - 1) ** 2 / (
        (n - 2) * (n - 3)
    )
    assert kurtosis == pytest.approx(expected)
