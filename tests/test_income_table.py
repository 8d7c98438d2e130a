"""The table of income and registered people: what it has and has not, its sources, and what pages make of it."""

from statistics import median

import pytest

from inputs.embedded import county_rows, evidence_of, rows_of, sources_in
from mcda.region.registered_people import YEARS, registered_people
from mcda.report.maps.layers import LAYERS
from mcda.report.tables import areas, weights
from mcda.study.factory import embedded_study
from mcda.words import Translator

INCOME = rows_of("income")
LUOYANG = ("410324", "410325", "410326", "410327", "410328")  # their 2022 is another county's


def having(column: str) -> list[dict[str, str]]:
    return [row for row in INCOME if row[column]]


@pytest.mark.parametrize(
    ("column", "count"),
    [
        ("rural_income_2016", 71),
        ("rural_income_2022", 37),
        ("rural_income_index", 71),
        ("gdp_2022", 85),
        ("registered_2015", 59),
        ("registered_2020", 83),
        ("registered_2022", 85),
        ("savings_2022", 83),
    ],
)
def test_each_column_has_as_many_values_as_were_usable(column, count):
    assert len(having(column)) == count
    keys = [row["key"] for row in INCOME]
    assert sorted(keys) == sorted(row["key"] for row in rows_of("counties"))


def test_values_of_another_county_are_absent():
    rows = {row["key"]: row for row in INCOME}
    for key in LUOYANG:
        assert rows[key]["rural_income_2022"] == ""
        assert rows[key]["rural_income_basis"] == "2016_and_2021"
        assert "income_2022_dropped" in rows[key]["flags"]
    dropped = [row["key"] for row in INCOME if "income_2022_dropped" in row["flags"]]
    assert sorted(dropped) == sorted(LUOYANG)
    sichuan = {row["key"] for row in rows_of("counties") if row["province_en"] == "Sichuan"}
    assert len(sichuan) == 23
    assert not sichuan & {row["key"] for row in having("rural_income_index")}
    assert not sichuan & {row["key"] for row in having("registered_2015")}


def test_the_index_is_the_mean_of_both_years_relative_to_the_median_county():
    """Geometric mean of 2016 and of 2022 less the common growth; with 2016 alone 5.3% either way."""
    base = median(float(row["rural_income_2016"]) for row in having("rural_income_2016"))
    both = having("rural_income_2022")
    growth = median(float(r["rural_income_2022"]) / float(r["rural_income_2016"]) for r in both)
    assert growth == pytest.approx(1.690, abs=5e-4)
    for row in having("rural_income_index"):
        first = 100 * float(row["rural_income_2016"]) / base
        found = [float(row[f"rural_income_index{end}"]) for end in ("", "_low", "_high")]
        if row["rural_income_basis"] == "2016_and_2022":
            second = 100 * float(row["rural_income_2022"]) / growth / base
            expected = [(first * second) ** 0.5, min(first, second), max(first, second)]
            assert found == pytest.approx(expected, abs=0.06)
        elif row["rural_income_basis"] == "2016_only":
            assert found[0] == pytest.approx(first, abs=0.06)
            assert found[2] / found[1] == pytest.approx(2.718281828 ** (2 * 0.053), rel=4e-3)


def test_missing_income_stays_missing_and_is_told_once_it_counts():
    study = embedded_study("secondary").taking_in("rural_income")
    known = {row["key"] for row in having("rural_income_index")}
    column = study.evidence.observations["rural_income"]
    assert {key for key, value in column.items() if not value.is_missing} == known
    gaps = {g.alternative for g in study.filled.missing_values if g.criterion == "rural_income"}
    assert gaps == {a.key for a in study.candidates} - known
    assert "The other 39" in weights.speaks_for(study, "rural_income", Translator("en"))


def test_gdp_of_2022_follows_gdp_of_2021_of_the_other_source():
    """Of the 85 counties in both, all lie within what one year can do; two are flagged."""
    rows = {row["key"]: row for row in rows_of("counties")}
    steps = {
        r["key"]: float(r["gdp_2022"]) / float(rows[r["key"]]["gdp_2021"]) - 1
        for r in having("gdp_2022")
    }
    assert len(steps) == 85
    assert all(-0.10 < step < 0.25 for step in steps.values())
    flagged = {r["key"] for r in INCOME if "gdp_2022_jump" in r["flags"]}
    assert {key for key, step in steps.items() if step >= 0.195} == flagged
    assert len(flagged) == 2


def test_each_column_has_a_source_in_both_languages():
    sources = sources_in("income")
    assert set(sources) == set(INCOME[0]) - {"key"}
    for source in sources.values():
        assert source.name.en
        assert source.doubt.zh
        assert source.licence
    evidence = evidence_of("county")
    assert set(sources) <= set(evidence.sources)


@pytest.mark.parametrize(
    ("year", "ratio", "known"), [("2015", 1.263, 59), ("2020", 1.293, 83), ("2022", 1.284, 85)]
)
def test_registered_over_resident_people(year, ratio, known):
    found = registered_people(year)
    assert found.ratio == pytest.approx(ratio, abs=5e-4)
    assert (found.known, found.counties) == (known, 119)
    assert found.estimate == pytest.approx(ratio * 48.338e6, rel=1e-3)
    assert len(YEARS) == 3


def test_the_paper_and_the_census_are_explained():
    told = areas.registered((), Translator("en"))
    assert "1.293 (counties with both: 83 of 119)" in told
    assert "48.3 million people" in told
    assert "62.5 million people" in told
    assert "61.6 million people" in told
    assert "6250万人" in areas.registered((), Translator("zh"))


def test_a_county_says_its_income_and_what_is_left_out_of_it():
    t = Translator("en")
    told = areas.income_and_people("410324", t)
    assert "Rural disposable income per resident 2016: 9,800 yuan." in told
    assert "Rural income 2022 left out: the source has the value of another county." in told
    assert any("1.10 per resident" in line for line in told)
    assert any("360,000" in line for line in told)
    assert areas.income_and_people("411303", t) == []  # Wolong: the source has nothing of it
    assert "registered population" in areas.income_sources(t)


def test_the_layer_of_people_away_has_a_colour_for_those_known():
    spec = LAYERS["away"](embedded_study("secondary"), Translator("en"), None)
    text = str(spec)
    assert "1.2 to below 1.3" in text
    assert "Registered per resident, 2020" in text
    rows = {row["key"]: row for row in county_rows()}
    assert rows["420304"]["registered_2020"]  # Yunyang of Shiyan, the highest: 1.57
