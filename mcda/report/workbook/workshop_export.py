"""A workshop to take home as a workbook: settings, figures of cells, lines if asked for, notes; no names, no keys."""

from mcda.group.analysis.consensus import spread
from mcda.group.export import lines
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.tables.model import Brief, Column, Sheet, Table, Value, tabulate
from mcda.study.io import digest
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator

QUARTILE_NAMES = ("workshop.lower_quartile", "results.median", "workshop.upper_quartile")


def workshop_book(
    board: Facilitated,
    rounds: tuple[PublishedRound | SuppressedRound, ...],
    t: Translator,
    with_lines: bool = False,
) -> Brief:
    """What may be shown of a workshop, for the writer of workbooks; what people typed stays text.

    `with_lines` adds each person's weights, without names, of the rounds that may be shown so.
    """
    study = board.workshop.opened_study
    answers = (_answers(board, rounds, t),) if with_lines else ()
    return Brief(
        board.workshop.title,
        t.lang,
        study.date,
        digest(study),
        (_settings(board, rounds, t), _figures(board, rounds, t), *answers, _notes(board, t)),
        board.workshop.study,
    )


def _settings(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...], t: Translator
) -> Sheet:
    """The workshop in a few lines, and its rounds."""
    workshop = board.workshop
    facts = [
        (t("workshop.title"), workshop.title),
        (t("workshop.delete_type"), board.code),
        (t("workshop.minimum_group"), str(workshop.minimum_group)),
    ]

    text = Column("", "name")
    return Sheet(
        "settings",
        t("workshop.tab_settings"),
        workshop.title,
        (t.text(workshop.opened_study.stage.question),),
        (
            Table((text, Column("", "text")), tuple(facts)),
            tabulate(
                t,
                t("workshop.groups"),
                workshop.groups,
                ("workshop.group", "name", lambda group: t.text(group.name)),
                ("workshop.weight", "score", lambda group: group.weight),
            ),
            tabulate(
                t,
                t("workshop.rounds"),
                rounds,
                ("workshop.round", "rank", lambda each: each.number),
                (
                    "workshop.way",
                    "name",
                    lambda each: (
                        t.text(WEIGHTING_METHODS[each.round.method_key].name)
                        if each.round.method_key in WEIGHTING_METHODS
                        else each.round.method_key
                    ),
                ),
                ("workshop.opened_at", "name", lambda each: _time(each.round.opened_at)),
                ("workshop.closed_at", "name", lambda each: _time(each.round.closed_at)),
                (
                    "workshop.heads",
                    "rank",
                    lambda each: each.heads if isinstance(each, PublishedRound) else None,
                ),
                (
                    "workshop.paper_heads",
                    "rank",
                    lambda each: each.paper if isinstance(each, PublishedRound) else None,
                ),
                (
                    "workshop.remark",
                    "message",
                    lambda each: (
                        "" if isinstance(each, PublishedRound) else t.finding(each.finding).line()
                    ),
                ),
            ),
        ),
    )


def _time(stamp: str) -> str:
    """To the minute; stamps are kept in universal time."""
    return f"{stamp[:16].replace('T', ' ')} UTC" if stamp else ""


def _figures(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...], t: Translator
) -> Sheet:
    """A row a round, cell and figure: means, and quartiles where there are enough people."""
    names = board.workshop.names
    shown = [each for each in rounds if isinstance(each, PublishedRound)]
    keys = list(dict.fromkeys(key for each in shown for key in each.criteria))
    rows: list[tuple[Value, ...]] = []
    for each in shown:
        found = spread(each)
        parts = [(t("group.everyone"), each.heads, each.paper, found.mean, found.everyone)]
        parts += [
            (t.text(cell.name), cell.heads, cell.paper, mean, quartiles)
            for cell, mean, quartiles in zip(
                each.cells, found.cell_means, found.of_cells, strict=True
            )
        ]
        for name, heads, paper, mean, quartiles in parts:
            figures = [("workshop.mean", mean)]
            if quartiles is not None:
                figures += list(zip(QUARTILE_NAMES, quartiles, strict=True))
            for words, shares in figures:
                told = dict(zip(each.criteria, shares.tolist(), strict=True))
                about = (each.number, name, heads, paper, t(words))
                rows.append((*about, *(told.get(key) for key in keys)))
    columns = (
        Column(t("workshop.round"), "rank"),
        Column(t("workshop.group"), "name"),
        Column(t("workshop.heads"), "rank"),
        Column(t("workshop.paper_heads"), "rank"),
        Column(t("workshop.figure"), "name"),
        *(Column(t.text(names[key]), "share") for key in keys),
    )
    return Sheet(
        "figures",
        t("workshop.tab_figures"),
        t("workshop.figures"),
        (t("workshop.figures_words"),),
        (Table(columns, tuple(rows)),),
    )


def _answers(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...], t: Translator
) -> Sheet:
    """Each person's weights without names, told apart by the sign of the round; shares of the whole."""
    names = board.workshop.names
    rows = lines(rounds, t.lang)
    keys = list(dict.fromkeys(key for row in rows for key in row if key in names))
    columns = (
        Column(t("workshop.sign"), "name"),
        Column(t("workshop.round"), "rank"),
        Column(t("workshop.group"), "name"),
        *(Column(t.text(names[key]), "share") for key in keys),
        Column(t("workshop.consistency"), "score"),
    )
    cells = tuple(
        (
            row["sign"],
            row["round"],
            row["group"],
            *(row.get(key) for key in keys),
            row["consistency"],
        )
        for row in rows
    )
    return Sheet(
        "answers",
        t("workshop.tab_answers"),
        t("workshop.answers"),
        (t("workshop.answers_words"),),
        (Table(columns, cells),),
    )


def _notes(board: Facilitated, t: Translator) -> Sheet:
    kinds = {"note": t("workshop.kind_note"), "parked": t("workshop.kind_parked")}
    rows = tuple(
        (each.number, kinds[note.kind], note.text) for each in board.rounds for note in each.notes
    )
    columns = (
        Column(t("workshop.round"), "rank"),
        Column(t("workshop.kind"), "name"),
        Column(t("workshop.words"), "message"),
    )
    return Sheet("notes", t("workshop.tab_notes"), t("workshop.notes"), (), (Table(columns, rows),))
