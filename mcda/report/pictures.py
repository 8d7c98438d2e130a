"""A chart or map to take away: its finding above it, its legend inside, its source and checksum below it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.methods.registry import METHODS
from mcda.report.maps.picture import Form, framed
from mcda.report.tables import data
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

SHOWN = 12  # characters of the checksum
LONGEST = 40  # characters of a part of a file name
NO_LETTERS = re.compile(r"[^A-Za-z0-9_]+")


class PictureError(Exception):
    """A picture that could not be drawn."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A map's specification or an Altair chart, what it shows, and what stands round it.

    Its title is the finding, else what a screen reader says. `criterion` is the only one shown, whose sources are then
    told; `changed` says that the scenario is no longer what its name stands for.
    """

    chart: Any
    study: Study
    title: str | None = None
    notes: Sequence[str] = ()
    criterion: str | None = None
    changed: bool = False


def drawn(picture: Picture, t: Translator, form: Form) -> bytes:
    """The file. Raises PictureError if it cannot be drawn."""
    name = spoken_name(picture.chart)
    title = picture.title or name
    notes = [*([name] if name != title else []), *picture.notes]
    made = framed(picture.chart, form, title, notes, foot(picture, t))
    if made is None:
        raise PictureError(name)
    return made


def spoken_name(chart: Any) -> str:
    """What a screen reader says of it."""
    said = chart.get("description", "") if isinstance(chart, dict) else chart.description
    return str(said)


def foot(picture: Picture, t: Translator) -> tuple[str, str]:
    """Where the data come from, and which study and scenario is drawn."""
    study = picture.study
    told = data.source_line(study, t, picture.criterion) if picture.criterion else None
    if told is None:
        told = t("picture.source", title=study.title, date=study.date)
        criteria = study.filled.matrix.criteria
        listed = {source.title for key in criteria for source in data.sources_of(study, key)}
        if listed:
            told = t.sentences([told, t("picture.sources", count=len(listed))])
    scenario = t.text(study.scenario.name)
    rests_on = t(
        "picture.rests_on",
        stage=study.stage.name,
        scenario=t("picture.changed", scenario=scenario) if picture.changed else scenario,
        method=METHODS[study.scenario.method].name,
        hash=digest(study)[:SHOWN],
    )
    return told, rests_on


def shown_only(study: Study, t: Translator, keys: Collection[str] | None) -> list[str]:
    """What a filter by province hides, as a note; none where all are shown."""
    if keys is None:
        return []
    provinces = {t.text(a.province): None for a in study.candidates if a.key in keys and a.province}
    count = len(study.ranking)
    return [t("picture.only", provinces=t.join(list(provinces)), count=count)]


def file_name(study: Study, name: str, ending: str) -> str:
    """Of letters that every system knows: product, stage, scenario where it is not the first, what is shown.

    A name that tells the stage at its end, since its page shows several, does not tell it twice.
    """
    parts = ["green-heart", study.stage.key]
    if study.active != study.scenarios[0].key:
        parts.append(study.active)
    plain = [
        NO_LETTERS.sub("-", part[:LONGEST]).strip("-")
        for part in (*parts, name.removesuffix(f"_{study.stage.key}"))
    ]
    plain = [part for part in plain if part]
    return f"{'_'.join(plain)}.{ending}"
