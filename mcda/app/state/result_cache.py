"""What is drawn to see how robust a ranking is, and what follows from a study, from the one cache of results."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict, Unpack

import streamlit as st

from criteria.text import Lang
from mcda.report.tables.model import Sheet
from mcda.report.workbook.contents import SHEETS
from mcda.robustness import Acceptability, Sampling, acceptability_of, is_at_hand
from mcda.study.io import to_json
from mcda.study.result_cache import result_of
from mcda.study.study import Study
from mcda.words import Translator

FIRST_DRAWS, MANY_DRAWS = 10_000, 100_000
EVERY_RANK = 1000  # alternatives up to which every rank is counted on a screen


class SamplingChanges(TypedDict, total=False):
    """What a page sets of a Sampling."""

    region: str
    samples: int
    redrawn: bool
    within: float
    concentration: float


def sampling() -> Sampling:
    """What is drawn to see how robust a ranking is."""
    chosen: Sampling | None = st.session_state.get("sampling")
    return chosen or Sampling(samples=FIRST_DRAWS)


def set_sampling(**changes: Unpack[SamplingChanges]) -> None:
    st.session_state["sampling"] = replace(sampling(), **changes)


def near(study: Study) -> Sampling:
    """What is drawn beside a ranking: weights near the study's, and values where that costs no time."""
    return Sampling("near", FIRST_DRAWS, redrawn=study.scenario.method == "additive")


def acceptability(
    study: Study, drawn: Sampling, progress: Callable[[float], None] | None = None
) -> Acceptability:
    """How robust the ranks are; `progress` hears the share done, if it is not at hand already."""
    return acceptability_of(study, drawn, progress, bands=len(study.ranking) > EVERY_RANK)


def is_drawn(study: Study, drawn: Sampling) -> bool:
    """Whether how robust the ranks are is at hand already."""
    return is_at_hand(study, drawn, bands=len(study.ranking) > EVERY_RANK)


def sheet(study: Study, language: Lang, key: str) -> Sheet | None:
    """One sheet of a study's brief, made once as long as nothing in the study changes, its titles included."""
    return result_of(
        study,
        ("sheet", key, language, to_json(study)),
        lambda: SHEETS[key](study, Translator(language)),
    )
