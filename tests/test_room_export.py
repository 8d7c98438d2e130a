"""The workshop's workbook: what may be shown and nothing more, and what people typed as text."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from mcda.group.model.workshop import Workshop
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from mcda.report.workbook.workshop_export import workshop_book
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.words import Translator

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")
    yield opened
    opened.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_of_a_workshop(store, lang):
    title = '=HYPERLINK("http://x","y")'
    opened = store.open_workshop(
        Workshop.of(embedded_study("secondary"), title, "ahp", minimum_group=3)
    )
    actors = rehearse(store, opened.code, 9, seed=1)
    store.reseat(actors[0].token, pseudonym="Ms Secret")
    submit(store, actors, 1)
    store.note(opened.key, "=1+1", "parked")
    store.close_round(opened.key)
    store.open_round(opened.key)
    made = write(
        workshop_book(
            store.facilitated(opened.key), store.published(opened.key), Translator(lang), True
        )
    )
    book = load_workbook(BytesIO(made))
    shown = [page for page in book if page.sheet_state == "visible"]
    assert len(shown) == 4
    cells = [cell for page in shown for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    values = [cell.value for cell in cells]
    assert title in values
    assert "=1+1" in values
    assert not any("Secret" in str(value) for value in values)
    submissions = store.panel(opened.key).submissions
    assert {s.sign for s in submissions} <= set(values)
    assert not {s.receipt for s in submissions} & set(values)


def test_the_workbook_holds_nobodys_line_unless_it_is_asked_for(store):
    opened = store.open_workshop(
        Workshop.of(embedded_study("secondary"), "Now", "points", minimum_group=3)
    )
    submit(store, rehearse(store, opened.code, 9, seed=1), 1)
    store.close_round(opened.key)
    board, rounds = store.facilitated(opened.key), store.published(opened.key)
    made = write(workshop_book(board, rounds, Translator("en")))
    shown = [page for page in load_workbook(BytesIO(made)) if page.sheet_state == "visible"]
    values = [cell.value for page in shown for row in page.iter_rows() for cell in row]
    assert not {s.sign for s in store.panel(opened.key).submissions} & set(values)
    shares = {float(share) for row in rounds[0].weights for share in row}
    assert shares.isdisjoint(value for value in values if isinstance(value, float))
    assert [page.title for page in shown] == ["workshop", "figures", "notes"]
    assert values.count("Mean weight") == 1 + len(rounds[0].cells)


def test_an_open_round_is_told_and_not_shown(store):
    opened = store.open_workshop(Workshop.of(embedded_study("secondary"), "Now", "points"))
    submit(store, rehearse(store, opened.code, 9, seed=1), 1)
    made = write(
        workshop_book(store.facilitated(opened.key), store.published(opened.key), Translator("zh"))
    )
    values = [c.value for page in load_workbook(BytesIO(made)) for row in page.iter_rows() for c in row]  # fmt: skip
    submissions = store.panel(opened.key).submissions
    assert len(submissions) == 9
    assert not any(s.sign in values for s in submissions)
