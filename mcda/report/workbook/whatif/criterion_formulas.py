"""The formulas over the criteria: weights, scales and lines that count, and the norms of TOPSIS; a function a line."""

from collections.abc import Callable

from mcda.report.workbook import addresses
from mcda.report.workbook.whatif import layout
from mcda.report.workbook.whatif.layout import Ground


def number(value: float) -> str:
    """A constant as formulas write it, to the last digit."""
    return repr(float(value)).upper()


def _chosen(g: Ground, decided: str, typed: str) -> str:
    return f"IF({addresses.cell(g.line_row('switched'), layout.FIRST, 'both')}=1,{decided},{typed})"


def _switched(g: Ground, j: int) -> str:
    if j:
        return addresses.cell(g.line_row("switched"), layout.FIRST, "both")
    return f"IF({g.switch}={addresses.text(g.t('live.as_decided'))},1,0)"


def _weight(g: Ground, j: int) -> str:
    typed = f"MAX(0,N({g.typed(layout.WEIGHT, j)}))"
    return _chosen(g, g.typed(layout.DECIDED, j), typed)


def _share(g: Ground, j: int) -> str:
    whole = g.whole_line("weight")
    return f"IF(SUM({whole})>0,{g.line('weight', j)}/SUM({whole}),0)"


def _scale_end(column: int, which: str) -> Callable[[Ground, int], str]:
    def formula(g: Ground, j: int) -> str:
        scale = g.trial.everyone.scales[j]
        return _chosen(g, number(getattr(scale, which)), f"N({g.typed(column, j)})")

    return formula


def _limit(column: int, side: int, none: str) -> Callable[[Ground, int], str]:
    def formula(g: Ground, j: int) -> str:
        limit = g.trial.limits[g.trial.criteria[j]][side]
        typed = g.typed(column, j)
        decided = none if limit is None else number(limit)
        return _chosen(g, decided, f"IF(ISNUMBER({typed}),{typed},{none})")

    return formula


def is_log(g: Ground, j: int) -> bool:
    scale = g.trial.everyone.scales[j]
    return scale is not None and scale.curve == "log"


def _start(g: Ground, j: int) -> str:
    worst, best = g.line("worst", j), g.line("best", j)
    return f"IF(MIN({worst},{best})>0,LN({worst}),0)" if is_log(g, j) else worst


def _width(g: Ground, j: int) -> str:
    """Worst to best; where the two are one (or a logarithm has none) so wide that the criterion adds nothing."""
    worst, best = g.line("worst", j), g.line("best", j)
    if is_log(g, j):
        sound = f"AND(MIN({worst},{best})>0,{worst}<>{best})"
        return f"IF({sound},LN({best})-LN({worst}),{addresses.LARGEST})"
    return f"IF({worst}={best},{addresses.LARGEST},{best}-{worst})"


def _lowest(g: Ground, j: int) -> str:
    return f"MAX(MIN({g.line('worst', j)},{g.line('best', j)}),1E-300)"


def _extreme(kind: str, who: str) -> Callable[[Ground, int], str]:
    """The largest or smallest value among those who pass, or among everybody."""

    def formula(g: Ground, j: int) -> str:
        column = g.down(g.column_of("counted", j))
        if who == "all":
            return f"{kind}({column})"
        held = g.down(layout.HOLDS)
        sign = "-" if kind == "MAX" else "+"
        return f"SUMPRODUCT({kind}({column}*{held}{sign}{addresses.LARGEST}*(1-{held})))"

    return formula


def _rate(who: str) -> Callable[[Ground, int], str]:
    """By how much a normalised value rises with the value."""

    def formula(g: Ground, j: int) -> str:
        direction, column = g.line("direction", j), g.down(g.column_of("counted", j))
        most, least = g.line(f"most_{who}", j), g.line(f"least_{who}", j)
        if g.trial.normalisation == "minmax":
            return f"IF({most}={least},0,{direction}/({most}-{least}))"
        if g.trial.normalisation == "max":
            return f"IF({most}=0,0,{direction}/{most})"
        held = g.down(layout.HOLDS)
        squares = f"SUMSQ({column})" if who == "all" else f"SUMPRODUCT({held},{column},{column})"
        return f"IF({squares}=0,0,{direction}/SQRT({squares}))"

    return formula


def _base(who: str) -> Callable[[Ground, int], str]:
    """The normalised value of a value of zero."""

    def formula(g: Ground, j: int) -> str:
        rises = f"{g.line('direction', j)}=1"
        if g.trial.normalisation != "minmax":
            return f"IF({rises},0,1)"
        most, least = g.line(f"most_{who}", j), g.line(f"least_{who}", j)
        ends = f"IF({rises},-{least},{most})/({most}-{least})"
        return f"IF({most}={least},1,{ends})"

    return formula


def _end_of(who: str, towards: int) -> Callable[[Ground, int], str]:
    """The normalised value of the best or the worst that is there."""

    def formula(g: Ground, j: int) -> str:
        observation = (
            f"IF({g.line('direction', j)}={towards},{g.line(f'most_{who}', j)},"
            f"{g.line(f'least_{who}', j)})"
        )
        return f"{g.line(f'base_{who}', j)}+{g.line(f'rate_{who}', j)}*{observation}"

    return formula


def _weighted(name: str, who: str) -> Callable[[Ground, int], str]:
    return lambda g, j: f"{g.line('share', j)}*{g.line(f'{name}_{who}', j)}"


LINES: dict[str, Callable[[Ground, int], str]] = {
    "switched": _switched,
    "weight": _weight,
    "share": _share,
    "worst": _scale_end(layout.WORST, "worst"),
    "best": _scale_end(layout.BEST, "best"),
    "at_least": _limit(layout.AT_LEAST, 0, "-" + addresses.LARGEST),
    "at_most": _limit(layout.AT_MOST, 1, addresses.LARGEST),
    "decided": lambda g, j: g.typed(layout.DECIDED, j),
    "start": _start,
    "width": _width,
    "lowest": _lowest,
    "low": lambda g, j: f"MIN({g.line('worst', j)},{g.line('best', j)})",
    "high": lambda g, j: f"MAX({g.line('worst', j)},{g.line('best', j)})",
    "direction": lambda g, j: f"IF({g.line('best', j)}<{g.line('worst', j)},-1,1)",
    **{
        f"{name}_{who}": formula
        for who in layout.SETS
        for name, formula in {
            "most": _extreme("MAX", who),
            "least": _extreme("MIN", who),
            "rate": _rate(who),
            "base": _base(who),
            "top": _end_of(who, 1),
            "bottom": _end_of(who, -1),
            "ideal": _weighted("top", who),
            "anti": _weighted("bottom", who),
        }.items()
    },
}
