"""compare: which weights, scales, values and choices changed between two briefs or studies, and who moved."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import Finding
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.changes import changes_document, value_document
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import brief_of
from mcda.report.tables.study_comparison import sentences
from mcda.report.workbook.reader import reopened
from mcda.report.workbook.whatif.edits import Edit, sentence
from mcda.study.comparison import Comparison
from mcda.study.io import open_study, recorded_hash_findings
from mcda.study.study import Study
from mcda.words import Translator


def add_options(verb: Verb) -> None:
    examples = ("a.xlsx b.xlsx", "a.json b.xlsx", "a.xlsx a.xlsx --what-if")
    add_common(verb, "FIRST SECOND", *examples, of_study=False)
    verb.option("first", words="options.first", metavar="FIRST", is_input=True)
    verb.option("second", words="options.second", metavar="SECOND", is_input=True)
    verb.option("--what-if", words="options.what_if", action="store_true")


def run(options: Namespace) -> Answer:
    t = translator(options)
    first, second = (_opened(name, options.what_if, t) for name in (options.first, options.second))
    found = Comparison(first.study, second.study)
    findings = (*first.findings, *second.findings)
    same_cells = first.cells == second.cells
    only_cells = found.is_same and not same_cells
    told, listed = (
        [t("compare.same_record")] if only_cells else sentences(found, t, is_listed)
        for is_listed in (False, True)
    )
    cells = [*first.told, *second.told]
    document = {
        "same": found.is_same and same_cells,
        "changes": changes_document(found),
        "came": list(found.came),
        "left": list(found.left),
        "moved": [
            {
                "key": c.key,
                "before": c.before,
                "after": c.after,
                "values": [value_document(v) for v in found.values_of_moved.get(c.key, ())],
            }
            for c in found.moved
        ],
        "sentences": [*told, *cells],
        "findings": finding_documents((*findings, *first.notes, *second.notes), t),
    }
    return Answer(document, "\n".join([*listed, *cells, *finding_lines(findings, t)]))


@dataclass(frozen=True)
class _Opened:
    """A study, what no longer fits it, the cells of its brief that were typed over, and the sentence about them."""

    study: Study
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    cells: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()


def _opened(name: str, what_if: bool, t: Translator) -> _Opened:
    """A study saved as JSON or recorded in a brief, or what the brief's cells make of it. Raises StudyError."""
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        study = open_study(path)
        findings = recorded_hash_findings(path.read_text("utf-8"), study, path.name)
        return _Opened(study, findings)
    recorded, found = reopened(path), brief_of(path, what_if)
    edits = recorded.edits
    if what_if or not edits:
        return _Opened(found.study, found.findings)
    told = t("compare.cells", file=path.name, sentence=sentence(recorded.study, edits))
    return _Opened(found.study, found.findings, found.notes, edits.cells, (told,))
