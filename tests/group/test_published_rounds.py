"""What is published of a panel, rule by rule, as its readers see it: small rooms counted by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from criteria.text import Text
from mcda.group.model.panel import Panel, Submission
from mcda.group.model.workshop import Round, Workshop
from mcda.group.privacy.publication import EVERYONE, PublishedRound, SuppressedRound, published
from tests.drivers.workshops import GROUPS, points, submission, workshop

ROOM = workshop()
CAMPS = ("green", "people", "roads")
Person = tuple[int, str, dict]  # seat, group, answers


def leaning(camp: int, own: int = 0) -> dict:
    """Answers of somebody of a camp, nearly all for one group of criteria; `own` tells them apart."""
    blocks = {
        block: dict.fromkeys(keys, 50) for block, keys in ROOM.blocks.items() if block in CAMPS
    }
    blocks["~groups"] = {key: 10_000 if at == camp else 1 for at, key in enumerate(CAMPS)}
    blocks["~groups"][CAMPS[camp]] += own
    return {block: {"points": given} for block, given in blocks.items()}


def alike(answers: dict) -> dict:
    """Other answers with the same shares, as far as they are drawn."""
    first = next(iter(answers["people"]["points"]))
    given = {key: 100_000 * value for key, value in answers["people"]["points"].items()}
    given[first] += 1
    return {**answers, "people": {"points": given}}


def rooms(*rounds: Sequence[Person], typed=(), minimum_group=3, of: Workshop = ROOM) -> Panel:
    """Closed rounds of (seat, group, answers); the seats in `typed` are paper forms."""
    people = [
        submission(
            of, seat, group, number, answers, channel="workbook" if seat in typed else "phone"
        )
        for number, said in enumerate(rounds, start=1)
        for seat, group, answers in said
    ]
    closed = (
        Round(number, "closed", "", "x", minimum_group=minimum_group)
        for number in range(1, len(rounds) + 1)
    )
    return Panel(of, tuple(closed), tuple(people))


def everyone(seats, group="forest", anew=0) -> list[Person]:
    """People of a group, each with answers of their own; `anew`: other ones."""
    return [(seat, group, points(ROOM, seat + anew)) for seat in seats]


def changed(panel: Panel, seat: int, **changes) -> Panel:
    found = (replace(s, **changes) if s.seat == seat else s for s in panel.submissions)
    return Panel(panel.workshop, panel.rounds, tuple(found))


def weighted(*weights: float) -> Workshop:
    groups = tuple(replace(g, weight=w) for g, w in zip(GROUPS, weights, strict=True))
    return workshop(groups=groups)


# which rounds


def test_every_round_has_its_place_and_says_why_it_is_not_shown():
    panel = rooms(everyone(range(3)), everyone(range(2)), everyone(range(3), anew=50), [])
    still_open = replace(panel.rounds[3], state="open", closed_at="")
    found = published(Panel(ROOM, (*panel.rounds[:3], still_open), panel.submissions))
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert [isinstance(each, PublishedRound) for each in found] == [True, False, True, False]
    assert found[1].finding.code == "anonymity.few"
    assert found[1].finding.values["missing"] == 1
    assert found[3].finding.code == "anonymity.open"
    assert published(Panel(ROOM, (), ())) == ()


@pytest.mark.parametrize(
    ("phones", "forms", "code", "missing"),
    [
        (3, 0, None, 0),
        (2, 0, "anonymity.few", 1),
        (0, 0, "anonymity.few", 3),
        (2, 5, "anonymity.few_phones", 1),
        (0, 2, "anonymity.few_phones", 1),
        (0, 3, None, 0),
        (3, 2, None, 0),
    ],
)
def test_phones_count_and_forms_only_where_there_is_no_phone(phones, forms, code, missing):
    people = everyone(range(phones + forms))
    (found,) = published(rooms(people, typed=range(phones, phones + forms)))
    if code is None:
        assert (found.heads, found.paper) == (phones + forms, forms)
        return
    assert found.finding.code == code
    assert found.finding.values["missing"] == missing
    assert found.finding.values["people"] == phones + forms
    assert found.finding.values["phones"] == phones


# cells


def test_a_cell_is_named_by_its_groups_in_their_order_and_all_of_them_are_everyone():
    people = [*everyone(range(4)), *everyone([4, 5], "town"), *everyone([6, 7], "road")]
    (shown,) = published(rooms(people))
    assert [(cell.key, cell.groups, cell.name) for cell in shown.cells] == [
        ("forest", ("forest",), GROUPS[0].name),
        ("town+road", ("town", "road"), Text("Townspeople + Transport", "居民、交通")),
    ]
    for count in (1, 2):
        few = workshop(groups=GROUPS[:count])
        (shown,) = published(
            rooms([*everyone(range(3)), *everyone([3][: count - 1], "town")], of=few)
        )
        assert [cell.name for cell in shown.cells] == [GROUPS[0].name if count == 1 else EVERYONE]


def test_rows_stand_in_the_cells_of_their_own_people():
    people = [*everyone(range(3)), *everyone(range(3, 7), "town")]
    (shown,) = published(rooms(people))
    own = {tuple(s.weights.whole(ROOM.keys).shares): s.group for s in rooms(people).submissions}
    for at, cell in enumerate(shown.cells):
        assert shown.of_cell(at).shape == (cell.heads, len(ROOM.keys))
        assert {own[tuple(row)] for row in shown.of_cell(at)} == set(cell.groups)
    rows = shown.rows
    assert [row["sign"] for row in rows] == list(shown.signs)
    assert [own[tuple(row[key] for key in ROOM.keys)] for row in rows] == [
        shown.cells[at].groups[0] for at in shown.cell_of
    ]
    assert [row["group"] for row in rows] == [shown.cells[at].name for at in shown.cell_of]


def test_groups_shown_together_stay_so_after_a_round_to_which_nobody_of_them_came():
    """Else the third round would show apart who stood together in the first: one of them was a single person."""
    first = [*everyone(range(5)), *everyone([5, 6, 7], "town"), *everyone([8], "road")]
    second = everyone(range(5), anew=50)
    third = [(seat, group, points(ROOM, 90 + seat)) for seat, group, _ in first]
    third += everyone([9, 10, 11], "road", anew=90)
    shown = published(rooms(first, second, third))
    assert [[cell.key for cell in each.cells] for each in shown] == [
        ["forest", "town+road"],
        ["forest"],
        ["forest", "town+road"],
    ]
    assert [cell.heads for cell in shown[2].cells] == [5, 7]


def test_groups_shown_apart_may_be_shown_apart_again_and_once_together_stay_so():
    def said(anew: int, without: Sequence[int] = ()) -> list[Person]:
        return [
            (seat, GROUPS[seat // 4].key, points(ROOM, seat + anew))
            for seat in range(12)
            if seat not in without
        ]

    shown = published(rooms(said(0), said(50), said(100, without=(5, 6)), said(150)))
    assert [[cell.heads for cell in each.cells] for each in shown] == [
        [4, 4, 4],
        [4, 4, 4],
        [10],
        [12],
    ]


# say


def test_a_group_with_no_say_has_none_and_heads_count_where_nobody_else_came():
    people = [*everyone(range(3)), *everyone(range(3, 9), "town")]
    room = weighted(0.0, 1.0, 1.0)
    (shown,) = published(rooms(people, of=room))
    assert [cell.share for cell in shown.cells] == [0.0, 1.0]
    assert sorted(set(shown.participant_weights.tolist())) == pytest.approx([0.0, 1 / 6])
    (by_heads,) = published(rooms(people, of=weighted(0.0, 0.0, 1.0)))
    assert [cell.share for cell in by_heads.cells] == pytest.approx([3 / 9, 6 / 9])


def test_one_group_alone_has_the_whole_say():
    (shown,) = published(rooms(everyone(range(4)), of=workshop(groups=GROUPS[:1])))
    assert [cell.share for cell in shown.cells] == [1.0]
    assert shown.participant_weights.tolist() == [0.25] * 4


def test_a_merged_cell_has_the_say_of_its_groups():
    people = [*everyone(range(4)), *everyone([4], "town"), *everyone([5, 6], "road")]
    (shown,) = published(rooms(people, of=weighted(1.0, 2.0, 5.0)))
    assert [cell.share for cell in shown.cells] == pytest.approx([1 / 8, 7 / 8])


# quartiles


@pytest.mark.parametrize(
    ("phones", "forms", "told"), [(12, 3, True), (11, 4, False), (0, 12, True), (0, 11, False)]
)
def test_quartiles_need_four_times_the_minimum_of_phones(phones, forms, told):
    people = everyone(range(phones + forms))
    (shown,) = published(rooms(people, typed=range(phones, phones + forms)))
    assert shown.has_quartiles is told
    assert shown.cell_has_quartiles(0) is told


def test_a_cells_quartiles_need_its_own_people():
    (shown,) = published(rooms([*everyone(range(12)), *everyone(range(12, 23), "town")]))
    assert shown.has_quartiles
    assert [shown.cell_has_quartiles(at) for at in (0, 1)] == [True, False]


# rows


def test_what_is_published_is_not_changed_by_who_reads_it():
    (shown,) = published(rooms(everyone(range(4))))
    with pytest.raises(ValueError, match="read-only"):
        shown.weights[0, 0] = 1.0


def test_a_row_has_the_least_consistent_of_its_persons_answers_if_any_was_asked_for():
    panel = changed(rooms(everyone(range(3))), 0, consistency={"green": 0.1, "people": 0.3})
    panel = changed(panel, 1, consistency={"green": None, "people": 0.2})
    panel = changed(panel, 2, consistency={"green": None})
    (shown,) = published(panel)
    assert sorted(str(row["consistency"]) for row in shown.rows) == ["0.2", "0.3", "None"]


def test_a_row_never_stands_under_anothers_sign_or_criterion():
    (shown,) = published(rooms(everyone(range(4))))
    for other in (
        replace(shown, signs=shown.signs[1:]),
        replace(shown, criteria=shown.criteria[1:]),
    ):
        with pytest.raises(ValueError, match="zip"):
            _ = other.rows


def test_lines_are_weighed_against_all_lines_taken_home_before():
    """Two who are away once would be told by whose lines are missing; beside a round without lines they are not."""
    found = published(
        rooms(everyone(range(8)), everyone(range(2, 8), anew=50), everyone(range(8), anew=100))
    )
    assert [each.lines for each in found] == ["with_cells", "none", "with_cells"]
    assert found[1].rows == []
    assert len(found[2].rows) == 8


def test_lines_have_no_cells_where_few_were_in_the_same_ones_in_every_round():
    """Sixteen people part in halves three times, each time otherwise: two were in the same halves throughout."""
    halves = [
        [(seat, GROUPS[seat >> bit & 1].key, points(ROOM, seat + 100 * bit)) for seat in range(16)]
        for bit in range(3)
    ]
    found = published(rooms(*halves))
    assert [len(each.cells) for each in found] == [2, 2, 2]
    assert [each.lines for each in found] == ["with_cells", "with_cells", "without_cells"]
    assert {row["group"] for row in found[1].rows} == {g.name for g in GROUPS[:2]}
    assert {row["group"] for row in found[2].rows} == {None}


def test_a_round_of_which_no_row_was_seen_does_not_stand_in_the_way_of_the_next():
    """To the second one person came and one stayed away, and others' dots stay where they were: its sums alone are shown."""
    first = everyone(range(8), anew=220)
    second = [(n, "forest", alike(answers)) for n, _, answers in first if n < 5]
    second += [*everyone([5], anew=270), first[6], *everyone([9], anew=220)]
    third = [*second[:5], *everyone([5, 6, 7], anew=320)]
    found = published(rooms(first, second, third))
    assert [each.heads for each in found] == [8, 8, 8]
    assert [each.opinion_group_of for each in found] == [None] * 3
    assert [each.dots for each in found] == [ROOM.keys, (), ROOM.keys]
    assert [each.lines for each in found] == ["with_cells", "none", "with_cells"]


# camps


def camps_of(panel: Panel) -> list:
    return [
        None
        if isinstance(each, SuppressedRound) or each.opinion_group_of is None
        else sorted(np.bincount(each.opinion_group_of).tolist(), reverse=True)
        for each in published(panel)
    ]


def test_camps_that_fit_are_told_in_the_order_of_the_rows():
    people = [(n, "forest", leaning(n % 2, n)) for n in range(9)]
    panel = rooms(people)
    (shown,) = published(panel)
    camp = {leaning_of(s): s.seat % 2 for s in panel.submissions}
    assert shown.opinion_group_of is not None
    assert [camp[tuple(row)] for row in shown.weights] == list(shown.opinion_group_of)
    assert camps_of(rooms(everyone(range(5)))) == [None]


def leaning_of(s: Submission) -> tuple[float, ...]:
    return tuple(s.weights.whole(ROOM.keys).shares)


def test_a_camp_that_is_a_group_and_one_more_is_not_told():
    """Camp less group would be the one townsperson who thinks as the foresters do."""
    people = [(n, "forest", leaning(0, n)) for n in range(6)]
    people += [(n, "town", leaning(0 if n == 6 else 1, n)) for n in range(6, 12)]
    assert camps_of(rooms(people)) == [None]
    same = [(n, "forest" if n < 6 else "town", leaning(n // 6, n)) for n in range(12)]
    assert camps_of(rooms(same)) == [[6, 6]]


def test_two_of_each_camp_who_answer_anew_are_not_told_by_the_camps():
    """Of three camps two people each changed: what a camp has that the round before had not is theirs."""
    first = [(n, "forest", leaning(n % 3, n)) for n in range(15)]
    second = [(n, "forest", leaning(n % 3, n + 50 * (n < 6))) for n in range(15)]
    assert camps_of(rooms(first, second)) == [[5, 5, 5], None]
    third = [(n, "forest", leaning(n % 3, n + 50 * (n < 9))) for n in range(15)]
    assert camps_of(rooms(first, third)) == [[5, 5, 5], [5, 5, 5]]


def test_camps_of_a_round_and_rows_that_stay_the_same_give_one_person_away_together():
    """A camp keeps its answers, and one of the other with it: the rows that stay, less the camp, are that one's."""
    first = [(n, "forest", leaning(n // 6, n)) for n in range(12)]
    seven = [*first[:7], *everyone(range(7, 12))]
    one, two = published(rooms(first, seven))
    assert one.opinion_group_of is not None
    assert one.dots == ROOM.keys
    assert (two.heads, two.dots, two.lines) == (12, (), "none")
    six = [*first[:6], *everyone(range(6, 12))]
    assert published(rooms(first, six))[1].dots == ROOM.keys


def test_rows_that_were_seen_as_dots_alone_count_as_well():
    """Two were away, so that there are no lines; what stays of the dots would still give one person away."""
    before = everyone(range(14), anew=50)
    first = [(n, "forest", leaning(n // 6, n)) for n in range(12)]
    seven = [*first[:7], *everyone(range(7, 12))]
    _, one, two = published(rooms(before, first, seven))
    assert one.opinion_group_of is not None
    assert (one.dots, one.lines) == (ROOM.keys, "none")
    assert (two.heads, two.dots) == (12, ())
