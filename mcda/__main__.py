"""The command line: the same verbs without the screen. python -m mcda VERB --help"""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from criteria.errors import AppError, Finding
from mcda.cli.commands.brief import BRIEF_COMMANDS
from mcda.cli.commands.ranking import COMMANDS, plain
from mcda.cli.commands.region import REGION_COMMANDS
from mcda.cli.commands.robust import ROBUST_COMMANDS
from mcda.cli.parser import parser
from mcda.words import Translator


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 done; 1 the data or answers are at fault; 2 wrong usage."""
    options = parser().parse_args(arguments)
    t = Translator(options.lang or "en")
    try:
        document, text = {**COMMANDS, **ROBUST_COMMANDS, **REGION_COMMANDS, **BRIEF_COMMANDS}[
            options.verb
        ](options, t)
    except AppError as error:
        return _tell(error.findings, t, options)
    told = isinstance(document, dict)  # the chain is a list
    errors: list[Finding] = document.pop("_errors", []) if told else []
    try:
        print(json.dumps(document, ensure_ascii=False) if options.json else text, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    for finding in errors:
        print(t.finding(finding).line(), file=sys.stderr)
    return 1 if errors else 0


def _tell(findings: Sequence[Finding], t: Translator, options: argparse.Namespace) -> int:
    """One line a finding on standard error."""
    if options.json:
        print(
            json.dumps(
                {"findings": [plain(finding, t) for finding in findings]}, ensure_ascii=False
            )
        )
    for finding in findings:
        print(t.finding(finding).line(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
