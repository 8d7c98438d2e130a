"""The options of the command line: in the reader's language, grouped, with examples; what is mistyped is told with what is near.

Nothing here waits for numbers or tables: help is quick.
"""

import argparse
import re
import sys
from atexit import register
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, NoReturn, TypeAlias, TypeVar

from criteria.text import LANGS
from mcda.words import Translator

FORMATS = ("table", "csv", "tsv", "markdown", "json")
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".json": "json"}
PROGRAM = "green-heart"
Group: TypeAlias = argparse._ArgumentGroup
Number = TypeVar("Number", int, float)
# What argparse says, and the phrase in its place. Whatever is not here is our own, or said as argparse says it.
SAID = {
    re.compile(
        r"the following arguments are required: (?P<names>.*)", re.DOTALL
    ): "options.required",
    re.compile(r"argument (?P<name>.+?): expected .*argument.*", re.DOTALL): "options.one_needed",
    re.compile(
        r"argument (?P<name>.+?): not allowed with argument (?P<other>.*)", re.DOTALL
    ): "options.not_with",
    re.compile(
        r"ambiguous option: (?P<found>.+?) could match (?P<known>.*)", re.DOTALL
    ): "options.ambiguous",
    re.compile(
        r"argument (?P<name>.+?): ignored explicit argument (?P<found>.*)", re.DOTALL
    ): "options.no_value",
    re.compile(
        r"argument (?P<name>.+?): invalid choice: (?P<found>.+?) \(choose from (?P<known>.*)\)",
        re.DOTALL,
    ): ("options.choice_of"),
    re.compile(r"argument (?P<name>.+?): (?P<problem>.*)", re.DOTALL): "options.argument",
}


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is of the reader's language."""

    def __init__(self, t: Translator, prog: str, **given: Any) -> None:
        super().__init__(prog, **given)
        self.t = t

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self.t("options.usage") if prefix is None else "")


class Verb(argparse.ArgumentParser):
    """The parser of one verb, or of the whole program."""

    def __init__(self, *, t: Translator, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=partial(Help, t), **given)
        self.t, self.flags = t, list[str]()
        self.verbs: Mapping[str, Verb] = {}
        self.own = self.add_argument_group(t("options.own"))

    def option(
        self,
        *flags: str,
        words: str,
        group: Any = None,
        number: type[int] | type[float] | None = None,
        least: int | None = None,
        is_input: bool = False,
        values: Sequence[object] = (),
        **given: Any,
    ) -> None:
        """An option or, without dashes, a word: `words` is its phrase, filled in with `values` as {known}.

        `number` is the kind of number that it takes, `least` the smallest, `is_input` says that it is a file to read, which may be "-".
        """
        if number is not None:
            given["type"] = partial(self._number, number, least)
        elif is_input:
            given["type"] = file_to_read
        elif "choices" in given and "type" not in given:
            given["type"] = partial(self._choice, given["choices"])
            given.setdefault("metavar", flags[-1].lstrip("-").upper())
        told = self.t(words, known=list(values or given.get("choices", ())))
        self.flags += [flag for flag in flags if flag.startswith("-")]
        (group or self.own).add_argument(*flags, help=told.replace("%", "%%"), **given)

    def _choice(self, known: Sequence[str], word: str) -> str:
        if word in known:
            return word
        near = get_close_matches(word, known, 1)
        words = {"found": word, "near": near, "known": list(known)}
        told = self.t("options.choice_near" if near else "options.choice", **words)
        raise argparse.ArgumentTypeError(told)

    def _number(self, kind: Callable[[str], Number], least: int | None, word: str) -> Number:
        words = "options.no_whole_number" if kind is int else "options.no_number"
        try:
            found = kind(word)
        except ValueError:
            raise argparse.ArgumentTypeError(self.t(words, found=word)) from None
        if least is not None and found < least:
            raise argparse.ArgumentTypeError(self.t("options.too_small", found=word, least=least))
        return found

    def error(self, message: str) -> NoReturn:
        """Usage, what is wrong with it, and status 2."""
        for said, words in SAID.items():
            found = said.fullmatch(message)
            if found:
                message = self.t(words, **found.groupdict())
                break
        self.print_usage(sys.stderr)
        self.exit(2, self.t("options.error", prog=self.prog, problem=message) + "\n")

    def refuse(self, words: Sequence[str]) -> NoReturn:
        """Words that no option takes; the first is told, with the option that is spelt most like it."""
        found = next((word for word in words if word.startswith("-")), words[0]).partition("=")[0]
        near = get_close_matches(found, self.flags, 1)
        kind = "options.flag" if found.startswith("-") else "options.word"
        told = self.t("options.flag_near" if near else kind, found=found, near=near, prog=self.prog)
        self.error(told)


def file_to_read(word: str) -> str:
    """The path of a file; "-" is what comes on standard input, put into one that is gone when the program ends."""
    if word != "-":
        return word
    data = sys.stdin.buffer.read()
    start = data.lstrip()[:2]
    ending = "xlsx" if start == b"PK" else "json" if start[:1] in (b"{", b"[") else "csv"
    folder = mkdtemp()
    register(rmtree, folder, ignore_errors=True)
    path = Path(folder, f"stdin.{ending}")
    path.write_bytes(data)
    return str(path)


def add_common(
    verb: Verb,
    needs: str = "",
    *examples: str,
    of_study: bool = True,
    has_table: bool = False,
    writes: str | None = None,
) -> None:
    """The options of how a command answers and, unless it has none, of its study.

    `needs` is what must be given: usage names that alone, since the options are listed below it. `examples` are command
    lines after the verb. One that prints tables may print them in another format, and into a file; `writes` is the file
    that any other one writes unless told otherwise.
    """
    verb.usage = " ".join(filter(None, ("%(prog)s", needs, "[options]")))
    lines = "\n".join(f"  {verb.prog} {line}".rstrip() for line in examples)
    verb.epilog = f"{verb.t('options.examples')}\n{lines}"
    if of_study:
        _add_study(verb, verb.add_argument_group(verb.t("options.of_study")))
        _add_choices(verb, verb.add_argument_group(verb.t("options.choices")))
    output = verb.add_argument_group(verb.t("options.output"))
    if has_table:
        verb.option("--format", words="options.format", group=output, choices=FORMATS)
        verb.option("-o", "--output", words="options.to_file", group=output, metavar="FILE")
    elif writes is not None:
        told = "options.written" if writes else "options.written_if"
        verb.option(
            "-o", "--output", words=told, group=output, metavar="FILE",
            default=writes or None, values=[writes],
        )  # fmt: skip
    verb.option(
        "--json", words="options.json", group=output, dest="format",
        action="store_const", const="json",
    )  # fmt: skip
    verb.option(
        "--lang", words="options.lang", group=output, choices=LANGS, default=argparse.SUPPRESS
    )
    add_help(verb, output)
    verb.set_defaults(format=None, notes=(), prints=has_table)


def add_help(verb: Verb, group: Any = None) -> None:
    verb.option("-h", "--help", words="options.help", group=group, action="help")


def _add_study(verb: Verb, group: Group) -> None:
    """Which study, and of it which stage and scenario."""
    from inputs.corrections import HEADS

    add = partial(verb.option, group=group)
    add("--study", words="options.study", metavar="FILE", is_input=True)
    add("--table", words="options.table", metavar="FILE", is_input=True)
    add("--criteria", words="options.criteria", metavar="FILE", is_input=True)
    add_answer_option(verb, group)
    add("--stage", words="options.stage", metavar="STAGE")
    add(
        "--corrections",
        words="options.corrections",
        metavar="FILE",
        is_input=True,
        values=[",".join(HEADS)],
    )
    add = partial(verb.option, group=group.add_mutually_exclusive_group())
    add("--scenario", words="options.scenario", metavar="NAME")
    add("--what-if", words="options.what_if", action="store_true")


def _add_choices(verb: Verb, group: Group) -> None:
    """What is chosen otherwise than the study has it."""
    from inputs.stations import DATA_YEARS
    from mcda.study.missing_values import LEFT_OUT_WEIGHTS, MISSING_VALUE_POLICIES

    add = partial(verb.option, group=group)
    add("--weights", words="options.weights", metavar="WEIGHTS", is_input=True)
    add("--method", words="options.method", metavar="KEY")
    _add_list(verb, "--param", "KEY=VALUE", "options.param", group)
    _add_list(verb, "--eligible", "KEY=LIMIT", "options.eligible", group)
    add(
        "--cutoff",
        words="options.cutoff",
        action="append",
        default=[],
        metavar="CRITERION>=VALUE",
    )
    add(
        "--missing-values",
        words="options.missing_values",
        choices=MISSING_VALUE_POLICIES,
        metavar="POLICY",
    )
    add(
        "--left-out-weight",
        words="options.left_out_weight",
        choices=LEFT_OUT_WEIGHTS,
        metavar="WHO",
    )
    add("--raw", words="options.raw", action="store_true")
    _add_list(verb, "--list-off", "GROUP", "options.list_off", group)
    add(
        "--data-year",
        words="options.data_year",
        number=int,
        choices=DATA_YEARS,
        values=[*DATA_YEARS],
        metavar="YEAR",
    )
    _add_list(verb, "--assume", "CODE.KEY=VALUE", "options.assume", group)


def add_answer_option(verb: Verb, group: Group | None = None) -> None:
    """The option that answers what a table does not say."""
    _add_list(verb, "--answer", "KEY=VALUE", "options.answer", group)


def _add_list(verb: Verb, flag: str, metavar: str, words: str, group: Group | None = None) -> None:
    """An option that takes several words and may be given several times."""
    verb.option(
        flag, words=words, group=group, nargs="+", default=[], action="extend", metavar=metavar
    )


def add_rows(verb: Verb) -> None:
    """The options that say which lines of a ranking are printed."""
    verb.option("--top", words="options.top", number=int, least=1, metavar="N")
    verb.option("--province", words="options.province", metavar="NAME")
