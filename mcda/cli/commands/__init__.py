"""The commands, in the order in which help lists them: a file each, imported once its verb is asked for.

Each has `add_options(verb)`, which declares its options, and `run(options)`, which gives the answer. Its line in help is
`verb_NAME` in words/cli.toml.
"""

from importlib import import_module
from keyword import iskeyword

from criteria.text import LANGS
from mcda.cli.parser import PROGRAM, Verb, add_help
from mcda.words import Translator

COMMANDS = (
    "app",
    "rank",
    "robust",
    "why",
    "weights",
    "elicit",
    "methods",
    "criteria",
    "candidates",
    "stages",
    "lists",
    "pilots",
    "chain",
    "network",
    "check",
    "template",
    "brief",
    "layers",
    "compare",
    "import",
    "store",
    "schema",
    "man",
)

SHELLS = ("bash", "zsh", "tcsh")  # that complete


def parser(asked: str | None = None, t: Translator | None = None) -> Verb:
    """The parser of all verbs; with the options of the verb that is asked for alone, None: of each."""
    t = t or Translator("en")
    whole = Verb(
        t=t,
        prog=PROGRAM,
        usage=f"%(prog)s {t('options.verb')} [options]",
        description=t("options.program"),
        epilog=t("options.program_more"),
    )
    verbs = whole.add_subparsers(
        dest="verb",
        prog=PROGRAM,
        metavar=t("options.verb"),
        title=t("options.verbs"),
    )
    for name in COMMANDS:
        told = t(f"cli.verb_{name}")
        verb = verbs.add_parser(name, help=told, description=told, t=t)
        if asked in (name, None):
            add_options(name, verb)
    whole.option("--version", words="options.version", action="store_true")
    whole.option("--lang", words="options.lang", choices=LANGS)
    whole.option("--print-completion", words="options.completion", choices=SHELLS)
    add_help(whole)
    whole.verbs = verbs.choices
    return whole


def add_options(name: str, verb: Verb) -> None:
    """Declare the options of a command, and `run`, on the parser of its verb."""
    command = import_module(f"{__name__}.{name}_" if iskeyword(name) else f"{__name__}.{name}")
    command.add_options(verb)
    verb.set_defaults(run=command.run)
