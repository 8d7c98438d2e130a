"""robust: how sure each rank is, over many weight sets."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any

from criteria.errors import MethodError, WeightsError, WorkshopError
from mcda.cli.answer import Answer, translator
from mcda.cli.commands.rank import lines_shown
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.cli.parser import Verb, add_common, add_rows
from mcda.cli.study_options import study_from
from mcda.group.model.keys import typed
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.model.decision_matrix import Array
from mcda.model.weights import Weights
from mcda.report.tables.robustness import drawn, ranges
from mcda.robustness import (
    Acceptability,
    ParticipantWeights,
    Region,
    Sampling,
    VarianceShares,
    region_of,
    sample_acceptability,
    sentences,
    uncertain_counts,
)
from mcda.robustness.acceptability import Executor
from mcda.robustness.participant_weights import MODES
from mcda.robustness.study_robustness import CLOSE, REGIONS, SAMPLES
from mcda.robustness.variance_shares import variance_shares
from mcda.study.study import Study
from mcda.words import Translator, phrase

KEY = "GREENHEART_KEY"  # the environment variable with the facilitator's key


def add_options(verb: Verb) -> None:
    examples = ("--top 10", "--region simplex --samples 20000", "--region box --within 0.2 --json")
    add_common(verb, "", *examples, has_table=True)
    add_rows(verb)
    verb.option(
        "--samples", words="options.samples", number=int, default=SAMPLES, metavar="N",
        values=[SAMPLES],
    )  # fmt: skip
    verb.option("--seed", words="options.seed", number=int, default=1, metavar="N")
    verb.option("--region", words="options.region", choices=(*REGIONS, "room"), default=CLOSE)
    verb.option("--within", words="options.within", number=float, default=0.5, metavar="PART")
    verb.option(
        "--concentration", words="options.concentration", number=float, default=40.0, metavar="N"
    )
    verb.option("--participants", words="options.participants", metavar="FILE.json", is_input=True)
    verb.option("--workshop", words="options.workshop", metavar="CODE", values=[KEY])
    verb.option("--people", words="options.people", choices=MODES, default=MODES[0])
    verb.option("--fixed-values", words="options.fixed_values", action="store_true")
    verb.option("--dask", words="options.dask", metavar="ADDRESS")


def run(options: Namespace) -> Answer:
    t = translator(options)
    in_room = options.region == "room"
    shown = _round(options.workshop) if in_room and options.workshop else None
    study = study_from(options, shown.workshop.opened_study if shown else None)
    sampling = Sampling(
        None if in_room else options.region,
        options.samples,
        options.seed,
        redrawn=not options.fixed_values,
        within=options.within,
        concentration=options.concentration,
    )
    if not in_room:
        region = region_of(study, sampling)
    else:
        region = _of_round(options, study, shown) if shown else _of_file(options, study)
    with _executor(options.dask) as executor:
        smaa = sample_acceptability(study, sampling, executor, options.progress, region=region)
    told = sentences(study, smaa, t)
    document = _document(study, smaa, t, shown is not None) | {"sentence": told}
    if shown is not None:
        document |= {"round": shown.number, "participants": shown.heads}
    title = t("cli.robust", title=study.title, region=region.sentence, samples=f"{smaa.samples:,}")
    lines = list(lines_shown(options, study))
    return Answer(
        document, tables=(ranges(study, smaa, t, lines),), title=title, notes=(drawn(smaa, t),)
    )


def _document(study: Study, smaa: Acceptability, t: Translator, in_room: bool) -> dict[str, Any]:
    keys, criteria = smaa.alternatives, study.filled.matrix.criteria
    central = {
        key: None if weights is None else dict(zip(criteria, weights.tolist(), strict=True))
        for key, weights in zip(keys, smaa.central_weights, strict=True)
    }
    observations = smaa.task.observations
    acceptability, mean_rank = smaa.acceptability, smaa.mean_rank
    if in_room:  # of a few people: no digits beyond a per cent
        acceptability, mean_rank = acceptability.round(2), mean_rank.round(2)
    error = smaa.acceptability_error.round(2 if in_room else 6)
    return {
        "method": study.scenario.method,
        "samples": smaa.samples,
        "seed": smaa.seed,
        "block": smaa.block,
        "version": smaa.version,
        "region": smaa.region.key,
        "region_name": t.text(smaa.region.name),
        "uncertain_values": 0 if observations is None else len(observations.rows),
        "uncertainty": uncertain_counts(study),
        **_variance(smaa),
        "edges": list(smaa.edges),
        "acceptability": dict(zip(keys, acceptability.tolist(), strict=True)),
        "acceptability_error": dict(zip(keys, error.tolist(), strict=True)),
        "drawn_tables": smaa.matrices,
        "central_weights": central,
        "confidence_factor": dict(zip(keys, smaa.confidence_factor.tolist(), strict=True)),
        "mean_rank": dict(zip(keys, mean_rank.tolist(), strict=True)),
        "rank_interval": dict(zip(keys, smaa.rank_interval.tolist(), strict=True)),
        "digest": smaa.digest(),
    }


def _variance(smaa: Acceptability) -> dict[str, Any]:
    """Of the variance of each rank, the share of the weights and of each criterion's uncertain values, and its error."""
    found = variance_shares(smaa.task)
    tables = (None, None) if found is None else (found.shares, found.errors)
    names = ("variance_shares", "variance_shares_error")
    return {
        name: None if found is None or table is None else _by_source(found, table)
        for name, table in zip(names, tables, strict=True)
    }


def _by_source(found: VarianceShares, table: Array) -> dict[str, Any]:
    return {
        key: {
            "weights": _number(row[0]),
            "criteria": dict(zip(found.criteria, map(_number, row[1:]), strict=True)),
        }
        for key, row in zip(found.alternatives, table, strict=True)
    }


def _number(share: float) -> float | None:
    return None if isnan(share) else round(float(share), 6)


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


def _of_round(options: Namespace, study: Study, shown: PublishedRound) -> Region:
    """The people of a round, weighing the criteria that the study ranks by."""
    criteria = study.filled.matrix.criteria
    if set(criteria) != set(shown.criteria):
        raise WorkshopError.of("robust.other_criteria", number=shown.number)
    columns = [shown.criteria.index(key) for key in criteria]
    room = shown.room | {"weights": shown.weights.take(columns, axis=1)}
    return ParticipantWeights.of(**room, mode=options.people)


def _of_file(options: Namespace, study: Study) -> Region:
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
        other = phrase("cli.other_json")
        raise WeightsError.of("robust.participants", file=file, error=other) from None
    if not rows:
        raise WeightsError.of("robust.nobody")
    criteria = study.filled.matrix.criteria
    shares = [Weights.of(weights, criteria).array for weights, _ in rows]
    return ParticipantWeights.of(shares, [group for _, group in rows], mode=options.people)
