"""the preferred engine of a voice with fits for several"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. The column is added in place: making `voices` anew would empty what refers to it."""
    op.add_column("voices", sa.Column("preferred_engine", sa.String(length=40), nullable=True))
