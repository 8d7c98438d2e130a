"""Regions to learn from as printed, and the badges of counties."""

from collections import Counter

from inputs.embedded import rows_of, sources_in
from mcda.region.areas import levels
from mcda.region.comparators import lessons, oddities, premise, regions
from mcda.region.designations import designations, designations_of, named_in_paper, unsettled
from mcda.report.tables import areas
from mcda.words import Translator


def test_figures_are_as_printed() -> None:
    of = {region.key: region for region in regions()}
    assert list(of) == ["alps", "great_lakes", "bohai", "qinba"]
    lakes = of["great_lakes"].figures[0]
    assert lakes.printed.en == "2.404 × 10⁷ km²"
    assert lakes.note is not None
    assert of["bohai"].figures[1].printed.en == "16.10 trillion yuan"
    years = [instrument.year for instrument in of["great_lakes"].instruments]
    assert years == [1909, 1972, 1985]
    assert of["alps"].instruments[0].year is None  # the paper prints none


def test_qinba_is_computed() -> None:
    qinba = regions()[-1]
    assert qinba.computed == levels()[2].totals
    assert regions(off=["mountain_side"])[-1].computed != qinba.computed
    assert all(not region.computed for region in regions()[:-1])


def test_lessons_and_oddities() -> None:
    assert len(lessons()) == 4
    assert "四项任务" in premise().zh
    # a proposal, not a finding about the three
    assert premise().en.startswith("The paper asks Qinba")
    assert [odd.printed.en for odd in oddities()] == [
        *("2.404 × 10⁷ km²", "3.1 × 10 km", "Zhengzhou County", "antelopes", "Middle East"),
        *("foreign investment in major urban enterprises", "Guantian", "Longnan … Longnan"),
        *("Central Plains", "Xi'an sector"),
    ]
    guessed = {odd.printed.en for odd in oddities() if "guess" in odd.note.en}
    assert guessed == {odd.printed.en for odd in oddities() if "推测" in odd.note.zh}
    assert {"Zhengzhou County", "Longnan … Longnan", "Middle East"} <= guessed


def test_what_the_agreements_led_to_is_told_of_each_region() -> None:
    rows = areas.instruments(Translator("en")).rows
    assert [row[0] for row in rows] == ["The Alps", "The Great Lakes", "Bohai economic circle"]
    assert "Boundary Waters Treaty (1909)" in str(rows[1][1])
    assert "30%" in str(rows[1][2])
    assert all(region.result for region in regions()[:-1])


def test_species_and_human_sites_of_the_paper_hang_on_counties_of_the_table() -> None:
    items = named_in_paper()
    assert Counter(item.kind for item in items) == {"species": 4, "human_site": 5}
    counties = {row["key"] for row in rows_of("counties")}
    assert {key for item in items for key in item.counties} <= counties
    assert {row["item"] for row in rows_of("paper_heritage")} == set(sources_in("paper_heritage"))
    guesses = {item.printed.en: item.counties for item in items if item.evidence == "guess"}
    assert guesses["Zhengzhou County"] == ("420304",)  # 郧县, today Yunyang District
    assert set(guesses) == {"Zhengzhou County", "antelopes"}
    table = areas.paper_heritage(Translator("en"))
    (dali,) = [row for row in table.rows if "Dali" in str(row[0])]
    assert dali[3] == "none on the list"


def test_badges_of_a_county() -> None:
    foping = {
        (designation.kind, designation.name.zh, designation.evidence)
        for designation in designations_of("610730")
    }
    assert ("national_nature_reserve", "佛坪", "read") in foping
    shennongjia = {designation.kind for designation in designations_of("429021")}
    assert {"world_heritage", "unesco_geopark", "national_park"} <= shennongjia
    assert designations_of("511921")[0].kind_name.zh == "国家级自然保护区"
    assert designations_of("610100") == ()


def test_badges_hang_on_counties_of_the_table() -> None:
    counties = {row["key"] for row in rows_of("counties")}
    assert set(designations()) <= counties
    pandas = [
        key
        for key, own in designations().items()
        if any("Panda" in designation.name.en for designation in own)
    ]
    assert len(pandas) == 11
    keys = [(key, b.kind, b.name.en) for key, own in designations().items() for b in own]
    assert len(keys) == len(set(keys))


def known_of(kind: str) -> Counter[str]:
    return Counter(d.evidence for own in designations().values() for d in own if d.kind == kind)


def test_names_that_a_list_has_are_no_longer_unverified() -> None:
    assert known_of("national_nature_reserve") == {"read": 14, "name_read": 56}
    assert known_of("scenic_5a") == {"read": 5, "name_read": 12, "county_unsure": 3}
    unverified = {d.evidence for own in designations().values() for d in own if d.is_unverified}
    assert unverified <= {"recalled", "part_read"}
    for key, name in (("610724", "Micangshan (Shaanxi)"), ("621202", "Yuhe")):
        (reserve,) = [d for d in designations_of(key) if d.name.en == name]
        assert reserve.evidence == "read"


def test_a_county_that_became_a_city_says_so() -> None:
    assert "610981" in areas.renamed("610928", Translator("zh"))[0]  # Xunyang
    assert areas.renamed("610923", Translator("en")) == []


def test_a_reserve_without_a_county_hangs_on_none() -> None:
    ((name, kind),) = unsettled()
    assert name.zh == "摩天岭（陕西）"
    assert kind.en == "National nature reserve"
    assert not [d for own in designations().values() for d in own if "摩天岭" in d.name.zh]


def test_sites_have_their_sources() -> None:
    assert {"national_nature_reserve", "scenic_5a"} <= set(sources_in("protected_sites"))
