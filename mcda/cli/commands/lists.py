"""lists: the top of a ranking beside the official lists, or beside a file of names."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from criteria.errors import StudyError
from inputs.files import open_path
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import study_from
from mcda.region.list_overlap import (
    Overlap,
    change_to_half,
    default_k,
    is_additive,
    overlap,
    overlaps,
)
from mcda.region.official_lists import list_named, lists_for
from mcda.region.own_list import OwnNames, matched, names_in
from mcda.report import reasons
from mcda.report.tables import lists
from mcda.report.tables.model import Column, Table
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator, phrase


def add_options(verb: Verb) -> None:
    examples = ("", "--top 20 --list water_source", "--names mine.csv --skip-unmatched")
    add_common(verb, "", *examples, has_table=True)
    verb.option("--top", words="options.ranks", number=int, metavar="K")
    one = verb.own.add_mutually_exclusive_group()
    verb.option("--list", words="options.one_list", group=one, metavar="KEY")
    verb.option("--names", words="options.names", group=one, metavar="FILE", is_input=True)
    verb.option("--skip-unmatched", words="options.skip_unmatched", action="store_true")


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = study_from(options)
    k = default_k(study) if options.top is None else options.top
    if options.names:
        names = _own(options, study)
        found = overlap(study, names.as_list(phrase("lists.own")), k)
        return _one(study, found, t, names)
    if options.list:
        return _one(study, overlap(study, list_named(study, options.list), k), t)
    known = lists_for(study)
    if not known:
        raise StudyError.of("lists.none", stage=study.stage.name)
    every = overlaps(study, known, k)
    document = {
        "stage": study.stage.key,
        "k": k,
        "lists": [_document(one, t) for one in every],
        "checksum": digest(study),
    }
    table = lists.overview(every, t)
    return Answer(document, tables=(_with_keys(table, every, t),), title=table.title)


def _with_keys(table: Table, every: Sequence[Overlap], t: Translator) -> Table:
    """The lists by the keys by which --list asks for them."""
    rows = tuple((one.listed.key, *row) for one, row in zip(every, table.rows, strict=True))
    return replace(table, columns=(Column(t("live.key"), "key"), *table.columns), rows=rows)


def _own(options: Namespace, study: Study) -> OwnNames:
    """The names of the file. Raises StudyError with all that match no candidate, unless they are to be skipped."""
    sheet = open_path(Path(options.names)).sheet()
    found = matched(study, names_in(sheet))
    if not found.keys or not (found.is_complete or options.skip_unmatched):
        raise StudyError(*found.findings)
    return found


def _document(found: Overlap, t: Translator) -> dict[str, Any]:
    return {
        "key": found.listed.key,
        "name": t.text(found.listed.name),
        "checked": None if found.listed.checked is None else t.text(found.listed.checked),
        "candidates": found.candidates,
        "members": found.members,
        "top": found.top,
        "count": len(found.both),
        "expected": found.expected,
        "p": found.p,
        "unknown": list(found.unknown),
        "unranked": list(found.unranked),
    }


def _one(study: Study, found: Overlap, t: Translator, own: OwnNames | None = None) -> Answer:
    change = change_to_half(study, found) if found.need and is_additive(study) else None
    findings = () if own is None else own.findings
    document = _document(found, t) | {
        "stage": study.stage.key,
        "k": found.k,
        "both": list(found.both),
        "list_only": [
            {"key": key, "rank": study.ranking.rank(key), "reasons": _losses(study, key)}
            for key in found.list_only
        ],
        "top_only": list(found.top_only),
        "smallest_change": None
        if change is None
        else {
            "need": found.need,
            "change": change.change,
            "weights": change.weights and change.weights.as_dict(),
            "entering": list(change.entering),
            "proven": change.proven,
        },
        "findings": finding_documents(findings, t),
        "checksum": digest(study),
    }
    lines = [t.text(found.listed.name), *lists.sentences(study, found, t)]
    lines += (
        lists.change_sentences(study, found, change, t)
        if change is not None
        else [t("lists.other_method")]
        if found.need
        else []
    )
    tables = [lists.theirs(study, found, t), lists.ours(study, found, t)]
    return Answer(
        document,
        tables=tuple(table for table in tables if table.rows),
        title="\n".join(lines),
        notes=tuple(finding_lines(findings, t)),
    )


def _losses(study: Study, key: str) -> list[str]:
    least = reasons.reasons(study, key)[::-1][: lists.REASONS]
    return [each.criterion for each in least if each.difference < -1e-9]
