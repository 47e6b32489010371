"""search through the history"""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEX = (
    "CREATE VIRTUAL TABLE search_texts USING fts5(text, voice_name, tokenize = 'trigram')",
    """CREATE TRIGGER search_added AFTER INSERT ON generations WHEN new.kind <> 'preview'
    BEGIN
      INSERT INTO search_entries (generation_id) VALUES (new.id);
      INSERT INTO search_texts (rowid, text, voice_name)
        SELECT number, new.text, new.voice_name FROM search_entries WHERE generation_id = new.id;
    END""",
    """CREATE TRIGGER search_changed AFTER UPDATE OF text, voice_name ON generations
    WHEN new.text <> old.text OR new.voice_name <> old.voice_name
    BEGIN
      UPDATE search_texts SET text = new.text, voice_name = new.voice_name
        WHERE rowid = (SELECT number FROM search_entries WHERE generation_id = new.id);
    END""",
    """CREATE TRIGGER search_removed AFTER DELETE ON generations
    BEGIN
      DELETE FROM search_texts
        WHERE rowid = (SELECT number FROM search_entries WHERE generation_id = old.id);
      DELETE FROM search_entries WHERE generation_id = old.id;
    END""",
    """INSERT INTO search_entries (generation_id)
      SELECT id FROM generations WHERE kind <> 'preview' ORDER BY created_at, id""",
    """INSERT INTO search_texts (rowid, text, voice_name)
      SELECT number, text, voice_name FROM search_entries JOIN generations ON generation_id = id""",
)


def upgrade() -> None:
    """Go forward. What is in the history already is found too."""
    op.create_table(
        "search_entries",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("generation_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("generation_id", name=op.f("uq_search_entries_generation_id")),
    )
    # with the kind in it, counting a history reads the index alone
    op.drop_index("ix_generations_listing", "generations")
    op.drop_index("ix_generations_owner_listing", "generations")
    op.create_index("ix_generations_listing", "generations", ["created_at", "id", "kind"])
    op.create_index("ix_generations_owner_listing", "generations", ["owner", "created_at", "id", "kind"])
    if _has_trigrams(op.get_bind()):
        for statement in _INDEX:
            op.execute(statement)


def _has_trigrams(connection: sa.Connection) -> bool:
    """Whether SQLite has the trigram index; without it the history is searched row by row."""
    if connection.dialect.name != "sqlite" or sqlite3.sqlite_version_info < (3, 34):
        return False
    return "ENABLE_FTS5" in {row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")}
