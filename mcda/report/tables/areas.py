"""Tables of the region, written once: levels beside the paper, list groups, zones, badges, regions to learn from."""

from collections.abc import Collection, Sequence

from criteria.catalogue import read_catalogue
from inputs.county_list import list_bases
from inputs.evidence import Alternative
from mcda.region.areas import Total, levels
from mcda.region.comparators import Region, oddities, regions
from mcda.region.designations import badges_of
from mcda.region.population_change import Dispersion
from mcda.region.zones import Zone
from mcda.report.tables.model import Column, Table, Value
from mcda.words import Say, phrase

RELATIONS = (1, 2, 3, 4, 5)
# how a measure is counted in each language: its divisor and its unit
UNITS = {
    "counties": (1.0, 1.0, phrase("region.unit_counties")),
    "units": (1.0, 1.0, phrase("region.unit_units")),
    "cities": (1.0, 1.0, phrase("region.unit_cities")),
    "area_km2": (1.0, 1.0, phrase("region.unit_km2")),
    "people": (1e6, 1e4, phrase("region.unit_people")),
    "gdp": (10.0, 1.0, phrase("region.unit_yuan")),
}


def counted(measure: str, value: float, say: Say, unit: bool = True) -> str:
    """A figure as each language counts it: 48.3 million people, 4834万人."""
    en, zh, name = UNITS[measure]
    number = value / (zh if say.lang == "zh" else en)
    words = f"{number:,.1f}" if say.lang == "en" and measure == "people" else f"{number:,.0f}"
    if say.lang == "zh":
        words = words.replace(",", "")
    if not unit:
        return words
    return f"{words}{name.zh}" if say.lang == "zh" else f"{words} {name.en}"


def difference(total: Total, say: Say) -> str:
    """What the paper's figure and ours differ by, in words."""
    if total.difference is None:
        return say("region.not_printed")
    if total.difference == 0:
        return say("region.equal")
    amount = counted(total.measure, abs(total.difference), say)
    share = say.percent(abs(total.difference) / (total.printed or 1), 1)
    phrase = "region.fewer" if total.difference < 0 else "region.more"
    return say(phrase, amount=amount, share=share)


def level_totals(lists_off: Collection[str], say: Say) -> Table:
    """The three levels' totals beside the paper's, the difference in words, and why."""
    rows = [
        (
            say.of(level.name),
            say(f"region.measure_{total.measure}"),
            counted(total.measure, total.computed, say),
            "—" if total.printed is None else counted(total.measure, total.printed, say),
            difference(total, say),
            say.of(total.why),
        )
        for level in levels(lists_off)
        for total in level.totals
    ]
    return Table(
        (
            Column(say("region.level"), "name"),
            Column(say("region.measure"), "key"),
            Column(say("region.computed"), "key"),
            Column(say("region.printed"), "key"),
            Column(say("region.difference"), "key"),
            Column(say("region.why"), "text"),
        ),
        tuple(rows),
        say("region.table_levels"),
    )


def list_groups(lists_off: Collection[str], say: Say) -> Table:
    """The groups of the rebuilt county list, which of them count, and how many they hold."""
    return Table(
        (
            Column(say("region.group"), "name"),
            Column(say("region.members"), "place"),
            Column(say("region.used"), "key"),
        ),
        tuple(
            (
                say.of(basis.name),
                len(basis.members),
                say("region.off") if basis.key in lists_off else say("region.on"),
            )
            for basis in list_bases()
        ),
        say("region.table_list"),
    )


def zone_totals(found: Sequence[Zone], say: Say) -> Table:
    """Core, transition and rim: counties, area, residents, their change, and the pieces that hang together."""
    return Table(
        (
            Column(say("region.zone"), "name"),
            Column(say("region.members"), "place"),
            Column(say("region.measure_area_km2"), "key"),
            Column(say("region.measure_people"), "key"),
            Column(say("region.change"), "key"),
            Column(say("region.pieces"), "key"),
        ),
        tuple(
            (
                say.of(zone.name),
                len(zone.counties),
                counted("area_km2", zone.area_km2, say),
                counted("people", zone.people, say),
                "—" if zone.change_pct is None else signed(zone.change_pct, say),
                " + ".join(str(len(piece)) for piece in zone.pieces) or "—",
            )
            for zone in found
        ),
        say("region.table_zones"),
    )


def signed(percent: float, say: Say) -> str:
    return f"{percent:+.1f}{'' if say.lang == 'zh' else ' '}%".replace("-", "−")


def dispersion_words(found: Dispersion, say: Say) -> str:
    """The paper's "gradually dispersed outwards", beside the two censuses."""
    rings = say.join([f"{say.of(r.name)} {signed(r.percent, say)}" for r in found.rings])
    counted_ = sum(ring.counted for ring in found.rings if ring.key != "beyond")
    phrase = "region.disperses" if found.outwards else "region.does_not_disperse"
    return say(phrase, rings=rings, count=counted_)


def badge_rows(places: Sequence[Alternative], say: Say) -> Table:
    """Protected sites and lists, one row a badge, with how well each is known."""
    return Table(
        (
            Column(say("chart.name"), "name"),
            Column(say("region.badge"), "name"),
            Column(say("region.badge_kind"), "key"),
            Column(say("region.known"), "key"),
        ),
        tuple(
            (
                say.of(place.name),
                say.of(badge.name),
                say.of(badge.kind_name),
                say.of(badge.evidence_name),
            )
            for place in places
            for badge in badges_of(place.key)
        ),
        say("region.table_badges"),
    )


def elsewhere(lists_off: Collection[str], say: Say) -> Table:
    """The Alps, the Great Lakes, Bohai and the Pan Qinba Region: figures as printed, Qinba's also as computed."""
    rows: list[tuple[Value, ...]] = []
    for region in regions(lists_off):
        rows += [
            (
                say.of(region.name),
                say.of(figure.measure),
                say.of(figure.printed),
                say("region.as_printed"),
                say.of(figure.note) if figure.note else "—",
            )
            for figure in region.figures
        ]
        rows += [
            (
                say.of(region.name),
                say(f"region.measure_{total.measure}"),
                counted(total.measure, total.computed, say),
                say("region.as_computed"),
                say.of(total.why),
            )
            for total in region.computed
            if total.measure in ("area_km2", "people", "gdp")
        ]
    return Table(
        (
            Column(say("region.region_name"), "name"),
            Column(say("region.measure"), "key"),
            Column(say("region.figure"), "key"),
            Column(say("region.basis"), "key"),
            Column(say("region.note"), "text"),
        ),
        tuple(rows),
        say("region.table_elsewhere"),
    )


def instruments(say: Say) -> Table:
    """What binds each region, with the year where the paper prints one."""
    rows = [
        (say.of(region.name), str(one.year) if one.year else "—", say.of(one.name))
        for region in regions()
        for one in region.instruments
    ]
    return Table(
        (
            Column(say("region.region_name"), "name"),
            Column(say("brief.year"), "key"),
            Column(say("region.instrument"), "key"),
        ),
        tuple(rows),
        say("region.table_instruments"),
    )


def instruments_of(region: Region, say: Say) -> str:
    told = [
        say.of(
            phrase("region.instrument_in", name=one.name, year=one.year) if one.year else one.name
        )
        for one in region.instruments
    ]
    return say.join(told, last=False)


def odd_prints(say: Say) -> Table:
    """What the paper prints oddly, as printed, with a note."""
    return Table(
        (
            Column(say("region.where"), "name"),
            Column(say("region.as_printed"), "key"),
            Column(say("region.note"), "key"),
        ),
        tuple((say.of(o.place), say.of(o.printed), say.of(o.note)) for o in oddities()),
        say("region.table_odd"),
    )


def relations(say: Say) -> Table:
    """The five relations between inside and outside, and the criteria that measure each at any stage."""
    catalogue, stages = read_catalogue()
    used = dict.fromkeys(key for stage in stages for key in stage.keys)
    rows = []
    for number in RELATIONS:
        names = [say.of(catalogue[key].name) for key in used if catalogue[key].relation == number]
        rows.append(
            (
                f"{number} · {say(f'region.relation_{number}')}",
                say.join(list(dict.fromkeys(names)), last=False) or "—",
                say(f"region.relation_unknown_{number}"),
            )
        )
    return Table(
        (
            Column(say("region.relation"), "name"),
            Column(say("region.relation_criteria"), "key"),
            Column(say("region.relation_unknown"), "key"),
        ),
        tuple(rows),
        say("region.table_relations"),
    )
