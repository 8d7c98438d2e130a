"""A participant's answers, block by block, and the weights that follow: one path for phone, paper, and rehearsal."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from criteria.errors import Finding, WeightsError
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.model.weights import GroupedWeights, Weights
from mcda.weighting.answers import Elicited
from mcda.weighting.registry import elicit
from mcda.words import phrase


@dataclass(frozen=True)
class Answered:
    """The weights that follow from all blocks, and what each block says of its own consistency."""

    weights: GroupedWeights
    blocks: Mapping[str, Elicited]

    @property
    def consistency(self) -> dict[str, float | None]:
        return {block: found.consistency for block, found in self.blocks.items()}


def weigh(workshop: Workshop, answers: Any) -> Answered:
    """Weights from {block: the way's answers}; a group with one criterion needs no answers.

    Raises WeightsError with what is wrong in every block, criteria called by their names: a block that is not
    answered, a criterion left out, or one that is not (or no longer) weighed in this workshop.
    """
    given = answers if isinstance(answers, Mapping) else {}
    findings: list[Finding] = []
    found: dict[str, Elicited] = {}
    strangers = [str(block) for block in given if block not in workshop.blocks]
    strangers = [block for block in strangers if block not in workshop.criteria]
    if strangers:
        findings.append(Finding.of("submission.removed", names=strangers))
    for block, keys in workshop.blocks.items():
        if not given.get(block):
            findings.append(Finding.of("submission.block", block=block))
            continue
        try:
            found[block] = _block(workshop.method_key, keys, given[block])
        except WeightsError as error:
            findings += error.findings
    if findings:
        raise WeightsError(*(called_by_name(finding, workshop) for finding in findings))
    inside = {
        group: found[group].weights if group in found else Weights(keys, (1.0,))
        for group, keys in workshop.criteria.items()
    }
    groups = found[GROUPS].weights if GROUPS in found else Weights(tuple(inside), (1.0,))
    return Answered(GroupedWeights(groups, inside), found)


def _block(method_key: str, keys: tuple[str, ...], answers: Any) -> Elicited:
    """One block's weights in the order of its criteria; raises WeightsError."""
    elicited = elicit(method_key, answers)
    known = elicited.weights.as_dict()
    missing = [key for key in keys if key not in known]
    strangers = [key for key in known if key not in keys]
    findings = [Finding.of("submission.removed", names=strangers)] if strangers else []
    if missing:
        findings.append(Finding.of("submission.missing", names=missing))
    if findings:
        raise WeightsError(*findings)
    ordered = Weights(keys, tuple(known[key] for key in keys))
    return replace(elicited, weights=ordered)


def called_by_name(finding: Finding, workshop: Workshop) -> Finding:
    """The finding with the names of criteria in the place of their keys, for people who know no keys."""

    def name(value: object) -> object:
        if value == GROUPS:
            return phrase("group.the_groups")
        if isinstance(value, (list, tuple)):
            return [name(item) for item in value]
        return workshop.names.get(value, value) if isinstance(value, str) else value

    return Finding(finding.code, {key: name(value) for key, value in finding.values.items()})


def order_shown(workshop: Workshop, seed: int) -> tuple[str, ...]:
    """All criteria in the order in which one participant meets them: groups shuffled, then inside each."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    groups = list(workshop.criteria)
    chance.shuffle(groups)
    order: list[str] = []
    for group in groups:
        keys = list(workshop.criteria[group])
        chance.shuffle(keys)
        order += keys
    return tuple(order)
