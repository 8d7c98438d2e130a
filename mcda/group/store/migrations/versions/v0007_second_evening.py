"""More than one facilitator, the projector's scene and agenda, tickets, and a closing that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "facilitators",
        sa.Column("id", sa.Integer, primary_key=True),
        _workshop(),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("revoked_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_facilitators_workshop_id", "facilitators", ["workshop_id"])
    op.create_table(
        "projector",
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("scene", sa.Text, nullable=False),
        sa.Column("agenda", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer, primary_key=True),
        _workshop(),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("group_key", sa.String(64)),
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seats.id")),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.Column("spent_at", sa.String(32), nullable=False),
        sa.Column("dropped_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("workshop_id", "number", name="uq_ticket_number"),
    )
    op.create_index("ix_tickets_workshop_id", "tickets", ["workshop_id"])
    # an index, not a constraint: SQLite would write the table anew, and others refer to it
    op.add_column("seats", sa.Column("recovery_hash", sa.String(64)))
    op.create_index("uq_seat_recovery", "seats", ["recovery_hash"], unique=True)
    with op.batch_alter_table("round_events") as events:
        events.add_column(sa.Column("turn", sa.Integer, nullable=False, server_default="0"))
        events.add_column(sa.Column("actor", sa.String(40), nullable=False, server_default=""))
        events.drop_constraint("uq_round_event", type_="unique")
        events.create_unique_constraint(
            "uq_round_event", ["workshop_id", "number", "event", "turn"]
        )


def downgrade() -> None:
    with op.batch_alter_table("round_events") as events:
        events.drop_constraint("uq_round_event", type_="unique")
        events.create_unique_constraint("uq_round_event", ["workshop_id", "number", "event"])
        events.drop_column("actor")
        events.drop_column("turn")
    op.drop_index("uq_seat_recovery", "seats")
    op.drop_column("seats", "recovery_hash")
    for table in ("tickets", "projector", "facilitators"):
        op.drop_table(table)


def _workshop() -> sa.Column[int]:
    return sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False)
