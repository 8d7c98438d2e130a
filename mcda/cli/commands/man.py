"""man: the manual page, made from what --help says."""

import argparse
from argparse import Namespace
from collections.abc import Iterator

from mcda import __version__
from mcda.cli import commands
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import PROGRAM, Verb, add_common


def add_options(verb: Verb) -> None:
    examples = ("> green-heart.1", "--lang zh > green-heart.1", "| man -l -")
    add_common(verb, "", *examples, of_study=False)


def run(options: Namespace) -> Answer:
    t = translator(options)
    page = "\n".join(_page(commands.parser(None, t)))
    return Answer({"man": page}, page)


def _page(whole: Verb) -> Iterator[str]:
    """Troff with the macros of man(7): a section a verb, its options as tagged paragraphs."""
    t = whole.t
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}"'
    yield from (".SH NAME", _troff(f"{PROGRAM} - {whole.description}"))
    yield from (".SH SYNOPSIS", _troff(f"{PROGRAM} {t('options.verb')} [options]"))
    yield from _options(whole)
    yield from (".PP", _troff(f"{whole.epilog}"))
    for name, verb in whole.verbs.items():
        yield f".SH {name.upper()}"
        yield from (_troff(f"{verb.description}."), ".PP", _troff(verb.format_usage().strip()))
        yield from _options(verb)
        head, *lines = str(verb.epilog).splitlines()
        yield from (f".SS {_troff(head)}", ".nf", *map(_troff, lines), ".fi")


def _options(verb: Verb) -> Iterator[str]:
    for group in verb._action_groups:
        actions = [
            action
            for action in group._group_actions
            if not isinstance(action, argparse._SubParsersAction)
        ]
        if actions:
            yield f".SS {_troff(group.title or '')}"
        for action in actions:
            flags = ", ".join(action.option_strings) or str(action.metavar)
            takes = action.metavar if action.option_strings and action.nargs != 0 else None
            yield from (".TP", f"\\fB{_troff(flags)}\\fR {_troff(str(takes or ''))}".rstrip())
            yield _troff((action.help or "").replace("%%", "%"))


def _troff(text: str) -> str:
    """A text with nothing in it that troff takes for a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
