"""Maps of the region as a whole: groups of the county list, zones, badges, and the chain as thin lines."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import altair as alt

from inputs.county_list import list_bases
from inputs.embedded import evidence_of
from mcda.region.areas import words
from mcda.region.chain import Cluster, cluster_name
from mcda.region.designations import designations_of
from mcda.region.town_types import ANSWERS, answer_name, type_name, types_of
from mcda.region.zones import unsure, zone_of
from mcda.report import theme
from mcda.report.maps.background import (
    TALL,
    Layers,
    Sign,
    Spec,
    cities_over,
    columns_of,
    ends,
    ground,
    point,
    position,
    tips,
)
from mcda.report.maps.names import HALO
from mcda.report.maps.pilots_and_network import line
from mcda.report.maps.ranking import names_over, region_map
from mcda.report.tables.plan_membership import county_word, of_county
from mcda.study.factory import CITY_STAGE
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES, TownType
from mcda.study.zone_rules import ZONES
from mcda.words import Translator

# official rows in greens, what was added for other reasons apart; told apart by the colour-blind
LIST_COLOURS = ("#33925A", "#78BB7B", "#B5DBB0", "#0072B2", "#56B4E9", "#CC79A7", "#E69F00")
ZONE_COLOURS = {"core": theme.RAMP[-1], "transition": theme.RAMP[2], "rim": "#E3D9B8"}
CLUSTER_COLOURS = ("#D55E00", "#0072B2", "#CC79A7", "#009E73", "#7A7A7A")
LOW = TALL - 70  # px of a map with a long legend, which is to be seen with it
ANSWER_COLOURS = {
    "yes": theme.RAMP[-1],
    "borderline": theme.RAMP[2],
    "no": "#E3D9B8",
    "not_determinable": "#CC79A7",
    "not_applicable": "#C9CDD2",
}
PLAN_COLOURS = {"whole": "#0072B2", "partly": "#8CC5E8", "none": "#E3D9B8"}
# registered people per resident, from and to below
AWAY_STEPS = ((1.0, 1.2), (1.2, 1.3), (1.3, 1.4), (1.4, 1.6))
BADGE_STEPS = ((1, "region.badges_one"), (2, "region.badges_few"), (4, "region.badges_many"))


def list_classes(study: Study, t: Translator) -> dict[str, str]:
    """County → the group of the list that it is in, of those not switched off."""
    shown = [basis for basis in list_bases() if basis.key not in study.lists_off]
    return {key: t.text(basis.name) for basis in shown for key in basis.members}


def list_map(study: Study, t: Translator, selected: str | None) -> Spec:
    """The county list by why a county is on it; those switched off are grey and crossed."""
    shown = [basis for basis in list_bases() if basis.key not in study.lists_off]
    names = list_classes(study, t)
    colours = {
        t.text(basis.name): colour
        for basis, colour in zip(list_bases(), LIST_COLOURS, strict=True)
        if basis in shown
    }
    title, off = t("region.legend_list"), t("region.off")
    return region_map(study, t, names, colours, names, selected, title, height=LOW, without=off)


def zone_classes(study: Study, t: Translator) -> dict[str, str]:
    """County → its zone, from the core outwards."""
    zones = zone_of(study.evidence, study.zone_rules)
    names = words()["zones"]
    return {key: names[z]["name"][t.lang] for z in ZONES for key, own in zones.items() if own == z}


def zone_map(study: Study, t: Translator, selected: str | None) -> Spec:
    """Core, transition and rim; a question mark where the zone hangs on how tree cover is read."""
    evidence, rules = study.evidence, study.zone_rules
    doubtful = unsure(evidence_of("county", study.lists_off), rules)
    names = {key: words()["zones"][key]["name"][t.lang] for key in ZONES}
    values = zone_classes(study, t)
    colours = {names[key]: ZONE_COLOURS[key] for key in ZONES}
    details = {
        key: name + (f" ({t('region.unsure')})" if key in doubtful else "")
        for key, name in values.items()
    }

    def over(drawn: Layers) -> None:
        marks = drawn.on("unsure", [point(evidence[key]) for key in doubtful])
        words = partial(alt.Chart.mark_text, marks, text="?", fontSize=12, fontWeight="bold")
        drawn.add(
            words(stroke=theme.PAPER, strokeWidth=HALO).encode(**position()),
            words(color=theme.INK).encode(**position()),
        )
        asked = [("?", *seat, 0.0) for key in doubtful if (seat := evidence[key].seat) is not None]
        names_over(study, t, [selected] if selected else [], asked)(drawn)

    title = t("region.legend_zones")
    return region_map(study, t, values, colours, details, selected, title, over, TALL)


def badge_classes(study: Study, t: Translator) -> dict[str, str]:
    """County → how many protected sites and lists are known for it, where any is."""
    found = {each.key: len(designations_of(each.key)) for each in study.evidence.alternatives}
    steps = [(low, t(phrase)) for low, phrase in BADGE_STEPS]
    held = {key: [w for low, w in steps if n >= low][-1] for key, n in found.items() if n}
    return {key: word for _, step in steps for key, word in held.items() if word == step}


def badge_map(study: Study, t: Translator, selected: str | None) -> Spec:
    """How many protected sites and lists are known for each county; none known is grey, and not a zero."""
    values = badge_classes(study, t)
    details = {
        key: t.join(
            [f"{t.text(b.name)} ({t.text(b.kind_name)})" for b in designations_of(key)], last=False
        )
        for key in values
    }
    steps = (theme.RAMP[1], theme.RAMP[2], theme.RAMP[3])
    colours = {t(p): c for (_, p), c in zip(BADGE_STEPS, steps, strict=True)}
    title, none = t("region.legend_badges"), t("region.none_known")
    return region_map(
        study, t, values, colours, details, selected, title, height=TALL, without=none
    )


def town_type_classes(
    study: Study, t: Translator, kind: TownType = TOWN_TYPES[0]
) -> dict[str, str]:
    """County → the answer for one type of county town, yes first."""
    found = {
        each.key: types_of(each.key, study.town_type_rules)[kind]
        for each in study.evidence.alternatives
    }
    return {
        key: t.text(answer_name(answer))
        for answer in ANSWERS
        for key, own in found.items()
        if own == answer
    }


def town_type_map(
    study: Study, t: Translator, selected: str | None, kind: TownType = TOWN_TYPES[0]
) -> Spec:
    """The answers for one type of county town; urban districts, which it does not mean, are grey."""
    values, details = town_type_classes(study, t, kind), {}
    for county in study.evidence.alternatives:
        found = types_of(county.key, study.town_type_rules)
        details[county.key] = values[county.key]
        if found[kind] != "not_applicable":
            held = [t.text(type_name(each)) for each in TOWN_TYPES if found[each] == "yes"]
            told = t("town_types.held", types=t.join(held)) if held else t("town_types.none_held")
            details[county.key] = t.clauses([values[county.key], told])
    colours = {t.text(answer_name(each)): ANSWER_COLOURS[each] for each in ANSWERS}
    title, off = t.text(type_name(kind)), t("region.off")
    return region_map(study, t, values, colours, details, selected, title, height=LOW, without=off)


def away_classes(study: Study, t: Translator) -> dict[str, str]:
    """County → the step of its registered people per resident, where these are known."""
    found: dict[str, str] = {}
    above = study.evidence.observations["people_away"].items()
    for low, high in AWAY_STEPS:
        step = t("region.away_step", low=f"{low:.1f}", high=f"{high:.1f}")
        last = high == AWAY_STEPS[-1][1]
        for key, ratio in above:
            if ratio.value is not None and key not in found and (ratio.value < high or last):
                found[key] = step
    return found


def away_map(study: Study, t: Translator, selected: str | None) -> Spec:
    """Registered people per resident in steps; a county without registered people is grey."""
    values = away_classes(study, t)
    steps = [
        t("region.away_step", low=f"{low:.1f}", high=f"{high:.1f}") for low, high in AWAY_STEPS
    ]
    details = {key: f"{study.evidence.observation('people_away', key).value:.2f}" for key in values}
    colours = dict(zip(steps, theme.RAMP[: len(steps)], strict=True))
    title, none = t("region.legend_away"), t("region.none_known")
    return region_map(
        study, t, values, colours, details, selected, title, height=TALL, without=none
    )


def plan_classes(study: Study, t: Translator) -> dict[str, str]:
    """County → whether it is in a national urban cluster plan."""
    found = {each.key: county_word(each.key, t) for each in study.evidence.alternatives}
    words = [t(f"plans.{member}") for member in PLAN_COLOURS]
    return {key: word for word in words for key, own in found.items() if own == word}


def plan_map(study: Study, t: Translator, selected: str | None) -> Spec:
    """Whether each county is in a national urban cluster plan: by the parts of its city that the plan prints."""
    counties = study.evidence.alternatives
    values = plan_classes(study, t)
    details = {county.key: of_county(county, t) for county in counties}
    colours = {t(f"plans.{member}"): colour for member, colour in PLAN_COLOURS.items()}
    title, off = t("plans.column"), t("region.off")
    return region_map(study, t, values, colours, details, selected, title, height=TALL, without=off)


# The layers of the region's counties, by their names on page Region. A new one is a function and an entry here, and in
# words/region.toml its `view_NAME` and `NAME_words`.
LAYERS: dict[str, Callable[..., Spec]] = {
    "levels": list_map,
    "heart": zone_map,
    "badges": badge_map,
    "types": town_type_map,
    "away": away_map,
    "plans": plan_map,
}
# Of each layer the class of each county, for the people behind it.
CLASSES: dict[str, Callable[..., dict[str, str]]] = {
    "levels": list_classes,
    "heart": zone_classes,
    "badges": badge_classes,
    "types": town_type_classes,
    "away": away_classes,
    "plans": plan_classes,
}


def chain_map(
    found: Sequence[Cluster], stages: Mapping[str, Study], named: Collection[str], t: Translator
) -> Spec:
    """Thin lines from each lead city to its counties, in the colour of its cluster; the paper's places marked."""
    cities, counties = evidence_of("city"), evidence_of("county")
    lines, dots = [], []
    for cluster in found:
        name = t.text(cluster.name)
        for city in cluster.cities:
            for county in city.counties:
                rank = counties[county.key]
                detail = t("chain.detail", city=city.name, county=county.rank)
                lines.append(line(rank, cities[city.key], cluster=name, detail=detail))
                dots.append(
                    point(rank)
                    | {
                        "cluster": name,
                        "detail": detail,
                        "named": county.key in named,
                        "pivot": county.town is not None and county.town.rank <= 10,
                    }
                )
    drawn = Layers(LOW)
    ground(drawn, t, {}, {}, None, None)
    clusters = [t.text(cluster_name(key)) for key in [cluster.key for cluster in found]]
    scale = alt.Scale(domain=clusters, range=list(CLUSTER_COLOURS[: len(clusters)]))
    colour = alt.Color(
        "cluster:N",
        scale=scale,
        legend=alt.Legend(
            title=t("chain.cluster"),
            orient="bottom",
            columns=columns_of(clusters),
            labelLimit=300,
            symbolType="stroke",
        ),
    )
    drawn.legend = 1 - (-len(clusters) // columns_of(clusters))
    drawn.signs += [
        Sign(t("chain.top_town"), "circle", stroke=theme.SELECTED),
        Sign(t("chain.named_here"), "diamond", stroke=theme.SELECTED),
        Sign(t("chain.city"), "square", theme.INK),
    ]
    seats = drawn.on("seats", dots)
    drawn.add(
        drawn.on("chain", lines)
        .mark_rule(strokeWidth=1.3, opacity=0.8)
        .encode(**ends(), color=colour, tooltip=tips(t)),
        seats.mark_circle(size=26, opacity=1).encode(
            **position(),
            color=alt.Color("cluster:N", scale=scale, legend=None),
            tooltip=tips(t),
        ),
        seats.transform_filter("datum.pivot")
        .mark_point(size=110, stroke=theme.SELECTED, strokeWidth=1.8, filled=False, opacity=1)
        .encode(**position(), tooltip=tips(t)),
        seats.transform_filter("datum.named")
        .mark_point(
            shape="diamond",
            size=190,
            stroke=theme.SELECTED,
            strokeWidth=1.8,
            filled=False,
            opacity=1,
        )
        .encode(**position(), tooltip=tips(t)),
    )
    leads = [
        point(stages[CITY_STAGE].evidence[city.key])
        for cluster in found
        for city in cluster.cities
        if city.counties
    ]
    drawn.add(
        drawn.on("leads", leads)
        .mark_square(size=34, color=theme.INK, opacity=1)
        .encode(**position(), tooltip=[alt.Tooltip("name:N", title=t("chain.city"))])
    )
    cities_over(drawn, t)
    return drawn.spec(t("map.about", title=t("chain.cluster")))
