"""What readers of a published study say of its values, and what its planner answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shelf_id", sa.Integer, sa.ForeignKey("shelf.id"), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("alternative", sa.Text, nullable=False),
        sa.Column("variable", sa.Text, nullable=False),
        sa.Column("published", sa.Float(53)),
        sa.Column("value", sa.Float(53), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("answered_at", sa.String(32), nullable=False),
        sa.Column("old_since", sa.String(32), nullable=False),
    )
    op.create_index("ix_disputes_shelf_id", "disputes", ["shelf_id"])
    op.create_index("ix_disputes_at", "disputes", ["at"])


def downgrade() -> None:
    op.drop_table("disputes")
