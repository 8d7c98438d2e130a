"""docs/catalogue.md: its tables are what `python -m benchmarks.catalogue_variants` prints."""

from pathlib import Path

import pytest

from mcda.study.factory import CHAIN
from tests.drivers.catalogue_variants import VARIANTS, criteria, variants

LINES = (Path(__file__).parents[1] / "docs" / "catalogue.md").read_text("utf-8").splitlines()
FEW = ("default of 1.0", "without the unverified lists")  # each costs a ranking


@pytest.mark.parametrize("stage", CHAIN)
def test_its_tables_are_those_of_the_catalogue(stage):
    assert [line for line in criteria(stage) if line not in LINES] == []
    assert [line for line in variants(stage, FEW) if line not in LINES] == []


def test_each_alternative_has_its_row():
    for stage in CHAIN:
        for name in VARIANTS[stage]:
            assert any(line.startswith(f"| {name} |") for line in LINES), name
