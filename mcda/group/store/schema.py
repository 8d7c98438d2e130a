"""The tables of the store as they are now; how they came to be so stands in migrations/."""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

WORKSHOPS = Table(
    "workshops",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("version", Integer, nullable=False),  # grows when the settings change
    Column("settings", Text, nullable=False),
    Column("study", Text, nullable=False),
    Column("opened_at", String(32), nullable=False),
)

# what happened to a round, one row an event; never changed
ROUND_EVENTS = Table(
    "round_events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("event", String(12), nullable=False),
    Column("settings", Text, nullable=False, default=""),
    Column("at", String(32), nullable=False),
    # how often this event had happened to the round before: a closing can be undone, and a round closed again
    Column("turn", Integer, nullable=False, server_default="0"),
    Column(
        "actor", String(40), nullable=False, server_default=""
    ),  # which facilitator; "": the first key
    UniqueConstraint("workshop_id", "number", "event", "turn", name="uq_round_event"),
)

# further keys to the control panel; the first is in WORKSHOPS
FACILITATORS = Table(
    "facilitators",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("at", String(32), nullable=False),
    Column("revoked_at", String(32), nullable=False, default=""),
)

# what is on the projector screen and which item of the agenda is in hand: one row a workshop
PROJECTOR = Table(
    "projector",
    METADATA,
    Column("workshop_id", Integer, ForeignKey("workshops.id"), primary_key=True),
    Column("version", Integer, nullable=False),  # grows with each change: what phones wait for
    Column("scene", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

NOTES = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

SEATS = Table(
    "seats",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("token_hash", String(64), unique=True),  # none for a ballot on paper
    Column("receipt", String(16), nullable=False),
    Column("ballot", String(16)),
    Column("group_key", String(64), nullable=False),
    Column("pseudonym", String(80), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("joined_at", String(32), nullable=False),
    Column("voided_in", Integer, nullable=False, default=0),  # from this round on it does not count
    Column("voided_at", String(32), nullable=False, default=""),
    Column("recovery_hash", String(64)),  # of the code that opens the seat on another device
    Index("uq_seat_recovery", "recovery_hash", unique=True),
    UniqueConstraint("workshop_id", "receipt", name="uq_seat_receipt"),
    UniqueConstraint("workshop_id", "ballot", name="uq_seat_ballot"),
)

# one number, one vote: the same number is a paper form, a phone's seat and an invitation
TICKETS = Table(
    "tickets",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("number", String(16), nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("group_key", String(64)),  # none: its holder chooses
    Column("seat_id", Integer, ForeignKey("seats.id")),  # none before it is used
    Column("issued_at", String(32), nullable=False),
    Column("spent_at", String(32), nullable=False, default=""),
    Column("dropped_at", String(32), nullable=False, default=""),
    UniqueConstraint("workshop_id", "number", name="uq_ticket_number"),
)

RATINGS = Table(
    "ratings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("closed_at", String(32), nullable=False, default=""),
    UniqueConstraint("workshop_id", "number", name="uq_rating_number"),
)

# the newest of each seat
RATING_ANSWERS = Table(
    "rating_answers",
    METADATA,
    Column("rating_id", Integer, ForeignKey("ratings.id"), primary_key=True),
    Column("seat_id", Integer, ForeignKey("seats.id"), primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("answers", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

# append-only: a revision is another row
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False),
    Column("seat_id", Integer, ForeignKey("seats.id"), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("round", Integer, nullable=False),
    Column("group_key", String(64), nullable=False),
    Column("way", String(32), nullable=False),
    Column("answers", Text, nullable=False),
    Column("weights", Text, nullable=False),
    Column("consistency", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("shown", Text, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("seat_id", "nonce", name="uq_submission_nonce"),
    Index("ix_submissions_round", "workshop_id", "round"),
)

# which numbers of paper forms the workshop's board has printed
PRINTED_FORMS = Table(
    "printed_forms",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)

# answers that are not yet submitted: the newest of each seat and round, so that a reload loses nothing
UNFINISHED = Table(
    "unfinished",
    METADATA,
    Column("seat_id", Integer, ForeignKey("seats.id"), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("answers", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

# what is put to the vote; the seat that wrote it, for its quota alone, is never told
STATEMENTS = Table(
    "statements",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", String(200), nullable=False),
    Column("seat_id", Integer, ForeignKey("seats.id")),  # none: the facilitator
    Column("at", String(32), nullable=False),
    Column("opened_at", String(32), nullable=False, default=""),
    Column("closed_at", String(32), nullable=False, default=""),
    Column("hidden_at", String(32), nullable=False, default=""),
    UniqueConstraint("workshop_id", "number", name="uq_statement_number"),
)

# the newest of each seat
STATEMENT_VOTES = Table(
    "statement_votes",
    METADATA,
    Column("statement_id", Integer, ForeignKey("statements.id"), primary_key=True),
    Column("seat_id", Integer, ForeignKey("seats.id"), primary_key=True),
    Column("workshop_id", Integer, ForeignKey("workshops.id"), nullable=False, index=True),
    Column("vote", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("owner_hash", String(64)),  # of the browser's mark; none for a draft of 1.0
    Column("version", Integer, nullable=False, server_default="1"),  # grows with each change
    Column("study", Text, nullable=False),
    Column("at", String(32), nullable=False, index=True),
    Column("old_since", String(32), nullable=False, default=""),  # when it was first found old
)

# the link is no secret of its own: what it opens stands in the same row
SHELF = Table(
    "shelf",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("link", String(64), nullable=False, unique=True),
    Column("planner_hash", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("replaces", String(64)),
    Column("replaced_by", String(64)),
    Column("withdrawn_at", String(32), nullable=False, default=""),
    Column("title", Text, nullable=False),
    Column("study", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

# what readers of a published study say of its values
DISPUTES = Table(
    "disputes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("shelf_id", Integer, ForeignKey("shelf.id"), nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("alternative", Text, nullable=False),
    Column("variable", Text, nullable=False),
    Column("published", Float(53)),  # none where the value was missing
    Column("value", Float(53), nullable=False),
    Column("source", String(300), nullable=False),
    Column("note", String(1000), nullable=False),
    Column("name", String(40), nullable=False),  # none once it is answered
    Column("status", String(12), nullable=False),
    Column("reason", String(500), nullable=False, default=""),
    Column("at", String(32), nullable=False, index=True),
    Column("answered_at", String(32), nullable=False, default=""),
    Column("old_since", String(32), nullable=False, default=""),  # when it was first found old
)

# everything that belongs to a workshop, in the order in which it can be deleted
OF_A_WORKSHOP = (
    PRINTED_FORMS,
    UNFINISHED,
    RATING_ANSWERS,
    RATINGS,
    STATEMENT_VOTES,
    STATEMENTS,
    SUBMISSIONS,
    TICKETS,
    SEATS,
    NOTES,
    ROUND_EVENTS,
    FACILITATORS,
    PROJECTOR,
    WORKSHOPS,
)
