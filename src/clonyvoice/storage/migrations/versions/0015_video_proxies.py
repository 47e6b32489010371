"""proxies of videos, for browsers that cannot play them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import clonyvoice.storage.column_types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("project_assets") as batch:
        batch.add_column(
            sa.Column("proxy_blob", clonyvoice.storage.column_types.BlobId(length=40), nullable=True)
        )
