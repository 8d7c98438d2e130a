"""The towns and traditional villages of one county, as lists: never ranked, since a quarter of the towns has no position."""

from inputs.embedded import sources_in
from inputs.stations import DataYear
from inputs.townships import Township, has_unplaced_station, townships_of, villages_of
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.words import Translator

TABLES = ("townships", "traditional_villages")


def towns(county: str, data_year: DataYear, t: Translator) -> Table:
    """One row a town in force, in the order of the codes: distances in km from its position, and how that was found."""
    heads = (
        Column(t("townships.town"), "name"),
        Column(t("townships.seat_km"), "points", t("townships.km")),
        Column(t("townships.station"), "key"),
        Column(t("townships.station_km"), "points", t("townships.km")),
        Column(t("townships.city"), "key"),
        Column(t("townships.city_km"), "points", t("townships.km")),
        Column(t("townships.basis"), "key"),
        Column(t("townships.lon"), "degree", "°"),
        Column(t("townships.lat"), "degree", "°"),
        Column(t("townships.code"), "key"),
    )
    rows = tuple(_row(town, t) for town in townships_of(county, data_year))
    return Table(heads, rows, t("townships.table_towns"))


def _row(town: Township, t: Translator) -> tuple[Value, ...]:
    if town.around is None or town.seat is None:
        return (town.name, *[None] * 5, t("townships.basis_none"), None, None, town.code)
    return (
        town.name,
        town.around.seat_km,
        t.text(town.around.station),
        town.around.station_km,
        t.text(town.around.city),
        town.around.city_km,
        t(f"townships.basis_{town.basis}", km=f"{town.box_km or 0:g}"),
        *town.seat,
        town.code,
    )


def villages(county: str, t: Translator) -> Table:
    """One row a traditional village: its town as the list prints it, and the batch."""
    return tabulate(
        t,
        t("townships.table_villages"),
        villages_of(county),
        ("townships.village", "name", lambda village: village.name),
        ("townships.town", "key", lambda village: village.town),
        ("townships.batch", "rank", lambda village: village.batch),
    )


def headline(county: str, data_year: DataYear, t: Translator) -> str:
    """How many towns and villages there are, and that they are not ranked."""
    found = {"towns": len(townships_of(county, data_year)), "villages": len(villages_of(county))}
    return t("townships.headline", **found)


def about_towns(county: str, data_year: DataYear, t: Translator) -> list[str]:
    """What the list holds, what has no position, and what the distances are."""
    found = townships_of(county, data_year)
    year = t(f"data.year_{data_year}")
    without = sum(town.seat is None for town in found)
    return [
        t("townships.in_force", count=len(found), without=without),
        t("townships.not_ranked"),
        t("townships.straight", year=year),
        *([t("townships.unplaced")] if has_unplaced_station(county, data_year) else []),
    ]


def sources(t: Translator) -> list[str]:
    """On what the lists and positions rest, then what to doubt of each column: a line each."""
    found = [source for table in TABLES for source in sources_in(table).values()]
    titled = [t("data.titled", title=each.title, year=each.year) for each in found]
    return [
        t("data.source", sources=t.join(list(dict.fromkeys(titled)))),
        *(
            t(
                "data.source_note",
                name=each.name,
                licence=formatting.licence(t, each),
                doubt=each.doubt,
            )
            for each in found
        ),
    ]
