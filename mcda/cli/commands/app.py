"""app: the pages, until the server is stopped."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from runpy import run_module

from mcda.cli.answer import Answer


def add_options(verb: ArgumentParser) -> None:
    verb.usage = "%(prog)s [options]"
    verb.epilog = "Any other setting of Streamlit is an environment variable, such as STREAMLIT_SERVER_BASE_URL_PATH."
    verb.add_argument("--port", type=_port, metavar="N", help="default: 8501")
    verb.add_argument("--address", help="the one address to listen on (default: every address)")
    verb.set_defaults(lang=None, json=False)


def _port(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise ArgumentTypeError(f"{word!r} is no port: 1 to 65535")
    return int(word)


def run(options: Namespace) -> Answer:
    """Become `python -m mcda.app`, a program of its own, which ends this process with its own exit status."""
    given = {"port": options.port, "address": options.address, "headless": "true"}
    words = [f"--server.{name}={value}" for name, value in given.items() if value is not None]
    sys.argv = ["green-heart", *words]
    run_module("mcda.app", run_name="__main__", alter_sys=True)
    return Answer({}, "")
