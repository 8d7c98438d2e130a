"""Corrections of values: read from a file line by line, in the evidence, in a saved study, in what changed."""

import json
from math import inf

import pytest
from openpyxl import load_workbook

from criteria.errors import EvidenceError
from inputs.corrections import (
    CANDIDATES,
    HEADS,
    LARGEST,
    LINES,
    LOOKED_UP,
    correction,
    limits,
    read_corrections,
)
from inputs.evidence import Correction, Evidence, Observation
from mcda.report.tables.study_comparison import change, sentences
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.writer import write
from mcda.study.comparison import Comparison
from mcda.study.factory import STAGES, embedded_study, with_lists_off
from mcda.study.io import digest, from_json, to_json
from mcda.study.study import Study
from mcda.words import Translator
from tests.drivers import small_studies
from tests.drivers.foreign_texts import TYPED

HEAD = ",".join(HEADS)
LANGS = ("en", "zh")


def read(study: Study, *lines: str, head: str = HEAD):
    text = "\n".join([head, *lines])
    return read_corrections("c.csv", text.encode(), study.evidence, study.catalogue, study.stage)


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_line_names_its_candidate_and_its_column_by_key_or_by_name(secondary):
    criterion = secondary.catalogue["human_pressure"]
    for column in ("human_pressure", "night_light", criterion.name.en, criterion.name.zh):
        for who in ("610921", "Hanyin", "汉阴县", " hanyin "):
            found = read(secondary, f'{who},"{column}",9.5,Survey')
            assert codes(found) == []
            (made,) = found.corrections
            before = secondary.evidence.observation("night_light", "610921").value
            assert made == Correction(
                "", "610921", "night_light", f"{before:.15g}", "9.5", "Survey"
            )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("610000,hsr_km,4,x", "correction.alternative", "610000"),
        ("zzzzzz,hsr_km,4,x", "correction.nobody", "zzzzzz"),
        (",hsr_km,4,x", "correction.nobody", "–"),
        ("610921,hsr,4,x", "correction.column", "hsr_km"),
        ("610921,nothing of it,4,x", "correction.column", "central_km"),
        ("610921,hsr_km,-0.1,x", "correction.limit", "0 to 20037"),
        ("610921,housing,100.1,x", "correction.limit", "0 to 100"),
        ("610921,income,-1,x", "correction.low", "less than 0"),
        ('610921,hsr_km,"4,5",x', "correction.number", "4,5"),
        ("610921,hsr_km,4 km,x", "correction.number", "4 km"),
        ("610921,hsr_km,nan,x", "correction.number", "nan"),
        ("610921,hsr_km,inf,x", "correction.number", "inf"),
        ("610921,hsr_km,1e99999,x", "correction.number", "1e99999"),
        ("610921,hsr_km,４,x", "correction.number", "４"),
        ("610921,hsr_km,,x", "correction.number", "–"),
        ("610921,hsr_km,4,", "correction.source", "line 2"),
    ],
)
def test_a_line_at_fault_is_told_with_its_place_and_makes_no_correction(
    secondary, line, code, said
):
    found = read(secondary, line, "610921,schooling,9,Census")
    assert codes(found) == [code]
    told = found.findings[0].in_("en")
    assert told.place.startswith(("c.csv, line 2", "c.csv, lines 2"))
    assert said in str(found.findings[0])
    assert found.findings[0].in_("zh").line()
    assert [made.variable for made in found.corrections] == ["schooling"]


def test_a_name_that_two_have_is_told_with_both(secondary):
    evidence = secondary.evidence
    two = [a for a in evidence.alternatives if a.key in ("610927", "411324")]
    assert {a.name.zh for a in two} == {"镇坪县", "镇平县"}
    named = Evidence(
        tuple(type(a)(a.key, type(a.name)("Zhenping", a.name.zh), a.level) for a in two),
        evidence.observations,
    )
    found = read_corrections(
        "c.csv",
        f"{HEAD}\nZhenping,hsr_km,4,x\n镇坪县,hsr_km,4,x".encode("gb18030"),
        named,
        secondary.catalogue,
        secondary.stage,
    )
    assert codes(found) == ["correction.several"]
    assert all(a.key in str(found.findings[0]) for a in two)
    assert [made.alternative for made in found.corrections] == ["610927"]


def test_a_value_corrected_twice_is_corrected_by_neither_line(secondary):
    found = read(
        secondary,
        "610921,night_light,4,x",
        "610922,night_light,4,x",
        "Hanyin,human_pressure,5,y",
    )
    assert codes(found) == ["correction.twice"]
    assert str(found.findings[0]).startswith("c.csv, lines 2, 4")
    assert [made.alternative for made in found.corrections] == ["610922"]


def test_a_criterion_that_is_only_offered_can_be_corrected_before_it_is_taken_in(secondary):
    found = read(secondary, "610923,rural_income,88,Bureau")
    assert codes(found) == []
    corrected = secondary.corrected(found.corrections)
    told = " ".join(sentences(Comparison(secondary, corrected), Translator("en")))
    assert "Ningshan, rural income: 98.3 → 88" in told
    taken_in = corrected.taking_in("rural_income")
    assert taken_in.evidence.observation("rural_income", "610923").value == 88


def test_a_value_that_stands_there_already_is_only_noted(secondary):
    now = secondary.evidence.observation("schooling", "610921").value
    found = read(secondary, f"610921,schooling,{now!r},x")
    assert codes(found) == ["correction.same"]
    assert found.findings[0].severity == "note"
    assert found.corrections == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"),
        (" \n", "file.empty"),
        ("adcode,column,value", "correction.heads"),
        ("adcode,column,value,source,value\n1,2,3,4,5", "correction.heads"),
        (HEAD + "\n" + "610921,hsr_km,4,x\n" * (LINES + 1), "file.rows"),
        ("x" * (LARGEST + 1), "file.large"),
        (HEAD + '\n610921,hsr_km,4,"open', "file.quote"),
        (HEAD + "\n610921,hsr\x00_km,4,x", "file.nul"),
    ],
)
def test_a_file_that_is_no_such_table_is_told(secondary, text, code):
    with pytest.raises(EvidenceError) as trouble:
        read_corrections(
            "c.csv", text.encode(), secondary.evidence, secondary.catalogue, secondary.stage
        )
    assert [finding.code for finding in trouble.value.findings] == [code]


def test_a_spreadsheets_ways_to_write_the_table_are_read(secondary):
    text = f"\ufeff{HEAD.replace(',', ';').upper()}\r\n610921;hsr_km;4;Timetable, 4 October\r\n\r\n"
    found = read_corrections(
        "c.csv", text.encode(), secondary.evidence, secondary.catalogue, secondary.stage
    )
    assert codes(found) == []
    assert found.corrections[0].source == "Timetable, 4 October"


def test_similar_names_are_looked_up_for_the_first_findings_alone(secondary):
    found = read(secondary, *(f"61092{n % 10}x{n},hsr_km,4,x" for n in range(LOOKED_UP + 5)))
    assert codes(found)[LOOKED_UP:] == ["correction.nobody"] * 5
    for finding in found.findings[:LOOKED_UP]:
        assert len(finding.values["names"]) <= CANDIDATES


@pytest.mark.parametrize("stage", STAGES)
def test_every_embedded_value_is_within_what_its_column_can_be(stage):
    study = embedded_study(stage)
    for key in study.stage.keys:
        criterion = study.catalogue[key]
        low, high = limits(criterion, study.stage)
        assert low > -inf, key  # each column of ours has a lowest value
        if criterion.unit.en == "%" and criterion.variable != "people_change":
            assert (low, high) == (0, 100)
        for observation in study.evidence.observations[criterion.variable].values():
            if observation.value is not None:
                assert low <= observation.value <= high, (key, observation)


def test_a_users_own_columns_have_no_limits():
    own = small_studies.study([[1.0, 2.0], [2.0, 1.0]])
    assert limits(own.catalogue[own.stage.keys[0]], own.stage) == (-inf, inf)


def corrected(study: Study, value: float = 4.0, source: str = "Timetable") -> Study:
    return study.corrected([correction(study.evidence, "schooling", "610921", value, source)])


def test_a_corrected_value_is_sure_and_stands_beside_what_it_replaced(secondary):
    before = secondary.evidence.observation("schooling", "610921").value
    study = corrected(secondary)
    assert study.evidence.observation("schooling", "610921") == Observation(4.0)
    assert secondary.evidence.observation("schooling", "610921").value == before
    again = corrected(study, 5.0, "Later")
    (kept,) = again.evidence.corrections
    assert (kept.original, kept.typed, kept.source) == (f"{before:.15g}", "5", "Later")
    for alternative, variable in (("1", "schooling"), ("610921", "nothing")):
        with pytest.raises(EvidenceError):
            study.evidence.corrected([Correction("", alternative, variable, "", "1")])


def test_a_corrected_study_is_saved_and_opens_as_it_was(secondary):
    study = corrected(secondary, source=TYPED)
    opened = from_json(to_json(study))
    assert opened.evidence.corrections == study.evidence.corrections
    assert digest(opened) == digest(study) != digest(secondary)
    assert digest(corrected(secondary, source="Another")) != digest(study)
    saved = json.loads(to_json(secondary))["study"]["evidence"]
    assert "corrections" not in saved  # as in every study of before


def test_corrections_outlive_another_county_list(secondary):
    study = with_lists_off(corrected(secondary), list_groups()[-1:])
    assert study.evidence.observation("schooling", "610921").value == 4.0
    assert len(study.evidence.corrections) == 1


def list_groups() -> list[str]:
    from inputs.county_list import list_bases

    return [basis.key for basis in list_bases() if "610921" not in basis.members]


@pytest.mark.parametrize("lang", LANGS)
def test_what_changed_names_value_and_source(secondary, lang):
    t, found = Translator(lang), Comparison(secondary, corrected(secondary))
    (moved,) = found.observations
    assert (moved.alternative, moved.criterion, moved.after) == ("610921", "schooling", 4.0)
    for told in (sentences(found, t)[0], change(found, t)):  # the second is what undo says
        assert "Timetable" in told
        assert "4" in told


@pytest.mark.parametrize("lang", LANGS)
def test_the_brief_lists_corrections_and_is_the_same_without(secondary, lang):
    t = Translator(lang)

    def tables(study: Study) -> list:
        (sheet,) = [each for each in brief(study, t).sheets if each.key == "evidence"]
        return [table.title for table in sheet.tables]

    first, *others = tables(corrected(secondary))
    assert first == t("disputes.corrections")
    assert others == tables(secondary)


def test_a_source_that_would_be_a_formula_is_text_in_the_brief_and_its_record(secondary, tmp_path):
    source = '=HYPERLINK("https://foreign.example";"x")'
    path = tmp_path / "brief.xlsx"
    path.write_bytes(write(brief(corrected(secondary, source=source), Translator("en"))))
    sheet = load_workbook(path)[Translator("en")("brief.tab_evidence")]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == source]
    assert cell.data_type == "s"
    assert reopened(path).study.evidence.corrections[0].source == source
