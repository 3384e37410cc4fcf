"""The first tables: one chain of events to which can only be added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from glidepath.records.migrations.guards import raise_guards

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Build the table of events, its indexes and its guards."""
    op.create_table(
        "event",
        sa.Column("seq", _WHOLE, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("schema_version", _WHOLE, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False, unique=True),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        sa.CheckConstraint("seq >= 1", name="counts_from_one"),
        sa.CheckConstraint("length(id) >= 16", name="id_is_long"),
        sa.CheckConstraint("length(at) = 27", name="at_is_an_instant"),
        sa.CheckConstraint("length(actor) BETWEEN 1 AND 64", name="actor_is_named"),
        sa.CheckConstraint("length(role) BETWEEN 1 AND 32", name="role_is_named"),
        sa.CheckConstraint("person = '' OR length(person) >= 16", name="person_is_an_id_or_nobody"),
        sa.CheckConstraint("length(kind) BETWEEN 1 AND 32", name="kind_is_named"),
        sa.CheckConstraint("schema_version >= 1", name="body_has_a_version"),
        sa.CheckConstraint("substr(body, 1, 1) = '{'", name="body_is_a_mapping"),
        sa.CheckConstraint("length(prev_hash) = 64 AND length(hash) = 64", name="hashes"),
        sqlite_strict=True,
    )
    op.create_index("event_of_person", "event", ["person", "seq"])
    op.create_index("event_of_kind", "event", ["kind", "seq"])
    raise_guards(op.get_bind())
