"""A workshop to take home: its settings, rounds and notes, the figures of its cells, and lines only if asked for."""

from typing import Any

from criteria.text import Lang
from mcda.group.analysis.consensus import spread
from mcda.group.model import serialisation
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.model.decision_matrix import Array

FORMAT = 2
MARK = "green_heart_workshop"


def document(
    board: Facilitated,
    rounds: tuple[PublishedRound | SuppressedRound, ...],
    lines: bool = False,
) -> dict[str, Any]:
    """The whole workshop as plain data, ready for JSON: no keys, no pseudonyms, no times of answers.

    With `lines` each person's weights, without names, where a round may be shown so.
    """
    return {
        MARK: FORMAT,
        "code": board.code,
        "settings": serialisation.settings(board.workshop),
        "study": serialisation.from_text(board.workshop.study),
        "rounds": [_round(each, lines) for each in rounds],
    }


def lines(rounds: tuple[PublishedRound | SuppressedRound, ...], lang: Lang) -> list[dict[str, Any]]:
    """Each person's weights without names, of all rounds that may be shown so, groups named in one language.

    A line has no group where too few people were in the same groups in all rounds.
    """
    return [
        {**row, "group": None if row["group"] is None else row["group"].in_(lang)}
        for each in rounds
        if isinstance(each, PublishedRound)
        for row in each.rows
    ]


def _round(each: PublishedRound | SuppressedRound, with_lines: bool) -> dict[str, Any]:
    round_ = each.round
    told: dict[str, Any] = {
        "number": round_.number,
        "state": round_.state,
        "opened_at": round_.opened_at,
        "closed_at": round_.closed_at,
        "closed_by": round_.closed_by,
        "way": round_.method_key,
        "criteria": list(round_.criteria),
        "floor": round_.minimum_group,
        "notes": [{"kind": n.kind, "text": n.text, "at": n.at} for n in round_.notes],
    }
    if isinstance(each, SuppressedRound):
        return {**told, "withheld": each.finding.code}
    found = spread(each)
    keys = [cell.key for cell in each.cells]
    cells = [
        {
            "key": cell.key,
            "groups": list(cell.groups),
            "heads": cell.heads,
            "paper": cell.paper,
            "share": cell.share,
            **_figures(each.criteria, mean, quartiles),
        }
        for cell, mean, quartiles in zip(each.cells, found.cell_means, found.of_cells, strict=True)
    ]
    told |= {
        "heads": each.heads,
        "paper": each.paper,
        "everyone": _figures(each.criteria, found.mean, found.everyone),
        "cells": cells,
        "lines": each.lines,
    }
    if not with_lines or each.lines == "none":
        return told
    answers = [
        {**row, "group": None if row["group"] is None else keys[at]}
        for row, at in zip(each.rows, each.cell_of, strict=True)
    ]
    return {**told, "answers": answers}


def _figures(criteria: tuple[str, ...], mean: Array, quartiles: Array | None) -> dict[str, Any]:
    """By criterion the mean, and lower quartile, median and upper quartile where there are enough people."""
    told: dict[str, Any] = {"mean": dict(zip(criteria, mean.tolist(), strict=True))}
    if quartiles is not None:
        told["quartiles"] = dict(zip(criteria, quartiles.T.tolist(), strict=True))
    return told
