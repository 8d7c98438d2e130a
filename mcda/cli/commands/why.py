"""why: what puts A before B, and the smallest change of weights that would turn them round."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from criteria.text import Text
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import add_common, study_from
from mcda.model.weights import Weights
from mcda.robustness import Flip, explain, names_of, smallest_change
from mcda.words import Translator


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, "A B")
    verb.add_argument("a", metavar="A", help="key or name")
    verb.add_argument("b", metavar="B", help="key or name")


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = study_from(options)
    ranking, names = study.ranking, names_of(study)
    a, b = (study.evidence.named(word).key for word in (options.a, options.b))
    found = explain(ranking, a, b)
    behind, ahead = (a, b) if found.gap < 0 else (b, a)
    flip = smallest_change(ranking, behind, ahead)
    document = {
        "a": a,
        "b": b,
        "gap": found.gap,
        "contributions": [{"criterion": key, "value": part} for key, part in found.parts],
        "flip": None
        if flip is None
        else {"change": flip.change, "weights": flip.weights.as_dict(), "overtaker": behind},
    }
    lines = [
        t("cli.gap", a=names[a], b=names[b], gap=f"{found.gap:+.4f}"),
        *(f"{part:+9.4f}  {t.text(study.catalogue[key].name)}" for key, part in found.parts),
        _flipped(flip, study.weights, names, behind, ahead, t),
    ]
    return Answer(document, "\n".join(lines))


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
