"""The region's own maps: pilots as rings, the chain as thin lines, the network growing, zones and badges."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from inputs.evidence import Alternative
from mcda.region.decision import Decision, led_by
from mcda.report import look
from mcda.report.maps import place_map
from mcda.report.maps_ground import Layers, Spec, both_names, point, tips
from mcda.study import Study
from mcda.words import Say

POSITION: dict[str, Any] = {"longitude": "lon:Q", "latitude": "lat:Q"}
ENDS: dict[str, Any] = {**POSITION, "longitude2": "lon2:Q", "latitude2": "lat2:Q"}
HALO = 3  # px of paper round a name on the map


def pilot_map(study: Study, found: Decision | None, say: Say, selected: str | None = None) -> Spec:
    """The ranking with a ring and a name at each pilot; thin lines to the lead cities where the chain binds."""
    if found is None:
        return place_map(study, say, selected)
    chosen = [study.evidence[key] for key in found.best.chosen]

    def over(drawn: Layers) -> None:
        if found.rules.chained is not None:
            _threads(drawn, [_line(*pair) for pair in led_by(found)], look.INK)
        rings(drawn, chosen, say)

    return place_map(study, say, selected, over=over)


def rings(drawn: Layers, chosen: Sequence[Alternative], say: Say) -> None:
    rows = [
        point(place) | {"label": say.of(place.name), "detail": say("map.pilot")}
        for place in chosen
        if place.seat is not None
    ]
    base = drawn.on("pilots", rows)
    drawn.add(
        base.mark_point(
            size=230, stroke=look.PAPER, strokeWidth=5.5, filled=False, opacity=1
        ).encode(**POSITION),
        base.mark_point(
            size=230, stroke=look.SELECTED, strokeWidth=2.6, filled=False, opacity=1
        ).encode(**POSITION, tooltip=tips(say)),
        *named(base, dy=-16),
    )


def named(base: alt.Chart, dy: int, size: int = 12) -> list[alt.Chart]:
    """Names with a halo of paper, so that they read on any colour."""
    words = {"dy": dy, "fontSize": size, "fontWeight": "bold"}
    halo = base.mark_text(
        **words, stroke=look.PAPER, strokeWidth=HALO, color=look.PAPER, strokeJoin="round"
    )
    return [
        halo.encode(**POSITION, text="label:N"),
        base.mark_text(**words, color=look.INK).encode(**POSITION, text="label:N"),
    ]


def _line(a: Alternative, b: Alternative, **more: Any) -> dict[str, Any]:
    return {
        "lon": a.lon,
        "lat": a.lat,
        "lon2": b.lon,
        "lat2": b.lat,
        "name": f"{both_names(b)} → {both_names(a)}",
        **more,
    }


def _threads(drawn: Layers, lines: list[dict[str, Any]], colour: Any) -> None:
    drawn.add(
        drawn.on("threads", lines)
        .mark_rule(strokeWidth=1.1, color=colour, opacity=0.7)
        .encode(**ENDS)
    )
