"""The square code (QR) for a projector or a paper form, as SVG: sharp at any size."""

import base64
import io

import segno
from markupsafe import Markup

from mcda.report.html.templates import fill


def qr_svg(text: str, label: str, scale: float = 4) -> str:
    """An SVG element that says `text` to a camera and `label` to whoever hears the page."""
    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        scale=scale,
        border=2,
        title=label,
        omitsize=False,
    )
    return out.getvalue().decode("utf-8").strip()


def qr_image(text: str, label: str, scale: float = 4) -> Markup:
    """The same as an image element, for pages that take pictures and no drawings."""
    drawn = base64.b64encode(qr_svg(text, label, scale).encode()).decode()
    return fill("square", label=label, drawn=drawn)
