"""What is typed into a study: the options of the command line, and the study that they name."""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from criteria.errors import (
    LANGS,
    Finding,
    MethodError,
    StudyError,
    WeightsError,
    raise_errors,
)
from mcda.cli import own_data, region_options, robust_options
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.model.weights import GroupedWeights, Weights
from mcda.report.workbook.reader import is_brief, reopened
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import FIRST_STAGE, embedded_study, with_lists_off
from mcda.study.io import open_study
from mcda.study.missing_values import MISSING_VALUE_POLICIES
from mcda.study.scenario import Assumption
from mcda.study.study import Study
from mcda.weighting.objective import OBJECTIVE
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import phrase


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--lang", choices=LANGS, help="language of names and findings: en unless a brief is opened"
    )
    common.add_argument("--json", action="store_true", help="one JSON document on standard output")
    study = argparse.ArgumentParser(add_help=False)
    study.add_argument(
        "--stage",
        help="primary, secondary (if nothing is said), tertiary or links; or a workbook's",
    )
    study.add_argument("--scenario", help="a named scenario of the study")
    study.add_argument("--study", help="a saved study")
    study.add_argument("--table", help="your own table, CSV or XLSX")
    study.add_argument("--criteria", help="CSV: key,direction,weight and more")
    own_data.add_to(study)
    study.add_argument("--weights", help="a JSON file, or a=0.3,b=0.7")
    study.add_argument("--method", help="a key that `methods` prints")
    study.add_argument("--param", nargs="*", default=[], action="extend", metavar="KEY=VALUE")
    study.add_argument(
        "--gate", nargs="*", default=[], action="extend", metavar="KEY=LIMIT", help="or KEY=off"
    )
    study.add_argument(
        "--gaps", choices=MISSING_VALUE_POLICIES, help="what stands in for a missing reading"
    )
    study.add_argument(
        "--raw", action="store_true", help="readings beyond their scale count as they are"
    )
    study.add_argument(
        "--list-off", nargs="*", default=[], metavar="GROUP", help="groups of the county list"
    )
    study.add_argument(
        "--bottom-line", action="append", default=[], metavar="CRITERION>=VALUE", help="or <="
    )
    study.add_argument(
        "--assume", nargs="*", default=[], action="extend", metavar="KEY.READING=VALUE"
    )
    whole = argparse.ArgumentParser(
        prog="python -m mcda", description="Green Heart: the same verbs without the screen"
    )
    verbs = whole.add_subparsers(dest="verb", required=True)
    verbs.add_parser("rank", parents=[common, study], help="rank the alternatives")
    verbs.add_parser("methods", parents=[common], help="the ranking methods, described")
    verb = verbs.add_parser("weights", parents=[common, study], help="weights from the data alone")
    verb.add_argument("--objective", required=True, help=", ".join(OBJECTIVE))
    verb.add_argument(
        "--normalisation", help="none, or a key of pymcdm; the publication's own if not given"
    )
    verb = verbs.add_parser("elicit", parents=[common], help="weights from a file of answers")
    verb.add_argument("--by", required=True, choices=WEIGHTING_METHODS)
    verb.add_argument("--answers", required=True, metavar="FILE.json")
    verb = verbs.add_parser(
        "check", parents=[common], help="read a table and tell what is wrong with it"
    )
    verb.add_argument("file")
    verb.add_argument("--criteria")
    own_data.add_to(verb)
    verb.add_argument(
        "--readings", action="store_true", help="with --json: the readings as they were understood"
    )
    verb = verbs.add_parser("template", parents=[common], help="an empty workbook to fill in")
    verb.add_argument("-o", "--output", default="study.xlsx")
    verb = verbs.add_parser("brief", parents=[common, study], help="the Excel brief")
    verb.add_argument("-o", "--output", default="brief.xlsx")
    verb = verbs.add_parser("compare", parents=[common], help="two briefs or studies, in words")
    verb.add_argument("first")
    verb.add_argument("second")
    robust_options.add_verbs(verbs, common, study)
    region_options.add_verbs(verbs, common, study)
    return whole


def study_from(options: argparse.Namespace, weighed: Study | None = None) -> Study:
    """The study that the options name: saved, a user's table, or the embedded one, with the choices made.

    `weighed` stands in the embedded one's place: what a workshop weighed.
    """
    study = weighed if weighed and not (options.study or options.table) else _opened(options)
    if options.list_off and study.stage.level == "own":
        raise StudyError.of("list.own", found=options.list_off)
    if options.list_off:
        study = with_lists_off(study, options.list_off)
    if options.scenario:
        study = study.activated(options.scenario)
    return _preferring(_supposing(study, options), options)


def _supposing(study: Study, options: argparse.Namespace) -> Study:
    """With the bottom lines, assumptions, gates and rules for gaps of the options."""
    if options.cutoff:
        study = study.with_changes(cutoffs=tuple(map(_bottom_line, options.cutoff)))
    if options.assume:
        study = study.with_changes(assumed=tuple(map(_assumption, _pairs(options.assume))))
    eligibility = {key: _limit(key, text) for key, text in _pairs(options.gate)}
    if eligibility:
        study = study.with_changes(eligibility={**study.scenario.eligibility, **eligibility})
    if options.missing_values:
        study = study.with_changes(missing_value_policy=options.missing_values)
    if options.raw:
        study = study.with_changes(beyond="raw")
    return study


def _preferring(study: Study, options: argparse.Namespace) -> Study:
    """With the weights, method and parameters of the options."""
    if options.weights is not None:
        study = study.with_weights(_weights(options.weights))
    if options.method:
        thresholds = getattr(options, "thresholds", {}) if options.method == "promethee_ii" else {}
        study = study.with_changes(
            method=options.method,
            parameters={**thresholds, **{k: _value(v) for k, v in _pairs(options.param)}},
        )
    elif options.param:
        study = study.with_changes(parameters={k: _value(v) for k, v in _pairs(options.param)})
    return study


def _opened(options: argparse.Namespace) -> Study:
    """The study as it stands in its file, before any choice is made; what the file told stays on the options."""
    options.told = []
    if options.study and is_brief(Path(options.study)):
        brief = reopened(Path(options.study))
        options.told = list(brief.findings)
        return brief.study
    if options.study and not options.study.lower().endswith(".xlsx"):
        return open_study(Path(options.study))
    if options.study or options.table:
        return own_data.study_from(options)
    return embedded_study(options.stage or FIRST_STAGE)


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [word.partition("=") for word in words]
    for word, (key, equals, _) in zip(words, pairs, strict=True):
        if not key or not equals:
            raise MethodError.of(
                "parameter.value", method="—", parameter=word, found=word, expected="key=value"
            )
    return [(key.strip(), value.strip()) for key, _, value in pairs]


def _limit(key: str, text: str) -> float | None:
    if text == "off":
        return None
    number = _finite(text)
    if number is None:
        raise StudyError.of("gate.value", key=key, found=text)
    return number


def _finite(text: str) -> float | None:
    """A number that can be reckoned with, None for any other word."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _bottom_line(word: str) -> Cutoff:
    """tree_cover>=40, or income<=60000."""
    for sign, side in ((">=", "at_least"), ("<=", "at_most")):
        key, found, number = word.partition(sign)
        limit = _finite(number)
        if found and limit is not None:
            return Cutoff(key.strip(), "at_least" if side == "at_least" else "at_most", limit)
    raise StudyError.of("bottom_line.word", found=word)


def _assumption(pair: tuple[str, str]) -> Assumption:
    """610928.hsr_km=4: one reading of one alternative, supposed."""
    (key, dot, observation), number = pair[0].partition("."), _finite(pair[1])
    if dot and number is not None:
        return Assumption(key, observation, number)
    raise StudyError.of("assumption.word", found="=".join(pair))


def _value(text: str) -> Any:
    """A parameter as JSON if it reads as such (0.5, [1, 2]), comma-separated words or numbers, else the word."""
    try:
        return json.loads(text)
    except ValueError:
        return [_value(item) for item in text.split(",")] if "," in text else text


def _weights(text: str) -> Weights | GroupedWeights:
    """A JSON file, or a=0.3,b=0.7."""
    path = Path(text)
    try:
        found = read_json(path) if path.is_file() else None
    except UNREADABLE as error:
        raise WeightsError.of("weights.file", file=text, error=why_unreadable(error)) from None
    if found is None:
        pairs = [pair.partition("=") for pair in text.split(",")]
        if not all(key.strip() and equals for key, equals, _ in pairs):
            nothing = phrase("shell.no_weights")
            raise WeightsError.of("weights.file", file=text, error=nothing)
        found = {key.strip(): number.strip() for key, _, number in pairs}
        if len(found) < len(pairs):
            twice = phrase("shell.named_twice")
            raise WeightsError.of("weights.file", file=text, error=twice)
    if isinstance(found, dict) and set(found) == {"groups", "inside"}:
        groups, inside = found["groups"], found["inside"]
        if isinstance(inside, dict) and all(
            isinstance(m, dict) for m in (groups, *inside.values())
        ):
            return GroupedWeights.of(
                _numbers(groups), {group: _numbers(members) for group, members in inside.items()}
            )
    elif isinstance(found, dict):
        return Weights.of(_numbers(found))
    raise WeightsError.of("weights.file", file=text, error=phrase("shell.other_json"))


def _numbers(given: dict[str, Any]) -> dict[str, float]:
    """Each a number; raises WeightsError that names every one that is none."""
    found, wrong = {}, []
    for key, value in given.items():
        try:
            if isinstance(value, bool):
                raise TypeError
            found[key] = float(value)
        except (TypeError, ValueError):
            wrong.append(Finding.of("weights.number", criterion=key, value=repr(value)))
    raise_errors(wrong, WeightsError)
    return found
