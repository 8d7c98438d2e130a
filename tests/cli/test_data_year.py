"""The data year on the command line: of the embedded study, of a saved one, and what a comparison of two says."""

import json
from pathlib import Path

import pytest

from mcda.__main__ import main
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.study.io import open_study, to_json
from mcda.words import Translator

SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "studies" / "secondary.json"


def document(capsys, *words):
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def ranks(found):
    return {line["key"]: line["rank"] for line in found["ranking"]}


def test_the_embedded_study_is_ranked_by_the_year_that_is_named(capsys):
    newest, old = document(capsys, "rank"), document(capsys, "rank", "--data-year", "2024")
    assert (ranks(newest)["420322"], ranks(old)["420322"]) == (21, 29)  # Yunxi
    assert document(capsys, "rank", "--data-year", "2026") == newest


def test_a_saved_study_stays_on_its_year_unless_another_is_named(tmp_path, capsys):
    file = tmp_path / "old.json"
    file.write_text(to_json(embedded_study("secondary", data_year=2024)), "utf-8")
    assert ranks(document(capsys, "rank", "--study", str(file)))["420322"] == 29
    newer = document(capsys, "rank", "--study", str(file), "--data-year", "2026")
    assert newer["ranking"] == document(capsys, "rank")["ranking"]


def test_another_year_is_refused_by_name(capsys):
    with pytest.raises(SystemExit):
        main(["rank", "--data-year", "2025"])
    assert "2025" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_the_comparison_of_two_years_names_who_moved_and_why(form, tmp_path, capsys):
    files = []
    for year in (2024, 2026):
        study = embedded_study("secondary", data_year=year)
        file = tmp_path / f"of_{year}.{form}"
        if form == "json":
            file.write_text(to_json(study), "utf-8")
        else:
            file.write_bytes(write(brief(study, Translator("en"))))
        files.append(str(file))
    found = document(capsys, "compare", *files)
    assert {"what": "choice", "field": "data_year", "before": 2024, "after": 2026} in found[
        "changes"
    ]
    moved = {each["key"]: each for each in found["moved"]}
    assert moved["420322"] == {
        "key": "420322",
        "before": 29,
        "after": 21,
        "values": [{"alternative": "420322", "criterion": "hsr_km", "before": 48.9, "after": 3.9}],
    }
    assert moved["611021"]["values"] == []  # Luonan gives way to Shanyang
    assert sum(bool(each["values"]) for each in found["moved"]) == 11
    assert any("Own values changed (11)" in sentence for sentence in found["sentences"])


def test_a_study_of_1_0_against_2024_differs_in_the_stations_that_had_no_position(tmp_path, capsys):
    file = tmp_path / "of_2024.json"
    file.write_text(to_json(embedded_study("secondary", data_year=2024)), "utf-8")
    found = document(capsys, "compare", str(SAVED), str(file))
    fields = {each["field"] for each in found["changes"] if each["what"] == "choice"}
    assert "data_year" not in fields
    values = {
        each["alternative"]: (each["before"], each["after"])
        for each in found["changes"]
        if each["what"] == "value" and each["criterion"] == "hsr_km"
    }
    assert values["610124"] == (43.2, 17.6)  # Zhouzhi
    assert values["500236"] == (4.0, 2.7)  # Fengjie: its own station, once of unknown position
    assert open_study(SAVED).data_year == 2024
