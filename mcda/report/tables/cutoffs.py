"""Bottom lines as tables: how many fall at which level, and who falls with the score and place each would have."""

from collections.abc import Sequence

import pandas as pd

from mcda.report import theme
from mcda.report.tables.model import Column, Table
from mcda.study.cutoffs import BottomLine, Fallen, Side, fallen, levels_of
from mcda.study.study import Study
from mcda.words import Say


def levels(study: Study, criterion: str, side: Side) -> pd.DataFrame:
    """One row a level of a line: the level, how many fall there, and who falls from the level before on."""
    return pd.DataFrame(
        [
            {"level": step.value, "fall": step.fall, "keys": step.names}
            for step in levels_of(study.gathered.matrix, criterion, side)
        ]
    )


def level_table(study: Study, criterion: str, side: Side, say: Say) -> Table:
    """The same with names, as the screen and the brief show it."""
    unit = say.of(study.catalogue[criterion].unit)
    steps = levels_of(study.gathered.matrix, criterion, side)
    return Table(
        (
            Column(say("lines.level"), "reading", unit),
            Column(say("lines.fall"), "place"),
            Column(say("lines.newly"), "text"),
        ),
        tuple(
            (
                step.value,
                step.fall,
                say.join([say.of(study.evidence[key].name) for key in step.names], last=False)
                or "—",
            )
            for step in steps
        ),
        say("lines.table_levels"),
    )


def would_fall(study: Study, lines: Sequence[BottomLine]) -> tuple[Fallen, ...]:
    """Who fails the lines, with score and place where nobody is shut out."""
    return fallen(study.having(bottom_lines=()).ranking, lines)


def fallen_table(study: Study, found: Sequence[Fallen], say: Say) -> Table:
    """Who falls, the best first, on which line, and what happens to it."""
    return Table(
        (
            Column(say("chart.name"), "name"),
            Column(say("lines.place_without"), "place"),
            Column(say("lines.score_without"), "score"),
            Column(say("lines.fails"), "key"),
            Column(say("lines.effect"), "key"),
        ),
        tuple(
            (
                say.of(study.evidence[low.key].name),
                low.place,
                low.score,
                say.join([line_words(study, line, say) for line in low.lines], last=False),
                say("lines.exclude") if low.excluded else say("lines.flag"),
            )
            for low in found
        ),
        say("lines.table_fallen"),
    )


def line_words(study: Study, line: BottomLine, say: Say) -> str:
    """A line in words: Tree cover at least 40 %."""
    criterion = study.catalogue[line.criterion]
    return say(
        f"lines.{line.side}_words",
        name=criterion.name,
        value=theme.number(line.value),
        unit=criterion.unit,
    )
