"""stages: what can be ranked, in the embedded study or in a study workbook."""

from argparse import Namespace

from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.report.tables.model import tabulate
from mcda.study.factory import STAGES, embedded_study


def add_options(verb: Verb) -> None:
    examples = ("", "--lang zh", "--format json")
    add_common(verb, "", *examples, of_study=False, has_table=True)


def run(options: Namespace) -> Answer:
    t = translator(options)
    studies = [embedded_study(key) for key in STAGES]
    document = {
        "stages": [
            {
                "key": study.stage.key,
                "name": t.text(study.stage.name),
                "question": t.text(study.stage.question),
                "candidates": len(study.ranking),
                "criteria": list(study.stage.keys),
                "scenarios": [scenario.key for scenario in study.scenarios],
            }
            for study in studies
        ]
    }
    table = tabulate(
        t,
        "",
        studies,
        ("live.key", "key", lambda study: study.stage.key),
        ("brief.stage", "name", lambda study: t.text(study.stage.name)),
        ("cli.counted_candidates", "whole", lambda study: len(study.ranking)),
        ("cli.counted_criteria", "whole", lambda study: len(study.stage.keys)),
        ("robustness.ask", "text", lambda study: t.text(study.stage.question)),
    )
    return Answer(document, tables=(table,))
