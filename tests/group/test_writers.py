"""Four processes with four writers each: every acknowledged submission stands in the store, once."""

import pytest

from tests.drivers.store_writers import run

pytestmark = pytest.mark.slow


def test_nothing_is_lost_or_doubled(url):
    outcome = run(url, processes=4, writers=4, each=6)
    assert outcome.acknowledged == 4 * 4 * 6
    assert (outcome.lost, outcome.doubled) == (0, 0)
