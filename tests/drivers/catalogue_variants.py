"""The criteria of the three stages, and the first twelve by each alternative to them: the tables of docs/catalogue.md.

python -m benchmarks.catalogue_variants
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from scipy.stats import spearmanr

from criteria.model import Scale
from inputs.evidence import Observation
from mcda.study.factory import CHAIN, embedded_study, stage_weights, unverified_criteria
from mcda.study.study import Study

FIRST, TEN = 12, 10
Change = Callable[[Study], Study]


def points(**changed: float) -> Change:
    """Other points of some criteria; groups keep their weights."""

    def change(study: Study) -> Study:
        return study.with_weights(stage_weights(study.stage, study.catalogue, changed))

    return change


def without(*keys: str) -> Change:
    def change(study: Study) -> Study:
        for key in keys:
            study = study.without(key)
        return study

    return change


def without_lists(study: Study) -> Study:
    return without(*unverified_criteria(study.stage, study.catalogue, study.evidence))(study)


def tree_cover(end: str) -> Change:
    """Every value of tree cover at one end of its interval."""

    def change(study: Study) -> Study:
        columns = study.evidence.observations
        column = {key: Observation(getattr(one, end)) for key, one in columns["tree_cover"].items()}
        evidence = replace(study.evidence, observations={**columns, "tree_cover": column})
        return replace(study, evidence=evidence)

    return change


def lifted(key: str) -> Change:
    return lambda study: study.with_changes(eligibility={key: None})


def scenario(key: str) -> Change:
    return lambda study: study.activated(key)


def instead(key: str, offered: str) -> Change:
    return lambda study: study.taking_in(offered).without(key)


def stations_of_2024(study: Study) -> Study:
    return embedded_study(study.stage.key, data_year=2024)


def linear_trains(study: Study) -> Study:
    return study.with_changes(scales={"hs_trains": Scale(0, 300)})


EVERY: dict[str, Change] = {
    "default of 1.0": scenario("default_1_0"),
    "tree cover: forest alone": tree_cover("low"),
    "tree cover: all woody land": tree_cover("high"),
    "without the unverified lists": without_lists,
    "stations of June 2024": stations_of_2024,
}
VARIANTS: dict[str, dict[str, Change]] = {
    CHAIN[0]: {
        **EVERY,
        "all 20 cities": lifted("not_wholly_in_plan"),
        "trains on a linear scale to 300": linear_trains,
        "without the share outside plans": without("outside_plan"),
        "without the mountain counties' area and rail": without("mountain_area", "mountain_hsr_km"),
    },
    CHAIN[1]: {
        **EVERY,
        "without relief": without("relief"),
        "night light instead of relief": instead("relief", "human_pressure"),
        "without residents": without("residents"),
        "GDP per capita 30 points": points(income=30),
        "with the secondary sector (53 of 119 known)": lambda study: study.taking_in("industry"),
    },
    CHAIN[2]: {
        **EVERY,
        "with districts": lifted("county_town"),
        "without network centrality": without("betweenness"),
        "without urban population and its change": without("urban_people", "people_change"),
    },
}


def criteria(stage_key: str) -> Iterator[str]:
    """Rows: group, criterion, scale, points, share of the whole, relation, reason."""
    study = embedded_study(stage_key)
    yield "| group | criterion | worst to best | points | weight | relation | reason |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    weights = study.weights.as_dict()
    for use in (*study.stage.criteria, *study.stage.offered):
        one = study.catalogue[use.key]
        curve = ", log" if use.scale.curve == "log" else ""
        weight = f"{100 * weights[use.key]:.1f}%" if use.key in weights else "offered"
        cells = (
            one.group,
            one.name.en,
            f"{use.scale.worst:g} to {use.scale.best:g}{curve} {one.unit.en}",
            f"{use.points:g}",
            weight,
            str(study.stage.relation_of(one) or "none"),
            use.reason.en,
        )
        yield "| " + " | ".join(cells) + " |"


def ranks(study: Study) -> dict[str, int]:
    return {line.key: line.rank for line in study.ranking}


def variants(stage_key: str, only: Collection[str] | None = None) -> Iterator[str]:
    """Rows: variant, candidates, rank correlation of those in both, how many of the first ten stay, the first twelve."""
    study = embedded_study(stage_key)
    proposed = ranks(study)
    ten = set(list(proposed)[:TEN])
    yield "| variant | ranked | correlation | of the first ten stay | first twelve |"
    yield "| --- | --- | --- | --- | --- |"
    for name, change in {"default": lambda same: same, **VARIANTS[stage_key]}.items():
        if only is not None and name not in only:
            continue
        found = ranks(change(study))
        both = [key for key in proposed if key in found]
        rho = spearmanr([proposed[k] for k in both], [found[k] for k in both]).statistic
        names = [
            study.evidence[k].name.en.removesuffix(" county town") for k in list(found)[:FIRST]
        ]
        stay = len(ten & set(list(found)[:TEN]))
        yield f"| {name} | {len(found)} | {rho:.3f} | {stay} | {', '.join(names)} |"
