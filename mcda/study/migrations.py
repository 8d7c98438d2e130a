"""The forms that a saved study has had: how the present one is written, and how each older one becomes the next."""

from collections.abc import Callable
from typing import Any

FORMAT = 2  # raised when the form changes, and when an older program would lose something that it does not know
Plain = dict[str, Any]  # a study as JSON has it


def compact(study: Plain) -> Plain:
    """Readings that are nothing but a value as that number, gaps as null: a third of the size."""
    return _with_readings(study, _compact)


def expanded(study: Plain) -> Plain:
    """Every reading as a table of its fields."""
    return _with_readings(study, _expanded)


def _with_readings(study: Plain, turn: Callable[[Any], Any]) -> Plain:
    evidence = study["evidence"]
    readings = {
        key: {alternative: turn(reading) for alternative, reading in column.items()}
        for key, column in evidence["readings"].items()
    }
    return {**study, "evidence": {**evidence, "readings": readings}}


def _compact(reading: Any) -> Any:
    if reading == {}:
        return None
    return reading["value"] if set(reading) == {"value"} else reading


def _expanded(reading: Any) -> Any:
    if reading is None:
        return {}
    return reading if isinstance(reading, dict) else {"value": reading}


def _from_1(study: Plain) -> Plain:
    """Form 1 wrote each reading as a table. It knew no rules for single gaps and no corrections: there are none."""
    return compact(study)


# One function for every older form, to the next.
MIGRATIONS: dict[int, Callable[[Plain], Plain]] = {1: _from_1}


def migrated(study: Plain, form: int) -> Plain:
    """A study of any known form in the present one."""
    for older in range(form, FORMAT):
        study = MIGRATIONS[older](study)
    return study
