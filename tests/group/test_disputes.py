"""Disputes in the store, on both databases: who says and who answers, how many, what is kept of whom and how long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from mcda.group.model.disputes import Claim
from mcda.group.store import retention
from mcda.group.store.disputes import (
    DISPUTE_DAYS,
    MOST_AN_HOUR,
    MOST_OPEN,
    NOTE,
    REASON,
    SOURCE,
)
from mcda.group.store.publications import MARKED
from mcda.group.store.rate_limit import AN_HOUR
from mcda.group.store.schema import DISPUTES
from mcda.group.store.workshops import Store
from tests.drivers.foreign_texts import TYPED
from tests.drivers.workshops import refusal
from tests.group.conftest import NOW

CLAIM = Claim(
    "secondary", "610928", "hsr_km", 49.0, 4.0, "Timetable of 4 October 2026", "By bus", "Li"
)


def rows(store: Store) -> list:
    return store.database.read(lambda tx: tx.execute(select(DISPUTES)).mappings().all())


def test_a_claim_waits_for_its_planner_who_accepts_it(store):
    shelved = store.publish("{}", "Mine")
    store.dispute(shelved.link, CLAIM)
    (found,) = store.disputes_of(shelved.planner_key.lower())
    assert replace(CLAIM) == Claim(
        *(getattr(found, name) for name in Claim.__dataclass_fields__)
    )  # as it was said
    assert (found.title, found.version, found.status) == ("Mine", 1, "open")
    assert store.answered_disputes(shelved.link).waiting == 1
    assert store.answered_disputes(shelved.link).answered == ()

    answered = store.answer_dispute(found.number, shelved.planner_key, accepted=True)
    assert (answered.status, answered.name, answered.answered_at) == (
        "accepted",
        "",
        NOW.isoformat(timespec="seconds"),
    )
    public = store.answered_disputes(shelved.link)
    assert public.waiting == 0
    (shown,) = public.answered
    assert (shown.published, shown.value, shown.source) == (49.0, 4.0, CLAIM.source)
    assert (shown.name, shown.note) == ("", "")  # never told to the public
    assert [row["name"] for row in rows(store)] == [""]
    assert refusal(lambda: store.answer_dispute(found.number, shelved.planner_key, True)) == (
        "dispute.answered"
    )


def test_to_decline_takes_a_reason(store):
    shelved = store.publish("{}", "Mine")
    store.dispute(shelved.link, CLAIM)
    (found,) = store.disputes_of(shelved.planner_key)
    decline = lambda reason: store.answer_dispute(  # noqa: E731 - two calls of one verb
        found.number, shelved.planner_key, False, reason
    )
    assert refusal(lambda: decline(" \u200b ")) == "dispute.reason"
    assert decline("r" * 600).reason == "r" * REASON
    (shown,) = store.answered_disputes(shelved.link).answered
    assert (shown.status, shown.reason) == ("declined", "r" * REASON)


def test_nobody_but_the_planner_answers(store):
    shelved, other = store.publish("{}", "Mine"), store.publish("{}", "Another's")
    store.dispute(shelved.link, CLAIM)
    (found,) = store.disputes_of(shelved.planner_key)
    for key in (other.planner_key, "", shelved.link, "1234"):
        assert refusal(lambda key=key: store.answer_dispute(found.number, key, True)) == "shelf.key"
        assert store.disputes_of(key) == ()
    assert refusal(lambda: store.answer_dispute(found.number + 1, other.planner_key, True)) == (
        "dispute.gone"
    )
    assert rows(store)[0]["status"] == "open"


def test_a_newer_version_tells_the_answers_to_the_older_one_and_takes_the_claims(store):
    first = store.publish("{}", "Mine")
    store.dispute(first.link, CLAIM)
    store.dispute(first.link, replace(CLAIM, alternative="610922"))
    one, _ = store.disputes_of(first.planner_key)
    store.answer_dispute(one.number, first.planner_key, True)
    second = store.replace(first.link, "{}", "Mine", first.planner_key)
    assert refusal(lambda: store.dispute(first.link, CLAIM)) == "shelf.done"
    for link in (first.link, second.link):
        shown = store.answered_disputes(link)
        assert ([each.alternative for each in shown.answered], shown.waiting) == (["610928"], 1)
    store.dispute(second.link, CLAIM)
    assert store.answered_disputes(first.link).waiting == 1  # the newer version's is not its own
    assert store.answered_disputes(second.link).waiting == 2
    assert [each.version for each in store.disputes_of(first.planner_key)] == [1, 1, 2]


@pytest.mark.parametrize("by", ["planner", "operator"])
def test_what_is_withdrawn_takes_its_claims_along(store, by):
    shelved = store.publish("{}", "Mine")
    store.dispute(shelved.link, CLAIM)
    if by == "planner":
        store.withdraw(shelved.link, shelved.planner_key)
    else:
        retention.delete(store, shelved.link)
    assert rows(store) == []
    assert refusal(lambda: store.dispute(shelved.link, CLAIM)) == "shelf.done"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": " "}, "dispute.source"),
        ({"value": float("nan")}, "dispute.number"),
        ({"value": float("inf")}, "dispute.number"),
        ({"alternative": "6" * 2000}, "dispute.unknown"),
        ({"variable": "a\x00b"}, "dispute.unknown"),
    ],
)
def test_what_cannot_be_looked_up_is_not_kept(store, change, code):
    link = store.publish("{}", "Mine").link
    assert refusal(lambda: store.dispute(link, replace(CLAIM, **change))) == code
    for nowhere in ("nothing", "a b", "x" * 200, "%00"):
        assert refusal(lambda nowhere=nowhere: store.dispute(nowhere, CLAIM)) == "shelf.link"
    assert rows(store) == []


def test_texts_are_kept_as_typed_and_cut(store):
    shelved = store.publish("{}", "Mine")
    long = replace(
        CLAIM, source=TYPED + "s" * 400, note=f"\u202e{TYPED}\n" + "n" * 2000, name=TYPED
    )
    store.dispute(shelved.link, long)
    (found,) = store.disputes_of(shelved.planner_key)
    assert found.source == (TYPED + "s" * 400)[:SOURCE]
    assert found.note == (f"{TYPED} " + "n" * 2000)[:NOTE]
    assert found.name == TYPED[:40].strip()


def test_the_same_again_is_kept_once(store):
    link = store.publish("{}", "Mine").link
    for _ in range(3):
        store.dispute(link, CLAIM)
    store.dispute(link, replace(CLAIM, value=5.0))
    assert len(rows(store)) == 2


def test_so_many_come_from_an_address_so_many_about_a_study_and_so_many_wait(store, clock):
    link = store.publish("{}", "Mine").link
    claims = [replace(CLAIM, value=float(n)) for n in range(100)]
    for claim in claims[:MOST_AN_HOUR]:
        store.dispute(link, claim)
    assert refusal(lambda: store.dispute(link, claims[-1])) == "dispute.many"
    other = store.publish("{}", "Another").link
    store.dispute(other, claims[-1], "192.0.2.1")  # another study has its own
    for _ in range(AN_HOUR["dispute"] - 1):
        store.quotas.take("dispute", "192.0.2.1")
    assert refusal(lambda: store.dispute(other, claims[0], "192.0.2.1")) == "store.many"
    store.dispute(other, claims[0], "192.0.2.2")
    number = MOST_AN_HOUR
    while number < MOST_OPEN:
        clock.now += timedelta(minutes=61)
        for claim in claims[number : min(number + MOST_AN_HOUR, MOST_OPEN)]:
            store.dispute(link, claim)
        number += MOST_AN_HOUR
    clock.now += timedelta(minutes=61)
    assert refusal(lambda: store.dispute(link, claims[-1])) == "dispute.waiting"


@pytest.mark.parametrize("answered", [False, True])
def test_a_claim_is_gone_180_days_after_it_was_made(store, clock, answered):
    shelved = store.publish("{}", "Mine")
    store.dispute(shelved.link, CLAIM)
    if answered:
        (found,) = store.disputes_of(shelved.planner_key)
        store.answer_dispute(found.number, shelved.planner_key, True)
    clock.now += timedelta(days=DISPUTE_DAYS) - MARKED - timedelta(hours=1)
    assert store.forget_disputes() == 0
    for _ in range(2):  # looked through once a day, and when a server starts
        clock.now += MARKED
        gone = store.forget_disputes()
    assert gone == 1
    assert clock.now - NOW == timedelta(days=DISPUTE_DAYS) + MARKED - timedelta(hours=1)
    assert rows(store) == []
    assert store.open_published(shelved.link).study == "{}"


def test_a_start_with_a_clock_far_ahead_deletes_nothing(store, clock):
    link = store.publish("{}", "Mine").link
    store.dispute(link, CLAIM)
    clock.now += timedelta(days=400)
    assert store.forget_disputes() == 0
    clock.now = NOW + timedelta(days=2)
    assert store.forget_disputes() == 0
    assert [row["old_since"] for row in rows(store)] == [""]


def test_the_database_refuses_a_claim_about_no_study(store):
    link = store.publish("{}", "Mine").link
    store.dispute(link, CLAIM)
    row = {name: value for name, value in rows(store)[0].items() if name != "id"}
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.database.write(
            lambda tx: tx.execute(insert(DISPUTES).values(row | {"shelf_id": 999}))
        )
