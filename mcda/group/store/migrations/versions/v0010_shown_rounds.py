"""Rounds are shown once the facilitator has seen their results; those that were closed before this was kept are."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        "INSERT INTO round_events (workshop_id, number, event, settings, at, turn, actor) "
        "SELECT workshop_id, number, 'shown', '', at, 0, '' FROM round_events "
        "WHERE event = 'closed'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM round_events WHERE event IN ('shown', 'reopened')")
