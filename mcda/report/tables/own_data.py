"""Tables about a user's own data: what was understood of it, and what was corrected in it."""

from collections.abc import Sequence

import pandas as pd

from inputs.evidence import Correction
from inputs.tables.questions.proposal import Proposal
from mcda.words import Translator


def preview(found: Proposal, t: Translator) -> pd.DataFrame:
    """Alternatives × criteria as numbers, gaps empty, units in the headings."""
    evidence = found.evidence
    columns = {}
    for column in found.criteria:
        unit = found.units[column.key]
        heading = f"{column.name} ({unit})" if unit else column.name
        heading = f"{heading} · {column.letter}" if heading in columns else heading
        columns[heading] = [
            evidence.observation(column.key, a.key).value for a in evidence.alternatives
        ]
    names = [t.text(a.name) for a in evidence.alternatives]
    return pd.DataFrame(columns, index=pd.Index(names, name=t("chart.name")), dtype=float)


def corrections(made: Sequence[Correction], t: Translator) -> pd.DataFrame:
    """One row a cell that a person corrected: where, what stood there, what was typed instead."""
    return pd.DataFrame(
        [
            {
                t("upload.cell_place"): c.place,
                t("upload.stood"): c.original,
                t("upload.typed"): c.typed or "–",
            }
            for c in made
        ]
    )
