"""The study workbook: made, filled in, opened, with stages, coordinates and sources, or told what is missing."""

import io

import pytest
from openpyxl import load_workbook

from criteria.errors import AppError
from inputs.files import open_file
from inputs.own_study.study_workbook import read_workbook
from inputs.own_study.template import SHEETS, template
from mcda.study.factory import own_study
from mcda.study.io import digest, from_json, to_json


def filled(rows: dict[str, list[tuple]], keep_examples=False) -> bytes:
    """The template with rows written into it, under the examples or in their place."""
    book = load_workbook(io.BytesIO(template()))
    for name, lines in rows.items():
        sheet = book[name]
        if not keep_examples:
            sheet.delete_rows(2, sheet.max_row)
        headings = [cell.value for cell in sheet[1]]
        for line in lines:
            given = line if isinstance(line, dict) else dict(zip(headings, line, strict=False))
            for extra in given.keys() - set(headings):
                headings.append(extra)
                sheet.cell(1, len(headings), extra)
            row = next(i for i in range(2, 9999) if all(c.value is None for c in sheet[i]))
            for heading, value in given.items():
                sheet.cell(row, headings.index(heading) + 1, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(data: bytes):
    return [
        own_study(stage.own, stage.loaded, stage.title, stage.date)
        for stage in read_workbook(open_file("mine.xlsx", data))
    ]


MINE = {
    "study": [
        {
            "stage": "first",
            "title_en": "Towns",
            "title_zh": "乡镇",
            "question_en": "Which?",
            "question_zh": "哪个？",
        },
        {
            "stage": "second",
            "title_en": "Villages",
            "title_zh": "村",
            "unknown_en": "much",
            "unknown_zh": "很多",
        },
    ],
    "criteria": [
        {
            "key": "pop",
            "direction": "max",
            "weight": 2,
            "name_en": "People",
            "name_zh": "人口",
            "unit": "人",
            "kind": "worth",
        },
        {
            "key": "km",
            "direction": "min",
            "weight": 1,
            "stage": "first",
            "worst": 50,
            "best": 0,
            "reason_en": "Near",
            "reason_zh": "近",
        },
        {
            "key": "light",
            "direction": "min",
            "stage": "second",
            "worst": 9,
            "best": 1,
            "curve": "log",
            "cutoff": 6,
        },
    ],
    "alternatives": [
        {
            "key": "a",
            "name_en": "Alpha",
            "name_zh": "甲",
            "stage": "first",
            "lon": 108.5,
            "lat": 32.5,
            "province": "P",
            "elevation": 640,
        },
        {
            "key": "b",
            "name_en": "Beta",
            "name_zh": "乙",
            "lon": 108.6,
            "lat": 32.9,
            "province": "P",
        },
        {
            "key": "c",
            "name_en": "Gamma",
            "name_zh": "丙",
            "stage": "first, second",
            "province": "Q",
        },
        {"key": "d", "name_en": "Delta", "name_zh": "丁", "stage": "second", "lon": 107, "lat": 33},
    ],
    "values": [
        {"key": "a", "pop": 1000, "km": 12, "light": 3},
        {"key": "b", "pop": "2,500", "km": None, "light": 4},
        {"key": "c", "pop": 1800, "km": 30, "light": 7},
        {"key": "d", "pop": 900, "km": 8, "light": 2},
    ],
    "sources": [
        {
            "column": "pop",
            "title_en": "Census",
            "title_zh": "普查",
            "year": 2020,
            "licence": "public",
            "doubt_en": "old",
            "doubt_zh": "较旧",
        }
    ],
}


@pytest.fixture(scope="module")
def studies():
    return opened(filled(MINE))


def test_the_empty_template_has_every_sheet_drop_downs_and_notes():
    book = load_workbook(io.BytesIO(template()))
    assert (
        book.sheetnames
        == list(SHEETS)
        == ["study", "criteria", "alternatives", "values", "sources"]
    )
    rules = {
        (name, rule.formula1)
        for name in book.sheetnames
        for rule in book[name].data_validations.dataValidation
    }
    assert ("criteria", '"max,min"') in rules
    assert any(formula.startswith("alternatives!") for _, formula in rules)
    assert "越大越好" in book["criteria"]["C1"].comment.text
    assert (book["alternatives"]["B2"].value, book["alternatives"]["C2"].value) == (
        "Example county",
        "示例县",
    )


def test_the_template_opens_as_it_stands():
    (study,) = opened(template())
    assert [line.key for line in study.ranking] == ["example_1", "example_3", "example_2"]
    assert study.evidence["example_1"].name.zh == "示例县"
    assert (study.title.en, study.date) == ("Example study", "2026-09-30")


def test_stages_criteria_and_who_competes_are_as_filled_in(studies):
    first, second = studies
    assert (first.stage.key, second.stage.key) == ("own_first", "own_second")
    assert (first.title.zh, first.stage.question.en, second.stage.unknown.zh) == (
        "乡镇",
        "Which?",
        "很多",
    )
    assert [a.key for a in first.candidates] == ["a", "b", "c"]
    assert [a.key for a in second.candidates] == ["b", "c", "d"]
    assert first.stage.keys == ("pop", "km")
    assert second.stage.keys == ("pop", "light")
    assert first.weights.as_dict() == {"pop": pytest.approx(2 / 3), "km": pytest.approx(1 / 3)}
    assert (first.scales["km"].worst, first.scales["km"].best) == (50, 0)
    assert second.scales["light"].curve == "log"
    assert (first.stage["pop"].kind, first.stage["km"].reason.zh) == ("worth", "近")


def test_names_coordinates_attributes_readings_and_sources_are_as_filled_in(studies):
    evidence = studies[0].evidence
    assert (evidence["a"].name.zh, evidence["a"].seat) == ("甲", (108.5, 32.5))
    assert (evidence["a"].province.en, evidence["a"].number("elevation")) == ("P", 640)
    assert evidence.observation("pop", "b").value == 2500
    assert evidence.observation("km", "b").is_missing
    assert evidence.sources["pop"].title.zh == "普查"
    assert studies[0].catalogue["pop"].sources == ("pop",)


def test_a_bottom_line_shuts_out_who_fails_it(studies):
    assert [low.key for low in studies[1].screened_out] == ["c"]


def test_a_study_from_a_workbook_is_saved_and_reopened_to_the_same_numbers(studies):
    for study in studies:
        again = from_json(to_json(study))
        assert digest(again) == digest(study)
        assert list(again.ranking.scores) == list(study.ranking.scores)


def test_what_is_missing_is_told():
    codes = {f.code for f in read_workbook(open_file("mine.xlsx", filled(MINE)))[0].loaded.findings}
    assert "workbook.coordinates" in codes  # Gamma has none
    bare = {**MINE, "sources": [], "alternatives": []}
    findings = read_workbook(open_file("mine.xlsx", filled(bare)))[0].loaded.findings
    assert {"workbook.coordinates", "workbook.sources"} <= {f.code for f in findings}


def test_examples_left_above_ones_own_rows_do_not_count():
    more = {name: rows for name, rows in MINE.items() if name != "study"}
    (study,) = opened(filled(more, keep_examples=True))
    assert [a.key for a in study.evidence.alternatives] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("sheet", "row", "code", "place"),
    [
        ("criteria", {"key": "nothing", "direction": "max"}, "criteria.column", "criteria!A5"),
        ("criteria", {"key": "km", "direction": "sideways"}, "criteria.direction", "criteria!A5"),
        (
            "criteria",
            {"key": "km", "direction": "max", "stage": "third"},
            "workbook.stage",
            "criteria!A5",
        ),
        ("alternatives", {"key": "d", "lon": 999}, "workbook.degrees", "alternatives!A6"),
    ],
)
def test_a_fault_is_told_with_its_sheet_and_cell(sheet, row, code, place):
    data = filled({**MINE, sheet: [*MINE[sheet], row]})
    with pytest.raises(AppError) as raised:
        read_workbook(open_file("mine.xlsx", data))
    told = [finding for finding in raised.value.findings if finding.code == code]
    assert told, str(raised.value)
    assert place in told[0].in_("zh").place


def test_alternatives_without_readings_and_readings_without_a_description_are_told():
    data = filled(
        {
            **MINE,
            "alternatives": [*MINE["alternatives"], {"key": "lonely"}],
            "values": [*MINE["values"], {"key": "stranger", "pop": 5, "km": 5, "light": 5}],
        }
    )
    found = read_workbook(open_file("mine.xlsx", data))[0].loaded.findings
    told = {(f.code, f.values.get("name")) for f in found}
    assert ("workbook.unread", "lonely") in told
    assert ("workbook.undescribed", "stranger") in told
