"""Statements: written by anybody, put to the vote and closed by the facilitator, counted, and read by Pol.is's analysis."""

import csv
import io

import pytest

from criteria.errors import WorkshopError
from criteria.text import LANGS
from mcda.group.analysis.statements import polis_comments, polis_votes
from mcda.group.model.statements import LENGTHS, MOST_CLOSING, MOST_OF_A_SEAT
from mcda.group.model.workshop import Workshop
from mcda.report.tables.statements import counts
from mcda.study.factory import embedded_study
from mcda.words import Translator

STUDY = embedded_study("secondary")
STATION = "Without a station no product gets out"


def room_of(store, people: int = 7, minimum: int = 5):
    room = store.open_workshop(Workshop.of(STUDY, "Evening", minimum_group=minimum))
    return room, [store.take_seat(room.code, "ecology").token for _ in range(people)]


def code_of(act) -> str:
    with pytest.raises(WorkshopError) as refused:
        act()
    return refused.value.findings[0].code


def test_counts_of_people_by_hand(store):
    room, seats = room_of(store)
    store.add_statement(room.key, "opinion", STATION)
    for seat, vote in zip(seats, (1, 1, 1, 0, -1, -1), strict=False):
        store.vote(seat, 1, vote)
    assert store.statement_results(room.key) == ()
    store.close_statements(room.key)
    (told,) = store.statement_results(room.key)
    assert (told.heads, told.agree, told.between, told.against) == (6, 3, 1, 2)


def test_nothing_of_fewer_people_than_the_minimum(store):
    room, seats = room_of(store)
    store.add_statement(room.key, "opinion", STATION)
    for seat in seats[:4]:
        store.vote(seat, 1, 1)
    store.close_statements(room.key)
    (told,) = store.statement_results(room.key)
    assert (told.heads, told.agree, told.between, told.against) == (4, None, None, None)
    assert store.statement_votes(room.key) == ()
    assert counts([told], "opinion", Translator("en")).rows == ()


def test_a_vote_may_be_changed_until_all_are_closed_together(store):
    room, seats = room_of(store)
    store.add_statement(room.key, "opinion", STATION)
    store.add_statement(room.key, "closing", "Water source counties come first")
    for seat in seats:
        store.vote(seat, 1, -1)
        store.vote(seat, 2, 1)
    store.vote(seats[0], 1, 1)
    assert [own for _, own in store.statements_of(seats[0])] == [1, 1]
    assert [heads for _, heads in store.statements(room.key)] == [7, 7]
    store.close_statements(room.key)
    assert store.statements_of(seats[0]) == ()
    assert code_of(lambda: store.vote(seats[0], 1, -1)) == "statement.closed"
    first, second = store.statement_results(room.key)
    assert (first.agree, first.against) == (1, 6)
    assert second.agree == 7


def test_what_a_participant_writes_is_seen_once_the_facilitator_puts_it_to_the_vote(store):
    room, seats = room_of(store)
    store.propose_statement(seats[0], "opinion", STATION)
    store.propose_statement(seats[0], "missing", "Quality of schools")
    assert store.statements_of(seats[1]) == ()
    assert code_of(lambda: store.vote(seats[1], 1, 1)) == "statement.closed"
    store.open_statement(room.key, 1)
    store.hide_statement(room.key, 2)
    store.open_statement(room.key, 2)
    assert [each.text for each, _ in store.statements_of(seats[1])] == [STATION]
    told = [(each.status, each.by_participant) for each, _ in store.statements(room.key)]
    assert told == [("open", True), ("hidden", True)]


def test_one_that_is_voted_on_is_not_hidden(store):
    room, seats = room_of(store)
    store.add_statement(room.key, "opinion", STATION)
    store.vote(seats[0], 1, 1)
    store.hide_statement(room.key, 1)
    assert store.statements(room.key)[0][0].status == "open"


def test_what_is_refused(store):
    room, seats = room_of(store)
    add = store.add_statement
    assert code_of(lambda: add(room.key, "opinion", " \u200b ")) == "statement.empty"
    long = "x" * (LENGTHS["missing"] + 1)
    assert code_of(lambda: add(room.key, "missing", long)) == "statement.long"
    add(room.key, "opinion", STATION)
    assert code_of(lambda: add(room.key, "opinion", STATION.upper())) == "statement.known"
    for vote in (2, True, None, "1"):
        assert code_of(lambda vote=vote: store.vote(seats[0], 1, vote)) == "statement.unfit"
    for n in range(MOST_OF_A_SEAT):
        store.propose_statement(seats[0], "opinion", f"Mine {n}")
    assert code_of(lambda: store.propose_statement(seats[0], "opinion", "More")) == (
        "statement.enough"
    )
    for n in range(MOST_CLOSING):
        add(room.key, "closing", f"Sentence {n}")
    assert code_of(lambda: add(room.key, "closing", "One more")) == "statement.closing"


def test_a_voided_seat_does_not_count(store):
    room, seats = room_of(store)
    store.add_statement(room.key, "opinion", STATION)
    for at, seat in enumerate(seats):
        store.vote(seat, 1, 1 if at else -1)
    store.void_seat(room.key, store.seated(seats[0]).seat.receipt)
    store.close_statements(room.key)
    (told,) = store.statement_results(room.key)
    assert (told.heads, told.agree, told.against) == (6, 6, 0)


@pytest.mark.parametrize("lang", LANGS)
def test_what_most_agree_with_comes_first(store, lang):
    room, seats = room_of(store)
    for text in ("Few", "Many"):
        store.add_statement(room.key, "opinion", text)
    for at, seat in enumerate(seats):
        store.vote(seat, 1, 1 if at < 2 else -1)
        store.vote(seat, 2, 1 if at < 6 else 0)
    store.close_statements(room.key)
    table = counts(store.statement_results(room.key), "opinion", Translator(lang))
    assert table.rows == (("Many", 6, 1, 0, 7), ("Few", 2, 0, 5, 7))


@pytest.mark.filterwarnings("ignore")  # of its dependencies
def test_polis_reads_the_files_and_finds_the_two_camps(store):
    from reddwarf.implementations.polis import run_pipeline
    from reddwarf.models import Statement as PolisStatement
    from reddwarf.models import Vote as PolisVote

    room, seats = room_of(store, people=12)
    hostile = '=HYPERLINK("http://evil") <script>'
    texts = [hostile, *(f"Statement {n}" for n in range(7))]
    for text in texts:
        store.add_statement(room.key, "opinion", text)
    for at, seat in enumerate(seats):
        for number in range(1, 9):
            side = 1 if at < 6 else -1
            store.vote(seat, number, side if number < 8 else 1)
    store.close_statements(room.key)
    files = store.statement_votes(room.key)
    comments = [PolisStatement(**_cells(row)) for row in _rows(polis_comments(files))]
    votes = [PolisVote(**_cells(row)) for row in _rows(polis_votes(files))]
    assert len(comments) == 8
    assert comments[0].txt == f"'{hostile}"
    assert len(votes) == 96
    found = run_pipeline(votes=[vote.model_dump() for vote in votes], random_state=1)
    labels = found.participants_df["cluster_id"]
    assert sorted(labels.value_counts()) == [6, 6]


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _cells(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell}


def test_voters_have_numbers_by_their_votes_alone(store):
    room, seats = room_of(store, people=5)
    store.add_statement(room.key, "opinion", STATION)
    for seat, vote in zip(seats, (1, -1, 0, 1, -1), strict=True):
        store.vote(seat, 1, vote)
    store.close_statements(room.key)
    (told,) = store.statement_votes(room.key)
    assert dict(told.of) == {0: -1, 1: -1, 2: 0, 3: 1, 4: 1}
