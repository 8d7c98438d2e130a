"""The region's own maps: pilots as rings, the chain as thin lines, the network growing."""

from collections.abc import Mapping, Sequence
from functools import partial
from math import pi

import altair as alt

from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from mcda.region.network import Network
from mcda.region.pilot_decision import Decision, led_by
from mcda.report import theme
from mcda.report.maps.background import (
    Layers,
    Row,
    Sign,
    Spec,
    both_names,
    central_names,
    cities_over,
    ends,
    ground,
    point,
    position,
    tips,
)
from mcda.report.maps.labels import (
    LAPTOP,
    PHONE,
    ROOM_ON_LAPTOP,
    ROOM_ON_PHONE,
    Scale,
    Standing,
    fitted,
)
from mcda.report.maps.names import either, names
from mcda.report.maps.ranking import rank_map
from mcda.study.study import Study
from mcda.words import Translator


def pilot_map(
    study: Study,
    found: Decision | None,
    t: Translator,
    selected: str | None = None,
    intervals: Mapping[str, tuple[int, int]] | None = None,
) -> Spec:
    """The ranking with a ring and a name at each pilot; thin lines to the lead cities where the chain binds."""
    if found is None:
        return rank_map(study, t, selected, intervals=intervals)
    chosen = [study.evidence[key] for key in found.best.chosen]

    def over(drawn: Layers) -> None:
        if found.rules.chained is not None:
            _threads(drawn, [line(*pair) for pair in led_by(found)], theme.INK)
            leads = "pilots.line_county" if study.stage.level == "town" else "pilots.line_city"
            drawn.signs.append(Sign(t(leads), "stroke", stroke=theme.INK))
        also = [each for each in study.evidence.alternatives if each.key == selected]
        rings(drawn, chosen, t, *_scales(study, t), also)

    return rank_map(study, t, selected, over=over, intervals=intervals)


def _scales(study: Study, t: Translator) -> tuple[Scale, Scale, Sequence[Standing]]:
    """On a laptop, on a phone, and the names that stand already: those of cities, but not on a user's own map."""
    if study.stage.level != "own":
        return LAPTOP, PHONE, central_names(t)
    seats = [candidate.seat for candidate in study.candidates if candidate.seat]
    if not seats:
        return LAPTOP, PHONE, ()
    return fitted(LAPTOP, seats, ROOM_ON_LAPTOP), fitted(PHONE, seats, ROOM_ON_PHONE), ()


def rings(
    drawn: Layers,
    chosen: Sequence[Alternative],
    t: Translator,
    laptop: Scale,
    phone: Scale,
    standing: Sequence[Standing],
    also: Sequence[Alternative] = (),
) -> None:
    """A ring and, where there is room, a name at each of the candidates; `also` are named first, ring or none."""
    known = [candidate for candidate in chosen if candidate.seat is not None]
    base = drawn.on(
        "pilots", [point(candidate) | {"detail": t("map.pilot")} for candidate in known]
    )
    size = either(pi * LAPTOP.radius**2, pi * PHONE.radius**2)
    ring = partial(alt.Chart.mark_point, base, size=size, filled=False, opacity=1)
    drawn.add(
        ring(stroke=theme.PAPER, strokeWidth=5.5).encode(**position()),
        ring(stroke=theme.SELECTED, strokeWidth=2.6).encode(**position(), tooltip=tips(t)),
    )
    drawn.signs.append(Sign(t("map.pilot"), "circle", stroke=theme.SELECTED))
    names(
        drawn,
        "pilot_names",
        [
            (t.text(candidate.name), *candidate.seat)
            for candidate in {each.key: each for each in (*also, *known)}.values()
            if candidate.seat
        ],
        laptop,
        phone,
        standing,
    )


def line(a: Alternative, b: Alternative, **more: object) -> dict[str, object]:
    return {
        "lon": a.lon,
        "lat": a.lat,
        "lon2": b.lon,
        "lat2": b.lat,
        "name": f"{both_names(b)} → {both_names(a)}",
        **more,
    }


def _threads(drawn: Layers, lines: Sequence[Row], colour: str) -> None:
    drawn.add(
        drawn.on("threads", lines)
        .mark_rule(strokeWidth=1.1, color=colour, opacity=0.7)
        .encode(**ends())
    )


def network_map(found: Network, scenario: str, study: Study, t: Translator) -> Spec:
    """The links that stand after a step, as wide as they are to strengthen (or carry the network); new ones dark."""
    cities = evidence_of("city")
    rows = []
    for link in found.links:
        strengthen = scenario == "to_strengthen"
        score = link.strengthen_score if strengthen else link.backbone_score
        candidate = link.strengthen_rank if strengthen else link.backbone_rank
        a, b = (cities[key] for key in link.cities)
        rows.append(
            line(a, b)
            | {
                "name": both_names(study.evidence[link.key]),
                "detail": f"{t('chart.rank')} {candidate}, {theme.number(score)}",
                "score": score,
                "new": link.step == found.step,
                "phase": t("network.added" if link.step == found.step else "network.earlier"),
            }
        )
    drawn = Layers()
    ground(drawn, t, {}, {}, None, None)
    lines = drawn.on("links", rows)
    width = alt.StrokeWidth("score:Q", scale=alt.Scale(domain=[0, 1], range=[1.5, 12]), legend=None)
    colours = {t("network.added"): theme.RAMP[-1], t("network.earlier"): theme.RAMP[2]}
    if found.step == 1:
        del colours[t("network.earlier")]
    colour = alt.Color(
        "phase:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(
            title=t("network.width", what=t(f"network.{scenario}")),
            titleLimit=320,
            orient="bottom",
            symbolType="stroke",
            symbolStrokeWidth=4,
            offset=24,
            labelLimit=300,
        ),
    )
    drawn.add(  # what is new lies above what was there
        *(
            lines.transform_filter(f"{side}datum.new")
            .mark_rule(strokeCap="round", opacity=0.85)
            .encode(**ends(), strokeWidth=width, color=colour, tooltip=tips(t))
            for side in ("!", "")
        )
    )
    cities_over(drawn, t)
    return drawn.spec(t("map.about", title=t("app.network")))
