"""What the program computes, as plain JSON by subject: like `figures`, it knows names so that nothing else need do so."""

import io
import random
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from openpyxl import load_workbook

from criteria.errors import AppError
from criteria.text import LANGS, Lang, Text
from inputs.embedded import evidence_of
from inputs.files import open_file, open_path
from inputs.own_study.study_workbook import is_study_workbook
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from mcda import METHODS, OBJECTIVE, elicit, objective_weights
from mcda.group.analysis.response_bias import leanings
from mcda.group.export import document
from mcda.group.model.workshop import StakeholderGroup, Workshop
from mcda.group.privacy.publication import PublishedRound
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.workshops import Store
from mcda.methods.normalisation import NORMALISATIONS
from mcda.region.areas import levels
from mcda.region.chain import CLUSTERINGS, LEADS, chain, named_places
from mcda.region.claims import verdicts
from mcda.region.comparators import regions
from mcda.region.network import STEPS, network
from mcda.region.pilot_decision import decide
from mcda.region.population_change import dispersion
from mcda.region.zones import zones
from mcda.report.workbook.contents import brief
from mcda.report.workbook.workshop_export import workshop_book
from mcda.report.workbook.writer import write
from mcda.robustness import (
    Acceptability,
    ParticipantWeights,
    Sampling,
    explain,
    nearest_fall,
    regions_for,
    sample_acceptability,
    sentences,
    smallest_change,
    smallest_change_into,
    stability_interval,
    with_clone,
    without_each,
)
from mcda.robustness.participant_weights import MODES
from mcda.study.comparison import Comparison
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import chain_of, embedded_study, links_of, with_lists_off
from mcda.study.io import digest
from mcda.study.missing_values import MISSING_VALUE_POLICIES
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.study.study import Study
from mcda.study.zone_rules import ZoneRules
from mcda.words import Translator
from tests.drivers.figures import Json, heard_of, plain, ranking, store_figures

STAGES = ("primary", "secondary", "tertiary", "links")


def study_of(stage: str) -> Study:
    return embedded_study(stage)


def or_why(work: Callable[..., Any], *given: Any) -> Json:
    """What comes out of `given`, or the codes of why nothing does."""
    try:
        return plain(work(*given))
    except AppError as trouble:
        return {"findings": [finding.code for finding in trouble.findings]}


# rankings


def variants(stage: str) -> dict[str, Study]:
    """The stage's study in every scenario, and with each kind of choice made once."""
    study = study_of(stage)
    found = {f"scenario {s.key}": study.activated(s.key) for s in study.scenarios}
    keys, names = study.stage.keys, [line.key for line in study.ranking]
    found |= {
        f"missing {policy}": study.with_changes(missing_value_policy=policy)
        for policy in MISSING_VALUE_POLICIES
    }
    found["as they are"] = study.with_changes(beyond="raw")
    found["turned"] = study.with_changes(flipped=(keys[0],))
    found["everybody eligible"] = study.with_changes(
        eligibility={g.key: None for g in study.stage.eligibility}
    )
    column = study.filled.matrix.values[:, 0]
    limit = float(np.median(column))
    found["cut off"] = study.with_changes(cutoffs=(Cutoff(keys[0], "at_least", limit),))
    flagged = Cutoff(keys[0], "at_most", limit, "flag")
    found["flagged"] = study.with_changes(cutoffs=(flagged,))
    if stage != "links":
        found["without a list"] = with_lists_off(study, ("official_75_split",))
    groups = {key: 1.0 / (n + 1) for n, key in enumerate(keys)}
    found["other weights"] = study.with_weights(_flat(groups))
    found["first at zero"] = study.with_weights(_flat({**groups, keys[0]: 0.0}))
    assert names
    return found


def _flat(shares: Mapping[str, float]) -> Any:
    from mcda import Weights

    return Weights.of(shares)


def rankings(stage: str) -> Json:
    study = study_of(stage)
    by_method = {key: or_why(_ranked, study, key) for key in METHODS}
    return {
        "checksum": digest(study),
        "weights": study.ranking.weights.as_dict(),
        "scales": {k: [s.worst, s.best, s.curve] for k, s in study.scales.items()},
        "matrix": plain(study.filled.matrix.values),
        "contributions": plain(study.ranking.parts),
        "influence": plain(study.ranking.influence),
        "methods": by_method,
        "variants": {name: or_why(_variant, s) for name, s in variants(stage).items()},
        "rank over fillings": {
            line.key: list(study.rank_interval(line.key)) for line in study.ranking
        },
        "ineligible": plain(study.ineligible_scores),
        "findings": [finding.code for finding in study.findings],
    }


def _ranked(study: Study, method: str) -> Json:
    found = study.ranked_by(method)
    return {
        "ranking": [[line.key, float(line.score), int(line.rank)] for line in found],
        "parameters": plain(found.parameters),
        "higher_is_better": found.method.higher_is_better,
    }


def _variant(study: Study) -> Json:
    return {
        "checksum": digest(study),
        "ranking": ranking(study),
        "below": [[low.key, low.score, low.rank, low.excluded] for low in study.screened_out],
        "findings": [finding.code for finding in study.findings],
    }


def objective(stage: str) -> Json:
    matrix = study_of(stage).filled.matrix
    return {
        f"{key} {norm}": or_why(_objective, key, matrix, norm)
        for key in OBJECTIVE
        for norm in (None, "none", *NORMALISATIONS)
    }


def _objective(method: str, matrix: Any, normalisation: str | None) -> Json:
    return objective_weights(method, matrix, normalisation).as_dict()


# robustness


def smaa(found: Acceptability) -> Json:
    return {
        "digest": found.digest(),
        "region": found.region.key,
        "acceptability": [plain(row[:3]) for row in found.acceptability],
        "expected_rank": plain(found.mean_rank),
        "rank_interval": plain(found.rank_interval),
        "confidence": plain(found.confidence_factor),
        "central": [None if w is None else plain(w) for w in found.central_weights[:5]],
    }


def sampled(stage: str) -> Json:
    """SMAA over every region and two seeds; on small stages by every method that has a kernel."""
    study = study_of(stage)
    found = {
        f"additive {region} {seed} {redrawn}": smaa(
            sample_acceptability(study, Sampling(region, 4000, seed, redrawn=redrawn))
        )
        for region in regions_for(study)
        for seed in (1, 7)
        for redrawn in (True, False)
    }
    near = Sampling("near", 2000, 3, redrawn=False, concentration=15.0)
    found["additive near 15"] = smaa(sample_acceptability(study, near))
    found["additive box 0.2"] = smaa(
        sample_acceptability(study, Sampling("box", 2000, 3, within=0.2))
    )
    for method in METHODS if stage in ("primary", "links") else ():
        other = study.with_changes(method=method)
        sampling = Sampling("simplex", 1000, 5, redrawn=False)
        found[f"{method} simplex"] = or_why(_sampled, other, sampling)
    rng = np.random.default_rng(4)
    people = rng.dirichlet(np.ones(len(study.filled.matrix.criteria)), 7)
    for mode in MODES:
        room = ParticipantWeights.of(people, ["a", "a", "a", "b", "b", "c", "c"], mode=mode)
        drawn = Sampling(None, 2000, 2, redrawn=False)
        found[f"room {mode}"] = smaa(sample_acceptability(study, drawn, region=room))
    return found


def _sampled(study: Study, sampling: Sampling) -> Json:
    return smaa(sample_acceptability(study, sampling))


def told(stage: str) -> Json:
    """Each place's sentence, and the numbers in it by themselves."""
    study = study_of(stage)
    found = sample_acceptability(study, Sampling(None, 4000, 1))
    said = {lang: sentences(study, found, Translator(lang)) for lang in LANGS}
    return {
        lang: {key: {"numbers": numbers_in(text), "words": text} for key, text in each.items()}
        for lang, each in said.items()
    }


def numbers_in(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


def sensitivity(stage: str) -> Json:
    """Stability intervals, the nearest falls, flips, reversals, and why one is before another."""
    ranked = study_of(stage).ranking
    keys = [line.key for line in ranked]
    topsis = study_of(stage).ranked_by("topsis")
    small = len(keys) <= 30
    return {
        "intervals": {
            f"{criterion} {keep}": or_why(stability_interval, ranked, criterion, keep)
            for criterion in ranked.matrix.criteria
            for keep in (1, 3, "order")
        },
        "intervals by topsis": {
            criterion: or_why(stability_interval, topsis, criterion, 1)
            for criterion in ranked.matrix.criteria
        },
        "falls": {key: or_why(nearest_fall, ranked, key) for key in keys},
        "flips": {
            f"{behind} past {ahead}": or_why(_flip, ranked, behind, ahead)
            for ahead, behind in pairwise(keys[:13])
        },
        "into the first 3": {key: or_why(_into, ranked, key, 3) for key in keys[3:9]},
        "why": {f"{a} over {b}": or_why(_why, ranked, a, b) for a, b in pairwise(keys)},
        "reversals": [plain(r.swaps) for r in without_each(topsis)] if small else [],
        "clone": plain(with_clone(topsis, keys[0]).swaps),
    }


def _flip(ranked: Any, behind: str, ahead: str) -> Json:
    return _change(smallest_change(ranked, behind, ahead))


def _into(ranked: Any, key: str, first: int) -> Json:
    return _change(smallest_change_into(ranked, key, first))


def _change(flip: Any) -> Json:
    return None if flip is None else [flip.change, flip.weights.as_dict(), list(flip.overtaken)]


def _why(ranked: Any, a: str, b: str) -> Json:
    found = explain(ranked, a, b)
    return [found.gap, plain(found.parts)]


# the region

WISHES: dict[str, PilotConstraints] = {
    "ten": PilotConstraints(),
    "five": PilotConstraints(k=5),
    "at most three a province": PilotConstraints(quotas=(Quota("province", None, 0, 3),)),
    "one of each zone": PilotConstraints(k=6, quotas=(Quota("zone", None, 1, None),)),
    "two a prefecture, far apart": PilotConstraints(
        k=8, quotas=(Quota("prefecture", None, 0, 2),), min_distance_km=60.0
    ),
    "Shaanxi": PilotConstraints(quotas=(Quota("province", "Shaanxi", 2, 5),)),
    "by the chain": PilotConstraints(chain=True),
}
WHOLE = ("five", "must and never")  # with the sets near the best, which take a while


def pilots(stage: str) -> Json:
    study = study_of(stage)
    keys = [line.key for line in study.ranking]
    named = PilotConstraints(must=(keys[11 % len(keys)],), never=(keys[0],))
    wishes = {**WISHES, "must and never": named}
    return {name: or_why(_pilots, study, wish, name in WHOLE) for name, wish in wishes.items()}


def _pilots(study: Study, wish: PilotConstraints, whole: bool) -> Json:
    found = decide(study.with_changes(pilot_constraints=wish))
    left = found.left_out
    proven = {
        "chosen": list(found.best.chosen),
        "value": found.best.value,
        "cost": list(found.price.values()),
        "left_out": None if left is None else [left.key, left.value, left.needed],
    }
    if not whole:
        return proven
    return proven | {
        "core": list(found.firm.core),
        "borderline": list(found.firm.borderline),
        "presence": plain(found.firm.presence),
        "near": [[list(p.chosen), p.value] for p in found.near.portfolios[:50]],
        "near_count": len(found.near.portfolios),
        "near_complete": found.near.complete,
    }


def links() -> Json:
    study = study_of("links")
    return {
        **{f"phase {step}": plain(network(step, None, study)) for step in STEPS},
        "claims": [[v.claim.key, v.answer, plain(v.sentence)] for v in verdicts()],
    }


def transmission() -> Json:
    """Cluster, city, county, town under every rule; and the region's levels, zones and growth."""
    study = study_of("secondary")
    other = replace(
        study.with_changes(flipped=("income",)), zone_rules=ZoneRules(60.0, 1.2, 30.0, 3.5, 90.0)
    )
    found: dict[str, Json] = {}
    for name, each in (("as proposed", study), ("otherwise", other)):
        stages = chain_of(each)
        primary, secondary, tertiary = (stages[key] for key in STAGES[:3])
        for lead in LEADS:
            for clustering in CLUSTERINGS:
                tree = chain(primary, secondary, tertiary, lead, clustering)
                found[f"{name} {lead} {clustering}"] = plain(tree)
        found[f"{name} named"] = plain(named_places(stages))
        found[f"{name} zones"] = plain(zones(evidence_of("county"), each.zone_rules))
        found[f"{name} growth"] = plain(dispersion(each.zone_rules))
        found[f"{name} links"] = ranking(links_of(each))
    found["levels"] = plain(levels())
    found["levels without a list"] = plain(levels(("official_75_split",)))
    found["regions"] = plain(regions())
    return found


# weights from answers


def examples() -> dict[str, tuple[str, Json]]:
    """Answers in every way of weighing, good and bad."""
    keys = ["a", "b", "c", "d", "e"]
    rng = random.Random(3)
    found: dict[str, tuple[str, Json]] = {
        "points": ("direct_rating", {"points": {"a": 100, "b": 60, "c": 40, "d": 0}}),
        "points none": ("direct_rating", {"points": {"a": 0, "b": 0}}),
        "swing": ("swing", {"points": {"a": 100, "b": 50, "c": 50, "d": 12.5}}),
        "order": ("rank_order", {"order": ["a", ["b", "c"], "d"]}),
        "order of five": ("rank_order", {"order": keys}),
        "order twice": ("rank_order", {"order": ["a", "a"]}),
    }
    for n in range(12):
        size = 2 + n % 4
        matrix: list[list[float | None]] = [[1.0] * size for _ in range(size)]
        for i in range(size):
            for j in range(i + 1, size):
                ratio = float(rng.choice([1, 2, 3, 5, 7, 9, 0.5, 0.25, 2.5]))
                matrix[i][j], matrix[j][i] = ratio, 1 / ratio
        if n % 3 == 2 and size > 3:
            matrix[0][3] = matrix[3][0] = None
        found[f"pairs {n}"] = ("ahp", {"criteria": keys[:size], "matrix": matrix})
    for n in range(8):
        size = 3 + n % 3
        best, worst = keys[n % size], keys[(n + 1) % size]
        over = {key: rng.randint(1, 9) for key in keys[:size]}
        under = {key: rng.randint(1, 9) for key in keys[:size]}
        over[best] = under[worst] = 1
        over[worst] = under[best] = 9
        answers = {"criteria": keys[:size], "best": best, "worst": worst}
        found[f"best and worst {n}"] = (
            "best_worst",
            {**answers, "best_to_others": over, "others_to_worst": under},
        )
    return found


def elicited() -> Json:
    return {name: or_why(_elicited, way, answers) for name, (way, answers) in examples().items()}


def _elicited(way: str, answers: Json) -> Json:
    found = elicit(way, answers)
    return {
        "weights": found.weights.as_dict(),
        "consistency": [found.consistency, found.limit, found.acceptable],
        "worst": [[j.row, j.column, j.given, j.fits] for j in found.worst],
        "workings": list(plain(found.workings).values()),
    }


# workshops


@contextmanager
def same_chances() -> Iterator[None]:
    """Codes, tokens, receipts and orders drawn alike each time: people are shown in the order of their receipts."""
    chance = random.Random(20)
    with (
        patch.object(secrets, "choice", chance.choice),
        patch.object(secrets, "randbelow", chance.randrange),
        patch.object(
            secrets, "token_urlsafe", lambda n=16: f"{chance.getrandbits(8 * n):0{2 * n}x}"
        ),
    ):
        yield


GROUPS = tuple(
    StakeholderGroup(key, Text(key.title(), key), weight)
    for key, weight in (("forest", 2.0), ("town", 1.0), ("road", 1.0))
)
AT = datetime(2026, 3, 2, tzinfo=UTC)


def workshop(way: str, folder: Path) -> Json:
    """Two rounds of eighteen simulated people on the secondary stage, through the store."""
    study = study_of("secondary")
    groups = GROUPS if way in ("points", "ahp") else tuple(replace(g, weight=None) for g in GROUPS)
    with same_chances():
        store = Store.open(f"sqlite:///{folder / f'{way}.db'}", clock=lambda: AT)
        asked = Workshop.of(
            study, f"Rehearsed by {way}", way, groups=groups, minimum_group=3, lang="en"
        )
        opened = store.open_workshop(asked)
        actors = rehearse(store, opened.code, 18, seed=5)
        submit(store, actors, 1)
        store.note(opened.key, "said")
        store.close_round(opened.key)
        store.open_round(opened.key)
        submit(store, actors, 2)
        store.close_round(opened.key)
    try:
        rounds = store.published(opened.key)
        board = store.facilitated(opened.key)
        shown = [each for each in rounds if isinstance(each, PublishedRound)]
        weighed = replace(study, workshop_outcome=heard_of(store, opened.key))
        return {
            "figures": store_figures(store, opened.key),
            "seen by participants": plain(store.results(actors[0].token)),
            "leanings": [plain(leanings(each)) for each in shown],
            "export": plain(document(board, rounds)),
            "export as workbook": cells(write(workshop_book(board, rounds, Translator("en")))),
            "kept by the study": plain(weighed.workshop_outcome),
            "brief": _in_the_brief(weighed) if way == "points" else None,
        }
    finally:
        store.close()


def _in_the_brief(study: Study) -> Json:
    """The workshop's own sheet of the brief."""
    sheets = brief(study, Translator("en")).sheets
    (own,) = (sheet for sheet in sheets if sheet.key == "workshop")
    return [list(own.sentences), [plain(table.rows) for table in own.tables]]


# briefs


def written(stage: str, lang: Lang) -> Json:
    return cells(write(brief(study_of(stage), Translator(lang))))


def cells(data: bytes) -> Json:
    """Sheet by sheet: numbers, formulas with what they come to, and words, each by the address of its cell."""
    book = load_workbook(io.BytesIO(data))
    shown = load_workbook(io.BytesIO(data), data_only=True)
    found: dict[str, Json] = {}
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        kinds: dict[str, dict[str, Json]] = {"numbers": {}, "formulas": {}, "words": {}}
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if value is None:
                    continue
                if isinstance(value, str) and value.startswith("="):
                    kinds["formulas"][cell.coordinate] = value
                    value = shown[sheet.title][cell.coordinate].value
                kind = "words" if isinstance(value, str) else "numbers"
                kinds[kind][cell.coordinate] = value if isinstance(value, str) else plain(value)
        found[sheet.title] = kinds
    found["defined names"] = {name: each.attr_text for name, each in book.defined_names.items()}
    return found


# tables

TEXTS = {
    "plain": "Name,Income (max),Minutes (min)\nA,2000,12\nB,2500,30\nC,3000,8\n",
    "chinese": "县,收入（元）,林木覆盖率（%）,到铁路（分钟）\n甲县,21000,62.5,95\n乙县,19800,58.1,120\n丙县,,41,70\n",
    "comma": "Name;Income (max);Share (max)\nA;1.234,5;0,62\nB;2.345,6;0,41\n",
    "percent and marks": "Name,Share (max),Cost (min)\nA,62 %,1’200\nB,n/a,900\nC,41%,..\nD,approx. 40%,<100\n",
    "notes and totals": "Table 1\n\nName,Income (max)\nA,3\nB,5\nTotal,8\n\nSource: yearbook\n",
    "two tables": "County,Income (max)\nA,3\nB,5\n\nTable 2\nCounty,Rain (min)\nX,7\nY,9\n",
    "two rows of headings": "Name,People,People,Land\n,2010,2020,km²\nA,5,6,70\nB,3,4,90\n",
    "direction row": "Name,Income,Light\ndirection,max,min\nweight,2,1\nA,3,4\nB,5,6\n",
}


def read_text(text: str) -> Json:
    return or_why(_read, open_file("table.csv", text.encode()))


def read_file(path: Path) -> Json:
    return or_why(lambda: _read(open_path(path)))


def _read(book: Any) -> Json:
    return {"workbook": True} if is_study_workbook(book) else _proposed(propose(book, {}))


def _proposed(found: Any) -> Json:
    evidence = found.evidence
    return {
        "alternatives": [[a.key, plain(a.name)] for a in evidence.alternatives],
        "readings": {
            key: [plain(reading.value) for reading in column.values()]
            for key, column in evidence.observations.items()
        },
        "directions": [[c.key, c.name, c.direction] for c in found.criteria],
        "questions": [[q.key, plain(q.suggestion), q.needed] for q in found.questions],
        "findings": [finding.code for finding in findings_of(found)],
    }


def compared() -> Json:
    """What changed between the stage as proposed and as touched, and who moved."""
    before = study_of("secondary")
    after = before.with_changes(flipped=("income",), beyond="raw")
    found = Comparison(before, after)
    return {
        "scales": [c.criterion for c in found.scales],
        "choices": len(found.choices),
        "moved": [[c.key, c.before, c.after] for c in found.moved],
    }
