"""The official lists beside the top of the ranking; a study that none covers has no such sheet."""

from mcda.region.list_overlap import default_k, overlaps
from mcda.region.official_lists import lists_for
from mcda.report.tables import lists
from mcda.report.tables.model import Sheet, sheet
from mcda.study.study import Study
from mcda.words import Translator


def official_lists(study: Study, t: Translator) -> Sheet | None:
    """A row a list, then who is on the first list only and who in the top k only."""
    known = lists_for(study)
    if not known:
        return None
    found = overlaps(study, known, default_k(study))
    first = found[0]
    told = [
        t("brief.lists_first", name=first.listed.name),
        *lists.sentences(study, first, t),
        lists.source_sentence(first, t),
    ]
    return sheet(
        "lists",
        t,
        told,
        lists.overview(found, t),
        lists.theirs(study, first, t),
        lists.ours(study, first, t),
    )


SHEETS = {"lists": official_lists}
