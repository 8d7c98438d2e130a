"""Hygiene of indicators, as quiet findings: outliers, pairs that say the same, inverses, thin coverage.

The limits are those of the OECD and JRC handbook on composite indicators and of its tools.
"""

from collections.abc import Iterator
from itertools import combinations
from math import floor

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from criteria.errors import Finding
from criteria.model import Catalogue, Stage
from inputs.evidence import Evidence

COVERAGE = 0.65  # share of values recommended in each row and column
SKEW, KURTOSIS = 2.0, 3.5
ALIKE = 0.9  # correlation above which two criteria may count one thing twice
ENOUGH = 5  # values below which nothing is said of their shape
NAMED = 12  # alternatives named in one finding

Table = NDArray[np.float64]


def table_of(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> pd.DataFrame:
    """Alternatives × criteria of the stage, NaN where a value is missing."""
    keys = [key for key in stage.keys if catalogue[key].variable in evidence.observations]
    names = [alternative.key for alternative in evidence.alternatives]
    columns = {
        key: [evidence.observation(catalogue[key].variable, name).value for name in names]
        for key in keys
    }
    return pd.DataFrame(columns, index=names, dtype=float)


def coverage(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    """Criteria and alternatives with less than 65% of their values."""
    known = table_of(evidence, catalogue, stage).notna()
    for key, share in known.mean(axis=0).items():
        if share < COVERAGE:
            yield Finding.of(
                "check.coverage_column",
                criterion=catalogue[str(key)].name,
                share=floor(100 * share),  # rounded, 64.6 would be the 65 that is asked for
            )
    rows = known.mean(axis=1)
    thin = [evidence[str(name)].name for name, share in rows.items() if share < COVERAGE]
    if thin:
        yield Finding.of("check.coverage_rows", names=thin[:NAMED], count=len(thin))


def outliers(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    """Columns whose skewness and excess kurtosis both say that a few values stand far off."""
    for key, column in table_of(evidence, catalogue, stage).items():
        values = column.dropna().to_numpy()
        if len(values) < ENOUGH or np.ptp(values) == 0:
            continue
        skew, kurtosis = shape_of(values)
        if abs(skew) > SKEW and kurtosis > KURTOSIS:
            far = column.dropna().sub(np.median(values)).abs().idxmax()
            yield Finding.of(
                "check.outlier",
                criterion=catalogue[str(key)].name,
                skew=round(skew, 1),
                kurtosis=round(kurtosis, 1),
                alternative=evidence[str(far)].name,
                value=float(column.to_numpy()[column.index.get_loc(far)]),
            )


def shape_of(values: Table) -> tuple[float, float]:
    """Skewness and excess kurtosis of a sample (G1 and G2 of Joanes & Gill 1998)."""
    parts = pd.Series(values / np.ptp(values))  # of the range: their shape, whatever the unit
    skew, kurtosis = parts.agg(["skew", "kurt"]).to_numpy(dtype=float)
    return float(skew), float(kurtosis)


def pairs(evidence: Evidence, catalogue: Catalogue, stage: Stage) -> Iterator[Finding]:
    """Criteria that are another's inverse or complement, and criteria that run alike above 0.9."""
    table = table_of(evidence, catalogue, stage)
    table = table.loc[:, [bool(np.ptp(column.dropna()) > 0) for _, column in table.items()]]
    found = table.corr(min_periods=ENOUGH).to_numpy()
    for (i, a), (j, b) in combinations(enumerate(map(str, table.columns)), 2):
        both = table[[a, b]].dropna().to_numpy() if abs(found[i, j]) > 0.5 else None
        names = {"one": catalogue[a].name, "other": catalogue[b].name}
        if both is not None and len(both) >= ENOUGH and _inverse(both):
            yield Finding.of("check.inverse", **names)
        elif abs(found[i, j]) > ALIKE:
            yield Finding.of("check.alike", **names, correlation=f"{found[i, j]:.2f}")


def _inverse(both: Table) -> bool:
    """Whether the sum or the product of two columns is one number throughout (rounded figures allowed)."""
    x, y = both.T
    sums, products = x + y, x * y
    width = min(np.ptp(x), np.ptp(y))
    same_sum = np.ptp(sums) <= 1e-3 * width
    never_zero = bool((np.abs(both) > 0).all())
    same_product = never_zero and np.ptp(products) <= 1e-3 * abs(float(np.median(products)))
    return bool(same_sum or same_product)
