"""What outlives a session: the store, what is written to it while the page goes on, and what follows from rounds."""

import atexit
import logging
from collections.abc import Callable, Hashable

import streamlit as st

from criteria.errors import Finding, WorkshopError
from criteria.text import Lang
from mcda.app.state.write_queue import WriteQueue
from mcda.group.analysis.consensus import Spread
from mcda.group.analysis.summary import Summary
from mcda.group.analysis.summary import summed as summarise
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.group.store.database import placed_in_code
from mcda.group.store.publications import Published
from mcda.group.store.workshops import Store
from mcda.study.io import from_json
from mcda.study.result_cache import ResultCache
from mcda.study.study import Study

A_DAY = 24 * 3600  # seconds
NOT_SHOWN = "anonymity.not_shown"  # a round is closed, and its results wait for the facilitator
LAST_WRITES = 5.0  # seconds that the end of the process waits for what is still to be written


def store() -> Store:
    """The room's database, one for all; raises StoreError, and is tried again at the next call."""
    opened = _opened_store()
    _tidied(opened)
    return opened


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened_store() -> Store:
    opened = Store.open()
    for finding in placed_in_code(opened.database.url):
        logging.getLogger(__name__).warning(finding.in_("en").line())
    return opened


@st.cache_resource(max_entries=1, ttl=A_DAY, show_spinner=False)
def _tidied(_opened: Store) -> None:
    """Once a start and once a day: drafts that are old, and traces that something held when they were to go."""
    write_queue().put("old drafts", _opened.forget_drafts)
    write_queue().put("old disputes", _opened.forget_disputes)
    if _opened.database.is_sqlite:  # a server sweeps by itself
        write_queue().put("traces", _opened.erase_traces)


def erase_later() -> None:
    """Traces of what was deleted, erased as soon as nothing holds them."""
    write_queue().put("traces", lambda: store().erase_traces())


def spread(code: str, number: int, token: str) -> Spread | SuppressedRound:
    """What the holder of a seat may see of a closed round; the same for everyone, so it is worked out once."""
    return _spread(code, number, token)


@st.cache_resource(max_entries=32, show_spinner=False)
def _spread(code: str, number: int, _token: str) -> Spread | SuppressedRound:  # noqa: ARG001 - the key
    found = store().results(_token)[number - 1]
    if isinstance(found, SuppressedRound) and found.finding.code == NOT_SHOWN:
        raise WorkshopError(found.finding)  # for now, so that it is not kept
    return found


def published_study(published: Published) -> Study:
    """A study of the shelf, opened once for all who read it; what stands under a link never changes."""
    return _opened(published.link, published.study)


@st.cache_resource(max_entries=16, show_spinner=False)
def _opened(link: str, _study: str) -> Study:  # noqa: ARG001 - the key
    return from_json(_study)


def has_published_file(link: str, kind: str, language: Lang) -> bool:
    """Whether this file of a published study is made and kept."""
    return _FILES.has((link, kind, language))


def published_file(link: str, kind: str, language: Lang, make: Callable[[], bytes]) -> bytes:
    """A file made of a published study, for all who ask; what stands under a link never changes."""
    return _FILES.get((link, kind, language), make)


_FILES: ResultCache[bytes] = ResultCache(16)


@st.cache_resource(max_entries=1, show_spinner=False)
def write_queue() -> WriteQueue:
    """What is written while the page goes on; what is left when the process is told to end is written then."""
    atexit.register(finish)
    return WriteQueue()


def finish() -> None:
    """The process ends: write what still waits, for some seconds."""
    queue = write_queue()
    if not queue.flush(0):
        logging.getLogger(__name__).warning("the process ends: writing what still waits")
        if not queue.flush(LAST_WRITES):
            logging.getLogger(__name__).error("not everything that waited was written")


def summary_of(code: str, shown: PublishedRound) -> Summary | None:
    """What a closed round comes to; None if it weighed other criteria than the workshop's study has now."""
    held = (code, shown.number, shown.criteria, shown.round.closed_at)
    return _summed(held, shown)


@st.cache_resource(max_entries=32, show_spinner=False)
def _summed(held: tuple[Hashable, ...], _shown: PublishedRound) -> Summary | None:  # noqa: ARG001 - the key
    return summarise(_shown, _shown.workshop.opened_study)


def projected(
    key: tuple[Hashable, ...], make: Callable[[], dict[str, object]]
) -> dict[str, object]:
    """A scene of results on the projector screen, made once for all who look; what `make` raises is not kept."""
    return _projected(key, make)


@st.cache_resource(max_entries=32, show_spinner=False)
def _projected(
    key: tuple[Hashable, ...],  # noqa: ARG001 - the key
    _make: Callable[[], dict[str, object]],
) -> dict[str, object]:
    return _make()


def forget_rounds() -> None:
    """Throw away what was worked out from rounds: a workshop was deleted."""
    _spread.clear()
    _summed.clear()
    _projected.clear()


def other_criteria(shown: PublishedRound) -> Finding:
    return Finding.of("room.other_criteria", number=shown.number)
