"""Under a chart or map one small button, and in it the picture as PNG and as SVG, drawn when it is pressed."""

from collections.abc import Sequence
from functools import partial
from typing import Any, TypedDict, Unpack

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import downloads
from mcda.report.maps.picture import Form
from mcda.report.pictures import Picture, drawn, file_name
from mcda.study.study import Study
from mcda.words import Translator

TYPES: dict[Form, str] = {"png": "image/png", "svg": "image/svg+xml"}


class Framing(TypedDict, total=False):
    """What stands round the picture: the finding, what is hidden, whose values they are."""

    title: str
    notes: Sequence[str]
    study: Study
    criterion: str


def offer(chart: Any, key: str, **framing: Unpack[Framing]) -> None:
    """The button of a chart; what is in it is sent to the browser when it is opened, without another run of the page."""
    st.fragment(_choice)(session.translator(), _picture(chart, **framing), key)


def offer_in_popover(chart: Any, key: str, **framing: Unpack[Framing]) -> None:
    """The same side by side, where a chart stands in something that was opened already."""
    picture = _picture(chart, **framing)
    row = st.container(horizontal=True)
    _buttons(session.translator(), picture, key, row, type="tertiary")


def _picture(chart: Any, **framing: Unpack[Framing]) -> Picture:
    study = framing.get("study") or session.study()
    return Picture(
        chart,
        study,
        framing.get("title"),
        framing.get("notes", ()),
        framing.get("criterion"),
        changed=session.is_scenario_changed(study),
    )


def _choice(t: Translator, picture: Picture, key: str) -> None:
    box = st.popover(
        t("picture.download"), type="tertiary", key=f"_download_{key}", on_change="rerun"
    )
    if box.open:
        _buttons(t, picture, key, box, width="stretch")


def _buttons(t: Translator, picture: Picture, key: str, place: Any, **looks: Any) -> None:
    for form, mime in TYPES.items():
        downloads.button(
            t(f"picture.{form}"),
            make=partial(drawn, picture, t.written, form),
            file_name=file_name(picture.study, key, form),
            mime=mime,
            place=place,
            key=f"_{form}_{key}",
            **looks,
        )
