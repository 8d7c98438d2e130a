"""A study as JSON and back to the same numbers; its hash over data and choices, versions recorded beside it."""

import hashlib
import json
import platform
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, finalize

from criteria.errors import EvidenceError, Finding, StudyError
from inputs.evidence import Evidence
from inputs.files.limits import LONG_IN_STUDY, refuse_bytes, refuse_size
from mcda.study.migrations import FORMAT, MIGRATIONS, compact, expanded, migrated, part_as_2
from mcda.study.study import Study
from mcda.words import phrase

MARK = "green_heart_study"
HALF = re.compile("[\ud800-\udfff]")  # one of a pair of surrogates, alone
COUNTED = (
    "stage",
    "catalogue",
    "evidence",
    "lists_off",
    "zone_rules",
    "data_year",
    "town_type_rules",
)


@cache
def _evidence_adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Evidence)


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
    if study not in _DIGESTS:
        _DIGESTS[study] = _digest(study)
    return _DIGESTS[study]


_DIGESTS: WeakKeyDictionary[Study, str] = WeakKeyDictionary()
_EVIDENCE: dict[int, str] = {}  # the text of evidence at hand: choices change often, data do not


def _digest(study: Study) -> str:
    plain = _adapter().dump_python(
        study, mode="json", exclude_defaults=True, exclude={"evidence": True}
    )
    active = next(scenario for scenario in plain["scenarios"] if scenario["key"] == study.active)
    choices = {name: value for name, value in active.items() if name not in ("key", "name")}
    counted = {name: plain[name] for name in COUNTED if name in plain}
    counted |= {name: part_as_2(name, counted[name]) for name in ("stage", "catalogue")}
    texts = {name: _canonical(value) for name, value in counted.items()}
    texts["choices"] = _canonical(part_as_2("scenario", choices))
    texts["evidence"] = _evidence_text(study.evidence)
    text = ",".join(f'"{name}":{texts[name]}' for name in sorted(texts))
    return hashlib.sha256(f"{{{text}}}".encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _evidence_text(evidence: Evidence) -> str:
    key = id(evidence)
    if key not in _EVIDENCE:
        plain = _evidence_adapter().dump_python(evidence, mode="json", exclude_defaults=True)
        _EVIDENCE[key] = _canonical(part_as_2("evidence", plain))
        finalize(evidence, _EVIDENCE.pop, key, None)
    return _EVIDENCE[key]


def versions() -> dict[str, str]:
    """What computed it: recorded beside the hash, never part of it."""
    packages = {name: version(name) for name in ("pymcdm", "numpy", "pandas")}
    return {"python": platform.python_version(), **packages}


def to_json(study: Study, ascii_only: bool = False) -> str:
    """The study with its hash and versions; `ascii_only` escapes all other characters, for a worksheet's cells."""
    saved: dict[str, Any] = {MARK: FORMAT, "hash": digest(study), "versions": versions()}
    saved["study"] = compact(document(study))
    text = json.dumps(saved, ensure_ascii=ascii_only, separators=(",", ":"))
    # _x0041_ stands for one character in a worksheet
    return re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"\\u005f\1", text) if ascii_only else text


def from_json(text: str, place: str = "study") -> Study:
    """The study that was saved. Raises StudyError if it is none, or of a newer form."""
    from pydantic import ValidationError

    _within(lambda: refuse_bytes(place, len(text)))
    try:
        saved = json.loads(text)
    except (ValueError, RecursionError):
        no_json = phrase("study.not_json")
        raise StudyError.of("study.unreadable", file=place, error=no_json) from None
    if not isinstance(saved, dict) or MARK not in saved:
        other = phrase("study.not_marked", mark=MARK)
        raise StudyError.of("study.unreadable", file=place, error=other)
    form = saved[MARK]
    if form not in (*MIGRATIONS, FORMAT) or isinstance(form, bool):
        raise StudyError.of("study.version", file=place, found=form, expected=FORMAT)
    _refuse_texts(saved, place)
    try:
        plain = expanded(migrated(saved["study"], form))
        alternatives, columns = (
            plain["evidence"][part] for part in ("alternatives", "observations")
        )
        cells = sum(map(len, columns.values()))
        _within(lambda: refuse_size(place, len(alternatives), len(columns), cells))
        study: Study = _adapter().validate_python(plain)
    except StudyError:
        raise
    except (KeyError, TypeError, AttributeError) as error:
        raise StudyError.of("study.unreadable", file=place, error=f"study: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StudyError.of(
            "study.unreadable", file=place, error=f"{where}: {first['msg']}"
        ) from None
    return study


def _within(refuse: Callable[[], None]) -> None:
    """A limit of tables, held by a study. Raises StudyError."""
    try:
        refuse()
    except EvidenceError as error:
        raise StudyError(*error.findings) from None


def _refuse_texts(saved: object, place: str) -> None:
    """Raises StudyError if a text or a name of a field has no end, or holds half a letter, which nothing could keep."""
    waiting = [saved]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str):
            if len(part) > LONG_IN_STUDY:
                wrong = phrase("study.long_text", limit=LONG_IN_STUDY)
            elif not part.isascii() and HALF.search(part):
                wrong = phrase("study.half_letter")
            else:
                continue
            raise StudyError.of("study.unreadable", file=place, error=wrong)


def recorded_hash_findings(text: str, study: Study, place: str) -> tuple[Finding, ...]:
    """A finding if the hash recorded with a study is not that of its data and choices: somebody edited them."""
    recorded, own = json.loads(text).get("hash"), digest(study)
    if recorded in (None, own):
        return ()
    return (Finding.of("study.hash", file=place, found=str(recorded)[:12], expected=own[:12]),)


def open_study(path: Path) -> Study:
    """A study saved as .json. Raises StudyError if it cannot be read."""
    if path.is_dir():
        raise StudyError.of("file.folder", file=str(path))
    try:
        _within(lambda: refuse_bytes(path.name, path.stat().st_size))
        return from_json(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise StudyError.of("file.missing", file=str(path)) from None
