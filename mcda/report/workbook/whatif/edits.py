"""What was typed into a brief's cells: compared with the study that it records, told in one sentence, and taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isclose
from typing import Literal

from criteria.errors import AppError, Finding, StudyError, raise_errors
from criteria.model import Scale
from criteria.text import LANGS, Text
from mcda.model.weights import Weights
from mcda.report import theme
from mcda.report.workbook.whatif.model import Trial
from mcda.report.workbook.whatif.typed_cells import Kind, TypedCell, TypedCells
from mcda.study.cutoffs import SIDES, Cutoff
from mcda.study.scenario import Assumption, Scenario
from mcda.study.study import Study
from mcda.words import Translator, phrase

LISTED = 6  # cells of one sort that are told one by one
LONG = 1e12  # from here on a number is told by its power of ten
KEY = "from_brief"


@dataclass(frozen=True)
class Edit:
    """A cell that no longer holds what the recorded study says; `alternative` only where it is a value.

    `after` is a number, what is there instead of one, or None for an empty cell; `fault` says why no study can take it.
    """

    kind: Kind | Literal["value"]
    criterion: str
    before: float | None
    after: float | str | None
    alternative: str = ""
    fault: Finding | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Edits:
    """The cells that were typed over in a file; `sheet` is its what-if sheet.

    `shares` are the weights as the sheet shares them out, None where they are the study's; `counted` is false while
    the sheet is set to "as decided".
    """

    file: str
    sheet: str
    cells: tuple[Edit, ...] = ()
    shares: Mapping[str, float] | None = None
    counted: bool = True

    def __bool__(self) -> bool:
        return bool(self.cells)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Why they cannot be taken, if they cannot."""
        return tuple(edit.fault for edit in self.cells if edit.fault is not None)


def edits_of(
    study: Study, typed: TypedCells, values: Sequence[Edit], file: str, t: Translator
) -> Edits:
    """What the cells hold instead of what the program wrote there; `values` are those of the sheet of values.

    `t` speaks the language in which the file was written.
    """
    trial = Trial(study)
    weights = typed.of("weight", trial.criteria)
    shares = _shares(weights)
    changed = list(_weights(trial, weights, shares, file))
    found = (*changed, *_scales(study, trial, typed, file), *_limits(trial, typed, file), *values)
    counted = typed.switch != t("live.as_decided")
    return Edits(file, t("brief.tab_what_if"), found, shares if changed else None, counted)


def same(one: float | None, other: float | None) -> bool:
    """Other programs keep fifteen digits of a number."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-12, abs_tol=1e-300)


def cell_fault(file: str, sheet: str, address: str, content: object) -> Finding:
    """A cell in which there should be a number."""
    found = "–" if content is None else content
    return Finding.of("brief.cell", file=file, sheet=sheet, cell=address, found=found)


def _fault(cell: TypedCell, file: str, needed: bool = False) -> Finding | None:
    """What is wrong with a cell; where a number is `needed`, also that there is none."""
    if cell.known and not (needed and cell.number is None):
        return None
    return cell_fault(file, cell.place.sheet, cell.place.address, cell.content)


def _shares(typed: Mapping[str, TypedCell]) -> dict[str, float]:
    """As the sheet shares weights out: what is below 0 and what is no number counts as 0."""
    points = {key: max(0.0, cell.number or 0.0) for key, cell in typed.items()}
    whole = sum(points.values())
    return {key: number / whole if whole else 0.0 for key, number in points.items()}


def _weights(
    trial: Trial, typed: Mapping[str, TypedCell], shares: Mapping[str, float], file: str
) -> Iterator[Edit]:
    """The weights that were typed, the largest change of a share first; none where all shares are the study's."""
    before = dict(zip(trial.criteria, map(float, trial.weights), strict=True))
    moved = {key: abs(shares[key] - before[key]) for key in typed}
    if all(cell.known and moved[key] < 1e-9 for key, cell in typed.items()):
        return
    nothing = not any(shares.values())
    for key in sorted(typed, key=lambda key: -moved[key]):
        cell = typed[key]
        if not (cell.known and same(cell.number, 100 * before[key])):
            fault = _fault(cell, file)
            if nothing and fault is None:
                fault = Finding.of("brief.no_weight", file=file, sheet=cell.place.sheet)
                nothing = False
            yield Edit("weight", key, 100 * before[key], cell.content, fault=fault)


def _scales(study: Study, trial: Trial, typed: TypedCells, file: str) -> Iterator[Edit]:
    for key in trial.criteria:
        scale = study.scales[key]
        worst, best = typed.cells.get(("worst", key)), typed.cells.get(("best", key))
        if worst is None or best is None:
            continue
        pairs: tuple[tuple[Kind, TypedCell, float], ...] = (
            ("worst", worst, scale.worst),
            ("best", best, scale.best),
        )
        for kind, cell, before in pairs:
            if not (cell.known and same(cell.number, before)):
                fault = _fault(cell, file, needed=True)
                if fault is None and worst.number is not None and best.number is not None:
                    fault = _no_scale(study, key, worst.number, best.number, file)
                yield Edit(kind, key, before, cell.content, fault=fault)


def _no_scale(study: Study, key: str, worst: float, best: float, file: str) -> Finding | None:
    """Why the two ends make no scale."""
    try:
        Scale(worst, best, study.scales[key].curve)
    except AppError:
        name = study.catalogue[key].name
        return Finding.of("brief.ends", file=file, criterion=name, worst=worst, best=best)
    return None


def _limits(trial: Trial, typed: TypedCells, file: str) -> Iterator[Edit]:
    """What is no number is no cut-off."""
    for key in trial.criteria:
        for side, before in zip(SIDES, trial.limits[key], strict=True):
            cell = typed.cells.get((side, key))
            if cell is not None and not (cell.known and same(cell.number, before)):
                after = cell.number if cell.known else cell.content
                yield Edit(side, key, before, after, fault=_fault(cell, file))


# told


def sentence(study: Study, edits: Edits) -> Text:
    """The one sentence in which the cells are told: "the what-if sheet holds other weights: tree cover 40 (was 18) …"."""
    return Text(*(_sentence(study, edits, Translator(lang)) for lang in LANGS))


def finding(study: Study, edits: Edits) -> Finding:
    """The same as a note for whoever uses the recorded study."""
    items = Text(*(_items(study, edits, Translator(lang)) for lang in LANGS))
    name = phrase("study.from_brief")
    return Finding.of("brief.what_if", file=edits.file, sheet=edits.sheet, items=items, name=name)


def _sentence(study: Study, edits: Edits, t: Translator) -> str:
    found = t("live.holds_others", items=_items(study, edits, t))
    return found if edits.counted else t("live.not_counted", sentence=found)


def _items(study: Study, edits: Edits, t: Translator) -> str:
    kinds = {
        "live.other_weights": ("weight",),
        "live.other_ends": ("worst", "best"),
        "live.other_limits": SIDES,
        "live.other_values": ("value",),
    }
    told = []
    for words, kind in kinds.items():
        cells = [_cell(study, edit, t) for edit in edits.cells if edit.kind in kind]
        if len(cells) > LISTED:
            cells = [*cells[:LISTED], t("compare.more", count=len(cells) - LISTED)]
        if cells:
            told.append(t(words, items=t.join(cells, last=False)))
    return t.clauses(told)


def _cell(study: Study, edit: Edit, t: Translator) -> str:
    name = study.catalogue[edit.criterion].in_sentence
    before, after = _number(edit.before, t), _number(edit.after, t)
    if before == after:  # the same in as many digits as are usual
        before, after = _number(edit.before, t, theme.exact), _number(edit.after, t, theme.exact)
    whose = study.evidence[edit.alternative].name if edit.alternative else ""
    return t(f"live.cell_{edit.kind}", name=name, whose=whose, before=before, after=after)


def _number(
    content: float | str | None, t: Translator, written: Callable[[float], str] = theme.number
) -> str:
    if isinstance(content, float):
        content = float(f"{content:.12g}")  # 18.000000000000004 is 18
        return written(content) if abs(content) < LONG else theme.exact(content)
    return t("compare.none") if content is None else content


# taken


def taken(study: Study, edits: Edits) -> Study:
    """The study with the cells as one more scenario, which is the active one; the study itself where there is none.

    Raises StudyError with every cell that no study can take, or another AppError where nothing could be ranked.
    """
    if not edits:
        return study
    return with_own_key(study, scenario_of(study, edits))


def scenario_of(study: Study, edits: Edits) -> Scenario:
    """The recorded scenario with what was typed. Raises StudyError with every cell that no study can take."""
    raise_errors(edits.faults, StudyError)
    before = study.scenario
    flipped, scales = _scales_of(study, edits)
    weights = before.weights
    if edits.shares is not None:
        weights = study.with_weights(Weights.of(edits.shares)).scenario.weights
    return replace(
        before,
        key=KEY,
        name=phrase("study.from_brief"),
        weights=weights,
        flipped=flipped,
        scales=scales,
        cutoffs=_cutoffs_of(before, edits),
        assumed=_assumed_of(study, edits),
    )


def with_own_key(study: Study, scenario: Scenario) -> Study:
    """The study with the scenario as a new, active one, whichever scenarios it has; ready to be ranked.

    Raises AppError where nothing could be ranked in it.
    """
    known = {other.key for other in study.scenarios}
    if scenario.key in known:
        again = next(n for n in range(2, len(known) + 2) if f"{KEY}_{n}" not in known)
        name = phrase("study.from_brief_again", number=again)
        scenario = replace(scenario, key=f"{KEY}_{again}", name=name)
    found = study.with_scenario(scenario)
    _ = found.ranking
    return found


def _scales_of(study: Study, edits: Edits) -> tuple[tuple[str, ...], dict[str, Scale]]:
    """(criteria that face the other way, other scales); ends that merely changed places are a criterion turned."""
    flipped, scales = list(study.scenario.flipped), dict(study.scenario.scales)
    ends = {(e.kind, e.criterion): e.after for e in edits.cells if e.kind in ("worst", "best")}
    for key in dict.fromkeys(criterion for _, criterion in ends):
        scale = study.scales[key]
        worst, best = ends.get(("worst", key), scale.worst), ends.get(("best", key), scale.best)
        assert isinstance(worst, float)  # else it was a fault
        assert isinstance(best, float)
        if same(worst, scale.best) and same(best, scale.worst):
            flipped = [k for k in flipped if k != key] if key in flipped else [*flipped, key]
        else:
            flipped = [k for k in flipped if k != key]
            scales[key] = Scale(worst, best, scale.curve)
    return tuple(flipped), scales


def _cutoffs_of(before: Scenario, edits: Edits) -> tuple[Cutoff, ...]:
    """Cut-offs that flag stay, as no cell speaks of them; of those that exclude, a typed one stands for its side."""
    typed = [edit for edit in edits.cells if edit.kind in SIDES]
    changed = {(edit.criterion, edit.kind) for edit in typed}
    kept = [
        line
        for line in before.cutoffs
        if line.effect != "exclude" or (line.criterion, line.side) not in changed
    ]
    new = [
        Cutoff(edit.criterion, side, edit.after)
        for edit in typed
        for side in SIDES
        if edit.kind == side and isinstance(edit.after, float)
    ]
    return (*kept, *new)


def _assumed_of(study: Study, edits: Edits) -> tuple[Assumption, ...]:
    new = [
        Assumption(edit.alternative, study.catalogue[edit.criterion].variable, edit.after)
        for edit in edits.cells
        if edit.kind == "value" and isinstance(edit.after, float)
    ]
    changed = {(a.alternative, a.variable) for a in new}
    kept = [a for a in study.scenario.assumed if (a.alternative, a.variable) not in changed]
    return (*kept, *new)
