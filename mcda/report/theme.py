"""Colours, tints, steps and number formats, shared by screen and workbook."""

from collections.abc import Sequence

from mcda.study.study import Study

# Okabe & Ito's palette: told apart by the colour-blind; the same on screens, in charts and in workbooks.
GROUP_COLOURS = {"ecology": "#009E73", "poverty_alleviation": "#E69F00", "connectivity": "#0072B2"}
OTHER_GROUPS = (
    "#56B4E9",
    "#CC79A7",
    "#D55E00",
    "#0072B2",
    "#009E73",
    "#E69F00",
    "#999999",
)  # a user's own groups
INK, QUIET, LINE, PAPER, EXCLUDED = "#1F2A24", "#5B665F", "#C9D1CB", "#F4F7F4", "#D9DCD9"
SELECTED = "#111111"
# Words and thin lines of charts: the page's own text colour, so that they read on a dark page as well.
WORDS = "currentColor"
# Light to deep green, from the last step to the first: one ramp for rank and score, never red to green.
RAMP = ("#E5F2E5", "#B5DBB0", "#78BB7B", "#33925A", "#00552E")
STEPS = (10, 25, 50, 80)  # places at which a step of the ramp ends
FONT = '"Source Sans", "Source Sans 3", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'


def steps(count: int) -> tuple[int, ...]:
    """Last rank of each step but the last, for a ranking of `count` candidates."""
    if count >= STEPS[-1]:
        return STEPS
    return tuple(sorted({max(1, round(count * share)) for share in (0.1, 0.25, 0.5, 0.75)}))


def colour_of_rank(place: int, count: int) -> str:
    edges = steps(count)
    step = sum(place > edge for edge in edges)
    return RAMP[len(RAMP) - 1 - step]


def group_colour(group: str, groups: Sequence[str]) -> str:
    if group in GROUP_COLOURS:
        return GROUP_COLOURS[group]
    others = [key for key in groups if key not in GROUP_COLOURS]
    return (
        OTHER_GROUPS[others.index(group) % len(OTHER_GROUPS)]
        if group in others
        else OTHER_GROUPS[-1]
    )


def group_colours(groups: Sequence[str]) -> list[str]:
    """The colour of each group, in their order."""
    return [group_colour(group, groups) for group in groups]


def tints(colour: str, count: int) -> list[str]:
    """`count` tints of a colour, the full one first, the last two thirds of the way to white."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    shares = [0.65 * i / max(count - 1, 1) for i in range(count)]
    return [
        "#" + "".join(f"{round(c + (255 - c) * s):02X}" for c in (red, green, blue)) for s in shares
    ]


def criterion_colours(study: Study) -> dict[str, str]:
    """Each criterion in a tint of its group's colour."""
    groups = [group.key for group in study.catalogue.groups]
    colours: dict[str, str] = {}
    for group in groups:
        members = [
            key for key in study.filled.matrix.criteria if study.catalogue[key].group == group
        ]
        colours.update(zip(members, tints(group_colour(group, groups), len(members)), strict=True))
    return colours


def number(value: float) -> str:
    """A value as it is known: no false digits, thousands apart."""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    if size >= 100 or value == int(value):
        return f"{value:.0f}"
    if size < 0.1:
        return f"{value:.2g}"  # two decimals would make a nought of it
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def limit(value: float) -> str:
    """A number that decides who passes, with every digit it has, thousands apart."""
    return f"{value:,.15g}"


def exact(value: float) -> str:
    """A number with every digit it has."""
    return f"{value:.15g}"
