"""The formulas in each alternative's row: values, parts, score, rank; a function a block and an end."""

from collections.abc import Callable

from mcda.model.decision_matrix import CEILING, FLOOR
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif import layout
from mcda.report.workbook.whatif.criterion_formulas import is_log
from mcda.report.workbook.whatif.layout import Ground

DIGITS = 12  # scores that agree to so many digits share a rank


def holds(g: Ground, i: int) -> str:
    observations = g.row_of_values(i)
    failed = (
        f"({observations}<{g.whole_line('at_least')})+({observations}>{g.whole_line('at_most')})"
    )
    return f"IF(SUMPRODUCT({failed})=0,1,0)"


def _worth(g: Ground, i: int, j: int) -> str:
    """From 0 at the worst end of the scale to 1 at the best; a value beyond an end counts as the end."""
    observation = g.observation(i, j)
    if is_log(g, j):
        observation = f"LN(MAX({observation},{g.line('lowest', j)}))"
    return f"MEDIAN(0,1,({observation}-{g.line('start', j)})/{g.line('width', j)})"


def _floored(g: Ground, i: int, j: int) -> str:
    return f"{FLOOR:g}+{CEILING - FLOOR:g}*{_worth(g, i, j)}"


def _counted(g: Ground, i: int, j: int) -> str:
    observation = g.observation(i, j)
    if (
        g.trial.everyone.beyond == "raw"
    ):  # ends that are one leave no direction: then all count alike
        return f"IF({g.line('low', j)}={g.line('high', j)},{g.line('low', j)},{observation})"
    return f"MEDIAN({observation},{g.line('low', j)},{g.line('high', j)})"


def _normal(g: Ground, i: int, j: int) -> str:
    who = f"2-{g.holds(i)}"
    base, rate = (f"INDEX({g.pair(name, j)},{who})" for name in ("base", "rate"))
    return f"{base}+{rate}*{g.in_block('counted', i, j)}"


def _share_of(block: str) -> Callable[[Ground, int, int], str]:
    return lambda g, i, j: f"{g.line('share', j)}*{g.in_block(block, i, j)}"


def _share_of_log(g: Ground, i: int, j: int) -> str:
    return f"{g.line('share', j)}*LN({g.in_block('value', i, j)})"


BLOCKS: dict[str, dict[str, Callable[[Ground, int, int], str]]] = {
    "additive": {"value": _worth, "part": _share_of("value")},
    "wpm": {"value": _floored, "part": _share_of_log},
    "topsis": {"counted": _counted, "normal": _normal, "part": _share_of("normal")},
}


def _distance(point: str) -> Callable[[Ground, int], str]:
    def formula(g: Ground, i: int) -> str:
        there = f"INDEX({g.whole_pair(point)},2-{g.holds(i)},0)"
        return f"SQRT(SUMXMY2({g.across('part', i)},{there}))"

    return formula


def _nearness(g: Ground, i: int) -> str:
    near, far = g.end("to_ideal", i), g.end("to_anti", i)
    return f"IF({near}+{far}=0,0,{far}/({near}+{far}))"


def _nearness_as_decided(g: Ground, i: int) -> str:
    """The same in one cell, under the weights as decided."""

    def squared(point: str) -> str:
        there = f"INDEX({g.whole_pair(point)},2-{g.holds(i)},0)"
        apart = f"({g.across('normal', i)}-{there})"
        return f"SUMPRODUCT({g.whole_line('decided')}^2,{apart}^2)"

    far = squared("bottom")
    return f"IF({far}=0,0,1/(1+SQRT({squared('top')}/{far})))"


def _sum(g: Ground, i: int) -> str:
    return f"SUM({g.across('part', i)})"


def _sum_as_decided(g: Ground, i: int) -> str:
    return f"SUMPRODUCT({g.whole_line('decided')},{g.across('value', i)})"


def _product_as_decided(g: Ground, i: int) -> str:
    return f"EXP(SUMPRODUCT({g.whole_line('decided')},LN({g.across('value', i)})))"


def _rounded(g: Ground, i: int) -> str:
    return f'IF({g.holds(i)}=1,ROUND({g.end("score", i)},{DIGITS}),"")'


def _rank(g: Ground, i: int) -> str:
    rounded = g.end("rounded", i)
    return f'IF({g.holds(i)}=1,RANK({rounded},{g.down(g.end_column("rounded"))}),"")'


def _order(g: Ground, i: int) -> str:
    """Ties in the study's order; whoever is below a cut-off behind all others."""
    column, rank = g.end_column("rank"), g.end("rank", i)
    above = f"{addresses.cell(g.head, column, 'row')}:{addresses.cell(g.row(i) - 1, column)}"
    below = (
        f"{addresses.cell(g.row(0), layout.HOLDS, 'row')}:{addresses.cell(g.row(i), layout.HOLDS)}"
    )
    last = f"SUM({g.down(layout.HOLDS)})+COUNTIF({below},0)"
    return f"IF({g.holds(i)}=1,{rank}+COUNTIF({above},{rank}),{last})"


def _row(g: Ground, i: int) -> str:
    """Which row stands at this rank of the sorted ranking."""
    return f"MATCH({i + 1},{g.down(g.end_column('order'))},0)"


SHARED: dict[str, Callable[[Ground, int], str]] = {
    "rounded": _rounded,
    "rank": _rank,
    "order": _order,
    "row": _row,
}
ENDS: dict[str, dict[str, Callable[[Ground, int], str]]] = {
    "additive": {"score": _sum, "checked": _sum_as_decided, **SHARED},
    "wpm": {
        "score": lambda g, i: f"EXP(SUM({g.across('part', i)}))",
        "checked": _product_as_decided,
        **SHARED,
    },
    "topsis": {
        "to_ideal": _distance("ideal"),
        "to_anti": _distance("anti"),
        "score": _nearness,
        "checked": _nearness_as_decided,
        **SHARED,
    },
}


def group_part(g: Ground, k: int, heading: str) -> str:
    """What one group adds to the score of the k-th of the sorted ranking (additive)."""
    parts = (
        f"INDEX({g.whole_block('part')},{addresses.cell(g.row(k), g.end_column('row'), 'both')},0)"
    )
    return f"SUMPRODUCT(({g.whole_line('group')}={heading})*{parts})"
