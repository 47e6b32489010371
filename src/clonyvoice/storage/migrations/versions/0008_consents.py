"""consents, voices locked to keys, revoked voices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import clonyvoice.storage.column_types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. Columns are added in place: making `voices` anew would empty what refers to it."""
    op.create_table(
        "voice_consents",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("voice_id", sa.String(length=40), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("agreed_at", clonyvoice.storage.column_types.UtcDateTime(), nullable=False),
        sa.Column("recording_blob", clonyvoice.storage.column_types.BlobId(length=40), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", clonyvoice.storage.column_types.UtcDateTime(), nullable=True),
        sa.Column("created_at", clonyvoice.storage.column_types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["voice_id"], ["voices.id"], name=op.f("fk_voice_consents_voice_id_voices"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_consents")),
    )
    with op.batch_alter_table("voice_consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voice_consents_voice_id"), ["voice_id"], unique=False)
    op.add_column("voices", sa.Column("allowed_keys", sa.JSON(), nullable=True))
    op.add_column("voices", sa.Column("revoked", sa.JSON(), nullable=True))
