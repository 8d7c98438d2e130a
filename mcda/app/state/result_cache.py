"""The shelf beside the desk: what follows from a study and takes a moment, kept at hand, and what is drawn for it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypedDict, Unpack

import streamlit as st

from mcda.robustness import Acceptability, Sampling, how_sure
from mcda.study.io import digest
from mcda.study.study import Study

FIRST_DRAWS, MANY_DRAWS = 10_000, 100_000
KEPT = 48  # results


class SamplingChanges(TypedDict, total=False):
    """What a page sets of a Sampling."""

    region: str
    samples: int
    redrawn: bool
    within: float
    concentration: float


EVERY_RANK = 1000  # alternatives up to which every place is counted on a screen


def sampling() -> Sampling:
    """What is drawn to see how sure a ranking is."""
    chosen: Sampling = st.session_state.setdefault("sampling", Sampling(samples=FIRST_DRAWS))
    return chosen


def near(chosen: Study) -> Sampling:
    """What is drawn beside a ranking: weights near those in hand, and readings where that costs no time."""
    return Sampling("near", FIRST_DRAWS, redrawn=chosen.scenario.method == "additive")


def sample(**changes: Unpack[SamplingChanges]) -> None:
    st.session_state["sampling"] = replace(sampling(), **changes)


def sureness(
    chosen: Study, drawn: Sampling, progress: Callable[[float], None] | None = None
) -> Acceptability:
    """How sure the study's places are; `progress` hears the share done, if it is not at hand already."""
    bands = len(chosen.ranking) > EVERY_RANK
    found: Acceptability = worked_out(
        chosen, drawn, lambda: how_sure(chosen, drawn, progress=progress, bands=bands)
    )
    return found


def worked_out(chosen: Study, what: Hashable, work: Callable[[], Any]) -> Any:
    """What follows from a study and takes a moment: draws, intervals, flips, reversals; the last ones are kept.

    By hand, since work in a cached function could not tell on the page how far it is.
    """
    key, shelf = (digest(chosen), what), _shelf()
    if key not in shelf:
        shelf[key] = work()
        while len(shelf) > KEPT:
            shelf.popitem(last=False)
    return shelf[key]


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> OrderedDict[tuple[str, Hashable], Any]:
    return OrderedDict()
