"""County polygons: read once, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from inputs import boundaries
from inputs.embedded import evidence_of
from mcda.report.maps import background
from mcda.report.maps.ranking import rank_map
from mcda.study.factory import embedded_study
from mcda.words import Translator


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


def test_counties_are_coloured_dots_where_no_polygons_can_be_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(background, "county_shapes", lambda keys: {})
    drawn = rank_map(embedded_study(), Translator("en"))
    dots = next(layer for layer in drawn["layer"] if layer["data"]["name"] == "county_points")
    colour = dots["encoding"]["color"]["condition"]
    assert len(colour["scale"]["domain"]) == len(colour["scale"]["range"]) == 5
    assert colour["legend"]["orient"] == "bottom"
