"""The options of pilots, chain and network, and the wish list that they spell."""

import argparse
from collections.abc import Sequence

from criteria.errors import StudyError
from mcda.region.chain import CLUSTERINGS, LEADS
from mcda.region.network import STEPS
from mcda.study.pilot_conditions import BY, By, PilotConditions, Quota
from mcda.study.study import Study


def add_verbs(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    study: argparse.ArgumentParser,
) -> None:
    verb = verbs.add_parser("pilots", parents=[common, study], help="the best set of pilots")
    verb.add_argument("-k", type=int, help="how many (10)")
    for by in BY:
        for side in ("min", "max"):
            least = "at least" if side == "min" else "at most"
            verb.add_argument(
                f"--per-{by}-{side}", type=int, metavar="N", help=f"{least} N in each {by}"
            )
            verb.add_argument(
                f"--{by}-{side}",
                nargs="*",
                default=[],
                action="extend",
                metavar="NAME=N",
                help=f"{least} N in this {by}",
            )
    verb.add_argument(
        "--min-distance-km", type=float, metavar="KM", help="between seats; county towns keep 40"
    )
    verb.add_argument("--must", nargs="*", default=[], action="extend", metavar="KEY")
    verb.add_argument("--never", nargs="*", default=[], action="extend", metavar="KEY")
    verb.add_argument(
        "--chain",
        action="store_true",
        help="a county only with its lead city, a town only near a chosen county",
    )
    verb = verbs.add_parser(
        "chain", parents=[common, study], help="cluster, central city, county, county town"
    )
    verb.add_argument("--lead", choices=LEADS, default=LEADS[0], help="which city leads a county")
    verb.add_argument(
        "--clustering", choices=CLUSTERINGS, default=CLUSTERINGS[0], help="which cluster has a city"
    )
    verb = verbs.add_parser(
        "network", parents=[common, study], help="links of the six central cities, step by step"
    )
    verb.add_argument("--step", type=int, choices=STEPS, default=STEPS[-1])
    verb.add_argument("--links", metavar="FILE", help="your own links over years, CSV or XLSX")


def wishing(options: argparse.Namespace, study: Study) -> Study:
    """The study with the wishes of the options; what is not named stays as the study has it."""
    saved = study.scenario.pilot_conditions
    quotas = _quotas(options)
    return study.with_changes(
        pilot_conditions=PilotConditions(
            k=saved.k if options.k is None else options.k,
            quotas=quotas or saved.quotas,
            min_distance_km=saved.min_distance_km
            if options.min_distance_km is None
            else options.min_distance_km,
            must=_places(options.must, study) or saved.must,
            never=_places(options.never, study) or saved.never,
            chain=options.chain or saved.chain,
        )
    )


def _places(words: Sequence[str], study: Study) -> tuple[str, ...]:
    """Keys of places that are named by key or name. Raises EvidenceError for one that nobody knows."""
    return tuple(study.evidence.named(word).key for word in words)


def _quotas(options: argparse.Namespace) -> tuple[Quota, ...]:
    found = []
    for by in BY:
        least, most = (getattr(options, f"per_{by}_{side}") for side in ("min", "max"))
        if least is not None or most is not None:
            found.append(Quota(by, None, least or 0, most))
        found += [
            Quota(by, name, at_least=number)
            for name, number in _named(by, getattr(options, f"{by}_min"))
        ]
        found += [
            Quota(by, name, at_most=number)
            for name, number in _named(by, getattr(options, f"{by}_max"))
        ]
    return tuple(found)


def _named(by: By, words: Sequence[str]) -> list[tuple[str, int]]:
    """NAME=N, one a word. Raises StudyError where one does not read so."""
    found = []
    for word in words:
        name, _, number = word.rpartition("=")
        if not name or not number.strip().lstrip("-").isdecimal():
            raise StudyError.of("pilots.quota_word", option=by, found=word)
        found.append((name.strip(), int(number)))
    return found
