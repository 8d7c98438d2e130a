"""The command line: green-heart VERB, or python -m mcda VERB; --help tells the verbs."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from criteria.errors import AppError
from mcda import __version__
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.commands import COMMANDS, add_options


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """The parser of all verbs; with the options of the verb that is asked for alone, None: of each."""
    whole = argparse.ArgumentParser(
        prog="green-heart",
        usage="%(prog)s VERB [options]",
        description="Rank counties, cities and towns, or your own table, on several criteria.",
        epilog="green-heart VERB --help lists the options of a verb.",
    )
    whole.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    verbs = whole.add_subparsers(
        dest="verb", prog="green-heart", required=True, metavar="VERB", title="verbs"
    )
    for name, told in COMMANDS.items():
        verb = verbs.add_parser(name, help=told, description=told)
        if asked in (name, None):
            add_options(name, verb)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 done; 1 the data or answers are at fault; 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    asked = next((word for word in words if not word.startswith("-")), "")
    options = parser(asked).parse_args(words)
    t = translator(options)
    try:
        answer: Answer = options.run(options)
    except AppError as error:
        found = {"findings": finding_documents(error.findings, t)}
        answer = Answer(found, "", error.findings)
    from mcda.cli.parser import notes_of  # which takes a moment that help need not wait for

    try:
        if options.json:
            print(json.dumps(answer.document, ensure_ascii=False), flush=True)
        elif answer.text:
            print(answer.text, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    notes = [] if answer.errors else notes_of(options, t)
    for line in [*notes, *finding_lines(answer.errors, t)]:
        print(line, file=sys.stderr)
    return 1 if answer.errors else 0


if __name__ == "__main__":
    sys.exit(main())
