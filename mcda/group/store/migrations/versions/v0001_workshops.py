"""Workshops, their rounds and notes; seats and what was submitted from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("study", sa.Text, nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "round_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("event", sa.String(12), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("workshop_id", "number", "event", name="uq_round_event"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False, index=True
        ),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False, index=True
        ),
        sa.Column("token_hash", sa.String(64), unique=True),
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("ballot", sa.String(16)),
        sa.Column("group_key", sa.String(64), nullable=False),
        sa.Column("pseudonym", sa.String(80), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("joined_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("workshop_id", "receipt", name="uq_seat_receipt"),
        sa.UniqueConstraint("workshop_id", "ballot", name="uq_seat_ballot"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id"), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("group_key", sa.String(64), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("weights", sa.Text, nullable=False),
        sa.Column("consistency", sa.Text, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("seat_id", "nonce", name="uq_submission_nonce"),
    )
    op.create_index("ix_submissions_round", "submissions", ["workshop_id", "round"])


def downgrade() -> None:
    for table in ("submissions", "seats", "notes", "round_events", "workshops"):
        op.drop_table(table)
