"""Where everything stands on the two live sheets, so that formulas can point at it."""

from dataclasses import dataclass
from functools import cached_property

from mcda.report.workbook import addresses
from mcda.report.workbook.whatif.model import Trial
from mcda.words import Translator

# the sheet of values
VALUES_HEAD, VALUES_FIRST = 6, 3  # row of its heading, column of its first criterion
# the sheet to try weights on
SETTINGS_HEAD = 5
SWITCH, TOTAL, CHECK = (6, 4), (7, 4), (8, 4)
INPUTS_HEAD = 10
WEIGHT, SHARE, DECIDED, WORST, BEST, AT_LEAST, AT_MOST, TROUBLE = range(4, 12)
CHART, RESULT = 13, 26  # columns of the chart and of the table in the study's order
# the sheet of steps
LINES_HEAD, FIRST, HOLDS = (
    6,
    4,
    3,
)  # row of its first heading, column of the first criterion and of who holds
FEW = 15  # candidates in the chart

COMMON = ("group", "switched", "weight", "share", "worst", "best", "at_least", "at_most", "decided")
SCALED = (*COMMON, "start", "width", "lowest")
SETS = ("passing", "all")  # who is compared: those above every cut-off, and everybody
LINES = {
    "additive": SCALED,
    "wpm": SCALED,
    "topsis": (
        *COMMON,
        "low",
        "high",
        "direction",
        *(
            f"{name}_{who}"
            for name in ("most", "least", "rate", "base", "top", "bottom", "ideal", "anti")
            for who in SETS
        ),
    ),
}
BLOCKS = {
    "additive": ("value", "part"),
    "wpm": ("value", "part"),
    "topsis": ("counted", "normal", "part"),
}
END = ("score", "checked", "engine", "rounded", "rank", "as_decided", "order", "row")
ENDS = {"additive": END, "wpm": END, "topsis": ("to_ideal", "to_anti", *END)}


@dataclass(frozen=True, eq=False)
class Ground:
    """Addresses on the live sheets of one trial in one language."""

    trial: Trial
    t: Translator

    @cached_property
    def n(self) -> int:
        return self.trial.everyone.shape[0]

    @cached_property
    def m(self) -> int:
        return self.trial.everyone.shape[1]

    @property
    def few(self) -> int:
        return min(FEW, self.n)

    @cached_property
    def names(self) -> dict[str, str]:
        """Tabs of the sheets that formulas point at."""
        return {
            "performance": self.t("brief.tab_performance"),
            "what_if": self.t("brief.tab_what_if"),
            "steps": self.t("brief.tab_steps"),
        }

    # the sheet of values

    def observation(self, i: int, j: int) -> str:
        at = addresses.cell(VALUES_HEAD + 1 + i, VALUES_FIRST + j)
        return addresses.on(self.names["performance"], at)

    def row_of_values(self, i: int) -> str:
        row = VALUES_HEAD + 1 + i
        at = addresses.block(row, VALUES_FIRST, row, VALUES_FIRST + self.m - 1, "column")
        return addresses.on(self.names["performance"], at)

    # the sheet to try weights on

    def typed(self, column: int, j: int) -> str:
        at = addresses.cell(INPUTS_HEAD + 1 + j, column, "both")
        return addresses.on(self.names["what_if"], at)

    @property
    def switch(self) -> str:
        return addresses.on(self.names["what_if"], addresses.cell(*SWITCH, "both"))

    @property
    def results_head(self) -> int:
        return INPUTS_HEAD + self.m + 4

    # the sheet of steps: a line over the criteria

    def line_row(self, name: str) -> int:
        return LINES_HEAD + 1 + LINES[self.trial.model].index(name)

    def line(self, name: str, j: int) -> str:
        return addresses.cell(self.line_row(name), FIRST + j, "row")

    def whole_line(self, name: str) -> str:
        row = self.line_row(name)
        return addresses.block(row, FIRST, row, FIRST + self.m - 1)

    def pair(self, name: str, j: int) -> str:
        """The line for those who pass and the line for everybody under it, at one criterion."""
        row = self.line_row(f"{name}_passing")
        return addresses.block(row, FIRST + j, row + 1, FIRST + j, "row")

    def whole_pair(self, name: str) -> str:
        row = self.line_row(f"{name}_passing")
        return addresses.block(row, FIRST, row + 1, FIRST + self.m - 1)

    # the sheet of steps: the best-ranked, and the row of each alternative

    @cached_property
    def chart_head(self) -> int:
        return LINES_HEAD + len(LINES[self.trial.model]) + 3

    @cached_property
    def head(self) -> int:
        """Row of the heading of the table with a row for each alternative."""
        return self.chart_head + self.few + 3

    def row(self, i: int) -> int:
        return self.head + 1 + i

    def column_of(self, block: str, j: int = 0) -> int:
        return FIRST + BLOCKS[self.trial.model].index(block) * self.m + j

    def end_column(self, name: str) -> int:
        model = self.trial.model
        return FIRST + len(BLOCKS[model]) * self.m + ENDS[model].index(name)

    def holds(self, i: int) -> str:
        return addresses.cell(self.row(i), HOLDS, "column")

    def in_block(self, block: str, i: int, j: int) -> str:
        return addresses.cell(self.row(i), self.column_of(block, j))

    def across(self, block: str, i: int) -> str:
        """A row of a block."""
        start = self.column_of(block)
        return addresses.block(self.row(i), start, self.row(i), start + self.m - 1, "column")

    def down(self, column: int) -> str:
        """A column of the table with a row for each alternative."""
        return addresses.block(self.head + 1, column, self.head + self.n, column)

    def whole_block(self, block: str) -> str:
        start = self.column_of(block)
        return addresses.block(self.head + 1, start, self.head + self.n, start + self.m - 1)

    def end(self, name: str, i: int) -> str:
        return addresses.cell(self.row(i), self.end_column(name))

    def on_steps(self, address: str) -> str:
        return addresses.on(self.names["steps"], address)
