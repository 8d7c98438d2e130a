"""Other weights, scales and bottom lines typed into the green cells: LibreOffice answers as the engine does."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from criteria.model import Scale
from criteria.text import LANGS, Lang
from mcda.model.weights import Weights
from mcda.report.tables.model import Brief
from mcda.report.workbook.contents import SHEETS
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.whatif.edits import taken
from mcda.report.workbook.writer import write
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import digest, to_json
from mcda.study.study import Study
from mcda.words import Translator
from tests.drivers import soffice
from tests.drivers.repetitions import times
from tests.drivers.workbooks import cell_of, table, typed, value

pytestmark = pytest.mark.slow


METHODS = ("additive", "topsis", "wpm")
WEIGHTINGS = times(5)
LIVE = ("performance", "what_if", "steps")


@dataclass(frozen=True)
class Case:
    """A study, what is typed into its brief, and the study that the engine is asked about instead."""

    name: str
    lang: Lang
    exported: Study
    inputs: dict[str, float | str | None]
    asked: Study


def drawn(study: Study, seed: int) -> dict[str, float]:
    """Points from 0 to 100, one criterion in five without any."""
    rng = np.random.default_rng(seed)
    keys = study.stage.keys
    points = rng.integers(0, 100, len(keys)) * (rng.random(len(keys)) > 0.2)
    points[rng.integers(len(keys))] += 1
    return dict(zip(keys, map(float, points), strict=True))


def with_scale(study: Study, key: str, scale: Scale) -> Study:
    criteria = tuple(
        replace(use, scale=scale) if use.key == key else use for use in study.stage.criteria
    )
    return replace(study, stage=replace(study.stage, criteria=criteria))


def weighting_cases() -> list[Case]:
    found = []
    for method in METHODS:
        for lang in LANGS:
            study = embedded_study("primary").with_changes(method=method)
            for seed in range(WEIGHTINGS):
                points = drawn(study, seed)
                found.append(
                    Case(
                        f"{method}_{lang}_{seed}",
                        lang,
                        study,
                        {f"weight_{key}": number for key, number in points.items()},
                        study.with_weights(Weights.of(points)),
                    )
                )
    return found


def other_cases() -> list[Case]:
    """Scales turned and moved, bottom lines drawn and lifted, raw readings, everything taken back."""
    found = []
    for method in METHODS:
        study = embedded_study("secondary").with_changes(method=method)
        worst, best = study.scales["income"].worst, study.scales["income"].best
        turned = {"worst_income": best, "best_income": worst}
        line = Cutoff("tree_cover", "at_least", 60.0)
        most = Cutoff("income", "at_most", 50_000.0)
        lined = study.with_changes(cutoffs=(line, most))
        points = drawn(study, 99)
        weights = {f"weight_{key}": number for key, number in points.items()}
        moved = {"worst_tree_cover": 30.0, "best_tree_cover": 70.0}
        t = Translator("en")
        found += [
            Case(f"{method}_turned", "en", study, turned, study.with_changes(flipped=("income",))),
            Case(
                f"{method}_drawn",
                "zh",
                study,
                {"at_least_tree_cover": 60.0},
                study.with_changes(cutoffs=(line,)),
            ),
            Case(f"{method}_exported_lines", "en", lined, {}, lined),
            Case(
                f"{method}_lifted",
                "zh",
                lined,
                {"at_least_tree_cover": None, "at_most_income": None},
                study,
            ),
            Case(
                f"{method}_moved",
                "en",
                study,
                {**moved, **weights},
                with_scale(study, "tree_cover", Scale(30, 70)).with_weights(Weights.of(points)),
            ),
            Case(
                f"{method}_formulas",
                "en",
                study,
                {"weight_tree_cover": "=4*10", "weight_income": "=D11*0", **moved},
                with_scale(study, "tree_cover", Scale(30, 70)).with_weights(
                    Weights.of(
                        {
                            **{k: 100 * share for k, share in study.weights.as_dict().items()},
                            "tree_cover": 40.0,
                            "income": 0.0,
                        }
                    )
                ),
            ),
            Case(
                f"{method}_taken_back",
                "en",
                lined,
                {**weights, **turned, "switch": t("live.as_decided")},
                lined,
            ),
        ]
    for normalisation in ("minmax", "max"):
        for beyond in ("end", "raw"):
            study = embedded_study("primary").with_changes(
                method="topsis", parameters={"normalisation": normalisation}, beyond=beyond
            )
            lined = study.with_changes(cutoffs=(Cutoff("tree_cover", "at_least", 40.0),))
            found.append(Case(f"{normalisation}_{beyond}", "en", lined, {}, lined))
            # ends that are one: the criterion counts for nothing, and no score knows how much of nothing
            flat = {"worst_tree_cover": 50.0, "best_tree_cover": 50.0}
            rest = {**study.weights.as_dict(), "tree_cover": 0.0}
            without = study.with_weights(Weights.of(rest))
            found.append(Case(f"{normalisation}_{beyond}_flat", "en", study, flat, without))
    return found


WEIGHTED, OTHER = weighting_cases(), other_cases()


def live_sheets(study: Study, lang: Lang) -> bytes:
    t = Translator(lang)
    sheets = tuple(sheet for key in LIVE if (sheet := SHEETS[key](study, t)) is not None)
    assert len(sheets) == len(LIVE)
    record = to_json(study, ascii_only=True)
    return write(Brief(t.text(study.title), lang, study.date, digest(study), sheets, record))


@pytest.fixture(scope="session")
def answers(office: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case typed into its workbook, all recalculated in one run."""
    folder = tmp_path_factory.mktemp("typed")
    written: dict[tuple[int, Lang], bytes] = {}
    cells: dict[tuple[int, Lang, str], tuple[str, str]] = {}
    files = []
    for case in (*WEIGHTED, *OTHER):
        which = (id(case.exported), case.lang)
        file = folder / f"{case.name}.xlsx"
        if which not in written:
            written[which] = live_sheets(case.exported, case.lang)
        file.write_bytes(written[which])
        for name in case.inputs:
            if (*which, name) not in cells:
                cells[*which, name] = cell_of(file, name)
        inputs = {cells[*which, name]: new for name, new in case.inputs.items()}
        file.write_bytes(typed(written[which], inputs))
        files.append(file)
    made = soffice.convert(files, folder)
    return {file.stem: result for file, result in zip(files, made, strict=True)}


def expected(study: Study) -> tuple[list[Any], list[float]]:
    """Places (None below a bottom line) and scores in the study's order, by the engine."""
    ranking = study.ranking
    places = {line.key: (line.rank, line.score) for line in ranking}
    places |= {low.key: (None, low.score) for low in study.screened_out if low.excluded}
    rows = [places[key] for key in study.imputed.matrix.alternatives]
    return [place for place, _ in rows], [score for _, score in rows]


@pytest.mark.parametrize("case", [*WEIGHTED, *OTHER], ids=lambda case: case.name)
def test_the_sheet_answers_as_the_engine(answers, case):
    rows = table(answers[case.name])
    places, scores = expected(case.asked)
    assert [row["rank"] or None for row in rows] == places
    assert np.allclose([row["score"] for row in rows], scores, rtol=0, atol=1e-9)
    ordered = table(answers[case.name], "whatif_sorted")
    known = [place for place in places if place is not None]
    assert [row["rank"] or None for row in ordered][: len(known)] == sorted(known)


@pytest.mark.parametrize("case", WEIGHTED[:: max(1, WEIGHTINGS // 2)], ids=lambda case: case.name)
def test_other_weights_leave_the_check_alone(answers, case):
    """It compares under the weights as decided, whatever is typed."""
    assert value(answers[case.name], "check") == Translator(case.lang)("live.agrees")


def test_a_turned_scale_shows_in_the_check(answers):
    told = value(answers["additive_turned"], "check")
    assert told.startswith(Translator("en")("live.differs"))
    assert float(told.removeprefix(Translator("en")("live.differs"))) > 0.01


@pytest.mark.parametrize("case", [*WEIGHTED[::4], *OTHER], ids=lambda case: case.name)
def test_what_was_typed_is_read_back_as_the_scenario_that_the_sheet_answers_for(answers, case):
    """From the file as LibreOffice saves it, with the results of formulas that somebody typed."""
    brief = reopened(answers[case.name])
    assert digest(brief.study) == digest(case.exported)
    assert brief.findings == ()
    assert bool(brief.edits) == bool(case.inputs)
    assert brief.edits.counted == ("switch" not in case.inputs)
    if not brief.edits.counted:
        return
    if case.name.endswith("_flat"):
        assert {fault.code for fault in brief.edits.faults} == {"brief.ends"}
        return
    found = taken(brief.study, brief.edits)
    assert found.ranking.ranks.tolist() == case.asked.ranking.ranks.tolist()
    assert np.allclose(found.ranking.scores, case.asked.ranking.scores, rtol=0, atol=1e-9)


def test_every_live_sheet_is_one_of_the_brief():
    assert set(LIVE) <= set(SHEETS)
