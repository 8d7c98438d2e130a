"""The rehearsal before the evening: seeded, through the same door, and more agreed with each round."""

import numpy as np
import pytest

from mcda.group.analysis.agreement import weight_agreement
from mcda.group.analysis.consensus import spread
from mcda.group.analysis.outcome_agreement import agree
from mcda.group.analysis.verdict import verdict
from mcda.group.model.weight_distances import mean_distance
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from tests.drivers.workshops import workshop

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")
    yield opened
    opened.close()


def test_an_evening_is_rehearsed_from_door_to_verdict(store, secondary):
    room = Workshop.of(secondary, "Rehearsal", "ahp")
    opened = store.open_workshop(room)
    actors = rehearse(store, opened.code, 24, seed=1)
    receipts = submit(store, actors, 1)
    assert len({receipt.sign for receipt in receipts}) == 24
    assert all(r.repeated for r in submit(store, actors, 1))  # rehearsed twice, counted once
    store.close_round(opened.key)
    store.open_round(opened.key)
    submit(store, actors, 2)
    store.close_round(opened.key)
    one, two = store.published(opened.key)
    assert isinstance(one, PublishedRound)
    assert isinstance(two, PublishedRound)
    assert [cell.heads for cell in one.cells] == [6, 6, 6, 6]
    assert mean_distance(two.weights) < mean_distance(one.weights)
    matrix = room.opened_study.filled.matrix
    inside = [[matrix.criteria.index(key) for key in keys] for keys in room.criteria.values()]
    found = agree(matrix, one.weights, one.participant_weights @ one.weights, inside)
    said = verdict(weight_agreement(one.weights, inside), found)
    assert said.sentence.en.endswith(".")
    assert spread(two).everyone.shape == (3, len(room.keys))
    assert {s.channel for s in store.panel(opened.key).submissions} == {"rehearsal"}


def test_the_same_seed_rehearses_the_same_evening(store):
    found = []
    for _ in range(2):
        opened = store.open_workshop(workshop())
        submit(store, rehearse(store, opened.code, 6, seed=5), 1)
        found.append(store.panel(opened.key).weights_array(1))
    assert np.array_equal(*found)
