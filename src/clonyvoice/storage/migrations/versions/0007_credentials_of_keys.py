"""Content Credentials that keys ask for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. Keys that were there follow the setting."""
    with op.batch_alter_table("api_keys") as batch:
        batch.add_column(sa.Column("credentials", sa.String(length=10), nullable=False, server_default="off"))
