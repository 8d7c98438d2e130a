"""The room's values as JSON and back, to the last bit: for the store, the export, and whoever reads it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from criteria.text import Text
from mcda.group.model.panel import Submission
from mcda.group.model.workshop import AgendaItem, StakeholderGroup, Workshop
from mcda.model.weights import GroupedWeights, Weights


def to_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Any:
    return json.loads(text)


def plain(value: Any) -> Any:
    """The value as it comes back from the store."""
    return from_text(to_text(value))


def settings(workshop: Workshop) -> dict[str, Any]:
    """The workshop as plain data, without its study."""
    return {
        "title": workshop.title,
        "stage": workshop.stage,
        "criteria": {group: list(keys) for group, keys in workshop.criteria.items()},
        "names": {key: _both(name) for key, name in workshop.names.items()},
        "way": workshop.method_key,
        "groups": groups(workshop.groups),
        "floor": workshop.minimum_group,
        "lang": workshop.lang,
        "agenda": [{"title": item.title, "minutes": item.minutes} for item in workshop.agenda],
        "expected_heads": workshop.expected_heads,
        "most_seats": workshop.most_seats,
        "visibility": workshop.visibility,
        "admission": workshop.admission,
        "closes_at": workshop.closes_at,
        **({"rehearsal": True} if workshop.is_rehearsal else {}),
    }


def workshop_from(plain: Mapping[str, Any], study: str) -> Workshop:
    return Workshop(
        title=plain["title"],
        stage=plain["stage"],
        criteria={group: tuple(keys) for group, keys in plain["criteria"].items()},
        names={key: Text(**name) for key, name in plain["names"].items()},
        method_key=plain["way"],
        groups=groups_from(plain["groups"]),
        study=study,
        minimum_group=plain["floor"],
        lang=plain["lang"],
        agenda=tuple(AgendaItem(**item) for item in plain["agenda"]),
        expected_heads=plain.get("expected_heads", 0),  # 1.0 did not ask
        most_seats=plain.get("most_seats", 0),
        is_rehearsal=plain.get("rehearsal", False),
        visibility=plain.get("visibility", "anonymous"),
        admission=plain.get("admission", "open"),
        closes_at=plain.get("closes_at", ""),
    )


def groups(found: Sequence[StakeholderGroup]) -> list[dict[str, Any]]:
    return [
        {"key": group.key, "name": _both(group.name), "weight": group.weight} for group in found
    ]


def groups_from(plain: Sequence[Mapping[str, Any]]) -> tuple[StakeholderGroup, ...]:
    return tuple(
        StakeholderGroup(group["key"], Text(**group["name"]), group["weight"]) for group in plain
    )


def weights(grouped: GroupedWeights) -> dict[str, Any]:
    return {
        "groups": grouped.groups.as_dict(),
        "inside": {key: inside.as_dict() for key, inside in grouped.inside.items()},
    }


def weights_from(plain: Mapping[str, Any]) -> GroupedWeights:
    """The very shares that were written: normalising them again would move their last bits."""
    return GroupedWeights(
        _shares(plain["groups"]), {key: _shares(inside) for key, inside in plain["inside"].items()}
    )


def submission_from(row: Mapping[str, Any]) -> Submission:
    """One row of the store, its JSON still text."""
    return Submission(
        seat=row["seat_id"],
        group=row["group_key"],
        round=row["round"],
        method_key=row["way"],
        answers=from_text(row["answers"]),
        weights=weights_from(from_text(row["weights"])),
        consistency=from_text(row["consistency"]),
        channel=row["channel"],
        order=tuple(from_text(row["shown"])),
        submitted_at=row["at"],
        receipt=row["receipt"],
        sign=row["sign"],
        pseudonym=row["pseudonym"],
    )


def _shares(plain: Mapping[str, float]) -> Weights:
    return Weights(tuple(plain), tuple(float(share) for share in plain.values()))


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
