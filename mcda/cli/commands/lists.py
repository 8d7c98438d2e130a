"""lists: the top of a ranking beside the official lists, or beside a file of names."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from criteria.errors import StudyError
from inputs.files import open_path
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import add_common, study_from
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
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator, phrase


def add_options(verb: ArgumentParser) -> None:
    add_common(verb)
    verb.add_argument("--top", type=int, metavar="K", help="how many ranks (default: the study's)")
    one = verb.add_mutually_exclusive_group()
    one.add_argument("--list", metavar="KEY", help="one official list, with the smallest change")
    one.add_argument("--names", metavar="FILE", help="your own list, a column of names or codes")
    verb.add_argument(
        "--skip-unmatched", action="store_true", help="compare though some names match no candidate"
    )


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
    lines = [
        f"{one.listed.key:16} {t.text(one.listed.name)}\n    {' '.join(_counted(one, t))}"
        for one in every
    ]
    return Answer(document, "\n".join(lines))


def _own(options: Namespace, study: Study) -> OwnNames:
    """The names of the file. Raises StudyError with all that match no candidate, unless they are to be skipped."""
    sheet = open_path(Path(options.names)).sheet()
    found = matched(study, names_in(sheet))
    if not found.keys or not (found.is_complete or options.skip_unmatched):
        raise StudyError(*found.findings)
    return found


def _counted(found: Overlap, t: Translator) -> list[str]:
    values = {"count": len(found.both), "top": found.top, "k": found.k}
    return [
        t("lists.counted", **values),
        t(
            "lists.chance",
            expected=f"{found.expected:.1f}",
            count=len(found.both),
            p=lists.probability(found.p),
        ),
    ]


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
    for table in (lists.theirs(study, found, t), lists.ours(study, found, t)):
        if table.rows:
            lines += ["", table.title]
            lines += [f"{rank:>5}  {name}  {told}" for rank, name, told in table.rows]
    return Answer(document, "\n".join([*lines, *finding_lines(findings, t)]))


def _losses(study: Study, key: str) -> list[str]:
    least = reasons.reasons(study, key)[::-1][: lists.REASONS]
    return [each.criterion for each in least if each.difference < -1e-9]
