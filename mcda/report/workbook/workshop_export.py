"""A workshop to take home as a workbook: settings, a line a participant and round, notes; no names, no keys."""

from mcda.group.export import lines
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import Shown, Withheld
from mcda.report.tables.model import Brief, Column, Sheet, Table
from mcda.study.io import digest
from mcda.weighting.registry import WAYS
from mcda.words import Say


def workshop_book(board: Facilitated, rounds: tuple[Shown | Withheld, ...], say: Say) -> Brief:
    """What may be shown of a workshop, for the writer of workbooks; what people typed stays text."""
    study = board.workshop.opened_study
    return Brief(
        board.workshop.title,
        say.lang,
        study.date,
        digest(study),
        (_settings(board, rounds, say), _answers(board, rounds, say), _notes(board, say)),
        board.workshop.study,
    )


def _settings(board: Facilitated, rounds: tuple[Shown | Withheld, ...], say: Say) -> Sheet:
    """The workshop in a few lines, and its rounds."""
    workshop = board.workshop
    facts = [
        (say("room.title"), workshop.title),
        (say("phone.code"), board.code),
        (say("room.floor"), str(workshop.floor)),
    ]
    groups = [(say.of(group.name), group.weight) for group in workshop.groups]
    told = [
        (
            each.number,
            say.of(WAYS[each.round.way].name) if each.round.way in WAYS else each.round.way,
            _time(each.round.opened_at),
            _time(each.round.closed_at),
            each.heads if isinstance(each, Shown) else None,
            "" if isinstance(each, Shown) else say.finding(each.finding).line(),
        )
        for each in rounds
    ]
    text = Column("", "name")
    return Sheet(
        "settings",
        say("room.tab_settings"),
        workshop.title,
        (say.of(workshop.opened_study.stage.question),),
        (
            Table((text, Column("", "text")), tuple(facts)),
            Table(
                (Column(say("room.group"), "name"), Column(say("room.weight"), "score")),
                tuple(groups),
                say("room.groups"),
            ),
            Table(
                (
                    Column(say("room.round"), "place"),
                    Column(say("room.way"), "name"),
                    Column(say("room.opened_at"), "name"),
                    Column(say("room.closed_at"), "name"),
                    Column(say("room.heads"), "place"),
                    Column(say("room.remark"), "message"),
                ),
                tuple(told),
                say("room.rounds"),
            ),
        ),
    )


def _time(stamp: str) -> str:
    """To the minute; stamps are kept in universal time."""
    return f"{stamp[:16].replace('T', ' ')} UTC" if stamp else ""


def _answers(board: Facilitated, rounds: tuple[Shown | Withheld, ...], say: Say) -> Sheet:
    """A line a participant and round, known by the receipt; shares of the whole under each criterion."""
    names = board.workshop.names
    rows = lines(rounds, say.lang)
    keys = list(dict.fromkeys(key for row in rows for key in row if key in names))
    columns = (
        Column(say("room.receipt"), "name"),
        Column(say("room.round"), "place"),
        Column(say("room.group"), "name"),
        *(Column(say.of(names[key]), "share") for key in keys),
        Column(say("room.consistency"), "score"),
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
        say("room.tab_answers"),
        say("room.answers"),
        (say("room.answers_words"),),
        (Table(columns, cells),),
    )


def _notes(board: Facilitated, say: Say) -> Sheet:
    kinds = {"note": say("room.kind_note"), "parked": say("room.kind_parked")}
    rows = tuple(
        (each.number, kinds[note.kind], note.text) for each in board.rounds for note in each.notes
    )
    columns = (
        Column(say("room.round"), "place"),
        Column(say("room.kind"), "name"),
        Column(say("room.words"), "message"),
    )
    return Sheet("notes", say("room.tab_notes"), say("room.notes"), (), (Table(columns, rows),))
