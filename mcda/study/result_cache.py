"""What a study implies and takes a moment to compute, kept for all who ask: one cache, bounded and locked."""

from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar, cast

from cachetools import LRUCache

from mcda.study.io import digest
from mcda.study.study import Study

Result = TypeVar("Result")
KEPT = 64  # results; the largest, a count of 1,000 × 1,000 ranks, takes 8 MB


class _Entry(Generic[Result]):
    """A result, or its place while it is computed."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.results: list[Result] = []


class ResultCache(Generic[Result]):
    """The newest results by key; the one that was asked for longest ago goes first.

    Each entry has a lock of its own: whoever asks for what is being computed waits for it, and nobody else does.
    """

    def __init__(self, size: int = KEPT) -> None:
        self._entries: LRUCache[Hashable, _Entry[Result]] = LRUCache(size)
        self._lock = Lock()  # held for a look-up, never while a result is computed

    def get(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """The result under this key, made by `make` if it is not at hand. What `make` raises is not kept."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = _Entry()
        with entry.lock:
            if not entry.results:
                entry.results.append(make())
            return entry.results[0]

    def has(self, key: Hashable) -> bool:
        """Whether the result under this key is made and kept."""
        with self._lock:
            entry = self._entries.get(key)
        return entry is not None and bool(entry.results)


_results: ResultCache[object] = ResultCache()


def result_of(study: Study, what: Hashable, make: Callable[[], Result]) -> Result:
    """What follows from a study's data and choices (its digest), named by `what`; computed once for all who ask."""
    return cast(Result, _results.get((digest(study), what), make))


def has_result(study: Study, what: Hashable) -> bool:
    """Whether `result_of` would answer without computing."""
    return _results.has((digest(study), what))
