"""Studies that many tests look at, built once: they never change."""

import pytest

from mcda.opening import embedded_study
from mcda.study import Study

STAGES = ("primary", "secondary", "tertiary", "links")


@pytest.fixture(scope="session", params=STAGES)
def each_study(request: pytest.FixtureRequest) -> Study:
    """The embedded study of each stage in turn."""
    return embedded_study(request.param)


@pytest.fixture(scope="session")
def secondary() -> Study:
    return embedded_study("secondary")


@pytest.fixture(scope="session")
def tertiary() -> Study:
    return embedded_study("tertiary")


@pytest.fixture(scope="session")
def links() -> Study:
    return embedded_study("links")
