"""What random tables show against each method: counts in limitations.csv, as methods.toml quotes them in its sentences.

`python -m benchmarks.limitations` counts and writes the file; what is counted stands in tests/drivers/method_limitations.py.
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter

from criteria.text import Text

COUNTS = files("mcda.methods").joinpath("limitations.csv")
NORMAL = 1.959963984540054  # the 97.5th percentile of the normal distribution
Counts = Mapping[str, Mapping[str, "Count"]]  # method → scales_event → count


@dataclass(frozen=True)
class Count:
    """In how many of so many random tables something happened."""

    happened: int
    tables: int

    @property
    def share(self) -> float:
        return self.happened / self.tables

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share (Wilson 1927, JASA 22(158), 209-212), whose upper end is above zero also at zero."""
        n, p, z = self.tables, self.share, NORMAL
        centre = p + z**2 / (2 * n)
        half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        scale = 1 + z**2 / n
        return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def read_counts() -> Counts:
    """Every count of limitations.csv; its names are what methods.toml has in braces."""
    counts: dict[str, dict[str, Count]] = {}
    for row in csv.DictReader(COUNTS.read_text("utf-8").splitlines()):
        name = f"{row['scales']}_{row['event']}"
        counts.setdefault(row["method"], {})[name] = Count(int(row["happened"]), int(row["tables"]))
    return counts


def tables_counted(counts: Counts) -> int:
    """How many random tables there were; a method that refuses some has counts of fewer."""
    return max((one.tables for own in counts.values() for one in own.values()), default=0)


def limitations(
    sentence: Text, counts: Mapping[str, Count], tables: int, words: Mapping[str, Text]
) -> Text:
    """A method's sentence with its {scales_event} filled in, and on how many random tables they were counted behind it.

    `words` are the phrases for a share that is above a half, one that is not, none at all, one that nobody has counted,
    and for the count. A sentence without a figure stays as it is.
    """
    quoted = figures_in(sentence)
    if not quoted:
        return sentence
    found = {name: _figure(counts[name], words) for name in quoted if name in counts}
    told = sentence.filled(**{name: found.get(name, words["uncounted"]) for name in quoted})
    if not found:
        return told
    how = words["counted"].filled(tables=f"{tables:,}")
    return Text(told.en + how.en, told.zh + how.zh)


def figures_in(sentence: Text) -> tuple[str, ...]:
    """The names in braces, in their order in English."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence.en) if name)


def _figure(count: Count, words: Mapping[str, Text]) -> Text:
    low, high = count.interval
    if count.share > 0.5:
        shares = {"share": count.share, "low": low, "high": high}
        return words["most"].filled(**{name: f"{100 * x:.1f}" for name, x in shares.items()})
    if not count.happened:
        return words["none"]
    return words["one_in"].filled(
        n=_short(1 / count.share), low=_short(1 / high), high=_short(1 / low)
    )


def _short(number: float) -> str:
    """Two significant digits: 4.1, 41, 410, 4,100."""
    if number < 9.95:
        return f"{number:.1f}"
    step = 10 ** (math.floor(math.log10(number)) - 1)
    return f"{round(number / step) * step:,}"
