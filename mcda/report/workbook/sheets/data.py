"""The sheets of what is known: the values, where they come from, what to doubt and what nobody knows."""

from mcda.report import theme
from mcda.report.tables import data, disputes, formatting
from mcda.report.tables.model import Sheet, sheet
from mcda.report.workbook.whatif.layout import VALUES_HEAD
from mcda.study.study import Study
from mcda.words import Translator


def performance(study: Study, t: Translator) -> Sheet:
    """Everyone's values, also of those below a cut-off; the live sheets take them from here."""
    return sheet(
        "performance",
        t,
        [
            t("brief.doubtful"),
            data.missing_value_rules(study, t),
            cutoffs(study, t),
        ],
        data.performance(study, t, VALUES_HEAD),
    )


def cutoffs(study: Study, t: Translator) -> str:
    """The cut-offs in one sentence, with who is below them."""
    lines = study.scenario.cutoffs
    if not lines:
        return t("brief.no_cutoffs")
    told = [
        t(
            f"brief.{line.side}_{line.effect}",
            criterion=study.catalogue[line.criterion].in_sentence,
            value=formatting.amount(
                t, theme.limit(line.value), study.catalogue[line.criterion].unit
            ),
        )
        for line in lines
    ]
    names = [t.text(study.evidence[low.key].name) for low in study.screened_out]
    who = t.join(names, last=False) if names else t("compare.none")
    return t("brief.cutoffs", lines=t.clauses(told), names=who)


def evidence(study: Study, t: Translator) -> Sheet:
    made = study.evidence.corrections
    tables = (
        disputes.corrections(made, study, t) if made else None,
        data.doubts_by_criterion(study, t),
        data.criteria(study, t),
        data.sources(study, t),
    )
    return sheet(
        "evidence",
        t,
        [t("brief.unknown"), t.text(study.stage.unknown)],
        *(table for table in tables if table is not None),
    )


SHEETS = {"performance": performance, "evidence": evidence}
