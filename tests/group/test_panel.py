"""Workshops, submissions and panels: valid if they exist; what people type is cleaned; answers become weights."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import WeightsError, WorkshopError
from criteria.text import Text
from mcda.group.model.answers import called_by_name, order_shown, weigh
from mcda.group.model.panel import Panel
from mcda.group.model.typed_text import clean
from mcda.group.model.workshop import GROUPS as BLOCK
from mcda.group.model.workshop import AgendaItem, Round, StakeholderGroup, Workshop, narrowed, note
from mcda.model.weights import GroupedWeights, Weights
from tests.drivers.workshops import CRITERIA, GROUPS, NAMES, panel, points, submission, workshop

ROOM = workshop()


def codes(trouble) -> list[str]:
    return [finding.code for finding in trouble.value.findings]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Li \t Na\n ", "Li Na"),
        ("x" * 10_000, "x" * 40),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u200bb\x00c\x1b[31m", "abc[31m"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # shown as text, never as HTML
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("👍🏽", "👍🏽"),
        ("e\u0301", "é"),
        ("Z" + "\u0300" * 50 + "algo", "Z\u0300\u0300\u0300algo"),
        ("\u200d\u200d", ""),
        ("王\u3000小明", "王 小明"),
        ("\ud800\ue000\ufffe", ""),
        ("مرحبا", "مرحبا"),
    ],
)
def test_what_people_type_is_cleaned_by_one_rule(typed, kept):
    assert clean(typed, 40) == kept


def test_a_cut_falls_between_characters_as_they_are_seen():
    assert clean("x" * 39 + "👩‍👩‍👧", 40) == "x" * 39
    assert clean("x" * 39 + "q\u0307\u0323\u0301", 40) == "x" * 39
    assert clean("👍🏽👍🏽", 3) == "👍🏽"


@given(st.text(st.characters(), max_size=200), st.integers(1, 60))
@settings(deadline=None)
def test_what_is_kept_is_short_one_line_and_clean_already(typed, limit):
    kept = clean(typed, limit)
    assert len(kept) <= limit
    assert clean(kept, limit) == kept
    assert "\n" not in kept
    assert "\x00" not in kept
    kept.encode("utf-8")


def test_a_workshop_tells_everything_that_is_wrong_at_once():
    with pytest.raises(WorkshopError) as trouble:
        workshop(
            title="",
            method_key="dice",
            criteria={},
            minimum_group=1,
            lang="fr",
            groups=(),
            agenda=(AgendaItem("", 5), AgendaItem("talk", 0)),
        )
    assert codes(trouble) == [
        "workshop.title",
        "elicit.unknown",
        "workshop.criteria",
        "workshop.floor",
        "workshop.lang",
        "workshop.groups",
        "workshop.agenda",
        "workshop.agenda",
    ]


@pytest.mark.parametrize(
    "weights", [(1.0, None), (-1.0, 2.0), (0.0, 0.0), (float("nan"), 1.0), (float("inf"), 1.0)]
)
def test_group_weights_are_stated_for_all_groups_or_for_none(weights):
    groups = tuple(StakeholderGroup(k, Text.same(k), w) for k, w in zip("ab", weights, strict=True))
    with pytest.raises(WorkshopError) as trouble:
        workshop(groups=groups)
    assert codes(trouble) == ["workshop.weights"]


@pytest.mark.parametrize(
    "keys", [("a", "a"), ("",), ("x" * 41,), ("a\u202e",), tuple("abcdefghijk")]
)
def test_groups_are_few_and_named_once(keys):
    with pytest.raises(WorkshopError) as trouble:
        workshop(groups=tuple(StakeholderGroup(key, Text.same("n")) for key in keys))
    assert codes(trouble) == ["workshop.groups"]


def test_a_group_may_be_named_once_for_both_languages():
    group = StakeholderGroup.named("g4", " 林业 <b>局</b>\u202e ")
    assert group.name == Text.same("林业 <b>局</b>")
    assert StakeholderGroup.named("g5", "\u200b").name == Text.same("g5")


def test_blocks_are_the_groups_of_two_or_more_and_then_the_groups():
    assert ROOM.blocks == {
        "green": ("trees", "water"),
        "people": ("income", "school", "homes"),
        BLOCK: ("green", "people", "roads"),
    }
    assert workshop(criteria={"green": ("trees", "water")}).blocks == {"green": ("trees", "water")}


def test_a_workshop_of_a_study_asks_for_its_criteria(secondary):
    room = Workshop.of(secondary, " Title ", lang="en", agenda=[AgendaItem("talk ", 5)])
    assert room.title == "Title"
    assert room.agenda == (AgendaItem("talk", 5),)
    assert room.keys == secondary.stage.keys
    assert room.opened_study.ranking.scores == pytest.approx(secondary.ranking.scores)
    assert all(key in room.names for key in (*room.keys, *room.criteria))


def test_a_workshop_may_ask_for_some_criteria_and_its_study_is_ranked_by_them(secondary):
    some = ("tree_cover", "income", "schooling")
    room = Workshop.of(secondary, "Title", criteria=some)
    assert room.keys == some
    study = room.opened_study
    assert study.filled.matrix.criteria == some
    assert len(study.ranking) == len(secondary.ranking)
    for bad in ((), ("tree_cover", "nonsense")):
        with pytest.raises(WorkshopError) as trouble:
            narrowed(secondary, bad)
        assert codes(trouble) == ["workshop.criteria"]


def test_a_criterion_without_weight_can_still_be_asked_for(secondary):
    whole = secondary.scenario.weights
    groups = {**whole.groups.as_dict(), "ecology": 0.0}
    none = secondary.with_changes(
        weights=GroupedWeights.of(groups, {k: w.as_dict() for k, w in whole.inside.items()})
    )
    assert narrowed(none, ("tree_cover",)).weights.as_dict() == {"tree_cover": 1.0}


def test_answers_become_weights_from_the_bottom_up():
    answers = {
        "green": {"points": {"trees": 30, "water": 10}},
        "people": {"points": {"income": 1, "school": 1, "homes": 2}},
        BLOCK: {"points": {"green": 50, "people": 40, "roads": 10}},
    }
    whole = weigh(ROOM, answers).weights.whole(ROOM.keys)
    assert whole.shares == pytest.approx((0.375, 0.125, 0.1, 0.1, 0.2, 0.1))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"green": None}, "submission.block"),
        ({"green": {"points": {"trees": 1}}}, "submission.missing"),
        ({"green": {"points": {"trees": 1, "water": 1, "mines": 1}}}, "submission.removed"),
        ({"mines": {"points": {"coal": 1}}}, "submission.removed"),
        ({"green": {"points": {"trees": -1, "water": 1}}}, "weights.negative"),
        ({"green": {"points": {"trees": "x", "water": 1}}}, "weights.number"),
        ({"green": {"points": {"trees": 0, "water": 0}}}, "weights.zero"),
        ({"green": {"order": ["trees"]}}, "answers.form"),
        ({"green": 7}, "answers.form"),
    ],
)
def test_answers_that_do_not_fit_are_told_by_name(change, code):
    with pytest.raises(WeightsError) as trouble:
        weigh(ROOM, {**points(ROOM), **change})
    assert codes(trouble) == [code]
    lines = [finding.in_("zh").line() for finding in trouble.value.findings]
    assert not any(key in line for line in lines for key in ("trees", "water", "green"))


def test_every_block_at_fault_is_told():
    with pytest.raises(WeightsError) as trouble:
        weigh(ROOM, {})
    assert codes(trouble) == ["submission.block"] * 3
    assert trouble.value.findings[2].in_("en").place == "Answers, the groups"


def test_the_only_criterion_of_a_group_needs_no_answer_and_may_have_one():
    given = {**points(ROOM), "roads": {"points": {"rail": 3}}}
    assert weigh(ROOM, given).weights == weigh(ROOM, points(ROOM)).weights


def test_names_are_put_for_keys_inside_lists_too():
    from criteria.errors import Finding

    told = called_by_name(Finding.of("submission.missing", names=["trees", "?"]), ROOM)
    assert told.in_("zh").problem == "缺少“林木覆盖率、?”"


def test_each_participant_meets_all_criteria_in_an_order_of_their_own():
    orders = {order_shown(ROOM, seed) for seed in range(40)}
    assert len(orders) > 20
    assert all(sorted(order) == sorted(ROOM.keys) for order in orders)
    assert order_shown(ROOM, 7) == order_shown(ROOM, 7)
    assert {order[0] for order in orders} == set(ROOM.keys)  # a group stays together, in any place


def test_weights_that_do_not_sum_make_no_submission():
    off = GroupedWeights(
        Weights(("green", "people", "roads"), (0.5, 0.4, 0.2)),
        weigh(ROOM, points(ROOM)).weights.inside,
    )
    with pytest.raises(WorkshopError) as trouble:
        submission(ROOM, 1, "forest", weights=off, channel="fax")
    assert codes(trouble) == ["submission.sum", "submission.channel"]


def test_the_newest_of_each_seat_and_round_counts():
    room = panel(
        ROOM,
        [(1, "forest", 1), (2, "town", 2), (1, "forest", 3)],
        [(2, "town", 4), (1, "road", 5)],
    )
    assert [s.answers for s in room.counted(1)] == [points(ROOM, 2), points(ROOM, 3)]
    assert [s.seat for s in room.counted(2)] == [2, 1]
    assert {group: len(of) for group, of in room.by_group(2).items()} == {
        "forest": 0,
        "town": 1,
        "road": 1,
    }
    assert len(room.of_seat(1)) == 3
    assert room.weights_array(1).shape == (2, 6)
    assert room.weights_array(1).sum(axis=1) == pytest.approx(1)
    with pytest.raises(WorkshopError) as trouble:
        room.round(3)
    assert codes(trouble) == ["round.unknown"]


def test_a_round_that_nobody_answered_is_empty():
    room = Panel(ROOM, (Round(1, "open", "2026"),), ())
    assert room.counted(1) == ()
    assert room.weights_array(1).shape == (0, 6)


def test_a_note_is_words():
    assert note(" a\nb ").text == "a b"
    with pytest.raises(WorkshopError):
        note(" \u202e ")


def test_the_small_room_is_what_these_tests_take_it_for():
    assert set(NAMES) == {*CRITERIA, *ROOM.keys}
    assert [group.key for group in GROUPS] == ["forest", "town", "road"]
