"""A moment of the store as a visitor reads it."""

from datetime import UTC, datetime, timedelta, timezone

import streamlit as st

from mcda.words import Translator


def local_date(t: Translator, moment: str) -> str:
    """The date of a moment (ISO 8601 with its offset) in the visitor's time zone."""
    return _date(t, _local(datetime.fromisoformat(moment)))


def utc_date(t: Translator, moment: str) -> str:
    """The date of a moment in universal time, where no page tells the visitor's zone."""
    return _date(t, datetime.fromisoformat(moment).astimezone(UTC))


def local_time(t: Translator, moment: str) -> str:
    """Hour and minute of a moment in the visitor's time zone, with its date if that is not today's."""
    at, now = _local(datetime.fromisoformat(moment)), _local(datetime.now(UTC))
    time = f"{at:%H:%M}"
    return time if at.date() == now.date() else t("app.date_time", date=_date(t, at), time=time)


def time_now() -> str:
    """Hour and minute in the visitor's time zone."""
    return f"{_local(datetime.now(UTC)):%H:%M}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(timezone(-timedelta(minutes=st.context.timezone_offset or 0)))


def _date(t: Translator, at: datetime) -> str:
    return t("publications.date", year=f"{at:%Y}", month=f"{at:%m}", day=f"{at:%d}")
