"""results of transcript checks of takes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("project_takes") as batch:
        batch.add_column(sa.Column("heard", sa.JSON(), nullable=True))
