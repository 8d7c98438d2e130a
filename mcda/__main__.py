"""The command line: the same verbs without the screen. python -m mcda VERB --help"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from criteria.finding import (
    LANGS,
    Finding,
    MethodTrouble,
    StudyTrouble,
    Text,
    Trouble,
    WeightsTrouble,
)
from criteria.reading import read_catalogue
from inputs.checking import check as check_evidence
from inputs.loading import has_criteria, read_criteria, read_table
from mcda.gaps import GAP_POLICIES
from mcda.methods import METHODS
from mcda.saving import digest, open_study
from mcda.study import Study, embedded_study, study_of
from mcda.weights import GroupedWeights, Weights
from mcda.words import Say

Answer = tuple[dict[str, Any], str]  # the JSON document, and the readable text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 done; 1 the data or answers are at fault; 2 wrong usage."""
    options = _parser().parse_args(arguments)
    say = Say(options.lang)
    try:
        document, text = VERBS[options.verb](options, say)
    except Trouble as trouble:
        return _tell(trouble.findings, say, options)
    errors: list[Finding] = document.pop("_errors", [])
    try:
        print(json.dumps(document, ensure_ascii=False) if options.json else text, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - closed with the process
    for finding in errors:
        print(say.finding(finding).line(), file=sys.stderr)
    return 1 if errors else 0


def _tell(findings: Sequence[Finding], say: Say, options: argparse.Namespace) -> int:
    """One line a finding on standard error."""
    if options.json:
        print(
            json.dumps(
                {"findings": [_plain(finding, say) for finding in findings]}, ensure_ascii=False
            )
        )
    for finding in findings:
        print(say.finding(finding).line(), file=sys.stderr)
    return 1


def _plain(finding: Finding, say: Say) -> dict[str, str]:
    spoken = say.finding(finding)
    return {
        "severity": spoken.severity,
        "place": spoken.place,
        "found": spoken.found,
        "expected": spoken.expected,
        "remedy": spoken.remedy,
    }


def study_from(options: argparse.Namespace) -> Study:
    """The study that the options name: saved, a user's table, or the embedded one, with the choices made."""
    if options.study and not options.study.lower().endswith(".xlsx"):
        study = open_study(Path(options.study))
    elif options.study or options.table:
        study = _own_study(options)
    else:
        study = embedded_study(options.stage)
    if options.scenario:
        study = study.activated(options.scenario)
    gates = {key: _limit(key, text) for key, text in _pairs(options.gate)}
    if gates:
        study = study.having(gates={**study.scenario.gates, **gates})
    if options.gaps:
        study = study.having(gap_policy=options.gaps)
    if options.raw:
        study = study.having(beyond="raw")
    if options.weights:
        study = study.with_weights(_weights(options.weights))
    if options.method:
        study = study.having(
            method=options.method, parameters={k: _value(v) for k, v in _pairs(options.param)}
        )
    elif options.param:
        study = study.having(parameters={k: _value(v) for k, v in _pairs(options.param)})
    return study


def _own_study(options: argparse.Namespace) -> Study:
    """A table with its criteria beside it, or a study workbook that holds both."""
    table = Path(options.table or options.study)
    loaded = read_table(table)
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    if errors:
        raise StudyTrouble(*errors)
    catalogue, stage = read_criteria(_criteria_file(options.criteria, table), loaded)
    return study_of(stage, catalogue, loaded.evidence, Text.same(table.stem))


def _criteria_file(given: str | None, table: Path) -> Path | None:
    """The criteria file that was named, else the table's own workbook if it has a sheet for them."""
    if given:
        return Path(given)
    return table if has_criteria(table) else None


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [word.partition("=") for word in words]
    for word, (key, equals, _) in zip(words, pairs, strict=True):
        if not key or not equals:
            raise MethodTrouble.of(
                "parameter.value", method="—", parameter=word, found=word, expected="key=value"
            )
    return [(key.strip(), value.strip()) for key, _, value in pairs]


def _limit(key: str, text: str) -> float | None:
    if text == "off":
        return None
    try:
        return float(text)
    except ValueError:
        raise StudyTrouble.of("gate.value", key=key, found=text) from None


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
        found = json.loads(path.read_text("utf-8")) if path.is_file() else None
        if found is None:
            found = {
                key: float(number)
                for key, _, number in (pair.partition("=") for pair in text.split(","))
            }
    except (ValueError, OSError) as error:
        raise WeightsTrouble.of("weights.file", file=text, error=str(error)) from None
    if not isinstance(found, dict):
        raise WeightsTrouble.of("weights.file", file=text, error=type(found).__name__)
    if set(found) == {"groups", "inside"}:
        return GroupedWeights.of(found["groups"], found["inside"])
    return Weights.of(found)


def rank(options: argparse.Namespace, say: Say) -> Answer:
    study = study_from(options)
    ranking = study.ranking
    names = {line.key: say.of(study.evidence[line.key].name) for line in ranking}
    keys = ranking.matrix.criteria
    document = {
        "method": ranking.method.key,
        "family": ranking.method.family,
        "parameters": {key: _jsonable(value) for key, value in ranking.parameters.items()},
        "stage": study.stage.key,
        "scenario": study.active,
        "weights": ranking.weights.as_dict(),
        "higher_is_better": ranking.method.higher_is_better,
        "ranking": [
            {
                "key": line.key,
                "name": names[line.key],
                "score": line.score,
                "place": line.place,
                "parts": None
                if ranking.parts is None
                else dict(zip(keys, map(float, ranking.parts[line.row]), strict=True)),
            }
            for line in ranking
        ],
        "excluded": [
            {"key": key, "why": say.of(gate.name), "score": study.outside_scores.get(key)}
            for key, gate in study.outside.items()
        ],
        "findings": [_plain(finding, say) for finding in study.findings],
        "hash": digest(study),
    }
    lines = [f"{line.place:>5}  {line.score:8.4f}  {names[line.key]}" for line in ranking]
    notes = [say.finding(finding).line() for finding in study.findings]
    return document, "\n".join(
        [f"{say.of(study.title)} · {say.of(ranking.method.name)}", *lines, *notes]
    )


def _jsonable(value: Any) -> Any:
    return (
        [_jsonable(item) for item in value]
        if hasattr(value, "__len__") and not isinstance(value, str)
        else value
    )


def methods(_: argparse.Namespace, say: Say) -> Answer:
    listed = [
        {
            "key": method.key,
            "name": say.of(method.name),
            "family": method.family,
            "gloss": say.of(method.gloss),
            "formula": method.formula,
            "reference": method.reference,
            "higher_is_better": method.higher_is_better,
            "needs": list(method.needs),
            "parameters": [
                {
                    "key": p.key,
                    "default": p.default,
                    "low": p.low,
                    "high": p.high,
                    "choices": list(p.choices),
                }
                for p in method.parameters
            ],
        }
        for method in METHODS.values()
    ]
    criteria = [
        {"key": criterion.key, "name": say.of(criterion.name), "group": criterion.group}
        for criterion in read_catalogue()[0].criteria
    ]
    lines = [
        f"{entry['key']:<14} {entry['family']:<12} {entry['name']}: {entry['gloss']}"
        for entry in listed
    ]
    return {"methods": listed, "criteria": criteria}, "\n".join(lines)


def check(options: argparse.Namespace, say: Say) -> Answer:
    loaded = read_table(Path(options.file))
    findings = list(loaded.findings)
    if options.criteria or loaded.directions:
        try:
            catalogue, stage = read_criteria(
                Path(options.criteria) if options.criteria else None, loaded
            )
            findings += [
                finding
                for finding in check_evidence(
                    loaded.evidence, catalogue, stage, loaded.evidence.alternatives
                )
                if finding.code != "check.gap"  # each empty cell is told by its place already
            ]
        except Trouble as trouble:
            findings += trouble.findings
    document = {
        "alternatives": [alternative.key for alternative in loaded.evidence.alternatives],
        "criteria": list(loaded.evidence.readings),
        "findings": [_plain(finding, say) for finding in findings],
        "_errors": [
            {"code": f.code, "values": dict(f.values)} for f in findings if f.severity == "error"
        ],
    }
    told = [
        f"{s.severity}  {s.line()}" for s in map(say.finding, findings) if s.severity != "error"
    ]
    counts = say(
        "shell.read", alternatives=len(document["alternatives"]), criteria=len(document["criteria"])
    )
    return document, "\n".join([counts, *told])


def template(options: argparse.Namespace, say: Say) -> Answer:
    from inputs.template import template as workbook

    return _written(options, workbook(), say, {})


def brief(options: argparse.Namespace, say: Say) -> Answer:
    from mcda.report.brief import brief as brief_of
    from mcda.report.excel import write

    made = brief_of(study_from(options), say)
    return _written(
        options,
        write(made),
        say,
        {"sheets": [sheet.name for sheet in made.sheets], "hash": made.hash},
    )


def _written(options: argparse.Namespace, data: bytes, say: Say, more: dict[str, Any]) -> Answer:
    path = Path(options.output)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StudyTrouble.of(
            "file.unwritable", file=str(path), error=error.strerror or str(error)
        ) from None
    return {"file": str(path), **more}, say("shell.written", file=str(path))


VERBS: dict[str, Callable[[argparse.Namespace, Say], Answer]] = {
    "rank": rank,
    "methods": methods,
    "check": check,
    "template": template,
    "brief": brief,
}


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--lang", choices=LANGS, default="en", help="language of names and findings"
    )
    common.add_argument("--json", action="store_true", help="one JSON document on standard output")
    study = argparse.ArgumentParser(add_help=False)
    study.add_argument("--stage", default="secondary", help="primary, secondary, tertiary or links")
    study.add_argument("--scenario", help="a named scenario of the study")
    study.add_argument("--study", help="a saved study")
    study.add_argument("--table", help="your own table, CSV or XLSX")
    study.add_argument("--criteria", help="CSV: key,direction,weight and more")
    study.add_argument("--weights", help="a JSON file, or a=0.3,b=0.7")
    study.add_argument("--method", help="a key that `methods` prints")
    study.add_argument("--param", nargs="*", default=[], action="extend", metavar="KEY=VALUE")
    study.add_argument(
        "--gate", nargs="*", default=[], action="extend", metavar="KEY=LIMIT", help="or KEY=off"
    )
    study.add_argument("--gaps", choices=GAP_POLICIES, help="what stands in for a missing reading")
    study.add_argument(
        "--raw", action="store_true", help="readings beyond their scale count as they are"
    )
    parser = argparse.ArgumentParser(prog="python -m mcda", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("rank", parents=[common, study], help="rank the alternatives")
    verbs.add_parser("methods", parents=[common], help="the ranking methods, described")
    verb = verbs.add_parser(
        "check", parents=[common], help="read a table and tell what is wrong with it"
    )
    verb.add_argument("file")
    verb.add_argument("--criteria")
    verb = verbs.add_parser("template", parents=[common], help="an empty workbook to fill in")
    verb.add_argument("-o", "--output", default="study.xlsx")
    verb = verbs.add_parser("brief", parents=[common, study], help="the Excel brief")
    verb.add_argument("-o", "--output", default="brief.xlsx")
    return parser


if __name__ == "__main__":
    sys.exit(main())
