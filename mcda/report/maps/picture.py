"""A chart or map of the screen as a picture for files: the same specification, drawn without a browser."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal

from mcda.report import theme
from mcda.report.maps import drawing
from mcda.report.maps.background import PHONE, WIDER, Spec

# Names in both languages, whatever fonts the machine has: of the package only its font is read, its code never runs.
FONT_PACKAGE = "zhplot"
FAMILY = "Noto Sans SC"
WIDTH = 640  # pixels of the drawing across
LEGEND = 30  # pixels between map and legend: a name may stand there
SHARPNESS = 2.5  # pixels of the brief's picture to one of the drawing
DOUBLE = 2  # pixels of a picture to take away to one of the drawing
SECONDS = 60  # after which a drawing is given up, or waiting for one
AT_ONCE = BoundedSemaphore(2)  # each drawing takes some 200 MB
TITLE, NOTE, FOOT = 18.0, 13.0, 11.0  # px of letters
_LOG = logging.getLogger(__name__)

Form = Literal["png", "svg"]


def fonts() -> str:
    """The folder of the font that is installed with the app."""
    found = find_spec(FONT_PACKAGE)
    assert found is not None  # a requirement
    assert found.origin is not None
    return str(Path(found.origin).parent / "fonts")


def png(spec: Spec, width: float, height: float) -> bytes | None:
    """The bytes of a picture of these proportions, the same for the same specification; None if it cannot be drawn."""
    drawn = json.dumps(spec, sort_keys=True, default=dict)
    return _png(drawn, round(WIDTH * height / width))


@lru_cache(maxsize=8)
def _png(drawn: str, height: int) -> bytes | None:
    spec = _on_white(json.loads(drawn)) | _fitted(height)
    return _drawn([fonts(), SHARPNESS, _with_room(spec)])


def framed(
    chart: Any, form: Form, title: str, notes: Sequence[str], foot: Sequence[str]
) -> bytes | None:
    """A map's specification or an Altair chart with title and notes above it and lines below it; None if not drawn."""
    if isinstance(chart, dict):
        aspect = chart.get("usermeta", {}).get("aspect")
        # as high as on a phone, where all but the map itself is as high as it is here
        height = WIDTH / WIDER + PHONE / aspect - PHONE / WIDER if aspect else chart["height"]
        spec = _with_room(json.loads(json.dumps(chart, default=dict))) | _fitted(round(height))
    else:
        spec = {"width": WIDTH, **chart.to_dict()}
    above = [(title, TITLE, theme.INK), *((note, NOTE, theme.QUIET) for note in notes)]
    frame = {
        "above": above,
        "below": [(line, FOOT, theme.QUIET) for line in foot],
        "font": f"{FAMILY}, {theme.FONT}",
        "ink": theme.INK,
    }
    return _drawn([fonts(), DOUBLE, _on_white(spec), form, frame])


def _fitted(height: int) -> Spec:
    """A map in a room: its legend stands inside."""
    fit = {"type": "fit", "contains": "padding"}
    return {"width": WIDTH, "height": height, "autosize": fit}


def _with_room(spec: Spec) -> Spec:
    """A map's legend farther from it than on the screen, where names are smaller."""
    config = spec.setdefault("config", {})
    config["legend"] = {**config.get("legend", {}), "offset": LEGEND}
    return spec


def _on_white(spec: Spec) -> Spec:
    """The specification for white paper, in the fonts that are at hand."""
    config = spec.setdefault("config", {})
    config |= {"font": f"{FAMILY}, {theme.FONT}", "background": "white"}
    ink = {"labelColor": theme.INK, "titleColor": theme.INK}
    config["legend"] = {**config.get("legend", {}), **ink}
    return spec


def _drawn(task: list[object]) -> bytes | None:
    if not AT_ONCE.acquire(timeout=SECONDS):
        _LOG.warning("a picture was not drawn: too many were asked for")
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a file of ours, and no word of the user's in the command
            [sys.executable, drawing.__file__],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        _LOG.warning("a picture was not drawn: %s", error)
        return None
    finally:
        AT_ONCE.release()
    return done.stdout
