"""A workshop to take home as a workbook: settings, a line a participant and round, notes; no names, no keys."""

from mcda.group.export import lines
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.tables.model import Brief, Column, Sheet, Table
from mcda.study.io import digest
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator


def workshop_book(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...], t: Translator
) -> Brief:
    """What may be shown of a workshop, for the writer of workbooks; what people typed stays text."""
    study = board.workshop.opened_study
    return Brief(
        board.workshop.title,
        t.lang,
        study.date,
        digest(study),
        (_settings(board, rounds, t), _answers(board, rounds, t), _notes(board, t)),
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
    groups = [(t.text(group.name), group.weight) for group in workshop.groups]
    told = [
        (
            each.number,
            t.text(WEIGHTING_METHODS[each.round.method_key].name)
            if each.round.method_key in WEIGHTING_METHODS
            else each.round.method_key,
            _time(each.round.opened_at),
            _time(each.round.closed_at),
            each.heads if isinstance(each, PublishedRound) else None,
            "" if isinstance(each, PublishedRound) else t.finding(each.finding).line(),
        )
        for each in rounds
    ]
    text = Column("", "name")
    return Sheet(
        "settings",
        t("room.tab_settings"),
        workshop.title,
        (t.text(workshop.opened_study.stage.question),),
        (
            Table((text, Column("", "text")), tuple(facts)),
            Table(
                (Column(t("room.group"), "name"), Column(t("room.weight"), "score")),
                tuple(groups),
                t("room.groups"),
            ),
            Table(
                (
                    Column(t("room.round"), "rank"),
                    Column(t("room.way"), "name"),
                    Column(t("room.opened_at"), "name"),
                    Column(t("room.closed_at"), "name"),
                    Column(t("room.heads"), "rank"),
                    Column(t("room.remark"), "message"),
                ),
                tuple(told),
                t("room.rounds"),
            ),
        ),
    )


def _time(stamp: str) -> str:
    """To the minute; stamps are kept in universal time."""
    return f"{stamp[:16].replace('T', ' ')} UTC" if stamp else ""


def _answers(
    board: Facilitated, rounds: tuple[PublishedRound | SuppressedRound, ...], t: Translator
) -> Sheet:
    """A line a participant and round, known by the receipt; shares of the whole under each criterion."""
    names = board.workshop.names
    rows = lines(rounds, t.lang)
    keys = list(dict.fromkeys(key for row in rows for key in row if key in names))
    columns = (
        Column(t("room.receipt"), "name"),
        Column(t("room.round"), "rank"),
        Column(t("room.group"), "name"),
        *(Column(t.text(names[key]), "share") for key in keys),
        Column(t("room.consistency"), "score"),
    )
    cells = tuple(
        (
            row["receipt"],
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
