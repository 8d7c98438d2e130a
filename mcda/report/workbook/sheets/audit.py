"""The sheets an auditor reads: how it was computed, and what proves that nothing was changed."""

from collections.abc import Collection

from criteria.errors import AppError
from mcda import __version__
from mcda.methods.families import agreement
from mcda.methods.registry import METHODS
from mcda.model.ranking import Ranking
from mcda.report import theme
from mcda.report.tables.formatting import ILLEGAL, eligibility_rule
from mcda.report.tables.model import Column, Sheet, Table, Value, sheet, tabulate
from mcda.report.workbook.archive import NAME
from mcda.report.workbook.sheets.robustness import robustness_of
from mcda.study.io import digest, versions
from mcda.study.study import Study
from mcda.words import Translator

SHOWN = 60  # characters of a name that is told
FIRST = 10  # ranks that two methods are compared on
DEFINITIONS = ("score", "rank", "influence", "interval", "confidence", "favourable", "stability")


def method(study: Study, t: Translator) -> Sheet:
    found, scenario = study.ranking, study.scenario
    parameters = (
        ", ".join(f"{key} = {readable(value)}" for key, value in found.parameters.items()) or "—"
    )
    left_out = (
        [(t("data.left_out_weight"), t(f"kinds.left_out_{scenario.left_out_weight}"))]
        if study.filled.left_out_criteria or scenario.left_out
        else []
    )
    rows = [
        (t("brief.method"), t.text(found.method.name)),
        (t("brief.in_words"), t.text(found.method.gloss)),
        (t("brief.formula"), found.method.formula),
        (t("brief.parameters"), parameters),
        (t("brief.reference"), found.method.reference),
        (t("brief.limitations"), t.text(found.method.limitations)),
        (t("data.beyond"), t(f"kinds.beyond_{scenario.beyond}")),
        (t("data.policy"), t(f"kinds.{scenario.missing_value_policy}")),
        *left_out,
        (t("brief.ties"), t("brief.tie_rule")),
    ]
    for gate in study.stage.eligibility:
        told = eligibility_rule(t, gate, study.eligibility_limit(gate))
        rows.append((t("data.eligibility"), told))
    columns = (Column(t("brief.fact"), "key"), Column(t("brief.value"), "text"))

    return sheet(
        "method",
        t,
        [],
        Table(columns, tuple(rows)),
        _families(study, t),
        tabulate(
            t,
            t("brief.table_terms"),
            DEFINITIONS,
            ("brief.term", "key", lambda name: t(f"brief.term_{name}")),
            ("brief.meaning", "text", lambda name: t(f"brief.means_{name}")),
        ),
    )


def _families(study: Study, t: Translator) -> Table:
    """What other kinds of method make of the same weights: who is first, how much of the first ten they share."""
    own = study.ranking
    rows: list[tuple[Value, ...]] = []
    for other in METHODS.values():
        if not other.in_default_menu or other.key == own.method.key:
            continue
        name, family = t.text(other.name), t(f"kinds.{other.family}")
        try:
            found = study.ranked_by(other.key)
        except AppError as error:
            rows.append((name, family, "—", "—", "—", t.finding(error.findings[0]).line()))
            continue
        rows.append((name, family, *_against(own, found, study, t), "—"))
    columns = (
        Column(t("brief.method"), "key"),
        Column(t("brief.family"), "key"),
        Column(t("brief.its_first"), "key"),
        Column(t("brief.shared", count=FIRST), "share"),
        Column(t("brief.correlation"), "score"),
        Column(t("brief.note"), "key"),
    )
    return Table(columns, tuple(rows), t("brief.table_families"))


def _against(
    own: Ranking, other: Ranking, study: Study, t: Translator
) -> tuple[str, float, float | str]:
    pair = agreement({"own": own, "other": other}, min(FIRST, len(own))).pairs[0]
    first = t.text(study.evidence[next(iter(other)).key].name)
    return first, pair.overlap, "—" if pair.tau is None else pair.tau


def audit(study: Study, t: Translator) -> Sheet:
    """What proves the brief: the hash, who computed it, and the command that makes it again."""
    code = digest(study)
    packages = {"green-heart": __version__, **versions()}
    rows = [
        (t("brief.hash"), code),
        (t("brief.scenario"), t.text(study.scenario.name)),
        (t("brief.date"), study.date),
        (t("brief.versions"), ", ".join(f"{k} {v}" for k, v in packages.items())),
        (
            t("brief.again"),
            f"python -m mcda brief --study brief.xlsx --lang {t.lang} -o again.xlsx",
        ),
        (t("brief.compare"), "python -m mcda compare brief.xlsx other.xlsx"),
        (t("brief.record"), t("brief.record_how")),
    ]
    sure = robustness_of(study)
    if sure is not None:
        draws = t("brief.seed_how", samples=sure.near.samples, seed=sure.near.seed)
        rows.append((t("brief.seed"), draws))
    sentences = [t("brief.hash_meaning"), *cleaned(study, t)]
    columns = (Column(t("brief.fact"), "key"), Column(t("brief.value"), "text"))
    return sheet("audit", t, sentences, Table(columns, tuple(rows)))


def cleaned(study: Study, t: Translator) -> list[str]:
    """Tells which names lost control characters, which no workbook can hold, or were cut."""
    names = [t.text(a.name) for a in study.evidence.alternatives]
    names += [t.text(study.catalogue[key].name) for key in study.stage.keys]
    touched = [ILLEGAL.sub("", name)[:SHOWN] for name in names if ILLEGAL.search(name)]
    long = [ILLEGAL.sub("", name)[:SHOWN] + "…" for name in names if len(name) > NAME]
    told = [t("brief.cleaned", names=t.join(touched, last=False))] if touched else []
    return told + ([t("brief.cut", names=t.join(long, last=False), most=NAME)] if long else [])


def readable(value: object) -> str:
    """A parameter in a sentence; long lists only as far as they differ."""
    items = list(value) if isinstance(value, Collection) and not isinstance(value, str) else [value]
    words = [
        theme.number(float(item)) if isinstance(item, (int, float)) else str(item) for item in items
    ]
    return words[0] if len(set(words)) == 1 else "(" + ", ".join(words) + ")"


SHEETS = {"method": method, "audit": audit}
