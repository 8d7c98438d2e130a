"""What methods.toml tells of each method's limitations: counted by the program's own methods, and printed as counted."""

import re
import tomllib
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from criteria.text import LANGS, Text
from inputs.files import open_file
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.proposal import propose
from mcda.methods.limitations import Count, figures_in, limitations, read_counts
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.study.factory import own_study
from tests.drivers.app_server import ROOT
from tests.drivers.method_limitations import BY_SCALES, SCALES, count, random_tables
from tests.drivers.stacked_methods import MERITS, Stack, ranks

ENTRIES = tomllib.loads((ROOT / "mcda/methods/methods.toml").read_text("utf-8"))
every_method = pytest.mark.parametrize("method", METHODS)


def matrix_of(tables, i, scales):
    values, up = tables.values[i], tables.directions[i] == 1
    if scales == "none":
        return DecisionMatrix.of(values, tables.directions[i])
    low, high = (values.min(axis=0), values.max(axis=0)) if scales == "ranges" else (1, 100)
    ends = np.column_stack((np.where(up, low, high), np.where(up, high, low)))
    return DecisionMatrix.of(values, tables.directions[i], scales=ends)


@pytest.mark.parametrize("scales", SCALES)
@every_method
def test_tables_are_ranked_together_as_each_alone(method, scales):
    """Others than those of BY_SCALES rank alike with and without scales, so that they are counted once."""
    tables = random_tables(8, 3)
    together = tables.stack(tables.values, scales if method in BY_SCALES else "none")
    found = ranks(MERITS[method](together))
    for i, weights in enumerate(tables.weights):
        alone = rank(matrix_of(tables, i, scales), weights, method)
        assert alone.ranks.tolist() == found[i].tolist()


def users_study(values, directions):
    """A table as a user uploads it: names, directions in a line, no scales."""
    words = ["max" if sign == 1 else "min" for sign in directions]
    heading = ",".join(["place", *(f"c{j} ({word})" for j, word in enumerate(words))])
    lines = [",".join([f"P{i}", *map(repr, map(float, row))]) for i, row in enumerate(values)]
    loaded = load(propose(open_file("own.csv", "\n".join([heading, *lines]).encode())))
    return own_study(read_own_criteria(None, loaded), loaded, Text.same("own"), "2026-01-01")


def test_a_users_table_without_scales_is_ranked_by_the_ranges_of_its_columns():
    """Under the weighted product, that leaving one of eight out changes the others' order is what it is counted as."""
    tables = replace(random_tables(24, 4), weights=np.full((24, 4), 0.25))
    changed = 0
    for i, (values, directions, row) in enumerate(
        zip(tables.values, tables.directions, tables.row, strict=True)
    ):
        others = np.delete(np.arange(len(values)), row)
        whole = users_study(values, directions).ranked_by("wpm").ranks
        without = users_study(values[others], directions).ranked_by("wpm").ranks
        together = tables.stack(tables.values[i : i + 1], "ranges")
        scores = MERITS["wpm"](
            replace(
                together, directions=directions[None, None, :], weights=together.weights[i : i + 1]
            )
        )
        assert whole.tolist() == ranks(scores)[0].tolist()
        before, after = (np.sign(r[:, None] - r) for r in (whole[others], without))
        changed += bool((before != after).any())
    counted = count(tables, ("wpm",))
    assert counted["wpm", "ranges", "dropped"] == (changed, 24)
    assert changed > 0
    assert counted["wpm", "none", "dropped"][0] == counted["wpm", "fixed", "dropped"][0] == 0


def test_the_weighted_product_says_that_a_users_table_reverses_ranks():
    """23% of 2,000 random tables were found to; with fixed scales none can."""
    found = read_counts()["wpm"]
    low, high = found["ranges_dropped"].interval
    assert low < 0.24
    assert high > 0.23 - 2 * np.sqrt(0.23 * 0.77 / 2000)
    assert found["fixed_dropped"].happened == found["fixed_twice"].happened == 0
    assert "about 1 in 4.2 (4.1 to 4.4) random tables" in METHODS["wpm"].limitations.en


@pytest.mark.parametrize(
    ("happened", "of"), [(0, 15000), (1, 15000), (35, 15000), (492, 13538), (50, 50)]
)
def test_intervals_are_wilsons(happened, of):
    found = binomtest(happened, of).proportion_ci(0.95, "wilson")
    assert Count(happened, of).interval == pytest.approx((found.low, found.high), abs=1e-12)


@every_method
def test_the_committed_counts_hold_on_other_tables(method):
    """Other tables of the same kind: what is committed for 15,000 holds for these 400."""
    again = count(random_tables(400, 99), (method,))
    committed = read_counts()[method]
    for (_, scales, event), (happened, of) in again.items():
        if of:  # CoCoSo ranks no table of one criterion
            share = committed[f"{scales}_{event}"].share
            assert binomtest(happened, of, share).pvalue > 1e-4


@every_method
def test_what_happens_in_one_table_of_a_thousand_is_told_with_its_figure(method):
    """Of an event that is as frequent under all scales, one figure is enough."""
    quoted = figures_in(Text(**ENTRIES[method]["limitations"]))
    found = read_counts()[method]
    assert set(quoted) <= set(found)
    assert all(found[name].happened for name in quoted)
    for name, one in found.items():
        scales, event = name.split("_")
        alike = [
            other
            for other in quoted
            if other.split("_")[1] == event and abs(found[other].share - one.share) < 0.01
        ]
        assert one.share < 0.001 or alike, (name, one)
        assert scales in SCALES


@every_method
def test_what_is_printed_is_what_was_counted(method):
    for name in figures_in(Text(**ENTRIES[method]["limitations"])):
        one = read_counts()[method][name]
        n = 1 / one.share
        for lang in LANGS:
            text = METHODS[method].limitations.in_(lang)
            assert "{" not in text
            assert "15,000" in text
            told = [float(word.replace(",", "")) for word in re.findall(r"\d[\d,]*\.?\d*", text)]
            assert any(abs(x - n) <= 0.05 * n or abs(x - 100 * one.share) < 0.06 for x in told)


def test_probid_puts_a_dominated_alternative_first():
    """(2, 1) comes before (3, 2) that is better on both; of single criteria with 2 to 5 values 44% are in a wrong order."""
    found = rank(DecisionMatrix.of([[9, 9], [3, 2], [6, 1], [2, 1]], [1, 1]), [1, 1], "probid")
    assert found.rank("A4") < found.rank("A2")
    rng = np.random.default_rng(1)
    wrong = []
    for n in (2, 3, 4, 5):
        values, up = rng.uniform(1, 100, (2000, n, 1)), rng.choice([-1, 1], (2000, 1, 1))
        merits = MERITS["probid"](Stack(values, up, np.ones((2000, 1, 1))))
        gains = (values * up)[:, :, 0]
        reversed_pairs = (gains[:, :, None] > gains[:, None]) & (
            merits[:, :, None] < merits[:, None]
        )
        wrong.append(reversed_pairs.any(axis=(1, 2)).mean())
    assert np.mean(wrong) == pytest.approx(0.44, abs=0.02)
    for words in ("better on every criterion", "99.0%", "one criterion alone"):
        assert words in METHODS["probid"].limitations.en


def test_a_method_that_nobody_has_counted_says_so():
    words = {name: Text(**entry) for name, entry in ENTRIES["limitation_words"].items()}
    sentence = Text("changes in about {none_dropped}", "约{none_dropped}")
    assert limitations(sentence, {}, 0, words).en == "changes in about (not yet counted)"
