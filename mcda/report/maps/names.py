"""Names drawn on a map where `labels` has found room for them, on a laptop and on a phone."""

import json
from collections.abc import Sequence
from functools import partial
from math import hypot

import altair as alt

from mcda.report import theme
from mcda.report.maps.background import Layers, position
from mcda.report.maps.labels import LAPTOP, NARROW, PHONE, Label, Scale, Standing, placed

HALO = 3  # px of paper round a name on the map
UNSEEN = Label("", 0, 0)  # where a name has no room


def names(
    drawn: Layers,
    name: str,
    points: Sequence[tuple[str, float, float]],
    laptop: Scale = LAPTOP,
    phone: Scale = PHONE,
    standing: Sequence[Standing] = (),
) -> None:
    """Names with a halo of paper, so that they read on any colour; where they stand depends on the map's width."""
    on_laptop, on_phone = (placed(points, scale, standing) for scale in (laptop, phone))
    both = zip(on_laptop, on_phone, points, strict=True)
    for number, (on_wide, on_narrow, (text, lon, lat)) in enumerate(both):
        if on_wide is None and on_narrow is None:
            continue
        wide, narrow = on_wide or UNSEEN, on_narrow or UNSEEN
        base = drawn.on(f"{name}_{number}", [{"label": text, "lon": lon, "lat": lat}])
        words = partial(
            alt.Chart.mark_text,
            base,
            dx=either(wide.dx, narrow.dx),
            dy=either(wide.dy, narrow.dy),
            fontSize=either(laptop.font if wide.text else 0, phone.font if narrow.text else 0),
            fontWeight="bold",
            baseline="middle",
        )
        if wide.leader or narrow.leader:
            leader = base.mark_point(
                shape=either(_leader(wide, laptop), _leader(narrow, phone)),
                size=4,  # at which a shape's own units are pixels
                filled=False,
                stroke=theme.INK,
                strokeWidth=1,
                opacity=1,
            )
            drawn.add(leader.encode(**position()))
        halo = words(stroke=theme.PAPER, strokeWidth=HALO, color=theme.PAPER, strokeJoin="round")
        drawn.add(
            halo.encode(**position(), text=alt.Text("label:N")),
            words(color=theme.INK).encode(**position(), text=alt.Text("label:N")),
        )


def either(wide: float | str, narrow: float | str) -> alt.ExprRef:
    """One value on a wide map, another on a phone."""
    return alt.ExprRef(f"width < {NARROW} ? {json.dumps(narrow)} : {json.dumps(wide)}")


def _leader(label: Label, scale: Scale) -> str:
    """A line from the ring to where the name begins."""
    if label.leader is None:
        return "M0,0"
    across, down = label.leader
    start = (scale.radius + 1) / hypot(across, down)
    return f"M{across * start:.1f},{down * start:.1f}L{across:.1f},{down:.1f}"
