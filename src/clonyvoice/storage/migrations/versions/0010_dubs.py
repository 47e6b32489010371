"""recordings dubbed by jobs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import clonyvoice.storage.column_types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "project_dubs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("project_id", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("created_at", clonyvoice.storage.column_types.UtcDateTime(), nullable=False),
        sa.Column("finished_at", clonyvoice.storage.column_types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_dubs_project_id_projects"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_dubs")),
    )
    with op.batch_alter_table("project_dubs", schema=None) as batch_op:
        batch_op.create_index("ix_project_dubs_project", ["project_id", "created_at"], unique=False)
