"""Whatever is sent is understood or told: no text, file, answer or study ends in anything but a finding."""

import copy
import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.errors import AppError
from criteria.text import LANGS
from inputs.files import open_file
from inputs.files.limits import LONG_TEXT
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.own_study.study_workbook import is_study_workbook, read_workbook
from inputs.own_study.template import template
from inputs.tables.cells.directions import said_in
from inputs.tables.cells.number import classify_cell, read
from inputs.tables.cells.vocabulary import (
    direction_of,
    is_direction_label,
    is_remark,
    is_total,
    label_of,
)
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from inputs.tables.structure.headings import split_unit
from mcda.group.model.keys import typed
from mcda.group.model.typed_text import clean
from mcda.study.factory import embedded_study, own_study
from mcda.study.io import from_json, to_json
from tests.drivers.hostile_tables import SHEET, repacked, workbook
from tests.drivers.repetitions import times

pytestmark = pytest.mark.slow

MANY = settings(
    max_examples=times(300), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
FEW = settings(max_examples=times(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What tables are made of, and what breaks them.
PIECES = st.sampled_from(
    [
        *(
            "name",
            "county",
            "县",
            "合计",
            "total",
            "direction",
            "方向",
            "weight",
            "权重",
            "单位",
            "unit",
        ),
        *(
            "max",
            "min",
            "+",
            "-",
            "−",
            "higher is better",
            "越小越好",
            "not",
            "不是",
            "(",
            ")",
            "（",
            "[",
            "】",
        ),
        *(
            "%",
            "万元",
            "km",
            "/",
            ":",
            "：",
            ",",
            ";",
            "1,234.5",
            "1.234,5",
            "12",
            "0",
            "-9999",
            "1e999",
        ),
        *(
            "inf",
            "nan",
            "1e5",
            "10²",
            "٣",
            "½",
            "①",
            "3–5",
            "<0.1",
            "约",
            "左右",
            "¥",
            "(3)",
            "*",
            "†",
        ),
        *(
            "2020",
            "2020年",
            "序号",
            "1",
            "2",
            "3",
            " ",
            "\t",
            "\n",
            "\u3000",
            "\u200b",
            "\x0b",
            "\u2028",
        ),
        *(
            '"',
            "'",
            "=",
            '="1"',
            "<b>",
            "{x}",
            "{",
            "\\",
            "𠮷",
            "é",
            "e\u0301",
            "\u202e",
            "—",
            "…",
            "n/a",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=12)
LONG = st.tuples(TEXTS, st.integers(1, 400)).map(lambda pair: (pair[0] * pair[1])[:2_000])
CELLS = st.one_of(TEXTS, TEXTS, st.integers(-999, 99_999).map(str), st.just(""), LONG)
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=9)
)


def in_words(error: AppError) -> None:
    assert error.findings
    assert all(f.in_(lang).line() for f in error.findings for lang in LANGS)


def understood(name: str, data: bytes, answers: dict[str, str] | None = None) -> None:
    """A file as far as it goes: opened, proposed, told in both languages, answered, made a study."""
    try:
        book = open_file(name, data)
        if is_study_workbook(book):
            for stage in read_workbook(book):
                _ = own_study(stage.own, stage.loaded, stage.title, stage.date).ranking
            return
        proposal = propose(book)
        for found in (proposal, proposal.answered(answers or {})):
            lines = [f.in_(lang).line() for f in findings_of(found) for lang in LANGS]
            assert all(lines)
            assert all(len(question.found) <= LONG_TEXT for question in found.questions)
            _ = found.evidence, found.corrections
        loaded = load(proposal)
        study = own_study(read_own_criteria(None, loaded), loaded, study_title)
        _ = study.ranking
        again = from_json(to_json(study))
        assert list(again.ranking.scores) == list(study.ranking.scores)
    except AppError as error:
        in_words(error)


study_title = embedded_study("links").title
KEYS = st.one_of(
    st.sampled_from(["names", "headings", "decimals", "sheet", "use/B", "direction/B", "weight/B"]),
    st.sampled_from(["row/2", "row/99999999", "B2", "A1", "ZZZ9999999", "direction/", "use/AAAA"]),
    TEXTS,
)
ANSWERS = st.dictionaries(
    KEYS, CELLS | st.sampled_from(["1-3", "9" * 5_000, "A" * 5_000]), max_size=5
)


@MANY
@given(LONG | TEXTS | st.text(max_size=400))
def test_any_text_is_a_figure_a_label_or_a_word(text):
    figure = read(text)
    assert read(text, "comma").kind
    assert figure.value is None or abs(figure.value) <= float("inf")
    classify_cell(text)
    for understand in (is_total, is_remark, is_direction_label, direction_of, label_of, said_in):
        understand(text)
    name, unit = split_unit(text)
    assert len(name) + len(unit) <= len(text)


@MANY
@given(TABLES, ANSWERS, st.sampled_from([",", ";", "\t"]))
def test_any_table_is_understood_or_told(rows, answers, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    understood("any.csv", out.getvalue().encode("utf-8", "replace"), answers)


@FEW
@given(TABLES, ANSWERS)
def test_any_workbook_is_understood_or_told(rows, answers):
    legal = [
        ["".join(c for c in cell if c.isprintable() or c in "\n\t")[:2_000] for cell in row]
        for row in rows
    ]
    understood("any.xlsx", workbook([row or ("",) for row in legal]), answers)


@MANY
@given(st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-16", "replace")))
def test_any_bytes_are_a_table_or_told(data):
    understood("any.csv", data)


ADDRESSES = st.one_of(
    st.text("AZaz09$:-. ", max_size=12),
    st.sampled_from(
        ["", "A0", "XFD1048576", "ZZZ9999999", "B" * 400, "B" + "9" * 5_000, "٣٣", "A1:B2"]
    ),
)


@FEW
@given(
    ADDRESSES, ADDRESSES, ADDRESSES, st.sampled_from(["s", "n", "e", "b", "str", "inlineStr", "x"])
)
def test_any_address_of_a_workbook_is_read_or_told(cell, row, merged, kind):
    def edit(text: str) -> str:
        text = text.replace('r="B3"', f'r="{cell}"').replace('r="B2"', f'r="B2" t="{kind}"')
        merge = f'<mergeCells count="1"><mergeCell ref="{merged}:{cell}"/></mergeCells>'
        text = text.replace("</sheetData>", f"</sheetData>{merge}")
        return text.replace('<row r="3"', f'<row r="{row}"')

    understood("any.xlsx", repacked(workbook(), edit={SHEET: edit}))


@FEW
@given(
    st.sampled_from(["criteria", "alternatives", "values", "study", "sources"]), CELLS, st.data()
)
def test_any_cell_of_a_study_workbook_is_understood_or_told(sheet, cell, data):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template()))
    page = book[sheet]
    at = data.draw(st.tuples(st.integers(1, page.max_row), st.integers(1, page.max_column)))
    page.cell(*at).value = "".join(c for c in cell if c.isprintable())
    buffer = io.BytesIO()
    book.save(buffer)
    understood("study.xlsx", buffer.getvalue())


@MANY
@given(LONG | st.text(max_size=200), st.sampled_from([1, 40, 120]))
def test_any_name_is_short_clean_and_writable(name, limit):
    kept = clean(name, limit)
    assert len(kept) <= limit
    kept.encode("utf-8")
    assert typed(name).isalnum() or not typed(name)


SAVED = json.loads(to_json(embedded_study("links")))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    TEXTS,
    st.just("\ud800"),
    st.just([]),
    st.just({}),
    st.just(10**400),
    st.lists(TEXTS, max_size=3),
)


def paths(plain, before=()):
    """Every place of a JSON document."""
    yield before
    if isinstance(plain, dict):
        for key, part in plain.items():
            yield from paths(part, (*before, key))
    elif isinstance(plain, list):
        for at, part in enumerate(plain):
            yield from paths(part, (*before, at))


PATHS = [path for path in paths(SAVED) if path]


@MANY
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=2), st.booleans())
def test_any_change_of_a_saved_study_is_opened_or_told(changes, drop):
    plain = copy.deepcopy(SAVED)
    for path, value in changes:
        part = plain
        try:
            for step in path[:-1]:
                part = part[step]
            if drop and isinstance(part, dict):
                part.pop(path[-1])
            else:
                part[path[-1]] = copy.deepcopy(value)  # the same one twice could be put into itself
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    try:
        study = from_json(json.dumps(plain), "any.json")
        text = to_json(study)
        text.encode("utf-8")
        assert to_json(from_json(text)) == text
    except AppError as error:
        in_words(error)
