"""Two sets of weights, or several scenarios, side by side: how far apart, and what changes in the first ten."""

from collections.abc import Mapping

from criteria.errors import AppError
from mcda.model.weights import Weights
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, tabulate
from mcda.study.study import Study
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.words import Translator

FIRST = 10


def gap(one: Weights, other: Weights) -> float:
    """Half the sum of absolute differences, 0 to 1: the weight that would have to be moved from one to the other."""
    return float(abs(one.array - other.array).sum() / 2)


def widest(one: Weights, other: Weights) -> str:
    """The criterion on which two sets of weights differ most."""
    return one.criteria[int(abs(one.array - other.array).argmax())]


def comparable(one: Study, other: Study) -> tuple[Weights, Weights]:
    """Both sets of weights over every criterion that either counts; one that a set leaves out has none in it."""
    shares = one.weights.as_dict(), other.weights.as_dict()
    every = dict.fromkeys((*one.stage.keys, *other.stage.keys))
    keys = [key for key in every if any(key in each for each in shares)]
    return Weights.of(shares[0], keys), Weights.of(shares[1], keys)


def top_ranks(study: Study) -> dict[str, int]:
    """Who stands among the first ten, best first, and at which rank."""
    return {line.key: line.rank for line in study.ranking if line.rank <= FIRST}


def side_by_side(studies: Mapping[str, Study], t: Translator) -> Table:
    """Ranks under each of several weightings, by their names, of who is among the first ten of any."""
    names = {
        key: t.text(study.evidence[key].name)
        for study in studies.values()
        for key in top_ranks(study)
    }
    rows = tuple((name, *(_rank(s, key) for s in studies.values())) for key, name in names.items())
    return Table((Column(t("chart.name"), "name"), *(Column(n, "rank") for n in studies)), rows)


def known(study: Study, key: str) -> list[str]:
    """The candidates that have a value of a criterion, assumed ones among them."""
    variable = study.catalogue[key].variable
    evidence = study.assumed_evidence
    return [a.key for a in study.candidates if not evidence.observation(variable, a.key).is_missing]


def known_for(study: Study, key: str, t: Translator) -> str:
    """How many candidates have a value of a criterion, and the provinces in which none has."""
    having = set(known(study, key))
    provinces = {a.province for a in study.candidates if a.province}
    some = {a.province for a in study.candidates if a.key in having}
    told = [t("weights.known_for", known=len(having), count=len(study.candidates))]
    none = [p for p in dict.fromkeys(a.province for a in study.candidates) if p in provinces - some]
    if having and none:
        told.append(t("weights.known_none", provinces=none))
    return t.sentences(told)


def speaks_for(study: Study, key: str, t: Translator) -> str:
    """For which candidates a criterion that many have no value of speaks, and what is done with the others."""
    others = len(study.candidates) - len(known(study, key))
    rule = study.scenario.missing_value_policies.get(key, study.scenario.missing_value_policy)
    told = [known_for(study, key, t)]
    if others:
        told.append(t("weights.others", count=others, rule=t(f"kinds.{rule}")))
    return t.sentences(told)


def scenarios(study: Study, t: Translator) -> Table:
    """Ranks under every scenario, of who is among the first ten of any."""
    each = [study.activated(scenario.key) for scenario in study.scenarios]
    return side_by_side({t.text(one.scenario.name): one for one in each}, t)


def changes(study: Study, t: Translator) -> list[str]:
    """One sentence a scenario after the first: who comes into the first ten, and who leaves."""
    first = study.activated(study.scenarios[0].key)
    before = top_ranks(first)
    told = []
    for scenario in study.scenarios[1:]:
        now = top_ranks(study.activated(scenario.key))
        names = {"name": scenario.name, "first": first.scenario.name}
        if set(now) == set(before):
            told.append(t("weights.same_ten", **names))
            continue
        come, go = (
            [study.evidence[k].name for k in a if k not in b]
            for a, b in ((now, before), (before, now))
        )
        told.append(t("weights.other_ten", come=come or "—", go=go or "—", **names))
    return told


def _rank(study: Study, key: str) -> int | None:
    return study.ranking.rank(key) if key in study.ranking.alternatives else None


def weights_table(sets: Mapping[str, Weights], study: Study, t: Translator) -> Table:
    """One row a criterion: its share of the whole under each named set of weights."""
    keys = next(iter(sets.values())).criteria
    columns = (Column(t("chart.criterion"), "name"), *(Column(name, "key") for name in sets))
    shares = [[t.percent(share, 1) for share in weights.shares] for weights in sets.values()]
    names = [t.text(study.catalogue[key].name) for key in keys]
    return Table(columns, tuple(zip(names, *shares, strict=True)))


def mirror(study: Study, t: Translator) -> tuple[Table, list[str]]:
    """Objective weights of every method that this table allows, and in words why the others do not answer."""
    matrix = study.filled.matrix
    found, refused = {t("weights.current_weights"): study.weights}, []
    for key, method in OBJECTIVE.items():
        try:
            found[t.text(method.name)] = objective_weights(key, matrix)
        except AppError as error:
            reason = t.line(formatting.named(study, error.findings[0]))
            refused.append(t("weights.refused", name=method.name, reason=reason))
    return weights_table(found, study, t), refused


def criteria(study: Study, t: Translator) -> Table:
    """One row a criterion: kind, shares, influence, scale, and why it stands in this stage."""
    found, inside, scales = study.ranking, study.scenario.weights.inside, study.scales
    influence = dict(zip(found.matrix.criteria, map(float, found.influence), strict=True))
    flipped = study.scenario.flipped
    return tabulate(
        t,
        "",
        [study.catalogue[key] for key in found.matrix.criteria],
        ("brief.group", "key", lambda c: t.text(study.catalogue.group(c.group).name)),
        ("chart.criterion", "name", lambda c: t.text(c.name)),
        ("brief.kind", "key", lambda c: t(f"kinds.{study.stage[c.key].kind}")),
        ("brief.inside", "share", lambda c: inside[c.group][c.key]),
        ("chart.share", "share", lambda c: found.weights[c.key]),
        ("chart.influence", "share", lambda c: influence[c.key]),
        ("brief.worst", "value", lambda c: scales[c.key].worst),
        ("brief.best", "value", lambda c: scales[c.key].best),
        ("brief.unit", "key", lambda c: t.text(c.unit)),
        ("brief.curve", "key", lambda c: t(f"kinds.{scales[c.key].curve}")),
        (
            "brief.reason",
            "text",
            lambda c: t("kinds.flipped") if c.key in flipped else t.text(study.stage[c.key].reason),
        ),
    )


def groups(study: Study, t: Translator) -> Table:
    """The share of each group of criteria."""
    shares = study.scenario.weights.groups.as_dict()
    return tabulate(
        t,
        "",
        shares,
        ("brief.group", "name", lambda key: t.text(study.catalogue.group(key).name)),
        ("brief.group_share", "share", lambda key: shares[key]),
    )
