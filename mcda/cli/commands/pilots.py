"""pilots: the best set of pilots under the constraints that are asked for."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from criteria.errors import StudyError
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import add_common, study_from
from mcda.region.instruments import has_instruments
from mcda.region.linear_constraints import check, names_of_rules
from mcda.region.pilot_decision import decide
from mcda.region.relations import relation_profiles
from mcda.report.tables import instruments as instrument_tables
from mcda.report.tables import pilots as pilot_tables
from mcda.report.tables.residents import document_of
from mcda.study.io import digest
from mcda.study.pilot_constraints import BY, VALUE_PER, By, PilotConstraints, Quota
from mcda.study.study import Study
from mcda.words import Translator


def add_options(verb: ArgumentParser) -> None:
    add_common(verb)
    verb.add_argument("-k", type=int, help="number of pilots (default: 10)")
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
        "--min-distance-km",
        type=float,
        metavar="KM",
        help="minimum distance between seats (county towns: 40 by default)",
    )
    verb.add_argument(
        "--must",
        nargs="*",
        default=[],
        action="extend",
        metavar="KEY",
        help="include this candidate",
    )
    verb.add_argument(
        "--never",
        nargs="*",
        default=[],
        action="extend",
        metavar="KEY",
        help="exclude this candidate",
    )
    verb.add_argument(
        "--chain",
        action="store_true",
        help="a county only with its lead city, a town only near a chosen county",
    )
    verb.add_argument(
        "--value-per",
        choices=VALUE_PER,
        help="total of a set: sum of scores, or of score x residents (default: place)",
    )


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = _with_constraints(options, study_from(options))
    found = decide(study)
    names = {rank.key: t.text(rank.name) for rank in found.candidates}
    rules = names_of_rules(found.candidates, found.rules)
    notes = [f for f in check(found.candidates, found.rules) if f.severity != "error"]

    def listed(keys: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {"key": key, "name": names[key], "presence": found.firm.presence[key]} for key in keys
        ]

    document = {
        "stage": study.stage.key,
        "k": found.rules.k,
        "chosen": [
            {"key": key, "name": names[key], **_relations(study, key, t)}
            for key in found.best.chosen
        ],
        "value": found.best.value,
        "value_per": found.rules.value_per,
        "people": document_of(study, found.best.chosen),
        "proven": True,
        "core": listed(found.firm.core),
        "borderline": listed(found.firm.borderline),
        "draws": found.firm.draws,
        "presence_error": found.firm.error,
        "near": [{"chosen": list(p.chosen), "value": p.value} for p in found.near.portfolios],
        "near_complete": found.near.complete,
        "presence": found.near.presence,
        "cost": dict(found.price),
        "left_out": None
        if found.left_out is None
        else {
            "key": found.left_out.key,
            "name": names[found.left_out.key],
            "value": found.left_out.value,
            "needed": found.left_out.needed,
            "barred_by": list(found.left_out.barred_by),
        },
        "findings": finding_documents((*notes, *study.findings), t),
        "checksum": digest(study),
    }
    total = f"{found.best.value:.4f}"
    proven = "cli.pilots_resident" if found.per_resident else "cli.pilots"
    lines = [t(proven, k=found.rules.k, value=total)]
    lines += [*pilot_tables.valued(found, t), *pilot_tables.people(found, t)]
    lines += [f"{found[key].value:8.4f}  {names[key]}" for key in found.best.chosen]
    if has_instruments(study):
        lines.append(t("relations.suggestion"))
        lines += [
            f"{names[key]}: {instrument_tables.names(study, key, t)}" for key in found.best.chosen
        ]
    lines += [
        t("cli.cost", rule=rules[rule], value=f"{cost:.4f}") for rule, cost in found.price.items()
    ]
    for sentence, keys in (
        ("cli.pilots_core", found.firm.core),
        ("cli.pilots_borderline", found.firm.borderline),
    ):
        told = [f"{names[key]} {t.percent(found.firm.presence[key])}" for key in keys]
        lines.append(t(sentence, names=t.join(told, last=False) or "—"))
    lines.append(pilot_tables.firm_error(found, found.firm, t))
    count = len(found.near.portfolios)
    lines.append(t("cli.near" if found.near.complete else "cli.near_more", count=count))
    lines += finding_lines(notes, t)
    return Answer(document, "\n".join(lines))


def _relations(study: Study, key: str, t: Translator) -> dict[str, Any]:
    """The five relations of a pilot and the instruments that fit it, each with what triggers it."""
    if not has_instruments(study):
        return {}
    return {
        "relations": [
            {"relation": one.relation, "value": one.value, "low": one.low, "high": one.high}
            if one.criteria
            else {"relation": one.relation, "value": None, "low": None, "high": None}
            for one in relation_profiles(study).of(key)
        ],
        "instruments": [
            {
                "key": fit.instrument.key,
                "name": t.text(fit.instrument.name),
                "section": fit.instrument.section,
                "triggers": [
                    {
                        "variable": each.condition.variable,
                        "value": each.observation.value,
                        each.condition.side: each.threshold,
                    }
                    for each in fit.triggers
                ],
            }
            for fit in instrument_tables.fitting(study, key)
        ],
    }


def _with_constraints(options: Namespace, study: Study) -> Study:
    """The study with the constraints of the options; what is not named stays as the study has it."""
    saved = study.scenario.pilot_constraints
    quotas = _quotas(options)
    return study.with_changes(
        pilot_constraints=PilotConstraints(
            k=saved.k if options.k is None else options.k,
            quotas=quotas or saved.quotas,
            min_distance_km=saved.min_distance_km
            if options.min_distance_km is None
            else options.min_distance_km,
            must=_keys(options.must, study) or saved.must,
            never=_keys(options.never, study) or saved.never,
            chain=options.chain or saved.chain,
            value_per=options.value_per or saved.value_per,
        )
    )


def _keys(words: Sequence[str], study: Study) -> tuple[str, ...]:
    """Keys of candidates that are named by key or name. Raises EvidenceError for one that nobody knows."""
    return tuple(study.evidence.named(word).key for word in words)


def _quotas(options: Namespace) -> tuple[Quota, ...]:
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
