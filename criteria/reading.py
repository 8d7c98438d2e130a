"""TOML into the catalogue and the stages; complains by file, entry and field, about everything at once."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from criteria.criterion import (
    CURVES,
    KINDS,
    LEVELS,
    Catalogue,
    Criterion,
    Gate,
    Group,
    Scale,
    Stage,
    StageCriterion,
    StageScenario,
)
from criteria.finding import CatalogueTrouble, Finding, Text, Trouble

GROUP_FILES = ("ecology.toml", "poverty_alleviation.toml", "connectivity.toml")
STAGES_FILE = "stages.toml"


class _Entry:
    """One table of a TOML file: hands out checked fields and remembers what was wrong with them."""

    def __init__(self, table: Mapping[str, Any], place: str, findings: list[Finding]) -> None:
        self.table, self.place, self.findings = table, place, findings

    def complain(self, field: str, found: object, expected: str) -> None:
        self.findings.append(
            Finding.of(
                "toml.field", place=self.place, field=field, found=repr(found), expected=expected
            )
        )

    def only(self, *known: str) -> None:
        for name in sorted(set(self.table) - set(known)):
            self.complain(name, self.table[name], "one of " + ", ".join(known))

    def text(self, field: str) -> Text:
        found = self.table.get(field)
        if isinstance(found, Mapping) and all(
            isinstance(found.get(lang), str) and found[lang].strip() for lang in ("en", "zh")
        ):
            return Text(found["en"], found["zh"])
        self.complain(field, found, '{ en = "…", zh = "…" }, both filled')
        return Text("?", "？")

    def word(self, field: str, allowed: tuple[str, ...] = (), default: str | None = None) -> Any:
        found = self.table.get(field, default)
        if isinstance(found, str) and found and (not allowed or found in allowed):
            return found
        self.complain(field, found, "one of " + ", ".join(allowed) if allowed else "a word")
        return allowed[0] if allowed else "missing"

    def number(self, field: str) -> float:
        found = self.table.get(field)
        if (
            isinstance(found, (int, float))
            and not isinstance(found, bool)
            and abs(found) < float("inf")
        ):
            return float(found)
        self.complain(field, found, "a number")
        return 1.0

    def numbers(self, field: str) -> Mapping[str, float]:
        found = self.table.get(field, {})
        if isinstance(found, Mapping) and all(
            isinstance(n, (int, float)) and n >= 0 for n in found.values()
        ):
            return {key: float(n) for key, n in found.items()}
        self.complain(field, found, "a table of non-negative numbers")
        return {}

    def words(self, field: str) -> tuple[str, ...]:
        found = self.table.get(field, [])
        if isinstance(found, list) and all(isinstance(word, str) for word in found):
            return tuple(found)
        self.complain(field, found, "a list of words")
        return ()

    def tables(self, field: str) -> list[Mapping[str, Any]]:
        found = self.table.get(field, [])
        if isinstance(found, list) and all(isinstance(table, Mapping) for table in found):
            return found
        self.complain(field, found, f"[[{field}]] entries")
        return []

    def scale(self) -> Scale:
        worst, best = self.number("worst"), self.number("best")
        curve = self.word("curve", CURVES, "linear")
        try:
            return Scale(worst, best, curve)
        except Trouble as trouble:
            self.complain("worst, best", f"{worst:g}, {best:g}", str(trouble))
            return Scale(0.0, 1.0)


def read_catalogue(folder: Traversable | None = None) -> tuple[Catalogue, tuple[Stage, ...]]:
    """The catalogue and its stages from a folder of TOML files (the embedded ones if none is given).

    Raises CatalogueTrouble with one finding for each fault in any of the files.
    """
    folder = folder or files("criteria")
    findings: list[Finding] = []
    groups: list[Group] = []
    criteria: list[Criterion] = []
    for name in GROUP_FILES:
        document = _load(folder, name, findings)
        if document is not None:
            group, members = _group(document, name, findings)
            groups.append(group)
            criteria.extend(members)
    document = _load(folder, STAGES_FILE, findings)
    known = {criterion.key: criterion.group for criterion in criteria}
    stages = [_stage(table, known, findings) for table in (document or {}).get("stage", [])]
    if findings:
        raise CatalogueTrouble(*findings)
    return Catalogue(tuple(groups), tuple(criteria)), tuple(stages)


def _load(folder: Traversable, name: str, findings: list[Finding]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(folder.joinpath(name).read_text("utf-8"))
    except OSError:
        findings.append(Finding.of("toml.missing", file=name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        findings.append(Finding.of("toml.syntax", file=name, error=str(error)))
    return None


def _group(
    document: Mapping[str, Any], file: str, findings: list[Finding]
) -> tuple[Group, list[Criterion]]:
    head = _Entry(document.get("group", {}), f"criteria/{file}, [group]", findings)
    group = Group(head.word("key"), head.text("name"), head.text("description"))
    criteria = []
    for table in document.get("criterion", []):
        entry = _Entry(table, f"criteria/{file}, {table.get('key', '?')}", findings)
        entry.only(
            "key", "name", "description", "unit", "kind", "relation", "reading", "sources", "caveat"
        )
        relation = entry.number("relation")
        if relation not in (1, 2, 3, 4, 5):
            entry.complain("relation", relation, "1, 2, 3, 4 or 5")
        key = entry.word("key")
        if not key.isidentifier():
            entry.complain("key", key, "letters, digits and underscores")
            key = "unreadable"
        criteria.append(
            Criterion(
                key=key,
                name=entry.text("name"),
                description=entry.text("description"),
                group=group.key,
                unit=entry.text("unit"),
                kind=entry.word("kind", KINDS),
                reading=entry.word("reading"),
                relation=int(relation),
                sources=entry.words("sources"),
                caveat=entry.text("caveat"),
            )
        )
    return group, criteria


def _stage(table: Mapping[str, Any], known: Mapping[str, str], findings: list[Finding]) -> Stage:
    entry = _Entry(table, f"criteria/{STAGES_FILE}, {table.get('key', '?')}", findings)
    entry.only(
        "key",
        "name",
        "title",
        "question",
        "competitors",
        "unknown",
        "level",
        "groups",
        "gate",
        "criterion",
        "scenario",
    )
    groups = entry.numbers("groups")
    uses = []
    for use_table in entry.tables("criterion"):
        use = _Entry(use_table, f"{entry.place}, {use_table.get('key', '?')}", findings)
        use.only("key", "kind", "worst", "best", "curve", "points", "reason")
        key = use.word("key", tuple(known))
        if key in known and known[key] not in groups:
            use.complain("key", key, f"a criterion of the groups {', '.join(groups)}")
        points = use.number("points")
        if points < 0:
            use.complain("points", points, "zero or more")
        uses.append(
            StageCriterion(key, use.scale(), points, use.word("kind", KINDS), use.text("reason"))
        )
    gates = []
    for gate_table in entry.tables("gate"):
        gate = _Entry(gate_table, f"{entry.place}, gate {gate_table.get('key', '?')}", findings)
        gates.append(
            Gate(
                gate.word("key"),
                gate.word("attribute"),
                gate.number("at_least"),
                gate.text("name"),
                gate.text("reason"),
            )
        )
    scenarios = []
    used = tuple(use.key for use in uses)
    for scenario_table in entry.tables("scenario"):
        scenario = _Entry(
            scenario_table, f"{entry.place}, scenario {scenario_table.get('key', '?')}", findings
        )
        points_of, flipped = scenario.numbers("points"), scenario.words("flipped")
        for key in (*points_of, *flipped):
            if key not in used:
                scenario.complain("points, flipped", key, "one of " + ", ".join(used))
        scenarios.append(
            StageScenario(
                scenario.word("key"),
                scenario.text("name"),
                scenario.text("reason"),
                points_of,
                flipped,
            )
        )
    return Stage(
        key=entry.word("key"),
        name=entry.text("name"),
        title=entry.text("title"),
        question=entry.text("question"),
        competitors=entry.text("competitors"),
        unknown=entry.text("unknown"),
        level=entry.word("level", LEVELS),
        groups=groups,
        criteria=tuple(uses),
        gates=tuple(gates),
        scenarios=tuple(scenarios),
    )
