"""why: what puts A before B, and the smallest change of weights that would turn them round."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from criteria.text import Text
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import key_named, study_from
from mcda.model.weights import Weights
from mcda.region.instruments import has_instruments
from mcda.report.tables import instruments
from mcda.report.tables.sensitivity import parts_of_gap
from mcda.robustness import Flip, explain, names_of, smallest_change
from mcda.words import Translator


def add_options(verb: Verb) -> None:
    examples = ("Ningshan Foping", "Zhenba Ningshan --lang zh", "610923 610926 --weights income=1")
    add_common(verb, "A B", *examples, has_table=True)
    verb.option("a", words="options.candidate", metavar="A")
    verb.option("b", words="options.candidate", metavar="B")


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = study_from(options)
    ranking, names = study.ranking, names_of(study)
    a, b = (key_named(study, word) for word in (options.a, options.b))
    found = explain(ranking, a, b)
    behind, ahead = (a, b) if found.gap < 0 else (b, a)
    flip = smallest_change(ranking, behind, ahead)
    document: dict[str, Any] = {
        "a": a,
        "b": b,
        "gap": found.gap,
        "contributions": [{"criterion": key, "value": part} for key, part in found.parts],
        "flip": None
        if flip is None
        else {"change": flip.change, "weights": flip.weights.as_dict(), "overtaker": behind},
    }
    notes = [_flipped(flip, study.weights, names, behind, ahead, t)]
    if has_instruments(study):
        document["fitting"] = {key: instruments.document_of(study, key, t) for key in (a, b)}
        told = [f"{t.text(names[key])}: {instruments.names(study, key, t)}" for key in (a, b)]
        notes += [t("relations.suggestion"), *told]
    return Answer(
        document,
        tables=(parts_of_gap(study, found, t),),
        title=t("cli.gap", a=names[a], b=names[b], gap=f"{found.gap:+.4f}"),
        notes=tuple(notes),
    )


def _flipped(
    flip: Flip | None,
    now: Weights,
    names: Mapping[str, Text],
    behind: str,
    ahead: str,
    t: Translator,
) -> str:
    who = {"behind": names[behind], "ahead": names[ahead]}
    if flip is None:
        return t("cli.never_flips", **who)
    moved = [
        f"{t.text(names[key])} {100 * (share - now[key]):+.1f}"
        for key, share in flip.weights.as_dict().items()
        if abs(share - now[key]) > 5e-4
    ]
    return t("cli.flips", **who, points=f"{50 * flip.change:.1f}", moves=moved)
