"""The five types of county town in words and tables: answers, what they rest on, ranks within a type, sources."""

from collections.abc import Sequence

from criteria.errors import AppError
from mcda.region.town_types import (
    ANSWERS,
    CountyFacts,
    answer_name,
    candidates_of_type,
    columns_read,
    counts,
    county_facts,
    has_types,
    ranking_within,
    rule_words,
    source_title,
    type_name,
    types_of,
)
from mcda.report.tables import data
from mcda.report.tables.areas import signed
from mcda.report.tables.model import Column, Table, Value, tabulate
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES, TownType, TownTypeRules
from mcda.words import Translator

ASKED = ANSWERS[:-1]  # urban districts are left out of tables


def source_words(t: Translator, districts: int | None = None) -> str:
    """Which document names the types, and whose the thresholds are."""
    told = [t("town_types.source", title=source_title()), t("town_types.own_thresholds")]
    if districts is not None:
        told.append(t("town_types.districts", count=districts))
    return t.sentences(told)


def districts(keys: Sequence[str]) -> int:
    return sum(county_facts()[key].is_district for key in keys)


def count_table(keys: Sequence[str], rules: TownTypeRules, t: Translator) -> Table:
    """How many counties have each answer, one row a type, with its rule in words."""
    heads = (
        Column(t("town_types.choose"), "name"),
        *(Column(t.text(answer_name(each)), "rank") for each in ASKED),
        Column(t("town_types.rule"), "text"),
    )
    rows: list[tuple[Value, ...]] = []
    for kind in TOWN_TYPES:
        found = counts(kind, keys, rules)
        numbers = [found[each] for each in ASKED]
        rows.append((t.text(type_name(kind)), *numbers, t.text(rule_words(kind, rules))))
    return Table(heads, tuple(rows), t("town_types.table_counts"))


def county_table(study: Study, t: Translator) -> Table:
    """The answers of each county of the list that is no urban district."""
    rules = study.town_type_rules
    heads = (
        Column(t("chart.name"), "name"),
        *(Column(t.text(type_name(kind)), "key") for kind in TOWN_TYPES),
    )
    rows = tuple(
        (
            t.text(each.name),
            *(t.text(answer_name(found)) for found in types_of(each.key, rules).values()),
        )
        for each in study.evidence.alternatives
        if not county_facts()[each.key].is_district
    )
    return Table(heads, rows, t("town_types.table_counties"))


def within_table(study: Study, kind: TownType, t: Translator) -> Table:
    """The candidates of a type in the order of the ranking of these alone. Raises EvidenceError if there is none."""
    return tabulate(
        t,
        t("town_types.table_within", type=type_name(kind)),
        ranking_within(study, kind),
        ("town_types.rank_within", "rank", lambda line: line.rank),
        ("chart.name", "name", lambda line: t.text(study.evidence[line.key].name)),
        ("town_types.score_within", "score", lambda line: line.score),
        ("town_types.rank_all", "rank", lambda line: study.ranking.rank(line.key)),
    )


def within_words(study: Study, kind: TownType, t: Translator) -> str:
    """Among whom the ranks within a type are, and how missing values are taken."""
    count = len(candidates_of_type(study, kind))
    told = [t(f"town_types.within_{study.stage.level}", count=count)]
    if study.filled.missing_values:
        told.append(t("town_types.as_among_all"))
    return t.sentences(told)


def headline(key: str, rules: TownTypeRules, t: Translator) -> str:
    """The types of a county with a yes, to head what is said of them."""
    held = [t.text(type_name(kind)) for kind in _held(key, rules)]
    return t("town_types.title", types=t.join(held) if held else t("town_types.none_held"))


def _held(key: str, rules: TownTypeRules) -> list[TownType]:
    return [kind for kind, found in types_of(key, rules).items() if found == "yes"]


def answers(key: str, rules: TownTypeRules, t: Translator) -> list[str]:
    """Each type with its answer and the values that it rests on; one sentence for an urban district."""
    facts = county_facts()[key]
    if facts.is_district:
        return [t("town_types.district")]
    told = []
    for kind, found in types_of(key, rules).items():
        words = {"type": type_name(kind), "answer": answer_name(found)}
        basis = _basis(kind, facts, t)
        told.append(
            t("town_types.answer_basis", **words, basis=basis)
            if basis
            else t("town_types.answer", **words)
        )
    return told


def _basis(kind: TownType, facts: CountyFacts, t: Translator) -> str:
    """The values that an answer rests on; nothing where the answer is the value."""
    if kind == "near_big_city":
        return t(
            "town_types.basis_near",
            big=facts.city_5m,
            big_km=f"{facts.city_5m_km:.0f}",
            city=facts.city_1m,
            city_km=f"{facts.city_1m_km:.0f}",
        )
    if kind == "specialised_function":
        sector = t("town_types.basis_secondary", share=_share(facts.secondary_share, t))
        if not facts.scenic_areas:
            return sector
        names = t.join([t.text(name) for name in facts.scenic_areas])
        return t.join([t("town_types.basis_scenic", names=names), sector], last=False)
    if kind == "main_farm_area":
        return t(
            "town_types.basis_farming",
            primary=_share(facts.primary_share, t),
            cropland=_share(facts.cropland_share, t),
            work=_share(facts.farm_employment, t),
        )
    if kind == "losing_population":
        change = t("town_types.unknown") if facts.change is None else signed(facts.change)
        return t("town_types.basis_change", change=change)
    return ""


def _share(share: float | None, t: Translator) -> str:
    return t("town_types.unknown") if share is None else t.percent(share / 100, 1)


def ranks(study: Study, key: str, t: Translator) -> list[str]:
    """The rank of a candidate within each of its types; a type that cannot be ranked is not told."""
    if not has_types(study) or key not in study.ranking.alternatives:
        return []
    told = []
    for kind in _held(key, study.town_type_rules):
        try:
            found = ranking_within(study, kind)
        except AppError:
            continue
        values = {"rank": found.rank(key), "count": len(found), "type": type_name(kind)}
        told.append(t(f"town_types.rank_{study.stage.level}", **values))
    return told


def sources(t: Translator) -> Table | None:
    """Where the columns come from that the rules read."""
    return data.source_table(columns_read(), t)
