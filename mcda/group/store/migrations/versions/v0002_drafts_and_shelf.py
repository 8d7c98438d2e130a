"""Answers not yet submitted survive a reload; a planner's drafts, and the shelf of published studies."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "unfinished",
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id"), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("study", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "shelf",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("link", sa.String(64), nullable=False, unique=True),
        sa.Column("planner_hash", sa.String(64), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("replaces", sa.String(64)),
        sa.Column("replaced_by", sa.String(64)),
        sa.Column("withdrawn_at", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("study", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    for table in ("shelf", "drafts", "unfinished"):
        op.drop_table(table)
