"""the state `completed` has one word in every table"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
COLUMNS = (
    ("jobs", "state"),
    ("generations", "status"),
    ("chunks", "state"),
    ("transcriptions", "status"),
    ("project_renders", "status"),
    ("project_dubs", "status"),
)


def upgrade() -> None:
    """Go forward: rename the state `done` to `completed`."""
    for table, column in COLUMNS:
        rows = sa.table(table, sa.column(column))
        op.execute(rows.update().where(rows.c[column] == "done").values({column: "completed"}))
