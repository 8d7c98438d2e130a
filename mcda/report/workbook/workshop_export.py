"""A workshop to take home as a workbook: settings, figures of cells, lines if asked for, notes; no names, no keys."""

from mcda.group.analysis.consensus import spread
from mcda.group.export import lines
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.tables.model import Brief, Column, Sheet, Table, Value, tabulate
from mcda.study.io import digest
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator

QUARTILE_NAMES = ("room.lower_quartile", "results.median", "room.upper_quartile")


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
        (t("room.title"), workshop.title),
        (t("phone.code"), board.code),
        (t("room.floor"), str(workshop.floor)),
    ]

    text = Column("", "name")
    return Sheet(
        "settings",
        t("room.tab_settings"),
        workshop.title,
        (t.text(workshop.opened_study.stage.question),),
        (
            Table((text, Column("", "text")), tuple(facts)),
            tabulate(
                t,
                t("room.groups"),
                workshop.groups,
                ("room.group", "name", lambda group: t.text(group.name)),
                ("room.weight", "score", lambda group: group.weight),
            ),
            tabulate(
                t,
                t("room.rounds"),
                rounds,
                ("room.round", "rank", lambda each: each.number),
                (
                    "room.way",
                    "name",
                    lambda each: (
                        t.text(WEIGHTING_METHODS[each.round.method_key].name)
                        if each.round.method_key in WEIGHTING_METHODS
                        else each.round.method_key
                    ),
                ),
                ("room.opened_at", "name", lambda each: _time(each.round.opened_at)),
                ("room.closed_at", "name", lambda each: _time(each.round.closed_at)),
                (
                    "room.heads",
                    "rank",
                    lambda each: each.heads if isinstance(each, PublishedRound) else None,
                ),
                (
                    "room.paper_heads",
                    "rank",
                    lambda each: each.paper if isinstance(each, PublishedRound) else None,
                ),
                (
                    "room.remark",
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
            figures = [("room.mean", mean)]
            if quartiles is not None:
                figures += list(zip(QUARTILE_NAMES, quartiles, strict=True))
            for words, shares in figures:
                told = dict(zip(each.criteria, shares.tolist(), strict=True))
                about = (each.number, name, heads, paper, t(words))
                rows.append((*about, *(told.get(key) for key in keys)))
    columns = (
        Column(t("room.round"), "rank"),
        Column(t("room.group"), "name"),
        Column(t("room.heads"), "rank"),
        Column(t("room.paper_heads"), "rank"),
        Column(t("room.figure"), "name"),
        *(Column(t.text(names[key]), "share") for key in keys),
    )
    return Sheet(
        "figures",
        t("room.tab_figures"),
        t("room.figures"),
        (t("room.figures_words"),),
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
        Column(t("room.sign"), "name"),
        Column(t("room.round"), "rank"),
        Column(t("room.group"), "name"),
        *(Column(t.text(names[key]), "share") for key in keys),
        Column(t("room.consistency"), "score"),
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
        t("room.tab_answers"),
        t("room.answers"),
        (t("room.answers_words"),),
        (Table(columns, cells),),
    )


def _notes(board: Facilitated, t: Translator) -> Sheet:
    kinds = {"note": t("room.kind_note"), "parked": t("room.kind_parked")}
    rows = tuple(
        (each.number, kinds[note.kind], note.text) for each in board.rounds for note in each.notes
    )
    columns = (
        Column(t("room.round"), "rank"),
        Column(t("room.kind"), "name"),
        Column(t("room.words"), "message"),
    )
    return Sheet("notes", t("room.tab_notes"), t("room.notes"), (), (Table(columns, rows),))
