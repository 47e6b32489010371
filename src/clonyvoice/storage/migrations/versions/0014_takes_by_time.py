"""an index of takes by time across all projects"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_project_takes_created", "project_takes", ["created_at", "id"])
