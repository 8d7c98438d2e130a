"""A store that 1.0 left in the middle of things, on both databases: what is there opens, and goes on."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import create_engine, text
from streamlit.testing.v1 import AppTest

from criteria.errors import AppError
from mcda.app.entry import SCRIPT
from mcda.app.state import resources
from mcda.group.model.paper_forms import read_payload
from mcda.group.privacy.publication import PublishedRound
from mcda.group.store.database import HEAD
from mcda.group.store.workshops import Store
from mcda.words import phrase
from tests.drivers import figures
from tests.group.test_migrations import compared, version

SAVED = Path(__file__).parents[1] / "saved" / "1.0"
PINNED: dict[str, Any] = json.loads((SAVED / "figures.json").read_text("utf-8"))
WAYS_IN: dict[str, Any] = json.loads((SAVED / "ways_in.json").read_text("utf-8"))
ROOMS, DRAFTS, SHELF = WAYS_IN["rooms"], WAYS_IN["drafts"], WAYS_IN["publications"]


def coarse(old: Any) -> Any:
    """A round's figures of 1.0 as they are told now: to half a percentage point, quartiles only of many people.

    The camps of its eleven people who weighed by AHP do not stand out of one crowd.
    """
    if old.get("summary") is None:
        return old
    floor = 3 if old["cells"][0][3] != 4 or old["way"] != "swing" else 4
    phones = sum(len(row[0]) == 8 for row in old["rows"])
    said = dict(old["summary"])
    said["criteria"] = {
        key: [_step(room), *(_step(q) if phones >= 4 * floor else None for q in quartiles)]
        for key, (room, *quartiles) in said["criteria"].items()
    }
    said["group_weights"] = {
        voice: {
            key: _step(share) / sum(map(_step, shares.values())) for key, share in shares.items()
        }
        for voice, shares in said["group_weights"].items()
    }
    said["top3"] = [_step(share) for share in said["top3"]]
    said["sentence"] = said["sentence"] and _said_now(said["sentence"])
    return {**old, "camps": None, "summary": said}


# The same three degrees, said of the weights and of the ranks in a sentence each.
SAID_NOW = {
    "You disagree on the weights, but not on the first 3 places.": ("disagree", "agree"),
    "You disagree on the weights, and on the first 3 places.": ("disagree", "disagree"),
    "You disagree on the weights, and in part on the first 3 places.": ("disagree", "partly"),
}


def _said_now(sentence: list[str]) -> list[str]:
    on_weights, on_ranks = SAID_NOW[sentence[0]]
    said = phrase(
        "group.verdict",
        weights=phrase(f"group.on_weights_{on_weights}"),
        first=phrase(f"group.on_ranks_{on_ranks}", k=3, candidates=phrase("group.candidates")),
    )
    return [said.en, said.zh]


def _step(share: float) -> float:
    return round(round(share / 0.005) * 0.005, 3)


# Two shares of 10,000 draws each differ by 0.007 (standard deviation) where nothing else does; over some forty of them.
CHANCE = 0.03
NEW_FIGURES = {"distance", "distance_p"} | {
    f"{name}_random" for name in ("distance", "w", "spearman", "consensus")
}


def drawn(each: Any) -> tuple[Any, Any]:
    """A round without what is drawn by chance from its rows, whose order is another now; and what is."""
    if each.get("summary") is None:
        return each, None
    said = dict(each["summary"])
    chance = said.pop("agreement"), said.pop("sure")
    return {**each, "summary": said}, chance


def check_round(pinned: Any, new: Any) -> None:
    """The figures of 1.0, coarser; what chance draws, nearly so."""
    (old, of_old), (now, of_now) = drawn(coarse(pinned)), drawn(figures.plain(new))
    check(old, now)
    if of_old is None:
        return
    assert of_now[0].keys() - of_old[0].keys() == NEW_FIGURES
    old_figures = {
        name: value for name, value in of_old[0].items() if name != "p"
    }  # of random orders
    assert {name: of_now[0][name] for name in old_figures} == pytest.approx(old_figures, abs=CHANCE)
    # 1.0 drew single people and called them another room: of its three answers one is asked as it was
    assert of_now[1].keys() == {"as_they_are", "another_room", "asked_again"}
    first = {key: share for key, share, *_ in of_old[1]["as_they_are"]}
    told = {key: share for key, share, *_ in of_now[1]["as_they_are"]}
    both = first.keys() & told.keys()
    assert len(both) >= 8, "weights to half a point change who comes tenth at most"
    assert [told[key] for key in both] == pytest.approx([first[key] for key in both], abs=0.0025)


def check(old: Any, new: Any) -> None:
    assert list(figures.differences(old, figures.plain(new))) == []


def as_left(url: str) -> str:
    """The database at an address, as 1.0 left it a moment ago: its file, or its dump."""
    if url.startswith("sqlite"):
        shutil.copy(SAVED / "workshop.db", url.removeprefix("sqlite:///"))
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    if not url.startswith("sqlite"):
        connection = engine.raw_connection()
        connection.cursor().execute((SAVED / "postgresql.sql").read_text("utf-8"))
        connection.commit()
        connection.invalidate()  # the dump has changed its search path
    with (
        engine.begin() as transaction
    ):  # drafts that nobody touches are forgotten after half a year
        at = datetime.now(UTC).isoformat(timespec="seconds")
        transaction.execute(text("UPDATE drafts SET at = :at"), {"at": at})
    engine.dispose()
    return url


@pytest.fixture
def url(empty_url: str) -> str:
    return empty_url


@pytest.fixture
def old(url: str) -> Iterator[Store]:
    opened = Store.open(as_left(url))
    yield opened
    opened.close()


def test_the_schema_is_brought_up_to_date_and_every_row_stays(old):
    assert version(old) == HEAD
    assert compared(old) == []
    counts = figures.rows_of(old)
    assert counts == {
        "workshops": 5,
        "round_events": 22,  # six rounds were closed, and are shown
        "notes": 3,
        "seats": 63,
        "submissions": 72,
        "unfinished": 7,
        "printed_forms": 5,
        "drafts": 2,
        "disputes": 0,
        "facilitators": 0,
        "projector": 0,
        "tickets": 0,
        "ratings": 0,
        "rating_answers": 0,
        "statements": 0,
        "statement_votes": 0,
        "shelf": 4,
    }


@pytest.mark.slow
def test_every_workshop_has_its_settings_and_its_rounds_their_figures(old):
    assert sorted(PINNED["rooms"]) == sorted(ROOMS)
    for name, room in ROOMS.items():
        pinned, now = PINNED["rooms"][name], figures.store_figures(old, room["facilitator_key"])
        check({**pinned, "rounds": []}, {**now, "rounds": []})
        for before, after in zip(pinned["rounds"], now["rounds"], strict=True):
            check_round(before, after)


def test_every_seat_is_found_by_its_token_with_what_was_submitted_and_begun(old):
    for name, room in ROOMS.items():
        for seat, token in room["seats"].items():
            if seat != "begun_in_round_1_only":
                check(PINNED["seats"][name][seat], figures.seat_figures(old.seated(token)))
    begun = [s["begun"] for seats in PINNED["seats"].values() for s in seats.values()]
    assert begun.count(True) == 6


def test_what_was_begun_in_a_former_round_alone_is_there_again(old):
    pinned = PINNED["seats"]["points"]["begun_in_round_1_only"]
    assert not pinned["begun"]  # 1.0 left it behind when the second round opened
    found = figures.seat_figures(old.seated(ROOMS["points"]["seats"]["begun_in_round_1_only"]))
    assert found["notes"]
    assert found["first_open"] > 0
    mended = {"begun": True, "notes": found["notes"], "first_open": found["first_open"]}
    check({**pinned, **mended}, found)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["points", "ranking", "ahp"])
def test_the_open_round_goes_on_with_old_seats_new_seats_and_old_paper(old, way):
    room = ROOMS[way]
    key, code = room["facilitator_key"], room["code"]
    before = old.facilitated(key)
    settings, number = before.workshop, before.round.number
    token = room["seats"]["begun_in_round_2" if way == "points" else "begun"]
    answers = figures.answers(settings, 5)
    receipt = old.submit(token, answers, "after", number)
    assert receipt.sign == old.seated(token).submitted.sign
    assert receipt.sign != old.seated(token).seat.receipt
    assert old.seated(token).unfinished == {}
    assert old.submit(token, answers, "after", number).repeated
    newcomers = settings.groups * 4
    for n, group in enumerate(newcomers):
        seat = old.take_seat(code, group.key)
        old.submit(seat.token, figures.answers(settings, 70 + n), "new", number)
    data = (SAVED / "paper" / f"{way}_filled.xlsx").read_bytes()
    entries, findings = figures.forms_read(settings, f"{way}_filled.xlsx", data)
    assert findings == []
    printed = [read_payload(said) for said in PINNED["forms"][way]["payloads"]]
    left = [entry for entry in entries if entry.paper_form in room["paper_left"]]
    assert [(code, entry.paper_form) for entry in left] == printed[-len(left) :]
    done = old.enter(key, left, number)
    assert sorted(done.stored) == sorted(room["paper_left"])
    assert done.refused == {}
    assert old.enter(key, left, number).repeated == done.stored
    old.close_round(key)
    shown = old.published(key)
    receipts = figures.receipts_of(old, key)
    check_round(PINNED["rooms"][way]["rounds"][0], figures.round_figures(shown[0], receipts))
    newest = shown[-1]
    assert isinstance(newest, PublishedRound)
    submitted = sum(PINNED["rooms"][way]["submitted"].values())
    assert newest.heads == submitted + 1 + len(newcomers) + len(left)
    assert receipt.sign in newest.signs
    assert figures.round_figures(newest, receipts)["summary"] is not None
    assert old.open_round(key).number == number + 1


def test_a_round_with_fewer_criteria_goes_on_and_an_older_form_is_told(old):
    room = ROOMS["swing"]
    key = room["facilitator_key"]
    settings = old.facilitated(key).workshop
    data = (SAVED / "paper" / "swing_filled.xlsx").read_bytes()
    entries, findings = figures.forms_read(settings, "swing_filled.xlsx", data)
    assert entries == ()  # told, not misread
    assert findings == ["ballot.heading"] * 2
    for seat in room["seats"].values():
        old.submit(seat, figures.answers(settings, 3), "after", 2)
    old.close_round(key)
    # beside what was shown of round 1, so few could be singled out
    receipts = figures.receipts_of(old, key)
    told = [figures.round_figures(each, receipts) for each in old.published(key)]
    check_round(PINNED["rooms"]["swing"]["rounds"][0], told[0])
    assert told[1] == {"number": 2, "withheld": "anonymity.few"}


def test_a_round_closed_for_good_stays_closed(old):
    room = ROOMS["best_worst"]
    settings = old.facilitated(room["facilitator_key"]).workshop
    with pytest.raises(AppError) as trouble:
        old.submit(room["seats"]["begun"], figures.answers(settings, 1), "late", 2)
    assert [finding.code for finding in trouble.value.findings] == ["round.closed"]


def test_links_of_publications_tell_what_stands_there(old):
    links = SHELF["links"]
    for name, link in links.items():
        check(PINNED["publications"][name], figures.publication_figures(old, link))
    assert old.open_published(links["replaced"]).replaced_by == links["current"]
    assert old.open_published(links["withdrawn"]).study == ""


def test_a_planners_key_of_1_0_replaces_and_withdraws(old):
    key, link = SHELF["planner_key"], SHELF["links"]["current"]
    assert len(old.published_by(key)) == 4
    newer = old.replace(link, old.open_published(link).study, "Third", key)
    assert old.newest(SHELF["links"]["replaced"]).link == newer.link
    assert old.open_published(newer.link).version == 3
    old.withdraw(newer.link, key)
    assert old.open_published(newer.link).status == "withdrawn"


# addresses


@pytest.fixture
def server(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of the pages on that store."""
    monkeypatch.setenv("DATABASE_URL", as_left(url))
    st.cache_resource.clear()
    yield url
    resources.write_queue().flush(5)
    resources.store().close()
    st.cache_resource.clear()


def visit(**asked: str) -> AppTest:
    """The page that an address of 1.0 leads to."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in {"lang": "en", **asked}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.slow
@pytest.mark.usefixtures("server")
def test_the_address_of_a_draft_lays_the_desk_out_again():
    for name, key in DRAFTS.items():
        app = visit(draft=key)
        assert [error.value for error in app.error] == []
        pinned, belt_km = PINNED["drafts"][name], 80.0  # 1.0 did not have it: it is as it always is
        limits = pinned["zone_rules"] and [*pinned["zone_rules"], belt_km]
        check({**pinned, "zone_rules": limits}, figures.desk_of(app))
        assert app.query_params["draft"] in (key, [key])


@pytest.mark.slow
@pytest.mark.usefixtures("server")
def test_the_address_of_a_seat_finds_the_question_in_hand():
    for way, seat in (("points", "begun_in_round_2"), ("ranking", "begun"), ("ahp", "begun")):
        room, pinned = ROOMS[way], PINNED["seats"][way][seat]
        app = visit(workshop=room["code"], seat=room["seats"][seat])
        found = figures.phone_of(app)
        assert found["receipt"] == pinned["receipt"]
        assert found["at"] == pinned["first_open"]
        assert not found["done"]
        check(pinned["notes"], found["notes"])
    room = ROOMS["points"]
    app = visit(workshop=room["code"], seat=room["seats"]["submitted_in_both_rounds"])
    assert figures.phone_of(app)["done"]


@pytest.mark.slow
@pytest.mark.usefixtures("server")
def test_the_address_of_a_paper_form_leads_into_the_room():
    room, forms = ROOMS["points"], PINNED["forms"]["points"]
    app = visit(workshop=room["code"], paper_form=forms["numbers"][4])
    assert PINNED["rooms"]["points"]["title"] in [each.value for each in app.get("text")]
    assert [error.value for error in app.error] == []


@pytest.mark.slow
@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("name", sorted(SHELF["links"]))
def test_the_address_of_a_publication_shows_it_or_why_not(name):
    pinned = PINNED["publications"][name]
    app = visit(study=SHELF["links"][name])
    assert [error.value for error in app.error] == []
    told = "\n".join(str(each.value) for each in (*app.title, *app.markdown, *app.caption))
    if pinned["study"] is None:
        assert pinned["title"] in told
        assert "withdrawn" in told
    else:
        assert pinned["study"]["hash"] in told
    warned = "\n".join(each.value for each in app.warning)
    assert (SHELF["links"]["current"] in warned) == (pinned["status"] == "replaced")
