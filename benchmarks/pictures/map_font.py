"""The fonts of maps in files, cut from Noto Sans CJK: python -m benchmarks.pictures.map_font FOLDER

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc.

A map has the same bytes on every machine only with letters of its own. They are those of names and map phrases.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from mcda.report.maps.picture import FAMILY, FONTS
from tests.drivers.map_letters import letters


def main(folder: str) -> int:
    for weight in ("Regular", "Bold"):
        cut(Path(folder) / f"NotoSansCJK-{weight}.ttc", weight)
    return 0


def cut(source: Path, weight: str) -> None:
    """One weight with these letters alone, under a name that no machine has already."""
    faces = TTCollection(source).fonts
    face: TTFont = next(f for f in faces if str(f["name"].getDebugName(1)).endswith("CJK SC"))
    options = Options()
    options.name_IDs, options.layout_features = [0, 1, 2, 3, 4, 5, 6, 13, 14], []
    options.hinting, options.desubroutinize, options.notdef_outline = False, True, True
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(letters())))
    subsetter.subset(face)
    called = {
        1: FAMILY,
        2: weight,
        4: f"{FAMILY} {weight}",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
    }
    for number, name in called.items():
        face["name"].setName(name, number, 3, 1, 0x409)
    face["name"].names = [n for n in face["name"].names if n.langID in (0, 0x409)]
    FONTS.mkdir(exist_ok=True)
    face.save(FONTS / f"green-heart-sans-{weight.lower()}.otf")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
