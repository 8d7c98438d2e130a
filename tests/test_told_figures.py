"""Sentences with figures say what was computed: with ties, with gaps, with lines, under each kind of method."""

import pytest

from mcda.report import reasons, theme
from mcda.report.maps import ranking as maps
from mcda.report.tables import county_profile, cutoffs, data, missing_values, ranking
from mcda.report.tables.ranking import headline
from mcda.report.workbook.sheets.comparison import why
from mcda.report.workbook.sheets.ranking import answer
from mcda.study.cutoffs import Cutoff
from mcda.study.missing_values import CellPolicy
from mcda.words import Translator, phrases
from tests.drivers.small_studies import study

EN = Translator("en")
LEVEL = [[9, 9], [5, 5], [5, 5], [5, 5], [5, 5], [1, 1]]
GAPS = [[1, None, 3], [4, 5, None], [7, 2, 9], [None, 8, 1]]


def pattern(key: str) -> str:
    """The fixed words with which a phrase begins."""
    page, name = key.split(".")
    return phrases(page)[name].en.split("{")[0]


def test_the_headline_tells_how_many_more_share_the_last_place_that_it_names():
    told = headline(study(LEVEL), EN)
    assert told.endswith("2 more.")
    assert "more" not in headline(study([[9, 9], [5, 5], [4, 4], [1, 1]]), EN)
    assert headline(study([[5, 5]] * 6), EN).endswith("3 more.")
    assert "more" not in headline(study([[5, 5]] * 2), EN)


def test_who_shares_a_place_stands_neither_before_nor_after():
    level = study(LEVEL)
    told = " ".join(ranking.surroundings(level, "a2", EN))
    assert "Same rank: a1, a3 and a4." in told
    assert "Next above: a0. Next below: a5." in told
    first = " ".join(ranking.surroundings(level, "a0", EN))
    assert "Next below: a1, a2, a3 and 1 more." in first
    assert "Same rank" not in first


def test_where_nothing_is_lost_no_loss_is_given():
    best = study([[10, 10], [5, 5]])
    assert reasons.losses(best, "a0", EN) == ""
    assert reasons.losses(best, "a1", EN).startswith("low ")


@pytest.mark.parametrize(("method", "tried"), [("additive", False), ("topsis", True)])
def test_only_what_is_proven_is_told_as_bounds(method, tried):
    found = study(GAPS).with_changes(method=method)
    told = [
        sentence
        for key in found.ranking.alternatives
        for sentence in missing_values.own_range(found, key, EN)
    ]
    assert told
    assert all(("not proven bounds" in sentence) == tried for sentence in told)


def test_one_whose_only_gap_went_with_its_criterion_does_not_make_the_others_places_exact():
    """Found by trial under TOPSIS; the first candidate has a gap, but in a criterion that is left out."""
    found = study([[9, None, 9], [5, 5, None], [2, 3, 4]]).with_changes(
        method="topsis", missing_value_policies={"c1": "leave_out_criterion"}
    )
    assert next(iter(found.ranking)).key == "a0"
    assert "not proven bounds" in missing_values.how_found(found, EN)
    assert "not proven bounds" not in missing_values.how_found(
        found.with_changes(method="additive"), EN
    )


def test_a_gap_of_one_that_is_not_ranked_touches_no_ranking():
    out = study([[9, None], [5, 5], [2, 3]]).with_changes(
        missing_value_cells=(CellPolicy("a0", "c1", "leave_out_alternative"),)
    )
    assert missing_values.how_found(out, EN) == EN("data.no_missing_values")


def test_a_line_is_told_with_every_digit_it_has():
    """Of readings at 1234.2 and 1234.6 the line at 1234.5 lets one pass: told as 1,234 it would let both."""
    found = study([[1, 1], [2, 2]])
    assert cutoffs.line_words(found, Cutoff("c0", "at_least", 1234.5), EN).startswith(
        "c0 at least 1,234.5"
    )
    assert "0.004" in cutoffs.line_words(found, Cutoff("c0", "at_most", 0.004), EN)


def test_readings_that_stand_in_for_missing_ones_are_counted_beside_a_line():
    told = cutoffs.stand_ins(study(GAPS), Cutoff("c0", "at_least", 3), EN)
    assert told[0].endswith("compared: 1.")
    known = study([[1, 2], [3, 4]])
    assert cutoffs.stand_ins(known, Cutoff("c0", "at_least", 3), EN) == []


def test_who_fails_a_line_is_not_said_to_be_left_out_for_gaps():
    found = study([[9, 1], [5, 5], [4, 6]]).with_changes(cutoffs=(Cutoff("c1", "at_least", 2),))
    assert "c1" in county_profile.why_not(found, "a0").en
    assert county_profile.score_outside(found, "a0", EN) == [
        "If all were ranked, its score would be 0.50."
    ]


def test_the_places_that_one_reading_would_bring_are_ranked_and_not_supposed():
    """Under PROBID a better reading can cost a place: the table tells the place it leads to."""
    values = [[9, 9], [3, 2], [6, 1], [2, 1]]
    found = study(values).with_changes(method="probid")
    for i, key in enumerate(found.ranking.alternatives):
        for lift, criterion in zip(county_profile.at_best(found, key), ("c0", "c1"), strict=True):
            changed = [list(row) for row in values]
            changed[i][int(criterion[1])] = 10
            there = study(changed).with_changes(method="probid")
            assert lift.rank == there.ranking.rank(key)


def test_what_would_lift_one_says_by_which_scores_it_was_asked(secondary):
    key = next(iter(secondary.ranking)).key
    assert county_profile.lift_words(secondary, key, EN) == EN("county.already", count=10)
    other = secondary.with_changes(method="topsis")
    told = county_profile.lift_words(other, key, EN)
    assert told.startswith("By weighted sum, not by ")
    assert str(EN.text(other.ranking.method.name)) in told


def test_why_is_not_said_to_come_from_scores_without_parts(secondary):
    told = EN(
        "reasons.other_method", method=secondary.with_changes(method="topsis").ranking.method.name
    )
    assert told in answer(secondary.with_changes(method="topsis"), EN).sentences
    assert not any(
        sentence.startswith(pattern("reasons.other_method"))
        for sentence in answer(secondary, EN).sentences
    )


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [
        (0.9996, 0, ">99%"),
        (0.9996, 1, ">99.9%"),
        (1.0, 0, "100%"),
        (0.004, 0, "<1%"),
        (0.004, 1, "0.4%"),
        (0.0, 1, "0.0%"),
        (0.994, 0, "99%"),
        (1 - 1 / 300, 0, ">99%"),
    ],
)
def test_a_share_is_none_or_all_only_where_it_is(share, digits, shown):
    assert EN.percent(share, digits) == shown
    assert Translator("zh").percent(share, digits) == shown.replace(" ", "")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.004, "0.004"),
        (-0.004, "-0.004"),
        (0.05, "0.05"),
        (0.256, "0.26"),
        (0, "0"),
        (1234.5, "1,234"),
    ],
)
def test_a_small_value_is_no_nought(value, shown):
    assert theme.number(value) == shown


def test_a_rule_of_its_own_is_told_beside_the_rule_of_all():
    plain = study(GAPS)
    assert "Exceptions" not in data.missing_value_rules(plain, EN)
    other = plain.with_changes(
        missing_value_policies={"c1": "worst"},
        missing_value_cells=(CellPolicy("a3", "c0", "prefecture_median"),),
    )
    assert data.missing_value_rules(other, EN).endswith("Exceptions: c1, a3.")


def test_of_two_that_share_the_first_rank_none_is_ahead():
    level = why(study([[9, 9], [9, 9], [1, 1]]), EN)
    assert level.sentences[0] == "a0 and a1 are tied."
    near = why(study([[9, 9], [9, 8.999], [1, 1]]), EN)
    assert near.sentences[0] == EN("brief.why_first", a="a0", b="a1", gap="5e-05")


def test_equal_values_have_one_colour_on_the_map_of_a_criterion(secondary, monkeypatch):
    """Of 107 counties that feed the middle route or do not, fifths coloured some of one value as the other."""
    drawn = {}

    def kept(study, t, values, colours, details, *rest, **more):
        drawn.update(values=values, colours=colours, details=details)
        return {}

    monkeypatch.setattr(maps, "region_map", kept)
    maps.value_map(secondary, EN, "water_source")
    shown = {
        (drawn["details"][key], drawn["colours"][label]) for key, label in drawn["values"].items()
    }
    assert len(shown) == 2
    assert set(drawn["colours"]) == {"yes", "no"}
    maps.value_map(secondary, EN, "tree_cover")
    matrix = secondary.filled.matrix
    column = matrix.normalised[:, matrix.criteria.index("tree_cover")]
    steps = [
        theme.RAMP.index(drawn["colours"][drawn["values"][key]]) for key in matrix.alternatives
    ]
    order = sorted(range(len(steps)), key=lambda i: column[i])
    assert [steps[i] for i in order] == sorted(steps)  # nearer the best end is never paler
    assert len(set(steps)) == 5
