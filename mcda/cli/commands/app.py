"""app: the pages, until the server is stopped."""

import sys
from argparse import ArgumentTypeError, Namespace
from functools import partial
from runpy import run_module

from mcda.cli.answer import Answer
from mcda.cli.parser import Verb, add_common
from mcda.words import Translator


def add_options(verb: Verb) -> None:
    add_common(verb, "", "", "--port 8600", "--address 127.0.0.1", of_study=False)
    verb.option("--port", words="options.port", type=partial(_port, verb.t), metavar="N")
    verb.option("--address", words="options.address", metavar="ADDRESS")


def _port(t: Translator, word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise ArgumentTypeError(t("options.no_port", found=word))
    return int(word)


def run(options: Namespace) -> Answer:
    """Become `python -m mcda.app`, a program of its own, which ends this process with its own exit status."""
    given = {"port": options.port, "address": options.address, "headless": "true"}
    words = [f"--server.{name}={value}" for name, value in given.items() if value is not None]
    sys.argv = ["green-heart", *words]
    run_module("mcda.app", run_name="__main__", alter_sys=True)
    return Answer({}, "")
