"""Draws one picture and ends: run by picture.py as a process of its own, since a failure of the drawing ends its process.

Reads from standard input the folder of fonts, the sharpness and a Vega-Lite specification; writes the PNG. With a form
("png" or "svg") and a frame, the picture has its title above it and its source below it.
"""

import json
import re
import sys
from itertools import groupby
from unicodedata import category, east_asian_width
from xml.sax.saxutils import escape

import vl_convert

MARGIN, GAP = 20, 10  # px round the picture; between it and its words
LEADING = 1.4  # of a line, in heights of its letters
LETTER = 0.5  # width of a letter in its height; a Chinese character is as wide as high
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|.)")  # in JSON
TAG = re.compile(r"<[a-z][^<>]*>")
SEEN_THROUGH = re.compile(r'="#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])"')
OUTER = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"[^>]*>(.*)</svg>\s*', re.DOTALL)


def main() -> None:
    folder, sharpness, spec, *framed_as = json.load(sys.stdin)
    vl_convert.register_font_directory(folder)
    chart = _legal(spec)
    if not framed_as:
        made = vl_convert.vegalite_to_png(chart, scale=sharpness)
    else:
        form, frame = framed_as
        svg = framed(vl_convert.vegalite_to_svg(chart), **frame)
        made = svg.encode() if form == "svg" else vl_convert.svg_to_png(svg, scale=sharpness)
    sys.stdout.buffer.write(made)


def _legal(spec: dict[str, object]) -> str:
    """A specification as JSON, without signs that no drawing may hold and that end its process."""
    text = ILLEGAL.sub("", json.dumps(spec, ensure_ascii=False))
    return ESCAPED.sub(
        lambda sign: "" if sign[1] and ILLEGAL.match(chr(int(sign[1], 16))) else sign[0], text
    )


def framed(
    svg: str,
    above: list[tuple[str, float, str]],
    below: list[tuple[str, float, str]],
    font: str,
    ink: str,
) -> str:
    """A drawing with lines of words above and below it, each (words, height of its letters, colour), on white paper."""
    found = OUTER.fullmatch(ILLEGAL.sub("", svg))
    if found is None:
        raise ValueError(svg[:80])
    width, height, inside = float(found[1]), float(found[2]), found[3]
    words, top = _lines(above, MARGIN, width)
    at = top + GAP if above else top
    foot, bottom = _lines(below, at + height + GAP, width)
    across, down = width + 2 * MARGIN, bottom + MARGIN
    drawn = TAG.sub(lambda tag: _on_paper(tag[0], ink), inside)
    family = escape(font, {"'": "&apos;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{across:g}" height="{down:g}" viewBox="0 0 {across:g} {down:g}" color="{ink}">'
        f'<rect width="{across:g}" height="{down:g}" fill="white"/>'
        f"<g font-family='{family}'>{words}</g>"
        f'<g transform="translate({MARGIN},{at:g})">{drawn}</g>'
        f"<g font-family='{family}'>{foot}</g></svg>"
    )


def _lines(said: list[tuple[str, float, str]], top: float, width: float) -> tuple[str, float]:
    """The words from `top` on as text elements, and where they end."""
    found = []
    for words, size, colour in said:
        for line in wrapped(ILLEGAL.sub("", words), width / size):
            top += LEADING * size
            found.append(
                f'<text x="{MARGIN}" y="{top - 0.3 * size:g}" font-size="{size:g}" fill="{colour}">'
                f"{escape(line)}</text>"
            )
    return "".join(found), top


def wrapped(words: str, room: float) -> list[str]:
    """The words in lines of so many heights of their letters: broken at spaces, between Chinese characters, or anywhere."""
    lines, used = [""], 0.0
    for piece in _pieces(words):
        wide = sum(map(_width, piece.rstrip()))
        if used + wide > room and lines[-1]:
            lines.append("")
            used = 0.0
        for sign in piece if wide > room else [piece]:
            across = sum(map(_width, sign))
            if used + across > room and lines[-1] and sign.strip() and wide > room:
                lines.append("")
                used = 0.0
            lines[-1] += sign
            used += across
    return [line.strip() for line in lines if line.strip()]


def _pieces(words: str) -> list[str]:
    """What stays on one line: a word with the space after it, a Chinese character with the signs that open or close it."""
    pieces: list[str] = []
    for is_wide, run in groupby(" ".join(words.split()), key=_is_wide):
        if is_wide:
            pieces += run
        else:
            pieces += re.findall(r"\S+\s*|\s+", "".join(run))
    joined: list[str] = []
    for piece in pieces:
        closes = category(piece[0]) in ("Pe", "Pf", "Po")
        if joined and (
            category(joined[-1][-1]) in ("Ps", "Pi") or (closes and not joined[-1].endswith(" "))
        ):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _is_wide(sign: str) -> bool:
    return east_asian_width(sign) in "WF"


def _width(sign: str) -> float:
    return 1.0 if _is_wide(sign) else LETTER


def _on_paper(tag: str, ink: str) -> str:
    """A tag with colours that every program knows: no page's own text colour, none that is seen through."""
    return SEEN_THROUGH.sub(_solid, tag.replace('"currentColor"', f'"{ink}"'))


def _solid(colour: re.Match[str]) -> str:
    """The colour as it looks on white; none at all where all is seen through."""
    *parts, alpha = (17 * int(digit, 16) for digit in colour.groups())
    if alpha == 0:
        return '="none"'
    mixed = (round(255 - (255 - part) * alpha / 255) for part in parts)
    return '="#' + "".join(f"{part:02X}" for part in mixed) + '"'


if __name__ == "__main__":
    main()
