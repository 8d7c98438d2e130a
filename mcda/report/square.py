"""The square code (QR) for a projector or a ballot, as SVG: sharp at any size."""

import io

import segno


def square(text: str, label: str, scale: float = 4) -> str:
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
