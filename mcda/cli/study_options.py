"""The study that the options of a command name, with the choices made."""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from criteria.errors import (
    EvidenceError,
    Finding,
    MethodError,
    StudyError,
    WeightsError,
    raise_errors,
)
from inputs.corrections import read_corrections
from inputs.files import bytes_of
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.model.weights import GroupedWeights, Weights
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import (
    FIRST_STAGE,
    embedded_study,
    own_study,
    with_data_year,
    with_lists_off,
)
from mcda.study.io import open_study
from mcda.study.scenario import Assumption
from mcda.study.study import Study
from mcda.words import Translator, phrase


@dataclass(frozen=True)
class Opened:
    """A study, what its file tells of itself, and the thresholds that a file of criteria gives.

    `notes` are told on standard error by every command that opens the study, and among the findings of JSON.
    """

    study: Study
    findings: tuple[Finding, ...] = ()
    thresholds: Mapping[str, list[Any]] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()


def study_from(options: argparse.Namespace, weighed: Study | None = None) -> Study:
    """The study that the options name, with the choices made."""
    return opened(options, weighed).study


def opened(options: argparse.Namespace, weighed: Study | None = None) -> Opened:
    """The study that the options name: saved, a user's table, or the embedded one, with the choices made.

    `weighed` stands in the embedded one's place: what a workshop weighed.
    """
    own = options.study or options.table
    found = Opened(weighed) if weighed and not own else _file(options)
    study = found.study
    if options.list_off and study.stage.level == "own":
        raise StudyError.of("list.own", found=options.list_off)
    if options.list_off:
        study = with_lists_off(study, options.list_off)
    if options.data_year:
        if study.stage.level == "own":
            raise StudyError.of("data_year.own", found=options.data_year)
        study = with_data_year(study, options.data_year)
    notes = found.notes
    if options.corrections:
        study, told = _corrected(study, Path(options.corrections))
        notes = (*notes, *told)
    if options.scenario:
        study = study.activated(options.scenario)
    study = _preferring(_assuming(study, options), options, found.thresholds)
    # the cells of a brief are told by `notes_of`, with the option that takes them
    options.notes = (*notes[len(found.notes) :], *_weighing_nothing(study, options))
    return Opened(study, found.findings, notes=(*found.notes, *options.notes))


def _weighing_nothing(study: Study, options: argparse.Namespace) -> list[Finding]:
    """A note on the criteria that weigh nothing, since the weights on the command line do not name them."""
    if options.weights is None:
        return []
    weights = study.weights.as_dict()
    left = [study.catalogue[key].in_sentence for key, share in weights.items() if share == 0]
    values = {"criteria": left, "count": len(weights) - len(left), "of": len(weights)}
    return [Finding.of("weights.none", **values)] if left else []


def _corrected(study: Study, path: Path) -> tuple[Study, tuple[Finding, ...]]:
    """The study with the corrections of a file; raises EvidenceError, and makes none, if a line is at fault."""
    read = read_corrections(path.name, bytes_of(path), study.evidence, study.catalogue, study.stage)
    raise_errors(read.findings, EvidenceError)
    return study.corrected(read.corrections), read.findings


def _file(options: argparse.Namespace) -> Opened:
    """The study as it stands in its file, before any choice is made."""
    if options.study and _is_brief(options.study):
        return brief_of(Path(options.study), options.what_if)
    if options.what_if:
        raise StudyError.of("brief.no_record", file=options.study or "--study")
    if options.study and not options.study.lower().endswith(".xlsx"):
        return Opened(open_study(Path(options.study)))
    if options.study or options.table:
        return _own(options)
    return Opened(embedded_study(options.stage or FIRST_STAGE))


def brief_of(path: Path, what_if: bool) -> Opened:
    """The study that a brief records, or with `what_if` the one that its cells make of it; the cells are noted.

    Raises StudyError if it cannot be read, or a cell cannot be taken.
    """
    from mcda.report.workbook.reader import reopened
    from mcda.report.workbook.whatif.edits import finding, taken

    brief = reopened(path)
    if what_if:
        left = tuple(
            f for f in brief.findings if f.code == "study.hash"
        )  # no value is left out now
        return Opened(taken(brief.study, brief.edits), left)
    notes = (finding(brief.study, brief.edits),) if brief.edits else ()
    return Opened(brief.study, brief.findings, notes=notes)


def notes_of(options: argparse.Namespace, t: Translator) -> list[str]:
    """What of the brief that the options name is told on standard error: the cells that were typed over."""
    file = getattr(options, "study", None)
    if not file or not _is_brief(file):
        return []
    from mcda.report.workbook.reader import reopened
    from mcda.report.workbook.whatif.edits import sentence

    brief = reopened(Path(file))
    told = {
        "file": Path(file).name,
        "sentence": sentence(brief.study, brief.edits),
        "name": phrase("study.from_brief"),
    }
    if not brief.edits:
        return [t("cli.what_if_none", **told)] if options.what_if else []
    return [t("cli.what_if_taken" if options.what_if else "cli.what_if", **told)]


def _is_brief(file: str) -> bool:
    """Asked of an XLSX alone: what reads briefs takes a moment that no other study need wait for."""
    if not file.lower().endswith(".xlsx"):
        return False
    from mcda.report.workbook.reader import is_brief

    return is_brief(Path(file))


def _own(options: argparse.Namespace) -> Opened:
    """The study of a user's table, or of one stage of a study workbook."""
    from inputs.own_study.study_workbook import stages_of

    file = Path(options.table or options.study)
    stages = stages_of(file, options.criteria, answers_of(options.answer))
    named = (options.stage, f"own_{options.stage}")
    chosen = next((stage for stage in stages if stage.key in named), None)
    if options.stage and chosen is None:
        known = [stage.key.removeprefix("own_") for stage in stages]
        raise StudyError.of("stage.unknown", key=options.stage, known=known)
    chosen = chosen or stages[0]
    raise_errors(chosen.loaded.findings, StudyError)
    warnings = tuple(f for f in chosen.loaded.findings if f.severity == "warning")
    study = own_study(chosen.own, chosen.loaded, chosen.title, chosen.date)
    return Opened(study, warnings, chosen.own.thresholds)


def answers_of(words: Sequence[str]) -> dict[str, str]:
    """KEY=VALUE, one a word. Raises StudyError where one does not read so."""
    pairs = [word.partition("=") for word in words]
    for word, (key, equals, _) in zip(words, pairs, strict=True):
        if not key or not equals:
            raise StudyError.of("answer.form", found=word)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _assuming(study: Study, options: argparse.Namespace) -> Study:
    """With the cut-offs, assumptions, eligibility and treatment of missing values of the options."""
    if options.cutoff:
        study = study.with_changes(cutoffs=tuple(map(_cutoff, options.cutoff)))
    if options.assume:
        study = study.with_changes(assumed=tuple(map(_assumption, _pairs(options.assume))))
    eligibility = {key: _limit(key, text) for key, text in _pairs(options.eligible)}
    if eligibility:
        study = study.with_changes(eligibility={**study.scenario.eligibility, **eligibility})
    if options.missing_values:
        study = study.with_changes(missing_value_policy=options.missing_values)
    if options.left_out_weight:
        study = study.with_left_out_weight(options.left_out_weight)
    if options.raw:
        study = study.with_changes(beyond="raw")
    return study


def _preferring(
    study: Study, options: argparse.Namespace, thresholds: Mapping[str, list[Any]]
) -> Study:
    """With the weights, method and parameters of the options."""
    if options.weights is not None:
        study = study.with_weights(_weights(options.weights))
    if options.method:
        given = {k: _value(v) for k, v in _pairs(options.param)}
        if options.method == "promethee_ii":
            given = {**thresholds, **given}
        study = study.with_changes(method=options.method, parameters=given)
    elif options.param:
        study = study.with_changes(parameters={k: _value(v) for k, v in _pairs(options.param)})
    return study


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


def _cutoff(word: str) -> Cutoff:
    """tree_cover>=40, or income<=60000."""
    for sign, side in ((">=", "at_least"), ("<=", "at_most")):
        key, found, number = word.partition(sign)
        limit = _finite(number)
        if found and limit is not None:
            return Cutoff(key.strip(), "at_least" if side == "at_least" else "at_most", limit)
    raise StudyError.of("bottom_line.word", found=word)


def _assumption(pair: tuple[str, str]) -> Assumption:
    """610928.hsr_km=4: one value of one alternative, assumed."""
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
            nothing = phrase("cli.no_weights")
            raise WeightsError.of("weights.file", file=text, error=nothing)
        found = {key.strip(): number.strip() for key, _, number in pairs}
        if len(found) < len(pairs):
            twice = phrase("cli.named_twice")
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
    raise WeightsError.of("weights.file", file=text, error=phrase("cli.other_json"))


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


def key_named(study: Study, word: str) -> str:
    """The key of a candidate by its key or its name as people write it, with or without county or prefecture.

    Raises EvidenceError, with the names that are spelt most like it.
    """
    from mcda.region.own_list import keys_named, near, told_apart

    try:
        return study.evidence.named(word).key
    except EvidenceError:
        keys = keys_named(study, word)
    if len(keys) == 1:
        return keys[0]
    if keys:
        names = [told_apart(study, key) for key in keys]
        raise EvidenceError.of("alternative.several", key=word, names=names)
    names = near(study, word)
    code = "alternative.near" if names else "alternative.unknown"
    raise EvidenceError.of(code, key=word, names=names)


def keys_in_province(study: Study, word: str | None) -> set[str] | None:
    """The keys of the candidates of a province by its name in either language; None where none is named."""
    if word is None:
        return None
    asked = word.casefold()
    known = {a.key: a.province for a in study.evidence.alternatives if a.province is not None}
    found = {
        key
        for key, name in known.items()
        if asked in (name.en.casefold(), name.zh) or (len(asked) > 1 and name.zh.startswith(asked))
    }
    if not found:
        names = list(dict.fromkeys(known.values()))
        raise StudyError.of("province.unknown", found=word, known=names)
    return found
