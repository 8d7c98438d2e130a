"""A study as JSON and back to the same numbers; its hash over data and choices, versions recorded beside it."""

import hashlib
import json
import platform
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from criteria.finding import Finding, StudyTrouble
from mcda.study import Study

FORMAT = 1  # raised when the form of the JSON changes; older forms are then migrated here
MARK = "green_heart_study"
COUNTED = ("stage", "catalogue", "evidence", "lists_off", "zone_rules")


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Study)


def document(study: Study) -> dict[str, Any]:
    """The study as plain data, without what is as it always is."""
    plain: dict[str, Any] = _adapter().dump_python(study, mode="json", exclude_defaults=True)
    return plain


def digest(study: Study) -> str:
    """SHA-256 over data and choices: stage, catalogue, evidence, and the active scenario.

    Titles, dates, other scenarios, other stages and program versions do not change it.
    """
    plain = document(study)
    active = next(scenario for scenario in plain["scenarios"] if scenario["key"] == study.active)
    choices = {name: value for name, value in active.items() if name not in ("key", "name")}
    counted = {
        **{name: plain[name] for name in COUNTED if name in plain},
        "choices": choices,
    }
    text = json.dumps(counted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def versions() -> dict[str, str]:
    """What computed it: recorded beside the hash, never part of it."""
    packages = {name: version(name) for name in ("pymcdm", "numpy", "pandas")}
    return {"python": platform.python_version(), **packages}


def to_json(study: Study, ascii_only: bool = False) -> str:
    """The study with its hash and versions; `ascii_only` escapes all other characters, for a worksheet's cells."""
    saved = {MARK: FORMAT, "hash": digest(study), "versions": versions(), "study": document(study)}
    text = json.dumps(saved, ensure_ascii=ascii_only, separators=(",", ":"))
    # _x0041_ stands for one character in a worksheet
    return re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"\\u005f\1", text) if ascii_only else text


def from_json(text: str, place: str = "study") -> Study:
    """The study that was saved. Raises StudyTrouble if it is none, or of a newer form."""
    from pydantic import ValidationError

    try:
        saved = json.loads(text)
    except ValueError as error:
        raise StudyTrouble.of("study.unreadable", file=place, error=str(error)) from None
    if not isinstance(saved, dict) or MARK not in saved:
        raise StudyTrouble.of("study.unreadable", file=place, error=f"no {MARK}")
    if saved[MARK] != FORMAT:
        raise StudyTrouble.of("study.version", file=place, found=saved[MARK], expected=FORMAT)
    try:
        study: Study = _adapter().validate_python(saved.get("study"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StudyTrouble.of(
            "study.unreadable", file=place, error=f"{where}: {first['msg']}"
        ) from None
    return study


def recorded_hash_findings(text: str, study: Study, place: str) -> tuple[Finding, ...]:
    """A finding if the hash recorded with a study is not that of its data and choices: somebody edited them."""
    recorded, own = json.loads(text).get("hash"), digest(study)
    if recorded in (None, own):
        return ()
    return (Finding.of("study.hash", file=place, found=str(recorded)[:12], expected=own[:12]),)


def open_study(path: Path) -> Study:
    """A study saved as .json. Raises StudyTrouble if it cannot be read."""
    try:
        return from_json(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise StudyTrouble.of("file.missing", file=str(path)) from None
