"""Texts that would be pictures, links, formulas or markup, put into studies; and all texts that a page shows."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from criteria.text import Text
from mcda.study.study import Study
from mcda.words.markdown import JOINER

HOST = "foreign.example"
TYPED = (
    f"![p](https://{HOST}/p.png) [x](https://{HOST}/x) <b>h</b> <img src=https://{HOST}/i.png>"
    f" :material/home: :red[r] **b** _u_ `c` $x$ ~~s~~ -> -- a@{HOST} www.{HOST}"
    rf" \[y](https://{HOST}/y) \\[z](https://{HOST}/z) &lt;"
)
# A table's heading may not hold all of it: what stands in brackets at its end is its unit.
HEADINGS = (
    f"![p](https://{HOST}/p.png) tree",
    f"[x](https://{HOST}/x) road",
    f"<img src=https://{HOST}/i.png> <b>h</b>",
    ":material/home: :red[r] **b** $x$",
)

# What Streamlit renders as Markdown, by the kind of element and the field; all other fields are shown as they are.
READ_AS_MARKDOWN = {
    ("Alert", "body"),
    ("ButtonGroup", "options.content"),
    ("Heading", "body"),
    ("Markdown", "body"),
    ("Progress", "text"),
    ("Radio", "options"),
    ("Radio", "captions"),
    ("Spinner", "text"),
}
LABELS = ("label", "help")  # of any element
SPOKEN_AS_JSON = {("VegaLiteChart", "spec"), ("BidiComponent", "json"), ("Dataframe", "columns")}
# What a browser keeps and nobody sees: names of widgets, and their values by the options' words; a map's script.
UNSEEN = {
    "js_content",
    "css_content",
    "component_name",
    "id",
    "form_id",
    "raw_value",
    "raw_values",
    "deferred_file_id",
    "url",
    "column_order",
}


@dataclass(frozen=True)
class Shown:
    """A text on the page, and whether its place reads Markdown."""

    where: str
    text: str
    is_markdown: bool


def texts(app: AppTest) -> Iterator[Shown]:
    """All that the page shows: sentences, labels, options, cells, charts, HTML."""
    for proto in _protos(app._tree):
        kind = type(proto).__name__
        for field, text in _strings(proto):
            if field.rsplit(".", maxsplit=1)[-1] in UNSEEN:
                continue
            is_markdown = (kind, field) in READ_AS_MARKDOWN or field in LABELS
            if kind == "Html":
                yield Shown(f"{kind} {field}", _text_of(text), False)
            elif (kind, field) in SPOKEN_AS_JSON:
                yield from (Shown(f"{kind} {field}", each, False) for each in _of_json(text))
            else:
                yield Shown(f"{kind} {field}", text, is_markdown)
        for data in _tables(proto):
            # words of a chart that are broken into lines
            yield from (Shown(f"{kind} cell", c.replace("\n", " "), False) for c in _cells(data))


def as_shown(markdown: str) -> str:
    """Markdown as a reader sees it, if every sign in it that means something is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(JOINER, "")


def active(markdown: str) -> list[str]:
    """What in a Markdown text would become a picture, a link, markup, an icon, a colour, or a formula."""
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown)
    found = re.findall(
        r"!\[|\]\(http|<[a-z/]|:material/|:red\[|_u_|`c`|\$x\$|~~|https?://|www\.|\ba@|&lt;", left
    )
    drawn = re.findall(r"(?<!\S)(?:->|--)(?!\S)", left.replace(JOINER, "|"))
    return [*found, *drawn]


def with_foreign_texts(study: Study, typed: str = TYPED) -> Study:
    """The study with `typed` after every text that somebody who saved it could have written."""
    marked: Study = _marked(study, typed)
    return marked


def _marked(value: Any, typed: str) -> Any:
    if isinstance(value, Text):
        return Text(f"{value.en} {typed}", f"{value.zh} {typed}")
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _marked(getattr(value, field.name), typed)
            for field in fields(value)
            if field.init
        }
        return replace(value, **changed)
    if isinstance(value, Mapping):
        return {key: _marked(each, typed) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_marked(each, typed) for each in value)
    return value


def _protos(block: Block) -> Iterator[Any]:
    for child in block.children.values():
        if isinstance(child, Block):
            if child.proto is not None:
                yield child.proto
            yield from _protos(child)
        else:
            yield child.proto


def _strings(message: Any, path: str = "") -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        name = f"{path}.{field.name}" if path else field.name
        several = (
            value if not isinstance(value, (str, bytes)) and hasattr(value, "append") else [value]
        )
        for each in several:
            if isinstance(each, str):
                yield name, each
            elif hasattr(each, "ListFields"):
                yield from _strings(each, name)


def _tables(message: Any) -> Iterator[bytes]:
    for _, value in message.ListFields():
        several = (
            value if not isinstance(value, (str, bytes)) and hasattr(value, "append") else [value]
        )
        for each in several:
            if isinstance(each, bytes):
                yield each
            elif hasattr(each, "ListFields"):
                yield from _tables(each)


def _cells(data: bytes) -> Iterator[str]:
    table = pa.ipc.open_stream(data).read_all()
    yield from table.column_names
    for column in table.columns:
        yield from (cell for cell in column.to_pylist() if isinstance(cell, str))


TABLE_OF_WORDS = re.compile(
    r"(?P<table>\{.*\})\[datum\.\w+\]", re.DOTALL
)  # at an axis or in a legend


def _of_json(text: str) -> Iterator[str]:
    todo = [json.loads(text)]
    while todo:
        now = todo.pop()
        if isinstance(now, dict):
            todo += [*now, *now.values()]
        elif isinstance(now, list):
            todo += now
        elif isinstance(now, str) and (words := TABLE_OF_WORDS.fullmatch(now)):
            todo += json.loads(words["table"]).values()
        elif isinstance(now, str):
            yield now


def _text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))
