"""The command line: the same verbs without the screen. python -m mcda VERB --help"""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from criteria.errors import Finding, Trouble
from mcda.cli.commands.brief import BRIEF_VERBS
from mcda.cli.commands.ranking import VERBS, plain
from mcda.cli.commands.region import REGION_VERBS
from mcda.cli.commands.robust import SURE_VERBS
from mcda.cli.parser import parser
from mcda.words import Say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 done; 1 the data or answers are at fault; 2 wrong usage."""
    options = parser().parse_args(arguments)
    say = Say(options.lang or "en")
    try:
        document, text = {**VERBS, **SURE_VERBS, **REGION_VERBS, **BRIEF_VERBS}[options.verb](
            options, say
        )
    except Trouble as trouble:
        return _tell(trouble.findings, say, options)
    told = isinstance(document, dict)  # the chain is a list
    errors: list[Finding] = document.pop("_errors", []) if told else []
    try:
        print(json.dumps(document, ensure_ascii=False) if options.json else text, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    for finding in errors:
        print(say.finding(finding).line(), file=sys.stderr)
    return 1 if errors else 0


def _tell(findings: Sequence[Finding], say: Say, options: argparse.Namespace) -> int:
    """One line a finding on standard error."""
    if options.json:
        print(
            json.dumps(
                {"findings": [plain(finding, say) for finding in findings]}, ensure_ascii=False
            )
        )
    for finding in findings:
        print(say.finding(finding).line(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
