"""candidates: who may be ranked, by code and name, and why some are not."""

from argparse import Namespace

from inputs.evidence import Alternative
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common, add_rows
from mcda.cli.study_options import keys_in_province, study_from
from mcda.report.tables.model import Table, tabulate


def add_options(verb: Verb) -> None:
    examples = ("", "--province Gansu --lang zh", "--stage tertiary --format csv -o towns.csv")
    add_common(verb, "", *examples, has_table=True)
    add_rows(verb)


def run(options: Namespace) -> Answer:
    t, study = translator(options), study_from(options)
    within = keys_in_province(study, options.province)
    asked = [a for a in study.evidence.alternatives if within is None or a.key in within]
    asked = asked[: options.top]
    out = {key: t.text(rule.name) for key, rule in study.ineligible.items()}
    out |= {low.key: t.text(study.cutoffs_name(low)) for low in study.screened_out if low.excluded}

    def place(name: str, alternative: Alternative) -> str:
        found = getattr(alternative, name)
        return "" if found is None else t.text(found)

    document = {
        "stage": study.stage.key,
        "candidates": [
            {
                "key": a.key,
                "name_en": a.name.en,
                "name_zh": a.name.zh,
                "province": place("province", a) or None,
                "prefecture": place("prefecture", a) or None,
                "excluded": out.get(a.key),
            }
            for a in asked
        ],
    }
    table = tabulate(
        t,
        "",
        asked,
        ("live.key", "key", lambda a: a.key),
        ("chart.name", "name", lambda a: t.text(a.name)),
        ("ranking.province", "key", lambda a: place("province", a)),
        ("cli.prefecture", "key", lambda a: place("prefecture", a)),
        (
            "cli.competes",
            "key",
            lambda a: t("cli.is_excluded", why=out[a.key]) if a.key in out else t("cli.is_ranked"),
        ),
    )
    return Answer(document, tables=(_filled(table),))


def _filled(table: Table) -> Table:
    """Without a column in which nothing stands: a user's own table often has no provinces."""
    kept = [j for j in range(len(table.columns)) if any(row[j] != "" for row in table.rows)]
    rows = tuple(tuple(row[j] for j in kept) for row in table.rows)
    return Table(tuple(table.columns[j] for j in kept), rows, table.title)
