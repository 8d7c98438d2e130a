"""One minute: every count of the view by hand, for small and large rooms, and nothing that may not be told."""

from dataclasses import replace

import numpy as np
import pytest

from criteria.text import LANGS
from mcda.group.analysis.one_minute import OneMinute, middle_half, one_minute
from mcda.group.analysis.summary import Summary, summed
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.model.weights import Weights
from mcda.report.charts.workshop import MERGED, cell_colour
from mcda.report.html.one_minute import agreements, one_minute_html
from mcda.study.factory import embedded_study
from mcda.study.workshop_outcome import rounded
from mcda.words import Translator

EN = Translator("en")
STUDY = embedded_study("secondary")


@pytest.fixture(scope="module", params=[5, 12, 60])
def room(request, tmp_path_factory) -> tuple[Summary, OneMinute]:
    from mcda.group.store.workshops import Store

    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('room') / 'workshop.db'}")
    opened = store.open_workshop(Workshop.of(STUDY, "Room", "swing", minimum_group=3))
    submit(store, rehearse(store, opened.code, request.param, seed=3), 1)
    store.close_round(opened.key)
    (shown,) = store.published(opened.key)
    store.close()
    assert isinstance(shown, PublishedRound)
    summary = summed(shown, shown.workshop.opened_study)
    assert summary is not None
    return summary, one_minute(summary)


def weighed(summary: Summary, rows: np.ndarray) -> Summary:
    """The same room with other weights (P × m), in the order of its criteria."""
    shown = replace(summary.shown, weights=rows)
    found = summed(shown, summary.study)
    assert found is not None
    return found


def test_it_always_says_on_what_people_differ(room):
    summary, found = room
    assert len(found.divided) == 3
    ranks = found.first_of_all.ranks
    assert list(ranks) == sorted(ranks)
    assert len(found.first_of_cells) == len(summary.shown.cells)
    assert found.heads == summary.shown.heads


def test_ends_of_a_criterion_are_the_quartiles_of_the_weights_told(room):
    summary, found = room
    for each in found.divided:
        at = summary.shown.criteria.index(each.criterion)
        own = np.sort(summary.shown.weights[:, at])
        if each.criterion in summary.shown.dots:  # of the dots as they are drawn
            own = rounded(own)
        low, high = np.quantile(own, (0.25, 0.75))
        assert each.low == pytest.approx(low, abs=0.0026)
        assert each.high == pytest.approx(high, abs=0.0026)


def test_what_moves_is_what_a_ranking_with_the_two_weights_says(room):
    summary, found = room
    now = summary.weights().whole(summary.study.filled.matrix.criteria).as_dict()
    for each in found.divided:
        ranks = []
        for share in (each.low, each.high):
            rest = (1 - share) / (1 - now[each.criterion])
            turned = {key: weight * rest for key, weight in now.items()} | {each.criterion: share}
            study = summary.study.with_weights(Weights.of(turned))
            ranks.append({line.key: line.rank for line in study.ranking})
        first = [line.key for line in summary.study.with_weights(summary.weights()).ranking][:10]
        assert each.moved == sum(ranks[0][key] != ranks[1][key] for key in first)
        key, before, after = each.furthest
        assert (ranks[0][key], ranks[1][key]) == (before, after)
        steps = [abs(ranks[0][k] - ranks[1][k]) for k in first]
        assert abs(before - after) == max(steps)


def test_people_who_weigh_a_criterion_alike_are_counted(room):
    """All but one give the first criterion 40%, one gives it 10%; the others share the rest at random."""
    summary, _ = room
    people, criteria = summary.shown.weights.shape
    rest = np.random.default_rng(4).dirichlet(np.full(criteria - 1, 0.4), people)
    first = np.full((people, 1), 0.4)
    first[0] = 0.1
    summary = weighed(summary, np.hstack([first, (1 - first) * rest]))
    found = one_minute(summary)
    (alike, *_) = found.alike
    assert alike.criterion == summary.shown.criteria[0]
    assert alike.heads == people - 1
    assert alike.low <= 0.4 <= alike.high
    name = EN.text(summary.shown.workshop.names[alike.criterion])
    assert agreements(summary, found, EN)[0].startswith(f"{people - 1} of {people} give {name} ")


def test_who_is_in_nearly_all_first_tens_is_counted_over_people(room):
    summary, _ = room
    rows = np.tile(summary.shown.weights[:1], (len(summary.shown.weights), 1))
    summary = weighed(summary, rows)
    found = one_minute(summary)
    assert [each.heads for each in found.in_top] == [len(rows)] * 5
    first = {key for key, rank in zip(
        summary.study.filled.matrix.alternatives, summary.placed[0], strict=True
    ) if rank <= 10}  # fmt: skip
    assert {each.alternative for each in found.in_top} <= first


def test_where_single_answers_may_not_be_told_only_means_or_quartiles_are(room):
    summary, _ = room
    summary = replace(summary, shown=replace(summary.shown, dots=()))
    key = summary.shown.criteria[0]
    if summary.spread.everyone is None:
        means = [float(mean[0]) for mean in summary.spread.cell_means]
        assert middle_half(summary, key) == (min(means), max(means))
    else:
        everyone = summary.spread.everyone[:, 0]
        assert middle_half(summary, key) == (everyone[0], everyone[2])
    assert all(each.heads is None for each in one_minute(summary).alike)


def test_each_group_keeps_its_colour_and_merged_ones_are_grey(room):
    summary, _ = room
    shown = summary.shown
    colours = {cell.key: cell_colour(shown, at) for at, cell in enumerate(shown.cells)}
    if len(shown.cells) == 1:
        assert set(colours.values()) == {MERGED}
        return
    fewer = replace(shown, cells=shown.cells[1:])
    assert {cell.key: cell_colour(fewer, at) for at, cell in enumerate(fewer.cells)} == {
        key: colour for key, colour in colours.items() if key != shown.cells[0].key
    }


@pytest.mark.parametrize("lang", LANGS)
def test_the_view_has_no_holes_and_escapes_what_was_typed(room, lang):
    summary, found = room
    page = one_minute_html(summary, found, Translator(lang))
    assert "{" not in page.partition("</style>")[2]
    assert "nan" not in page.lower().split()
