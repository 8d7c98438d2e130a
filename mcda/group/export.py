"""A workshop to take home: its settings, rounds and notes, and the answers that may be shown, a line a participant."""

from typing import Any

from criteria.text import Lang
from mcda.group.model import serialisation
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound

FORMAT = 1
MARK = "green_heart_workshop"


def document(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...]
) -> dict[str, Any]:
    """The whole workshop as plain data, ready for JSON: no keys, no pseudonyms, no times of answers."""
    return {
        MARK: FORMAT,
        "code": board.code,
        "settings": serialisation.settings(board.workshop),
        "study": serialisation.from_text(board.workshop.study),
        "rounds": [_round(each) for each in rounds],
    }


def lines(rounds: tuple[PublishedRound | SuppressedRound, ...], lang: Lang) -> list[dict[str, Any]]:
    """Every line that may be shown, of all rounds, the names of groups in one language: for a workbook."""
    return [
        {**row, "group": row["group"].in_(lang)}
        for each in rounds
        if isinstance(each, PublishedRound)
        for row in each.rows
    ]


def _round(each: PublishedRound | SuppressedRound) -> dict[str, Any]:
    round_ = each.round
    told: dict[str, Any] = {
        "number": round_.number,
        "state": round_.state,
        "opened_at": round_.opened_at,
        "closed_at": round_.closed_at,
        "way": round_.method_key,
        "criteria": list(round_.criteria),
        "floor": round_.floor,
        "notes": [{"kind": n.kind, "text": n.text, "at": n.at} for n in round_.notes],
    }
    if isinstance(each, SuppressedRound):
        return {**told, "withheld": each.finding.code}
    cells = [
        {"key": c.key, "groups": list(c.groups), "heads": c.heads, "share": c.share}
        for c in each.cells
    ]
    keys = [cell.key for cell in each.cells]
    answers = [{**row, "group": keys[at]} for row, at in zip(each.rows, each.cell_of, strict=True)]
    return {**told, "cells": cells, "answers": answers}
