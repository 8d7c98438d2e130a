"""The sheets of the region: levels and green heart, the chain, the network, the pilots. A user's own table has no region."""

from collections.abc import Mapping
from dataclasses import replace

from criteria.errors import StudyError
from inputs.county_list import list_bases
from inputs.embedded import evidence_of
from mcda.region.chain import Cluster, named_note, named_places
from mcda.region.chain import chain as tree_of
from mcda.region.claims import verdicts
from mcda.region.comparators import lessons, premise
from mcda.region.instruments import has_instruments
from mcda.region.linear_constraints import names_of_rules
from mcda.region.link_years import embedded_observations, measure_named
from mcda.region.network import GROWTH_MEASURE, TOTAL_MEASURE, network, surely_first
from mcda.region.outer_belt import outer_belt
from mcda.region.pilot_decision import Decision, decide
from mcda.region.population_change import dispersion, receivers
from mcda.region.zones import zones
from mcda.report.tables import areas, cutoffs, plan_membership, relations, residents
from mcda.report.tables import chain as chain_tables
from mcda.report.tables import instruments as instrument_tables
from mcda.report.tables import network as network_tables
from mcda.report.tables import pilots as pilot_tables
from mcda.report.tables.model import Sheet, sheet
from mcda.study.factory import CHAIN, CITY_STAGE, chain_of, links_of
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator


def pilots(study: Study, t: Translator) -> Sheet | None:
    """The best set under the study's conditions, what each condition costs, how firm it is, and its rivals."""
    try:
        found = decide(study)
    except StudyError as error:
        if study.scenario.pilot_constraints == type(study.scenario.pilot_constraints)():
            return None  # no condition was set for pilots, and the table is too small for ten
        lines = [t.finding(finding).line() for finding in error.findings]
        return sheet("pilots", t, [pilot_tables.none_words(error.findings, t), *lines])
    names = [t.text(found[key].name) for key in found.best.chosen]
    sentences = [
        pilot_tables.sentence(found, t, names),
        pilot_tables.proof(found, t, 3),
        *pilot_tables.valued(found, t),
        *filter(None, [t.sentences(pilot_tables.people(found, t))]),
        _conditions(found, t),
        _kinds(found, t),
        pilot_tables.firm_error(found, found.firm, t),
        pilot_tables.left_out(found, t),
    ]
    tables = [pilot_tables.chosen(found, t), pilot_tables.firm(found, t)]
    if found.price:
        tables.insert(1, pilot_tables.prices(found, t))
    on_paper = len(tables)
    if has_instruments(study):
        sentences.append(relations.graded_words(study, t))
        tables.append(instrument_tables.of_pilots(study, found.best.chosen, t))
    if len(found.near.portfolios) > 1:
        tables.append(pilot_tables.rivals(found, t))
    return replace(sheet("pilots", t, sentences, *tables), printed_tables=on_paper)


def _conditions(found: Decision, t: Translator) -> str:
    rules = [t.text(name) for name in names_of_rules(found.candidates, found.rules).values()]
    if not rules:
        return pilot_tables.no_rules(found, t)
    return t("pilots.conditions_were", conditions=t.join(rules, last=False))


def _kinds(found: Decision, t: Translator) -> str:
    def told(keys: tuple[str, ...]) -> str:
        names = [f"{t.text(found[key].name)} {t.percent(found.firm.presence[key])}" for key in keys]
        return t.join(names, last=False) or t("pilots.nobody")

    core, border = told(found.firm.core), told(found.firm.borderline)
    return t("pilots.kinds", draws=f"{found.firm.draws:,}", core=core, borderline=border)


def chain(study: Study, t: Translator) -> Sheet | None:
    """Cluster, city, county, town as one tree, and the rankings that it rests on."""
    if not _in_chain(study):
        return None
    stages = chain_of(study)
    named = {
        stage: tuple(rank.key for rank in named_places(stages) if rank.stage == stage)
        for stage in CHAIN
    }
    rests = [
        t(
            "chain.rests_on",
            stage=one.stage.name,
            scenario=one.scenario.name,
            hash=digest(one)[:12],
        )
        for one in stages.values()
    ]
    found = _tree(stages)
    told = [chain_tables.border_count(found, t), *rests]
    return sheet("chain", t, told, chain_tables.tree(found, named, t))


def cities(study: Study, t: Translator) -> Sheet | None:
    """The paper's named places as the rankings rank them, and each lead city's own positioning."""
    if not _in_chain(study):
        return None
    stages = chain_of(study)
    notes = [
        t("chain.note", stage=stages[stage].stage.name, note=named_note(stage)) for stage in CHAIN
    ]
    return sheet(
        "cities",
        t,
        [chain_tables.named_sentence(stages, t), *notes],
        chain_tables.named(stages, t),
        chain_tables.cities(_tree(stages), stages[CITY_STAGE], t),
    )


def _in_chain(study: Study) -> bool:
    return study.stage.key in CHAIN and study.stage.level != "own"


def _tree(stages: Mapping[str, Study]) -> tuple[Cluster, ...]:
    primary, secondary, tertiary = (stages[key] for key in CHAIN)
    return tree_of(primary, secondary, tertiary)


def network_(study: Study, t: Translator) -> Sheet | None:
    """Three construction steps, the links in two scenarios, growth, tiers, the paper's claims."""
    if study.stage.level == "own":
        return None
    links = links_of(study)
    found = network(study=links)
    figures = embedded_observations()
    doubts = [
        t("network.leads_words", sentence=sentence, doubt=measure_named(measure).doubt)
        for sentence, measure in (
            (network_tables.leaders(figures, GROWTH_MEASURE, links, t), GROWTH_MEASURE),
            (t("network.tiers_words"), TOTAL_MEASURE),
        )
    ]
    return sheet(
        "network",
        t,
        [t("network.not_firms"), *doubts],
        network_tables.steps(found, surely_first(links, found.links), links, t),
        network_tables.links(found, t),
        network_tables.grown(figures, GROWTH_MEASURE, links, t),
        network_tables.cities(figures, TOTAL_MEASURE, t),
    )


def claims(study: Study, t: Translator) -> Sheet | None:
    """What the paper claims about links, one by one."""
    if study.stage.level == "own":
        return None
    words = [t("network.claims_words")]
    table = network_tables.claims(verdicts(), t)
    return sheet("claims", t, words, table, title=t("network.table_claims"))


def region(study: Study, t: Translator) -> Sheet | None:
    """Levels beside the paper, the county list, relations, zones and cut-offs, regions to learn from, badges."""
    if study.stage.level == "own":
        return None
    off, rules = study.lists_off, study.zone_rules
    counties = evidence_of("county", off)
    switched = [t.text(basis.name) for basis in list_bases() if basis.key in off]
    used = (
        t(
            "region.list_off",
            groups=t.join(switched, last=False),
            count=len(counties.alternatives),
        )
        if switched
        else t("region.list_whole", count=len(counties.alternatives))
    )
    eligibility = t(
        "region.zone_limits_were",
        core_tree=rules.core_tree_cover,
        core_light=rules.core_night_light,
        rim_tree=rules.rim_tree_cover,
        rim_light=rules.rim_night_light,
        reach=rules.reach_km,
    )
    tables = [
        areas.level_totals(off, t),
        areas.zone_totals(zones(counties, rules), t),
        areas.list_groups(off, t),
    ]
    changed, received, spaced = (
        dispersion(rules, off),
        receivers(rules, off),
        outer_belt(rules.belt_km),
    )
    tables.append(areas.rings(changed, t))
    if study.scenario.cutoffs:
        tables.append(cutoffs.fallen_table(study, study.screened_out, t))
    made = sheet(
        "region",
        t,
        [
            used,
            t("region.innovation"),
            eligibility,
            areas.dispersion_words(changed, t),
            areas.receivers_words(received, t),
            areas.belt_words(spaced, t),
            *filter(None, [t.sentences(residents.of_top(study, t))]),
            t("region.not_known"),
        ],
        *tables,
        areas.receivers(received, t),
        areas.belt(spaced, t),
        areas.relations(t),
        plan_membership.memberships(t),
        *filter(None, [residents.by_part(study, t)]),
        *([relations.shares(list(chain_of(study).values()), t)] if _in_chain(study) else []),
    )
    return replace(made, printed_tables=len(tables))


def instruments(study: Study, t: Translator) -> Sheet | None:
    """The rules at the study's stage, and the instruments that fit each ranked candidate with what triggers them."""
    if not has_instruments(study):
        return None
    keys = [line.key for line in study.ranking]
    return sheet(
        "instruments",
        t,
        [t("relations.suggestion")],
        instrument_tables.rules(study, t),
        instrument_tables.by_candidate(study, keys, t),
        title=t("relations.instruments"),
    )


def heritage(study: Study, t: Translator) -> Sheet | None:
    """Protected sites, parks and lists of the counties: shown, never scored."""
    if study.stage.level == "own":
        return None
    counties = evidence_of("county", study.lists_off).alternatives
    table = areas.badge_rows(counties, t)
    told = [t("region.badges_brief"), t("region.paper_heritage_words")]
    return sheet("heritage", t, told, areas.paper_heritage(t), table, title=table.title)


def learn(study: Study, t: Translator) -> Sheet | None:
    """The Alps, the Great Lakes and Bohai beside Qinba; four lessons; what the paper prints oddly."""
    if study.stage.level == "own":
        return None
    told = [f"{number}. {t.text(lesson)}" for number, lesson in enumerate(lessons(), start=1)]
    return sheet(
        "learn",
        t,
        [t.text(premise()), *told],
        areas.elsewhere(study.lists_off, t),
        areas.instruments(t),
        areas.aims(t),
        areas.odd_prints(t),
        title=t("region.table_elsewhere"),
    )


SHEETS = {
    "pilots": pilots,
    "chain": chain,
    "cities": cities,
    "network": network_,
    "claims": claims,
    "region": region,
    "instruments": instruments,
    "heritage": heritage,
    "learn": learn,
}
