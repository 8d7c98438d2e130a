"""Tables of the three-stage chain, written once: the tree, each city's own positioning, the paper's named places."""

from collections.abc import Mapping, Sequence

from mcda.region.chain import Border, City, Cluster, County, NamedPlace, Town, named_places
from mcda.region.pilot_candidates import leads_unranked
from mcda.report.tables import plan_membership
from mcda.report.tables.model import Column, Table, tabulate
from mcda.study.factory import CHAIN, CITY_STAGE, COUNTY_STAGE, TOWN_STAGE
from mcda.study.study import Study
from mcda.words import Translator


def tree(found: Sequence[Cluster], named: Mapping[str, Sequence[str]], t: Translator) -> Table:
    """One row a county: cluster, city, county, town, each with its rank; whom the paper names is marked in its own cell."""

    def name(stage: str, place: City | County | Town) -> str:
        is_named = place.key in named[stage]
        return t("chain.marked", name=place.name) if is_named else t.text(place.name)

    rows = []
    for cluster in found:
        for city in cluster.cities:
            for county in city.counties:
                town = county.town
                rows.append(
                    (
                        t.text(cluster.name),
                        name(CITY_STAGE, city),
                        city.rank,
                        name(COUNTY_STAGE, county),
                        county.rank,
                        name(TOWN_STAGE, town) if town else "—",
                        town.rank if town else None,
                        town.betweenness if town else None,
                        plan_membership.county_word(county.key, t),
                        border(county.border, t),
                    )
                )
    return Table(
        (
            Column(t("chain.cluster"), "name"),
            Column(t("chain.city"), "name"),
            Column(t("chart.rank"), "rank"),
            Column(t("chain.county"), "name"),
            Column(t("chain.county_rank"), "rank"),
            Column(t("chain.town"), "name"),
            Column(t("chain.town_rank"), "rank"),
            Column(t("chain.betweenness"), "value", "%"),
            Column(t("plans.county_column"), "key"),
            Column(t("chain.border"), "key"),
        ),
        tuple(rows),
        t("chain.table_tree"),
    )


def border(found: Border | None, t: Translator) -> str:
    """Which city lies beyond a provincial border, in words; a dash where none does."""
    if found is None or found.city.province is None:
        return "—"
    words = "chain.border_lead" if found.is_lead else "chain.border_nearest"
    return t(words, city=found.city.name, province=found.city.province)


def border_count(found: Sequence[Cluster], t: Translator) -> str:
    """How many pairs of county and lead city cross a provincial border, and how many nearest cities lie beyond one."""
    borders = [c.border for cluster in found for city in cluster.cities for c in city.counties]
    lead = sum(each is not None and each.is_lead for each in borders)
    nearest = sum(each is not None and not each.is_lead for each in borders)
    return t("chain.border_count", lead=lead, nearest=nearest, count=len(borders))


def cities(found: Sequence[Cluster], primary: Study, t: Translator) -> Table:
    """Each lead city with its own positioning: where it stands in the first third, and what it leads."""

    def profile(city: City) -> str:
        if city.rank is None:
            return t("chain.always_in" if leads_unranked(primary, city.key) else "chain.shut_out")
        strong = [
            t("chain.strength", name=primary.catalogue[s.criterion].name, rank=s.rank)
            for s in city.profile
        ]
        return t.join(strong, last=False) or t("chain.no_strength")

    rows = [
        (
            t.text(cluster.name),
            t.text(city.name),
            city.rank,
            len(city.counties),
            profile(city),
            t.join([t.text(county.name) for county in city.counties[:3]], last=False) or "—",
            t.text(city.basis),
            plan_membership.word(primary.evidence[city.key], t),
        )
        for cluster in found
        for city in cluster.cities
    ]
    return Table(
        (
            Column(t("chain.cluster"), "name"),
            Column(t("chain.city"), "name"),
            Column(t("chart.rank"), "rank"),
            Column(t("chain.counties"), "rank"),
            Column(t("chain.positioning"), "text"),
            Column(t("chain.first_counties"), "key"),
            Column(t("chain.basis"), "key"),
            Column(t("plans.column"), "key"),
        ),
        tuple(rows),
        t("chain.table_cities"),
    )


def named(stages: Mapping[str, Study], t: Translator) -> Table:
    """The paper's own places, and how each stage's ranking ranks them, also where it disagrees."""
    return tabulate(
        t,
        t("chain.table_named"),
        named_places(stages),
        ("brief.stage", "name", lambda rank: t.text(stages[rank.stage].stage.name)),
        ("chart.name", "name", lambda rank: t.text(rank.name)),
        ("chart.rank", "rank", lambda rank: rank.rank),
        ("chain.among", "rank", lambda rank: rank.of),
        ("chain.agreement", "text", lambda rank: t(f"chain.{agreement(rank)}")),
        ("plans.column", "text", lambda rank: _in_plan(rank, stages[rank.stage], t)),
    )


def _in_plan(rank: NamedPlace, study: Study, t: Translator) -> str:
    """Of a city the national plans that it is in, of a county or its town that of the county."""
    if study.stage.level == "city":
        return plan_membership.member_of(rank.key, t)
    return plan_membership.county_word(rank.key, t)


def agreement(rank: NamedPlace) -> str:
    if rank.agrees is None:
        return "shut_out"
    return "agrees" if rank.agrees else "disagrees"


def named_sentence(stages: Mapping[str, Study], t: Translator) -> str:
    """How many of the paper's places the rankings have in their first third, stage by stage."""
    told = []
    for stage in CHAIN:
        found = [rank for rank in named_places(stages) if rank.stage == stage]
        agreeing = sum(rank.agrees is True for rank in found)
        told.append(
            t("chain.agree_of", stage=stages[stage].stage.name, count=agreeing, of=len(found))
        )
    return t("chain.named_sentence", counts=t.join(told, last=False))


def moved(before: Sequence[Cluster], after: Sequence[Cluster], t: Translator) -> list[str]:
    """The cities that another way of clustering puts elsewhere."""
    home = {city.key: cluster for cluster in before for city in cluster.cities}
    return [
        t("chain.moved", city=city.name, before=home[city.key].name, after=cluster.name)
        for cluster in after
        for city in cluster.cities
        if city.key in home and home[city.key].key != cluster.key
    ]
