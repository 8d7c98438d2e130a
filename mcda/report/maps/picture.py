"""A map of the screen as a picture for files: the same specification, drawn without a browser."""

import json
import logging
import subprocess
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from mcda.report import theme
from mcda.report.maps import drawing
from mcda.report.maps.background import Spec

# Names in both languages, whatever fonts the machine has: of the package only its font is read, its code never runs.
FONT_PACKAGE = "zhplot"
FAMILY = "Noto Sans SC"
WIDTH = 640  # pixels of the drawing across
LEGEND = 30  # pixels between map and legend: a name may stand there
SHARPNESS = 2.5  # pixels of the picture to one of the drawing
SECONDS = 60  # after which a drawing is given up
_LOG = logging.getLogger(__name__)


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
    spec = json.loads(drawn)
    spec |= {
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
    }
    config = spec.setdefault("config", {})
    config |= {"font": f"{FAMILY}, {theme.FONT}", "background": "white"}
    ink = {"labelColor": theme.INK, "titleColor": theme.INK}
    config["legend"] = {**config.get("legend", {}), **ink, "offset": LEGEND}
    try:
        done = subprocess.run(  # noqa: S603 - a file of ours, and no word of the user's in the command
            [sys.executable, drawing.__file__],
            input=json.dumps([fonts(), SHARPNESS, spec]).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        _LOG.warning("a map was not drawn: %s", error)
        return None
    return done.stdout
