"""Every command line that the documents show is one that the program takes."""

import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from mcda.__main__ import parser
from mcda.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md")))
PARSER = parser()
COMMAND = r"(?:python -m mcda|green-heart) (?!green-heart)"
LINES = [
    pytest.param(line, id=f"{path.name}: {line}")
    for path in DOCUMENTS
    for line in re.findall(COMMAND + r"([a-z][^`\n]*)", path.read_text("utf-8"))
]


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_of_the_documents_is_taken(line, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    words = shlex.split(re.split(" [|>&]", line)[0], comments=True)  # up to what the shell reads
    assert PARSER.parse_args(words).verb == words[0]


@pytest.mark.parametrize("name", ["commands.md", "commands.zh-CN.md"])
def test_every_command_is_shown(name):
    text = (ROOT / "docs" / name).read_text("utf-8")
    shown = set(re.findall(COMMAND + "([a-z]+)", text))
    assert set(COMMANDS) <= shown
