"""Who is in an urban cluster plan already: cities by the plans' lists, counties by the parts of cities that they print."""

from collections.abc import Mapping
from functools import cache

from inputs.embedded import lead_city, plan_memberships, rows_of
from inputs.plan_membership import Member, county_membership


@cache
def county_memberships() -> Mapping[str, Member]:
    """By the key of the county: its strongest membership in a national plan; none too where no plan covers its prefecture."""
    cities, known = rows_of("cities"), plan_memberships()
    return {
        row["key"]: county_membership(known.get(lead_city(row, cities) or "", ()), row["name_zh"])
        for row in rows_of("counties")
    }


def counties_outside(city_zh: str) -> tuple[str, ...]:
    """Keys of the listed counties of a city that no national plan names."""
    return tuple(
        row["key"]
        for row in rows_of("counties")
        if row["prefecture_zh"] == city_zh and county_memberships()[row["key"]] == "none"
    )
