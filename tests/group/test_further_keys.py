"""Further keys to the control panel: what they open, what they do not, and who closed what."""

import pytest

from criteria.errors import WorkshopError
from mcda.group.store.facilitators import MOST
from tests.group.test_store import filled_room, opened


def code_of(error) -> str:
    return error.value.findings[0].code


def test_a_further_key_leads_the_evening_and_the_log_says_who_closed(store):
    room, _ = filled_room(store, 6)
    key = store.add_facilitator(room.key, "  Li Na ")
    assert store.facilitated(room.key).others == ("Li Na",)
    assert store.facilitated(key.lower()).holder == "Li Na"
    assert store.close_round(key).closed_by == "Li Na"
    assert store.export(room.key)["rounds"][0]["closed_by"] == "Li Na"
    store.open_round(key)
    assert store.close_round(room.key).closed_by == ""
    assert [each.closed_by for each in store.facilitated(key).rounds] == ["Li Na", ""]


def test_whoever_closes_again_after_an_undoing_is_named(store):
    room, _ = filled_room(store, 6)
    key = store.add_facilitator(room.key, "Li Na")
    store.close_round(room.key)
    store.reopen_round(key)
    assert store.facilitated(key).round.closed_by == ""
    assert store.close_round(key).closed_by == "Li Na"
    assert store.close_round(room.key).closed_by == "Li Na"  # it was closed already


def test_a_further_key_neither_deletes_nor_gives_out_keys(store):
    room, _ = filled_room(store, 3)
    key = store.add_facilitator(room.key, "Li Na")
    for act in (
        lambda: store.delete_workshop(key),
        lambda: store.add_facilitator(key, "Another"),
        lambda: store.revoke_facilitator(key, "Li Na"),
    ):
        with pytest.raises(WorkshopError) as refused:
            act()
        assert code_of(refused) == "workshop.first_key"
    assert store.facilitated(room.key).others == ("Li Na",)


def test_a_revoked_key_opens_nothing_and_its_name_is_free_again(store):
    room, _ = filled_room(store, 3)
    key = store.add_facilitator(room.key, "Li Na")
    store.revoke_facilitator(room.key, "Li Na")
    with pytest.raises(WorkshopError) as refused:
        store.close_round(key)
    assert code_of(refused) == "workshop.key"
    assert store.facilitated(room.key).others == ()
    other = store.add_facilitator(room.key, "Li Na")
    assert other != key
    assert store.facilitated(other).holder == "Li Na"


def test_a_key_opens_its_own_workshop_alone(store):
    room, _ = filled_room(store, 3)
    key = store.add_facilitator(room.key, "Li Na")
    other = opened(store)
    assert store.facilitated(key).code == room.code
    store.delete_workshop(other.key)
    store.delete_workshop(room.key)
    with pytest.raises(WorkshopError):
        store.facilitated(key)


def test_names_that_cannot_be_used(store):
    room, _ = filled_room(store, 3)
    for number in range(MOST):
        store.add_facilitator(room.key, f"name {number}")
    for name in ("", " \u202e ", "name 0", "one too many"):
        with pytest.raises(WorkshopError) as refused:
            store.add_facilitator(room.key, name)
        assert code_of(refused) == "workshop.facilitator"
