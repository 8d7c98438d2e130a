"""What is seen while an upload waits for its turn and is understood."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from mcda.app.state.upload_process import Waiting
from mcda.words import Translator


@contextmanager
def upload_progress(t: Translator, file: str) -> Iterator[Waiting]:
    """Gives what is to hear how many uploads come before this one."""
    line = st.empty()

    def waiting(before: int) -> None:
        if before:
            line.markdown(t("upload.waiting", file=file, count=before))
        else:
            line.markdown(t("upload.understanding", file=file))

    yield waiting
    line.empty()
