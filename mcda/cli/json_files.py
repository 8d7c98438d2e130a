"""Files of JSON that are typed in: weights and answers, read or told why not."""

import json
from pathlib import Path
from typing import Any

from criteria.errors import Text

UNREADABLE = (OSError, ValueError, RecursionError)


def read_json(path: Path) -> Any:
    """What the file holds; raises one of UNREADABLE."""
    return json.loads(path.read_text("utf-8-sig"))


def why_unreadable(error: BaseException) -> Text:
    """What is wrong with a file, in both languages."""
    if isinstance(error, json.JSONDecodeError):
        return Text(
            f"no JSON from line {error.lineno}, column {error.colno} on",
            f"从第{error.lineno}行第{error.colno}列起不是JSON",
        )
    if isinstance(error, FileNotFoundError):
        return Text("no such file", "没有这个文件")
    if isinstance(error, UnicodeError):
        return Text("text that is not in UTF-8", "文字编码不是UTF-8")
    if isinstance(error, OSError):
        return Text("no file that can be opened", "文件无法打开")
    return Text("no JSON", "内容不是JSON")
