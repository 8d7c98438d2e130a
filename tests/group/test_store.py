"""The store on both databases: what is kept, who may do what, and that nothing is counted twice."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from sqlalchemy import func, insert, select

from criteria.errors import StoreError, WeightsError, WorkshopError
from criteria.text import Text
from mcda.group.export import lines
from mcda.group.model.keys import ALPHABET, digest, new_code, new_key, new_token, typed
from mcda.group.model.views import Entry
from mcda.group.model.workshop import StakeholderGroup
from mcda.group.store import commands, queries
from mcda.group.store.database import address
from mcda.group.store.schema import (
    FACILITATORS,
    OF_A_WORKSHOP,
    RATING_ANSWERS,
    RATINGS,
    SEATS,
    STATEMENT_VOTES,
    STATEMENTS,
    TICKETS,
    WORKSHOPS,
)
from mcda.group.store.workshops import Store
from mcda.study.workshop_outcome import rounded
from tests.drivers.workshops import GROUPS, points, workshop

ROOM = workshop()


def codes(trouble) -> list[str]:
    return [finding.code for finding in trouble.value.findings]


def opened(store, room=ROOM):
    return store.open_workshop(room)


def test_what_is_kept_comes_back_as_it_was(store):
    room = workshop(title="秦巴 🌲 <b>&amp;", minimum_group=4)
    board = store.facilitated(opened(store, room).key)
    assert board.workshop == room
    assert board.round.is_open
    assert board.round.criteria == room.keys
    assert board.attendance.joined == {"forest": 0, "town": 0, "road": 0}


def test_a_participant_joins_submits_and_revises_and_the_newest_counts(store):
    room = opened(store)
    seat = store.take_seat(room.code, "forest", "小王 😀")
    first = store.submit(seat.token, points(ROOM, 1), "a", 1)
    second = store.submit(seat.token, points(ROOM, 2), "b", 1)
    assert first.sign == second.sign == store.seated(seat.token).submitted.sign
    assert first.sign != seat.receipt
    panel = store.panel(room.key)
    assert [s.answers for s in panel.submissions] == [points(ROOM, 1), points(ROOM, 2)]
    assert [s.answers for s in panel.counted(1)] == [points(ROOM, 2)]
    assert panel.counted(1)[0].weights == second.submission.weights  # to the last bit
    assert panel.counted(1)[0].pseudonym == "小王 😀"
    assert panel.weights_array(1).sum() == pytest.approx(1)


def test_a_reload_finds_everything_again(store):
    room = opened(store)
    seat = store.take_seat(room.code, "town")
    store.keep_unfinished(seat.token, {"green": {"points": {"trees": 7}}}, 1)
    store.keep_unfinished(seat.token, {"green": {"points": {"trees": 8}}}, 1)
    back = store.seated(seat.token)
    assert back.seat == seat
    assert back.unfinished == {"green": {"points": {"trees": 8}}}
    assert back.submitted is None
    store.submit(seat.token, points(ROOM), "a", 1)
    back = store.seated(seat.token)
    assert back.unfinished == {}
    assert back.submitted.answers == points(ROOM)
    assert sorted(seat.order) == sorted(ROOM.keys)


def test_a_retry_is_acknowledged_again_and_not_stored_again(store):
    room = opened(store)
    seat = store.take_seat(room.code, "town")
    first = store.submit(seat.token, points(ROOM), "same", 1)
    again = store.submit(seat.token, points(ROOM), "same", 1)
    assert again.repeated
    assert again.submission == first.submission
    store.close_round(room.key)
    late = store.submit(seat.token, points(ROOM), "same", 1)
    assert late.repeated  # the answer had been stored; only its acknowledgement was lost
    assert len(store.panel(room.key).submissions) == 1


def test_two_submissions_at_once_from_one_seat_are_both_kept(store):
    room = opened(store)
    seat = store.take_seat(room.code, "town")
    gate = threading.Barrier(8)

    def submit(n: int):
        gate.wait()
        return store.submit(seat.token, points(ROOM, n), f"n{n // 2}", 1)  # each nonce twice

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(submit, range(8)))
    assert sum(not receipt.repeated for receipt in receipts) == 4
    panel = store.panel(room.key)
    assert len(panel.submissions) == 4
    assert len(panel.counted(1)) == 1


def test_two_devices_at_once_keep_one_draft_of_the_answers(store):
    room = opened(store)
    seat = store.take_seat(room.code, "town")
    gate = threading.Barrier(6)

    def keep(n: int) -> None:
        gate.wait()
        store.keep_unfinished(seat.token, {"n": n}, 1)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(keep, range(6)))
    assert store.seated(seat.token).unfinished["n"] in range(6)


def test_rounds_follow_one_another_and_are_never_opened_again(store):
    room = opened(store)
    seat = store.take_seat(room.code, "road")
    store.submit(seat.token, points(ROOM, 1), "a", 1)
    with pytest.raises(WorkshopError) as trouble:
        store.open_round(room.key)
    assert codes(trouble) == ["round.still_open"]
    assert store.close_round(room.key).state == "closed"
    assert store.close_round(room.key).number == 1  # closing twice closes once
    with pytest.raises(WorkshopError) as trouble:
        store.submit(seat.token, points(ROOM, 2), "b", 1)
    assert codes(trouble) == ["round.closed"]
    assert store.open_round(room.key).number == 2
    with pytest.raises(WorkshopError) as trouble:
        store.submit(seat.token, points(ROOM, 2), "b", 1)  # a screen of the first round
    assert codes(trouble) == ["round.closed"]
    store.submit(seat.token, points(ROOM, 2), "b", 2)
    back = store.seated(seat.token)
    assert back.before.answers == points(ROOM, 1)
    assert back.submitted.answers == points(ROOM, 2)


def test_notes_and_parked_questions_stay_with_their_round(store):
    room = opened(store)
    store.note(room.key, "  林业局\u202e 有疑问\n第二行 ")
    store.close_round(room.key)
    store.open_round(room.key)
    store.note(room.key, "=HYPERLINK(1)", "parked")
    one, two = store.facilitated(room.key).rounds
    assert [note.text for note in one.notes] == ["林业局 有疑问 第二行"]
    assert [(note.kind, note.text) for note in two.notes] == [("parked", "=HYPERLINK(1)")]
    with pytest.raises(WorkshopError) as trouble:
        store.note(room.key, "\u200b\x00")
    assert codes(trouble) == ["workshop.note"]


def test_settings_change_only_between_rounds_and_an_old_screen_is_told(store):
    room = opened(store)
    seat = store.take_seat(room.code, "road")
    other = workshop(criteria={"green": ("trees", "water"), "people": ("income", "school")})
    with pytest.raises(WorkshopError) as trouble:
        store.amend(room.key, other)
    assert codes(trouble) == ["round.still_open"]
    store.close_round(room.key)
    with pytest.raises(WorkshopError) as trouble:
        store.amend(room.key, workshop(groups=GROUPS[:2]))
    assert codes(trouble) == ["workshop.groups_fixed"]
    store.amend(room.key, other)
    store.open_round(room.key)
    with pytest.raises(WeightsError) as trouble:
        store.submit(seat.token, points(ROOM), "a", 2)  # still with housing and roads
    assert "submission.removed" in codes(trouble)
    store.submit(seat.token, points(other), "a", 2)
    panel = store.panel(room.key)
    assert panel.weights_array(2).shape == (1, 4)
    assert [r.criteria for r in panel.rounds] == [ROOM.keys, other.keys]


def test_a_group_that_is_not_offered_is_told_in_both_languages(store):
    room = opened(store)
    with pytest.raises(WorkshopError) as trouble:
        store.take_seat(room.code, "mining<script>")
    spoken = trouble.value.findings[0].in_("zh")
    assert "林业、居民、交通" in spoken.remedy
    seat = store.take_seat(room.code, "forest")
    with pytest.raises(WorkshopError):
        store.reseat(seat.token, group="mining")
    moved = store.reseat(seat.token, group="town", pseudonym="x" * 10_000)
    assert (moved.group, len(moved.pseudonym)) == ("town", 40)
    assert store.submit(seat.token, points(ROOM), "a", 1).submission.group == "town"


def test_answers_that_nobody_could_have_typed_are_refused(store):
    room = opened(store)
    seat = store.take_seat(room.code, "forest")
    for answers in ({"green": "x" * 60_000}, {"green": {1, 2}}, {"green": "\x00"}):
        with pytest.raises(WorkshopError) as trouble:
            store.submit(seat.token, answers, "a", 1)
        assert codes(trouble) == ["submission.unfit"]
    for answers in ({}, None, [], {"green": {"points": {"trees": -1, "water": 2}}}):
        with pytest.raises(WeightsError):
            store.submit(seat.token, answers, "a", 1)
    assert store.panel(room.key).submissions == ()


def test_ballots_are_entered_once_a_round(store):
    room = opened(store)
    entries = [Entry("001A", "forest", points(ROOM, 1)), Entry("002B", "mining", points(ROOM, 2))]
    store.print_paper_forms(room.key, 20)
    entered = store.enter(room.key, entries, 1)
    assert entered.stored == ("001A",)
    assert [f.code for f in entered.refused["002B"]] == ["workshop.group"]
    assert store.enter(room.key, entries[:1], 1).repeated == ("001A",)
    other = [Entry("001A", "forest", points(ROOM, 3))]
    assert [f.code for f in store.enter(room.key, other, 1).refused["001A"]] == ["ballot.twice"]
    assert store.enter(room.key, other, 1, correct=True).stored == ("001A",)
    assert store.enter(room.key, entries[:1], 1, correct=True).stored == ("001A",)  # and back again
    panel = store.panel(room.key)
    assert len({s.sign for s in panel.submissions}) == 1
    assert "001A" not in {s.sign for s in panel.submissions}  # the number leads to no line
    assert len(panel.submissions) == 3
    assert [s.answers for s in panel.counted(1)] == [points(ROOM, 1)]
    store.close_round(room.key)
    store.open_round(room.key)
    assert store.enter(room.key, entries[:1], 2).stored == ("001A",)
    assert {s.seat for s in store.panel(room.key).submissions} == {panel.submissions[0].seat}


def test_what_a_participant_may_not_do(store):
    """With the code and a seat token in hand: every verb of the facilitator, and every other's seat, stays shut."""
    room, other = opened(store), opened(store)
    mine, theirs = (store.take_seat(room.code, "forest", name) for name in ("me", "them"))
    store.submit(theirs.token, points(ROOM, 5), "a", 1)
    facilitators = (
        (store.facilitated,),
        (store.panel,),
        (store.attendance,),
        (store.close_round,),
        (store.open_round,),
        (store.amend, ROOM),
        (store.note, "x"),
        (store.enter, [Entry("1", "forest", points(ROOM))], 1),
        (store.delete_workshop,),
    )
    keys = (room.code, mine.token, mine.receipt, "", digest(typed(room.key)), other.code)
    for key, (verb, *rest) in product(keys, facilitators):
        with pytest.raises(WorkshopError) as trouble:
            verb(key, *rest)
        assert codes(trouble) == ["workshop.key"]
    participants = (
        (store.seated,),
        (store.submit, points(ROOM), "n", 1),
        (store.keep_unfinished, {}, 1),
        (store.reseat, "town"),
    )
    tokens = (theirs.receipt, str(theirs.number), digest(theirs.token), "", room.code)
    for token, (verb, *rest) in product(tokens, participants):
        with pytest.raises(WorkshopError) as trouble:
            verb(token, *rest)
        assert codes(trouble) == ["workshop.seat"]
    assert store.seated(mine.token).own == ()
    shown = repr((store.door(room.code), store.seated(mine.token)))
    assert str(points(ROOM, 5)) not in shown
    assert room.key not in shown
    assert theirs.token not in shown
    assert "them" not in shown


def filled_room(store, people: int, minimum_group: int = 3):
    room = opened(store, workshop(minimum_group=minimum_group))
    seats = []
    for n in range(people):
        seat = store.take_seat(room.code, GROUPS[n % 3].key, f"name {n}")
        store.submit(seat.token, points(ROOM, n), "a", 1)
        seats.append(seat)
    return room, seats


def test_a_participant_sees_no_result_before_the_round_is_closed_and_the_floor_is_reached(store):
    room, seats = filled_room(store, 9)
    (waiting,) = store.results(seats[0].token)
    assert waiting.finding.code == "anonymity.open"
    store.close_round(room.key)
    (waiting,) = store.results(seats[0].token)
    assert waiting.finding.code == "anonymity.not_shown"
    store.published(room.key)  # the facilitator looks
    (shown,) = store.results(seats[0].token)
    assert (shown.heads, shown.mean.shape, shown.everyone) == (9, (6,), None)
    few, (alone, _) = filled_room(store, 2)
    store.close_round(few.key)
    (withheld,) = store.results(alone.token)
    assert withheld.finding.code == "anonymity.few"
    (withheld,) = store.published(few.key)  # nor does the facilitator
    assert withheld.finding.code == "anonymity.few"
    for token in ("", seats[0].receipt, room.key):
        with pytest.raises(WorkshopError):
            store.results(token)


def test_what_is_taken_home_holds_figures_of_groups_and_lines_only_if_asked_for(store):
    room, seats = filled_room(store, 6)
    store.note(room.key, "a note")
    store.close_round(room.key)
    store.open_round(room.key)
    store.submit(seats[0].token, points(ROOM, 50), "b", 2)
    taken = store.export(room.key)
    text = json.dumps(taken, ensure_ascii=False)
    first, second = taken["rounds"]
    assert first["notes"][0]["text"] == "a note"
    assert second["withheld"] == "anonymity.open"
    (shown, _) = store.published(room.key)
    assert first["cells"][0]["mean"] == dict(
        zip(ROOM.keys, rounded(shown.weights.mean(axis=0)).tolist(), strict=True)
    )
    assert "quartiles" not in first["cells"][0]
    assert not any("answers" in each for each in (first, second))  # nobody's line, if nobody asks
    asked = store.export(room.key, lines=True)
    text += json.dumps(asked, ensure_ascii=False)
    signs = {store.seated(seat.token).own[0].sign for seat in seats}
    assert {row["sign"] for row in asked["rounds"][0]["answers"]} == signs
    for hidden in (room.key, seats[0].token, "name 0", *(seat.receipt for seat in seats)):
        assert hidden not in text
    own = store.seated(seats[2].token).own[0]
    mine = next(row for row in asked["rounds"][0]["answers"] if row["sign"] == own.sign)
    assert [mine[key] for key in ROOM.keys] == list(own.weights.whole(ROOM.keys).shares)
    rows = lines(store.published(room.key), "zh")
    assert len(rows) == 6
    assert rows[0]["group"] == "全体"


def test_nothing_secret_stands_in_the_database(store):
    room = opened(store)
    seat = store.take_seat(room.code, "forest")
    draft, mark = new_token(), new_token()
    store.keep_draft("{}", mark, draft)
    shelved = store.publish("{}", "t")
    written = repr(
        [
            store.database.read(lambda tx, table=table: tx.execute(select(table)).all())
            for table in OF_A_WORKSHOP[0].metadata.sorted_tables
        ]
    )
    for secret in (room.key, typed(room.key), seat.token, draft, mark, shelved.planner_key):
        assert secret not in written
    assert room.key not in repr(room)  # nor in a log
    assert seat.token not in repr(store.seated(seat.token))
    assert digest(seat.token) in written


def add_the_rest(tx, room) -> None:
    """A row in each table of a workshop's own that is still without one."""
    own = {"workshop_id": queries.by_key(tx, room.key)["id"]}
    at = {"name": "", "at": "", "number": "001A", "issued_at": ""}
    at |= {"key_hash": room.key, "secret_hash": room.key}
    at |= {"question": "", "opened_at": "", "answers": ""}
    at |= {"kind": "vote", "text": "", "closed_at": "", "hidden_at": "", "vote": 1}
    seat = select(SEATS.c.id).where(SEATS.c.workshop_id == own["workshop_id"])
    at["seat_id"] = tx.execute(seat).scalar_one()
    answered = {RATING_ANSWERS: RATINGS, STATEMENT_VOTES: STATEMENTS}
    for table in (FACILITATORS, TICKETS, RATINGS, RATING_ANSWERS, STATEMENTS, STATEMENT_VOTES):
        columns = {key: value for key, value in at.items() if key in table.c}
        if (asked := answered.get(table)) is not None:
            of_it = select(asked.c.id).where(asked.c.workshop_id == own["workshop_id"])
            columns[f"{asked.name.removesuffix('s')}_id"] = tx.execute(of_it).scalar_one()
        elif table in answered.values():
            columns["number"] = 1
        tx.execute(insert(table).values(**own, **columns))


def test_a_deleted_workshop_is_really_gone(store, url, tmp_path):
    kept, gone = opened(store), opened(store)
    for room, name in ((kept, "stays-here"), (gone, "leave-no-trace")):
        seat = store.take_seat(room.code, "forest", name)
        store.submit(seat.token, points(ROOM), "a", 1)
        store.keep_unfinished(seat.token, {}, 1)
        store.note(room.key, f"note of {name}")
        store.print_paper_forms(room.key, 3)
        store.database.write(lambda tx, room=room: add_the_rest(tx, room))
    store.delete_workshop(gone.key)
    for table in OF_A_WORKSHOP:
        count = select(func.count()).select_from(table)
        assert store.database.read(lambda tx, count=count: tx.execute(count).scalar()) == 1
    with pytest.raises(WorkshopError):
        store.facilitated(gone.key)
    with pytest.raises(WorkshopError):
        store.door(gone.code)
    assert len(store.panel(kept.key).submissions) == 1
    if url.startswith("sqlite"):
        bytes_left = b"".join(path.read_bytes() for path in tmp_path.glob("workshop.db*"))
        assert b"stays-here" in bytes_left
        assert b"leave-no-trace" not in bytes_left


def test_who_submits_while_the_workshop_is_deleted_is_told(store, monkeypatch):
    room = opened(store)
    seat = store.take_seat(room.code, "forest")
    weighed = commands.weighed

    def slowly(settings, answers):
        store.delete_workshop(room.key)
        return weighed(settings, answers)

    monkeypatch.setattr(commands, "weighed", slowly)
    with pytest.raises(WorkshopError) as trouble:
        store.submit(seat.token, points(ROOM), "a", 1)
    assert codes(trouble) == ["workshop.seat"]


def test_who_submits_while_the_round_is_closed_is_told(store, monkeypatch):
    room = opened(store)
    seat = store.take_seat(room.code, "forest")
    weighed = commands.weighed

    def slowly(settings, answers):
        store.close_round(room.key)
        return weighed(settings, answers)

    monkeypatch.setattr(commands, "weighed", slowly)
    with pytest.raises(WorkshopError) as trouble:
        store.submit(seat.token, points(ROOM), "a", 1)
    assert codes(trouble) == ["round.closed"]
    assert store.panel(room.key).submissions == ()


def test_a_workshop_that_took_a_deleted_ones_number_has_its_own_settings(store):
    gone = opened(store, workshop(title="old"))
    store.facilitated(gone.key)
    store.delete_workshop(gone.key)
    assert store.facilitated(opened(store, workshop(title="new")).key).workshop.title == "new"


def test_a_code_that_is_taken_is_not_given_again(store, monkeypatch):
    first = opened(store)
    offered = iter([first.code, first.code, "ABCDEF"])
    monkeypatch.setattr("mcda.group.store.workshops.new_code", lambda: next(offered))
    assert opened(store).code == "ABCDEF"


def test_a_room_holds_so_many_and_no_more(store, monkeypatch):
    monkeypatch.setattr("mcda.group.store.seats.MOST_SEATS", 2)
    room = opened(store)
    for _ in range(2):
        store.take_seat(room.code, "forest")
    with pytest.raises(WorkshopError) as trouble:
        store.take_seat(room.code, "forest")
    assert codes(trouble) == ["workshop.full"]


def test_a_published_study_stays_until_it_is_replaced_or_withdrawn(store):
    first = store.publish('{"v":1}', "Title\u202e one")
    assert store.open_published(first.link).status == "current"
    assert store.open_published(first.link).title == "Title one"
    second = store.replace(first.link, '{"v":2}', "Two", first.planner_key.lower())
    old, new = store.open_published(first.link), store.open_published(second.link)
    assert (old.status, old.study, old.replaced_by) == ("replaced", '{"v":1}', second.link)
    assert (new.status, new.version, new.replaces) == ("current", 2, first.link)
    assert store.newest(first.link) == store.newest(second.link) == new
    with pytest.raises(WorkshopError) as trouble:
        store.replace(first.link, "{}", "again", first.planner_key)
    assert codes(trouble) == ["shelf.done"]
    for verb in (
        lambda: store.replace(second.link, "{}", "x", new_key()),
        lambda: store.withdraw(second.link, ""),
    ):
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert codes(trouble) == ["shelf.key"]
    store.withdraw(second.link, first.planner_key)
    assert store.open_published(second.link).status == "withdrawn"
    assert store.open_published(second.link).study == ""
    with pytest.raises(WorkshopError) as trouble:
        store.withdraw(second.link, first.planner_key)
    assert codes(trouble) == ["shelf.done"]
    assert store.newest(first.link).status == "withdrawn"
    with pytest.raises(WorkshopError) as trouble:
        store.publish("{}", "Mine", "1234")
    assert codes(trouble) == ["shelf.key"]
    mine = store.publish("{}", "Other", first.planner_key)
    assert [p.link for p in store.published_by(first.planner_key)] == [
        mine.link,
        second.link,
        first.link,
    ]
    with pytest.raises(WorkshopError) as trouble:
        store.open_published("nothing")
    assert codes(trouble) == ["shelf.link"]


def test_a_right_code_in_any_spelling_opens(store):
    code = opened(store).code
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for spelling in (code.lower(), f" {code[:3]}-{code[3:]} ", wide):
        assert store.door(spelling).code == code


def test_keys_have_128_bits_and_no_look_alikes():
    assert len(ALPHABET) == 30
    assert not set("01OILU") & set(ALPHABET)
    assert 30**28 > 2**128
    assert len(typed(new_key())) == 28
    assert len(new_code()) == 8
    assert 30**8 > 6e11
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 22


def test_the_database_is_chosen_by_the_environment():
    assert address({"GREENHEART_DATA": "/data"}) == "sqlite:////data/workshop.db"
    assert address({"DATABASE_URL": "postgresql://h/d", "GREENHEART_DATA": "/x"}) == (
        "postgresql://h/d"
    )


@pytest.mark.parametrize("found", ["mysql://me:secret@h/d", "nonsense", "postgresql+pg8000://h/d"])
def test_an_address_that_is_none_is_told_without_its_password(found):
    with pytest.raises(StoreError) as trouble:
        Store.open(found)
    assert codes(trouble) == ["store.address"]
    assert "secret" not in str(trouble.value)


def test_stated_group_weights_come_back(store):
    groups = tuple(
        StakeholderGroup(key, Text.same(key), weight) for key, weight in (("a", 2.0), ("b", 0.0))
    )
    room = workshop(groups=groups)
    board = store.facilitated(opened(store, room).key)
    assert board.workshop.groups == groups
    assert not board.workshop.equal_voice


def test_no_row_refers_to_a_workshop_that_is_not_there(store):
    room = opened(store)
    store.take_seat(room.code, "forest")
    number = store.database.read(lambda tx: tx.execute(select(WORKSHOPS.c.id)).scalar())
    owners = store.database.read(lambda tx: tx.execute(select(SEATS.c.workshop_id)).scalars().all())
    assert owners == [number]
