"""Paper: numbers that catch slips, tables read back to the very answers, sheets without anyone's code in them."""

import csv
import io
import re
from html.parser import HTMLParser
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import WorkshopError
from criteria.text import LANGS, Text
from mcda.group.model.answers import weigh
from mcda.group.model.keys import ALPHABET
from mcda.group.model.paper_form_table import columns, read_table, template
from mcda.group.model.paper_forms import numbered, paper_forms, payload, read_number, read_payload
from mcda.group.model.workshop import StakeholderGroup, Workshop
from mcda.group.rehearsal import sensible_answers
from mcda.report.html.paper_forms import paper_form_pages
from mcda.report.html.qr import qr_svg
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator
from tests.drivers.workshops import workshop


def place(row: int, column: int) -> str:
    return f"r{row}c{column}"


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def test_a_number_is_read_as_printed_in_any_spelling():
    assert numbered(17) == read_number("017" + numbered(17)[3])
    for n in (1, 17, 999, 1000, 4321):
        number = numbered(n)
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
        for spelling in (number.lower(), f" {number} ", wide, str(n) + number[-1]):
            assert read_number(spelling) == number


@given(st.integers(1, 9999), st.integers(0, 3), st.integers(1, 9))
@settings(deadline=None)
def test_a_wrong_digit_is_caught(n, at, by):
    number = numbered(n)
    if at < len(number) - 1:
        wrong = str((int(number[at]) + by) % 10)
        slip = number[:at] + wrong + number[at + 1 :]
        with pytest.raises(WorkshopError):
            read_number(slip)


@given(st.integers(1, 9999), st.integers(0, 2))
@settings(deadline=None)
def test_two_digits_that_changed_places_are_caught(n, at):
    number = numbered(n)
    if at + 1 < len(number) - 1 and number[at] != number[at + 1]:
        slip = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        with pytest.raises(WorkshopError):
            read_number(slip)


@pytest.mark.parametrize("typed", ["", "17", "K", "12345K", "017O", "<b>", "017K; DROP", "x" * 500])
def test_what_is_no_number_is_told(typed):
    with pytest.raises(WorkshopError) as trouble:
        read_number(typed)
    assert codes(trouble.value.findings) == ["ballot.number"]
    assert len(trouble.value.findings[0].in_("zh").place) < 30


def test_the_square_code_says_an_address_or_code_and_number():
    number = numbered(7)
    for address in ("", "http://10.0.0.5:8501", "https://x.example/green/"):
        assert read_payload(payload("K7M3QX", number, address)) == ("K7M3QX", number)
    assert (
        payload("K7M3QX", number, "http://h/")
        == f"http://h/workshop?workshop=K7M3QX&ballot={number}"
    )
    with pytest.raises(WorkshopError):
        read_payload("http://h/workshop?workshop=K7M3QX")


def test_ballots_are_numbered_on_and_each_has_its_own_order():
    room = workshop()
    printed = paper_forms(room, 30, first=8)
    assert printed[0].number == numbered(8)
    assert len({paper_form.number for paper_form in printed}) == 30
    assert len({paper_form.order for paper_form in printed}) > 15
    assert paper_forms(room, 2, first=8) == printed[:2]
    for count, first in ((0, 1), (1001, 1), (5, 0), (500, 9700)):
        with pytest.raises(WorkshopError):
            paper_forms(room, count, first)


def filled(room, people) -> list[list[str]]:
    """The template's table with the answers of simulated people written into it, as a facilitator would."""
    text = template(room, paper_forms(room, len(people))).decode("utf-8-sig")
    keys, names, *lines = list(csv.reader(io.StringIO(text)))
    rows = [keys, names]
    for line, answers in zip(lines, people, strict=True):
        cells = {"number": line[0], "group": "forest", **cells_of(room, answers)}
        rows.append([cells[key] for key in keys])
    return rows


def cells_of(room, answers) -> dict[str, str]:
    cells = {}
    for block, keys in room.blocks.items():
        given = answers[block]
        if room.method_key in ("points", "swing"):
            cells |= {f"{block}/{key}": str(given["points"][key]) for key in keys}
        elif room.method_key == "ranking":
            order = given["order"]
            cells |= {f"{block}/{key}": str(order.index(key) + 1) for key in keys}
        elif room.method_key == "ahp":
            at = {key: i for i, key in enumerate(given["criteria"])}
            for one, other in combinations(keys, 2):
                ratio = given["matrix"][at[one]][at[other]]
                text = str(ratio) if ratio >= 1 else f"1/{round(1 / ratio)}"
                cells[f"{block}/{one}:{other}"] = text
        else:
            cells |= {f"{block}/{end}": room.names[given[end]].zh for end in ("best", "worst")}
            cells |= {f"{block}/best:{k}": str(v) for k, v in given["best_to_others"].items()}
            cells |= {f"{block}/{k}:worst": str(v) for k, v in given["others_to_worst"].items()}
    return cells


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_a_table_read_back_gives_the_very_weights(way):
    room = workshop(method_key=way)
    people = [sensible_answers(room, seed) for seed in range(5)]
    entries, findings = read_table(room, filled(room, people), place)
    assert findings == ()
    assert [entry.paper_form for entry in entries] == [b.number for b in paper_forms(room, 5)]
    for entry, answers in zip(entries, people, strict=True):
        assert entry.group == "forest"
        found = weigh(room, entry.answers).weights.whole(room.keys)
        assert found.shares == pytest.approx(weigh(room, answers).weights.whole(room.keys).shares)


@pytest.mark.parametrize("spelling", ["forest", "Forestry", " 林业 ", "FORESTRY"])
def test_a_group_is_known_by_key_or_name(spelling):
    room = workshop()
    rows = filled(room, [sensible_answers(room, 1)])
    rows[2][1] = spelling
    assert read_table(room, rows, place)[0][0].group == "forest"


def test_columns_may_stand_in_any_order_under_either_name():
    room = workshop()
    rows = filled(room, [sensible_answers(room, 1)])
    names = {column.key: column.name for column in columns(room)}
    heading = ["编号", "Group", *(names[key].zh for key in rows[0][2:])]
    turned = [row[::-1] for row in (heading, rows[2])]
    entries, findings = read_table(room, turned, place)
    assert findings == ()
    assert entries[0].answers == read_table(room, rows, place)[0][0].answers


def test_every_cell_at_fault_is_told_and_the_other_lines_are_good():
    room = workshop()
    rows = filled(room, [sensible_answers(room, seed) for seed in range(4)])
    rows[2][0] = "001" + ("A" if rows[2][0][-1] != "A" else "B")
    rows[3][1] = "mining"
    rows[3][2] = "many"
    rows.append([numbered(77)] + [""] * (len(rows[0]) - 1))  # printed, never handed in
    entries, findings = read_table(room, rows, place)
    assert [entry.paper_form for entry in entries] == [numbered(3), numbered(4)]
    assert codes(findings) == ["ballot.number", "ballot.group", "table.number"]
    assert findings[2].in_("en").place == "r3c2"


def test_a_number_that_comes_twice_counts_for_neither():
    room = workshop()
    rows = filled(room, [sensible_answers(room, seed) for seed in range(2)])
    rows[3][0] = rows[2][0]
    entries, findings = read_table(room, rows, place)
    assert entries == ()
    assert codes(findings) == ["ballot.repeated"]
    assert "r2c0" in findings[0].in_("zh").place


def test_columns_that_are_missing_or_unknown_are_told_before_anything_is_read():
    room = workshop()
    rows = filled(room, [sensible_answers(room, 1)])
    rows[0][3] = "Mood"
    entries, findings = read_table(room, rows, place)
    assert entries == ()
    assert codes(findings) == ["ballot.heading", "ballot.missing"]
    assert codes(read_table(room, [], place)[1]) == ["ballot.missing"]


def test_an_answer_left_empty_is_told_when_it_is_weighed():
    room = workshop(method_key="best_worst")
    rows = filled(room, [sensible_answers(room, 1)])
    at = rows[0].index("people/best")
    rows[2][at] = "nobody"
    assert codes(read_table(room, rows, place)[1]) == ["ballot.choice"]


def test_fractions_and_full_width_digits_are_numbers():
    room = workshop(method_key="ahp")
    rows = filled(room, [sensible_answers(room, 1)])
    rows[2][2] = "１／３"
    entries, findings = read_table(room, rows, place)
    assert findings == ()
    assert entries[0].answers["green"]["matrix"][0][1] == pytest.approx(1 / 3)


def test_the_template_holds_no_formula():
    groups = (StakeholderGroup("=cmd", Text.same("=1+1")),)
    names = {**workshop().names, "trees": Text("=HYPERLINK(1)", "@SUM(1)")}
    room = workshop(groups=groups, names=names)
    text = template(room, paper_forms(room, 2)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


# on paper


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_a_sheet_shows_every_criterion_and_runs_nobodys_code(secondary, way, lang):
    groups = (StakeholderGroup("g", Text.same("<img src=x onerror=alert(1)>")),)
    room = Workshop.of(secondary, "<script>alert(1)</script>", way, groups=groups)
    printed = paper_forms(room, 2)
    page = Tags()
    page.feed(paper_form_pages(room, "K7M3QX", printed, Translator(lang), "http://h"))
    assert "script" not in page.seen
    assert "img" not in page.seen
    assert page.seen.count("article") == 2
    assert page.seen.count("svg") == 2
    text = " ".join(page.text)
    for key in room.keys:
        assert room.names[key].in_(lang) in text
    for paper_form in printed:
        assert paper_form.number in text
    assert "<script>alert(1)</script>" in text
    assert not re.search(r"ballots\.|forms\.|\{", text.split("}", 1)[-1].rsplit("}", 1)[-1])


def test_the_square_code_is_a_drawing_with_a_title():
    drawn = qr_svg("http://h/workshop?workshop=K7M3QX", "Workshop K7M3QX")
    assert drawn.startswith("<svg")
    assert "<title>Workshop K7M3QX</title>" in drawn
    assert "K7M3QX<" not in drawn.replace("<title>Workshop K7M3QX</title>", "")
    assert "<b>" not in qr_svg("x", "<b>")


def test_letters_are_those_without_look_alikes():
    assert all(numbered(n)[-1] in ALPHABET for n in range(1, 200))
