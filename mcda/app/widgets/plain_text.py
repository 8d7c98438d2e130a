"""Typed words as they were typed, for the pages: nothing is read as Markdown or HTML."""

from mcda.words.markdown import plain

__all__ = ["plain"]
