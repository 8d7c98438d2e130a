"""What 1.0 wrote opens, and comes to the figures it came to then: studies, briefs, a user's own files, paper forms."""

import json
from pathlib import Path
from typing import Any

import pytest

from mcda.group.model.paper_forms import paper_forms, read_payload
from mcda.group.model.workshop import Workshop
from mcda.study.io import digest, from_json, recorded_hash_findings
from tests.drivers import figures

SAVED = Path(__file__).parent / "saved" / "1.0"
PINNED: dict[str, Any] = json.loads((SAVED / "figures.json").read_text("utf-8"))
WAYS_IN: dict[str, Any] = json.loads((SAVED / "ways_in.json").read_text("utf-8"))
STUDIES = sorted(path.stem for path in (SAVED / "studies").glob("*.json"))


def check(old: Any, new: Any) -> None:
    assert list(figures.differences(old, figures.plain(new))) == []


def test_every_file_has_its_figures_and_every_figure_its_file():
    assert sorted(PINNED["studies"]) == STUDIES
    briefs = sorted(path.name for path in (SAVED / "briefs").glob("*.xlsx"))
    assert sorted(WAYS_IN["briefs"]) == briefs
    assert len(STUDIES) == 9
    assert len(briefs) == 4


@pytest.mark.parametrize("name", STUDIES)
def test_a_saved_study_opens_to_the_same_figures(name):
    study = figures.opened_study(SAVED / "studies" / f"{name}.json")
    check(PINNED["studies"][name], figures.study_figures(study))


def test_every_choice_that_was_saved_is_still_there():
    study = figures.opened_study(SAVED / "studies" / "everything.json")
    saved = json.loads((SAVED / "studies" / "everything.json").read_text("utf-8"))["study"]
    again = figures.choices(study)
    chosen = next(s for s in saved["scenarios"] if s["key"] == saved["active"])
    assert again["flipped"] == chosen["flipped"] == ["farm_work"]
    assert again["cutoffs"] == [
        ["tree_cover", "at_least", 40.0, "exclude"],
        ["city_km", "at_most", 120.0, "flag"],
    ]
    assert again["assumed"] == [
        [a["alternative"], a["reading"], a["value"]] for a in chosen["assumed"]
    ]
    assert len(again["assumed"]) == 2
    assert again["eligibility"] == {"seat_km": None}
    assert again["pilots"] == {
        "k": 8,
        "quotas": [["province", None, 0, 3], ["province", "Shaanxi", 2, None]],
        "km": 30.0,
        "must": chosen["wish"]["must"],
        "never": chosen["wish"]["never"],
        "chain": False,
    }
    assert again["missing"] == {
        "rule": "worst",
        "by_criterion": chosen["gap_policies"],
        "by_cell": [[c["alternative"], c["criterion"], c["policy"]] for c in chosen["gap_cells"]],
    }
    assert again["lists_off"] == ["same_prefecture"]
    belt_km = 80.0  # 1.0 did not have it, so it is as it always is
    assert again["zones"] == [60.0, 1.2, 30.0, 3.5, 90.0, belt_km]
    assert again["linked"] == {"links": "to_strengthen", "primary": "base"}
    assert again["workshop"] == ["A room that is not yet done (evening)", 1]


def told_of(text: str) -> list[str]:
    return [finding.code for finding in recorded_hash_findings(text, from_json(text), "mine.json")]


@pytest.mark.parametrize("name", STUDIES)
def test_the_hash_that_1_0_recorded_fits_until_somebody_edits_the_file(name):
    text = (SAVED / "studies" / f"{name}.json").read_text("utf-8")
    assert told_of(text) == []
    assert digest(from_json(text)) == json.loads(text)["hash"]

    def chosen(study):
        return next(s for s in study["scenarios"] if s["key"] == study["active"])

    for edit in (
        lambda study: chosen(study).update(gap_policy="prefecture_median"),
        lambda study: chosen(study).update(method="topsis"),
        lambda study: study["stage"]["criteria"][0].update(points=77.0),
        lambda study: next(iter(study["evidence"]["readings"].values())).update(x=0.123),
    ):
        saved = json.loads(text)
        edit(saved["study"])
        assert told_of(json.dumps(saved)) == ["study.hash"]


@pytest.mark.parametrize("name", sorted(WAYS_IN["briefs"]))
def test_a_brief_is_read_back_to_the_same_figures(name):
    study, lang, findings = figures.opened_brief(SAVED / "briefs" / name)
    assert lang == WAYS_IN["briefs"][name]["lang"]
    assert findings == []
    check(PINNED["studies"][WAYS_IN["briefs"][name]["study"]], figures.study_figures(study))


def test_a_filled_study_workbook_opens_to_the_same_figures():
    found = figures.workbook_studies(SAVED / "own" / "study_workbook.xlsx")
    assert sorted(found) == ["own_first", "own_second"]
    for key, study in found.items():
        same_but_for_words(PINNED["studies"][f"workbook_{key}"], figures.study_figures(study))


def test_a_table_with_its_file_of_criteria_opens_to_the_same_figures():
    study = figures.own_table(SAVED / "own" / "table.csv", SAVED / "own" / "criteria.csv")
    same_but_for_words(PINNED["studies"]["own_table"], figures.study_figures(study))


def same_but_for_words(pinned: Any, found: Any) -> None:
    """A table is described in other words than 1.0 had for it, which its checksum counts; its figures are the same."""
    assert [at for kind, at, *_ in figures.differences(pinned, figures.plain(found))] == ["/hash"]


# paper


def workshop_of(way: str) -> Workshop:
    """The workshop as it was when the forms were printed."""
    room = PINNED["rooms"][way]
    study = from_json((SAVED / "studies" / f"{WAYS_IN['rooms'][way]['study']}.json").read_text())
    return figures.workshop(study, room["title"], way, room["groups"])


@pytest.mark.parametrize("way", sorted(PINNED["forms"]))
def test_the_square_codes_of_printed_forms_say_the_room_and_the_number(way):
    forms, code = PINNED["forms"][way], WAYS_IN["rooms"][way]["code"]
    assert len(forms["numbers"]) == 6
    for name in ("payloads", "payloads_without_address"):
        assert [read_payload(text) for text in forms[name]] == [(code, n) for n in forms["numbers"]]


@pytest.mark.parametrize("way", sorted(PINNED["forms"]))
def test_a_number_on_paper_still_means_the_same_order_of_criteria(way):
    forms = PINNED["forms"][way]
    again = paper_forms(workshop_of(way), 6)
    assert [paper_form.number for paper_form in again] == forms["numbers"]
    assert [list(paper_form.order) for paper_form in again] == forms["orders"]


@pytest.mark.parametrize("way", sorted(PINNED["forms"]))
def test_the_filled_table_of_paper_forms_is_read_to_the_same_answers(way):
    name = f"{way}_filled.xlsx"
    entries, findings = figures.forms_read(
        workshop_of(way), name, (SAVED / "paper" / name).read_bytes()
    )
    assert findings == []
    check(PINNED["forms"][way]["entries"], figures.entries_figures(entries))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_printed_form_is_the_one_the_numbers_are_of(lang):
    page = (SAVED / "paper" / f"points_{lang}.html").read_text("utf-8")
    assert f"<b>{PINNED['forms']['points']['numbers'][0]}</b>" in page
    assert WAYS_IN["rooms"]["points"]["code"] in page


def test_values_keep_the_kind_of_uncertainty_that_they_had_in_1_0():
    """A study carries its own values: intervals of 1.0 stay each by itself, what could not be read stays yes or no."""
    study = from_json((SAVED / "studies" / "secondary.json").read_text("utf-8"))
    trees = study.evidence.observations["tree_cover"].values()
    assert {one.uncertainty for one in trees} == {"own"}
    lists = [
        one for one in study.evidence.observations["designations"].values() if one.value is None
    ]
    assert lists
    assert {one.uncertainty for one in lists} == {"list"}
