"""Pictures of the brief's sheets as LibreOffice prints them, in both languages: python -m benchmarks.pictures.brief [FOLDER]

Without a folder the three pictures of README are taken; with one, a picture of the first page of every sheet.
"""

import sys
import tempfile
from pathlib import Path

import pypdfium2

from criteria.text import LANGS, Lang
from mcda.report.tables.model import Sheet
from mcda.report.workbook.contents import brief
from mcda.report.workbook.writer import write
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers import soffice
from tests.drivers.app_server import ROOT

FOLDER = ROOT / "docs" / "pictures"
STAGE = "secondary"
SCALE = 1.9  # picture points to a point of the page
# sheet, language, and how much of its first page from the top
SHOWN: dict[tuple[str, Lang], float] = {
    ("answer", "en"): 0.8,
    ("robustness", "en"): 0.78,
    ("what_if", "zh"): 0.5,
}


def pages(lang: Lang, folder: Path) -> tuple[tuple[Sheet, ...], Path]:
    """The sheets of a brief, and the brief as a PDF."""
    made = brief(embedded_study(STAGE), Translator(lang))
    file = folder / f"{lang}.xlsx"
    file.write_bytes(write(made))
    (pdf,) = soffice.convert([file], folder, "pdf")
    return made.sheets, pdf


def first_pages(sheets: tuple[Sheet, ...], pdf: Path) -> dict[str, int]:
    """The page on which each sheet begins: the first, after that of the sheet before, that holds its title."""
    document = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    found, before = {}, -1
    for sheet in sheets:
        title = "".join(sheet.title.split())
        before = next(i for i in range(before + 1, len(texts)) if title in texts[i])
        found[sheet.key] = before
    return found


def save(pdf: Path, page: int, target: Path, part: float = 1.0) -> None:
    """A part of one page from the top, without its empty margins."""
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=SCALE).to_pil().convert("RGB")
    picture = picture.crop((0, 0, picture.width, int(part * picture.height)))
    inked = picture.convert("L").point(lambda grey: 255 * (grey < 250))
    left, top, right, bottom = inked.getbbox() or (0, 0, *picture.size)
    edge = 24
    box = (left - edge, top - edge, right + edge, min(bottom + edge, picture.height))
    picture.crop(box).quantize(128).save(target, optimize=True)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(exist_ok=True, parents=True)
    with tempfile.TemporaryDirectory() as name:
        for lang in LANGS:
            sheets, pdf = pages(lang, Path(name))
            for key, page in first_pages(sheets, pdf).items():
                part = 1.0 if arguments else SHOWN.get((key, lang))
                if part is not None:
                    save(pdf, page, folder / f"brief_{key}_{lang}.png", part)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
