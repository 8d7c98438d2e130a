"""Tables of what is known, found by what they are and never by what they are called."""

from dataclasses import dataclass

from mcda.report.tables import data
from mcda.report.workbook.contents import SHEETS
from mcda.words import Translator


@dataclass(frozen=True)
class Monotone(Translator):
    """Calls every table by the same name."""

    def __call__(self, key: str, **values: object) -> str:
        table = key.startswith("brief.table_") or key == "data.doubts"
        return "Table" if table else super().__call__(key, **values)


def test_sources_are_found_whatever_tables_are_called(secondary):
    for t in (Translator("en"), Monotone("en")):
        found = data.sources(secondary, t)
        assert [column.title for column in found.columns[:2]] == ["Data column", "Source"]
        assert found in SHEETS["evidence"](secondary, t).tables


def test_the_screen_shows_missing_values_as_missing(secondary):
    shown = data.values(secondary, Translator("en"))
    empty = sum(cell is None for row in shown.rows for cell in row)
    assert empty == data.doubt_counts(secondary)["gaps"]
    assert len(shown.rows) == len(secondary.candidates)
