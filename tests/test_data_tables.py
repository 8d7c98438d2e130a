"""Tables of what is known, found by what they are and never by what they are called."""

from dataclasses import dataclass, replace

import pytest

from mcda.report.charts.completeness import completeness_bars, province_grid
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


def test_each_value_is_known_uncertain_or_missing(secondary):
    found = data.completeness(secondary)
    for row in found:
        assert row.known + row.uncertain + row.missing == len(secondary.candidates)
    assert [row.known for row in found] == sorted(row.known for row in found)
    assert {row.criterion for row in found} == set(secondary.stage.keys)
    counts = data.doubt_counts(secondary)
    sentence = data.completeness_sentence(secondary, Translator("en"))
    assert f"{counts['gaps']} of 1,391" in sentence
    assert sentence.endswith(str(counts["marks"]))
    assert "1391个" in data.completeness_sentence(secondary, Translator("zh"))


def test_shares_by_province_add_up_to_the_whole(secondary):
    provinces = data.provinces(secondary)
    assert sum(map(len, provinces.values())) == len(secondary.candidates)
    table = data.completeness_by_province(secondary, Translator("en"))
    for row, whole in zip(table.rows, data.completeness(secondary), strict=True):
        known = sum(
            share * len(members) for share, members in zip(row[1:], provinces.values(), strict=True)
        )
        assert known == pytest.approx(whole.known)


def layers(chart):
    drawn = chart.to_dict()
    return [drawn["datasets"][layer["data"]["name"]] for layer in drawn["layer"]]


def test_a_number_without_room_in_its_bar_is_said_beside_it(secondary):
    variable = secondary.catalogue["income"].variable
    observations = dict(secondary.evidence.observations)
    gone = secondary.candidates[0].key
    observations[variable] = {k: v for k, v in observations[variable].items() if k != gone}
    study = replace(secondary, evidence=replace(secondary.evidence, observations=observations))
    bars, numbers, beside, ring = layers(completeness_bars(study, Translator("en"), "income"))
    assert {row["count"] for row in numbers} >= {106}
    assert [row["words"] for row in beside] == ["Missing: 2", "Missing: 1"]
    assert [row["key"] for row in ring] == ["income"]
    assert sum(row["count"] for row in bars) == 1391


def test_the_grid_by_province_rings_what_is_chosen(secondary):
    cells, numbers, ring = layers(province_grid(secondary, Translator("zh"), "income"))
    assert len(cells) == len(numbers) == 13 * len(data.provinces(secondary))
    assert [row["key"] for row in ring] == ["income"]


def test_a_source_of_two_columns_is_named_once_and_both_doubts_are_kept(secondary):
    t = Translator("en")
    line = data.source_line(secondary, t, "tree_cover")
    assert line.count("MCD12C1 v6") == 1
    notes = " ".join(data.source_notes(secondary, t, "tree_cover"))
    for source in data.sources_of(secondary, "tree_cover"):
        assert t.text(source.doubt) in notes
    assert t.text(secondary.catalogue["tree_cover"].caveat) in notes
