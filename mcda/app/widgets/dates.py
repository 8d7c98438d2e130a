"""A moment of the store as a visitor reads it."""

from datetime import datetime, timedelta, timezone

import streamlit as st

from mcda.words import Translator


def local_date(t: Translator, moment: str) -> str:
    """The date of a moment (ISO 8601 with its offset) in the visitor's time zone."""
    zone = timezone(-timedelta(minutes=st.context.timezone_offset or 0))
    at = datetime.fromisoformat(moment).astimezone(zone)
    return t("shelf.date", year=f"{at:%Y}", month=f"{at:%m}", day=f"{at:%d}")
