"""How sure the ranking is, and why one is before another: robust and why."""

import argparse
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from criteria.errors import MethodError, Text, WeightsError, WorkshopError
from mcda.cli.commands.ranking import Answer
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.cli.parser import study_from
from mcda.group.model.keys import typed
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.model.weights import Weights
from mcda.robustness import (
    Acceptability,
    Flip,
    Region,
    Room,
    Sampling,
    explain,
    how_sure,
    names_of,
    region_of,
    sentences,
    smallest_change,
)
from mcda.robustness.acceptability import Executor
from mcda.study.study import Study
from mcda.words import Translator, phrase

KEY = "GREENHEART_KEY"  # the environment variable with the facilitator's key


def robust(options: argparse.Namespace, t: Translator) -> Answer:
    in_room = options.region == "room"
    shown = _round(options.workshop) if in_room and options.workshop else None
    study = study_from(options, shown.workshop.opened_study if shown else None)
    sampling = Sampling(
        None if in_room else options.region,
        options.samples,
        options.seed,
        redrawn=not options.fixed_readings,
        within=options.within,
        concentration=options.concentration,
    )
    if not in_room:
        region = region_of(study, sampling)
    else:
        region = _of_round(options, study, shown) if shown else _of_file(options, study)
    with _executor(options.dask) as executor:
        smaa = how_sure(study, sampling, executor, region=region)
    told = sentences(study, smaa, t)
    document = _document(study, smaa, t) | {"sentence": told}
    if shown is not None:
        document |= {"round": shown.number, "participants": shown.heads}
    lines = [
        t("shell.robust", title=study.title, region=region.sentence, samples=f"{smaa.samples:,}"),
        *told.values(),
    ]
    return document, "\n".join(lines)


def _document(study: Study, smaa: Acceptability, t: Translator) -> dict[str, Any]:
    keys, criteria = smaa.alternatives, study.filled.matrix.criteria
    central = {
        key: None if weights is None else dict(zip(criteria, weights.tolist(), strict=True))
        for key, weights in zip(keys, smaa.central_weights, strict=True)
    }
    observations = smaa.problem.observations
    return {
        "method": study.scenario.method,
        "samples": smaa.samples,
        "seed": smaa.seed,
        "block": smaa.block,
        "version": smaa.version,
        "region": smaa.region.key,
        "region_name": t.text(smaa.region.name),
        "uncertain_readings": 0 if observations is None else len(observations.rows),
        "edges": list(smaa.edges),
        "acceptability": dict(zip(keys, smaa.acceptability.tolist(), strict=True)),
        "central_weights": central,
        "confidence_factor": dict(zip(keys, smaa.confidence_factor.tolist(), strict=True)),
        "expected_place": dict(zip(keys, smaa.mean_rank.tolist(), strict=True)),
        "place_interval": dict(zip(keys, smaa.rank_interval.tolist(), strict=True)),
        "digest": smaa.digest(),
    }


@contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    """The cluster's executor, closed afterwards; None for this machine's own threads."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise MethodError.of("robust.dask_missing", address=address) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise MethodError.of(
            "robust.dask", address=address, error=str(error).splitlines()[0]
        ) from None
    with client, client.get_executor() as executor:
        yield executor


def _round(code: str) -> PublishedRound:
    """The newest closed round of a workshop that may be shown. Raises WorkshopError, StoreError.

    The facilitator's key comes from the environment, since what is typed on a command line can be read by others.
    """
    key = os.environ.get(KEY, "").strip()
    if not key:
        raise WorkshopError.of("robust.key", variable=KEY, workshop=code)
    from mcda.group.store.workshops import (
        Store,  # which takes a moment that no other verb need wait for
    )

    store = Store.open()
    try:
        if typed(store.facilitated(key).code) != typed(code):
            raise WorkshopError.of("robust.workshop", variable=KEY, workshop=code)
        rounds = store.published(key)
    finally:
        store.close()
    for each in reversed(rounds):
        if isinstance(each, PublishedRound):
            return each
    raise WorkshopError(*(each.finding for each in rounds if isinstance(each, SuppressedRound)))


def _of_round(options: argparse.Namespace, study: Study, shown: PublishedRound) -> Region:
    """The people of a round, weighing the criteria that the study ranks by."""
    criteria = study.filled.matrix.criteria
    if set(criteria) != set(shown.criteria):
        raise WorkshopError.of("robust.other_criteria", number=shown.number)
    columns = [shown.criteria.index(key) for key in criteria]
    room = shown.room | {"weights": shown.weights.take(columns, axis=1)}
    return Room.of(**room, mode=options.people)


def _of_file(options: argparse.Namespace, study: Study) -> Region:
    """The participants of a file: each one's weights of criteria (any numbers), and the group they speak for."""
    if options.participants is None:
        raise WeightsError.of("robust.nobody")
    file = options.participants
    try:
        people = read_json(Path(file))
        rows = [(dict(person["weights"]), str(person.get("group", "all"))) for person in people]
    except UNREADABLE as error:
        why_not = why_unreadable(error)
        raise WeightsError.of("robust.participants", file=file, error=why_not) from None
    except (KeyError, TypeError, AttributeError):
        other = phrase("shell.other_json")
        raise WeightsError.of("robust.participants", file=file, error=other) from None
    if not rows:
        raise WeightsError.of("robust.nobody")
    criteria = study.filled.matrix.criteria
    shares = [Weights.of(weights, criteria).array for weights, _ in rows]
    return Room.of(shares, [group for _, group in rows], mode=options.people)


def why(options: argparse.Namespace, t: Translator) -> Answer:
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
        "parts": [{"criterion": key, "value": part} for key, part in found.parts],
        "flip": None
        if flip is None
        else {"change": flip.change, "weights": flip.weights.as_dict(), "overtaker": behind},
    }
    lines = [
        t("shell.gap", a=names[a], b=names[b], gap=f"{found.gap:+.4f}"),
        *(f"{part:+9.4f}  {t.text(names[key])}" for key, part in found.parts),
        _flipped(flip, study.weights, names, behind, ahead, t),
    ]
    return document, "\n".join(lines)


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
        return t("shell.never_flips", **who)
    moved = [
        f"{t.text(names[key])} {100 * (share - now[key]):+.1f}"
        for key, share in flip.weights.as_dict().items()
        if abs(share - now[key]) > 5e-4
    ]
    return t("shell.flips", **who, points=f"{50 * flip.change:.1f}", moves=moved)


ROBUST_COMMANDS = {"robust": robust, "why": why}
