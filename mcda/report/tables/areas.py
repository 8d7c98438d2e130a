"""Tables of the region, written once: levels beside the paper, list groups, zones, badges, regions to learn from."""

from collections.abc import Collection, Iterable, Sequence

from criteria.catalogue import read_catalogue
from criteria.text import Text
from inputs.boundaries import SINCE_RENAMED
from inputs.county_list import list_bases
from inputs.derived import people_away
from inputs.embedded import county_rows, sources_in
from inputs.evidence import Alternative
from mcda.region.areas import Total, levels
from mcda.region.comparators import Region, oddities, regions
from mcda.region.comparators import aims as aims_of
from mcda.region.designations import PaperItem, designations_of, named_in_paper
from mcda.region.outer_belt import OuterBelt
from mcda.region.population_change import Change, Dispersion, Receiver
from mcda.region.registered_people import YEARS, RegisteredPeople, registered_people
from mcda.region.relations import RELATIONS
from mcda.region.zones import Zone
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.study.study import Study
from mcda.words import Translator, phrase

# what the table of income says of values that a county's profile shows or would show
FLAGS = ("income_2022_dropped", "savings_2022_dropped", "gdp_2022_jump", "savings_2022_jump")
SHOWN = ("rural_income_2016", "rural_income_2022", "gdp_2022", "savings_2022", "registered_2020")
LEADERS = 3  # of each stage are named
# how a measure is counted in each language: its divisor and its unit
UNITS = {
    "counties": (1.0, 1.0, phrase("region.unit_counties")),
    "units": (1.0, 1.0, phrase("region.unit_units")),
    "cities": (1.0, 1.0, phrase("region.unit_cities")),
    "area_km2": (1.0, 1.0, phrase("region.unit_km2")),
    "span_km": (1.0, 1.0, phrase("region.unit_span_km")),
    "people": (1e6, 1e4, phrase("region.unit_people")),
    "gdp": (10.0, 1.0, phrase("region.unit_yuan")),
}


def counted(measure: str, value: float, t: Translator, unit: bool = True) -> str:
    """A figure as each language counts it: 48.3 million people, 4834万人."""
    en, zh, name = UNITS[measure]
    number = value / (zh if t.lang == "zh" else en)
    words = f"{number:,.1f}" if t.lang == "en" and measure == "people" else f"{number:,.0f}"
    if t.lang == "zh":
        words = words.replace(",", "")
    if not unit:
        return words
    return f"{words}{name.zh}" if t.lang == "zh" else f"{words} {name.en}"


def known_of(total: Total, t: Translator) -> str:
    """A figure as computed, and of how many units where some have none."""
    amount = counted(total.measure, total.computed, t)
    if total.known == total.units:
        return amount
    return t("region.known_of", amount=amount, known=total.known, units=total.units)


def difference(total: Total, t: Translator) -> str:
    """What the paper's figure and ours differ by, in words."""
    if total.difference is None:
        return t("region.not_printed")
    if counted(total.measure, total.computed, t) == counted(total.measure, total.printed or 0, t):
        return t("region.equal")
    amount = counted(total.measure, abs(total.difference), t)
    share = t.percent(abs(total.difference) / (total.printed or 1), 1)
    phrase = "region.fewer" if total.difference < 0 else "region.more"
    return t(phrase, amount=amount, share=share)


def level_totals(lists_off: Collection[str], t: Translator) -> Table:
    """The three levels' totals beside the paper's, the difference in words, and why."""
    rows = [
        (
            t.text(level.name),
            t(f"region.measure_{total.measure}"),
            known_of(total, t),
            "—" if total.printed is None else counted(total.measure, total.printed, t),
            difference(total, t),
            t.text(total.why),
        )
        for level in levels(lists_off)
        for total in level.totals
    ]
    return Table(
        (
            Column(t("region.level"), "name"),
            Column(t("region.measure"), "key"),
            Column(t("region.computed"), "key"),
            Column(t("region.printed"), "key"),
            Column(t("region.difference"), "key"),
            Column(t("region.why"), "text"),
        ),
        tuple(rows),
        t("region.table_levels"),
    )


def registered(lists_off: Collection[str], t: Translator) -> str:
    """Why the paper's people and the residents may both be right: registered over resident people, from the table.

    Empty if no listed county has registered people.
    """
    mountain = levels(lists_off)[0]["people"]
    try:
        found = {year: registered_people(year, lists_off) for year in YEARS}
    except ValueError:
        return ""
    now = found["2020"]
    people = {
        "residents": counted("people", now.residents, t),
        "estimate": counted("people", now.estimate, t),
        "printed": counted("people", mountain.printed or 0.0, t),
    }
    return t.sentences(
        [
            t("region.registered_ratio", ratio=f"{now.ratio:.3f}", **numbers(now)),
            t("region.registered_estimate", ratio=f"{now.ratio:.3f}", **people),
            *(
                t("region.registered_other", year=year, ratio=f"{each.ratio:.3f}", **numbers(each))
                for year, each in found.items()
                if year != now.year
            ),
            t("region.registered_assumed"),
        ]
    )


def renamed(key: str, t: Translator) -> list[str]:
    """That a county has become a city since the census, with its code in force."""
    return [t("county.renamed", code=SINCE_RENAMED[key])] if key in SINCE_RENAMED else []


def income_and_people(key: str, t: Translator) -> list[str]:
    """What the table of income has of one county, and of which values it says that they are in doubt or left out."""
    row = next(row for row in county_rows() if row["key"] == key)
    told = []
    for name in SHOWN[:2]:
        if row[name]:
            yuan = f"{float(row[name]):,.0f}"
            told.append(
                t(f"county.figure_{name}", value=yuan.replace(",", "") if t.lang == "zh" else yuan)
            )
    told += [
        t(f"county.figure_{name}", value=counted("gdp", float(row[name]), t))
        for name in SHOWN[2:4]
        if row[name]
    ]
    ratio = people_away(row).value
    if ratio is not None:
        told.append(
            t(
                "county.people_away",
                registered=_persons(10_000 * float(row["registered_2020"]), t),
                ratio=f"{ratio:.2f}",
            )
        )
    return told + [t(f"county.flag_{flag}") for flag in FLAGS if flag in row["flags"].split()]


def income_sources(t: Translator) -> str:
    """On what the figures of income, savings and registered people rest."""
    found = [
        t("data.titled", title=source.title, year=source.year)
        for column, source in sources_in("income").items()
        if column in SHOWN
    ]
    return t("data.source", sources=t.join(found))


def _persons(number: float, t: Translator) -> str:
    return f"{number / 1e4:.1f}" if t.lang == "zh" else f"{number:,.0f}"


def numbers(found: RegisteredPeople) -> dict[str, int]:
    """How many of how many counties have registered people."""
    return {"known": found.known, "count": found.counties}


def list_groups(lists_off: Collection[str], t: Translator) -> Table:
    """The groups of the rebuilt county list, which of them count, and how many they hold."""
    return tabulate(
        t,
        t("region.table_list"),
        list_bases(),
        ("region.group", "name", lambda basis: t.text(basis.name)),
        ("region.members", "rank", lambda basis: len(basis.members)),
        (
            "region.used",
            "key",
            lambda basis: t("region.off") if basis.key in lists_off else t("region.on"),
        ),
    )


def leaders(studies: Iterable[Study], t: Translator) -> Table:
    """What each stage asks, and who ranks highest now."""

    def first(study: Study) -> str:
        lines = list(study.ranking)
        names = t.join([t.text(study.evidence[line.key].name) for line in lines[:LEADERS]])
        last = lines[:LEADERS][-1].rank
        level = sum(line.rank == last for line in lines[LEADERS:])
        return t("ranking.and_more", names=t.composed(names), count=level) if level else names

    return tabulate(
        t,
        "",
        studies,
        ("region.question", "text", lambda study: t.text(study.stage.question)),
        ("region.leaders", "text", first),
    )


def zone_totals(found: Sequence[Zone], t: Translator) -> Table:
    """Core, transition and rim: counties, area, residents, their change, and the pieces that hang together."""
    return tabulate(
        t,
        t("region.legend_zones"),
        found,
        ("region.zone", "name", lambda zone: t.text(zone.name)),
        ("region.members", "rank", lambda zone: len(zone.counties)),
        ("region.measure_area_km2", "key", lambda zone: counted("area_km2", zone.area_km2, t)),
        ("region.measure_people", "key", lambda zone: counted("people", zone.people, t)),
        (
            "region.change",
            "key",
            lambda zone: _changed(zone, t),
        ),
        (
            "region.pieces",
            "key",
            lambda zone: " + ".join(str(len(piece)) for piece in zone.pieces) or "—",
        ),
    )


def _changed(zone: Zone, t: Translator) -> str:
    """The change of residents, and of how many counties where some lack a census."""
    if zone.change_pct is None:
        return "—"
    amount, units = signed(zone.change_pct), len(zone.counties)
    if zone.counted == units:
        return amount
    return t("region.known_of", amount=amount, known=zone.counted, units=units)


def signed(percent: float) -> str:
    return signed_number(f"{percent:+.1f}%")


def signed_number(written: str) -> str:
    """With the sign that a number has in print."""
    return written.replace("-", "−")


def dispersion_words(found: Dispersion, t: Translator) -> str:
    """The paper's "gradually dispersed outwards", beside the two censuses."""
    rings = t.join([t.composed(f"{t.text(r.name)} {signed(r.percent)}") for r in found.rings])
    counted_ = sum(ring.counted for ring in found.rings if ring.key != "beyond")
    phrase = "region.disperses" if found.outwards else "region.does_not_disperse"
    return t(phrase, rings=rings, count=counted_)


def rings(found: Dispersion, t: Translator) -> Table:
    """Each ring's residents at both censuses: what it lost or gained, in persons and in %."""
    return tabulate(
        t,
        t("region.table_rings"),
        found.rings,
        ("region.ring", "name", lambda ring: t.text(ring.name)),
        ("region.units_counted", "rank", lambda ring: ring.counted),
        ("region.residents_2010", "key", lambda ring: counted("people", ring.before, t)),
        ("region.residents_2020", "key", lambda ring: counted("people", ring.after, t)),
        ("region.change_persons", "key", lambda ring: _gained(ring, t)),
        ("region.change", "key", lambda ring: signed(ring.percent)),
    )


def _gained(change: Change | None, t: Translator) -> str:
    """What was lost or gained, in persons."""
    if change is None:
        return "—"
    if t.lang == "zh":
        return t("region.wan", number=signed_number(f"{change.persons / 1e4:+.1f}"))
    return signed_number(f"{change.persons:+,.0f}")


def receivers(found: Sequence[Receiver], t: Translator) -> Table:
    """Each lead city of core counties: what these lost, and what the rest of the city and its districts gained."""
    return tabulate(
        t,
        t("region.table_receivers"),
        found,
        ("chain.lead", "name", lambda each: t.text(each.name)),
        ("region.core_counties", "rank", lambda each: each.core.counted),
        ("region.core_change", "key", lambda each: _gained(each.core, t)),
        ("region.rest_change", "key", lambda each: _gained(each.rest, t)),
        ("region.rest_percent", "key", lambda each: signed(each.rest.percent)),
        ("region.districts_change", "key", lambda each: _gained(each.districts, t)),
    )


def receivers_words(found: Sequence[Receiver], t: Translator) -> str:
    """How many of the lead cities gained people outside the core, and what both censuses do not say."""
    gained = [t.text(each.name) for each in found if each.rest.persons > 0]
    return t.sentences(
        [
            t("region.receivers_words", count=len(found), gained=len(gained)),
            t("region.receivers_names", names=t.join(gained) or t("pilots.nobody")),
            t("region.receivers_caveats"),
        ]
    )


def belt(found: OuterBelt, t: Translator) -> Table:
    """The 26 cities: residents, people in towns, the next of them and how far it is, the nearest first."""
    close = {name for group in found.groups for name in group}
    return tabulate(
        t,
        t("region.table_belt"),
        found.cities,
        ("region.belt_city", "name", lambda city: t.text(city.name)),
        ("region.residents_2020", "key", lambda city: counted("people", city.residents, t)),
        ("region.urban_2020", "key", lambda city: counted("people", city.urban, t)),
        ("region.belt_next", "key", lambda city: t.text(city.next)),
        ("region.belt_distance", "rank", lambda city: round(city.km)),
        ("region.belt_close", "key", lambda city: t("pilots.yes") if city.name in close else "—"),
    )


def belt_words(found: OuterBelt, t: Translator) -> str:
    """The paper's warning of continuous urban development, beside the cities that lie close; under which assumption."""
    groups = [t.join([t.text(name) for name in each]) for each in found.groups]
    return t.sentences(
        [
            t("region.belt_words"),
            t(
                "region.belt_groups",
                km=theme.number(found.close_km),
                count=sum(map(len, found.groups)),
                groups=t.clauses(groups) or t("pilots.nobody"),
            ),
            t("region.belt_assumed"),
        ]
    )


def badge_rows(ranks: Sequence[Alternative], t: Translator) -> Table:
    """Protected sites and lists, one row a badge, with how well each is known."""
    return Table(
        (
            Column(t("chart.name"), "name"),
            Column(t("region.badge"), "name"),
            Column(t("region.badge_kind"), "key"),
            Column(t("region.known"), "key"),
        ),
        tuple(
            (
                t.text(rank.name),
                t.text(designation.name),
                t.text(designation.kind_name),
                t.text(designation.evidence_name),
            )
            for rank in ranks
            for designation in designations_of(rank.key)
        ),
        t("region.table_badges"),
    )


def badge_sources(t: Translator) -> list[str]:
    """On what the protected sites, and what the paper names, rest, and what to doubt of it: a line each."""
    told = []
    for source in sources_in("protected_sites").values():
        name, licence = t.text(source.name), formatting.licence(t, source)
        told.append(t("data.titled", title=source.title, year=source.year))
        told.append(t("data.source_note", name=name, licence=licence, doubt=source.doubt))
    return told + [
        t("region.item_source", name=source.name, title=source.title, doubt=source.doubt)
        for source in sources_in("paper_heritage").values()
    ]


def elsewhere(lists_off: Collection[str], t: Translator) -> Table:
    """The Alps, the Great Lakes, Bohai and the wider Qinba region: figures as printed, Qinba's also as computed."""
    rows: list[tuple[Value, ...]] = []
    for region in regions(lists_off):
        rows += [
            (
                t.text(region.name),
                t.text(figure.measure),
                t.text(figure.printed),
                t("region.as_printed"),
                t.text(figure.note) if figure.note else "—",
            )
            for figure in region.figures
        ]
        rows += [
            (
                t.text(region.name),
                t(f"region.measure_{total.measure}"),
                known_of(total, t),
                t("region.as_computed"),
                t.text(total.why),
            )
            for total in region.computed
            if total.measure in ("area_km2", "people", "gdp")
        ]
    return Table(
        (
            Column(t("region.region_name"), "name"),
            Column(t("region.measure"), "key"),
            Column(t("region.figure"), "key"),
            Column(t("region.basis"), "key"),
            Column(t("region.note"), "text"),
        ),
        tuple(rows),
        t("region.table_elsewhere"),
    )


def instruments(t: Translator) -> Table:
    """What binds each region, with the year where the paper prints one, and what came of it."""

    def agreed(region: Region) -> str:
        told = [
            t("data.titled", title=one.name, year=one.year) if one.year else t.text(one.name)
            for one in region.instruments
        ]
        return t.join(told, last=False)

    return tabulate(
        t,
        t("region.table_instruments"),
        [region for region in regions() if region.instruments],
        ("region.region_name", "name", lambda region: t.text(region.name)),
        ("region.instrument", "text", agreed),
        (
            "region.result",
            "text",
            lambda region: t.text(region.result) if region.result else "—",
        ),
    )


def aims(t: Translator) -> Table:
    """What the paper says the region is worth and should become, and what this tool has of it."""
    return tabulate(
        t,
        t("region.table_aims"),
        aims_of(),
        ("region.where", "name", lambda aim: t.text(aim.place)),
        ("region.says", "text", lambda aim: t.text(aim.says)),
        ("region.here", "text", lambda aim: t.text(aim.here)),
    )


def paper_heritage(t: Translator) -> Table:
    """The species and human sites that the paper names, as printed, with the counties that a public text names."""
    names = {row["key"]: Text(row["name_en"], row["name_zh"]) for row in county_rows()}

    def counties(item: PaperItem) -> str:
        told = t.join([t.text(names[key]) for key in item.counties], last=False)
        return told or t("region.item_outside")

    return tabulate(
        t,
        t("region.table_paper_heritage"),
        named_in_paper(),
        ("region.item", "name", lambda item: t.text(item.name)),
        ("region.item_kind", "key", lambda item: t(f"region.item_kind_{item.kind}")),
        ("region.as_printed", "key", lambda item: t.text(item.printed)),
        ("region.item_counties", "text", counties),
        ("region.known", "key", lambda item: t.text(item.evidence_name)),
    )


def odd_prints(t: Translator) -> Table:
    """What the paper prints oddly, as printed, with a note."""
    return tabulate(
        t,
        t("region.table_odd"),
        oddities(),
        ("region.where", "name", lambda o: t.text(o.place)),
        ("region.as_printed", "key", lambda o: t.text(o.printed)),
        ("region.note", "key", lambda o: t.text(o.note)),
    )


def relations(t: Translator) -> Table:
    """The five relations between inside and outside, and the criteria that measure each at any stage."""
    catalogue, stages = read_catalogue()
    used = [(stage, catalogue[key]) for stage in stages for key in stage.keys]
    rows = []
    for number in RELATIONS:
        names = [t.text(c.name) for stage, c in used if stage.relation_of(c) == number]
        rows.append(
            (
                f"{number} · {t(f'region.relation_{number}')}",
                t.join(list(dict.fromkeys(names)), last=False) or "—",
                t(f"region.relation_unknown_{number}"),
            )
        )
    return Table(
        (
            Column(t("region.relation"), "name"),
            Column(t("region.relation_criteria"), "key"),
            Column(t("region.relation_unknown"), "key"),
        ),
        tuple(rows),
        t("region.table_relations"),
    )
