"""What the page Sure? shows: charts as data, tables and sentences, held against the engine."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mcda import DecisionMatrix
from mcda.report.charts.ranking import influence_bars, ranking_bars, two_axes
from mcda.report.charts.robustness import (
    acceptability_map,
    central_weights_dots,
    family_map,
    gap_waterfall,
    rank_ranges,
    stability_lines,
)
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import county_profile, methods, robustness, sensitivity
from mcda.report.tables.formatting import to_frame
from mcda.robustness import (
    Sampling,
    acceptability,
    explain,
    kept_in_top,
    lines_along,
    nearest_fall,
    sample_acceptability,
    smallest_change,
    smallest_change_into,
    stability_interval,
    variance_shares_of,
    with_clone,
    without_each,
)
from mcda.study.scenario import Assumption
from mcda.words import Translator

pytestmark = pytest.mark.slow


EN, ZH = Translator("en"), Translator("zh")


@pytest.fixture(scope="module")
def smaa(secondary):
    return sample_acceptability(secondary, Sampling("near", 2000))


def data_of(figure):
    """Every row that a chart carries."""
    return data_of_spec(figure.to_dict())


def data_of_spec(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def undrawn(spec, datasets, rows=None):
    """The fields that a chart's marks ask for and its data do not hold."""
    data = spec.get("data", {})
    rows = data.get("values") or datasets.get(data.get("name")) or rows or []
    made = {step["as"] for step in spec.get("transform", []) if "as" in step}
    known = {key for row in rows for key in row} | made
    for channel in spec.get("encoding", {}).values():
        for one in channel if isinstance(channel, list) else [channel]:
            if isinstance(one, dict) and "field" in one and one["field"] not in known:
                yield one["field"]
    for layer in spec.get("layer", []):
        yield from undrawn(layer, datasets, rows)


def test_every_field_that_a_chart_asks_for_is_in_its_data(secondary, smaa):
    keys = [line.key for line in secondary.ranking]
    rankings, _ = methods.family_rankings(secondary)
    criterion = secondary.filled.matrix.criteria[0]
    for figure in (
        ranking_bars(secondary, EN, intervals=robustness.rank_intervals(smaa)),
        two_axes(secondary, EN),
        influence_bars(secondary, EN),
        rank_ranges(secondary, smaa, smaa, EN),
        acceptability_map(secondary, smaa, EN),
        central_weights_dots(secondary, smaa, EN, robustness.ever_first(smaa)[0]),
        family_map(secondary, rankings, EN),
        gap_waterfall(secondary, explain(secondary.ranking, *keys[:2]), EN),
        stability_lines(
            secondary,
            lines_along(secondary.ranking, criterion),
            stability_interval(secondary.ranking, criterion),
            EN,
        ),
    ):
        spec = figure.to_dict()
        assert list(undrawn(spec, spec["datasets"])) == []


# how sure each place is


def test_the_map_of_places_holds_the_acceptability(secondary, smaa):
    rows = data_of(acceptability_map(secondary, smaa, ZH))
    assert len(rows) == 20 * 20
    at = {key: i for i, key in enumerate(smaa.alternatives)}
    for row in rows:
        expected = smaa.acceptability[at[row["key"]], int(row["taken"]) - 1]
        assert row["share"] == pytest.approx(expected)


def test_the_map_of_bands_shows_every_band():
    rng = np.random.default_rng(1)
    matrix = DecisionMatrix.of(rng.random((40, 3)), [1, 1, -1])
    banded = acceptability(matrix, samples=500, bands=True)
    assert robustness.band_labels(banded)[:3] == ["1", "2–4", "5–8"]
    assert robustness.counted(banded, 10) == 10


def test_the_headline_counts_who_stays(secondary, smaa):
    leader = next(iter(secondary.ranking))
    share = round(100 * float(smaa.top(1)[leader.row]))
    told = robustness.headline(secondary, smaa, EN)
    assert f"ranks first in {share}% of {smaa.region.name.en}" in told
    held = len(kept_in_top(secondary.ranking, smaa, 10))
    assert told.endswith(f"Secure (≥90%): {held} of the top 10.")


def test_what_was_drawn_names_samples_region_readings_and_error(secondary, smaa):
    told = robustness.drawn(smaa, EN)
    readings = len(smaa.task.observations.rows)
    assert "Weight sets: 2,000, from" in told
    assert smaa.region.sentence.en in told
    assert f"Uncertain and missing values vary too: {readings}." in told
    assert "at most ±2.2 percentage points." in told
    fixed = sample_acceptability(secondary, Sampling("near", 2000, redrawn=False))
    assert "Values stay fixed" in robustness.drawn(fixed, EN)
    assert "independently" not in robustness.details(secondary, fixed, EN)


def test_what_was_drawn_says_how_many_values_are_of_each_kind(secondary, smaa):
    told = robustness.details(secondary, smaa, EN)
    assert len(smaa.task.observations.rows) == 91 + 19
    assert "Values drawn each by itself" not in told
    assert "because one definition moves all: 91 (Tree cover)." in told
    assert "Yes-or-no values, 50:50: 19." in told
    assert "Values with bounds only, never drawn: 2." in told  # Zhen'an and Zhashui
    assert "Random seed: 1." in told
    assert "按同一比例抽取的取值：91个（林木覆盖率）" in robustness.details(secondary, smaa, ZH)


def test_bounds_are_told_as_never_drawn(secondary):
    column = secondary.evidence.observations["tree_cover"]
    turned = {
        key: replace(one, uncertainty="bounds") if one.uncertainty == "common" else one
        for key, one in column.items()
    }
    observations = {**secondary.evidence.observations, "tree_cover": turned}
    study = replace(secondary, evidence=replace(secondary.evidence, observations=observations))
    found = sample_acceptability(study, Sampling("near", 200))
    told = robustness.details(study, found, EN)
    assert "Values with bounds only, never drawn: 93." in told
    assert "at one share" not in told


def test_where_the_spread_comes_from_names_what_stands_out_of_the_error(secondary):
    """Pingchang is 0.1% strict forest and 99.8% woody cover: how it is counted moves its rank most."""
    key = secondary.evidence.named("Pingchang").key
    found = variance_shares_of(secondary, Sampling())
    row = found.alternatives.index(key)
    shares = {
        name: round(100 * share)
        for name, share in zip(("weights", *found.criteria), found.shares[row], strict=True)
    }
    error = math.ceil(100 * found.errors[row].max())
    told = robustness.variance(secondary, Sampling(), key, EN)
    assert told.startswith("Pingchang: settling one source alone cuts the variance of its rank")
    assert f"by {shares['tree_cover']}% (tree cover)" in told
    assert f"{shares['weights']}% (weights)" in told
    assert told.endswith(f"(error: ±{error} percentage points).")
    small = [name for name, share in shares.items() if share <= error]
    assert small
    for name in small:
        assert f"({secondary.catalogue[name].in_sentence.en})" not in told
    assert f"林木覆盖率{shares['tree_cover']}%" in robustness.variance(
        secondary, Sampling(), key, ZH
    )
    assert county_profile.variance(secondary, key, EN) == told
    fixed = Sampling(redrawn=False)
    assert robustness.variance(secondary, fixed, key, EN) == ""


def test_how_near_is_near_is_told_only_of_weights_near_the_current_ones(secondary, smaa):
    assert "Dirichlet" in robustness.details(secondary, smaa, EN)
    assert "Below 2.5%" in robustness.details(secondary, smaa, EN)
    whole = sample_acceptability(secondary, Sampling(None, 200))
    assert "Dirichlet" not in robustness.details(secondary, whole, EN)


def test_the_error_of_tables_that_draws_share_is_theirs(secondary):
    """98 over the root of 3,200 is 1.7 points; the shares of TOPSIS were off by 7."""
    study = secondary.with_changes(method="topsis", parameters={})
    found = sample_acceptability(study, Sampling("near", 3_200))
    assert "sharing one draw of values: 16. Draws: 200." in robustness.details(study, found, EN)
    assert f"at most ±{100 * found.error:.1f} percentage points." in robustness.drawn(found, EN)
    assert found.error > 0.03
    table = to_frame(robustness.confidence(study, found, EN))
    row = next(iter(study.ranking)).row
    assert table["Ranks first, ± (points)"][0] == pytest.approx(100 * found.top_error(1)[row])
    assert table["Top 10, ± (points)"][0] == pytest.approx(100 * found.top_error(10)[row])


def test_weights_each_counted_once_have_no_error_to_tell(secondary):
    matrix, weights = secondary.filled.matrix, secondary.weights.array
    found = acceptability(matrix, draws=[weights, weights])
    assert "No sampling error" in robustness.drawn(found, EN)
    assert robustness.details(secondary, found, EN) == ""


def test_the_confidence_factor_says_of_how_many_draws_it_is(secondary, smaa):
    told = robustness.confidence_words(smaa, EN)
    assert "Draws: 4,096. Error: up to ±1.5 percentage points." in told
    fixed = sample_acceptability(secondary, Sampling("near", 200, redrawn=False))
    assert "100 if first" in robustness.confidence_words(fixed, EN)


def test_figures_of_confidence_are_the_engines(secondary, smaa):
    table = to_frame(robustness.confidence(secondary, smaa, EN))
    assert list(table["Rank"]) == [line.rank for line in secondary.ranking]
    row = next(iter(secondary.ranking)).row
    low, high = smaa.rank_interval[row]
    assert table["90% rank range"][0] == f"{low}–{high}"
    assert table["Ranks first (%)"][0] == pytest.approx(100 * smaa.top(1)[row])
    never = [i for i, central in enumerate(smaa.central_weights) if central is None]
    assert (table["Confidence factor (%)"] == "").sum() == len(never)


def test_central_weights_sum_to_a_hundred(secondary, smaa):
    table = to_frame(robustness.central_weights(secondary, smaa, EN))
    sums = table.drop(columns=["Name"]).sum(axis=1)
    assert sums.to_numpy() == pytest.approx(100)
    assert table["Name"][0] == EN("weights.current")


def test_central_weights_stand_beside_the_current_ones(secondary, smaa):
    key = robustness.ever_first(smaa)[0]
    rows = [
        row for row in data_of(central_weights_dots(secondary, smaa, EN, key)) if "central" in row
    ]
    expected = smaa.central_weights[smaa.alternatives.index(key)]
    names = [secondary.catalogue[c].name.en for c in secondary.filled.matrix.criteria]
    assert {row["criterion"]: row["central"] for row in rows} == pytest.approx(
        dict(zip(names, expected, strict=True))
    )
    assert {row["criterion"]: row["current"] for row in rows} == pytest.approx(
        dict(zip(names, secondary.weights.array, strict=True))
    )
    grows = [row["central"] - row["current"] for row in rows]
    assert grows == sorted(grows, reverse=True)


def test_only_who_ever_ranks_first_has_central_weights(smaa):
    keys = robustness.ever_first(smaa)
    firsts = {key: int(count) for key, count in zip(smaa.alternatives, smaa.firsts, strict=True)}
    assert set(keys) == {key for key, count in firsts.items() if count}
    assert [firsts[key] for key in keys] == sorted((firsts[key] for key in keys), reverse=True)


# rank ranges


def ranges(study, tested, everything, **shown):
    """The rows that a chart of rank ranges draws, in its order."""
    spec = rank_ranges(study, tested, everything, EN, **shown).to_dict()
    (order,) = {
        tuple(layer["encoding"]["y"]["sort"])
        for layer in spec["layer"]
        if "sort" in layer.get("encoding", {}).get("y", {})
    }
    rows = {row["label"]: row for row in data_of_spec(spec) if "label" in row}
    assert set(order) == set(rows)
    return [rows[label] for label in order]


def test_rank_ranges_are_those_of_the_weights_tested_and_of_all(secondary, smaa):
    whole = sample_acceptability(secondary, Sampling(None, 500))
    rows = ranges(secondary, smaa, whole)
    assert [row["key"] for row in rows] == [line.key for line in secondary.ranking][:15]
    for row in rows:
        i = smaa.alternatives.index(row["key"])
        assert [row["low"], row["high"]] == smaa.rank_interval[i].tolist()
        assert [row["wide_low"], row["wide_high"]] == whole.rank_interval[i].tolist()
        assert row["now"] == secondary.ranking.rank(row["key"])
        assert row["top"] == pytest.approx(smaa.top(5)[i])
        assert (row["low_edge"], row["high_edge"]) == (row["low"] - 0.5, row["high"] + 0.5)


def test_rank_ranges_stand_alone_until_those_of_all_weights_are_drawn(secondary, smaa):
    alone = rank_ranges(secondary, smaa, None, EN).to_dict()
    assert all("wide_low" not in row for row in data_of_spec(alone))
    entries = {row["entry"] for row in data_of_spec(alone) if "entry" in row}
    assert entries == {"Current rank", "Close to current weights (90% range)"}
    whole = sample_acceptability(secondary, Sampling(None, 200))
    both = rank_ranges(secondary, smaa, whole, EN).to_dict()
    assert len({row["entry"] for row in data_of_spec(both) if "entry" in row}) == 3
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for spec in (alone, both)
        for layer in spec["layer"]
        if "scale" in layer["encoding"]["x"]
    ]
    assert all(domain == [0.5, len(secondary.ranking) + 0.5] for domain in domains)


def test_rank_ranges_are_sorted_by_width_narrowest_first(secondary, smaa):
    rows = ranges(secondary, smaa, None, by="width")
    widths = [row["high"] - row["low"] for row in rows]
    assert widths == sorted(widths)
    assert {row["now"] for row in rows} == set(range(1, 16))
    assert len(ranges(secondary, smaa, None, first=None)) == len(secondary.ranking)


def test_the_selected_one_has_a_row_of_its_own_and_others_can_be_left_out(secondary, smaa):
    keys = [line.key for line in secondary.ranking]
    rows = ranges(secondary, smaa, None, selected=keys[-1])
    assert [row["key"] for row in rows] == [*keys[:15], keys[-1]]
    assert [row["key"] for row in rows if row["chosen"]] == [keys[-1]]
    few = ranges(secondary, smaa, None, selected=keys[2], only=keys[:5], first=3)
    assert [row["key"] for row in few] == keys[:3]


def test_a_rival_is_who_overtakes_first_else_the_neighbour(secondary):
    ranking = secondary.ranking
    first, *_, before, last = (line.key for line in ranking)
    assert robustness.rival(ranking, first) == nearest_fall(ranking, first).behind
    assert robustness.rival(ranking, last) == before
    other = secondary.with_changes(method="topsis", parameters={}).ranking
    leader, second = [line.key for line in other][:2]
    assert robustness.rival(other, leader) == second


# on the ranking page


def test_bars_and_map_carry_the_interval_of_place(secondary, smaa):
    intervals = robustness.rank_intervals(smaa)
    lines = [
        row for row in data_of(ranking_bars(secondary, EN, intervals=intervals)) if "ranks" in row
    ]
    assert len(lines) == 15
    scores = {line.rank: line.score for line in secondary.ranking}
    for row, line in zip(lines, secondary.ranking, strict=False):
        low, high = intervals[line.key]
        assert (row["best"], row["worst"]) == pytest.approx((scores[low], scores[high]))
        assert row["ranks"] == f"{low}–{high}"
    # the scores are those of others, who hold these ranks now: no score of its own is in the range
    assert "present scores of the candidates at both ends" in EN("robustness.whiskers", region="x")
    spec = rank_map(secondary, EN, intervals=intervals)
    leader = next(iter(secondary.ranking)).key
    low, high = intervals[leader]
    details = [
        feature["properties"]["detail"]
        for rows in spec["datasets"].values()
        for feature in rows
        if feature.get("properties", {}).get("key") == leader
    ]
    assert f"Rank 1 (90% range {low}–{high})" in details


# if weights move


def test_lines_end_at_the_scores_of_nothing_and_everything(secondary):
    ranking = secondary.ranking
    criterion = "tree_cover"
    lines = lines_along(ranking, criterion)
    held = stability_interval(ranking, criterion)
    figure = stability_lines(secondary, lines, held, EN, [line.key for line in ranking][30])
    rows = [row for row in data_of(figure) if "bold" in row]
    assert len(rows) == 2 * len(ranking)
    at = {key: i for i, key in enumerate(lines.alternatives)}
    for row in rows:
        ends = lines.at_one if row["share"] == 1 else lines.at_zero
        assert row["score"] == pytest.approx(ends[at[row["key"]]])
    assert sum(row["chosen"] for row in rows) == 2
    band = next(row for row in data_of(figure) if "low" in row)
    assert (band["low"], band["high"]) == (held.low, held.high)


def test_intervals_are_told_with_who_leads_beyond(secondary):
    ranking = secondary.ranking
    found = {
        key: {
            "first": stability_interval(ranking, key, 1),
            "few": stability_interval(ranking, key, 10),
            "order": stability_interval(ranking, key, "order"),
        }
        for key in ranking.matrix.criteria
    }
    table = to_frame(sensitivity.intervals(secondary, found, EN, 10))
    assert list(table["Criterion"]) == [
        secondary.catalogue[key].name.en for key in ranking.matrix.criteria
    ]
    interval = found["tree_cover"]["first"]
    riser = secondary.evidence[interval.below.rises].name.en
    assert table["Ranks first outside"][0].startswith(f"below: {riser}")
    assert (
        table["First rank holds"][0]
        == f"{100 * interval.low:.1f}–{100 * interval.high:.1f}%"
        == "4.1–19.4%"
    )
    free = [key for key, kept in found.items() if kept["first"].low <= 0 < 1 <= kept["first"].high]
    assert (table["First rank holds"] == "always").sum() == len(free)


def test_flips_are_told_in_words(secondary):
    ranking = secondary.ranking
    first, second, *_, last = (line.key for line in ranking)
    flip = smallest_change(ranking, second, first)
    told = sensitivity.flip_sentence(secondary, flip, EN, second, first)
    assert f"{50 * flip.change:.1f} percentage points" in told
    assert "Yangxian would overtake Ningqiang" in told
    assert told.count("→") == len(sensitivity.moves(secondary, flip, EN))
    into = smallest_change_into(ranking, last, 10)
    told = sensitivity.flip_sentence(secondary, into, ZH, last, 10)
    assert "进入前10名" in told or "任何权重下" in told
    already = smallest_change_into(ranking, first, 10)
    assert "needs no change" in sensitivity.flip_sentence(secondary, already, EN, first, 10)
    assert "rank first" in sensitivity.flip_sentence(secondary, None, EN, last, 1)


# why


def test_the_waterfall_adds_up_to_its_last_bar(secondary):
    first, second, *_ = (line.key for line in secondary.ranking)
    why = explain(secondary.ranking, first, second)
    rows = sensitivity.waterfall(secondary, why, EN).to_dict("records")
    *steps, total = rows
    assert math.fsum(step["part"] for step in steps) == total["end"] == why.gap
    for before, after in pairwise(steps):
        assert after["start"] == before["end"]
    assert steps[-1]["end"] == pytest.approx(why.gap)
    assert len([row for row in data_of(gap_waterfall(secondary, why, ZH)) if "part" in row]) == len(
        rows
    )


def test_the_sentence_of_a_gap_puts_the_one_ahead_first(secondary):
    first, second, *_ = (line.key for line in secondary.ranking)
    there = sensitivity.explained(secondary, explain(secondary.ranking, first, second), EN)
    back = sensitivity.explained(secondary, explain(secondary.ranking, second, first), EN)
    assert there == back
    assert there.startswith("Ningqiang leads Yangxian by 0.004. Main gains: “")
    same = sensitivity.explained(secondary, explain(secondary.ranking, first, first), ZH)
    assert "几乎相当" in same


# readings, company, methods


def test_who_moves_is_told_with_both_places(secondary):
    key = next(iter(secondary.ranking)).key
    supposed = secondary.with_changes(assumed=(Assumption(key, "tree_cover", 20.0),))
    table = to_frame(sensitivity.movers(secondary.ranking, supposed.ranking, secondary, EN))
    assert table["Name"][0] == "Ningqiang"
    assert table["With known values"][0] == 1
    assert table["With assumed values"][0] == supposed.ranking.rank(key)
    assert int(table["Moves by"][0]) == 1 - supposed.ranking.rank(key)
    assert len(table) == sum(
        secondary.ranking.rank(line.key) != line.rank for line in supposed.ranking
    )
    told = sensitivity.suppositions(supposed, EN)
    assert told == ["Ningqiang, tree cover: 20% assumed (known: 66.8%)."]
    assert sensitivity.movers(secondary.ranking, secondary.ranking, secondary, EN).rows == ()


def test_reversals_are_counted_by_method(secondary):
    few = secondary.with_changes(eligibility={"seat_km": 0.0})
    rankings = {key: few.ranked_by(key) for key in ("additive", "topsis")}
    cases = {
        key: (*without_each(ranking)[:10], with_clone(ranking, ranking.alternatives[0]))
        for key, ranking in rankings.items()
    }
    table = to_frame(sensitivity.reversals(few, cases, EN))
    assert table["Order changes"][0] == 0
    assert table["Order changes"][1] == sum(bool(case.swaps) for case in cases["topsis"]) > 0
    worst = max(cases["topsis"], key=lambda case: len(case.swaps))
    assert table["Most pairs swapped"][1] == len(worst.swaps)
    assert len(sensitivity.swapped(few, worst, EN).rows) == min(20, len(worst.swaps))


def test_families_are_one_of_each_and_the_studys_own(secondary):
    study = secondary.with_changes(method="edas")
    rankings, refused = methods.family_rankings(study)
    assert next(iter(rankings)) == "edas"
    assert not refused
    rows = [row for row in data_of(family_map(study, rankings, EN)) if "rank" in row]
    assert len(rows) == 15 * len(rankings)
    for row in rows:
        key = next(k for k in rankings if methods.short_name(k, EN) == row["method"])
        assert row["rank"] == rankings[key].rank(row["key"])
    table = to_frame(methods.agreeing(study, rankings, EN))
    assert len(table) == len(rankings) - 1
    assert table["Kendall’s τ-b"].between(-1, 1).all()
