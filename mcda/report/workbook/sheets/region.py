"""The sheets of the region: levels and green heart, the chain, the network, the pilots. A user's own table has no region."""

from collections.abc import Mapping

from criteria.errors import StudyTrouble
from inputs.county_list import list_bases
from inputs.embedded import evidence_of
from mcda.region.chain import Cluster, named_note, named_places
from mcda.region.chain import chain as tree_of
from mcda.region.claims import verdicts
from mcda.region.comparators import lessons, premise
from mcda.region.link_years import embedded_observations, measure_named
from mcda.region.network import GROWTH_MEASURE, TOTAL_MEASURE, network, surely_first
from mcda.region.pilot_constraints import names_of_rules
from mcda.region.pilot_decision import Decision, decide
from mcda.region.population_change import dispersion
from mcda.region.zones import zones
from mcda.report.tables import areas, cutoffs
from mcda.report.tables import chain as chain_tables
from mcda.report.tables import network as network_tables
from mcda.report.tables import pilots as pilot_tables
from mcda.report.tables.model import Sheet, sheet
from mcda.study.factory import CHAIN, CITY_STAGE, chain_of, links_of
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Say


def pilots(study: Study, say: Say) -> Sheet | None:
    """The best set under the study's wish list, what each wish costs, how firm it is, and its rivals."""
    title = say("brief.title_pilots")
    try:
        found = decide(study)
    except StudyTrouble as trouble:
        if study.scenario.wish == type(study.scenario.wish)():
            return None  # nobody wished for pilots, and the table is too small for ten
        lines = [say.finding(finding).line() for finding in trouble.findings]
        return sheet("pilots", say, title, [say("pilots.sentence_none"), *lines])
    names = [say.of(found[key].name) for key in found.best.chosen]
    sentences = [
        say("pilots.sentence_few", names=say.join(names), k=len(names)),
        say("pilots.proof", value=f"{found.best.value:.3f}"),
        *pilot_tables.valued(found, say),
        _wishes(found, say),
        _kinds(found, say),
        pilot_tables.left_out(found, say),
    ]
    tables = [pilot_tables.chosen(found, say), pilot_tables.firm(found, say)]
    if found.price:
        tables.insert(1, pilot_tables.prices(found, say))
    if len(found.near.portfolios) > 1:
        tables.append(pilot_tables.rivals(found, say))
    return sheet("pilots", say, title, sentences, *tables)


def _wishes(found: Decision, say: Say) -> str:
    rules = [say.of(name) for name in names_of_rules(found.places, found.rules).values()]
    if not rules:
        return pilot_tables.no_rules(found, say)
    return say("pilots.wishes_were", wishes=say.join(rules, last=False))


def _kinds(found: Decision, say: Say) -> str:
    def told(keys: tuple[str, ...]) -> str:
        names = [
            f"{say.of(found[key].name)} {say.percent(found.firm.presence[key])}" for key in keys
        ]
        return say.join(names, last=False) or say("pilots.nobody")

    core, border = told(found.firm.core), told(found.firm.borderline)
    return say("pilots.kinds", core=core, borderline=border)


def chain(study: Study, say: Say) -> Sheet | None:
    """Cluster, city, county, town as one tree, and the rankings that it rests on."""
    if not _in_chain(study):
        return None
    stages = chain_of(study)
    named = {
        stage: tuple(place.key for place in named_places(stages) if place.stage == stage)
        for stage in CHAIN
    }
    rests = [
        say(
            "chain.rests_on",
            stage=one.stage.name,
            scenario=one.scenario.name,
            hash=digest(one)[:12],
        )
        for one in stages.values()
    ]
    tree = chain_tables.tree(_tree(stages), named, say)
    return sheet("chain", say, say("brief.title_chain"), rests, tree)


def cities(study: Study, say: Say) -> Sheet | None:
    """Each lead city's own positioning, and the paper's named places as the rankings place them."""
    if not _in_chain(study):
        return None
    stages = chain_of(study)
    notes = [
        say("chain.note", stage=stages[stage].stage.name, note=named_note(stage)) for stage in CHAIN
    ]
    return sheet(
        "cities",
        say,
        say("brief.title_cities"),
        [chain_tables.named_sentence(stages, say), *notes],
        chain_tables.cities(_tree(stages), stages[CITY_STAGE], say),
        chain_tables.named(stages, say),
    )


def _in_chain(study: Study) -> bool:
    return study.stage.key in CHAIN and study.stage.level != "own"


def _tree(stages: Mapping[str, Study]) -> tuple[Cluster, ...]:
    primary, secondary, tertiary = (stages[key] for key in CHAIN)
    return tree_of(primary, secondary, tertiary)


def network_(study: Study, say: Say) -> Sheet | None:
    """Three construction steps, the links in two scenarios, growth, echelons, the paper's claims."""
    if study.stage.level == "own":
        return None
    links = links_of(study)
    found = network(study=links)
    figures = embedded_observations()
    doubts = [
        say("network.leads_words", sentence=sentence, doubt=measure_named(measure).doubt)
        for sentence, measure in (
            (network_tables.leaders(figures, GROWTH_MEASURE, links, say), GROWTH_MEASURE),
            (say("network.echelons_words"), TOTAL_MEASURE),
        )
    ]
    return sheet(
        "network",
        say,
        say("brief.title_network"),
        [say("network.not_firms_brief"), *doubts],
        network_tables.steps(found, surely_first(links, found.links), links, say),
        network_tables.links(found, say),
        network_tables.grown(figures, GROWTH_MEASURE, links, say),
        network_tables.cities(figures, TOTAL_MEASURE, say),
    )


def claims(study: Study, say: Say) -> Sheet | None:
    """What the paper claims about links, one by one."""
    if study.stage.level == "own":
        return None
    words = [say("network.claims_words")]
    table = network_tables.claims(verdicts(), say)
    return sheet("claims", say, say("network.table_claims"), words, table)


def region(study: Study, say: Say) -> Sheet | None:
    """Levels beside the paper, the county list, relations, zones and bottom lines, regions to learn from, badges."""
    if study.stage.level == "own":
        return None
    off, rules = study.lists_off, study.zone_rules
    counties = evidence_of("county", off)
    switched = [say.of(basis.name) for basis in list_bases() if basis.key in off]
    used = (
        say(
            "region.list_off",
            groups=say.join(switched, last=False),
            count=len(counties.alternatives),
        )
        if switched
        else say("region.list_whole", count=len(counties.alternatives))
    )
    gates = say(
        "region.gates_were",
        core_tree=rules.core_tree_cover,
        core_light=rules.core_night_light,
        rim_tree=rules.rim_tree_cover,
        rim_light=rules.rim_night_light,
        reach=rules.reach_km,
    )
    tables = [
        areas.level_totals(off, say),
        areas.list_groups(off, say),
        areas.relations(say),
        areas.zone_totals(zones(counties, rules), say),
    ]
    if study.scenario.bottom_lines:
        tables.append(cutoffs.fallen_table(study, study.fallen, say))
    return sheet(
        "region",
        say,
        say("brief.title_region"),
        [
            used,
            say("region.innovation"),
            gates,
            areas.dispersion_words(dispersion(rules, off), say),
        ],
        *tables,
    )


def heritage(study: Study, say: Say) -> Sheet | None:
    """Protected sites, parks and lists of the counties: shown, never scored."""
    if study.stage.level == "own":
        return None
    counties = evidence_of("county", study.lists_off).alternatives
    table = areas.badge_rows(counties, say)
    return sheet("heritage", say, table.title, [say("region.badges_brief")], table)


def learn(study: Study, say: Say) -> Sheet | None:
    """The Alps, the Great Lakes and Bohai beside Qinba; four lessons; what the paper prints oddly."""
    if study.stage.level == "own":
        return None
    told = [f"{number}. {say.of(lesson)}" for number, lesson in enumerate(lessons(), start=1)]
    return sheet(
        "learn",
        say,
        say("region.table_elsewhere"),
        [say.of(premise()), *told],
        areas.elsewhere(study.lists_off, say),
        areas.instruments(say),
        areas.odd_prints(say),
    )
