"""How long things are kept: old drafts, also under a clock that is wrong; names; how much is taken from one place."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert, select

from criteria.errors import WorkshopError
from mcda.group.store.publications import DRAFT_DAYS, LARGEST, MARKED, MOST_VERSIONS
from mcda.group.store.rate_limit import AN_HOUR, Quotas
from mcda.group.store.schema import DRAFTS, SEATS, SHELF
from mcda.group.store.workshops import Store
from tests.drivers.workshops import points, workshop
from tests.group.conftest import NOW

DAY = timedelta(days=1)


def keep(store: Store, name: str, at: datetime) -> None:
    """A draft that was last changed at this moment."""
    row = {"key_hash": name, "study": "{}", "at": at.isoformat(timespec="seconds")}
    store.database.write(lambda tx: tx.execute(insert(DRAFTS).values(row)))


def kept(store: Store) -> set[str]:
    rows = store.database.read(lambda tx: tx.execute(select(DRAFTS.c.key_hash)).scalars().all())
    return set(rows)


def test_a_draft_that_is_old_on_two_days_is_deleted(store, clock):
    keep(store, "old", NOW - (DRAFT_DAYS + 1) * DAY)
    keep(store, "young", NOW - (DRAFT_DAYS - 1) * DAY)
    keep(store, "new", NOW)
    assert store.forget_drafts() == 0
    assert store.forget_drafts() == 0  # started anew within the hour
    clock.now += MARKED
    assert store.forget_drafts() == 1
    assert kept(store) == {"young", "new"}


def test_a_draft_that_is_changed_after_it_was_found_old_stays(store, clock):
    keep(store, "old", NOW - (DRAFT_DAYS + 1) * DAY)
    keep(store, "new", NOW)
    store.forget_drafts()
    changed = {"at": (clock.now + DAY).isoformat(timespec="seconds")}
    store.database.write(lambda tx: tx.execute(DRAFTS.update().values(changed)))
    clock.now += DAY
    store.forget_drafts()
    clock.now += (DRAFT_DAYS + 2) * DAY
    keep(store, "newest", clock.now)
    assert store.forget_drafts() == 0  # the former mark counts no more
    assert kept(store) == {"old", "new", "newest"}


def test_a_start_with_a_clock_200_days_ahead_deletes_nothing(store, clock):
    keep(store, "mine", NOW)
    keep(store, "yours", NOW - 30 * DAY)
    clock.now += 200 * DAY
    for _ in range(5):
        assert store.forget_drafts() == 0
        clock.now += DAY
    assert kept(store) == {"mine", "yours"}


def test_what_a_clock_ahead_wrote_makes_nothing_old(store, clock):
    keep(store, "mine", NOW)
    clock.now += 200 * DAY
    keep(store, "from the future", clock.now)
    assert store.forget_drafts() == 0
    clock.now = NOW + DAY  # the clock is right again
    for _ in range(5):
        assert store.forget_drafts() == 0
        clock.now += DAY
    assert kept(store) == {"mine", "from the future"}


def test_drafts_kept_under_a_clock_of_1970_outlive_the_next_right_start(store, clock):
    keep(store, "at night", datetime(1970, 1, 1, tzinfo=UTC))
    keep(store, "today", NOW)
    assert store.forget_drafts() == 0
    assert kept(store) == {"at night", "today"}


def test_an_empty_store_has_nothing_to_forget(store):
    assert store.forget_drafts() == 0


def test_names_are_dropped_when_the_round_is_closed(store):
    room = store.open_workshop(workshop())
    seats = [store.take_seat(room.code, "forest", f"Xiaoming {n}") for n in range(3)]
    for seat in seats:
        store.submit(seat.token, points(workshop()), "a", 1)
    assert {s.pseudonym for s in store.panel(room.key).submissions} == {
        f"Xiaoming {n}" for n in range(3)
    }
    store.close_round(room.key)
    names = store.database.read(lambda tx: tx.execute(select(SEATS.c.pseudonym)).scalars().all())
    assert set(names) == {""}
    assert {store.seated(seat.token).seat.pseudonym for seat in seats} == {""}


def chain(store: Store, length: int) -> None:
    """A study that was replaced so often, oldest first under the link v0."""
    rows = [
        {
            "link": f"v{n}",
            "planner_hash": "x",
            "version": n + 1,
            "replaces": f"v{n - 1}" if n else None,
            "replaced_by": f"v{n + 1}" if n + 1 < length else None,
            "withdrawn_at": "",
            "title": f"Version {n + 1}",
            "study": "{}",
            "at": NOW.isoformat(timespec="seconds"),
        }
        for n in range(length)
    ]
    store.database.write(lambda tx: tx.execute(insert(SHELF), rows))


def test_the_newest_of_ten_thousand_versions_is_found_without_reading_their_studies(store):
    chain(store, 10_000)
    asked: list[str] = []
    event.listen(store.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    assert store.newest("v0").title == "Version 10000"
    of_studies = [statement for statement in asked if "shelf.study" in statement]
    assert len(of_studies) == 1
    assert len(asked) < 10


def test_versions_that_replace_one_another_in_a_circle_end(store):
    chain(store, 3)
    circle = SHELF.update().where(SHELF.c.link == "v2").values(replaced_by="v0")
    store.database.write(lambda tx: tx.execute(circle))
    assert store.newest("v0").version in (1, 2, 3)


def test_a_study_has_so_many_versions_and_no_more(store):
    first = store.publish("{}", "Mine")
    last = SHELF.update().values(version=MOST_VERSIONS)
    store.database.write(lambda tx: tx.execute(last))
    with pytest.raises(WorkshopError) as trouble:
        store.replace(first.link, "{}", "Mine", first.planner_key)
    assert [finding.code for finding in trouble.value.findings] == ["shelf.versions"]


def test_a_planners_list_leaves_the_studies_where_they_are(store):
    key = store.publish("a large study", "Mine").planner_key
    (found,) = store.published_by(key)
    assert (found.title, found.study) == ("Mine", "")
    assert store.open_published(found.link).study == "a large study"


def test_a_study_too_large_to_publish_is_too_large_to_open_a_workshop_with(store):
    study = "x" * (LARGEST + 1)
    room = store.open_workshop(workshop())
    store.close_round(room.key)
    for verb in (
        lambda: store.publish(study, "Large"),
        lambda: store.open_workshop(workshop(study=study)),
        lambda: store.amend(room.key, workshop(study=study)),
    ):
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert [finding.code for finding in trouble.value.findings] == ["store.large"]


@pytest.mark.parametrize("kind", AN_HOUR)
def test_one_address_keeps_so_many_an_hour(kind):
    seconds = [0.0]
    quotas = Quotas(lambda: seconds[0])

    def taken(address: str | None) -> int:
        for n in range(2 * AN_HOUR[kind]):
            try:
                quotas.take(kind, address)
            except WorkshopError:
                return n
        return 2 * AN_HOUR[kind]

    assert taken("192.0.2.1") == AN_HOUR[kind]
    assert taken("192.0.2.2") == AN_HOUR[kind]
    assert taken(None) == 2 * AN_HOUR[kind]  # whose address is not known has none
    seconds[0] += 1800
    assert taken("192.0.2.1") == AN_HOUR[kind] // 2


def test_the_store_counts_what_it_keeps_of_each_address(store):
    address = "192.0.2.1"
    for kind, verb in (
        ("workshop", lambda: store.open_workshop(workshop(), address)),
        ("study", lambda: store.publish("{}", "Mine", None, address)),
    ):
        for _ in range(AN_HOUR[kind]):
            store.quotas.take(kind, address)
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert [finding.code for finding in trouble.value.findings] == ["store.many"]
