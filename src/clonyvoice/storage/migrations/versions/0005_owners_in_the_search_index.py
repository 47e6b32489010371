"""owners in the search index"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TRIGGERS = (
    "DROP TRIGGER search_added",
    """CREATE TRIGGER search_added AFTER INSERT ON generations WHEN new.kind <> 'preview'
    BEGIN
      INSERT INTO search_entries (generation_id, owner) VALUES (new.id, new.owner);
      INSERT INTO search_texts (rowid, text, voice_name)
        SELECT number, new.text, new.voice_name FROM search_entries WHERE generation_id = new.id;
    END""",
    """CREATE TRIGGER search_given AFTER UPDATE OF owner ON generations WHEN new.owner <> old.owner
    BEGIN
      UPDATE search_entries SET owner = new.owner WHERE generation_id = new.id;
    END""",
)


def upgrade() -> None:
    """Go forward. What an owner searches is counted without reading the generations."""
    with op.batch_alter_table("search_entries") as batch:
        batch.add_column(sa.Column("owner", sa.String(length=40), nullable=False, server_default=""))
    op.execute(
        "UPDATE search_entries SET owner ="
        " coalesce((SELECT owner FROM generations WHERE id = generation_id), '')"
    )
    if sa.inspect(op.get_bind()).has_table("search_texts"):
        for statement in _TRIGGERS:
            op.execute(statement)
