"""The structure that keeps foreign texts cheap: no pattern repeats without end inside a repeat, texts are cut first."""

import ast
import importlib
import re
import re._constants as kinds
import re._parser as parser
import sys
from pathlib import Path

import pytest

from inputs.files import open_file
from inputs.files.limits import LONG_TEXT
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose

ROOT = Path(__file__).parents[1]
CODE = [path for room in ("criteria", "inputs", "mcda") for path in (ROOT / room).rglob("*.py")]
FUNCTIONS = {
    "compile",
    "match",
    "fullmatch",
    "search",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
}
MANY = 256  # a repeat of up to so many is as good as one without end


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def has_ambiguous_repeat(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether a pattern holds a repeat without end inside another one, both of which may give back what they took.

    Such a pattern can take time that doubles with each letter. Possessive repeats and atomic groups give nothing back.
    """
    return any(_nested(node, repeated=False) for node in parser.parse(pattern, flags))


def _nested(node, repeated: bool) -> bool:
    kind, value = node
    if kind in (kinds.POSSESSIVE_REPEAT, kinds.ATOMIC_GROUP):
        # what stands inside is tried only once from each place: it starts anew
        inside = value[2] if kind is kinds.POSSESSIVE_REPEAT else value
        return any(_nested(each, repeated=False) for each in inside)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        _, most, inside = value
        endless = most > MANY
        if endless and repeated:
            return True
        return any(_nested(each, repeated or endless) for each in inside)
    if kind is kinds.SUBPATTERN:
        return any(_nested(each, repeated) for each in value[3])
    if kind is kinds.BRANCH:
        return any(_nested(each, repeated) for branch in value[1] for each in branch)
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return any(_nested(each, repeated) for each in value[1])
    if kind is kinds.GROUPREF_EXISTS:
        return any(_nested(each, repeated) for part in value[1:] for each in part or ())
    return False


def calls(tree: ast.AST):
    """Each call of a function of `re`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in FUNCTIONS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        ):
            yield node


def evaluated(path: Path, node: ast.expr):
    """What an argument comes to, by the names of its own module."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return eval(compile(ast.Expression(node), str(path), "eval"), vars(module))


PATTERNS = [(path, call) for path in CODE for call in calls(ast.parse(path.read_text("utf-8")))]


@pytest.mark.parametrize(
    ("path", "call"), PATTERNS, ids=[f"{relative(p)}:{c.lineno}" for p, c in PATTERNS]
)
def test_no_pattern_repeats_without_end_inside_a_repeat(path, call):
    keywords = {word.arg: word.value for word in call.keywords}
    given = keywords.get("flags") or (
        call.args[1] if call.func.attr == "compile" and len(call.args) > 1 else None
    )
    flags = int(evaluated(path, given)) if given is not None else 0
    try:
        pattern = evaluated(path, call.args[0])
    except NameError:
        pytest.fail("the pattern hangs on what is known only inside a function: name it outside")
    assert not has_ambiguous_repeat(pattern, flags)


def test_the_patterns_are_all_found():
    assert len(PATTERNS) > 60
    imported = {
        relative(path)
        for path in CODE
        if re.search(r"^(?:from re import|import re as)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert imported == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"(<!--.*?-->\s*)*<(html|body)\b",  # 428 bytes of it stopped a server
        r"(a+)+$",
        r"(?:\s*\w+)*x",
        r"(?:a|b+)*c",
        r"(?:(?:a{2,})b?)+",
        r"(?=(?:a*)*b)",
    ],
)
def test_the_guard_knows_what_can_double(pattern):
    assert has_ambiguous_repeat(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:<!--(?:(?!-->).)*+-->\s*+)*+<html",
        r"(?:a++)*+b",
        r"(?>(?:a*)b)*+c",
        r"(?:,\d{3})+",
        r"\s*\w+\s*",
    ],
)
def test_the_guard_lets_through_what_gives_nothing_back(pattern):
    assert not has_ambiguous_repeat(pattern)


def test_no_text_is_normalised_before_it_is_cut():
    """Composing is quadratic in marks out of order: a slice must stand in what is composed."""
    composed = [
        (relative(path), node)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, (ast.Attribute, ast.Name))
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "normalize"
    ]
    assert len(composed) == 2
    whole = [
        f"{path}:{node.lineno}"
        for path, node in composed
        if not any(
            isinstance(part, ast.Slice) and part.upper is not None
            for part in ast.walk(node.args[1])
        )
    ]
    assert whole == []


# what a hostile table holds where; each text far longer than is understood
LONG = "中a1 (%),;:*+/-" * 800
TABLES = {
    "names": f'name,income\n"1{LONG}",1\n"2{LONG}",2\n',
    "headings": f'"{LONG}","{LONG}x"\na,1\nb,2\n',
    "two rows of headings": f'"{LONG}","{LONG}x",y\nz,"{LONG}","{LONG}"\na,1,2\nb,2,3\n',
    "cells": f'name,income,note\na,"{LONG}","{LONG}"\nb,2,"{LONG}"\nc,3,x\n',
    "units": f'name,income\n单位,"{LONG}"\na,1\nb,2\n',
    "directions": f'name,income\ndirection,"{LONG}"\na,1\nb,2\n',
    "titles": f'"{LONG}"\nname,income\n"{LONG}"\na,1\nb,2\n"{LONG}"\nc,1\nd,2\n"{LONG}"\n',
}


class Watched:
    """A pattern that notes the longest text it is shown."""

    longest = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str):
        method = getattr(self.pattern, name)
        if name not in FUNCTIONS:
            return method

        def shown(*texts, **more):
            length = max((len(text) for text in texts if isinstance(text, str)), default=0)
            Watched.longest = max(Watched.longest, length)
            return method(*texts, **more)

        return shown


@pytest.fixture
def watched(monkeypatch):
    """Every compiled pattern of what understands a table, watched."""
    patterns = 0
    for name, module in list(sys.modules.items()):
        if not name.startswith(("inputs.tables", "inputs.files.sheet")):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, key, Watched(value))
                patterns += 1
    assert patterns > 25
    monkeypatch.setattr(Watched, "longest", 0)
    return Watched


@pytest.mark.parametrize("kind", TABLES)
def test_every_text_of_a_table_is_cut_before_it_is_understood(kind, watched):
    proposal = propose(open_file("a.csv", TABLES[kind].encode()))
    answers = {"B2": LONG, "direction/B": LONG, LONG: LONG, "weight/B": LONG, "names": LONG}
    for found in (proposal, proposal.answered(answers)):
        findings_of(found)
        _ = found.questions
    assert 0 < watched.longest <= LONG_TEXT
    assert any(finding.code == "file.long_texts" for finding in findings_of(proposal))
