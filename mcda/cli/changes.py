"""What changed from one study to another, as JSON has it."""

import json
from typing import Any

from criteria.model import Scale
from mcda.study.comparison import Comparison, ValueChange


def changes_document(found: Comparison) -> list[dict[str, Any]]:
    """Each with what it is of: weight, scale or value of a criterion, or a choice by its field."""
    weights = [
        {"what": "weight", "criterion": c.key, "before": c.before, "after": c.after}
        for c in found.weights
    ]
    scales = [
        {
            "what": "scale",
            "criterion": c.criterion,
            "before": _scale(c.before),
            "after": _scale(c.after),
        }
        for c in found.scales
    ]
    values = [{"what": "value", **value_document(change)} for change in found.observations]
    choices = [
        {"what": "choice", "field": c.field, "before": _plain(c.before), "after": _plain(c.after)}
        for c in found.choices
    ]
    return [*weights, *scales, *values, *choices]


def value_document(change: ValueChange) -> dict[str, Any]:
    """A value before and after; its source where it was corrected."""
    return {name: part for name, part in change._asdict().items() if name != "source" or part}


def _scale(scale: Scale) -> dict[str, Any]:
    return {"worst": scale.worst, "best": scale.best, "curve": scale.curve}


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=vars))
