"""Which cities compete by what they are in national urban cluster plans: three answers, by two eligibility rules."""

from typing import Literal, get_args

from criteria.model import EligibilityRule
from mcda.study.study import Study

PlanChoice = Literal["all", "outside", "members"]
PLAN_CHOICES: tuple[PlanChoice, ...] = get_args(PlanChoice)
# the one rule that holds under an answer; under the answer "all" neither does
RULES: dict[str, PlanChoice] = {"not_wholly_in_plan": "outside", "in_plan": "members"}


def plan_rules(study: Study) -> dict[PlanChoice, EligibilityRule]:
    """The rules of a study by their answer; none where its stage does not ask for membership."""
    found = {RULES[rule.key]: rule for rule in study.stage.eligibility if rule.key in RULES}
    return found if len(found) == len(RULES) else {}


def plan_choice(study: Study) -> PlanChoice | None:
    """The answer that a study gives; None where both rules hold, so that only those partly in a plan compete."""
    held = [
        choice
        for choice, rule in plan_rules(study).items()
        if study.eligibility_limit(rule) is not None
    ]
    return (held[0] if held else "all") if len(held) < len(RULES) else None


def with_plan_choice(study: Study, choice: PlanChoice) -> Study:
    """Another answer; one that the stage gives itself leaves no trace in the scenario."""
    limits = dict(study.scenario.eligibility)
    for answer, rule in plan_rules(study).items():
        limits.pop(rule.key, None)
        limit = rule.at_least if answer == choice else None
        own = study.with_changes(eligibility=limits).eligibility_limit(rule)
        if limit != own:
            limits[rule.key] = limit
    return study.with_changes(eligibility=limits)
