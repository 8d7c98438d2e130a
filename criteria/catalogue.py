"""TOML into the catalogue and the stages; complains by file, entry and field, about everything at once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from criteria.errors import AppError, CatalogueError, Finding
from criteria.model import (
    CURVES,
    KINDS,
    LEVELS,
    Catalogue,
    Criterion,
    EligibilityRule,
    Group,
    Scale,
    Stage,
    StageCriterion,
    StageParts,
    StageScenario,
)
from criteria.text import Text, phrase

GROUP_FILES = ("ecology.toml", "poverty_alleviation.toml", "connectivity.toml")
STAGES_FILE = "stages.toml"
BOTH = phrase("table_of_both")
LEVEL_NAMES = phrase("table_of_levels")
A_WORD, A_NUMBER = phrase("a_word"), phrase("a_number")
NUMBERS, WORDS = phrase("numbers"), phrase("words")
ENDS = phrase("two_ends")
ONCE = phrase("each_key_once")
YES_OR_NO = phrase("yes_or_no")
SOME_POINTS = phrase("some_points")


def one_of(words: Iterable[str]) -> Text:
    return phrase("one_of", known=list(words))


class Entry:
    """One table of a TOML file: hands out checked fields and remembers what was wrong with them."""

    def __init__(self, table: Mapping[str, Any], place: str, findings: list[Finding]) -> None:
        self.table, self.place, self.findings = table, place, findings

    def complain(self, field: str, found: object, expected: Text) -> None:
        self.findings.append(
            Finding.of(
                "toml.field", place=self.place, field=field, found=repr(found), expected=expected
            )
        )

    def only(self, *known: str) -> None:
        for name in sorted(set(self.table) - set(known)):
            self.complain(name, self.table[name], one_of(known))

    def text(self, field: str) -> Text:
        found = self.table.get(field)
        if isinstance(found, Mapping) and all(
            isinstance(found.get(lang), str) and found[lang].strip() for lang in ("en", "zh")
        ):
            return Text(found["en"], found["zh"])
        self.complain(field, found, BOTH)
        return phrase("unknown")

    def word(self, field: str, allowed: tuple[str, ...] = (), default: str | None = None) -> Any:
        found = self.table.get(field, default)
        if isinstance(found, str) and found and (not allowed or found in allowed):
            return found
        self.complain(field, found, one_of(allowed) if allowed else A_WORD)
        return allowed[0] if allowed else "missing"

    def number(self, field: str) -> float:
        found = self.table.get(field)
        if (
            isinstance(found, (int, float))
            and not isinstance(found, bool)
            and abs(found) < float("inf")
        ):
            return float(found)
        self.complain(field, found, A_NUMBER)
        return 1.0

    def relation(self, known: tuple[int, ...]) -> int | None:
        """Which of the five relations, if the entry names one."""
        found = self.table.get("relation")
        if found is None or (found in known and not isinstance(found, (bool, float))):
            return found
        self.complain("relation", found, one_of(map(str, known)))
        return None

    def yes(self, field: str) -> bool:
        found = self.table.get(field, False)
        if not isinstance(found, bool):
            self.complain(field, found, YES_OR_NO)
        return found is True

    def numbers(self, field: str) -> Mapping[str, float]:
        found = self.table.get(field, {})
        if isinstance(found, Mapping) and all(
            isinstance(n, (int, float)) and 0 <= n < float("inf") for n in found.values()
        ):
            return {key: float(n) for key, n in found.items()}
        self.complain(field, found, NUMBERS)
        return {}

    def levels(self, field: str) -> Mapping[float, Text]:
        names = Entry(self.part(field), f"{self.place}, {field}", self.findings)
        try:
            return {float(observation): names.text(observation) for observation in names.table}
        except ValueError:
            self.complain(field, dict(names.table), LEVEL_NAMES)
            return {}

    def words(self, field: str) -> tuple[str, ...]:
        found = self.table.get(field, [])
        if isinstance(found, list) and all(isinstance(word, str) for word in found):
            return tuple(found)
        self.complain(field, found, WORDS)
        return ()

    def tables(self, field: str) -> list[Mapping[str, Any]]:
        found = self.table.get(field, [])
        if isinstance(found, list) and all(isinstance(table, Mapping) for table in found):
            return found
        self.complain(field, found, Text.same(f"[[{field}]]"))
        return []

    def part(self, field: str) -> Mapping[str, Any]:
        found = self.table.get(field, {})
        if isinstance(found, Mapping):
            return found
        self.complain(field, found, Text.same(f"[{field}]"))
        return {}

    def once(self, field: str, keys: list[str]) -> None:
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.complain(field, key, ONCE)

    def scales(self, field: str) -> Mapping[str, Scale]:
        tables = self.part(field)
        entries = {
            key: Entry(tables[key], f"{self.place}, {field}.{key}", self.findings)
            for key in tables
            if isinstance(tables[key], Mapping)
        }
        for key in tables.keys() - entries.keys():
            self.complain(f"{field}.{key}", tables[key], Text.same(f"[{field}.{key}]"))
        return {key: entry.scale() for key, entry in entries.items()}

    def scale(self) -> Scale:
        worst, best = self.number("worst"), self.number("best")
        curve = self.word("curve", CURVES, "linear")
        try:
            return Scale(worst, best, curve)
        except AppError:
            self.complain("worst, best", f"{worst:g}, {best:g}", ENDS)
            return Scale(0.0, 1.0)


def read_catalogue(folder: Traversable | None = None) -> tuple[Catalogue, tuple[Stage, ...]]:
    """The catalogue and its stages from a folder of TOML files (the embedded ones if none is given).

    Raises CatalogueError with one finding for each fault in any of the files.
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
    stages: list[Stage] = []
    # without one of its files the catalogue is not known, and every use of it would look wrong
    if document is not None and len(groups) == len(GROUP_FILES):
        whole = Entry(document, f"criteria/{STAGES_FILE}", findings)
        whole.only("stage")
        known = {criterion.key: criterion.group for criterion in criteria}
        stages = [_stage(table, known, findings) for table in whole.tables("stage")]
        whole.once("stage", [stage.key for stage in stages])
    if findings:
        raise CatalogueError(*findings)
    return Catalogue(tuple(groups), tuple(criteria)), tuple(stages)


def read_stage_parts(folder: Traversable | None = None) -> StageParts:
    """What each stage of stages.toml is to the others. Raises CatalogueError if one is missing or there twice."""
    findings: list[Finding] = []
    document = _load(folder or files("criteria"), STAGES_FILE, findings) or {}
    whole = Entry(document, f"criteria/{STAGES_FILE}", findings)
    stages = whole.tables("stage")

    def one(field: str, **wanted: object) -> str:
        keys = [
            str(stage.get("key"))
            for stage in stages
            if all(stage.get(name) == value for name, value in wanted.items())
        ]
        if len(keys) != 1:
            whole.complain(field, keys, phrase("one_stage"))
        return keys[0] if keys else ""

    found = StageParts(
        tuple(str(stage.get("key")) for stage in stages),
        one("opens", opens=True),
        (
            one("part, city", part="chain", level="city"),
            one("part, county", part="chain", level="county"),
            one("part, town", part="chain", level="town"),
        ),
        one("part, link", part="network", level="link"),
    )
    if findings:
        raise CatalogueError(*findings)
    return found


def _load(folder: Traversable, name: str, findings: list[Finding]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(folder.joinpath(name).read_text("utf-8"))
    except OSError:
        findings.append(Finding.of("toml.missing", file=name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        findings.append(Finding.of("toml.syntax", place=f"criteria/{name}", error=str(error)))
    return None


def _group(
    document: Mapping[str, Any], file: str, findings: list[Finding]
) -> tuple[Group, list[Criterion]]:
    whole = Entry(document, f"criteria/{file}", findings)
    whole.only("group", "criterion")
    head = Entry(whole.part("group"), f"criteria/{file}, [group]", findings)
    head.only("key", "name", "description")
    group = Group(head.word("key"), head.text("name"), head.text("description"))
    criteria = []
    for table in whole.tables("criterion"):
        entry = Entry(table, f"criteria/{file}, {table.get('key', '?')}", findings)
        entry.only(
            *("key", "name", "description", "unit", "kind"),
            *("relation", "variable", "sources", "caveat", "levels"),
            *("inline", "high", "low", "least", "most"),
        )
        relation = entry.relation((1, 2, 3, 4, 5))
        key = entry.word("key")
        if not key.isidentifier():
            entry.complain("key", key, phrase("identifier"))
            key = "unreadable"
        criteria.append(
            Criterion(
                key=key,
                name=entry.text("name"),
                description=entry.text("description"),
                group=group.key,
                unit=entry.text("unit"),
                kind=entry.word("kind", KINDS),
                variable=entry.word("variable"),
                relation=relation,
                sources=entry.words("sources"),
                caveat=entry.text("caveat"),
                levels=entry.levels("levels"),
                inline=entry.text("inline"),
                high=entry.text("high"),
                low=entry.text("low"),
                least=entry.text("least") if "least" in table else None,
                most=entry.text("most") if "most" in table else None,
            )
        )
    return group, criteria


def _stage(table: Mapping[str, Any], known: Mapping[str, str], findings: list[Finding]) -> Stage:
    entry = Entry(table, f"criteria/{STAGES_FILE}, {table.get('key', '?')}", findings)
    entry.only(
        *("key", "name", "title", "question", "competitors", "unknown", "level"),
        *("part", "opens", "groups", "eligibility", "criterion", "scenario"),
    )
    groups = entry.numbers("groups")
    uses = []
    for use_table in entry.tables("criterion"):
        use = Entry(use_table, f"{entry.place}, {use_table.get('key', '?')}", findings)
        use.only(
            "key", "kind", "worst", "best", "curve", "points", "reason", "left_out", "relation"
        )
        key = use.word("key", tuple(known))
        if key in known and known[key] not in groups:
            use.complain("key", key, phrase("criterion_of_groups", groups=list(groups)))
        points = use.number("points")
        if points < 0:
            use.complain("points", points, phrase("zero_or_more"))
        uses.append(
            StageCriterion(
                key,
                use.scale(),
                points,
                use.word("kind", KINDS),
                use.text("reason"),
                use.yes("left_out"),
                use.relation((0, 1, 2, 3, 4, 5)),
            )
        )
    entry.once("criterion", [use.key for use in uses])
    offered = tuple(use for use in uses if use.left_out)
    for group in groups:
        members = [use for use in uses if known.get(use.key) == group]
        if members and not any(use.points for use in members if not use.left_out):
            entry.complain("points", group, SOME_POINTS)
    eligibility = []
    for rule_table in entry.tables("eligibility"):
        rule = Entry(
            rule_table, f"{entry.place}, eligibility {rule_table.get('key', '?')}", findings
        )
        rule.only("key", "attribute", "at_least", "name", "reason", "lifted")
        eligibility.append(
            EligibilityRule(
                rule.word("key"),
                rule.word("attribute"),
                rule.number("at_least"),
                rule.text("name"),
                rule.text("reason"),
                rule.yes("lifted"),
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
        criteria=tuple(use for use in uses if not use.left_out),
        eligibility=tuple(eligibility),
        scenarios=_scenarios(entry, uses, eligibility, findings),
        offered=offered,
    )


def _scenarios(
    stage: Entry,
    uses: Sequence[StageCriterion],
    eligibility: Sequence[EligibilityRule],
    findings: list[Finding],
) -> tuple[StageScenario, ...]:
    scenarios = []
    for scenario_table in stage.tables("scenario"):
        scenario = Entry(
            scenario_table, f"{stage.place}, scenario {scenario_table.get('key', '?')}", findings
        )
        parts: dict[str, Any] = {
            "points": scenario.numbers("points"),
            "scales": scenario.scales("scales"),
            **{name: scenario.words(name) for name in ("flipped", "left_out", "takes_in", "lifts")},
        }
        scenario.only("key", "name", "reason", *parts)
        counted = tuple(u.key for u in uses if not u.left_out or u.key in parts["takes_in"])
        allowed = {
            "left_out": tuple(use.key for use in uses if not use.left_out),
            "takes_in": tuple(use.key for use in uses if use.left_out),
            "lifts": tuple(rule.key for rule in eligibility),
        }
        for name, found in parts.items():
            for key in found:
                if key not in allowed.get(name, counted):
                    scenario.complain(name, key, one_of(allowed.get(name, counted)))
        scenarios.append(
            StageScenario(
                scenario.word("key"), scenario.text("name"), scenario.text("reason"), **parts
            )
        )
    return tuple(scenarios)
