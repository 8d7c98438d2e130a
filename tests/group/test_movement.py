"""From round to round: who came nearer and which ranks changed, by hand; what cannot be compared is said to be so."""

from dataclasses import replace

import numpy as np
import pytest

from criteria.text import LANGS
from mcda.group.analysis.movement import movement
from mcda.group.analysis.summary import Summary, summed
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.report.html.movement import movement_html
from mcda.study.factory import embedded_study
from mcda.words import Translator


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Summary:
    from mcda.group.store.workshops import Store

    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('room') / 'workshop.db'}")
    workshop = Workshop.of(embedded_study("secondary"), "Room", "swing", minimum_group=3)
    opened = store.open_workshop(workshop)
    submit(store, rehearse(store, opened.code, 12, seed=3), 1)
    store.close_round(opened.key)
    (shown,) = store.published(opened.key)
    store.close()
    assert isinstance(shown, PublishedRound)
    summary = summed(shown, shown.workshop.opened_study)
    assert summary is not None
    return summary


def with_first(summary: Summary, first: np.ndarray, number: int) -> Summary:
    """Everybody weighs alike but for the first criterion."""
    criteria = summary.shown.weights.shape[1]
    rows = np.hstack([first[:, None], np.tile((1 - first)[:, None] / (criteria - 1), criteria - 1)])
    shown = replace(summary.shown, weights=rows, round=replace(summary.shown.round, number=number))
    found = summed(shown, summary.study)
    assert found is not None
    return found


def test_nearer_farther_and_the_ranks_by_hand(room):
    first = with_first(room, np.linspace(0.1, 0.5, 12), 1)
    second = with_first(room, np.linspace(0.3, 0.34, 12), 2)
    found = movement(first, second)
    assert found.rounds == (1, 2)
    assert found.heads == (12, 12)
    move = found.criteria[0]
    assert move.criterion == room.shown.criteria[0]
    assert move.before == (0.2, 0.4)
    assert move.after == pytest.approx((0.31, 0.33))
    assert move.step == "nearer"
    assert movement(second, first).criteria[0].step == "farther"
    ranks = [
        {line.key: line.rank for line in each.study.with_weights(each.weights()).ranking}
        for each in (first, second)
    ]
    changed = {
        key
        for key in ranks[0]
        if ranks[0][key] != ranks[1][key] and min(ranks[0][key], ranks[1][key]) <= 10
    }
    assert found.moved == len(changed)
    assert {each.alternative for each in found.ranks} <= changed


def test_the_same_answers_are_as_before(room):
    found = movement(room, room)
    assert found.counts == {"nearer": 0, "farther": 0, "same": 13, "unknown": 0}
    assert found.ranks == ()


def test_ranges_of_people_and_of_groups_are_not_compared(room):
    shown = replace(room.shown, dots=())
    other = replace(room, shown=shown, spread=replace(room.spread, everyone=None))
    assert movement(room, other).counts["unknown"] == 13


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("is_large", [False, True])
def test_the_view_has_no_holes(room, lang, is_large):
    second = with_first(room, np.linspace(0.3, 0.34, 12), 2)
    page = movement_html(second, movement(room, second), Translator(lang), is_large)
    assert "{" not in page.partition("</style>")[2]
