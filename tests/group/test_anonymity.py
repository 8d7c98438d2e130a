"""Nobody can be singled out: the rule against a count of people by hand, on any panel that chance can think of."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.text import Text
from mcda.group.model.keys import round_sign
from mcda.group.model.panel import Panel
from mcda.group.model.weight_distances import distances
from mcda.group.model.workshop import Round, StakeholderGroup
from mcda.group.privacy.cell_suppression import Answer, Family, fits, merged, smallest_difference
from mcda.group.privacy.clustering import opinion_groups, silhouette
from mcda.group.privacy.publication import EVERYONE, PublishedRound, SuppressedRound, published
from tests.drivers.repetitions import times
from tests.drivers.workshops import GROUPS, panel, points, submission, workshop

ROOM = workshop()


def answers(*seats, words="x") -> frozenset:
    return frozenset(Answer(seat, words) for seat in seats)


def unions(cells) -> list:
    """Every set of people that can be had by adding cells up."""
    parts = list(cells)
    return [
        frozenset().union(*some)
        for size in range(len(parts) + 1)
        for some in combinations(parts, size)
    ]


def people_apart(one, other) -> int:
    return len({answer.seat for answer in one ^ other})


def by_hand(one: Family, other: Family) -> float:
    if not one.cells or not other.cells:
        return float("inf")
    counts = [
        len(side)
        for u, w in product(unions(one.cells.values()), unions(other.cells.values()))
        for side in (u - w, w - u)
        if u
    ]
    return min((count for count in counts if count), default=float("inf"))


def test_a_family_is_as_close_as_its_smallest_cell():
    family = Family({"a": answers(1, 2, 3), "b": answers(4, 5)}, 3)
    assert smallest_difference(family, family) == 2
    assert not fits(family, [])
    assert fits(Family({"a": answers(1, 2, 3), "b": answers(4, 5, 6)}, 3), [])


def test_a_camp_that_is_a_group_and_one_more_gives_that_one_away():
    groups = Family({"a": answers(*range(5)), "b": answers(*range(5, 10))}, 5)
    opinion_group = Family({"x": answers(*range(6)), "y": answers(*range(6, 11))}, 5)
    assert smallest_difference(groups, opinion_group) == 1


def test_who_keeps_their_answer_is_the_same_and_who_changes_it_is_counted_once():
    first = Family({"all": answers(1, 2, 3, 4)}, 2)
    same = Family({"all": answers(1, 2, 3, 4)}, 2)
    one_changed = Family({"all": answers(1, 2, 3) | answers(4, words="y")}, 2)
    assert smallest_difference(first, same) == 4
    assert smallest_difference(first, one_changed) == 1


@st.composite
def families(draw):
    """Up to three families over the same few seats, each a parting of some of them with answers of then."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        cells: dict[str, set] = {}
        for seat in range(8):
            at = draw(st.integers(-1, 3))
            if at >= 0:
                word = draw(st.sampled_from("xxy"))
                cells.setdefault(str(at), set()).add(Answer(seat, word))
        found.append(Family({k: frozenset(v) for k, v in cells.items()}, draw(st.integers(2, 4))))
    return found


@given(families())
@settings(max_examples=times(150), deadline=None)
def test_the_smallest_difference_is_what_counting_by_hand_finds(found):
    for one, other in product(found, found):
        assert smallest_difference(one, other) == by_hand(one, other)


@given(families())
@settings(max_examples=times(150), deadline=None)
def test_what_is_merged_fits_and_nothing_finer_of_its_kind_was_possible(found):
    *shown, wanted = found
    shown = [family for family in shown if fits(family, [])]
    result = merged(wanted.cells, wanted.minimum_group, shown)
    if result is None:
        everyone = Family({"all": frozenset().union(*wanted.cells.values())}, wanted.minimum_group)
        assert not wanted.cells or not fits(everyone, shown)
        return
    family, held = result
    assert fits(family, shown)
    assert frozenset().union(*family.cells.values()) == frozenset().union(*wanted.cells.values())
    assert sorted(part for parts in held.values() for part in parts) == sorted(wanted.cells)
    for key, parts in held.items():
        assert family.cells[key] == frozenset().union(*(wanted.cells[part] for part in parts))
    if fits(wanted, shown):
        assert len(family.cells) == len(wanted.cells)


@st.composite
def evenings(draw):
    """Two or three rounds of a few people in three groups: some stay, some change, some leave or come late."""
    rounds = []
    answers_of: dict[int, int] = {}
    for number in range(draw(st.integers(1, 3))):
        people = []
        for seat in range(12):
            if not draw(st.integers(0, 3)):
                continue  # absent
            if seat not in answers_of or draw(st.booleans()):
                answers_of[seat] = draw(st.integers(0, 3)) + 10 * number
            group = GROUPS[seat % 3].key if seat < 9 else GROUPS[0].key
            people.append((seat, group, answers_of[seat]))
        rounds.append(people)
    return panel(workshop(minimum_group=draw(st.integers(3, 5))), *rounds)


@given(evenings())
@settings(max_examples=times(60), deadline=None)
def test_no_two_views_of_an_evening_differ_by_fewer_people_than_the_floor(evening):
    minimum_group = evening.workshop.minimum_group
    evening = Panel(
        evening.workshop,
        tuple(
            Round(r.number, r.state, r.opened_at, r.closed_at, minimum_group=minimum_group)
            for r in evening.rounds
        ),
        evening.submissions,
    )
    views = [frozenset()]
    for shown in published(evening):
        if isinstance(shown, SuppressedRound):
            continue
        people = {round_sign("", s.receipt): s for s in evening.counted(shown.number)}
        at = [Answer(people[r].seat, str(people[r].weights)) for r in shown.signs]
        for parting in (shown.cell_of, shown.opinion_group_of):
            if parting is None:
                continue
            cells = [
                frozenset(a for a, cell in zip(at, parting, strict=True) if cell == name)
                for name in set(parting)
            ]
            views += unions(cells)
    for one, other in combinations(set(views), 2):
        assert people_apart(one, other) >= minimum_group
    assert published(evening)[0].number == 1


def test_small_groups_are_shown_together_with_another():
    people = [(n, "forest") for n in range(6)] + [(n, "town") for n in range(6, 8)]
    people += [(n, "road") for n in range(8, 10)]
    (shown,) = published(evening_of(people))
    assert [cell.groups for cell in shown.cells] == [("forest",), ("town", "road")]
    assert shown.cells[1].name == Text("Townspeople + Transport", "居民、交通")
    assert [cell.heads for cell in shown.cells] == [6, 4]


def evening_of(*rounds, minimum_group=3, **changes) -> Panel:
    room = workshop(minimum_group=minimum_group, **changes)
    found = panel(room, *rounds)
    return Panel(
        room,
        tuple(
            Round(r.number, "closed", "", "x", minimum_group=minimum_group) for r in found.rounds
        ),
        found.submissions,
    )


def test_one_person_left_over_takes_a_group_with_them():
    people = [(n, "forest") for n in range(3)] + [(3, "town")] + [(n, "road") for n in range(4, 7)]
    (shown,) = published(evening_of(people))
    assert [cell.heads for cell in shown.cells] == [3, 4]
    (everyone,) = published(evening_of(people[:4]))
    assert [cell.name for cell in everyone.cells] == [Text("Forestry + Townspeople", "林业、居民")]


def test_all_groups_together_are_everyone():
    people = [(0, "forest"), (1, "town"), (2, "road")]
    (shown,) = published(evening_of(people))
    assert [cell.name for cell in shown.cells] == [EVERYONE]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_people_are_not_shown_at_all(count):
    (withheld,) = published(evening_of([(n, "forest") for n in range(count)]))
    assert withheld.finding.code == "anonymity.few"


def test_an_open_round_is_not_shown():
    found = panel(ROOM, [(n, "forest") for n in range(9)])
    (withheld,) = published(Panel(ROOM, (Round(1, "open", ""),), found.submissions))
    assert withheld.finding.code == "anonymity.open"
    assert "第1轮" in withheld.finding.in_("zh").place


def test_a_round_in_which_few_changed_is_withheld_and_one_in_which_nobody_did_is_shown():
    first = [(n, "forest", n) for n in range(8)]
    two_changed = [(n, "forest", n if n > 1 else 50 + n) for n in range(8)]
    one, two, three = published(evening_of(first, two_changed, first))
    assert isinstance(one, PublishedRound)
    assert two.finding.code == "anonymity.close"
    assert isinstance(three, PublishedRound)


def test_someone_who_leaves_is_not_given_away_by_the_next_round():
    first = [(n, "forest", n) for n in range(8)]
    left = first[1:]
    assert isinstance(published(evening_of(first, left))[1], SuppressedRound)
    changed = [(n, "forest", 90 + n) for n in range(1, 8)]
    assert isinstance(published(evening_of(first, changed))[1], PublishedRound)


def test_who_sits_in_another_group_now_counts_where_they_sit():
    first = [(n, "forest", n) for n in range(5)] + [(n, "town", n) for n in range(5, 10)]
    moved = [(n, "forest", n) for n in range(6)]
    moved += [(n, "town", n) for n in range(6, 10)]
    one, two = published(evening_of(first, moved))
    assert len(one.cells) == 2
    assert len(two.cells) == 1  # the groups of the second round would give number 5 away


def test_the_floor_of_a_round_is_what_its_people_were_promised():
    found = panel(ROOM, [(n, "forest") for n in range(4)])
    promised = (Round(1, "closed", "", "x", minimum_group=5),)
    (withheld,) = published(Panel(workshop(minimum_group=3), promised, found.submissions))
    assert withheld.finding.values["floor"] == 5


def test_rows_tell_neither_when_nor_who():
    people = [(n, "forest", n) for n in range(6)]
    evening = evening_of(people)
    named = [
        submission(evening.workshop, s.seat, s.group, receipt=f"K{9 - s.seat}", pseudonym="Wang")
        for s in evening.submissions
    ]
    (shown,) = published(Panel(evening.workshop, evening.rounds, tuple(named)))
    assert shown.signs == tuple(sorted(shown.signs))
    text = str(shown.rows)
    assert "Wang" not in text
    assert "2026-03" not in text
    assert {row["sign"] for row in shown.rows} == {round_sign("", f"K{9 - n}") for n in range(6)}
    assert not any(f"K{9 - n}" in shown.signs for n in range(6))
    assert sum(shown.rows[0][key] for key in shown.criteria) == pytest.approx(1)


def test_everyone_has_an_equal_voice_unless_groups_have_stated_ones():
    people = [(n, "forest") for n in range(3)] + [(n, "town") for n in range(3, 9)]
    (equal,) = published(evening_of(people))
    assert equal.participant_weights == pytest.approx(1 / 9)
    weighted = tuple(
        StakeholderGroup(g.key, g.name, w) for g, w in zip(GROUPS, (3.0, 1.0, 1.0), strict=True)
    )
    (stated,) = published(evening_of(people, groups=weighted))
    assert [cell.share for cell in stated.cells] == pytest.approx([0.75, 0.25])
    assert stated.participant_weights.sum() == pytest.approx(1)
    assert sorted(set(np.round(stated.participant_weights, 12))) == pytest.approx([0.25 / 6, 0.25])
    silent = tuple(StakeholderGroup(g.key, g.name, float(g.key == "road")) for g in GROUPS)
    (fallback,) = published(evening_of(people, groups=silent))
    assert fallback.participant_weights == pytest.approx(
        1 / 9
    )  # nobody of the only group with a say came


def test_a_merged_cell_has_one_voice_each_so_that_the_total_gives_no_group_away():
    people = [(n, "forest") for n in range(4)] + [(4, "town"), (5, "road"), (6, "road")]
    weighted = tuple(
        StakeholderGroup(g.key, g.name, w) for g, w in zip(GROUPS, (1.0, 2.0, 1.0), strict=True)
    )
    (shown,) = published(evening_of(people, groups=weighted))
    in_merged = [
        v for v, at in zip(shown.participant_weights, shown.cell_of, strict=True) if at == 1
    ]
    assert in_merged == pytest.approx([0.25] * 3)


def test_the_room_is_what_robustness_takes():
    from mcda.robustness import ParticipantWeights

    people = [(n, "forest") for n in range(4)] + [(n, "town") for n in range(4, 8)]
    (shown,) = published(evening_of(people))
    room = ParticipantWeights.of(**shown.room)
    assert room.weights == pytest.approx(shown.weights)
    assert room.chances == pytest.approx(shown.participant_weights)


FLAT = [[0], [1], [2]]


def test_two_camps_that_stand_out_are_found_and_are_never_too_small():
    rng = np.random.default_rng(0)
    left = rng.dirichlet([40, 5, 5], 12)
    right = rng.dirichlet([5, 5, 40], 7)
    found = opinion_groups(np.vstack([left, right]), 5, FLAT)
    assert found.tolist() == [0] * 12 + [1] * 7
    assert opinion_groups(np.vstack([left, right[:4]]), 5, FLAT) is None
    assert opinion_groups(rng.dirichlet([1, 1, 1], 4), 3, FLAT) is None
    assert opinion_groups(np.tile([0.5, 0.3, 0.2], (12, 1)), 3, FLAT) is None  # all alike


def test_distances_and_silhouette_by_hand():
    weights = np.array([[1.0, 0.0], [0.8, 0.2], [0.0, 1.0], [0.0, 1.0]])
    assert distances(weights)[0] == pytest.approx([0, 0.2, 1, 1])
    found = silhouette(distances(weights), np.array([0, 0, 1, 1]))
    assert found == pytest.approx([(1 - 0.2) / 1, (0.8 - 0.2) / 0.8, 1, 1])


@given(st.integers(0, 10_000), st.integers(3, 6))
@settings(max_examples=times(40), deadline=None)
def test_camps_hold_the_minimum_and_number_the_largest_first(seed, minimum_group):
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(4, 0.3), int(rng.integers(2, 40)))
    weights[rng.random(len(weights)) < 0.5] = rng.dirichlet(np.full(4, 0.3))
    found = opinion_groups(weights, minimum_group, [[0, 1], [2, 3]])
    if found is not None:
        heads = np.bincount(found)
        assert len(found) == len(weights)
        assert 2 <= len(heads) <= 4
        assert heads.min() >= minimum_group
        assert list(heads) == sorted(heads, reverse=True)


def test_points_differ_by_seed():
    assert points(ROOM, 1) != points(ROOM, 2)
