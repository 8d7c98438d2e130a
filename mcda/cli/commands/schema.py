"""schema: the JSON schema of what a command prints under --json."""

import json
from argparse import Namespace
from importlib.resources import files

from mcda.cli.answer import Answer
from mcda.cli.parser import Verb, add_common

FOLDER = "schemas"


def add_options(verb: Verb) -> None:
    examples = ("rank", "robust > robust.schema.json", "pilots")
    add_common(verb, "VERB", *examples, of_study=False)
    verb.option("of", words="options.schema_of", metavar="VERB", choices=described())


def described() -> tuple[str, ...]:
    """The commands whose documents have a schema, a file each."""
    names = (file.name for file in files("mcda.cli").joinpath(FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def run(options: Namespace) -> Answer:
    text = files("mcda.cli").joinpath(FOLDER, f"{options.of}.json").read_text("utf-8")
    return Answer(json.loads(text), text.rstrip("\n"))
