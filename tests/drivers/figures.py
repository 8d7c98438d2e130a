"""Figures of the program as plain JSON: the one place that knows its names, for pinning and for comparing versions."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from math import isclose, isnan
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from criteria.text import Text
from inputs.files import open_file, open_path
from inputs.own_study.study_workbook import read_workbook, stages_of
from inputs.tables.cells.number import normalise_text
from mcda.group.analysis.summary import Summary, agreement_of, summed, weights_of, workshop_outcome
from mcda.group.model import screens
from mcda.group.model.paper_form_table import read_table
from mcda.group.model.views import Entry, Seated
from mcda.group.model.workshop import StakeholderGroup, Workshop
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.group.rehearsal import sensible_answers
from mcda.group.store.schema import METADATA
from mcda.group.store.workshops import Store
from mcda.report.workbook.reader import reopened
from mcda.study.factory import own_study
from mcda.study.io import MARK, digest, from_json, open_study
from mcda.study.migrations import FORMAT, migrated
from mcda.study.study import Study

Json = Any  # numbers, words, lists and tables of them


def plain(value: Any) -> Json:
    """Numbers of numpy, tuples and values of the program as JSON has them."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    # by position: a field may be called otherwise in another version
    return [plain(getattr(value, field.name)) for field in fields(value)]


def hashed(value: Any) -> str:
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# studies


def ranking(study: Study) -> Json:
    """[key, score, rank], best first."""
    return [[line.key, float(line.score), int(line.rank)] for line in study.ranking]


def study_figures(study: Study) -> Json:
    """What a saved study comes to: its hash, ranking, weights, and who may not compete."""
    return {
        "hash": digest(study),
        "stage": study.stage.key,
        "scenarios": [scenario.key for scenario in study.scenarios],
        "active": study.active,
        "weights": study.ranking.weights.as_dict(),
        "ranking": ranking(study),
        "ineligible": sorted(study.ineligible),
        "below_cutoff": [
            [low.key, float(low.score), int(low.rank), bool(low.excluded)]
            for low in study.screened_out
        ],
        "imputed": sorted(
            [gap.alternative, gap.criterion, gap.filled] for gap in study.filled.missing_values
        ),
        "heard": heard_figures(study),
    }


def choices(study: Study) -> Json:
    """Everything chosen in the active scenario, and what stands beside it in the study."""
    chosen, workshop_outcome = study.scenario, study.workshop_outcome
    return {
        "flipped": list(chosen.flipped),
        "cutoffs": [[c.criterion, c.side, c.value, c.effect] for c in chosen.cutoffs],
        "assumed": [[a.alternative, a.variable, a.value] for a in chosen.assumed],
        "eligibility": dict(chosen.eligibility),
        "missing": {
            "rule": chosen.missing_value_policy,
            "by_criterion": dict(chosen.missing_value_policies),
            "by_cell": [[c.alternative, c.criterion, c.policy] for c in chosen.missing_value_cells],
        },
        "pilots": {
            "k": chosen.pilot_constraints.k,
            "quotas": [
                [q.by, q.group, q.at_least, q.at_most] for q in chosen.pilot_constraints.quotas
            ],
            "km": chosen.pilot_constraints.min_distance_km,
            "must": list(chosen.pilot_constraints.must),
            "never": list(chosen.pilot_constraints.never),
            "chain": chosen.pilot_constraints.chain,
        },
        "lists_off": list(study.lists_off),
        "zones": plain(study.zone_rules),
        "linked": {stage: scenario.key for stage, scenario in study.linked_scenarios.items()},
        "workshop": None
        if workshop_outcome is None
        else [workshop_outcome.title, len(workshop_outcome.rounds)],
    }


def heard_figures(study: Study) -> Json:
    """The figures of the workshop that a study carries; None without one."""
    if study.workshop_outcome is None:
        return None
    return [
        {
            "number": each.number,
            "way": each.weighting_method,
            "heads": each.heads,
            "groups": [[plain(g.name), g.heads, plain(g.weights)] for g in each.groups],
            "weights": None
            if each.weights is None
            else {k: [w.room, w.lower, w.median, w.upper] for k, w in each.weights.items()},
            "sentence": plain(each.sentence),
            "agreement": plain(each.agreement),
            "discuss": plain(each.discuss),
            "sure": None
            if each.rank_shares is None
            else {
                mode: [[p.alternative, p.first, p.among, p.low, p.high] for p in places]
                for mode, places in each.rank_shares.items()
            },
            "notes": [list(each.notes), list(each.parked)],
            "withheld": plain(each.why_suppressed),
        }
        for each in study.workshop_outcome.rounds
    ]


def opened_study(path: Path) -> Study:
    return open_study(path)


def opened_brief(path: Path) -> tuple[Study, str, list[str]]:
    """The study a brief records, its language, and the codes of what no longer fits."""
    found = reopened(path)
    return found.study, found.lang, [finding.code for finding in found.findings]


# workshops


def receipts_of(store: Store, key: str) -> dict[str, str]:
    """The receipt behind each sign of a workshop's rounds, which nobody is shown."""
    return {s.sign: s.receipt for s in store.panel(key).submissions}


def round_figures(each: PublishedRound | SuppressedRound, receipts: Mapping[str, str]) -> Json:
    """A round as it may be shown and what it comes to for the study it weighed; the finding's code where it is withheld.

    Rows in the order of their receipts, which is that of 1.0.
    """
    if isinstance(each, SuppressedRound):
        return {"number": each.number, "withheld": each.finding.code}
    order = sorted(range(each.heads), key=lambda row: receipts[each.signs[row]])
    camps = each.opinion_group_of
    found = {
        "number": each.number,
        "way": each.round.method_key,
        "criteria": list(each.criteria),
        "opened_at": each.round.opened_at,
        "closed_at": each.round.closed_at,
        "notes": [[note.kind, note.text, note.at] for note in each.round.notes],
        "cells": [
            [cell.key, plain(cell.name), list(cell.groups), cell.heads, float(cell.share)]
            for cell in each.cells
        ],
        "rows": [
            [
                receipts[each.signs[row]],
                int(each.cell_of[row]),
                plain(each.weights[row]),
                plain(each.consistency[row]),
            ]
            for row in order
        ],
        "camps": None if camps is None else [int(camps[row]) for row in order],
        "answers": hashed(tuple(each.answers[row] for row in order)),
        "orders": hashed(tuple(each.orders[row] for row in order)),
    }
    summary = summed(each, each.workshop.opened_study)
    return found | {"summary": None if summary is None else summary_figures(summary, order)}


def summary_figures(summary: Summary, order: Sequence[int]) -> Json:
    return {
        "group_weights": {
            voice: plain(
                summary.weights(voice).whole(summary.study.filled.matrix.criteria).as_dict()
            )
            for voice in summary.participant_weights
        },
        "criteria": plain(weights_of(summary.spread)),
        "agreement": agreement_of(summary),
        "sentence": None if summary.verdict is None else plain(summary.verdict.sentence),
        "divides": [
            [list(divide.cells), None if divide.next is None else plain(divide.next)]
            for divide in summary.divides
        ],
        "sure": plain(summary.sure),
        "top3": plain(summary.top(3)),
        "ranks": hashed(summary.placed[list(order)]),
    }


def workshop(study: Study, title: str, way: str, groups: Sequence[Any]) -> Workshop:
    """A workshop on a study with the groups that `store_figures` tells of."""
    people = tuple(StakeholderGroup(key, Text(*name), weight) for key, name, weight in groups)
    return Workshop.of(study, title, way, groups=people)


def store_figures(store: Store, key: str) -> Json:
    """A workshop as its facilitator sees it: settings, who answered, and every round."""
    board = store.facilitated(key)
    return {
        "code": board.code,
        "title": board.workshop.title,
        "way": board.workshop.method_key,
        "criteria": plain(board.workshop.criteria),
        "groups": [[g.key, plain(g.name), g.weight] for g in board.workshop.groups],
        "floor": board.workshop.minimum_group,
        "lang": board.workshop.lang,
        "agenda": [[item.title, item.minutes] for item in board.workshop.agenda],
        "joined": plain(board.attendance.joined),
        "submitted": plain(board.attendance.submitted),
        "open_round": board.round.number if board.round.is_open else None,
        "study": digest(board.workshop.opened_study),
        "rounds": [round_figures(each, receipts_of(store, key)) for each in store.published(key)],
    }


def seat_figures(seated: Seated) -> Json:
    """What a participant finds again: who they are, what they submitted, and what they had begun."""
    notes = screens.notes_kept(seated)
    return {
        "code": seated.code,
        "group": seated.seat.group,
        "pseudonym": seated.seat.pseudonym,
        "receipt": seated.seat.receipt,
        "order": list(seated.seat.order),
        "round": seated.round.number,
        "submissions": [
            [
                s.round,
                s.channel,
                s.method_key,
                plain(s.answers),
                plain(s.consistency),
                s.submitted_at,
            ]
            for s in seated.own
        ],
        "begun": bool(seated.unfinished),
        "notes": plain(notes),
        "first_open": screens.first_open(seated.workshop, seated.seat.order, notes),
        "questions": len(screens.screens(seated.workshop, seated.seat.order)),
    }


def heard_of(store: Store, key: str) -> Any:
    """What a study keeps of the workshop's closed rounds."""
    rounds = store.published(key)
    shown = {
        each.number: summed(each, each.workshop.opened_study)
        for each in rounds
        if isinstance(each, PublishedRound)
    }
    found = {number: summary for number, summary in shown.items() if summary is not None}
    return workshop_outcome(store.facilitated(key).workshop, rounds, found)


def forms_read(workshop: Workshop, name: str, data: bytes) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries of a filled table of paper forms, and the codes of what is wrong with it."""
    sheet = open_file(name, data).sheet()
    rows = [
        [normalise_text(f"{cell:.15g}" if isinstance(cell, float) else cell) for cell in row]
        for row in sheet.rows
    ]
    entries, findings = read_table(workshop, rows, lambda i, j: sheet.place(sheet.address(i, j)))
    return entries, [finding.code for finding in findings]


def answers(workshop: Workshop, seed: int) -> Json:
    """Answers that can be submitted in a workshop, different for each seed."""
    return sensible_answers(workshop, seed)


def entries_figures(entries: Sequence[Entry]) -> Json:
    return [[entry.paper_form, entry.group, plain(entry.answers)] for entry in entries]


def publication_figures(store: Store, link: str) -> Json:
    """What stands under a link of 1.0, and the figures of the study there; no study where it was withdrawn."""
    found = store.open_published(link)
    return {
        "status": found.status,
        "title": found.title,
        "version": found.version,
        "date": found.date,
        "replaced_by": found.replaced_by,
        "replaces": found.replaces,
        "newest": store.newest(link).link,
        "study": study_figures(from_json(found.study)) if found.study else None,
    }


def desk_figures(desk: Mapping[str, Any]) -> Json:
    """What a planner's draft holds: the stage in hand, lists switched off, gates of zones, and each study."""
    rules = desk.get("zone_rules")
    return {
        "stage": desk.get("stage"),
        "lists_off": list(desk.get("lists_off", ())),
        "zone_rules": None if rules is None else plain(rules),
        "studies": {
            key: study_figures(study)
            for name in ("studies", "own")
            for key, study in desk.get(name, {}).items()
        },
    }


# what a file or an address of 1.0 opens


def own_table(table: Path, criteria: Path) -> Study:
    """A user's table with its file of criteria, ranked pair by pair with the thresholds that the file gives."""
    (stage,) = stages_of(table, str(criteria), {})
    study = own_study(stage.own, stage.loaded, stage.title, "2026-03-02")
    return study.with_changes(method="promethee_ii", parameters=dict(stage.own.thresholds))


def workbook_studies(path: Path) -> dict[str, Study]:
    """The stages of a filled study workbook."""
    return {
        stage.key: own_study(stage.own, stage.loaded, stage.title, "2026-03-02")
        for stage in read_workbook(open_path(path))
    }


def desk_of(app: AppTest) -> Json:
    """What lies on a planner's desk after a visit."""
    names = ("stage", "lists_off", "zone_rules", "studies", "own")
    state = app.session_state
    return desk_figures({name: state[name] for name in names if name in state})


def phone_of(app: AppTest) -> Json:
    """Whose seat a phone has found, what was begun there, and which question is shown."""
    hand = app.session_state["hand"]
    return {
        "receipt": hand.seated.seat.receipt,
        "notes": plain(hand.notes),
        "at": hand.at,
        "done": hand.done,
    }


# comparing


def in_present_names(found: Json) -> Json:
    """A dump with every saved study in it in the present form: what was only renamed since is then equal."""
    if isinstance(found, list):
        return [in_present_names(each) for each in found]
    if not isinstance(found, dict):
        return found
    if MARK in found:
        return {**found, MARK: FORMAT, "study": migrated(found["study"], found[MARK])}
    return {key: in_present_names(each) for key, each in found.items()}


Difference = tuple[str, str, Json, Json]  # (kind, place, old, new)
NOTHING = "—"


def differences(
    old: Json, new: Json, equal: Counter[str] | None = None, place: str = ""
) -> Iterator[Difference]:
    """Where two figures differ, of a kind: numbers, words, length, come, gone. `equal` counts what does not."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in new:
                yield "gone", f"{place}/{key}", _short(old[key]), NOTHING
            elif key not in old:
                yield "come", f"{place}/{key}", NOTHING, _short(new[key])
            else:
                yield from differences(old[key], new[key], equal, f"{place}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield "length", place, len(old), len(new)
        for at, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from differences(one, other, equal, f"{place}/{at}")
    else:
        kind = "words" if isinstance(old, str) and isinstance(new, str) else "numbers"
        if not same(old, new):
            yield kind, place, old, new
        elif equal is not None:
            equal[kind] += 1


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def same(old: Json, new: Json) -> bool:
    numbers = (int, float)
    if isinstance(old, numbers) and isinstance(new, numbers) and bool not in (type(old), type(new)):
        both_none = isnan(old) and isnan(new)
        return both_none or isclose(old, new, rel_tol=1e-9, abs_tol=1e-12)
    return type(old) is type(new) and bool(old == new)


def rows_of(store: Store) -> dict[str, int]:
    """How many rows each table of the store has."""
    return store.database.read(
        lambda tx: {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }
    )
