"""The embedded Qinba study: its tables read once, as evidence about cities, counties, county towns or links."""

import csv
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from criteria.catalogue import read_catalogue
from criteria.model import Level
from criteria.text import Text
from inputs.derived import (
    as_printed,
    city_readings,
    county_readings,
    link_readings,
    nearest_city,
)
from inputs.evidence import Alternative, Evidence, Observation, Source
from inputs.neighbour_graphs import with_network_values
from inputs.plan_membership import Membership, city_membership, read_memberships
from inputs.stations import DATA_YEARS, LATEST, DataYear, nearest_station, own_stations
from inputs.words import phrase

DATE = "2026-09-30"  # the embedded study is a fixed document; its files carry this date
CLUSTER_OUTSIDE = (
    "lanzhou"  # Dingxi and Gannan: the paper has four clusters, and this is none of them
)

# columns of the counties from which values of their cities are counted
FROM_COUNTIES = ("water_source_danjiangkou", "list_basis", "area_km2")


def evidence_of(
    level: Level, lists_off: Collection[str] = (), data_year: DataYear = LATEST
) -> Evidence:
    """Evidence about every alternative of a level; eligibility rules choose among them later.

    Groups of the county list (list_basis) may be switched off: what is counted over the counties follows. The data
    year says by which timetable a station is served; numbers of trains are those of June 2024.
    """
    return _evidence_of(level, tuple(sorted(lists_off)), data_year)


@lru_cache(maxsize=32)
def _evidence_of(level: Level, lists_off: tuple[str, ...], data_year: DataYear) -> Evidence:
    listed = tuple(row for row in county_rows() if row["list_basis"] not in lists_off)
    if level == "city":
        return _cities(listed, data_year)
    if level == "link":
        return _links()
    return _counties(listed, level == "town", data_year)


@cache
def rows_of(table: str) -> tuple[dict[str, str], ...]:
    text = files("inputs").joinpath("qinba", f"{table}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def county_rows() -> tuple[dict[str, str], ...]:
    """The rows of the counties, each with what the tables of income, registered people and industry say of it."""
    income = {row["key"]: row for row in rows_of("income")}
    industry = {row["key"]: row["secondary_share"] for row in rows_of("town_types")}
    return tuple(
        {**row, **income[row["key"]], "secondary_share": industry[row["key"]]}
        for row in rows_of("counties")
    )


@cache
def plan_memberships() -> Mapping[str, tuple[Membership, ...]]:
    """What urban cluster plans say of a city, by its key."""
    cities = {row["key"] for row in rows_of("cities")}
    return read_memberships("plan_membership.csv", rows_of("plan_membership"), cities, plans())


@cache
def plans() -> Mapping[str, Source]:
    """Each plan by its key: its name and year, and where it was read."""
    sources = sources_in("plan_membership")
    return {key: source for key, source in sources.items() if key != "plan_membership"}


@cache
def _station_names() -> Mapping[str, Text]:
    return {row["name_zh"]: Text(row["name_en"], row["name_zh"]) for row in rows_of("stations")}


def station_name(nearest: str) -> Text:
    """The name of a county's `nearest_station`; what the table does not know is written as it is."""
    return _station_names().get(nearest, Text.same(nearest))


@cache
def licences() -> Mapping[str, Text]:
    """What the embedded sources' licences are called in both languages, by how a study writes them."""
    return {row["licence"]: Text(row["licence"], row["licence_zh"]) for row in rows_of("sources")}


@cache
def sources_in(table: str) -> Mapping[str, Source]:
    """Sources of a table of inputs/qinba, by column; of the protected sites, by kind of site."""
    return {
        row["column"]: Source(
            column=row["column"],
            name=Text(row["name_en"], row["name_zh"]),
            title=Text(row["title_en"], row["title_zh"]),
            year=row["year"],
            licence=row["licence"],
            doubt=Text(row["doubt_en"], row["doubt_zh"]),
        )
        for row in rows_of("sources")
        if row["table"] == table
    }


@cache
def county_sources() -> Mapping[str, Source]:
    """Sources of the columns of `county_rows`, by column."""
    industry = {"secondary_share": sources_in("town_types")["secondary_share"]}
    return {**sources_in("counties"), **sources_in("income"), **industry}


@cache
def _variables(level: Level) -> tuple[str, ...]:
    """What the criteria of the stages of a level are measured by."""
    catalogue, stages = read_catalogue()
    of_level = [stage for stage in stages if stage.level == level]
    keys = {use.key for stage in of_level for use in (*stage.criteria, *stage.offered)}
    return tuple(dict.fromkeys(c.variable for c in catalogue.criteria if c.key in keys))


def _with_printed(
    level: Level, row: Mapping[str, str], derived: dict[str, Observation]
) -> dict[str, Observation]:
    """What is derived, and each column that a criterion names and nothing derives, as it is printed."""
    printed = [name for name in _variables(level) if name not in derived and name in row]
    return derived | {name: as_printed(row, name) for name in printed}


def _columns(rows: Mapping[str, Mapping[str, Observation]]) -> dict[str, dict[str, Observation]]:
    """Alternative → variable turned into variable → alternative."""
    columns: dict[str, dict[str, Observation]] = {}
    for alternative, observations in rows.items():
        for key, observation in observations.items():
            columns.setdefault(key, {})[alternative] = observation
    return columns


def _counties(rows: Sequence[Mapping[str, str]], towns: bool, data_year: DataYear) -> Evidence:
    cities, stations = rows_of("cities"), rows_of("stations")
    level: Level = "town" if towns else "county"
    alternatives = tuple(_county(row, cities, towns, data_year) for row in rows)
    observations = {
        row["key"]: _with_printed(level, row, county_readings(row, cities, stations, data_year))
        for row in rows
    }
    sources = {**county_sources(), **_sources_of_stations(data_year)}
    evidence = Evidence(alternatives, _columns(observations), sources)
    # the cities are nodes too: without them a county at the edge would look like the end of the road
    return with_network_values(evidence, evidence_of("city").alternatives)


def _sources_of_stations(data_year: DataYear) -> dict[str, Source]:
    """Those of positions, and of the timetable of the data year alone."""
    other = {f"service_{year}" for year in DATA_YEARS if year != data_year}
    return {name: source for name, source in sources_in("stations").items() if name not in other}


def _county(
    row: Mapping[str, str],
    cities: Sequence[Mapping[str, str]],
    towns: bool,
    data_year: DataYear,
) -> Alternative:
    nearest, km = nearest_city(row, cities)
    stations = rows_of("stations")
    numbers = (
        "paper_named",
        "area_km2",
        "pop_2010",
        "pop_2020",
        "relief_degree_rdls",
    )
    return Alternative(
        key=row["key"],
        name=town_name(row) if towns else Text(row["name_en"], row["name_zh"]),
        level="town" if towns else "county",
        province=Text(row["province_en"], row["province_zh"]),
        prefecture=Text(row["prefecture_en"], row["prefecture_zh"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        attributes={
            **{name: float(row[name]) for name in numbers if row[name]},
            "hsr_station": float(len(own_stations(row, stations, data_year))),
            "nearest_station": nearest_station(row, stations, data_year)["name_zh"],
            "list_basis": row["list_basis"],
            "nearest_city": nearest,
            "city_seat_km": round(km, 1),
            "lead_city": lead_city(row, cities) or nearest,
            "county_town": float(not is_district(row["name_zh"])),
        },
    )


def town_name(row: Mapping[str, str]) -> Text:
    """The county town, named after its county: 周至县 → 周至县城, but 江油市 → 江油城区 and 开州区 → 开州城区."""
    zh, forms = row["name_zh"], _town_forms()
    fitting = [
        form
        for form in forms["ending"]
        if zh.endswith(form["county"]) and len(zh) > len(form["county"]) + 1
    ]
    form = fitting[0] if fitting else forms["short"]
    return phrase(form["town"], name=Text(row["name_en"], zh.removesuffix(form["county"])))


def is_district(name: str) -> bool:
    """Whether a county by its Chinese name is a district of a city; a forestry district is none."""
    district = _town_forms()["district"]
    return name.endswith(district["end"]) and not name.endswith(district["but"])


def short_city(name: str) -> str:
    """A city's name as maps and tables of links write it: 西安市 → 西安."""
    end: str = _town_forms()["city"]["end"]
    return name.removesuffix(end)


@cache
def _town_forms() -> dict[str, Any]:
    return tomllib.loads(files("inputs").joinpath("county_towns.toml").read_text("utf-8"))


def lead_city(row: Mapping[str, str], cities: Sequence[Mapping[str, str]]) -> str | None:
    """The county's own prefecture-level city, if the table of cities has it (Shennongjia has none)."""
    return next((city["key"] for city in cities if city["name_zh"] == row["prefecture_zh"]), None)


def _cities(counties: Sequence[Mapping[str, str]], data_year: DataYear) -> Evidence:
    rows = rows_of("cities")
    flags = (
        "is_central_city",
        "is_qinba_city_area",
        "near_mountain",
        "pop_2010",
        "pop_2020",
        "gdp_2021",
    )
    stations, memberships = rows_of("stations"), plan_memberships()
    observations = {
        row["key"]: _with_printed(
            "city",
            row,
            city_readings(row, counties, memberships.get(row["key"], ()), stations, data_year),
        )
        for row in rows
    }
    alternatives = tuple(
        Alternative(
            key=row["key"],
            name=Text(row["name_en"], row["name_zh"]),
            level="city",
            province=Text(row["province_en"], row["province_zh"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            attributes={
                **{name: float(row[name]) for name in flags},
                "cluster": row["urban_cluster"],
                "cluster_basis": row["urban_cluster_basis"],
                **_plan_attributes(row["key"], observations[row["key"]]["outside_plan"]),
            },
        )
        for row in rows
    )
    return Evidence(
        alternatives,
        _columns(observations),
        {
            **sources_in("cities"),
            **{name: sources_in("counties")[name] for name in FROM_COUNTIES},
            "plan_membership": sources_in("plan_membership")["plan_membership"],
            **_sources_of_stations(data_year),
        },
    )


def _plan_attributes(city: str, outside: Observation) -> dict[str, float | str]:
    """Membership in national plans as eligibility rules and pages take it; none of a city that the table has not."""
    memberships = plan_memberships().get(city)
    if memberships is None:
        return {}
    member = city_membership(memberships)
    found: dict[str, float | str] = {
        "plan_membership": member,
        "not_wholly_in_plan": float(member != "whole"),
        "in_plan": float(member != "none"),
    }
    return found if outside.value is None else found | {"outside_plan": outside.value}


def _links() -> Evidence:
    rows, cities = rows_of("links"), {row["key"]: row for row in rows_of("cities")}
    alternatives = tuple(
        Alternative(
            key=row["key"],
            name=Text(row["name_en"], row["name_zh"]),
            level="link",
            attributes={"city_a": row["city_a"], "city_b": row["city_b"]},
        )
        for row in rows
    )
    sources = {**sources_in("cities"), **sources_in("links")}
    return Evidence(
        alternatives,
        _columns(
            {row["key"]: _with_printed("link", row, link_readings(row, cities)) for row in rows}
        ),
        sources,
    )
