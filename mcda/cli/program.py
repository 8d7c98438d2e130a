"""The program: the verb that is asked for, its answer printed, and what else is to be known beside it."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

from criteria.errors import AppError
from criteria.text import Lang
from mcda import __version__
from mcda.cli.answer import Answer, finding_documents, finding_lines, written
from mcda.cli.commands import COMMANDS, parser
from mcda.cli.parser import PROGRAM, SUFFIXES
from mcda.cli.progress import Progress
from mcda.words import Translator

ONE_TABLE = ("csv", "tsv")  # formats that hold one
BOLD, RED, PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 done; 1 the data or answers are at fault; 2 wrong usage; 130 stopped by the user."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return 130


def _run(words: list[str]) -> int:
    t = Translator(_language(words))
    asked = _first(words)
    whole = parser(asked, t)
    if asked and asked not in COMMANDS:
        near = get_close_matches(asked, COMMANDS, 1)
        known = {"found": asked, "near": near, "known": list(COMMANDS)}
        whole.error(t("options.verb_near" if near else "options.verb_unknown", **known))
    options, others = whole.parse_known_args(words)
    if others:
        (whole.verbs[options.verb] if options.verb else whole).refuse(others)
    if options.version:
        print(f"{PROGRAM} {__version__}")
    elif options.print_completion:
        from shtab import complete

        script = complete(parser(None, t), options.print_completion)
        _print(f"{script}\n".encode(), is_table=False)
    elif options.verb is None:
        whole.error(t("options.verb_missing"))
    else:
        return _answered(options, t)
    return 0


def _language(words: Sequence[str]) -> Lang:
    """The language in which even wrong usage is told: the word after --lang, wherever it stands."""
    line = " ".join(words).replace("=", " ")
    return "zh" if "--lang zh" in line else "en"


def _first(words: Sequence[str]) -> str:
    """The first word that is no option, and no value of one: the verb."""
    before = ("--lang", "--print-completion")
    pairs = zip(("", *words), words, strict=False)
    return next((word for last, word in pairs if word[:1] != "-" and last not in before), "")


def _answered(options: Namespace, t: Translator) -> int:
    output = options.output if "output" in options else None
    ending = Path(output or "").suffix if options.prints else ""
    form = options.format or SUFFIXES.get(ending, "table")
    try:
        with Progress(t) as options.progress:
            answer: Answer = options.run(options)
        told = _text(answer, form, options.prints and output not in (None, "-"), t)
        if options.prints and output not in (None, "-"):
            answer = replace(answer, notes=(*answer.notes, written(output, told, t, {}).text))
            told = b""
    except AppError as error:
        found = {"findings": finding_documents(error.findings, t)}
        answer = Answer(found, errors=error.findings)
        told = _text(answer, form, False, t)
    if form != "json" and answer.title:
        _note(answer.title)
    _print(told, is_table=form == "table" and bool(answer.tables) and not answer.text)
    notes = list(answer.notes) if form != "json" else []
    if form in ONE_TABLE and len(answer.tables) > 1:
        notes.append(t("cli.first_table", count=len(answer.tables)))
    if not answer.errors:
        notes += finding_lines(options.notes, t) if form != "json" else []
        if getattr(options, "study", None):
            from mcda.cli.study_options import notes_of

            notes += notes_of(options, t)
    for line in notes:
        _note(line)
    for line in finding_lines(answer.errors, t):
        _note(line, RED)
    return 1 if answer.errors else 0


def _text(answer: Answer, form: str, for_excel: bool, t: Translator) -> bytes:
    """What is printed, or written into a file."""
    if answer.data is not None:
        return answer.data
    if form == "json":
        text = json.dumps(answer.document, ensure_ascii=False)
    elif not answer.tables or (form == "table" and answer.text):
        text = answer.text
    else:
        from mcda.cli.printed_tables import printed

        tables = answer.tables[:1] if form in ONE_TABLE else answer.tables
        titles = [f"{table.title}\n" if len(tables) > 1 else "" for table in tables]
        text = "\n\n".join(
            title + "\n" * (form == "markdown" and bool(title)) + printed(table, form, t, for_excel)
            for title, table in zip(titles, tables, strict=True)
        )
    return f"{text}\n".encode() if text else b""


def _print(told: bytes, is_table: bool) -> None:
    """To standard output; the headings of a table are bold on a terminal."""
    if not told:
        return
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if _is_coloured(sys.stdout) and is_table:
        head, _, rest = told.partition(b"\n")
        told = BOLD.encode() + head + PLAIN.encode() + b"\n" + rest
    try:
        if binary is None:
            sys.stdout.write(told.decode())
        else:
            binary.write(told)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _note(line: str, colour: str = "") -> None:
    is_coloured = colour and _is_coloured(sys.stderr)
    print(f"{colour}{line}{PLAIN}" if is_coloured else line, file=sys.stderr)


def _is_coloured(stream: TextIO) -> bool:
    """Whether it is a terminal, and its user has not asked for no colour (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")
