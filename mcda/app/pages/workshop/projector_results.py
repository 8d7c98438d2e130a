"""Scenes of results on the projector screen: made once for each scene and state of a workshop, for all who look."""

from collections.abc import Sequence

from mcda.app.state import resources
from mcda.group.analysis.movement import movement
from mcda.group.analysis.one_minute import one_minute
from mcda.group.analysis.summary import Summary
from mcda.group.model.projector import OnProjector
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.html.movement import ON_A_SCREEN, movement_html
from mcda.report.html.one_minute import criterion_html, one_minute_html
from mcda.report.tables import statements
from mcda.words import Translator

MOST_VOTES = 4
PARTS = {"one_minute": ("agree", "differ"), "first_five": ("why", "changes")}


def body(t: Translator, found: OnProjector) -> dict[str, object]:
    """What stands under the heading. Raises AppError."""
    code, projected = found.door.code, found.projected
    key = (code, projected.version, projected.scene.key, projected.scene.argument, t.lang)
    return resources.projected(key, lambda: _made(t, found))


def _made(t: Translator, found: OnProjector) -> dict[str, object]:
    code, scene = found.door.code, found.projected.scene
    if scene.key == "votes":
        return {"heading": t("statement.results"), "lines": _votes(t, code)}
    closed = [each for each in resources.store().projected_rounds(code) if not each.round.is_open]
    if not closed:
        return {"lines": [t("workshop.no_results")]}
    last = closed[-1]
    summary = resources.summary_of(code, last) if isinstance(last, PublishedRound) else None
    if summary is None:
        why = last.finding if isinstance(last, SuppressedRound) else resources.other_criteria(last)
        return {"lines": [t.line(why)]}
    return {
        "heading": t("results.round_number", number=last.number),
        **_shown(t, found, closed, summary),
    }


def _shown(
    t: Translator,
    found: OnProjector,
    closed: Sequence[PublishedRound | SuppressedRound],
    summary: Summary,
) -> dict[str, object]:
    """The newest round by the scene that was chosen."""
    scene = found.projected.scene
    if scene.key == "change":
        return _change(t, found.door.code, closed, summary)
    if scene.key != "criterion":
        minute = one_minute_html(
            summary, one_minute(summary), t, PARTS[scene.key], most=ON_A_SCREEN
        )
        return {"body": minute}
    if scene.argument not in summary.shown.criteria:
        return {"lines": [t.line(resources.other_criteria(summary.shown))]}
    return {"body": criterion_html(summary, scene.argument, t)}


def _change(
    t: Translator,
    code: str,
    closed: Sequence[PublishedRound | SuppressedRound],
    summary: Summary,
) -> dict[str, object]:
    """The last two rounds that may be shown; that there is but one where so."""
    earlier = [each for each in closed[:-1] if isinstance(each, PublishedRound)]
    before = resources.summary_of(code, earlier[-1]) if earlier else None
    if before is None:
        return {"lines": [t("workshop.one_round")]}
    return {"body": movement_html(summary, movement(before, summary), t, is_large=True)}


def _votes(t: Translator, code: str) -> list[str]:
    """The closing statement's counts if there are any, else those of the other sentences; two lines a sentence."""
    results = resources.store().projected_votes(code)
    for kind in ("closing", "opinion", "missing"):
        table = statements.counts(results, kind, t)
        if table.rows:
            names = [column.title for column in table.columns[1:-1]]
            return [
                line
                for text, *counts, _ in table.rows[:MOST_VOTES]
                for line in (str(text), _counted(names, counts))
            ]
    return [t("statement.none_closed")]


def _counted(names: Sequence[str], counts: Sequence[object]) -> str:
    return " · ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
