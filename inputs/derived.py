"""Values computed from the columns of the embedded tables, with low and high where the doubt is known."""

from collections.abc import Iterable, Mapping, Sequence

from inputs.evidence import MISSING, Observation
from inputs.places import kilometres, place_of
from inputs.plan_membership import Membership, county_membership
from inputs.stations import DataYear, hsr_km

Row = Mapping[str, str]

EXIT_STEPS = {"2017": 1.0, "2018": 2.0, "2019": 3.0, "2020": 4.0}
MOVED_BOUNDARIES = ("411303", "420302", "420303", "610116")


def nearest_city(row: Row, cities: Sequence[Row]) -> tuple[str, float]:
    """Key of, and km to, the seat of the nearest of some cities."""
    here = place_of(row)
    return min(
        ((city["key"], kilometres(here, place_of(city))) for city in cities),
        key=lambda pair: pair[1],
    )


def ordinary(cities: Sequence[Row]) -> list[Row]:
    """The cities that are not one of the six central ones: the distance to those is a criterion of its own."""
    return [city for city in cities if city["is_central_city"] != "1"]


def as_printed(row: Row, column: str, mark: str | None = None) -> Observation:
    text = row[column]
    return Observation(float(text), mark=mark) if text else MISSING


def between(row: Row, low: str, high: str) -> Observation:
    """The mean of two columns that bound the truth (strict forest and all woody cover).

    Which of the two is meant is one question, whose answer is the same everywhere.
    """
    ends = sorted((float(row[low]), float(row[high])))
    return Observation(sum(ends) / 2, ends[0], ends[1], uncertainty="common")


def flag(row: Row, column: str) -> Observation:
    """A yes/no column beside its evidence column: an unsettled flag lies between 0 and 1."""
    evidence = row[f"{column}_evidence"]
    if row[column] == "":
        return Observation(None, 0.0, 1.0, mark="unsettled", uncertainty="list")
    return Observation(float(row[column]), mark=None if evidence == "read" else evidence)


def designations(row: Row) -> Observation:
    """How many of the two national designations: an unsettled list counts 0 to 1, never "worst"."""
    flags = [flag(row, "key_ecological_function_zone"), flag(row, "panda_national_park")]
    confirmed = sum(f.value or 0.0 for f in flags)
    open_lists = sum(f.is_missing for f in flags)
    if open_lists:
        ends = confirmed, confirmed + open_lists
        return Observation(None, *ends, mark="unsettled", uncertainty="list")
    return Observation(confirmed, mark=next((f.mark for f in flags if f.mark), None))


def poverty_exit(row: Row) -> Observation:
    """0 never on the national list; 1 to 4 for leaving it in 2017 to 2020."""
    if row["poverty_county"] == "0":
        return Observation(0.0)
    step = EXIT_STEPS.get(row["poverty_exit_year"])
    return MISSING if step is None else Observation(step)


def rural_income(row: Row) -> Observation:
    """Index of rural disposable income, 100 = median of the counties with a value of 2016; missing stays missing."""
    if row["rural_income_index"] == "":
        return MISSING
    value, low, high = (float(row[f"rural_income_index{end}"]) for end in ("", "_low", "_high"))
    return Observation(
        value, low, high, "estimated" if row["rural_income_basis"] == "2016_only" else None
    )


def people_away(row: Row) -> Observation:
    """Registered people at the end of 2020 (printed in 10,000) per resident of the 2020 census."""
    if row["registered_2020"] == "":
        return MISSING
    return Observation(float(row["registered_2020"]) * 10_000 / float(row["pop_2020"]))


def county_readings(
    row: Row, cities: Sequence[Row], stations: Sequence[Row], data_year: DataYear
) -> dict[str, Observation]:
    """The values of a county; distances to stations are those of the data year's timetable."""
    people, urban = float(row["pop_2020"]), float(row["urban_share_2020"])
    moved = "boundary" if row["key"] in MOVED_BOUNDARIES else None
    return {
        "tree_cover": between(row, "forest_share_2019", "woody_share_2019"),
        "night_light": as_printed(row, "night_light_per_km2_2021"),
        "designations": designations(row),
        "water_source": flag(row, "water_source_danjiangkou"),
        "income": as_printed(row, "gdp_per_capita_2021"),
        "schooling": as_printed(row, "avg_schooling_years_2020"),
        "housing": as_printed(row, "hh_bath_share_2020"),
        "farm_work": as_printed(row, "farm_employment_share_2020"),
        "poverty_exit": poverty_exit(row),
        "key_county": flag(row, "key_county_rural_revitalisation_2021"),
        "rural_income": rural_income(row),
        "people_away": people_away(row),
        "residents": Observation(people / 1000),
        "urban_people": Observation(people * urban / 100 / 1000),
        "people_change": as_printed(row, "pop_change_2010_2020_pct", moved),
        "hsr_km": hsr_km(row, stations, data_year),
        "hs_trains": as_printed(row, "rail_hs_trains_2024"),
        "city_km": Observation(round(nearest_city(row, ordinary(cities))[1], 1)),
        "central_km": as_printed(row, "nearest_central_city_km"),
    }


def water_share(own: Sequence[Row]) -> Observation:
    """Share of a city's listed counties that feed the reservoir: those not known may all do so, or none."""
    if not own:
        return MISSING
    feeding = [flag(county, "water_source_danjiangkou") for county in own]
    known = sum(one.value or 0.0 for one in feeding)
    unknown = sum(one.is_missing for one in feeding)
    if unknown:
        return Observation(None, known / len(own), (known + unknown) / len(own), mark="unsettled")
    return Observation(known / len(own), mark="recalled")


def _people(counties: Iterable[Row]) -> float:
    return sum(float(county["pop_2020"]) for county in counties)


def outside_plan(own: Sequence[Row], memberships: Sequence[Membership]) -> Observation:
    """Residents of a city's listed counties that no national plan names, in % of those of all its listed counties."""
    if not own:
        return MISSING
    outside = [c for c in own if county_membership(memberships, c["name_zh"]) == "none"]
    return Observation(100 * _people(outside) / _people(own))


def mountain_hsr_km(own: Sequence[Row], stations: Sequence[Row], year: DataYear) -> Observation:
    """Mean over a city's listed counties of the km to a station (`hsr_km`), weighted by residents.

    It is missing where one of them is; low and high are the means of theirs.
    """
    if not own:
        return MISSING
    each = [hsr_km(county, stations, year) for county in own]
    people = [float(county["pop_2020"]) for county in own]

    def mean(kilometres: Sequence[float]) -> float:
        return sum(n * km for n, km in zip(people, kilometres, strict=True)) / sum(people)

    known = [one.value for one in each if one.value is not None]
    low = mean([_first(one.low, one.value) for one in each])
    high = mean([_first(one.high, one.value) for one in each])
    if len(known) < len(each):
        return Observation(None, low, high, mark="unplaced", uncertainty="bounds")
    marks = [one.mark for one in each if one.mark]
    value = mean(known)
    if low < high:
        return Observation(value, min(low, value), max(high, value), mark=marks[0])
    return Observation(value, mark=marks[0] if marks else None)


def _first(*numbers: float | None) -> float:
    return next(number for number in numbers if number is not None)


def mountain_area(row: Row, own: Sequence[Row]) -> Observation:
    """Area of a city's listed counties in % of its land; the two areas come of different maps, and the whole is 100."""
    if not own:
        return MISSING
    area = sum(float(county["area_km2"]) for county in own)
    return Observation(min(100.0, 100 * area / float(row["modis_land_area_km2"])))


def city_readings(
    row: Row,
    counties: Sequence[Row],
    memberships: Sequence[Membership],
    stations: Sequence[Row],
    data_year: DataYear,
) -> dict[str, Observation]:
    """`counties` are the listed mountain counties; the city's own are those of its prefecture."""
    own = [county for county in counties if county["prefecture_zh"] == row["name_zh"]]
    people = _people(own)
    return {
        "tree_cover": between(row, "modis_forest_share_2020", "modis_woody_share_2020"),
        "income": as_printed(row, "gdp_per_capita_2021"),
        "water_share": water_share(own),
        "mountain_area": mountain_area(row, own),
        "mountain_hsr_km": mountain_hsr_km(own, stations, data_year),
        "hinterland_share": Observation(100 * people / float(row["pop_2020"])) if own else MISSING,
        "outside_plan": outside_plan(own, memberships),
        "hs_trains": as_printed(row, "hs_trains_2024"),
        "central_km": as_printed(row, "nearest_other_central_city_km"),
    }


def link_readings(row: Row, cities: Mapping[str, Row]) -> dict[str, Observation]:
    """Pull is GDP × GDP over squared distance (gravity), never over minutes."""
    km, minutes = float(row["great_circle_km"]), float(row["rail_min_fastest_hs_2024"])
    product = float(cities[row["city_a"]]["gdp_2021"]) * float(cities[row["city_b"]]["gdp_2021"])
    trains = float(row["hs_train_numbers_a_to_b_2024"]) + float(row["hs_train_numbers_b_to_a_2024"])
    return {
        "pull": Observation(product / km**2),
        "rail_minutes": Observation(minutes),
        "rail_speed": Observation(km / minutes * 60),
        "hs_trains_pair": Observation(trains),
    }
