"""The sheets an auditor reads: how it was computed, and what proves that nothing was changed."""

from collections.abc import Collection

from criteria.errors import Trouble
from mcda import __version__
from mcda.methods.families import agreement
from mcda.methods.registry import METHODS
from mcda.model.ranking import Ranking
from mcda.report import theme
from mcda.report.tables.model import Column, Sheet, Table, Value, sheet
from mcda.report.workbook.archive import ILLEGAL, NAME
from mcda.report.workbook.sheets.robustness import sureness
from mcda.study.io import digest, versions
from mcda.study.study import Study
from mcda.words import Say

SHOWN = 60  # characters of a name that is told
FIRST = 10  # places that two methods are compared on
DEFINITIONS = ("score", "place", "influence", "interval", "confidence", "favourable", "stability")


def method(study: Study, say: Say) -> Sheet:
    found, scenario = study.ranking, study.scenario
    parameters = (
        ", ".join(f"{key} = {readable(value)}" for key, value in found.parameters.items()) or "—"
    )
    rows = [
        (say("brief.method"), say.of(found.method.name)),
        (say("brief.in_words"), say.of(found.method.gloss)),
        (say("brief.formula"), found.method.formula),
        (say("brief.parameters"), parameters),
        (say("brief.reference"), found.method.reference),
        (say("brief.vices"), say.of(found.method.vices)),
        (say("brief.beyond"), say(f"kinds.beyond_{scenario.beyond}")),
        (say("brief.gaps"), say(f"kinds.{scenario.gap_policy}")),
        (say("brief.ties"), say("brief.tie_rule")),
    ]
    for gate in study.stage.gates:
        limit = study.gate_limit(gate)
        told = say("kinds.off") if limit is None else "≥ " + theme.number(limit)
        rows.append((say("brief.gate"), f"{say.of(gate.name)} ({told})"))
    columns = (Column(say("brief.fact"), "key"), Column(say("brief.value"), "text"))
    words = tuple((say(f"brief.term_{name}"), say(f"brief.means_{name}")) for name in DEFINITIONS)
    heads = (Column(say("brief.term"), "key"), Column(say("brief.meaning"), "text"))
    return sheet(
        "method",
        say,
        say("brief.title_method"),
        [say("brief.method_how")],
        Table(columns, tuple(rows)),
        _families(study, say),
        Table(heads, words, say("brief.table_terms")),
    )


def _families(study: Study, say: Say) -> Table:
    """What other kinds of method make of the same weights: who is first, how much of the first ten they share."""
    own = study.ranking
    rows: list[tuple[Value, ...]] = []
    for other in METHODS.values():
        if not other.in_default_menu or other.key == own.method.key:
            continue
        name, family = say.of(other.name), say(f"kinds.{other.family}")
        try:
            found = study.ranked_by(other.key)
        except Trouble as trouble:
            rows.append((name, family, "—", "—", "—", say.finding(trouble.findings[0]).line()))
            continue
        rows.append((name, family, *_against(own, found, study, say), "—"))
    columns = (
        Column(say("brief.method"), "key"),
        Column(say("brief.family"), "key"),
        Column(say("brief.its_first"), "key"),
        Column(say("brief.shared", count=FIRST), "share"),
        Column(say("brief.correlation"), "score"),
        Column(say("brief.note"), "key"),
    )
    return Table(columns, tuple(rows), say("brief.table_families"))


def _against(
    own: Ranking, other: Ranking, study: Study, say: Say
) -> tuple[str, float, float | str]:
    pair = agreement({"own": own, "other": other}, min(FIRST, len(own))).pairs[0]
    first = say.of(study.evidence[next(iter(other)).key].name)
    return first, pair.overlap, "—" if pair.tau is None else pair.tau


def audit(study: Study, say: Say) -> Sheet:
    """What proves the brief: the hash, who computed it, and the command that makes it again."""
    code = digest(study)
    packages = {"green-heart": __version__, **versions()}
    rows = [
        (say("brief.hash"), code),
        (say("brief.scenario"), say.of(study.scenario.name)),
        (say("brief.date"), study.date),
        (say("brief.versions"), ", ".join(f"{k} {v}" for k, v in packages.items())),
        (
            say("brief.again"),
            f"python -m mcda brief --study brief.xlsx --lang {say.lang} -o again.xlsx",
        ),
        (say("brief.compare"), "python -m mcda compare brief.xlsx other.xlsx"),
        (say("brief.record"), say("brief.record_how")),
    ]
    sure = sureness(study)
    if sure is not None:
        draws = say("brief.seed_how", samples=sure.near.samples, seed=sure.near.seed)
        rows.append((say("brief.seed"), draws))
    sentences = [say("brief.hash_meaning"), *cleaned(study, say)]
    columns = (Column(say("brief.fact"), "key"), Column(say("brief.value"), "text"))
    return sheet("audit", say, say("brief.title_audit"), sentences, Table(columns, tuple(rows)))


def cleaned(study: Study, say: Say) -> list[str]:
    """Tells which names lost control characters, which no workbook can hold, or were cut."""
    names = [say.of(a.name) for a in study.evidence.alternatives]
    names += [say.of(study.catalogue[key].name) for key in study.stage.keys]
    touched = [ILLEGAL.sub("", name)[:SHOWN] for name in names if ILLEGAL.search(name)]
    long = [ILLEGAL.sub("", name)[:SHOWN] + "…" for name in names if len(name) > NAME]
    told = [say("brief.cleaned", names=say.join(touched, last=False))] if touched else []
    return told + ([say("brief.cut", names=say.join(long, last=False), most=NAME)] if long else [])


def readable(value: object) -> str:
    """A parameter in a sentence; long lists only as far as they differ."""
    items = list(value) if isinstance(value, Collection) and not isinstance(value, str) else [value]
    words = [
        theme.number(float(item)) if isinstance(item, (int, float)) else str(item) for item in items
    ]
    return words[0] if len(set(words)) == 1 else "(" + ", ".join(words) + ")"
