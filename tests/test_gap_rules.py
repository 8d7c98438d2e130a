"""Rules for missing readings, by criterion and by cell; places over every filling of the gaps."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import AppError
from mcda.methods.registry import rank
from mcda.study.io import digest, from_json, to_json
from mcda.study.missing_values import MISSING_VALUE_POLICIES, CellPolicy
from tests.drivers.repetitions import times
from tests.drivers.small_studies import study

TABLE = [[1, None, 3], [4, 5, None], [7, 2, 9], [None, 8, 1]]


def test_without_rules_of_their_own_nothing_changes():
    plain = study(TABLE)
    same = plain.with_changes(missing_value_policies={}, missing_value_cells=())
    assert digest(same) == digest(plain)
    assert "missing_value_policies" not in to_json(plain)


def test_a_rule_of_a_criterion_goes_before_the_rule_of_all_and_a_rule_of_a_cell_before_both():
    chosen = study(TABLE).with_changes(
        missing_value_policy="worst",
        missing_value_policies={"c1": "middle"},
        missing_value_cells=(CellPolicy("a3", "c0", "prefecture_median"),),
    )
    filled = {
        (g.alternative, g.criterion): (g.filled, g.policy) for g in chosen.filled.missing_values
    }
    assert filled["a0", "c1"] == (5, "middle")
    assert filled["a1", "c2"] == (0, "worst")
    assert filled["a3", "c0"] == (4, "prefecture_median")  # nobody shares its prefecture: of all
    assert digest(chosen) != digest(study(TABLE).with_changes(missing_value_policy="worst"))


@pytest.mark.parametrize("policy", MISSING_VALUE_POLICIES)
def test_one_criterion_under_each_rule(policy):
    chosen = study(TABLE).with_changes(missing_value_policies={"c1": policy})
    out = chosen.filled
    assert ("c1" in out.left_out_criteria) == (policy == "leave_out_criterion")
    assert ("a0" in out.left_out_alternatives) == (policy == "leave_out_alternative")
    assert np.isfinite(out.matrix.values).all()
    for alternative in chosen.ranking.alternatives:
        first, last = chosen.rank_interval(alternative)
        assert first <= chosen.ranking.rank(alternative) <= last


def test_a_place_is_left_out_for_one_cell_alone():
    chosen = study(TABLE).with_changes(
        missing_value_cells=(CellPolicy("a0", "c1", "leave_out_alternative"),)
    )
    assert chosen.filled.left_out_alternatives == ("a0",)


def test_a_criterion_is_not_left_out_for_one_cell():
    with pytest.raises(AppError, match="left out for all or none"):
        CellPolicy("a0", "c1", "leave_out_criterion")


@pytest.mark.parametrize(
    "wrong",
    [
        {"missing_value_policies": {"nothing": "worst"}},
        {"missing_value_cells": (CellPolicy("nobody", "c1", "worst"),)},
    ],
)
def test_rules_name_what_is_there(wrong):
    with pytest.raises(AppError):
        study(TABLE).with_changes(**wrong)


def test_rules_are_saved_and_reopened():
    chosen = study(TABLE).with_changes(
        missing_value_policies={"c1": "worst"},
        missing_value_cells=(CellPolicy("a3", "c0", "worst"),),
    )
    again = from_json(to_json(chosen))
    assert again.scenario == chosen.scenario
    assert digest(again) == digest(chosen)


numbers = st.one_of(st.integers(0, 10).map(float), st.none())


@settings(max_examples=times(60), deadline=None)
@given(
    st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=3, max_size=5),
    st.sampled_from(["additive", "wpm"]),
)
def test_the_interval_of_place_bounds_every_filling(table, method):
    for j in range(3):  # every column has a reading
        table[0][j] = 5.0 if table[0][j] is None else table[0][j]
    chosen = study(table, [1, -1, 1]).with_changes(method=method)
    for i, row in enumerate(table):
        open_cells = [j for j, value in enumerate(row) if value is None]
        found = chosen.ranks_over_imputations(f"a{i}")
        assert found.exact
        seen = []
        for fill in product((0.0, 3.0, 10.0), repeat=len(open_cells)):
            values = chosen.filled.matrix.values.copy()
            values[i, open_cells] = fill
            cells = {(f"a{i}", f"c{j}"): value for j, value in zip(open_cells, fill, strict=True)}
            matrix = chosen.filled.with_cells(cells)
            seen.append(rank(matrix, chosen.weights, method).rank(f"a{i}"))
        assert found.first <= min(seen)
        assert found.last >= max(seen)
        if open_cells:  # and no wider: the ends are among the fillings
            assert (found.first, found.last) == (
                min([*seen, chosen.ranking.rank(f"a{i}")]),
                max([*seen, chosen.ranking.rank(f"a{i}")]),
            )


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee_ii"])
def test_under_a_method_in_which_all_depends_on_all_the_interval_is_the_widest_found_and_says_so(
    method,
):
    chosen = study(TABLE, [1, -1, 1]).with_changes(method=method)
    found = chosen.ranks_over_imputations("a0")
    assert not found.exact
    for end in (0.0, 10.0):
        matrix = chosen.filled.with_cells({("a0", "c1"): end})
        assert found.first <= rank(matrix, chosen.weights, method).rank("a0") <= found.last


def test_an_alternative_without_gaps_has_one_place():
    found = study(TABLE).ranks_over_imputations("a2")
    assert found.first == found.last
    assert found.exact
