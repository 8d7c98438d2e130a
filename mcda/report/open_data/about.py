"""What each file says of the study it was made from: finding, basis, sources with licence and doubt, who recomputes it."""

from datetime import datetime
from typing import Any

import numpy as np

from inputs.evidence import Source
from mcda.methods.engine import Call, call_of
from mcda.model.ranking import TIE, Ranking
from mcda.report import published_page
from mcda.report.tables import formatting
from mcda.report.tables.ranking import headline
from mcda.study.io import digest, versions
from mcda.study.study import Study
from mcda.words import Translator

Document = dict[str, Any]


def about(study: Study, t: Translator) -> Document:
    """A Frictionless description without its resources: finding, what it rests on, sources with licence and doubt."""
    told = [headline(study, t), *published_page.rests_on(study, t)]
    assumed = published_page.assumed_evidence(study, t)
    told += [assumed] if assumed else []
    told += [t("app.unknown", text=study.stage.unknown), t("open_data.boundaries")]
    if recomputed(study.ranking) is None:
        told.append(t("open_data.not_recomputed", method=study.ranking.method.name))
    used = {c for key in study.filled.matrix.criteria for c in study.catalogue[key].sources}
    sources = [s for column, s in study.evidence.sources.items() if column in used]
    return {
        "profile": "data-package",
        "name": f"green-heart-{digest(study)[:12]}",
        "title": t.text(study.title),
        "description": t.sentences(told),
        "created": datetime.fromisoformat(study.date).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "checksum": digest(study),
        "versions": versions(),
        "licenses": [{"name": "notspecified", "title": t("open_data.licence")}],
        "sources": [_source(source, t) for source in sources],
    }


def recomputed(found: Ranking) -> tuple[Call, int] | None:
    """What pymcdm alone has to be asked for the same ranks, and 1 or -1: whether more is better in what it answers.

    None where it was not asked, or where its answer alone does not give them: of COPRAS, and of tables that it refuses.
    """
    call = call_of(found)
    if call is None:
        return None
    try:
        with np.errstate(all="ignore"):
            scores = call.scores()
    except (ValueError, ZeroDivisionError):
        return None
    for sign in (1, -1):
        merit = sign * scores
        worse = merit[None, :] > merit[:, None] + TIE * np.ptp(merit)
        if (1 + worse.sum(axis=1) == found.ranks).all():
            return call, sign
    return None


def _source(source: Source, t: Translator) -> Document:
    return {
        "title": t("data.titled", title=source.title, year=source.year),
        "column": source.column,
        "licence": formatting.licence(t, source),
        "doubt": t.text(source.doubt),
    }
