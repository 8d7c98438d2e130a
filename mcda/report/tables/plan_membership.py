"""Membership in urban cluster plans in words and tables: of a city by plan, of a county, and where each list was read."""

from inputs.embedded import evidence_of, plan_memberships, plans, sources_in
from inputs.evidence import Alternative
from inputs.plan_membership import MEMBER, Membership, city_membership
from mcda.region.plan_membership import counties_outside, county_memberships
from mcda.report.tables import formatting
from mcda.report.tables.model import Table, tabulate
from mcda.study.plan_choice import (
    PLAN_CHOICES,
    PlanChoice,
    plan_choice,
    plan_rules,
    with_plan_choice,
)
from mcda.study.study import Study
from mcda.words import Translator


def choice_names(study: Study, t: Translator) -> dict[PlanChoice, str]:
    """Each answer to which cities compete, with how many would."""
    counts = {each: len(with_plan_choice(study, each).candidates) for each in PLAN_CHOICES}
    return {each: t(f"plans.choice_{each}", count=count) for each, count in counts.items()}


def choice_why(study: Study, t: Translator) -> str:
    """Why the cities compete that do."""
    chosen = plan_choice(study)
    if chosen is None:
        return t("plans.why_both")
    return t("plans.why_all") if chosen == "all" else t.text(plan_rules(study)[chosen].reason)


def competitors(study: Study, t: Translator) -> str:
    """Who competes in a study: its answer, or where its stage does not ask for membership the stage's own words."""
    if not plan_rules(study):
        return t.text(study.stage.competitors)
    chosen = plan_choice(study)
    return t("plans.why_both") if chosen is None else choice_names(study, t)[chosen]


def default_words(study: Study, t: Translator) -> str:
    """The default answer, why it is that, and which lists it rests on."""
    source = sources_in("plan_membership")["plan_membership"]
    why = plan_rules(study)["outside"].reason
    return t("plans.default", why=why, title=source.title, doubt=source.doubt)


def word(alternative: Alternative, t: Translator) -> str:
    """The membership of a city as its evidence has it; empty where it has none that is known, as in studies of 1.0."""
    member = alternative.attributes.get("plan_membership")
    return t(f"plans.{member}") if member in MEMBER else ""


def county_word(key: str, t: Translator) -> str:
    return t(f"plans.{county_memberships()[key]}")


def badge(city: str, t: Translator) -> list[str]:
    """What plans say of a city: in sum, plan by plan, and of its listed counties that no national plan names."""
    memberships = plan_memberships().get(city, ())
    if not memberships:
        return []
    told = [_in_sum(city, t), *(_of_plan(one, t) for one in memberships)]
    return [*told, *_outside(evidence_of("city")[city], t)]


def member_of(city: str, t: Translator) -> str:
    """The national plans that a city is in, or that it is in none."""
    joined = [
        _of_plan(one, t)
        for one in plan_memberships().get(city, ())
        if one.kind == "national" and one.membership in ("whole", "partly")
    ]
    return t.sentences(joined) if joined else t("plans.none")


def _in_sum(city: str, t: Translator) -> str:
    member = city_membership(plan_memberships().get(city, ()))
    return t(f"plans.city_{member}", city=evidence_of("city")[city].name)


def doubt(t: Translator) -> str:
    """What to doubt of all memberships."""
    return t.text(sources_in("plan_membership")["plan_membership"].doubt)


def _of_plan(one: Membership, t: Translator) -> str:
    plan, notes = plans()[one.plan], t.join(_notes(one, t), last=False)
    said = {"plan": plan.name, "year": plan.year, "membership": t(f"plans.{one.membership}")}
    return t("plans.of_plan", **said, notes=notes)


def _notes(one: Membership, t: Translator) -> list[str]:
    """The role of a city in a plan, that a circle does not count, and how well it is known."""
    role = [] if one.role is None else [t.text(one.role)]
    circle = [t("plans.circle")] if one.kind == "circle" else []
    return [*role, *circle, t(f"plans.{one.evidence}")]


def _outside(city: Alternative, t: Translator) -> list[str]:
    """Which of a city's listed counties no national plan names, where that is some of them and not all."""
    keys, share = counties_outside(city.name.zh), city.number("outside_plan")
    if share is None or not 0 < share < 100:
        return []
    counties = evidence_of("county")
    names = t.join([t.text(counties[key].name) for key in keys])
    return [t("plans.outside", names=names, share=t.percent(share / 100))]


def of_county(county: Alternative, t: Translator) -> str:
    """Whether a county's lead city and the county itself are in a national plan."""
    city = evidence_of("city")[str(county.attributes["lead_city"])]
    said = {"city": city.name, "member": word(city, t), "county": county.name}
    return t("plans.of_county", **said, own=county_word(county.key, t))


def memberships(t: Translator) -> Table:
    """One row a city and plan, with where the plan's list of members was read."""
    cities = evidence_of("city")
    return tabulate(
        t,
        t("plans.table"),
        [one for rows in plan_memberships().values() for one in rows],
        ("chart.name", "name", lambda one: t.text(cities[one.city].name)),
        ("plans.plan", "key", lambda one: t.text(plans()[one.plan].name)),
        ("plans.year", "key", lambda one: plans()[one.plan].year),
        ("plans.membership", "key", lambda one: t(f"plans.{one.membership}")),
        ("plans.role", "key", lambda one: t.join(_notes(one, t), last=False)),
        ("plans.source", "text", lambda one: t.text(plans()[one.plan].title)),
    )


def source_notes(t: Translator) -> list[str]:
    """What to doubt of each plan's list: a line each."""
    return [
        t(
            "data.source_note",
            name=source.name,
            licence=formatting.licence(t, source),
            doubt=source.doubt,
        )
        for source in sources_in("plan_membership").values()
    ]
