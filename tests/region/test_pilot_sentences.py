"""What is said of pilots is what was proven: ties, conditions that clash, and solves that took too long."""

import re
from dataclasses import replace

import pytest

from criteria.errors import Finding, StudyError
from mcda.region import pilots as solver
from mcda.region.linear_constraints import Rules
from mcda.region.pilot_decision import Decision, decide
from mcda.region.pilots import Firmness, LeftOut, Near, NotProvenError, Portfolio, first_left_out
from mcda.report.charts.pilots import constraint_costs, selection_shares
from mcda.report.tables import pilots
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.words import Translator
from tests.drivers.small_studies import study

EN = Translator("en")
# that of seven candidates four are worth the same
LEVEL = [[9, 9], [5, 5], [5, 5], [5, 5], [5, 5], [1, 1], [0, 2]]


def asked(**conditions: object) -> Decision:
    return decide(study(LEVEL).with_changes(pilot_constraints=PilotConstraints(**conditions)))


def with_near(found: Decision, near: Near) -> Decision:
    again = replace(found)
    again.__dict__["near"] = near
    return again


def test_a_set_that_others_equal_is_not_the_one_worth_most():
    found = asked(k=2)
    equal = [p for p in found.near.portfolios if p.value == pytest.approx(found.best.value)]
    assert len(equal) == 4
    told = pilots.sentence(found, EN, ["a0", "a1"])
    assert told == "Top 2 by score, no conditions set: a0 and a1"
    bound = asked(k=2, never=("a1",))
    assert pilots.sentence(bound, EN, ["a0"]) == (
        "Optimal set of 2 under these conditions: a0 and 1 more"
    )
    by_rank = decide(
        bound.study.with_changes(method="topsis", pilot_constraints=PilotConstraints(2))
    )
    assert pilots.sentence(by_rank, EN, ["a0", "a1"]).startswith("Top 2 by weighted-sum score, ")
    assert "Some may equal it" in EN("pilots.proof", value="1.40")


def test_that_no_set_meets_the_conditions_is_said_only_where_it_is_proven():
    with pytest.raises(StudyError) as clash:
        asked(k=2, must=("a0", "a1", "a2")[:2], never=("a0",))
    assert pilots.none_words(clash.value.findings, EN) == EN("pilots.sentence_error")
    slow = [Finding.of("pilots.time", k=2, seconds=10)]
    assert pilots.none_words(slow, EN) == EN("pilots.sentence_error")
    with pytest.raises(StudyError) as none:
        asked(k=2, quotas=(Quota("prefecture", at_least=1),))
    assert pilots.none_words(none.value.findings, EN) == EN("pilots.sentence_none")


def test_a_condition_whose_cost_was_not_proven_is_named_and_not_denied(monkeypatch):
    found = asked(k=2, must=("a5",), quotas=(Quota("prefecture", at_most=1),))
    assert pilots.price_words(found, EN) == [EN("pilots.cost_words")]
    again = replace(found)
    again.__dict__["price"] = {}
    (told,) = pilots.price_words(again, EN)
    assert "a5" in told
    assert told != pilots.no_rules(found, EN)
    assert pilots.price_words(asked(k=2), EN) == [pilots.no_rules(found, EN)]


def test_other_sets_are_counted_only_as_far_as_they_were_found():
    found = asked(k=2)
    best = found.best
    alone = Near((best,), True, dict.fromkeys(best.chosen, 1.0))
    assert pilots.near_words(with_near(found, alone), EN) == [EN("pilots.near_none")]
    unknown = replace(alone, complete=False)
    assert pilots.near_words(with_near(found, unknown), EN) == [EN("pilots.near_unproven")]
    two = Near(
        (best, Portfolio(("a0", "a2"), best.value)), False, {"a0": 1.0, "a1": 0.5, "a2": 0.5}
    )
    counted, always = pilots.near_words(with_near(found, two), EN)
    assert "at least 1" in counted
    assert "listed: a0" in always


def test_the_score_that_is_asked_for_is_enough(secondary):
    """Told to three decimals and rounded down, the score of 0.5004 would not bring it in."""
    found = asked(k=2)
    again = replace(found)
    again.__dict__["left_out"] = LeftOut("a5", 0.1, 0.5004)
    needed = float(re.search(r"From (\S+) it", pilots.left_out(again, EN))[1])
    assert needed == 0.501


def test_what_was_not_proven_in_time_is_not_said_to_be_barred(monkeypatch):
    found = asked(k=2)
    real = solver._solve

    def slow(values, constraints, k):
        if any(row.rule == "must" for row in constraints):
            raise NotProvenError
        return real(values, constraints, k)

    monkeypatch.setattr(solver, "_solve", slow)
    again = replace(found)
    again.__dict__["left_out"] = first_left_out(found.candidates, Rules(2))
    assert pilots.left_out(again, EN).endswith("The score needed was not proven in time.")


def test_the_chart_of_shares_holds_pilots_and_borderline_candidates_only():
    found = asked(k=3)
    rows = pilots.shares_in_rows(found, found.firm, EN)
    shares = [row["share"] for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert all(row["selected"] or row["share"] >= 0.1 for row in rows)
    assert {row["name"] for row in rows if row["label"].startswith("○")} == set(found.best.chosen)
    assert all((row["status"] == "core") == (row["share"] >= 0.9) for row in rows)
    at_the_line = Firmness(1_000, {"a0": 0.8995}, (), ("a0",))
    (row, *_) = pilots.shares_in_rows(found, at_the_line, EN)
    assert row["figure"] == EN.percent(0.8995, 1)
    spec = selection_shares(found, found.firm, EN).to_dict()
    limits = [row["at"] for data in spec["datasets"].values() for row in data if "at" in row]
    assert limits == [0.1, 0.9]


def test_a_condition_that_costs_nothing_has_its_row():
    found = asked(k=2, must=("a5",), never=("a6",))
    spec = constraint_costs(found, EN).to_dict()
    costs = {
        row["rule"]: row["figure"]
        for data in spec["datasets"].values()
        for row in data
        if "cost" in row
    }
    assert costs["never"] == "0.00"
    assert float(costs["must"]) > 0
    assert next(iter(costs)) == "must"
