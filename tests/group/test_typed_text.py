"""What people type is cut before it is composed: no name costs more time than its length."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.group.model.keys import typed
from mcda.group.model.paper_form_table import _number
from mcda.group.model.typed_text import MARKS, NOTE, clean
from tests.drivers.processor_time import growth, is_linear

# Marks of two classes in turn, which composing puts in order: 62 KiB of them took 1.6 s, 468 KiB 51.7 s.
OUT_OF_ORDER = "\u0315\u0300"


@pytest.mark.parametrize("limit", [40, 120, NOTE])
@pytest.mark.parametrize("unit", [OUT_OF_ORDER, "a", " ", "\u200d", "한", "\u1100\u1161"])
def test_a_long_name_costs_no_more_than_its_length(limit, unit):
    def make(length: int):
        text = "a" + unit * (length // len(unit))
        return lambda: clean(text, limit)

    assert is_linear(growth(make, 30_000))


def test_a_code_of_marks_costs_no_more_than_its_length():
    assert is_linear(growth(lambda n: lambda: typed("A" + OUT_OF_ORDER * n), 30_000))


def as_before(text: str) -> str:
    """A text composed whole, as it was before it was cut first."""
    signs: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS:
            signs.append(sign)
    return " ".join("".join(signs).split())


@given(
    st.lists(
        st.tuples(
            st.sampled_from("aeü中한1"),
            st.text(st.sampled_from("\u0300\u0301\u0308\u0315\u0323\u20dd"), max_size=6),
        ),
        max_size=8,
    )
)
def test_what_people_write_is_composed_as_it_was(letters):
    text = "".join(letter + marks for letter, marks in letters)
    assert clean(text, 2000) == as_before(text)


def test_a_figure_of_a_paper_form_is_not_written_out():
    """1e4000000 took 2.1 s, 1e999999999 all there was."""
    assert is_linear(growth(lambda n: lambda: _number(f"1e{n}"), 4_000_000))


@pytest.mark.parametrize("cell", ["1e999999999", "1/1e9", "9" * 5000, "1" * 40_000, "-1e999"])
def test_a_figure_beyond_all_bounds_is_none(cell):
    assert _number(cell) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3", 3.0), ("1/3", 1 / 3), ("１／４", 0.25), (" 0.5 ", 0.5), ("-2", -2.0), ("1e2", 100.0)],
)
def test_figures_of_a_paper_form_are_what_they_were(cell, value):
    assert _number(cell) == value


@pytest.mark.parametrize("cell", ["", "x", "1/0", "nan", "inf", "1//2", "1/2/3", "1.5/2"])
def test_what_is_no_figure_is_none(cell):
    assert _number(cell) is None
