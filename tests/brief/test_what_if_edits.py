"""What is typed into a brief's cells is told wherever the brief is opened, and taken on request alone."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from criteria.errors import CatalogueError, StudyError
from criteria.model import Scale
from criteria.text import LANGS
from mcda.__main__ import main
from mcda.group.model.workshop import narrowed
from mcda.model.weights import Weights
from mcda.report.workbook import addresses
from mcda.report.workbook.contents import brief
from mcda.report.workbook.reader import read_brief, reopened
from mcda.report.workbook.whatif.edits import KEY, sentence, taken
from mcda.report.workbook.whatif.layout import VALUES_FIRST, VALUES_HEAD
from mcda.report.workbook.writer import write
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.scenario import Assumption
from mcda.study.study import Study
from mcda.words import Translator
from tests.conftest import STAGES
from tests.drivers.workbooks import cell_of, typed

pytestmark = pytest.mark.slow

SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "briefs"
# what a planner typed: less farm income, more forest
TYPED = {"weight_tree_cover": 40.0, "weight_income": 0.0}
TOLD = {
    "en": "the what-if sheet holds other weights: tree cover 40 (was 18), GDP per capita 0 (was 4)",
    "zh": "“试算”表中改填了权重：林木覆盖率为40（原为18）、人均地区生产总值为0（原为4）",
}
LIUBA, TAIBAI = "610729", "610331"


def with_typed(source: Path, target: Path, **cells: float | str | None) -> Path:
    found = {cell_of(source, name): new for name, new in cells.items()}
    target.write_bytes(typed(source.read_bytes(), found))
    return target


def made(study: Study, target: Path, **cells: float | str | None) -> Path:
    """A brief of the study in which somebody has typed."""
    target.write_bytes(write(brief(study, Translator("en"))))
    return with_typed(target, target, **cells)


@pytest.fixture(scope="session")
def original(written) -> Path:
    return written["secondary", "en"]


@pytest.fixture(scope="session")
def edited(original, tmp_path_factory) -> Path:
    return with_typed(original, tmp_path_factory.mktemp("edited") / "edited.xlsx", **TYPED)


@pytest.fixture
def shell(capsys):
    """shell("rank", …): exit status, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def ranks(out: str) -> dict[str, int]:
    return {line["key"]: line["rank"] for line in json.loads(out)["ranking"]}


# untouched


@pytest.mark.parametrize(("stage", "lang"), [(s, lang) for s in STAGES for lang in LANGS])
def test_of_an_untouched_brief_nothing_is_told(written, stage, lang):
    found = reopened(written[stage, lang])
    assert not found.edits
    assert taken(found.study, found.edits) is found.study


@pytest.mark.parametrize("name", sorted(path.name for path in SAVED.iterdir()))
def test_of_a_brief_of_1_0_nothing_is_told(name, shell):
    assert not reopened(SAVED / name).edits
    status, out, err = shell("rank", "--study", str(SAVED / name), "--json")
    assert (status, err) == (0, "")
    assert not [f for f in json.loads(out)["findings"] if f["code"].startswith("brief.")]


def test_a_brief_that_libreoffice_saved_untouched_is_untouched(recalculated):
    for path in recalculated.values():
        assert not reopened(path).edits


# told


@pytest.mark.parametrize("lang", LANGS)
def test_the_cells_are_told_in_one_sentence(edited, lang):
    found = reopened(edited)
    assert sentence(found.study, found.edits).in_(lang) == TOLD[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_rank_tells_the_cells_on_standard_error_and_ranks_the_recorded_study(edited, shell, lang):
    status, out, err = shell("rank", "--study", str(edited), "--lang", lang)
    assert status == 0
    assert TOLD[lang] in err
    assert err.count(TOLD[lang]) == 1
    assert TOLD[lang] not in out
    status, out, err = shell("rank", "--study", str(edited), "--lang", lang, "--json")
    assert status == 0
    assert TOLD[lang] in err
    assert (ranks(out)[LIUBA], ranks(out)[TAIBAI]) == (25, 19)
    (finding,) = [f for f in json.loads(out)["findings"] if f["code"] == "brief.what_if"]
    assert finding["severity"] == "note"
    assert "edited.xlsx" in finding["where"]
    assert "--what-if" in finding["remedy"]


@pytest.mark.parametrize(
    "words", [("why", LIUBA, TAIBAI), ("weights", "--objective", "entropy"), ("chain",)]
)
def test_every_verb_that_takes_a_study_tells_them(edited, shell, words):
    status, _, err = shell(*words, "--study", str(edited))
    assert status == 0
    assert TOLD["en"] in err


def test_check_opens_a_brief_as_the_study_it_holds(edited, original, shell):
    status, out, err = shell("check", str(original), "--json", "--values")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert len(found["alternatives"]) == 119
    assert found["criteria"] == list(embedded_study("secondary").stage.keys)
    assert found["values"][LIUBA]["tree_cover"] > 0
    assert not [f for f in found["findings"] if f["code"] == "brief.what_if"]
    status, out, _ = shell("check", str(edited))
    assert status == 0
    assert "Candidates: 119. Criteria: 13." in out
    assert "other weights: tree cover 40 (was 18), GDP per capita 0 (was 4)" in out


# compared


def test_compare_never_calls_different_cells_the_same_choices(edited, original, shell):
    same = Translator("en")("compare.same")
    for pair in ((original, edited), (edited, original)):
        status, out, _ = shell("compare", *map(str, pair))
        assert status == 0
        assert same not in out
        assert TOLD["en"] in out
        _, out, _ = shell("compare", *map(str, pair), "--json")
        document = json.loads(out)
        assert not document["same"]
        assert "brief.what_if" in {f["code"] for f in document["findings"]}


def test_compare_calls_the_same_cells_the_same(edited, original, tmp_path, shell):
    again = tmp_path / "again.xlsx"
    again.write_bytes(edited.read_bytes())
    for pair in ((edited, again), (original, original)):
        _, out, _ = shell("compare", *map(str, pair), "--json")
        assert json.loads(out)["same"]


def test_compare_tells_values_that_were_typed_over(original, tmp_path, shell):
    file = tmp_path / "value.xlsx"
    file.write_bytes(typed(original.read_bytes(), {value_cell(original, 0, 0): 12.5}))
    _, out, _ = shell("compare", str(original), str(file))
    assert Translator("en")("compare.same") not in out
    assert "other values: " in out


def test_compare_tells_on_request_who_would_move(edited, original, shell):
    _, out, _ = shell("compare", str(original), str(edited), "--what-if", "--json")
    moved = {c["key"]: (c["before"], c["after"]) for c in json.loads(out)["moved"]}
    assert (moved[LIUBA], moved[TAIBAI]) == ((25, 14), (19, 4))


# taken


def test_the_cells_are_taken_on_request(edited, shell):
    status, out, err = shell("rank", "--study", str(edited), "--what-if", "--json")
    assert status == 0
    assert TOLD["en"] in err
    assert (ranks(out)[LIUBA], ranks(out)[TAIBAI]) == (14, 4)
    document = json.loads(out)
    assert document["scenario"] == KEY
    assert document["weights"]["income"] == 0
    assert document["weights"]["tree_cover"] == pytest.approx(40 / 118)


def test_import_lists_what_was_typed_and_saves_the_study_with_it(edited, original, tmp_path, shell):
    saved = tmp_path / "study.json"
    status, out, err = shell("import", str(edited), "-o", str(saved), "--json")
    assert (status, err) == (0, "")
    document = json.loads(out)
    assert document["scenario"] == KEY
    (cover,) = [c for c in document["changes"] if c.get("criterion") == "tree_cover"]
    assert cover == {
        "what": "weight",
        "criterion": "tree_cover",
        "before": pytest.approx(0.18),
        "after": pytest.approx(40 / 118),
    }
    assert {change["what"] for change in document["changes"]} == {"weight"}
    status, out, _ = shell("rank", "--study", str(saved), "--json")
    assert (ranks(out)[LIUBA], ranks(out)[TAIBAI]) == (14, 4)
    status, out, _ = shell("import", str(edited), "--lang", "zh")
    assert "情景“取自简报”" in out
    assert "40" not in out.splitlines()[0]
    status, out, _ = shell("import", str(original), "--json")
    assert json.loads(out) == {"scenario": None, "changes": [], "findings": []}
    status, out, err = shell("import", str(saved))
    assert status == 1
    assert "no study recorded" in err


def test_import_lists_scales_cut_offs_and_values(original, tmp_path, shell):
    file = with_typed(
        original, tmp_path / "many.xlsx", best_income=5_000.0, at_least_tree_cover=30.0
    )
    file.write_bytes(typed(file.read_bytes(), {value_cell(original, 0, 0): 55.5}))
    status, out, _ = shell("import", str(file), "--json")
    assert status == 0
    changes = json.loads(out)["changes"]
    found = {(c["what"], c.get("criterion", c.get("field"))) for c in changes}
    assert found == {("scale", "income"), ("choice", "cutoffs"), ("value", "tree_cover")}
    assert [c["after"] for c in changes if c["what"] == "value"] == [55.5]


def test_what_cannot_be_taken_is_an_error_or_is_told(original, tmp_path, shell):
    status, out, err = shell("rank", "--what-if")
    assert (status, out) == (1, "")
    assert "no study recorded" in err
    status, _, err = shell("rank", "--study", str(original), "--what-if")
    assert status == 0
    assert "sheet “what-if” is unchanged" in err
    with pytest.raises(SystemExit) as usage:
        shell("rank", "--study", str(original), "--what-if", "--scenario", "base")
    assert usage.value.code == 2
    nothing = {f"weight_{key}": 0.0 for key in embedded_study("secondary").stage.keys}
    file = with_typed(original, tmp_path / "nothing.xlsx", **nothing)
    status, _, err = shell("rank", "--study", str(file))
    assert status == 0
    status, _, err = shell("rank", "--study", str(file), "--what-if")
    assert status == 1
    assert "no weight is above 0" in err


def test_weights_are_shared_out_as_the_sheet_does_it(original, tmp_path):
    shares = embedded_study("secondary").weights.as_dict()
    doubled = {f"weight_{key}": 200 * share for key, share in shares.items()}
    assert not reopened(with_typed(original, tmp_path / "doubled.xlsx", **doubled)).edits
    odd = {"weight_tree_cover": -5.0, "weight_income": "much", "weight_schooling": None}
    found = reopened(with_typed(original, tmp_path / "odd.xlsx", **odd))
    points = {**shares, "tree_cover": 0.0, "income": 0.0, "schooling": 0.0}
    expected = Weights.of(points)
    again = taken(found.study, found.edits)
    assert again.weights.as_dict() == pytest.approx(expected.as_dict())
    told = sentence(found.study, found.edits).en
    assert "GDP per capita much (was 4)" in told
    assert "none (was 8)" in told


def test_ends_that_changed_places_turn_a_criterion_and_others_are_the_scenarios_own(tmp_path):
    study = embedded_study("secondary")
    scale = study.scales["income"]
    turned = {"worst_income": scale.best, "best_income": scale.worst}
    found = reopened(made(study, tmp_path / "turned.xlsx", **turned))
    again = taken(found.study, found.edits)
    assert again.scenario.flipped == ("income",)
    assert dict(again.scenario.scales) == {}
    back = reopened(
        made(again, tmp_path / "back.xlsx", worst_income=scale.worst, best_income=scale.best)
    )
    assert taken(back.study, back.edits).scenario.flipped == ()
    found = reopened(made(again, tmp_path / "moved.xlsx", best_income=5_000.0))
    moved = taken(found.study, found.edits)
    assert moved.scenario.flipped == ()
    assert moved.scales["income"] == Scale(scale.best, 5_000.0, scale.curve)
    assert moved.activated(study.active).scales == study.scales
    assert [f.code for f in moved.findings if f.code == "scales.other"]
    assert moved.scenario.key == f"{KEY}_2"
    assert moved.scenario.name.en != again.scenario.name.en
    saved = from_json(to_json(moved))
    assert saved.scales == moved.scales
    assert digest(saved) == digest(moved) != digest(again)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"worst_tree_cover": 95.0}, "brief.ends"),
        ({"worst_residents": -1.0}, "brief.ends"),
        ({"best_tree_cover": "high"}, "brief.cell"),
        ({"best_tree_cover": None}, "brief.cell"),
        ({"weight_tree_cover": "=1+1"}, "brief.cell"),
        ({"at_least_tree_cover": "=1+1"}, "brief.cell"),
    ],
)
def test_cells_that_no_study_can_take_are_told_and_refused(original, tmp_path, cells, code):
    """A formula typed by a program that computes nothing has no result to take."""
    found = reopened(with_typed(original, tmp_path / "refused.xlsx", **cells))
    assert [fault.code for fault in found.edits.faults] == [code]
    assert found.edits
    with pytest.raises(StudyError) as refused:
        taken(found.study, found.edits)
    assert [fault.code for fault in refused.value.findings] == [code]


def test_cut_offs_are_drawn_and_lifted_and_those_that_flag_stay(tmp_path):
    flag, least = (
        Cutoff("income", "at_most", 50_000.0, "flag"),
        Cutoff("tree_cover", "at_least", 60.0),
    )
    study = embedded_study("secondary").with_changes(cutoffs=(flag, least))
    assert not reopened(made(study, tmp_path / "untouched.xlsx")).edits
    cells = {"at_least_tree_cover": None, "at_most_income": 40_000.0}
    found = reopened(made(study, tmp_path / "lines.xlsx", **cells))
    again = taken(found.study, found.edits)
    assert again.scenario.cutoffs == (flag, Cutoff("income", "at_most", 40_000.0))
    told = sentence(found.study, found.edits).en
    assert "tree cover at least none (was 60)" in told
    assert "at most 40,000 (was none)" in told


def value_cell(source: Path, row: int, column: int) -> tuple[str, str]:
    """A cell of the sheet of values, from its first candidate and criterion on."""
    tabs = load_workbook(source, read_only=True).sheetnames
    number = tabs.index(Translator("en")("brief.tab_performance")) + 1
    address = addresses.cell(VALUES_HEAD + 1 + row, VALUES_FIRST + column)
    return f"xl/worksheets/sheet{number}.xml", address


def test_a_value_that_was_typed_over_is_an_assumption_of_the_scenario(original, tmp_path, shell):
    file = tmp_path / "value.xlsx"
    file.write_bytes(typed(original.read_bytes(), {value_cell(original, 0, 0): 12.5}))
    found = reopened(file)
    first = found.study.imputed.matrix.alternatives[0]
    again = taken(found.study, found.edits)
    assert again.scenario.assumed == (Assumption(first, "tree_cover", 12.5),)
    assert again.scenario.weights == found.study.scenario.weights
    _, out, _ = shell("rank", "--study", str(file), "--what-if", "--json")
    codes = {f["code"] for f in json.loads(out)["findings"]}
    assert "brief.reading" not in codes
    assert "reading.assumed" in codes


def test_a_sheet_set_to_as_decided_says_that_it_does_not_count_them(original, tmp_path):
    switch = Translator("en")("live.as_decided")
    found = reopened(with_typed(original, tmp_path / "decided.xlsx", **TYPED, switch=switch))
    assert not found.edits.counted
    assert sentence(found.study, found.edits).en.startswith(TOLD["en"] + ", not counted")
    only = reopened(with_typed(original, tmp_path / "only.xlsx", switch=switch))
    assert not only.edits


def test_the_recorded_study_stays_as_it_is(edited):
    found = reopened(edited)
    again = taken(found.study, found.edits)
    assert digest(again.activated(found.study.active)) == digest(found.study)
    assert again.scenarios[:-1] == found.study.scenarios


def with_part(source: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one of its parts changed."""
    result = BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(result, "w") as target:
        for name in before.namelist():
            text = before.read(name)
            target.writestr(name, change(text) if name == part else text)
    return result.getvalue()


def test_where_a_program_has_dropped_the_names_the_cells_are_found_by_their_place(edited):
    names = re.compile(rb"<definedNames>.*</definedNames>", re.DOTALL)
    data = with_part(edited, "xl/workbook.xml", lambda text: names.sub(b"", text))
    assert data != edited.read_bytes()
    found = read_brief("nameless.xlsx", data)
    assert sentence(found.study, found.edits).en == TOLD["en"]


def test_a_brief_with_a_damaged_sheet_is_told_and_other_workbooks_are_none(original):
    part, _ = cell_of(original, "switch")
    broken = with_part(original, part, lambda text: text[: len(text) // 2])
    with pytest.raises(StudyError, match="damaged"):
        read_brief("broken.xlsx", broken)
    assert read_brief("none.xlsx", b"PK") is None


def test_a_criterion_that_is_gone_from_the_stage_takes_its_scale_along(tmp_path):
    study = embedded_study("secondary").with_changes(scales={"income": Scale(1.0, 2.0)})
    kept = [key for key in study.stage.keys if key != "income"]
    assert dict(narrowed(study, kept).scenario.scales) == {}
    with pytest.raises(CatalogueError):
        replace(study, scenarios=(replace(study.scenario, scales={"nothing": Scale(1, 2)}),))
