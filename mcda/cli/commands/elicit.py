"""elicit: weights from a file of answers."""

from argparse import Namespace
from pathlib import Path

from criteria.errors import WeightsError
from mcda.cli.answer import Answer, translator
from mcda.cli.commands.weights import shares
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.cli.parser import Verb, add_common
from mcda.weighting.public_names import OLD_NAMES, WEIGHTING_METHODS, method_named


def add_options(verb: Verb) -> None:
    examples = (
        "--by ahp --answers answers.json",
        "--by swing --answers answers.json --json",
        "--by best_worst --answers - < answers.json",
    )
    needs = "--by METHOD --answers FILE.json"
    add_common(verb, needs, *examples, of_study=False, has_table=True)
    # a name of 1.0 passes: what it is called now is told as a finding, not as wrong usage
    verb.option(
        "--by", words="options.by", required=True, metavar="METHOD",
        choices=(*WEIGHTING_METHODS, *OLD_NAMES), values=[*WEIGHTING_METHODS],
    )  # fmt: skip
    verb.option(
        "--answers", words="options.answers", required=True, metavar="FILE.json", is_input=True
    )


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
    lines = []
    if consistency is not None:
        lines.append(t("cli.consistency", value=found.consistency, limit=found.limit or "—"))
    lines += [
        t("cli.judgement", row=j.row, column=j.column, given=j.given, fits=j.fits)
        for j in found.worst
    ]
    return Answer(document, tables=(shares(found.weights, t),), notes=tuple(lines))
