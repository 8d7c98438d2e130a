"""A seat can be voided and stays in the log; a draft is deleted only after it was found old before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("seats", sa.Column("voided_in", sa.Integer, nullable=False, server_default="0"))
    op.add_column("seats", sa.Column("voided_at", sa.String(32), nullable=False, server_default=""))
    op.add_column(
        "drafts", sa.Column("old_since", sa.String(32), nullable=False, server_default="")
    )


def downgrade() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_column("old_since")
    with op.batch_alter_table("seats") as seats:
        seats.drop_column("voided_at")
        seats.drop_column("voided_in")
