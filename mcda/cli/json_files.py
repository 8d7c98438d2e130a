"""Files of JSON that are typed in: weights and answers, read or told why not."""

import json
from pathlib import Path
from typing import Any

from criteria.text import Text
from mcda.words import phrase

UNREADABLE = (OSError, ValueError, RecursionError)


def read_json(path: Path) -> Any:
    """What the file holds; raises one of UNREADABLE."""
    return json.loads(path.read_text("utf-8-sig"))


def why_unreadable(error: BaseException) -> Text:
    """What is wrong with a file, in both languages."""
    if isinstance(error, json.JSONDecodeError):
        return phrase("cli.no_json_from", line=error.lineno, column=error.colno)
    if isinstance(error, FileNotFoundError):
        return phrase("cli.no_file")
    if isinstance(error, UnicodeError):
        return phrase("cli.not_utf8")
    if isinstance(error, OSError):
        return phrase("cli.not_opened")
    return phrase("cli.no_json")
