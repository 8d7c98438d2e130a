"""Tables of the three-stage chain, written once: the tree, each city's own positioning, the paper's named places."""

from collections.abc import Mapping, Sequence

from mcda.region.chain import City, Cluster, NamedPlace, named_places
from mcda.report.tables.model import Column, Table
from mcda.study.factory import CHAIN, CITY_STAGE, COUNTY_STAGE, TOWN_STAGE
from mcda.study.study import Study
from mcda.words import Say


def tree(found: Sequence[Cluster], named: Mapping[str, Sequence[str]], say: Say) -> Table:
    """One row a county: cluster, city, county, town, each with its place; the paper's own are marked."""
    rows = []
    for cluster in found:
        for city in cluster.cities:
            for county in city.counties:
                town = county.town
                marks = [
                    say(f"chain.named_{level}")
                    for level, stage, key in (
                        ("city", CITY_STAGE, city.key),
                        ("county", COUNTY_STAGE, county.key),
                        ("town", TOWN_STAGE, town.key if town else ""),
                    )
                    if key in named[stage]
                ]
                rows.append(
                    (
                        say.of(cluster.name),
                        say.of(city.name),
                        city.place,
                        say.of(county.name),
                        county.place,
                        say.of(town.name) if town else "—",
                        town.place if town else None,
                        town.betweenness if town else None,
                        say.join(marks, last=False) or "—",
                    )
                )
    return Table(
        (
            Column(say("chain.cluster"), "name"),
            Column(say("chain.city"), "name"),
            Column(say("chart.place"), "place"),
            Column(say("chain.county"), "name"),
            Column(say("chain.county_place"), "place"),
            Column(say("chain.town"), "name"),
            Column(say("chain.town_place"), "place"),
            Column(say("chain.betweenness"), "reading", "%"),
            Column(say("chain.named"), "key"),
        ),
        tuple(rows),
        say("chain.table_tree"),
    )


def cities(found: Sequence[Cluster], primary: Study, say: Say) -> Table:
    """Each lead city with its own positioning: where it stands in the first third, and what it leads."""

    def profile(city: City) -> str:
        if city.place is None:
            return say("chain.always_in")
        strong = [
            say("chain.strength", name=primary.catalogue[s.criterion].name, place=s.place)
            for s in city.profile
        ]
        return say.join(strong, last=False) or say("chain.no_strength")

    rows = [
        (
            say.of(cluster.name),
            say.of(city.name),
            city.place,
            len(city.counties),
            profile(city),
            say.join([say.of(county.name) for county in city.counties[:3]], last=False) or "—",
            say.of(city.basis),
        )
        for cluster in found
        for city in cluster.cities
    ]
    return Table(
        (
            Column(say("chain.cluster"), "name"),
            Column(say("chain.city"), "name"),
            Column(say("chart.place"), "place"),
            Column(say("chain.counties"), "place"),
            Column(say("chain.positioning"), "text"),
            Column(say("chain.first_counties"), "key"),
            Column(say("chain.basis"), "key"),
        ),
        tuple(rows),
        say("chain.table_cities"),
    )


def named(stages: Mapping[str, Study], say: Say) -> Table:
    """The paper's own places, and how each stage's ranking places them, also where it disagrees."""
    return Table(
        (
            Column(say("brief.stage"), "name"),
            Column(say("chart.name"), "name"),
            Column(say("chart.place"), "place"),
            Column(say("chain.among"), "place"),
            Column(say("chain.agreement"), "text"),
        ),
        tuple(
            (
                say.of(stages[place.stage].stage.name),
                say.of(place.name),
                place.place,
                place.of,
                say(f"chain.{agreement(place)}"),
            )
            for place in named_places(stages)
        ),
        say("chain.table_named"),
    )


def agreement(place: NamedPlace) -> str:
    if place.agrees is None:
        return "shut_out"
    return "agrees" if place.agrees else "disagrees"


def named_sentence(stages: Mapping[str, Study], say: Say) -> str:
    """How many of the paper's places the rankings have in their first third, stage by stage."""
    told = []
    for stage in CHAIN:
        found = [place for place in named_places(stages) if place.stage == stage]
        agreeing = sum(place.agrees is True for place in found)
        told.append(
            say("chain.agree_of", stage=stages[stage].stage.name, count=agreeing, of=len(found))
        )
    return say("chain.named_sentence", told=say.join(told, last=False))


def moved(before: Sequence[Cluster], after: Sequence[Cluster], say: Say) -> list[str]:
    """The cities that another way of clustering puts elsewhere."""
    home = {city.key: cluster for cluster in before for city in cluster.cities}
    return [
        say("chain.moved", city=city.name, before=home[city.key].name, after=cluster.name)
        for cluster in after
        for city in cluster.cities
        if city.key in home and home[city.key].key != cluster.key
    ]
