"""The rules of what may be shown, one by one, at their limits: small cases counted by hand."""

from unittest.mock import patch

import numpy as np
import pytest

from mcda.group.model.minimum_group import (
    HIGHEST_MINIMUM,
    LOWEST_MINIMUM,
    MINIMUM_GROUP_SIZE,
    has_quartiles,
)
from mcda.group.privacy import cell_suppression
from mcda.group.privacy.cell_suppression import (
    Answer,
    Family,
    classes_of,
    crossings_fit,
    fits,
    joins,
    merged,
    readers,
    rows_fit,
    smallest_difference,
    solvable,
)
from mcda.group.privacy.clustering import clearest, opinion_groups, silhouette
from mcda.group.privacy.row_linkage import (
    as_one,
    attendance_fits,
    attendance_of,
    joins_fit,
    rows_of,
)


def answers(*seats, words="x", typed=()) -> frozenset:
    return frozenset(Answer(seat, words, seat in typed) for seat in seats)


def family(minimum_group=3, **cells) -> Family:
    return Family(cells, minimum_group)


def test_the_figures_that_the_docs_promise():
    assert (MINIMUM_GROUP_SIZE, LOWEST_MINIMUM, HIGHEST_MINIMUM) == (5, 3, 50)
    assert not has_quartiles(19, 5)
    assert has_quartiles(20, 5)


# cells


def test_people_are_counted_over_all_cells():
    assert family(a=answers(1, 2), b=answers(3)).people == 3


def test_what_was_typed_in_is_known_to_who_typed_it():
    both = family(a=answers(1, 2, 3, typed=(3,)), b=answers(4, typed=(4,)))
    assert both.without_typed() == family(a=answers(1, 2))


def test_both_readers_see_the_rows_too():
    one, rows = family(a=answers(1, 2, typed=(2,))), family(r=answers(3, 4, typed=(4,)))
    assert readers([one], [one], rows) == [
        ([one], [one, rows]),
        ([family(a=answers(1))], [family(a=answers(1)), family(r=answers(3))]),
    ]
    assert readers([one], [])[0] == ([one], [])


@pytest.mark.parametrize(("size", "may"), [(2, False), (3, True)])
def test_a_cell_holds_the_minimum_for_both_readers(size, may):
    assert fits(family(a=answers(*range(size))), []) is may
    typed = answers(*range(size), 10, 11, 12, typed=(10, 11, 12))
    assert fits(family(a=typed), []) is may
    assert fits(family(a=answers(*range(size), typed=range(size))), []) is may


def test_differences_count_on_both_sides_and_from_the_minimum_on():
    before = family(a=answers(*range(10)))
    for left, came, may in ((0, 0, True), (2, 0, False), (3, 0, True), (0, 2, False), (0, 3, True),
                            (3, 2, False), (2, 3, False), (3, 3, True)):  # fmt: skip
        now = family(a=answers(*range(left, 10 + came)))
        assert fits(now, [before]) is may, (left, came)


def test_the_larger_of_two_minimums_counts():
    before = family(5, a=answers(*range(10)))
    assert not fits(family(3, a=answers(*range(4, 14))), [before])
    assert fits(family(3, a=answers(*range(5, 15))), [before])
    assert not fits(family(5, a=answers(*range(4, 14))), [family(3, a=answers(*range(10)))])


def test_what_is_out_already_is_not_held_against_a_later_round():
    small = family(3, a=answers(1, 2, 3))
    assert smallest_difference(family(a=answers(*range(10, 20))), small) == 3
    assert fits(family(3, a=answers(*range(10, 20))), [small])
    raised = family(5, a=answers(*range(10, 20)))
    assert not solvable([raised], [small], 5)  # those three were out before


def test_an_empty_family_differs_from_nothing():
    assert smallest_difference(family(), family(a=answers(1))) == float("inf")
    assert smallest_difference(family(a=answers(1)), family()) == float("inf")
    assert not solvable([], [], 3)
    assert not solvable([family()], [family()], 3)


def test_three_cells_that_overlap_in_pairs_give_each_part_away():
    t, b, c = (answers(0), answers(*range(1, 5)), answers(*range(5, 9)))
    shown = [family(5, a=t | b), family(5, a=b | c)]
    third = family(5, a=t | c)
    assert smallest_difference(third, shown[0]) == 4
    assert solvable([third], shown, 5)
    assert not solvable([third], shown[:1], 4)
    assert solvable([third], shown[:1], 9)  # T∪B and T∪C differ in eight people
    assert not solvable([third], shown, 1)


def test_a_sum_of_two_classes_counts_and_of_three():
    """a ∪ b follows from three cells though neither a nor b does; so does a ∪ b ∪ c from others."""
    a, b, c, rest = answers(1), answers(2), answers(3), answers(*range(10, 20))
    others = answers(*range(20, 30))
    shown = [family(4, x=a | rest), family(4, x=b | others)]
    assert solvable([family(4, x=rest | others)], shown, 3)
    assert not solvable([family(4, x=rest | others)], shown, 2)
    more = answers(*range(30, 40))
    three = [*shown, family(4, x=c | more)]
    everyone = family(4, x=rest | others | more)
    assert solvable([everyone], three, 4)
    assert not solvable([everyone], three, 3)


def test_what_new_rows_tell_alone_is_left_to_the_rule_of_rows():
    cells = family(3, a=answers(*range(6)))
    rows = family(3, s=answers(0, 1), r=answers(2, 3, 4, 5))
    assert solvable([rows], [cells], 3)
    assert not solvable([rows], [cells], 3, alone=True)
    assert rows_fit(rows, [cells])
    beside = family(3, a=answers(*range(2, 6)) | answers(9))
    assert solvable([rows], [beside], 3, alone=True)  # nine alone
    assert not rows_fit(rows, [cells, beside])
    assert not rows_fit(
        family(3, r=answers(*range(2, 6))), [family(3, a=answers(*range(2, 7), typed=(5, 6)))]
    )


def test_only_the_typist_may_be_left_with_few():
    """Everybody else sees two forms beside the two people: both sums and rows are looked at with either eyes."""
    assert not Answer(1, "x").typed
    cells = family(3, a=answers(*range(2, 10), typed=(6, 7)))
    assert not rows_fit(family(3, r=answers(*range(2, 6))), [cells])
    assert rows_fit(family(3, r=answers(*range(2, 6))), [family(3, a=answers(*range(2, 10)))])
    before = family(3, a=answers(*range(10)))
    came = answers(*range(3, 12)) | answers(12, 13, typed=(12, 13))
    assert not fits(family(3, a=came), [before])
    assert fits(family(3, a=answers(*range(3, 14))), [before])


def test_rows_beside_cells_of_a_larger_minimum_keep_to_that():
    cells = [family(5, a=answers(*range(10))), family(5, a=answers(*range(2, 10), *range(20, 24)))]
    rows = family(3, r=answers(*range(2, 10)), s=answers(0, 1))
    assert not rows_fit(rows, cells)  # four people are left of the second cell
    five = family(5, a=answers(*range(2, 10), *range(20, 25)))
    assert rows_fit(rows, [cells[0], five])


def test_one_class_and_two_are_always_looked_through_and_more_up_to_a_bound():
    a, b, c = answers(1), answers(2), answers(3)
    rest, others, more = (answers(*range(n, n + 10)) for n in (10, 20, 30))
    two = [family(4, x=a | rest), family(4, x=b | others)]
    three = [*two, family(4, x=c | more)]
    with patch.object(cell_suppression, "SUBSETS", 0):
        assert solvable([family(4, x=rest)], two, 3)
        assert solvable([family(4, x=rest | others)], two, 3)
        assert not solvable([family(4, x=rest | others | more)], three, 4)
    with patch.object(cell_suppression, "SUBSETS", 3):
        assert solvable([family(4, x=rest | others | more)], three, 4)


def test_answers_are_classed_by_the_cells_they_are_in():
    found = classes_of([answers(1, 2, 3), answers(3, 4)])
    assert {pattern: [a.seat for a in rows] for pattern, rows in found.items()} == {
        (True, False): [1, 2],
        (True, True): [3],
        (False, True): [4],
    }
    told = joins([family(3, a=answers(1, 2, 3)), family(4, b=answers(3, 4))])
    assert told is not None
    assert told.minimum_group == 4
    assert set(told.cells.values()) == {answers(1, 2), answers(3), answers(4)}
    assert joins([]) is None


def test_cells_cross_in_none_or_enough_people_whatever_they_answered():
    before = [family(3, a=answers(*range(6)), b=answers(*range(6, 12)))]
    for moved, may in ((0, True), (2, False), (3, True)):
        now = family(
            3,
            a=answers(*range(6 - moved), words="y"),
            b=answers(*range(6 - moved, 12), words="y"),
        )
        assert crossings_fit(now, before) is may, moved
    assert crossings_fit(family(3, a=answers(0, 1, 20, 21)), before)  # the room in one cell
    typed = family(3, a=answers(0, 1, 2, 20, typed=(2,)), b=answers(*range(6, 12)))
    assert crossings_fit(family(3, a=answers(0, 1, 2, 20), b=answers(*range(6, 12))), before)
    assert not crossings_fit(typed, before)
    raised = [Family(before[0].cells, 5)]
    now = family(3, a=answers(0, 1, 2, 20, 21), b=answers(*range(6, 12)))
    assert crossings_fit(now, before)
    assert not crossings_fit(now, raised)


def test_the_smallest_are_merged_first_and_paper_does_not_make_them_larger():
    parts = {
        "a": answers(*range(6)),
        "b": answers(*range(10, 19), typed=range(11, 19)),
        "c": answers(20, 21),
        "d": answers(*range(30, 35)),
    }
    found, held = merged(parts, 3, [])
    assert held == {"a": ("a",), "d": ("d",), "b+c": ("b", "c")}
    assert found.cells["b+c"] == parts["b"] | parts["c"]
    assert merged({"a": answers(1, 2)}, 3, []) is None
    assert merged({}, 3, []) is None
    assert merged({"a": answers(1, 2), "b": ()}, 2, [])[1] == {"a": ("a",)}


def test_merging_looks_at_what_was_shown_before_at_crossings_and_at_rows():
    parts = {"a": answers(*range(6), words="y"), "b": answers(*range(6, 12), words="y")}
    moved = [family(3, a=answers(*range(5)), b=answers(*range(5, 12)))]
    assert len(merged(parts, 3, [])[1]) == 2
    assert len(merged(parts, 3, moved)[1]) == 2
    assert len(merged(parts, 3, moved, moved)[1]) == 1
    assert merged(parts, 3, [family(3, a=answers(*range(11), words="y"))]) is None
    rows = family(3, s=answers(*range(5), words="y"))
    assert merged({"a": parts["a"]}, 3, [], [], rows) is None


# rows


def test_who_was_where_and_which_rows_are_the_same():
    rounds = [family(a=answers(1, 2), b=answers(3)), family(c=answers(1) | answers(2, words="y"))]
    assert attendance_of(rounds) == {1: ("a", "c"), 2: ("a", "c"), 3: ("b", None)}
    assert rows_of(rounds) == {("a", "c"): 1, ("a", None): 1, ("b", None): 1, (None, "c"): 1}
    assert as_one(rounds[0]) == family(all=answers(1, 2, 3))
    assert as_one(family()) == family()


def test_a_latecomer_hides_among_those_who_changed_and_nobody_else():
    first = family(3, a=answers(*range(8)))
    for kept, may in ((8, False), (7, False), (6, True), (0, True)):
        second = family(3, a=answers(*range(kept)) | answers(*range(kept, 9), words="y"))
        assert joins_fit([first, second]) is may, kept
    assert joins_fit([first])
    assert joins_fit([])


def test_a_leaver_hides_among_the_former_rows_of_those_who_changed():
    first = family(3, a=answers(*range(9)))
    for kept, may in ((8, False), (7, False), (6, True), (0, True)):
        second = family(3, a=answers(*range(kept)) | answers(*range(kept, 8), words="y"))
        assert joins_fit([first, second]) is may, kept


def test_a_row_that_only_few_can_have_is_theirs():
    """Two of ten move together and keep their answers: two rows stand in both of their cells."""
    first = family(3, a=answers(*range(6)), b=answers(*range(6, 12)))
    moved = family(3, a=answers(*range(4)), b=answers(*range(4, 12)))
    assert not joins_fit([first, moved])
    three = family(3, a=answers(*range(3)), b=answers(*range(3, 12)))
    assert joins_fit([first, three])


def test_two_who_stay_among_others_who_come_and_go_are_the_only_ones_with_a_lasting_row():
    first = family(3, a=answers(*range(6)))
    second = family(3, a=answers(0, 1, *range(6, 10)))
    assert not joins_fit([first, second])
    assert joins_fit([first, family(3, a=answers(0, 1, 2, *range(6, 10)))])


def test_one_who_moves_and_answers_anew_needs_others_who_do_so_in_each_round():
    """Where all others stay as they were, the row that ends in the one cell is theirs, and that in the other."""
    first = family(3, a=answers(*range(6)), b=answers(*range(6, 12)))
    for in_a, in_b, may in (
        (0, 4, False),
        (4, 0, False),
        (1, 1, False),
        (2, 2, True),
        (4, 4, True),
    ):
        now = family(
            3,
            a=answers(*range(in_a, 5)) | answers(*range(in_a), words="y"),
            b=answers(*range(6 + in_b, 12)) | answers(5, *range(6, 6 + in_b), words="y"),
        )
        assert joins_fit([first, now]) is may, (in_a, in_b)


def test_the_largest_minimum_of_the_rounds_counts_for_rows():
    first = family(3, a=answers(*range(8)))
    second = answers(*range(5)) | answers(*range(5, 9), words="y")
    assert joins_fit([first, family(3, a=second)])
    assert not joins_fit([first, family(5, a=second)])
    assert not joins_fit([family(5, a=answers(*range(8))), family(3, a=second)])


def test_who_knows_the_forms_looks_at_the_other_rows_alone():
    first = family(3, a=answers(*range(8), typed=(6, 7)))
    second = family(3, a=answers(*range(5)) | answers(5, 6, 7, 8, words="y", typed=(6, 7)))
    assert not joins_fit([first, second])  # one changed, one came, and two forms
    free = family(3, a=answers(*range(5)) | answers(5, 6, 7, 8, words="y"))
    assert joins_fit([family(3, a=answers(*range(8))), free])


def test_attendance_counts_people_in_the_same_cells_throughout():
    first = family(3, a=answers(*range(8)))
    assert attendance_fits([first])
    assert attendance_fits([])
    assert attendance_fits([first, family(3, a=answers(*range(3, 8), words="y"))])
    assert not attendance_fits([first, family(3, a=answers(*range(2, 8), words="y"))])
    assert not attendance_fits([first, family(5, a=answers(*range(3, 8), words="y"))])
    typed = answers(*range(8), typed=(0, 1))
    assert not attendance_fits([family(3, a=typed), family(3, a=answers(*range(4, 8)))])


# camps


FLAT = [[0], [1], [2]]


def test_camps_begin_at_twice_the_minimum_and_stand_out():
    left, right = [[0.8, 0.1, 0.1]] * 3, [[0.1, 0.1, 0.8]] * 3
    assert opinion_groups(np.array(left + right), 3, FLAT).tolist() == [0, 0, 0, 1, 1, 1]
    assert opinion_groups(np.array(left + right)[:5], 3, FLAT) is None
    seven = np.array(right + left + [[0.8, 0.1, 0.1]])
    assert opinion_groups(seven, 3, FLAT).tolist() == [1] * 3 + [0] * 4
    five = [[1.0 * (j == k) for j in range(5)] for k in range(5) for _ in range(3)]
    apart = 1e-3 * np.arange(15)[:, None] * np.eye(5)[0]
    found = clearest(np.array(five) + apart, 3)
    assert len(set(found.labels.tolist())) == 4  # never more
    assert found.labels.max() == 3


def test_a_camp_below_the_minimum_joins_the_nearest_the_smallest_first():
    big, other = [[0.9, 0.1, 0.0]] * 6, [[0.0, 0.1, 0.9]] * 6
    near = [[0.1, 0.2, 0.7]] * 2
    found = opinion_groups(np.array(big + other + near), 3, FLAT)
    assert found.tolist() == [1] * 6 + [0] * 8


def test_silhouettes_of_one_and_of_the_same_are_zero():
    apart = np.array([[0.0, 0.5, 0.5], [0.5, 0.0, 0.0], [0.5, 0.0, 0.0]])
    assert silhouette(apart, np.array([0, 1, 1])).tolist() == [0.0, 1.0, 1.0]
    assert silhouette(np.zeros((4, 4)), np.array([0, 0, 1, 1])).tolist() == [0.0] * 4
    three = np.array(
        [[0, 0.2, 0.9, 0.6], [0.2, 0, 0.7, 0.8], [0.9, 0.7, 0, 0.3], [0.6, 0.8, 0.3, 0]]
    )
    found = silhouette(three, np.array([0, 0, 1, 1]))
    assert found == pytest.approx([1 - 0.2 / 0.75, 1 - 0.2 / 0.75, 1 - 0.3 / 0.8, 1 - 0.3 / 0.7])
