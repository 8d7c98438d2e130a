"""elicit: weights from a file of answers."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from criteria.errors import WeightsError
from mcda.cli.answer import Answer, translator
from mcda.cli.commands.weights import share_lines
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.cli.parser import add_common
from mcda.weighting.public_names import OLD_NAMES, WEIGHTING_METHODS, method_named


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, "--by METHOD --answers FILE.json", of_study=False)
    verb.add_argument(
        "--by", required=True, type=_method, metavar="METHOD", help=", ".join(WEIGHTING_METHODS)
    )
    verb.add_argument("--answers", required=True, metavar="FILE.json", help="the answers")


def _method(word: str) -> str:
    """A name of 1.0 passes: what it is called now is told as a finding, not as wrong usage."""
    if word not in WEIGHTING_METHODS and word not in OLD_NAMES:
        raise ArgumentTypeError(f"{word!r} is none of {', '.join(WEIGHTING_METHODS)}")
    return word


def run(options: Namespace) -> Answer:
    t = translator(options)
    method = method_named(options.by)
    path = Path(options.answers)
    try:
        answers = read_json(path)
    except UNREADABLE as error:
        raise WeightsError.of("answers.file", file=str(path), error=why_unreadable(error)) from None
    found = method.weigh(answers)
    consistency = None
    if found.consistency is not None:
        consistency = {
            "value": found.consistency,
            "limit": found.limit,
            "acceptable": found.acceptable,
        }
    document = {
        "method": options.by,
        "weights": found.weights.as_dict(),
        "consistency": consistency,
        "worst": [
            {"row": j.row, "column": j.column, "given": j.given, "fits": j.fits}
            for j in found.worst
        ],
        "workings": dict(found.workings),
    }
    lines = [share_lines(found.weights, t)]
    if consistency is not None:
        lines.append(t("cli.consistency", value=found.consistency, limit=found.limit or "—"))
    lines += [
        t("cli.judgement", row=j.row, column=j.column, given=j.given, fits=j.fits)
        for j in found.worst
    ]
    return Answer(document, "\n".join(lines))
