"""Official lists and a user's own: count, chance and reasons by hand; names matched, and what fits none or several."""

from math import comb

import pytest

from criteria.errors import EvidenceError, StudyError
from criteria.text import LANGS, Text
from inputs.files import open_file
from mcda.region.list_overlap import default_k, overlap
from mcda.region.official_lists import OfficialList, list_named, lists_for
from mcda.region.own_list import matched, names_in, split
from mcda.report import reasons
from mcda.report.tables import lists
from mcda.study.factory import embedded_study
from mcda.words import Translator

STUDY = embedded_study("secondary")
ORDER = [line.key for line in STUDY.ranking]


def a_list(members, unknown=()):
    return OfficialList("a", Text.same("a"), frozenset(members), frozenset(unknown))


def test_count_and_chance_equal_a_hand_computed_case():
    """Of 107: ranks 1 and 3 of the top 4 are listed, 11 and 20 as well; rank 2 is unknown and left out."""
    members = [ORDER[i] for i in (0, 2, 10, 19)]
    found = overlap(STUDY, a_list(members, [ORDER[1]]), 4)
    assert (found.both, found.list_only, found.top_only) == (
        (ORDER[0], ORDER[2]),
        (ORDER[10], ORDER[19]),
        (ORDER[3],),
    )
    n = len(ORDER) - 1
    assert (found.candidates, found.members, found.top, found.unknown) == (n, 4, 3, (ORDER[1],))
    assert found.expected == pytest.approx(3 * 4 / n)
    at_least_two = (comb(4, 2) * comb(n - 4, 1) + comb(4, 3)) / comb(n, 3)
    assert found.p == pytest.approx(at_least_two, rel=1e-9)
    assert found.need == 2  # half of four


def test_half_of_a_long_list_is_half_of_k():
    assert overlap(STUDY, a_list(ORDER[:30]), 10).need == 5
    assert overlap(STUDY, a_list(ORDER[:9]), 10).need == 5
    assert overlap(STUDY, a_list(()), 10).p == 1.0


def test_the_nine_named_in_the_paper():
    found = overlap(STUDY, list_named(STUDY, "paper_named"), default_k(STUDY))
    assert (len(found.both), found.members, found.candidates, found.k) == (2, 9, 107, 10)
    chance = 1 - (comb(98, 10) + 9 * comb(98, 9)) / comb(107, 10)  # Zhouzhi and Zhen'an, or more
    assert found.p == pytest.approx(chance, rel=1e-9)


def test_a_listed_county_is_held_back_by_the_two_criteria_it_loses_most_on():
    key = next(a.key for a in STUDY.evidence.alternatives if a.name.en == "Zhashui")
    found = overlap(STUDY, list_named(STUDY, "paper_named"), 10)
    row = STUDY.filled.matrix.alternatives.index(key)
    values = STUDY.filled.matrix.normalised
    lost = STUDY.weights.array * (values[row] - values.mean(axis=0))
    two = [STUDY.filled.matrix.criteria[j] for j in lost.argsort()[:2]]
    assert [r.criterion for r in reasons.reasons(STUDY, key)[::-1][:2]] == two
    t = Translator("en")
    told = {name: why for _, name, why in lists.theirs(STUDY, found, t).rows}
    assert told["Zhashui"] == reasons.losses(STUDY, key, t, 2)
    assert len(told) == 7
    assert all(told.values())


def test_lists_of_counties_are_for_counties_and_their_towns():
    assert len(lists_for(STUDY)) == len(lists_for(embedded_study("tertiary"))) == 8
    assert lists_for(embedded_study("primary")) == ()
    counts = {listed.key: (len(listed.members), len(listed.unknown)) for listed in lists_for(STUDY)}
    assert counts == {
        "paper_named": (9, 0),
        "key_county": (23, 0),
        "water_source": (42, 0),
        "panda_park": (11, 7),
        "function_zone": (57, 21),
        "poverty_832": (89, 0),
        "area_75": (76, 0),
        "plan_80": (81, 0),
    }
    with pytest.raises(StudyError, match="paper_named"):
        list_named(STUDY, "nowhere")
    with pytest.raises(StudyError, match="not between 1 and 107"):
        overlap(STUDY, lists_for(STUDY)[0], 108)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("610923", "610923"),
        ("Ningshan", "610923"),
        (" ningshan  county", "610923"),
        ("宁陕县", "610923"),
        ("宁陕", "610923"),
        ("安康市宁陕县", "610923"),
        ("陕西省安康市宁陕县", "610923"),
        ("Zhenping (Ankang)", "610927"),
        ("Zhenping (Nanyang)", "411324"),
        ("zhenping(henan)", "411324"),
        ("镇坪县（安康市）", "610927"),
        ("镇平（南阳）", "411324"),
        ("镇坪", "610927"),
        ("凤县", "610330"),
    ],
)
@pytest.mark.parametrize("stage", ["secondary", "tertiary"])
def test_a_name_is_matched(name, key, stage):
    found = matched(embedded_study(stage), [(1, name)])
    assert (found.keys, found.findings) == ((key,), ())


def test_what_fits_several_or_none_is_a_finding_with_the_candidates():
    names = split("Ningshan，Zhenping、南郑县\nNowhere at all; 宁陕\n<b>*x*</b>")
    found = matched(STUDY, names)
    assert found.keys == ("610923",)
    assert not found.is_complete
    told = [(f.code, f.values["line"]) for f in found.findings]
    assert told == [
        ("lists.several", 1),
        ("lists.near", 1),
        ("lists.unknown", 2),
        ("lists.twice", 2),
        ("lists.unknown", 3),
    ]
    lines = [f.in_("en").line() for f in found.findings]
    assert "411324" in lines[0]
    assert "610927" in lines[0]
    assert "610703" in lines[1]
    assert "<b>*x*</b>" in lines[4]
    zh = found.findings[0].in_("zh").line()
    assert "镇平县" in zh
    assert "镇坪县" in zh


def test_a_wrong_prefecture_is_not_passed_over():
    found = matched(STUDY, [(1, "Zhenping (Hanzhong)"), (2, "宁陕（汉中）")])
    assert found.keys == ()
    assert [f.code for f in found.findings] == ["lists.near", "lists.near"]


def test_a_province_may_stand_before_the_prefecture():
    keys = {matched(STUDY, [(1, name)]).keys for name in ("镇坪县（陕西省安康市）", "镇坪（安康）")}
    assert keys == {("610927",)}


def test_a_file_of_one_column_is_read_without_its_heading():
    assert names_in(open_file("a.csv", "县名\n宁陕县\n610922\n".encode()).sheet()) == [
        (2, "宁陕县"),
        (3, "610922"),
    ]
    with pytest.raises(EvidenceError, match="columns: 2"):
        names_in(open_file("a.csv", b"name,rank\nNingshan,1\n").sheet())


def test_a_list_that_is_too_long_is_refused_at_once():
    assert matched(STUDY, [(1, "x")] * 5001).findings[0].code == "lists.long"


@pytest.mark.parametrize("lang", LANGS)
def test_the_sentences_say_who_is_left_out(lang):
    found = overlap(STUDY, list_named(STUDY, "function_zone"), 10)
    told = " ".join(lists.sentences(STUDY, found, Translator(lang)))
    assert found.unknown
    assert found.unranked
    for key in (found.unknown[0], found.unranked[0]):
        assert STUDY.evidence[key].name.in_(lang) in told


def test_a_list_that_the_ranking_counts_says_so():
    t = Translator("en")
    water = overlap(STUDY, list_named(STUDY, "water_source"), 10)
    assert any("uses this list" in told for told in lists.sentences(STUDY, water, t))
    without = STUDY.without("water_source")
    assert not any("uses this list" in told for told in lists.sentences(without, water, t))
    nine = overlap(STUDY, list_named(STUDY, "paper_named"), 10)
    assert not any("uses this list" in told for told in lists.sentences(STUDY, nine, t))
