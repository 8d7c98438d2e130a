"""Statements: what is put to the vote, and how each seat votes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id")),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=False),
        sa.Column("hidden_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("workshop_id", "number", name="uq_statement_number"),
    )
    op.create_index("ix_statements_workshop_id", "statements", ["workshop_id"])
    op.create_table(
        "statement_votes",
        sa.Column("statement_id", sa.Integer, sa.ForeignKey("statements.id"), primary_key=True),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id"), primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("vote", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("ix_statement_votes_workshop_id", "statement_votes", ["workshop_id"])


def downgrade() -> None:
    for table in ("statement_votes", "statements"):
        op.drop_table(table)
