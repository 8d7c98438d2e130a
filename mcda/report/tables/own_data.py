"""Tables about a user's own data: what was understood of it, and what was corrected in it."""

from collections.abc import Sequence

import pandas as pd

from inputs.evidence import Correction
from inputs.tables.questions.proposal import Proposal
from mcda.words import Say


def preview(found: Proposal, say: Say) -> pd.DataFrame:
    """Alternatives × criteria as numbers, gaps empty, units in the headings."""
    evidence = found.evidence
    columns = {}
    for column in found.criteria:
        unit = found.units[column.key]
        heading = f"{column.name} ({unit})" if unit else column.name
        heading = f"{heading} · {column.letter}" if heading in columns else heading
        columns[heading] = [
            evidence.reading(column.key, a.key).value for a in evidence.alternatives
        ]
    names = [say.of(a.name) for a in evidence.alternatives]
    return pd.DataFrame(columns, index=pd.Index(names, name=say("chart.name")), dtype=float)


def corrections(made: Sequence[Correction], say: Say) -> pd.DataFrame:
    """One row a cell that a person corrected: where, what stood there, what was typed instead."""
    return pd.DataFrame(
        [
            {
                say("upload.cell_place"): c.place,
                say("upload.stood"): c.original,
                say("upload.typed"): c.typed or "–",
            }
            for c in made
        ]
    )
