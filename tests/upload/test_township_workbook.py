"""The workbook of towns: what it holds, filled and opened as a study, and everything that can go wrong in filling it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from criteria.errors import AppError, EvidenceError
from inputs.own_study.template import SHEETS
from inputs.own_study.township_workbook import township_workbook
from inputs.stations import LATEST
from inputs.townships import townships_of
from mcda.__main__ import main
from mcda.app.state.upload_tasks import understood
from mcda.report.maps.ranking import rank_map
from mcda.study.io import digest, from_json, to_json
from mcda.words import Translator
from tests.drivers.township_workbooks import HEADINGS, PLAUSIBLE, edited, filled

ZHENAN, NINGSHAN, SHIQUAN = "611025", "610923", "610922"
FIRST = HEADINGS + 1


def opened(data):
    found = understood("towns.xlsx", data)
    (study,) = found.studies
    return study, {f.code: f for f in found.remarks}


def faults(change, counties=(ZHENAN,)):
    with pytest.raises(AppError) as raised:
        opened(edited(filled(counties), change))
    return {f.code: f.in_("en") for f in raised.value.findings}


@pytest.fixture(scope="module")
def whole():
    return opened(filled([ZHENAN, NINGSHAN]))


def test_names_codes_positions_and_distances_are_filled_in_and_figures_are_not():
    book = load_workbook(BytesIO(township_workbook([ZHENAN])))
    assert book.sheetnames[0] == "values"
    assert set(book.sheetnames) == set(SHEETS)
    towns = townships_of(ZHENAN, LATEST)
    values = list(book["values"].iter_rows(min_row=FIRST, values_only=True))
    assert [row[:3] for row in values] == [(t.code, t.name, "镇安县") for t in towns]
    assert not [cell for row in values for cell in row[3:] if cell is not None]
    rows = list(book["alternatives"].iter_rows(values_only=True))
    described = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    for town in towns:
        row = described[town.code]
        assert (row["lon"], row["lat"]) == (town.seat or (None, None))
        assert row["seat_km"] == (town.around.seat_km if town.around else None)
    groups = [cell.value for cell in book["values"][HEADINGS - 2]][3:]
    assert list(dict.fromkeys(groups)) == [
        "Ecology 生态保护",
        "Poverty alleviation 脱贫巩固与民生",
        "Connectivity 互联互通",
    ]
    heads = [cell.value for cell in book["values"][HEADINGS - 1]]
    assert "Forest cover 森林覆盖率 (%)" in heads


def test_a_filled_workbook_is_ranked_and_mapped_without_a_question(whole):
    study, told = whole
    assert len(study.ranking) == 15 + 11
    assert study.stage.keys == tuple(PLAUSIBLE)
    assert [group.name.zh for group in study.catalogue.groups][:1] == ["生态保护"]
    names = {a.name.zh for a in study.evidence.alternatives}
    assert "城关镇（宁陕县）" in names
    assert study.title.en == "Towns: Zhen'an, Ningshan"
    seats = sum(a.seat is not None for a in study.candidates)
    drawn = rank_map(study, Translator("en"))["datasets"]["ranked"]
    assert len(drawn) == seats > 0
    assert not [f for f in told.values() if f.severity == "error"]
    again = from_json(to_json(study))
    assert digest(again) == digest(study)
    assert again.ranking.alternatives == study.ranking.alternatives


def test_positions_and_distances_do_not_count(whole):
    study, _ = whole
    placed = next(a for a in study.evidence.alternatives if a.seat)
    assert placed.number("seat_km") is not None
    assert not {"lon", "lat", "seat_km", "station_km", "city_km"} & set(study.stage.keys)


def test_columns_left_empty_are_no_criteria_and_rows_left_empty_no_candidates():
    study, told = opened(filled([ZHENAN], ("residents", "buses")))
    assert study.stage.keys == ("residents", "buses")
    assert study.weights.as_dict() == {"residents": 0.5, "buses": 0.5}
    assert set(study.evidence.observations) == {"residents", "buses"}
    assert set(told["workbook.empty_column"].values["keys"]) == set(PLAUSIBLE) - set(
        study.stage.keys
    )
    assert "table.gap" not in told
    study, told = opened(filled([ZHENAN, NINGSHAN], rows=4))
    assert len(study.ranking) == 4
    assert told["workbook.unread_many"].values["count"] == 22
    assert "table.rows_out" not in told


def test_a_single_missing_figure_is_a_missing_value_told_with_its_cell():
    study, told = opened(
        edited(filled([ZHENAN]), lambda book: book["values"].__setitem__(f"E{FIRST}", None))
    )
    assert f"values!E{FIRST}" in told["table.gap"].in_("en").place
    assert len(study.ranking) == 15


def test_an_unfilled_workbook_says_that_no_row_has_a_number():
    with pytest.raises(EvidenceError) as raised:
        opened(township_workbook([ZHENAN]))
    assert [f.code for f in raised.value.findings] == ["table.empty"]
    with pytest.raises(EvidenceError) as raised:
        township_workbook([])
    assert [f.code for f in raised.value.findings] == ["townships.none"]


def test_moved_columns_are_found_by_their_keys():
    def move(book):
        sheet = book["values"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        order = [4, 1, 6, 0, 2, 3, 5, *range(7, len(PLAUSIBLE) + 3)]
        for i, row in enumerate(rows, start=1):
            for j, old in enumerate(order, start=1):
                sheet.cell(i, j).value = row[old]

    data = filled([ZHENAN])
    (before, _), (after, _) = opened(data), opened(edited(data, move))
    assert list(before.ranking.scores) == list(after.ranking.scores)
    assert before.ranking.alternatives == after.ranking.alternatives


def test_names_moved_without_their_codes_are_told_with_their_rows():
    def swap(book):
        a, b = (book["values"][f"B{row}"] for row in (FIRST, FIRST + 1))
        a.value, b.value = b.value, a.value

    assert f"values!B{FIRST + 1}" in faults(swap)["workbook.other_name"].place


@pytest.mark.parametrize(
    ("sheet", "cell", "code"),
    [("values", f"A{FIRST + 2}", "table.name"), ("alternatives", "A4", "workbook.keyless")],
)
def test_a_missing_code_is_told_with_its_row(sheet, cell, code):
    found = faults(lambda book: book[sheet].__setitem__(cell, None))
    assert f"{sheet}!{cell}" in found[code].place


def test_a_code_that_stands_twice_is_told_with_its_row():
    def repeat(book):
        book["values"][f"A{FIRST + 1}"].value = book["values"][f"A{FIRST}"].value

    assert f"values!A{FIRST + 1}" in faults(repeat)["workbook.twice"].place


def test_towns_of_two_counties_with_one_name_are_told_apart_by_county():
    other = load_workbook(BytesIO(filled([NINGSHAN])))

    def join(book):
        for name, top in (("values", FIRST), ("alternatives", 2)):
            for row in other[name].iter_rows(min_row=top, values_only=True):
                book[name].append(row)

    study, told = opened(edited(filled([SHIQUAN]), join))
    names = [a.name.zh for a in study.evidence.alternatives]
    assert len(set(names)) == len(names) == 22
    assert {"城关镇（石泉县）", "城关镇（宁陕县）"} <= set(names)
    assert "alternatives!A13" in told["workbook.same_name"].in_("en").problem


def test_the_shell_writes_it_for_counties_by_name_and_ranks_it_filled(tmp_path, capsys):
    path = tmp_path / "towns.xlsx"
    assert main(["template", "--towns", "镇安县", "ningshan", "-o", str(path)]) == 0
    assert len(load_workbook(path)["values"]["A"]) == HEADINGS + 26
    path.write_bytes(filled([ZHENAN]))
    assert main(["rank", "--study", str(path), "--lang", "zh"]) == 0
    assert "镇安县乡镇" in capsys.readouterr().err
    assert main(["template", "--towns", "nowhere", "-o", str(path)]) == 1
    assert "nowhere" in capsys.readouterr().err
