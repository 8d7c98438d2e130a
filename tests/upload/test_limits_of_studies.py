"""A saved study and a brief are held to the limits of tables, before anything is understood of them."""

import io
import json
import tracemalloc
import zipfile
from functools import cache

import pytest

from criteria.errors import AppError, StudyError
from inputs.files.limits import BYTES, COLUMNS, LONG_IN_STUDY, ROWS
from mcda.__main__ import main
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.study.io import from_json, open_study, to_json
from mcda.words import Translator


def saved():
    return json.loads(to_json(embedded_study("links")))


def refused(plain) -> list[str]:
    text = plain if isinstance(plain, str) else json.dumps(plain)
    with pytest.raises(StudyError) as raised:
        from_json(text, "mine.json")
    assert all("mine.json" in finding.in_("zh").place for finding in raised.value.findings)
    return [finding.code for finding in raised.value.findings]


def with_rows(count: int):
    """The study with its first alternative so many times, each with its values."""
    plain = saved()
    evidence = plain["study"]["evidence"]
    first = evidence["alternatives"][0]
    keys = [f"a{i}" for i in range(count)]
    evidence["alternatives"] = [{**first, "key": key} for key in keys]
    evidence["observations"] = {name: dict.fromkeys(keys, 1.0) for name in evidence["observations"]}
    return plain


def test_a_study_of_more_rows_than_a_table_may_have_is_refused():
    """60,000 rows in 12 MiB were accepted."""
    assert refused(with_rows(ROWS + 1)) == ["file.rows"]


@pytest.mark.slow
def test_a_study_of_more_columns_or_cells_than_a_table_may_have_is_refused():
    plain = saved()
    observations = plain["study"]["evidence"]["observations"]
    column = next(iter(observations.values()))
    observations |= {f"c{j}": column for j in range(COLUMNS)}
    assert refused(plain) == ["file.columns"]
    plain = with_rows(ROWS)
    observations = plain["study"]["evidence"]["observations"]
    column = next(iter(observations.values()))
    observations |= {f"c{j}": column for j in range(41 - len(observations))}
    assert refused(plain) == ["file.cells"]


def test_a_study_of_more_bytes_than_a_file_may_have_is_not_even_parsed(tmp_path):
    assert refused(" " * (BYTES + 1)) == ["file.large"]
    path = tmp_path / "large.json"
    path.write_bytes(b" " * (BYTES + 1))
    tracemalloc.start()
    with pytest.raises(StudyError) as raised:
        open_study(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert raised.value.findings[0].code == "file.large"
    assert peak < BYTES / 4


@pytest.mark.parametrize("text", ["\ud800", "x\udfff", "x" * (LONG_IN_STUDY + 1)])
@pytest.mark.parametrize("form", [json.dumps, lambda plain: json.dumps(plain, ensure_ascii=False)])
def test_what_is_no_text_or_has_no_end_is_refused_at_the_door(text, form):
    """A lone surrogate made every later save of the draft fail without a word."""
    for place in ("title", "key"):
        plain = saved()
        if place == "title":
            plain["study"]["title"]["en"] = text
        else:
            plain["study"]["evidence"]["observations"][text] = {}
        assert refused(form(plain)) == ["study.unreadable"]


def test_a_pair_of_surrogates_is_a_letter():
    plain = saved()
    plain["study"]["title"]["en"] = "𠮷"
    assert from_json(json.dumps(plain)).title.en == "𠮷"


@pytest.mark.parametrize("date", ["x", "", "2026-13-01", "1979-12-31", "2108-01-01", "2026年11月"])
def test_a_date_that_is_no_day_is_told_when_the_study_is_opened(date):
    """It published, and its brief could never be downloaded."""
    plain = saved()
    plain["study"]["date"] = date
    with pytest.raises(AppError):
        from_json(json.dumps(plain), "mine.json")


@pytest.mark.parametrize("date", ["2026-11-28", "1980-01-01", "2107-12-31"])
def test_a_day_is_a_date_and_its_brief_can_be_written(date):
    plain = saved()
    plain["study"]["date"] = date
    study = from_json(json.dumps(plain))
    assert study.date == date


@cache
def bloated_brief() -> bytes:
    """A brief with a part of 300 MiB, small in the archive."""
    buffer = io.BytesIO()
    own = write(brief(embedded_study("links"), Translator("en")))
    with (
        zipfile.ZipFile(io.BytesIO(own)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
        with new.open("xl/media/image1.bin", "w") as part:
            for _ in range(300):
                part.write(bytes(2**20))
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["compare", "{file}", "{file}"], ["rank", "--study", "{file}"]]
)
def test_a_brief_beyond_the_limits_is_refused_before_it_is_opened(command, tmp_path, capsys):
    """A file of 1.5 MiB took 1.7 GiB and 27 s."""
    path = tmp_path / "brief.xlsx"
    path.write_bytes(bloated_brief())
    tracemalloc.start()
    status = main([word.format(file=path) for word in command])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    _, err = capsys.readouterr()
    assert status == 1
    assert "MiB" in err
    assert "Traceback" not in err
    assert peak < 60 * 2**20
