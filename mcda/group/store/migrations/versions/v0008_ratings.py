"""Ratings: what is asked of each alternative, and what each seat answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("workshop_id", "number", name="uq_rating_number"),
    )
    op.create_index("ix_ratings_workshop_id", "ratings", ["workshop_id"])
    op.create_table(
        "rating_answers",
        sa.Column("rating_id", sa.Integer, sa.ForeignKey("ratings.id"), primary_key=True),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id"), primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("ix_rating_answers_workshop_id", "rating_answers", ["workshop_id"])


def downgrade() -> None:
    for table in ("rating_answers", "ratings"):
        op.drop_table(table)
