"""takes of all projects are found in the order in which they were made"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_project_takes_created", "project_takes", ["created_at", "id"])
