"""Study as a notebook uses it: opened or made of a table, ranked, tested, explained; each answer a table and a chart."""

import json
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from criteria.errors import EvidenceError, Finding, StudyError, raise_errors
from criteria.text import Lang, Text
from inputs.evidence import MISSING, Alternative, Evidence, Observation
from inputs.own_study.criteria_file import OWN, Loaded, own_criteria
from inputs.own_study.study_workbook import stages_of
from inputs.stations import LATEST, DataYear
from mcda.model.decision_matrix import (
    SHOWN_ROWS,
    Directions,
    direction_findings,
    is_finite,
    is_frame,
    is_series,
    labels,
    named_values,
    repeated_findings,
    scales_of,
    signs_of,
    stranger_findings,
)
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights, weight_sets
from mcda.region.pilot_decision import Decision, decide
from mcda.robustness import (
    Acceptability,
    Explanation,
    Flip,
    Given,
    Sampling,
    acceptability_of,
    explain,
    sample_acceptability,
    sentences,
    smallest_change,
)
from mcda.study import io, study
from mcda.study.factory import FIRST_STAGE, embedded_study, own_study
from mcda.study.pilot_constraints import BY
from mcda.words import Translator

if TYPE_CHECKING:
    import pandas as pd

    from mcda.report.charts.style import Chart

WIDE = 560  # pixels of a chart in a notebook
GROUND = "white"  # behind it, since a notebook may be dark
PLACES = ("province", "prefecture", "lon", "lat")  # columns of a frame that say where


class Study(study.Study):
    """A question, its criteria and data, and its scenarios; what `with_…` methods return has the same faces.

    Made by `from_frame`, `from_excel`, `embedded` or `open_study`; never changed. Values carry the units of the
    catalogue, weights sum to one, scores lie between 0 and 1 under the default method. `ranking`, `robustness()`,
    `why()` and `pilots()` answer objects with `to_frame(lang)` and `plot(lang)`.

    >>> import pandas as pd
    >>> phones = pd.DataFrame({"price": [300, 450, 380], "memory": [6, 8, 8]}, index=["A", "B", "C"])
    >>> study = Study.from_frame(phones, directions={"price": "min", "memory": "max"})
    >>> study.ranking.to_frame()["rank"].to_dict()
    {'C': 1, 'A': 2, 'B': 2}
    """

    @classmethod
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        directions: Directions,
        *,
        weights: Weights | ArrayLike | Mapping[str, float] | None = None,
        groups: Mapping[str, str] | None = None,
        scales: Mapping[str, Sequence[float]] | None = None,
        units: Mapping[str, str] | None = None,
        title: str = "",
    ) -> "Study":
        """A study of a DataFrame: a row an alternative, its name in the index; a column a criterion.

        A direction is 1 or "max", -1 or "min", by column or in their order. Columns `province`, `prefecture`, `lon` and
        `lat` (degrees) say where alternatives lie, unless they have a direction. An empty cell (NaN, None) is a missing
        value, treated as the scenario says. Equal weights unless `weights` are given; `scales` are (worst, best) by
        column, else the column's own range; `groups` and `units` by column.

        Raises EvidenceError naming every cell that is no finite number, names that are doubled, a column without
        direction; WeightsError if the weights do not fit.
        """
        if not is_frame(frame):
            raise EvidenceError.of("frame.expected", found=type(frame).__name__)
        if is_series(directions):
            directions = named_values(directions)
        named = {str(key) for key in directions} if isinstance(directions, Mapping) else set()
        names, heads = labels(frame.index), labels(frame.columns)
        places = [head for head in heads if head in PLACES and head not in named]
        keys = tuple(head for head in heads if head not in places)
        raise_errors(_name_findings(names, heads, keys), EvidenceError)
        signs = signs_of(directions, keys)
        ends = scales_of(scales, None, keys)
        strangers = stranger_findings([*(groups or {}), *(units or {})], keys)
        raise_errors(strangers, EvidenceError)
        raise_errors(direction_findings(signs, keys, len(keys)), EvidenceError)
        evidence = _evidence(frame.to_numpy(dtype=object), names, heads, places)
        points = None
        if weights is not None:
            points = weights if isinstance(weights, Weights) else Weights.of(weights, keys)
            points = Weights.of(points.as_dict(), keys)
        rows, findings = [], []
        for key, sign, scale in zip(keys, signs, ends, strict=True):
            row = {"key": key, "direction": f"{sign:g}"}
            row["group"] = str((groups or {}).get(key, ""))
            row["unit"] = str((units or {}).get(key, ""))
            if points is not None:
                row["weight"] = f"{points[key]:.15f}"
            if scale is not None:
                row |= {"worst": f"{scale.worst:.15g}", "best": f"{scale.best:.15g}"}
            elif all(each.is_missing for each in evidence.observations[key].values()):
                findings.append(Finding.of("frame.no_values", criterion=key))
            rows.append((title or OWN.en, row))
        raise_errors(findings, EvidenceError)
        loaded = Loaded(evidence, {}, ())
        return _faced(own_study(own_criteria(rows, loaded), loaded, _title(title)))

    @classmethod
    def from_excel(
        cls,
        path: str | Path,
        *,
        criteria: str | Path | None = None,
        stage: str | None = None,
        answers: Mapping[str, str] | None = None,
        what_if: bool = False,
    ) -> "Study":
        """A study of a table (XLSX, CSV), of a study workbook, or the one that a brief records.

        `criteria` is a CSV of criteria, `stage` one of a study workbook's, `answers` settle what the table does not say
        (docs/upload.md), `what_if` takes what was typed into a brief's cells. What is to be known of the table, or of cells
        that were typed over, is warned of. Raises EvidenceError or StudyError naming every cell that cannot be read.
        """
        from mcda.report.workbook.reader import is_brief, reopened
        from mcda.report.workbook.whatif.edits import finding, taken

        path = Path(path)
        if path.suffix.lower() == ".xlsx" and criteria is None and is_brief(path):
            brief = reopened(path)
            if what_if:
                _warn(each for each in brief.findings if each.code == "study.hash")
                return _faced(taken(brief.study, brief.edits))
            _warn([*brief.findings, *([finding(brief.study, brief.edits)] if brief.edits else [])])
            return _faced(brief.study)
        stages = stages_of(path, None if criteria is None else str(criteria), answers or {})
        chosen = next((s for s in stages if stage in (s.key, s.key.removeprefix("own_"))), None)
        if stage is not None and chosen is None:
            known = [each.key.removeprefix("own_") for each in stages]
            raise StudyError.of("stage.unknown", key=stage, known=known)
        chosen = chosen or stages[0]
        raise_errors(chosen.loaded.findings, StudyError)
        _warn(chosen.loaded.findings)
        return _faced(own_study(chosen.own, chosen.loaded, chosen.title, chosen.date))

    @classmethod
    def embedded(cls, stage: str = FIRST_STAGE, data_year: DataYear = LATEST) -> "Study":
        """The embedded Qinba study of a stage: primary, secondary (default), tertiary or links. Raises StudyError."""
        return _faced(embedded_study(stage, data_year=data_year))

    @cached_property
    def ranking(self) -> "StudyRanking":
        """The ranking of the active scenario."""
        return self.ranked_by(self.scenario.method, self.scenario.parameters)

    def ranked_by(self, method: str, parameters: Mapping[str, Any] | None = None) -> "StudyRanking":
        """The same question answered by another method of `METHODS`. Raises MethodError."""
        found = super().ranked_by(method, parameters)
        return StudyRanking(**_fields(found), study=self)

    def robustness(
        self,
        region: str = "near",
        samples: int = 10_000,
        seed: int = 1,
        *,
        draws: ArrayLike | None = None,
        redrawn: bool = True,
        within: float = 0.5,
        concentration: float = 40.0,
    ) -> "Robustness":
        """How ranks change over weight sets of a region: near (close to the current weights), nested, simplex, order, box.

        `draws` (S × m; columns as `ranking.matrix.criteria`, those of a DataFrame by name) are used instead. `redrawn`: uncertain and missing values vary
        as well. `within` is the half-width of a box as a share of each weight, `concentration` that of the Dirichlet
        distribution of near. Raises WeightsError, MethodError.
        """
        sampling = Sampling(region, samples, seed, redrawn, within, concentration)
        if draws is None:
            return Robustness(self, acceptability_of(self, sampling))
        region_given = Given.of(weight_sets(draws, self.ranking.matrix.criteria))
        return Robustness(self, sample_acceptability(self, sampling, region=region_given))

    def why(self, a: str, b: str) -> "Why":
        """What puts `a` before `b` (keys or names), and the smallest change of weights that turns them round.

        Raises EvidenceError for a name that nobody has, MethodError unless the method is additive.
        """
        first, second = (self.evidence.named(word).key for word in (a, b))
        found = explain(self.ranking, first, second)
        behind, ahead = (first, second) if found.gap < 0 else (second, first)
        return Why(self, found, smallest_change(self.ranking, behind, ahead))

    def pilots(self, k: int | None = None, **conditions: Any) -> "Pilots":
        """The proven best set of `k` pilots (default: the scenario's number): the largest sum of additive scores.

        `conditions`: quotas (a list of `Quota`), min_distance_km (km), must and never (keys or names), chain,
        value_per ("place", "resident"). Raises StudyError with the conditions that clash.
        """
        for side in ("must", "never"):
            words = conditions.get(side, ())
            words = (words,) if isinstance(words, str) else words
            conditions[side] = tuple(self.evidence.named(word).key for word in words)
        if "quotas" in conditions:
            conditions["quotas"] = tuple(conditions["quotas"])
            for quota in conditions["quotas"]:
                if quota.by not in BY:
                    raise StudyError.of("pilots.quota_by", found=quota.by, known=BY)
        if k is not None:
            conditions["k"] = k
        wanted = replace(self.scenario.pilot_constraints, **conditions)
        return Pilots(decide(self.with_changes(pilot_constraints=wanted)))

    def to_frame(self, lang: Lang = "en") -> "pd.DataFrame":
        """N × m values that are ranked, missing ones filled: the index holds keys; names of columns in one language."""
        t = Translator(lang)
        frame = self.filled.matrix.to_frame()
        frame.columns = [t.text(self.catalogue[key].name) for key in frame.columns]
        return frame

    def to_excel(self, path: str | Path, lang: Lang = "en") -> Path:
        """Writes the brief, an XLSX that recalculates; `open_study` reads it back. Raises StudyError if it cannot."""
        from mcda.report.workbook.contents import brief
        from mcda.report.workbook.writer import write

        data = write(brief(self, Translator(lang)))
        try:
            Path(path).write_bytes(data)
        except OSError as error:
            raise StudyError.of(
                "file.unwritable", file=str(path), error=error.strerror or str(error)
            ) from None
        return Path(path)

    def to_json(self) -> str:
        """The study as text, which `open_study` and every page read, with the checksum of its data and choices."""
        return io.to_json(self)

    def __repr__(self) -> str:
        counted = f"{len(self.candidates)} × {len(self.filled.matrix.criteria)}"
        return f"Study({self.title.en}: {counted}, {self.scenario.method})"

    def _repr_html_(self) -> str:
        return self.ranking._repr_html_()


def open_study(path: str | Path) -> Study:
    """The study in a file: saved (.json), a workshop's export (.json), a brief, a study workbook or a table.

    Of an export it is the study that was weighed, with the weights that it had before. Raises StudyError or
    EvidenceError if there is none to read.

    >>> open_study("none.json")
    Traceback (most recent call last):
    criteria.errors.StudyError: none.json: no such file. Check the path.
    """
    path = Path(path)
    if path.suffix.lower() != ".json":
        return Study.from_excel(path)
    try:
        saved = json.loads(path.read_bytes())
        exported = isinstance(saved, dict) and "green_heart_workshop" in saved
    except (OSError, ValueError):
        exported = False  # which the other says in words
    if exported:
        return _faced(io.from_json(json.dumps(saved.get("study")), path.name))
    return _faced(io.open_study(path))


@dataclass(frozen=True, eq=False, repr=False)
class StudyRanking(Ranking):
    """The ranking of a study, which knows names."""

    study: Study

    def to_frame(self, lang: Lang = "en") -> "pd.DataFrame":
        """N rows, best first: the index holds keys; columns `name`, `rank` and `score`."""
        frame = super().to_frame()
        frame.insert(0, "name", [self.name_of(key, lang) for key in frame.index])
        return frame

    def name_of(self, key: str, lang: Lang = "en") -> str:
        return self.study.evidence[key].name.in_(lang)

    def plot(self, lang: Lang = "en", first: int = 15) -> "Chart":
        """The first ones as bars, of additive scores split by criterion."""
        from mcda.report.charts.ranking import ranking_bars

        shown: study.Study = self.study
        if self is not self.study.ranking:
            shown = shown.with_changes(method=self.method.key, parameters=dict(self.parameters))
        return _sized(ranking_bars(shown, Translator(lang), first))


@dataclass(frozen=True, eq=False)
class Robustness:
    """How ranks of a study change over the weights tested; `smaa` holds every count."""

    study: Study
    smaa: Acceptability

    def to_frame(self, lang: Lang = "en") -> "pd.DataFrame":
        """N rows, best first: name, rank, `low` and `high` (90% rank range), `top` and `first` (shares of weight sets).

        `top` is the share in which it is among the first `smaa.edges` that counts five, or all where there are fewer.
        """
        from mcda.report.tables.robustness import rank_ranges

        found = rank_ranges(self.study, self.smaa, None, Translator(lang), first=None)
        columns = {"now": "rank", "leads": "first"}
        found = found.set_index("key").rename(columns=columns)
        return found[["name", "rank", "low", "high", "top", "first"]]

    def plot(self, lang: Lang = "en", first: int = 15) -> "Chart":
        """A dot where each ranks, a bar over its 90% rank range."""
        from mcda.report.charts.robustness import rank_ranges

        return _sized(rank_ranges(self.study, self.smaa, None, Translator(lang), first=first))

    def sentences(self, lang: Lang = "en") -> dict[str, str]:
        """A sentence for each alternative, best first: its rank and how sure it is."""
        return sentences(self.study, self.smaa, Translator(lang))

    def __repr__(self) -> str:
        from mcda.report.tables.robustness import headline

        return headline(self.study, self.smaa, Translator("en").written)

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(max_rows=SHOWN_ROWS)


@dataclass(frozen=True, eq=False)
class Why:
    """Why one alternative is before another; `flip` is None where no weights turn them round."""

    study: Study
    explanation: Explanation
    flip: Flip | None

    def to_frame(self, lang: Lang = "en") -> "pd.DataFrame":
        """M rows, largest first: the index holds criteria; `difference` sums to the gap of the two scores."""
        import pandas as pd

        t, parts = Translator(lang), self.explanation.parts
        names = [t.text(self.study.catalogue[key].name) for key, _ in parts]
        index = pd.Index([key for key, _ in parts], name="criterion")
        return pd.DataFrame({"name": names, "difference": [part for _, part in parts]}, index)

    def plot(self, lang: Lang = "en") -> "Chart":
        """The gap as a waterfall of differences."""
        from mcda.report.charts.robustness import gap_waterfall

        return _sized(gap_waterfall(self.study, self.explanation, Translator(lang)))

    def sentences(self, lang: Lang = "en") -> list[str]:
        """The gap and what gives it; the change of weights that turns it round."""
        from mcda.report.tables.sensitivity import explained, flip_sentence

        t, found = Translator(lang).written, self.explanation
        behind, ahead = (found.a, found.b) if found.gap < 0 else (found.b, found.a)
        return [
            explained(self.study, found, t),
            flip_sentence(self.study, self.flip, t, behind, ahead),
        ]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        return self.to_frame().to_html()


@dataclass(frozen=True, eq=False)
class Pilots:
    """A proven best set of pilots; `decision` holds its rivals, the cost of each condition and how often each is chosen."""

    decision: Decision

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys, the highest score first."""
        return self.decision.best.chosen

    @property
    def value(self) -> float:
        """Sum of the additive scores."""
        return self.decision.best.value

    def to_frame(self, lang: Lang = "en") -> "pd.DataFrame":
        """K rows with name, rank, score and where they lie, headed in one language; the index holds keys."""
        from mcda.report.tables.formatting import to_frame
        from mcda.report.tables.pilots import chosen

        frame = to_frame(chosen(self.decision, Translator(lang).written))
        frame.index = list(self.chosen)
        return frame

    def plot(self, lang: Lang = "en") -> "Chart":
        """In what share of 4,000 weight sets close to the current weights each is chosen; takes some seconds with quotas."""
        from mcda.report.charts.pilots import selection_shares

        return _sized(selection_shares(self.decision, self.decision.firm, Translator(lang)))

    def __repr__(self) -> str:
        names = [self.decision[key].name.en for key in self.chosen]
        return f"Pilots({self.value:.4f}: {', '.join(names)})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html()


def _fields(value: Any) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _faced(found: study.Study) -> Study:
    return Study(**_fields(found))


def _sized(chart: "Chart") -> "Chart":
    sized: Chart = chart.properties(width=WIDE, background=GROUND)
    return sized


def _title(title: str) -> Text:
    return Text.same(title) if title else OWN


def _warn(findings: Iterable[Finding]) -> None:
    for finding in findings:
        if finding.severity != "error":
            warnings.warn(str(finding), stacklevel=3)


def _name_findings(
    names: Sequence[str], heads: Sequence[str], keys: Sequence[str]
) -> list[Finding]:
    """What is wrong with the names of a frame's rows and columns, or with their number."""
    if not names or not keys:
        return [Finding.of("matrix.shape", shape=str((len(names), len(keys))))]
    findings = [] if len(names) > 1 else [Finding.of("matrix.few", found=len(names))]
    findings += [
        Finding.of("frame.name", number=number)
        for each in (names, heads)
        for number, name in enumerate(each, start=1)
        if not name.strip()
    ]
    return [*findings, *repeated_findings(names), *repeated_findings(heads)]


def _evidence(
    cells: Any, names: Sequence[str], heads: Sequence[str], places: Sequence[str]
) -> Evidence:
    """The values of a frame. Raises EvidenceError naming every cell that is no finite number."""
    findings: list[Finding] = []
    columns: dict[str, dict[str, float | None]] = {}
    where: list[dict[str, Any]] = [{} for _ in names]
    for j, head in enumerate(heads):
        column = columns[head] = {}
        for i, name in enumerate(names):
            cell = cells[i, j]
            if head in PLACES[:2] and head in places:
                where[i][head] = None if _is_empty(cell) else Text.same(str(cell))
                continue
            column[name] = None
            if not _is_empty(cell):
                if is_finite(cell):
                    column[name] = float(cell)
                else:
                    told = {"cell": f"{name}, {head}", "value": str(cell)}
                    findings.append(Finding.of("matrix.number", **told))
    if findings:
        raise EvidenceError(*findings[:20])
    for head in set(places) - set(PLACES[:2]):
        for i, name in enumerate(names):
            where[i][head] = columns[head][name]
    alternatives = tuple(
        Alternative(name, Text.same(name), "own", **at)
        for name, at in zip(names, where, strict=True)
    )
    observations = {
        head: {
            name: MISSING if number is None else Observation(number)
            for name, number in columns[head].items()
        }
        for head in heads
        if head not in places
    }
    return Evidence(alternatives, observations)


def _is_empty(cell: Any) -> bool:
    """None, NaN, NaT or pandas' NA: what is not equal to itself, or will not say."""
    try:
        return cell is None or bool(cell != cell)  # noqa: PLR0124
    except TypeError:
        return True
