"""How many people put the first where: one table, one range of ranks for the same people, and the sentence of the brief."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from criteria.text import Text
from mcda.group.analysis.rank_shares import rank_range
from mcda.group.analysis.summary import Summary, summed, workshop_outcome
from mcda.group.model.workshop import Workshop
from mcda.group.privacy.publication import PublishedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from mcda.report import published_page
from mcda.report.html.print import answer_page
from mcda.report.tables import workshop as tables
from mcda.report.workbook.sheets.ranking import answer, cover
from mcda.study.factory import embedded_study
from mcda.study.io import from_json, open_study, to_json
from mcda.study.study import Study
from mcda.study.workshop_outcome import (
    CriterionSpread,
    GroupMean,
    RankShares,
    RoundOutcome,
    WorkshopOutcome,
    people_of,
    rounded,
)
from mcda.words import Translator

EN, ZH = Translator("en"), Translator("zh")
SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "studies" / "weighed_by_a_workshop.json"


# one range


@pytest.mark.parametrize(
    ("people", "best", "worst"), [(3, 1, 3), (12, 1, 12), (19, 1, 19), (20, 2, 19), (60, 4, 57)]
)
def test_a_range_of_ranks_is_best_and_worst_of_few_and_nine_in_ten_of_many(people, best, worst):
    ranks = np.random.default_rng(0).permutation(np.arange(1, people + 1))[:, None]
    low, middle, high = rank_range(ranks)
    assert (low[0], high[0]) == (best, worst)
    assert middle[0] == (people + 1) / 2
    inside = ((ranks >= low) & (ranks <= high)).mean()
    assert inside == 1 if people < 20 else inside >= 0.9


def test_the_one_of_twelve_who_ranks_it_far_behind_is_in_every_range_of_theirs():
    """Twelve people of whom eleven lie between 1 and 7 were told 1-7 on one page and 1-36 on the other."""
    ranks = np.array([1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 36])[:, None]
    assert [int(each[0]) for each in rank_range(ranks)[::2]] == [1, 36]


@pytest.fixture(scope="module", params=[12, 24])
def summary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('room') / 'workshop.db'}")
    opened = store.open_workshop(Workshop.of(embedded_study("tertiary"), "Room", "points"))
    submit(store, rehearse(store, opened.code, request.param, seed=3), 1)
    store.close_round(opened.key)
    (shown,) = store.published(opened.key)
    store.close()
    assert isinstance(shown, PublishedRound)
    found = summed(shown, shown.workshop.opened_study)
    assert found is not None
    return found


@pytest.mark.slow
def test_board_study_and_brief_tell_the_same_range_and_numbers_of_people(summary: Summary):
    heads = summary.shown.heads
    names = {a.key: a.name for a in summary.study.evidence.alternatives}
    first = tables.leaders(summary, EN)
    kept = workshop_outcome(summary.shown.workshop, [summary.shown], {1: summary}).rounds[0]
    assert kept.rank_shares is not None
    sure = tables.rank_shares(kept.rank_shares, kept.heads, names, EN)
    assert first.columns[-1] == sure.columns[-1]
    assert [row[1] for row in first.rows] == [row[0] for row in sure.rows]
    for on_board, in_study in zip(first.rows, sure.rows, strict=True):
        assert on_board[-1] == in_study[-1]
        assert in_study[1:3] == (f"{on_board[2]} of {heads}", f"{on_board[3]} of {heads}")
    placed = summary.placed[:, summary.study.filled.matrix.alternatives.index(leader_of(summary))]
    counts = [int((placed <= k).sum()) for k in tables.TOPS]
    assert list(first.rows[0][2:6]) == counts
    ordered = sorted(placed.tolist())
    if heads < 20:
        assert first.rows[0][-1] == f"{ordered[0]} · {np.median(ordered):g} · {ordered[-1]}"
    else:
        assert first.rows[0][-1] == f"{ordered[1]}–{ordered[-2]}"


def leader_of(summary: Summary) -> str:
    return next(iter(summary.study.with_weights(summary.weights()).ranking)).key


@pytest.mark.slow
def test_group_weights_that_were_stated_are_told_beside_numbers_of_people(summary: Summary):
    own, other = (
        replace(cell, share=share)
        for cell, share in zip(summary.shown.cells[:2], (0.9, 0.1), strict=True)
    )
    rows = np.array(summary.shown.cell_of) < 2
    shown = replace(
        summary.shown,
        cells=(own, other),
        cell_of=tuple(at for at in summary.shown.cell_of if at < 2),
        weights=summary.shown.weights[rows],
    )
    weighted = replace(
        summary, shown=shown, shares=summary.shares[rows], placed=summary.placed[rows]
    )
    table = tables.leaders(weighted, EN)
    assert table.columns[-2].title == EN("results.by_group_weights", k=3)
    assert EN("results.by_group_weights", k=3) not in [
        c.title for c in tables.leaders(summary, EN).columns
    ]
    at = summary.study.filled.matrix.alternatives.index(leader_of(weighted))
    assert table.rows[0][-2] == weighted.top(3)[at]


def test_a_share_to_half_a_point_is_one_number_of_people_below_two_hundred():
    for heads in (1, 3, 7, 12, 60, 199):
        counts = np.arange(heads + 1)
        shares = rounded(counts / heads)
        assert [people_of(float(share), heads) for share in shares] == counts.tolist()
    assert people_of(0.5, 200) is None


def test_of_many_people_rounded_shares_are_told_and_no_number():
    found = {"as_they_are": (RankShares("a", 0.085, 0.605, 1, 9, 3.0),)}
    (row,) = tables.rank_shares(found, 431, {"a": Text("A", "甲")}, EN).rows
    assert row[1:3] == (EN.percent(0.085, 1), EN.percent(0.605, 1))
    told = tables.held_by(Text("A", "甲"), 0.085, 0.605, 431, EN)
    assert EN.percent(0.605, 1) in told
    assert "37" not in told, "8.5% of 431 would be 36 to 37 people"


def test_files_of_before_tell_what_their_people_put_where_and_nothing_of_other_rooms():
    study = open_study(SAVED)
    said = study.latest_round
    assert said is not None
    assert said.rank_shares is not None
    assert "bootstrap" in said.rank_shares, "shares of single people drawn, kept but not shown"
    names = {a.key: a.name for a in study.evidence.alternatives}
    table = tables.rank_shares(said.rank_shares, said.heads, names, ZH)
    assert len(table.columns) == 4
    assert table.columns[-1].title == ZH("results.ranks_best_worst")
    assert table.rows[0][1:] == ("17人中2人", "17人中6人", "1–20")


# the sentence


def study_weighed(first: float, among: float, heads: int = 7, **changes: object) -> Study:
    """The secondary study under a workshop's scenario, and what its people made of the first one."""
    study = embedded_study("secondary")
    leader = next(iter(study.ranking)).key
    said = RoundOutcome(
        1,
        "ahp",
        heads=heads,
        groups=(GroupMean(Text("All", "全体"), heads),),
        weights={key: CriterionSpread(0.1) for key in study.filled.matrix.criteria},
        agree_on_weights="disagree",
        agree_on_ranks="partly",
        rank_shares={"as_they_are": (RankShares(leader, first, among, 1, 30, 4.0),)},
    )
    said = replace(said, **changes)
    scenario = replace(study.scenario, key="room_abcdefgh_1", name=Text("Evening", "研讨"))
    heard = WorkshopOutcome("Evening", (said,))
    return replace(study.with_scenario(scenario), workshop_outcome=heard)


def leader_name(study: Study, t: Translator) -> str:
    return t.text(study.evidence[next(iter(study.ranking)).key].name)


def told_everywhere(study: Study, t: Translator) -> list[str]:
    """Cover, answer and the page to print."""
    return [
        " ".join(cover(study, t).sentences),
        " ".join(answer(study, t).sentences),
        unescape(answer_page(study, t)),
    ]


@pytest.mark.slow
def test_a_study_whose_first_is_nobodys_first_says_so_on_cover_answer_and_page():
    """Seven people, none of whom put the first one first, three among three; the brief named the county alone."""
    study = study_weighed(0.0, 0.43)
    for told in told_everywhere(study, EN):
        assert "7 people set weights in a workshop" in told
        assert "They disagreed on the weights and partly agreed on the top 3." in told
        name = leader_name(study, EN)
        assert f"None of 7 people put {name} first, 3 put it in their top 3. It ranks first as a compromise." in told  # fmt: skip
    for told in told_everywhere(study, ZH):
        assert "7人在研讨会上赋权，对权重看法不一，对前3名看法部分一致。" in told
        name = leader_name(study, ZH)
        assert f"7人中无人将{name}排第一，3人将其排进前3名，居首位是折中的结果。" in told


@pytest.mark.parametrize(
    ("first", "flagged"), [(0.0, True), (0.145, True), (0.285, False), (1.0, False)]
)
def test_only_what_fewer_than_a_quarter_put_first_is_called_a_compromise(first, flagged):
    study = study_weighed(first, 1.0)
    told = tables.workshop_sentences(study, EN)[-1]
    assert told.endswith(EN("results.compromise")) == flagged
    assert told.startswith("None" if first == 0 else f"{round(7 * first)} of 7")


def test_a_study_without_the_words_of_agreement_says_what_it_can():
    study = study_weighed(0.285, 0.43, agree_on_weights=None, agree_on_ranks=None)
    assert tables.workshop_sentences(study, EN)[0] == "7 people set weights in a workshop."
    assert len(tables.workshop_sentences(study, EN)) == 2
    without = study_weighed(0.0, 0.43, rank_shares=None)
    assert len(tables.workshop_sentences(without, EN)) == 1
    saved = open_study(SAVED)
    told = tables.workshop_sentences(saved, ZH)
    assert told[0] == "17人在研讨会上赋权。"
    assert told[1].startswith(f"17人中有2人将{leader_name(saved, ZH)}排第一，6人将其排进前3名")


def test_no_workshop_is_spoken_of_under_a_scenario_that_it_did_not_weigh():
    study = study_weighed(0.0, 0.43)
    other = replace(study, active=study.scenarios[0].key)
    assert tables.workshop_sentences(other, EN) == []
    assert EN("brief.weighed_by_none") in str(cover(other, EN).tables[0].rows)
    assert "Evening" in str(cover(study, EN).tables[0].rows)
    assert not any("workshop" in line for line in published_page.rests_on(other, EN))
    assert any(
        "Weights from the workshop “Evening” (participants: 7)." in line
        for line in published_page.rests_on(study, EN)
    )


def test_the_round_whose_weights_were_taken_speaks_and_not_the_last_one():
    study = study_weighed(0.0, 0.43)
    assert study.workshop_outcome is not None
    one = study.workshop_outcome.rounds[0]
    withheld = RoundOutcome(2, "ahp", why_suppressed=Text("too few", "人数不足"))
    third = replace(one, number=3, heads=9)
    rounds = WorkshopOutcome("Evening", (one, withheld, third))
    assert "7 people" in tables.workshop_sentences(replace(study, workshop_outcome=rounds), EN)[0]
    assert "round 1, participants: 7" in str(
        cover(replace(study, workshop_outcome=rounds), EN).tables[0].rows
    )


def test_what_the_sentence_needs_is_saved_with_the_study():
    study = study_weighed(0.0, 0.43)
    again = from_json(to_json(study))
    assert again.workshop_outcome == study.workshop_outcome
    assert tables.workshop_sentences(again, ZH) == tables.workshop_sentences(study, ZH)


@pytest.mark.slow
def test_a_round_that_is_taken_over_brings_its_words_of_agreement(summary: Summary):
    said = workshop_outcome(summary.shown.workshop, [summary.shown], {1: summary}).rounds[0]
    assert summary.verdict is not None
    assert (said.agree_on_weights, said.agree_on_ranks) == (
        summary.verdict.weights,
        summary.verdict.first,
    )
