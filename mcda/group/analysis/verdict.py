"""The sentence for the room: on what people agree, the weights or the first places, and what the table itself decides."""

from dataclasses import dataclass
from typing import Literal

from criteria.errors import Text
from mcda.group.analysis.agreement import Concordance
from mcda.group.analysis.outcome_agreement import Outcome

Degree = Literal["agree", "partly", "disagree"]


@dataclass(frozen=True)
class Limits:
    """From which value on people agree, and below which they disagree; between the two, partly."""

    agree: float
    disagree: float

    def degree(self, value: float) -> Degree:
        if value >= self.agree:
            return "agree"
        return "disagree" if value < self.disagree else "partly"


# All thresholds of the sentence. W: 0.7 strong and 0.5 moderate agreement (Schmidt 1997, Decision Sciences 28(3),
# 763-774); overlap: the mean share of the first places that two people have in common.
WEIGHTS = Limits(agree=0.7, disagree=0.5)
FIRST = Limits(agree=0.8, disagree=0.5)
BY_CHANCE = 0.05  # a W that chance reaches more often than this is none
THE_TABLE = (
    0.8  # where random weights share the first places as much as this, the table has decided
)

ON_WEIGHTS: dict[Degree, Text] = {
    "agree": Text("You agree on the weights", "大家对权重看法一致"),
    "partly": Text("You agree on the weights in part", "大家对权重看法部分一致"),
    "disagree": Text("You disagree on the weights", "大家对权重看法不一"),
}
AND: dict[Degree, Text] = {
    "agree": Text("and on the first {k} {places}", "，对前{k}个{places}也看法一致"),
    "partly": Text("and in part on the first {k} {places}", "，对前{k}个{places}部分一致"),
    "disagree": Text("and on the first {k} {places}", "，对前{k}个{places}也看法不一"),
}
BUT: dict[Degree, Text] = {
    "agree": Text("but not on the first {k} {places}", "，但前{k}个{places}基本一致"),
    "partly": Text("and only in part on the first {k} {places}", "，前{k}个{places}只是部分一致"),
    "disagree": Text("but not on the first {k} {places}", "，但前{k}个{places}并不一致"),
}
DECIDED = Text(
    "almost any weights put the same ones first here",
    "在这份数据上，几乎任何权重都会得出相近的前几位",
)


@dataclass(frozen=True)
class Verdict:
    """Two degrees, and the sentence that says them."""

    weights: Degree
    first: Degree
    by_the_table: bool
    sentence: Text


def verdict(
    concordance: Concordance | None, outcome: Outcome, places: Text | None = None
) -> Verdict:
    """What to say of a round. `places` names what is ranked (counties), in the plural."""
    weights = _on_weights(concordance, outcome)
    first = FIRST.degree(outcome.overlap.value)
    table = first == "agree" and outcome.overlap.random >= THE_TABLE
    named = places or Text("places", "候选对象")
    end = _second(weights, first)
    values = {"k": outcome.k}
    en = f"{ON_WEIGHTS[weights].en}, {end.en.format(places=named.en, **values)}"
    zh = f"{ON_WEIGHTS[weights].zh}{end.zh.format(places=named.zh, **values)}"
    if table:
        en, zh = f"{en}; {DECIDED.en}", f"{zh}；{DECIDED.zh}"
    return Verdict(weights, first, table, Text(f"{en}.", f"{zh}。"))


def _on_weights(concordance: Concordance | None, outcome: Outcome) -> Degree:
    """W, unless chance alone may have brought it; where nobody told criteria apart, whether it all comes to the same."""
    if concordance is None:
        return "agree" if outcome.w.value == 1 and outcome.overlap.value == 1 else "disagree"
    return WEIGHTS.degree(concordance.w) if concordance.p <= BY_CHANCE else "disagree"


def _second(weights: Degree, first: Degree) -> Text:
    """The half sentence on the first places: "and" where it goes on, "but" where it turns."""
    if weights == "disagree":
        return BUT["agree"] if first == "agree" else AND[first]
    return AND[first] if first in ("agree", weights) else BUT[first]
