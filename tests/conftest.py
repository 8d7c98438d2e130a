"""Studies that many tests look at, built once: they never change."""

import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
import streamlit as st
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from criteria.text import LANGS
from mcda.app.state import resources
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from mcda.study.study import Study
from tests.drivers.repetitions import FACTOR, times

# A busy machine is no fault of an example.
settings.register_profile("steady", deadline=None, max_examples=times(100))
settings.load_profile("steady")

# All ask for the fixtures `written` and `recalculated` (tests/brief/conftest.py).
SAME_BRIEFS = (
    "tests/brief/test_recalculated.py",
    "tests/brief/test_record.py",
    "tests/brief/test_what_if_edits.py",
)
WIDTH = re.compile(r"size\d+|laptop|phone")
# Figures, privacy and foreign words are looked at in both languages by `make test` too.
IN_BOTH = ("tests/brief/", "tests/group/", "tests/upload/", "tests/test_shown_as_typed.py")
FEW = 1000  # tests asked for by name go in both languages
STAGES = ("primary", "secondary", "tertiary", "links")


def in_the_other_language(items: list[pytest.Item]) -> set[pytest.Item]:
    """Of slow tests that go the same way in both languages, those in the one that `make test` leaves to `make test-all`.

    Which language stays is drawn by the name of the test, so that each page is met in both.
    """
    ways: dict[str, dict[str, list[pytest.Item]]] = {}
    for item in items:
        name, _, params = item.nodeid.removesuffix("]").partition("[")
        words = params.split("-")
        lang = next((word for word in words if word in LANGS), None)
        if name.startswith(IN_BOTH):
            continue
        if lang and (item.get_closest_marker("slow") or item.get_closest_marker("browser")):
            others = [word for word in words if word != lang and not WIDTH.fullmatch(word)]
            ways.setdefault("-".join([name, *others]), {}).setdefault(lang, []).append(item)
    return {
        item
        for way, by_lang in ways.items()
        if len(by_lang) == len(LANGS)
        for item in by_lang[LANGS[crc32(way.encode()) % len(LANGS)]]
    }


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browsers first, then LibreOffice, then what is slow: a core that is free late finds something short to do."""
    again = in_the_other_language(items) if FACTOR <= 1 and len(items) > FEW else set()
    config.hook.pytest_deselected(items=list(again))
    items[:] = [item for item in items if item not in again]
    marks = ("browser", "office", "slow")
    first: dict[Path, int] = {}
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker("office")
        own = next((n for n, mark in enumerate(marks) if item.get_closest_marker(mark)), len(marks))
        first[item.path] = min(own, first.get(item.path, own))
    items.sort(key=lambda item: first[item.path])


def pytest_collection_finish() -> None:
    """What stands after collection stays: nobody looks through it for garbage, as Streamlit does after each run."""
    gc.collect()
    gc.freeze()


class ByFile(LoadFileScheduling):
    """A file of tests to each core; files that look at the same briefs stay together, so that these are made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return SAME_BRIEFS[0] if file in SAME_BRIEFS else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """A page under test puts its script in the main module's place, which each new process would run again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of its own for a test, as a new server process would open it."""
    monkeypatch.setenv("GREENHEART_DATA", str(tmp_path))
    st.cache_resource.clear()
    yield
    resources.write_queue().flush(5)
    st.cache_resource.clear()


@pytest.fixture
def store(own_store: None) -> Store:
    """The same as the pages find it."""
    return resources.store()


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


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The room's database of these tests, and nobody else's."""
    folder = tmp_path_factory.mktemp("greenheart")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GREENHEART_DATA", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        yield folder
