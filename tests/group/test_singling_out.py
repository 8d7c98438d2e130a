"""Ways in which single people could be picked out of what 1.0 showed, exported and printed, each with its own figures."""

import json
from dataclasses import replace
from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest

from criteria.errors import WorkshopError
from mcda.group.analysis.summary import summed, workshop_outcome
from mcda.group.model.answers import weigh
from mcda.group.model.panel import Panel
from mcda.group.model.paper_forms import numbered
from mcda.group.model.views import Entry
from mcda.group.model.workshop import Round, StakeholderGroup, Workshop
from mcda.group.privacy.publication import PublishedRound, SuppressedRound, published
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from mcda.robustness import ParticipantWeights, Sampling, sample_acceptability
from mcda.study.factory import embedded_study
from tests.drivers.workshops import GROUPS, panel, points, submission, workshop


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")
    yield opened
    opened.close()


def evening_of(*rounds, minimum_group=5, groups=GROUPS, **channels) -> Panel:
    """Closed rounds; `channels` of seats by name: s3="workbook"."""
    room = workshop(minimum_group=minimum_group, groups=groups)
    found = panel(room, *rounds)
    kept = tuple(
        replace(s, channel=channels.get(f"s{s.seat}", "phone"), receipt=f"R{s.seat}")
        for s in found.submissions
    )
    closed = tuple(
        Round(r.number, "closed", "", "x", minimum_group=minimum_group) for r in found.rounds
    )
    return Panel(room, closed, kept)


# rows of two rounds


def test_no_sign_joins_the_rounds_of_twelve_people_of_whom_one_came_late_and_one_left(store):
    """Receipts only in one of the rounds were those of the latecomer and of the leaver: their exact lines."""
    room = store.open_workshop(workshop(minimum_group=5))
    seats = [store.take_seat(room.code, GROUPS[n // 6].key) for n in range(12)]
    for n, seat in enumerate(seats):
        store.submit(seat.token, points(workshop(), n), "1", 1)
    store.close_round(room.key)
    store.open_round(room.key)
    late = store.take_seat(room.code, "forest")
    for n, seat in enumerate([*seats[:-1], late]):
        store.submit(seat.token, points(workshop(), 100 + n), "2", 2)
    store.close_round(room.key)
    one, two = store.published(room.key)
    assert [cell.heads for cell in one.cells] == [6, 6]
    assert [cell.heads for cell in two.cells] == [7, 5]
    text = json.dumps(store.export(room.key, lines=True), ensure_ascii=False)
    own = [store.seated(seat.token).own for seat in seats[:-1]]
    assert all(len({s.sign for s in each}) == 2 for each in own)
    assert not {s.sign for each in own for s in each if s.round == 1} & set(two.signs)
    assert not any(seat.receipt in text for seat in [*seats, late])
    # whoever could join lines by what is alike in them would be left with one line
    assert (one.lines, two.lines) == ("with_cells", "none")
    assert two.rows == []


def test_one_person_merged_with_six_is_not_told_by_the_round_in_which_five_colleagues_come():
    first = [(n, "forest", n) for n in range(6)] + [(6, "road", 6)]
    second = [(n, "forest", 50 + n) for n in range(6)]
    second += [(n, "road", 50 + n) for n in range(6, 12)]
    one, two = published(evening_of(first, second))
    assert [cell.groups for cell in one.cells] == [("forest", "road")]
    assert [cell.groups for cell in two.cells] == [("forest", "road")]  # never finer than before
    assert [cell.heads for cell in two.cells] == [12]


def test_groups_together_once_stay_together_also_after_a_round_without_one_of_them():
    first = [(n, "forest", n) for n in range(6)] + [(6, "road", 6)]
    second = [(n, "forest", 50 + n) for n in range(6)]
    third = [(n, "forest", 90 + n) for n in range(6)] + [(n, "road", 90 + n) for n in range(6, 12)]
    _, two, three = published(evening_of(first, second, third))
    assert [cell.groups for cell in two.cells] == [("forest",)]
    assert [cell.heads for cell in three.cells] == [12]


def test_cells_of_two_rounds_have_no_few_people_in_common():
    """One who moves from one group to the other would be the only one in both cells."""
    first = [(n, "forest", n) for n in range(6)] + [(n, "town", n) for n in range(6, 12)]
    second = [(n, "forest", 50 + n) for n in range(5)] + [(n, "town", 50 + n) for n in range(5, 12)]
    one, two = published(evening_of(first, second))
    assert len(one.cells) == 2
    assert [cell.heads for cell in two.cells] == [12]


@pytest.mark.parametrize("minimum_group", [3, 5])
def test_every_evening_of_two_rounds_and_six_people_leaves_nobody_alone_in_a_pattern(minimum_group):
    """All evenings of up to six people in one group, by who is there when; everybody answers anew."""
    given = 0
    for people in range(1, 7):
        for where in combinations_with_replacement(
            range(3), people
        ):  # both rounds, the first, the second
            first = [(n, "forest", n) for n, w in enumerate(where) if w != 2]
            second = [(n, "forest", 50 + n) for n, w in enumerate(where) if w != 1]
            shown = published(evening_of(first, second, minimum_group=minimum_group))
            lines = [isinstance(each, PublishedRound) and bool(each.rows) for each in shown]
            if all(lines):
                given += 1
                assert min(where.count(w) for w in set(where)) >= minimum_group
            dots = [isinstance(each, PublishedRound) and bool(each.dots) for each in shown]
            if all(dots):  # nobody can be alone in one round and be among enough
                assert min(len(first), len(second)) >= minimum_group
    assert given


# paper


def test_four_typed_forms_protect_nobody_from_who_typed_them_in(store):
    """One phone, four ballots typed in by the facilitator: the fifth line was the phone's, exactly."""
    room = store.open_workshop(workshop(minimum_group=5))
    seat = store.take_seat(room.code, "forest")
    store.submit(seat.token, points(workshop(), 1), "1", 1)
    store.print_paper_forms(room.key, 4)
    forms = [Entry(numbered(n), "forest", points(workshop(), n)) for n in range(1, 5)]
    assert len(store.enter(room.key, forms, 1).stored) == 4
    present = store.attendance(room.key)
    assert (present.done, present.paper) == (5, 4)
    store.close_round(room.key)
    (withheld,) = store.published(room.key)
    assert isinstance(withheld, SuppressedRound)
    assert withheld.finding.code == "anonymity.few_phones"
    assert withheld.finding.values["missing"] == 4
    assert "4 below the minimum of 5" in withheld.finding.in_("en").problem


def test_a_form_that_was_not_printed_here_is_refused(store):
    room, other = store.open_workshop(workshop()), store.open_workshop(workshop())
    store.print_paper_forms(room.key, 3, first=7)
    store.print_paper_forms(other.key, 3, first=1)
    forms = [Entry(numbered(n), "forest", points(workshop(), n)) for n in (6, 7, 9, 10)]
    done = store.enter(room.key, forms, 1)
    assert done.stored == (numbered(7), numbered(9))
    assert {n: [f.code for f in found] for n, found in done.refused.items()} == {
        numbered(n): ["ballot.not_printed"] for n in (6, 10)
    }
    with pytest.raises(WorkshopError):
        store.print_paper_forms("no key", 3)


def test_in_every_cell_paper_is_merged_like_a_small_group():
    people = [(n, "forest") for n in range(6)] + [(n, "town") for n in range(6, 12)]
    (shown,) = published(evening_of(people, s11="workbook", s10="quick_entry"))
    assert [cell.heads for cell in shown.cells] == [12]  # four phones of six in town
    (shown,) = published(evening_of([*people, (12, "town")], s11="paper", s10="quick_entry"))
    assert [(cell.heads, cell.paper) for cell in shown.cells] == [(6, 0), (7, 2)]
    assert shown.paper == 2


def test_a_group_on_paper_alone_is_shown_to_everybody_but_who_typed_it_in():
    people = [(n, "forest") for n in range(6)] + [(n, "town") for n in range(6, 11)]
    papers = {f"s{n}": "workbook" for n in range(6, 11)}
    (shown,) = published(evening_of(people, **papers))
    assert [(cell.heads, cell.paper) for cell in shown.cells] == [(6, 0), (5, 5)]
    (alone,) = published(evening_of(people[6:], **papers))
    assert alone.paper == alone.heads == 5
    (few,) = published(evening_of(people[7:], **papers))
    assert few.finding.values["missing"] == 1


def test_one_phone_more_than_a_round_of_forms_and_phones_is_not_told_by_the_forms():
    """Who knows the forms sees through them: what they do not know must differ by enough people itself."""
    first = [(n, "forest", n) for n in range(10)]
    second = [(n, "forest", n if n < 5 else 60 + n) for n in range(11)]
    papers = {f"s{n}": "workbook" for n in range(6, 10)}
    assert isinstance(published(evening_of(first, second))[1], PublishedRound)
    assert isinstance(published(evening_of(first, second, **papers))[1], SuppressedRound)


def test_a_forms_number_is_nowhere_in_what_is_taken_home(store):
    room = store.open_workshop(workshop(minimum_group=3))
    for n in range(5):
        seat = store.take_seat(room.code, "forest")
        store.submit(seat.token, points(workshop(), n), "1", 1)
    store.print_paper_forms(room.key, 2)
    forms = [Entry(numbered(n), "forest", points(workshop(), 10 + n)) for n in (1, 2)]
    store.enter(room.key, forms, 1)
    store.close_round(room.key)
    taken = store.export(room.key, lines=True)
    lines = taken["rounds"][0]["answers"]
    assert len(lines) == 7
    assert {len(line["sign"]) for line in lines} == {8}
    text = json.dumps(taken, ensure_ascii=False)
    assert numbered(1) not in text
    assert numbered(2) not in text


# rehearsals


def test_who_knows_the_program_cannot_make_a_rehearsals_answers_again(store):
    found = []
    for _ in range(2):
        opened = store.open_workshop(workshop(is_rehearsal=True))
        submit(store, rehearse(store, opened.code, 6), 1)
        found.append(store.panel(opened.key).weights_array(1))
    assert not np.allclose(*found)


def test_no_phone_takes_a_seat_in_a_rehearsal_also_after_its_settings_changed(store):
    opened = store.open_workshop(workshop(is_rehearsal=True))
    submit(store, rehearse(store, opened.code, 6), 1)
    store.close_round(opened.key)
    store.amend(opened.key, workshop(title="Another title"))
    with pytest.raises(WorkshopError) as trouble:
        store.take_seat(opened.code, "forest")
    assert [finding.code for finding in trouble.value.findings] == ["workshop.rehearsal"]
    assert store.attendance(opened.key).heads == 6


# sums


def test_three_rounds_whose_sums_give_one_person_away_are_not_all_shown():
    """(R1 + R3 - R2) / 2 was one person's weights, though every two rounds differ by five people and more."""
    t, b, c = [(0, "forest", 0)], [(n, "forest", n) for n in (1, 2, 3, 4)], [(n, "forest", n) for n in (5, 6, 7, 8)]  # fmt: skip
    one, two, three = published(evening_of([*t, *b], [*b, *c], [*t, *c]))
    shown = [each for each in (one, two, three) if isinstance(each, PublishedRound)]
    assert len(shown) < 3
    sums = [each.participant_weights @ each.weights * each.heads for each in shown]
    own = weigh(workshop(), points(workshop(), 0)).weights.whole(workshop().keys).array
    for one_sum, other in combinations(sums, 2):
        assert not np.allclose(abs(one_sum - other), own)


def test_a_person_who_comes_and_four_who_leave_are_not_one_change_by_five():
    first = [(n, "forest", n) for n in range(12)]
    second = [(n, "forest", n) for n in range(4, 13)]
    assert isinstance(published(evening_of(first, second))[1], SuppressedRound)
    left = [(n, "forest", n) for n in range(5, 12)]
    assert isinstance(published(evening_of(first, left))[1], PublishedRound)


def test_dots_of_a_criterion_that_all_but_a_latecomer_keep_are_not_drawn():
    """Whole answers all change; on one criterion the room's shares stay where they were, and one dot is new."""
    room = workshop(minimum_group=5)
    first = [points(room, n) for n in range(12)]
    second = [{**a, "people": points(room, 100 + n)["people"]} for n, a in enumerate(first)]
    people = [submission(room, n, "forest", 1, a) for n, a in enumerate(first)]
    people += [submission(room, n, "forest", 2, a) for n, a in enumerate(second)]
    people.append(submission(room, 12, "forest", 2, points(room, 200)))
    closed = tuple(Round(n, "closed", "", "x", minimum_group=5) for n in (1, 2))
    one, two = published(Panel(room, closed, tuple(people)))
    assert one.dots == room.keys
    assert set(two.dots) == {"income", "school", "homes"}
    assert two.lines == "none"


# single people's figures


def room_of_twelve(store) -> tuple[PublishedRound, Workshop]:
    study = embedded_study("tertiary")
    opened = store.open_workshop(Workshop.of(study, "Room", "points", minimum_group=5))
    submit(store, rehearse(store, opened.code, 12, seed=3), 1)
    store.close_round(opened.key)
    (shown,) = store.published(opened.key)
    return shown, store.facilitated(opened.key).workshop


@pytest.mark.parametrize("mode", ["as_they_are", "bootstrap", "doubt"])
def test_central_weights_of_what_few_put_first_are_not_told(store, mode):
    """A place that one of twelve people puts first had that person's weights as its central ones, to 1e-9."""
    shown, settings = room_of_twelve(store)
    study = settings.opened_study
    columns = [shown.criteria.index(key) for key in study.filled.matrix.criteria]
    own = shown.weights[:, columns]
    room = ParticipantWeights.of(**(shown.room | {"weights": own}), mode=mode)
    found = sample_acceptability(study, Sampling(samples=2000, redrawn=False), region=room)
    first = summed(shown, study).placed == 1
    heads = first.sum(axis=0)
    assert ((heads > 0) & (heads < 5)).any(), "else there is nothing to find"
    for at, central in enumerate(found.central_weights):
        if central is None:
            continue
        assert heads[at] >= 5
        assert central * 200 == pytest.approx(np.round(central * 200))
        assert abs(own - central).sum(axis=1).min() > 1e-6


def test_what_is_told_of_central_weights_leaves_no_few_to_be_subtracted():
    """Eleven of twelve put one place first: their mean and everybody's give the twelfth person away."""
    room = ParticipantWeights.of(np.tile([0.5, 0.5], (12, 1)), minimum=5)
    eleven = np.zeros((12, 3), bool)
    eleven[:11, 0] = eleven[11, 1] = True
    assert room.tellable(eleven).tolist() == [False, False, False]
    five = np.zeros((12, 3), bool)
    five[:7, 0] = five[7:, 1] = True
    assert room.tellable(five).tolist() == [True, True, False]
    typed = replace(room, known=(True,) * 3 + (False,) * 9)
    assert typed.tellable(five).tolist() == [False, False, False]


def test_a_study_holds_no_single_persons_share(store):
    """In a room of five 36 of 36 quartiles were one person's exact share, 2/21 with all its digits."""
    opened = store.open_workshop(
        Workshop.of(embedded_study("secondary"), "Five", "points", minimum_group=5)
    )
    submit(store, rehearse(store, opened.code, 5, seed=1), 1)
    store.close_round(opened.key)
    rounds = store.published(opened.key)
    summary = summed(rounds[0], rounds[0].workshop.opened_study)
    (said,) = workshop_outcome(rounds[0].workshop, rounds, {1: summary}).rounds
    assert len(said.weights) == 13
    for weight in said.weights.values():
        assert (weight.lower, weight.median, weight.upper) == (None, None, None)
    told = [weight.room for weight in said.weights.values()]
    told += [share for group in said.groups for share in group.weights.values()]
    told += [
        s for mode in said.rank_shares.values() for each in mode for s in (each.first, each.among)
    ]
    assert [share * 200 for share in told] == pytest.approx([round(share * 200) for share in told])


def test_rows_behind_the_dots_join_nobodys_shares(store):
    from mcda.report.tables.workshop import people
    from mcda.words import Translator

    shown, settings = room_of_twelve(store)
    rows = people(summed(shown, settings.opened_study), Translator("en"))
    for _, shares in rows.groupby("criterion")["share"]:
        assert shares.tolist() == sorted(shares)
        assert (shares * 200).to_numpy() == pytest.approx(np.round(shares * 200))


@pytest.mark.parametrize("count", [0, 1])
def test_the_picture_of_weights_has_means_where_it_has_no_dots(store, count):
    from mcda.report.charts.workshop import weight_dots
    from mcda.words import Translator

    shown, settings = room_of_twelve(store)
    few = replace(shown, dots=shown.criteria[:count])
    chart = weight_dots(summed(few, settings.opened_study), Translator("en")).to_dict()
    points, ticks = (
        chart["datasets"][(layer.get("data") or chart["data"])["name"]] for layer in chart["layer"]
    )
    assert len(points) == 12 * len(few.dots)
    assert len(ticks) == len(shown.cells) * len(shown.criteria)


# settings


def test_groups_are_those_of_the_round_whatever_the_workshop_says_now(store):
    """Cut anew, with groups in another order, cells of five and five had one person in common."""
    room = store.open_workshop(workshop(minimum_group=3))
    for n in range(9):
        seat = store.take_seat(room.code, GROUPS[n % 3].key)
        store.submit(seat.token, points(workshop(), n), "1", 1)
    store.close_round(room.key)
    before = store.published(room.key)[0].cells
    others = (
        GROUPS[::-1],
        GROUPS[:2],
        (*GROUPS, StakeholderGroup.named("more", "More")),
        tuple(replace(group, weight=1.0) for group in GROUPS),
    )
    for groups in others:
        with pytest.raises(WorkshopError) as trouble:
            store.amend(room.key, workshop(minimum_group=3, groups=groups))
        assert [finding.code for finding in trouble.value.findings] == ["workshop.groups_fixed"]
    found = store.panel(room.key)
    turned = Panel(workshop(minimum_group=3, groups=GROUPS[::-1]), found.rounds, found.submissions)
    assert published(turned)[0].cells == before


def test_ties_in_size_are_merged_by_key_and_not_by_the_order_of_groups():
    people = [(n, "forest") for n in range(4)] + [(n, "town") for n in range(4, 8)]
    people += [(n, "road") for n in range(8, 12)]
    for groups in (GROUPS, GROUPS[::-1]):
        (shown,) = published(evening_of(people, minimum_group=5, groups=groups))
        assert sorted(tuple(sorted(cell.groups)) for cell in shown.cells) == [
            ("forest", "road", "town")
        ]
    eight = [*people, *((n, "town") for n in range(12, 14))]
    for groups in (GROUPS, GROUPS[::-1]):
        (shown,) = published(evening_of(eight, minimum_group=5, groups=groups))
        assert sorted(tuple(sorted(cell.groups)) for cell in shown.cells) == [
            ("forest", "road"),
            ("town",),
        ]


def test_the_minimum_is_never_lowered(store):
    room = store.open_workshop(workshop(minimum_group=5))
    store.close_round(room.key)
    with pytest.raises(WorkshopError) as trouble:
        store.amend(room.key, workshop(minimum_group=4))
    assert [finding.code for finding in trouble.value.findings] == ["workshop.floor_lowered"]
    store.amend(room.key, workshop(minimum_group=6))
    assert store.open_round(room.key).minimum_group == 6


def test_a_secret_is_in_no_view_and_in_no_export(store):
    room = store.open_workshop(workshop(minimum_group=3))
    secret = store.panel(room.key).rounds[0].secret
    assert len(secret) == 32
    seat = store.take_seat(room.code, "forest")
    store.submit(seat.token, points(workshop(), 1), "1", 1)
    store.close_round(room.key)
    second = store.open_round(room.key).secret
    assert second != secret
    told = repr((store.door(room.code), store.seated(seat.token), store.facilitated(room.key)))
    told += json.dumps(store.export(room.key, lines=True), ensure_ascii=False)
    assert secret not in told
    assert second not in told
