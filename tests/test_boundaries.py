"""County polygons: read once, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from inputs import boundaries
from inputs.embedded import evidence_of


def test_visitors_who_come_at_once_do_not_each_read_the_file(monkeypatch: pytest.MonkeyPatch):
    keys = tuple(county.key for county in evidence_of("county").alternatives[:7])
    reads, together = [], Barrier(8)
    read = boundaries._polygons
    monkeypatch.setattr(boundaries, "_polygons", lambda k: (reads.append(k), read(k))[1])

    def visit(_):
        together.wait()
        return boundaries.county_shapes(keys)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(visit, range(8)))
    assert len(reads) == 1
    assert all(shapes is found[0] for shapes in found)
    assert set(found[0]) == set(keys)
