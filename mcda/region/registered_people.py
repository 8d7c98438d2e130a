"""Registered over resident people: how many people of a county are registered there for each who lives there."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from inputs.embedded import county_rows

Year = Literal["2015", "2020", "2022"]
YEARS: tuple[Year, ...] = ("2015", "2020", "2022")


@dataclass(frozen=True)
class RegisteredPeople:
    """Registered people of one year over the residents of the 2020 census, of the counties that have both.

    `residents` are those of all `counties` listed, in persons.
    """

    year: Year
    ratio: float
    known: int
    counties: int
    residents: float

    @property
    def estimate(self) -> float:
        """Registered people of all listed counties if the ratio held for the others too, in persons."""
        return self.ratio * self.residents


def registered_people(year: Year = "2020", off: Collection[str] = ()) -> RegisteredPeople:
    """The ratio over the listed counties with registered people of that year, groups of the list `off` left out.

    Raises ValueError if no listed county has registered people of that year.
    """
    rows = [row for row in county_rows() if row["list_basis"] not in off]
    known = [row for row in rows if row[f"registered_{year}"]]
    if not known:
        raise ValueError(year)
    registered = sum(float(row[f"registered_{year}"]) * 10_000 for row in known)
    ratio = registered / sum(float(row["pop_2020"]) for row in known)
    residents = sum(float(row["pop_2020"]) for row in rows)
    return RegisteredPeople(year, ratio, len(known), len(rows), residents)
