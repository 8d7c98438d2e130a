"""The command line: green-heart VERB, or python -m mcda VERB; --help tells the verbs."""

import sys

from mcda.cli.commands import parser
from mcda.cli.program import main

__all__ = ["main", "parser"]

if __name__ == "__main__":
    sys.exit(main())
