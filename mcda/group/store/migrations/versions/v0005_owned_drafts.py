"""Whose a draft is, and how often it was changed: a foreign one is opened as a copy, a late change is refused."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(sa.Column("owner_hash", sa.String(64)))
        drafts.add_column(sa.Column("version", sa.Integer, nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_column("version")
        drafts.drop_column("owner_hash")
