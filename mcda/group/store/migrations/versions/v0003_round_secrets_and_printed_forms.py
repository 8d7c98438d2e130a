"""Each round has a secret and its groups as they were; which numbers of paper forms were printed.

Rounds that are there get a secret now, and the groups that the workshop has. Which of their forms were printed before
nobody knows, so every number counts as printed.
"""

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOST = 9999


def upgrade() -> None:
    printed = op.create_table(
        "printed_forms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False, index=True
        ),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    connection = op.get_bind()
    workshops, events = _tables()
    known = connection.execute(sa.select(workshops)).all()
    groups = {row.id: json.loads(row.settings).get("groups", []) for row in known}
    opened = sa.select(events).where(events.c.event == "opened")
    for row in connection.execute(opened).all():
        settings = json.loads(row.settings or "{}")
        settings |= {"groups": groups[row.workshop_id], "secret": secrets.token_hex(16)}
        text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
        connection.execute(sa.update(events).where(events.c.id == row.id).values(settings=text))
    for row in known:
        values = {"workshop_id": row.id, "first": 1, "last": MOST, "at": row.opened_at}
        connection.execute(sa.insert(printed).values(values))


def downgrade() -> None:
    connection = op.get_bind()
    _, events = _tables()
    for row in connection.execute(sa.select(events).where(events.c.event == "opened")).all():
        settings = {
            key: value
            for key, value in json.loads(row.settings or "{}").items()
            if key not in ("groups", "secret")
        }
        text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
        connection.execute(sa.update(events).where(events.c.id == row.id).values(settings=text))
    op.drop_table("printed_forms")


def _tables() -> tuple[sa.TableClause, sa.TableClause]:
    """What is read and changed here, as it was at this step."""
    workshops = sa.table(
        "workshops", sa.column("id"), sa.column("settings"), sa.column("opened_at")
    )
    events = sa.table(
        "round_events",
        sa.column("id"),
        sa.column("workshop_id"),
        sa.column("event"),
        sa.column("settings"),
    )
    return workshops, events
