"""pilots: the best set of pilots under the constraints that are asked for."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from criteria.errors import StudyError
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import key_named, keys_in_province, study_from
from mcda.region.instruments import has_instruments
from mcda.region.linear_constraints import check, names_of_rules
from mcda.region.pilot_decision import decide
from mcda.report.tables import instruments as instrument_tables
from mcda.report.tables import pilots as pilot_tables
from mcda.report.tables.residents import document_of
from mcda.study.io import digest
from mcda.study.pilot_constraints import BY, VALUE_PER, By, PilotConstraints, Quota
from mcda.study.study import Study

# of each side of a quota: the phrase for each group, and for one that is named
SIDES = (
    ("min", "options.min_each", "options.min_one"),
    ("max", "options.max_each", "options.max_one"),
)


def add_options(verb: Verb) -> None:
    examples = (
        "-k 10 --per-province-max 3 --min-distance-km 60 --chain",
        "-k 5 --province Gansu",
        "-k 8 --must Ningshan --never Foping",
    )
    add_common(verb, "", *examples, has_table=True)
    words: dict[str, Any] = {"metavar": "NAME=N", "nargs": "*", "default": [], "action": "extend"}
    verb.option("-k", words="options.k", number=int, metavar="K")
    verb.option("--province", words="options.pilots_in", **{**words, "metavar": "NAME[=N]"})
    for by in BY:
        known = [verb.t(f"pilots.by_{by}")]
        for side, each, one in SIDES:
            verb.option(f"--per-{by}-{side}", words=each, values=known, number=int, metavar="N")
            verb.option(f"--{by}-{side}", words=one, values=known, **words)
    verb.option("--min-distance-km", words="options.distance", number=float, metavar="KM")
    verb.option("--must", words="options.must", **{**words, "metavar": "CANDIDATE"})
    verb.option("--never", words="options.never", **{**words, "metavar": "CANDIDATE"})
    verb.option("--chain", words="options.chain", action="store_true")
    verb.option("--value-per", words="options.value_per", choices=VALUE_PER, metavar="UNIT")


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
            {"key": key, "name": names[key], **instrument_tables.document_of(study, key, t)}
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
    proven = "cli.pilots_resident" if found.per_resident else "cli.pilots"
    told = [*pilot_tables.valued(found, t), *pilot_tables.people(found, t)]
    if has_instruments(study):
        told.append(t("relations.suggestion"))
        told += [
            f"{names[key]}: {instrument_tables.names(study, key, t)}" for key in found.best.chosen
        ]
    told += [
        t("cli.cost", rule=rules[rule], value=f"{cost:.4f}") for rule, cost in found.price.items()
    ]
    for sentence, keys in (
        ("cli.pilots_core", found.firm.core),
        ("cli.pilots_borderline", found.firm.borderline),
    ):
        shares = [f"{names[key]} {t.percent(found.firm.presence[key])}" for key in keys]
        told.append(t(sentence, names=t.join(shares, last=False) or "—"))
    told.append(pilot_tables.firm_error(found, found.firm, t))
    count = len(found.near.portfolios)
    told.append(t("cli.near" if found.near.complete else "cli.near_more", count=count))
    return Answer(
        document,
        tables=(pilot_tables.chosen(found, t),),
        title=t(proven, k=found.rules.k, value=f"{found.best.value:.4f}"),
        notes=(*told, *finding_lines(notes, t)),
    )


def _with_constraints(options: Namespace, study: Study) -> Study:
    """The study with the constraints of the options; what is not named stays as the study has it."""
    saved = study.scenario.pilot_constraints
    k = saved.k if options.k is None else options.k
    quotas = (*_quotas(options), *_in_provinces(options.province, study, k))
    return study.with_changes(
        pilot_constraints=PilotConstraints(
            k=k,
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
    return tuple(key_named(study, word) for word in words)


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


def _in_provinces(words: Sequence[str], study: Study, k: int) -> Iterator[Quota]:
    """NAME=N asks for so many at least in a province, NAME alone for all of them."""
    for word in words:
        name, equals, number = word.partition("=")
        if equals and not number.strip().isdecimal():
            raise StudyError.of("pilots.quota_word", option="province", found=word)
        keys = keys_in_province(study, name.strip()) or set()
        province = study.evidence[min(keys)].province
        assert province is not None
        yield Quota("province", province.en, at_least=int(number) if equals else k)


def _named(by: By, words: Sequence[str]) -> list[tuple[str, int]]:
    """NAME=N, one a word. Raises StudyError where one does not read so."""
    found = []
    for word in words:
        name, _, number = word.rpartition("=")
        if not name or not number.strip().lstrip("-").isdecimal():
            raise StudyError.of("pilots.quota_word", option=by, found=word)
        found.append((name.strip(), int(number)))
    return found
