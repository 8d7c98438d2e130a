"""A closed round summed up: the room's weights, its figures, what a study keeps and what the brief says of it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mcda.group.analysis.summary import Summary, summed, workshop_outcome
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from mcda.model.weights import Weights
from mcda.report.workbook.contents import brief
from mcda.robustness.rank_counts import exact_ranks
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.workshop_outcome import rounded
from mcda.words import Translator

pytestmark = pytest.mark.slow


def rounds_of(
    tmp_path: Path, way: str = "points", people: int = 24
) -> tuple[PublishedRound | SuppressedRound, ...]:
    store = Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")
    workshop = Workshop.of(embedded_study("secondary"), "山里的会 <b>", way)
    opened = store.open_workshop(workshop)
    actors = rehearse(store, opened.code, people, seed=1)
    submit(store, actors, 1)
    store.note(opened.key, "=HYPERLINK(1)", "parked")
    store.close_round(opened.key)
    found = store.published(opened.key)
    store.close()
    return found


@pytest.fixture(scope="module")
def rounds(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[PublishedRound | SuppressedRound, ...]:
    return rounds_of(tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def summary(rounds: tuple[PublishedRound | SuppressedRound, ...]) -> Summary:
    shown = rounds[0]
    assert isinstance(shown, PublishedRound)
    found = summed(shown, shown.workshop.opened_study)
    assert found is not None
    return found


def test_the_rooms_weights_are_the_mean_of_its_people(summary: Summary) -> None:
    shown = summary.shown
    by_hand = (shown.participant_weights[:, None] * shown.weights).sum(axis=0)
    whole = summary.weights().whole(shown.criteria)
    assert np.allclose(whole.array, by_hand, atol=0.005)
    coarse = rounded(by_hand)
    assert np.allclose(whole.array, coarse / coarse.sum(), atol=1e-12)
    assert not np.allclose(summary.weights("geometric").whole(shown.criteria).array, by_hand)


def test_places_are_those_that_the_study_gives_each_person(summary: Summary) -> None:
    keys = summary.shown.criteria
    for row in (0, 7, 23):
        shares = dict(zip(keys, summary.shown.weights[row], strict=True))
        alone = summary.study.with_weights(Weights.of(shares)).ranking
        assert alone.ranks.tolist() == summary.placed[row].tolist()


def test_the_share_of_the_say_rises_to_one(summary: Summary) -> None:
    n = summary.placed.shape[1]
    tops = np.array([summary.top(k) for k in (1, 3, 10, n)])
    assert (np.diff(tops, axis=0) >= -1e-12).all()
    assert np.allclose(tops[-1], 1)


def test_judgements_make_one_voice_in_ahp_alone(tmp_path: Path, summary: Summary) -> None:
    assert "judgements" not in summary.participant_weights
    shown = rounds_of(tmp_path, "ahp", 12)[0]
    assert isinstance(shown, PublishedRound)
    judged = summed(shown, shown.workshop.opened_study)
    assert judged is not None
    assert "judgements" in judged.participant_weights
    own = judged.weights("judgements").whole(shown.criteria).array
    assert own.sum() == pytest.approx(1)
    assert not np.allclose(own, judged.weights().whole(shown.criteria).array, atol=1e-4)


def test_a_study_of_other_criteria_is_told(summary: Summary) -> None:
    assert summed(summary.shown, embedded_study("primary")) is None


def test_a_study_keeps_what_was_said_and_its_hash(
    summary: Summary, rounds: tuple[PublishedRound | SuppressedRound, ...]
) -> None:
    said = workshop_outcome(summary.shown.workshop, rounds, {1: summary})
    study = replace(summary.study, workshop_outcome=said)
    assert from_json(to_json(study)).workshop_outcome == said
    assert digest(study) == digest(summary.study)
    assert said.rounds[0].heads == 24
    assert said.rounds[0].sentence is not None
    assert set(said.rounds[0].agreement or {}) >= {"w", "overlap", "overlap_random", "ws"}
    assert not any("#1" in text for text in (to_json(study),)), "no pseudonym"


def test_three_questions_of_the_room_have_three_answers(summary: Summary) -> None:
    assert set(summary.sure) == {"as_they_are", "another_room", "asked_again"}
    keys = summary.study.filled.matrix.alternatives
    order = [line.key for line in summary.study.with_weights(summary.weights()).ranking][:10]
    for place in summary.sure["as_they_are"]:  # everyone once: no chance in it
        own = np.sort(summary.placed[:, keys.index(place.alternative)])
        assert place.first == pytest.approx(rounded((own == 1).mean()))
        assert place.among == pytest.approx(rounded((own <= 3).mean()))
        assert (place.low, place.middle, place.high) == (own[1], np.median(own), own[-2])
    for places in summary.sure.values():
        assert [place.alternative for place in places] == order
        assert all(place.low <= place.high for place in places)
        assert sum(place.first for place in places) <= 1 + 0.0025 * len(places)
    widths = {
        mode: sum(place.high - place.low for place in places)
        for mode, places in summary.sure.items()
    }
    assert widths["asked_again"] < widths["another_room"] < widths["as_they_are"], (
        "a mean of many moves less than they do, and less if they remain the same"
    )


def test_another_room_is_what_rooms_drawn_one_by_one_come_to(summary: Summary) -> None:
    """A loop over 1,500 rooms of 24 people, each ranked by the study itself under the mean of its people."""
    shown, matrix = summary.shown, summary.study.filled.matrix
    own = [np.flatnonzero(np.array(shown.cell_of) == at) for at in range(len(shown.cells))]
    rng = np.random.default_rng(3)
    first, among = np.zeros(len(matrix.alternatives)), np.zeros(len(matrix.alternatives))
    rooms = 1500
    for _ in range(rooms):
        mean = np.zeros(len(matrix.criteria))
        for cell, rows in zip(shown.cells, own, strict=True):
            who = rng.choice(rows, size=len(rows))
            mean += cell.share * summary.shares[who].mean(axis=0)
        ranks = exact_ranks((matrix.normalised @ mean)[None, :], True)[0]
        first += ranks == 1
        among += ranks <= 3
    for place in summary.sure["another_room"]:
        row = matrix.alternatives.index(place.alternative)
        assert place.first == pytest.approx(first[row] / rooms, abs=0.05)
        assert place.among == pytest.approx(among[row] / rooms, abs=0.05)


def test_ranks_of_people_are_those_of_the_studys_method(
    rounds: tuple[PublishedRound | SuppressedRound, ...],
) -> None:
    shown = rounds[0]
    assert isinstance(shown, PublishedRound)
    study = shown.workshop.opened_study.with_changes(method="topsis")
    found = summed(shown, study)
    assert found is not None
    alone = study.with_weights(
        Weights.of(dict(zip(shown.criteria, shown.weights[5], strict=True)))
    ).ranking
    assert found.placed[5].tolist() == alone.ranks.tolist()
    by_heads = {each.alternative: each.first for each in found.sure["as_they_are"]}
    keys = study.filled.matrix.alternatives
    for key, share in by_heads.items():
        assert share == rounded((found.placed[:, keys.index(key)] == 1).mean())


def test_a_study_keeps_what_each_group_gave_on_average(
    summary: Summary, rounds: tuple[PublishedRound | SuppressedRound, ...]
) -> None:
    said = workshop_outcome(summary.shown.workshop, rounds, {1: summary})
    assert said.last_published is said.rounds[0]
    for at, group in enumerate(said.rounds[0].groups):
        assert sum((group.weights or {}).values()) == pytest.approx(1, abs=0.03)
        own = summary.shown.of_cell(at)
        first = summary.shown.criteria[0]
        assert (group.weights or {})[first] == pytest.approx(rounded(own[:, 0].mean()))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_has_the_workshops_sheet_only_if_there_was_one(
    summary: Summary, rounds: tuple[PublishedRound | SuppressedRound, ...], lang: str
) -> None:
    t = Translator(lang)
    assert "workshop" not in [sheet.key for sheet in brief(summary.study, t).sheets]
    said = workshop_outcome(summary.shown.workshop, rounds, {1: summary})
    made = brief(replace(summary.study, workshop_outcome=said), t)
    sheet = next(sheet for sheet in made.sheets if sheet.key == "workshop")
    words = [str(cell) for table in sheet.tables for row in table.rows for cell in row]
    assert "=HYPERLINK(1)" in words
    titles = [table.title for sheet in made.sheets for table in sheet.tables]
    assert {t("results.sure"), t("results.by_group")} <= set(titles)
    assert titles.count(t("results.sure")) == 1, "one table, not one for each question"
    assert any(t.text(cell.name) in " ".join(words) for cell in summary.shown.cells)


def test_a_withheld_round_says_why(tmp_path: Path) -> None:
    few = rounds_of(tmp_path, people=3)
    assert isinstance(few[0], SuppressedRound)
    said = workshop_outcome(few_workshop(), few, {})
    assert said.rounds[0].weights is None
    assert said.rounds[0].why_suppressed is not None


def few_workshop() -> Workshop:
    return Workshop.of(embedded_study("secondary"), "few", "points")
